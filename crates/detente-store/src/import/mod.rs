//! Event tables of other projects: GDELT, ICEWS, POLECAT.
//!
//! Their events stand apart from those coded here (`imported_events`), each with its source, so that the two can be compared
//! and the one extend the other without being mixed up. CAMEO codes are read as PLOVER types
//! ([`detente::ontology::from_cameo`]); the code, and the score its source gives, are kept as they are.

mod gdelt;
mod icews;
mod keep;
mod names;
mod polecat;

use detente::ontology::{EventType, Mode, Sector};
use jiff::civil::Date;
use std::io::Read;

pub use keep::Imported;

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Layout {
    /// GDELT's daily or quarter-hourly events, 1.0 (57 or 58 columns) or 2.0 (61 columns), without a header.
    Gdelt,
    /// ICEWS's coded events, with a header.
    Icews,
    /// POLECAT's events, with a header.
    Polecat,
}

/// A row of a table: one actor, one recipient.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The event's id in its table.
    pub id: String,
    /// Number of the pair of sides within the event.
    pub n: usize,
    /// When.
    pub day: Date,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// The score its source gives, else PLOVER's.
    pub score: f64,
    /// CAMEO code; the nearest where the source has none.
    pub cameo: String,
    /// What the source calls it.
    pub label: Option<String>,
    /// Contexts, as the source has them.
    pub contexts: String,
    /// Who did it.
    pub actor: Side,
    /// To whom.
    pub recipient: Side,
    /// Where.
    pub place: Where,
    /// How often it was mentioned.
    pub mentions: Option<i64>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it was published.
    pub url: Option<String>,
}

/// One side of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// Name, as the source has it.
    pub name: Option<String>,
    /// Country (ISO 3166-1 alpha-3 and PLOVER's own).
    pub country: Option<String>,
    /// Sectors.
    pub sectors: Vec<Sector>,
}

/// Place of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Where {
    /// Name.
    pub name: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<i64>,
}

/// Why a row is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It tells of nothing that PLOVER calls an event.
    NoEvent,
    /// It is not as the layout says: column, what is there, what was expected.
    Wrong(String),
}

/// A row, or why there is none.
pub type Parsed = Result<Vec<Row>, Refused>;

/// What a layout makes of a record of fields.
trait Parse {
    /// Reads the record, which begins at its first column.
    fn parse(&self, record: &csv::StringRecord) -> Parsed;
}

/// The parser for a table whose first record is `first`; `true` when that is a header.
fn parser(layout: Layout, first: &csv::StringRecord) -> Result<(Box<dyn Parse>, bool), String> {
    Ok(match layout {
        Layout::Gdelt => (Box::new(gdelt::Gdelt::of(first)?), false),
        Layout::Icews => (Box::new(icews::Icews::of(first)?), true),
        Layout::Polecat => (Box::new(polecat::Polecat::of(first)?), true),
    })
}

/// Tab-separated records, quoted or not, as these projects publish them.
fn records(stream: impl Read, layout: Layout) -> csv::Reader<impl Read> {
    let mut builder = csv::ReaderBuilder::new();
    // GDELT's names may hold a quotation mark that quotes nothing.
    builder.delimiter(b'\t').has_headers(false).flexible(true).quoting(layout != Layout::Gdelt);
    builder.from_reader(stream)
}

/// The columns of a header by name.
struct Columns(Vec<String>);

impl Columns {
    fn of(header: &csv::StringRecord) -> Self {
        Self(header.iter().map(|name| name.trim_matches(['\u{feff}', ' ', '"']).to_owned()).collect())
    }

    /// Where a column is that must be there, by the first of its names that is.
    fn must(&self, names: &[&str]) -> Result<usize, String> {
        self.may(names).ok_or_else(|| format!("its header has no column \"{}\"", names[0]))
    }

    fn may(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.0.iter().position(|column| column == name))
    }
}

/// What is in a column: nothing where it is empty, "None" or "NULL".
fn field(record: &csv::StringRecord, at: Option<usize>) -> Option<&str> {
    let text = record.get(at?)?.trim();
    (!matches!(text, "" | "None" | "NULL" | "NA" | "--")).then_some(text)
}

/// A number in a column that may be empty.
fn number<T: std::str::FromStr>(record: &csv::StringRecord, at: Option<usize>) -> Option<T> {
    field(record, at)?.parse().ok()
}

/// A day that must be there.
fn day(record: &csv::StringRecord, at: usize, name: &str) -> Result<Date, Refused> {
    let text = record.get(at).unwrap_or_default().trim();
    let begin = text.get(..10).unwrap_or(text);
    let parsed = match text.len() {
        8 if text.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse()
        }
        _ => begin.parse::<Date>(),
    };
    parsed.map_err(|_| Refused::Wrong(format!("{name} is \"{}\", expected a day", cut(text))))
}

/// A CAMEO code; tables that went through a spreadsheet have lost its leading zero.
fn code(text: &str) -> Result<String, Refused> {
    let text = text.trim();
    let wrong = || Refused::Wrong(format!("the event code is \"{}\", expected a CAMEO code such as 042", cut(text)));
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let root = |code: &str| code.get(..2).and_then(|r| r.parse::<u8>().ok()).filter(|r| (1..=20).contains(r));
    let padded = format!("0{text}");
    match (root(text), root(&padded)) {
        (Some(_), _) => Ok(text.to_owned()),
        (None, Some(_)) => Ok(padded),
        (None, None) => Err(wrong()),
    }
}

fn cut(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
