//! A record's lines under the sentence they were read from.

use crate::text::{CodePoints, Offsets};
use std::collections::BTreeMap;

/// A sentence and what was read from it.
pub(super) struct Group<'r, T> {
    /// The sentence on one line.
    pub(super) sentence: String,
    /// What was read from it, in the record's order.
    pub(super) items: Vec<&'r T>,
}

/// `items` under their sentences, in the order of the text.
pub(super) fn by_sentence<'r, T>(text: &str, items: &'r [T], sentence: impl Fn(&T) -> Offsets) -> Vec<Group<'r, T>> {
    let points = CodePoints::new(text);
    let mut groups: BTreeMap<Offsets, Vec<&T>> = BTreeMap::new();
    for item in items {
        groups.entry(sentence(item)).or_default().push(item);
    }
    groups
        .into_iter()
        .map(|(at, items)| Group { sentence: line(points.span(at).map_or("", |s| s.of(text))), items })
        .collect()
}

/// `text` on one line.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
