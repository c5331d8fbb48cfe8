//! Documents of all inputs, one after the other.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::document::Document;
use super::encoding::as_utf8;
use super::error::{ReadError, Reason};
use super::files::{Files, Input, Opened};
use super::json::JsonDocuments;
use super::json_lines::JsonLines;
use super::options::{Format, Options};
use super::passed::Passed;
use super::table::Table;
use super::warc::Warc;
use super::{feed, html, plain, sniff, unpack, xml};

/// Reads documents out of inputs, in their order: see [the module](super).
///
/// Every input, every file in a folder and every record gives a document or an error; nothing is passed over.
pub struct Reader {
    inputs: std::vec::IntoIter<Input>,
    options: Options,
    files: Option<Files>,
    documents: Option<Documents>,
    consumed: Consumed,
    passed: Passed,
}

/// How many bytes of its files a reader has read, as they lie on the disk; can be asked from any thread.
///
/// ```
/// use detente::read::{Input, Options, Reader};
/// let mut reader = Reader::new([Input::stream("note", "Talks went on.".as_bytes())], Options::default());
/// let consumed = reader.consumed();
/// assert_eq!(consumed.bytes(), 0);
/// assert!(reader.next().unwrap().is_ok());
/// assert_eq!(consumed.bytes(), 14);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Consumed(Arc<AtomicU64>);

impl Consumed {
    /// The bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A stream that counts what is read of it.
struct Counted {
    stream: Box<dyn Read + Send>,
    consumed: Consumed,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.consumed.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

type Documents = Box<dyn Iterator<Item = Result<Document, ReadError>> + Send>;

impl Reader {
    /// A reader of these inputs.
    ///
    /// ```no_run
    /// use detente::read::{Options, Reader};
    /// for read in Reader::new(["reports/", "news/2024-*.jsonl.gz", "-"], Options::default()) {
    ///     match read {
    ///         Ok(document) => println!("{}: {} bytes", document.id, document.text.len()),
    ///         Err(error) => eprintln!("{error}"),
    ///     }
    /// }
    /// ```
    pub fn new(inputs: impl IntoIterator<Item: Into<Input>>, options: Options) -> Self {
        let inputs: Vec<Input> = inputs.into_iter().map(Into::into).collect();
        Self {
            inputs: inputs.into_iter(),
            options,
            files: None,
            documents: None,
            consumed: Consumed::default(),
            passed: Passed::default(),
        }
    }

    /// What this reader has passed over because it is no report.
    pub fn passed(&self) -> Passed {
        self.passed.clone()
    }

    /// How far this reader is, for whoever shows progress.
    pub fn consumed(&self) -> Consumed {
        self.consumed.clone()
    }
}

impl Iterator for Reader {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(documents) = &mut self.documents {
                if let Some(read) = documents.next() {
                    return Some(read);
                }
                self.documents = None;
            }
            if let Some(files) = &mut self.files {
                match files.next() {
                    Some(Ok(opened)) => {
                        let stream = Box::new(Counted { stream: opened.stream, consumed: self.consumed() });
                        let opened = Opened { stream, ..opened };
                        self.documents = Some(documents(opened, &self.options, &self.passed));
                        continue;
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.files = None,
                }
            }
            self.files = Some(Files::of(self.inputs.next()?));
        }
    }
}

/// The files of some inputs, decompressed, each with its name: for whoever reads something else than reports out of them.
///
/// ```
/// use detente::read::{Input, streams};
/// use std::io::Read;
/// let mut text = String::new();
/// for stream in streams([Input::stream("table", "1\t2\n".as_bytes())]) {
///     stream?.1.read_to_string(&mut text).expect("reading from memory");
/// }
/// assert_eq!(text, "1\t2\n");
/// # Ok::<(), detente::read::ReadError>(())
/// ```
pub fn streams(
    inputs: impl IntoIterator<Item: Into<Input>>,
) -> impl Iterator<Item = Result<(String, Box<dyn Read + Send>), ReadError>> {
    let files = inputs.into_iter().flat_map(|input| Files::of(input.into()));
    files.map(|opened| {
        let Opened { name, stream } = opened?;
        let unpacked = unpack::unpack(stream);
        match sniff::known_binary(&unpacked.head) {
            Some(kind) => Err(ReadError::new(name, Reason::Binary(kind.to_owned()))),
            None => Ok((name, unpacked.stream)),
        }
    })
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("options", &self.options).finish_non_exhaustive()
    }
}

/// The documents of one file.
fn documents(opened: Opened, options: &Options, passed: &Passed) -> Documents {
    let Opened { name, stream } = opened;
    let unpacked = unpack::unpack(stream);
    let format = match options.format {
        Some(format) => Ok(format),
        None => sniff::format(&name, &unpacked.head, &options.fields),
    };
    let format = match format {
        Ok(format) => format,
        Err(reason) => return one(Err(ReadError::new(name, reason))),
    };
    let mut stream = unpacked.stream;
    match format {
        Format::Text | Format::Html => {
            let read = if format == Format::Text { plain::read } else { html::read };
            one(match read(&mut stream, &name, options) {
                Ok(document) => Ok(Document { place: ReadError::new(name, Reason::Empty).place(), ..document }),
                Err(reason) => Err(ReadError::new(name, reason)),
            })
        }
        Format::Warc => Box::new(Warc::new(stream, &name, options, passed.clone())),
        Format::NewsXml => Box::new(xml::read(&mut stream, &name, options, passed).into_iter()),
        Format::Feed => Box::new(feed::read(&mut stream, &name, options).into_iter()),
        Format::Json | Format::JsonLines | Format::Csv | Format::Tsv => {
            let stream = match as_utf8(stream, &unpacked.head) {
                Ok(stream) => stream,
                Err(error) => return one(Err(ReadError::new(name, unpack::reason(&error)))),
            };
            let whole = unpacked.head.len() < unpack::HEAD;
            records(stream, sniff::beginning(&unpacked.head).as_bytes(), whole, format, &name, options)
        }
    }
}

fn records(
    stream: Box<dyn Read + Send>,
    head: &[u8],
    whole: bool,
    format: Format,
    name: &str,
    options: &Options,
) -> Documents {
    match format {
        Format::JsonLines => Box::new(JsonLines::new(stream, name, options)),
        Format::Csv => Box::new(Table::new(stream, head, whole, false, name, options)),
        Format::Tsv => Box::new(Table::new(stream, head, whole, true, name, options)),
        _ => Box::new(JsonDocuments::new(stream, name, options)),
    }
}

fn one(read: Result<Document, ReadError>) -> Documents {
    Box::new(std::iter::once(read))
}
