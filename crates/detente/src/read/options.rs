//! How to read.

use jiff::civil::Date;

/// Options of a [`super::Reader`].
///
/// ```
/// use detente::read::{Fields, Format, Options};
/// let options = Options {
///     format: Some(Format::Csv),
///     fields: Fields { text: Some("Story Text".to_owned()), ..Fields::default() },
///     ..Options::default()
/// };
/// assert_eq!(options.max_bytes, 16 << 20);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The format of all inputs; without it, each file's name and content tell.
    pub format: Option<Format>,
    /// Names of the fields of JSON records and table columns.
    pub fields: Fields,
    /// Publication date of reports that carry none.
    pub default_date: Option<Date>,
    /// Most bytes of one report, decompressed: a text file, a page, a JSON record, a row. A longer one is an error: it is
    /// no report, and its coding would take minutes.
    pub max_bytes: u64,
    /// Most bytes of a web page, decompressed: its tree takes many times as much memory.
    pub max_page_bytes: u64,
    /// Entries of feeds that have a headline and no text are given all the same, with an empty text: for whoever fetches the
    /// articles that they lead to. Without this they are errors.
    pub bare_entries: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            fields: Fields::default(),
            default_date: None,
            max_bytes: 16 << 20,
            max_page_bytes: 16 << 20,
            bare_entries: false,
        }
    }
}

/// Formats of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One report, the file's whole text.
    Text,
    /// One report, the main text of a web page.
    Html,
    /// One record, a list of records, or an object that holds such a list ("articles", "documents", …).
    Json,
    /// A record a line.
    JsonLines,
    /// A header, then a report a row; parted by commas (or by semicolons, where the header is).
    Csv,
    /// The same, parted by tabs.
    Tsv,
    /// A web archive: a report a page.
    Warc,
    /// XML of news agencies: one report in NITF, or the reports of a NewsML-G2 item or message.
    NewsXml,
    /// A feed (RSS, Atom, JSON Feed): a report an entry.
    Feed,
}

impl Format {
    /// The format that a name's ending, else the first bytes tell; `None` for what is not read.
    ///
    /// ```
    /// use detente::read::Format;
    /// assert_eq!(Format::of("news", b"<rss version=\"2.0\"><channel>"), Some(Format::Feed));
    /// assert_eq!(Format::of("news", b"%PDF-1.7"), None);
    /// ```
    pub fn of(name: &str, head: &[u8]) -> Option<Self> {
        super::sniff::format(name, &head[..head.len().min(super::unpack::HEAD)], &Fields::default()).ok()
    }
}

/// Names of fields. A field without a name here is looked for under the usual ones ("text", "body", "content", …),
/// whatever the case, underscores, hyphens and spaces. In JSON a name with full stops leads into objects
/// ("document.text"), unless a field has just that name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The record's own id.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The report.
    pub text: Option<String>,
    /// Publication date.
    pub date: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Language, as a code: "en", "pt-BR".
    pub language: Option<String>,
}
