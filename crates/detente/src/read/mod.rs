//! From bytes to documents.
//!
//! A [`Reader`] takes inputs (files, folders, patterns, a stream) and gives one [`Document`] or one [`ReadError`] after
//! the other. It holds one report at a time, so memory does not grow with their number, and an error ends nothing but
//! the record or file it names.
//!
//! ```
//! use detente::read::{Input, Options, Reader};
//! let lines = "{\"text\": \"Talks go on.\", \"date\": \"May 16, 2024\"}\n{\"title\": \"No text\"}\n";
//! let input = Input::stream("-", lines.as_bytes());
//! let read: Vec<_> = Reader::new([input], Options::default()).collect();
//! let first = read[0].as_ref().expect("the first line is a report");
//! assert_eq!((first.id.as_str(), first.text.as_str()), ("-#1", "Talks go on."));
//! assert_eq!(first.published.map(|d| d.to_string()), Some("2024-05-16".to_owned()));
//! let second = read[1].as_ref().expect_err("the second has no text");
//! assert!(second.to_string().starts_with("-:2: "));
//! ```
//!
//! The way of a file: `files` finds it, `unpack` undoes compression, `sniff` names its format, and `plain`,
//! `html`, `json`, `json_lines`, `table`, `feed`, `xml` (with `nitf` and `newsml`) or `warc` take documents out of it; `fields` says which field is what, `encoding` and
//! `date` turn bytes into text and text into dates.

mod date;
mod document;
mod encoding;
mod english_words;
mod error;
mod feed;
mod fields;
mod files;
mod function_words;
mod html;
mod http;
mod json;
mod json_lines;
mod json_scan;
mod json_text;
mod language;
mod month;
mod newsml;
mod nitf;
mod options;
mod page;
mod paragraphs;
mod passed;
mod plain;
mod reader;
mod rows;
mod sniff;
mod table;
mod tree;
mod unpack;
mod warc;
mod xml;
mod zstandard;

pub use date::{DateError, parse_date};
pub use document::Document;
pub(crate) use encoding::decode;
pub use error::{ReadError, Reason};
pub use files::Input;
pub use language::{language, language_of};
pub(crate) use month::{is_weekday, month};
pub use options::{Fields, Format, Options};
pub use passed::Passed;
pub use reader::{Consumed, Reader, streams};
