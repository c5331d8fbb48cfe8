//! What was passed over because it is no report.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a reader has passed over because it is no report, such as the pictures in a web archive: told in the end, and no
/// error. Can be asked from any thread.
///
/// ```
/// use detente::read::{Input, Options, Reader};
/// let picture = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\nPNG\r\n\r\n";
/// let mut reader = Reader::new([Input::stream("a.warc", &picture[..])], Options::default());
/// let passed = reader.passed();
/// assert_eq!(reader.next().map(|read| read.is_err()), Some(true), "there is no report in it");
/// assert_eq!(passed.lines(), ["a.warc: passed over as no reports: 1 records of image/png"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Passed(Arc<Mutex<BTreeMap<String, BTreeMap<String, u64>>>>);

impl Passed {
    /// One more of a kind ("records of image/png") in an input.
    pub(super) fn add(&self, input: &str, kind: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(input.to_owned()).or_default().entry(kind.to_owned()).or_default() += 1;
    }

    /// A line for each input, in the order of names.
    pub fn lines(&self) -> Vec<String> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = |(input, kinds): (&String, &BTreeMap<String, u64>)| {
            let kinds: Vec<String> = kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
            format!("{}: passed over as no reports: {}", super::error::one_line(input), kinds.join(", "))
        };
        all.iter().map(line).collect()
    }
}
