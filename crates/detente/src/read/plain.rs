//! A text file: one report.

use std::io::Read;

use super::document::{Document, Parts};
use super::encoding::decode;
use super::error::Reason;
use super::options::Options;
use super::unpack::read_all;

/// The whole stream as one report.
pub(super) fn read(stream: &mut dyn Read, name: &str, options: &Options) -> Result<Document, Reason> {
    let bytes = read_all(stream, options.max_bytes)?;
    let decoded = decode(bytes, None);
    // No text file holds this character, and every binary one does.
    if decoded.text.contains('\0') {
        return Err(Reason::Binary("it holds NUL characters".to_owned()));
    }
    let parts = Parts {
        text: decoded.text,
        warnings: decoded.warning.into_iter().collect(),
        flaws: decoded.flaw.into_iter().collect(),
        ..Parts::default()
    };
    parts.finish(|| name.to_owned(), options)
}
