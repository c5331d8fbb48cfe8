//! What a sentence says besides who and where: the words that two records of one event should share.

use detente::record::EventRecord;
use std::collections::BTreeSet;
use xxhash_rust::xxh3::xxh3_64;

/// Most words kept of a sentence.
const MOST: usize = 20;
/// Letters that stand for a word: "attacked" and "attacks" are one.
const STEM: usize = 5;

/// Words that say nothing of their own, and the reporting verbs.
const EMPTY: &[&str] = &[
    "about",
    "after",
    "also",
    "and",
    "any",
    "are",
    "been",
    "before",
    "being",
    "both",
    "but",
    "can",
    "could",
    "did",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "her",
    "him",
    "his",
    "into",
    "its",
    "just",
    "least",
    "may",
    "more",
    "most",
    "not",
    "off",
    "official",
    "officials",
    "one",
    "other",
    "our",
    "out",
    "over",
    "reported",
    "reports",
    "said",
    "saying",
    "says",
    "she",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "told",
    "two",
    "under",
    "until",
    "was",
    "were",
    "what",
    "when",
    "which",
    "while",
    "who",
    "will",
    "with",
    "would",
    "you",
];

/// The words of an event's sentence, two bytes each, sorted: without the names of its sides and its place, which the story
/// has anyway, without numbers, over which reports differ, and without empty words.
pub(crate) fn words(sentence: &str, event: &EventRecord) -> Vec<u8> {
    let names = event.actors.iter().chain(&event.recipients).map(|p| p.name.as_str());
    let names = names.chain(event.place.as_ref().map(|p| p.name.as_str()));
    let known: BTreeSet<u16> = names.flat_map(split).map(|w| hash(&w)).collect();
    let said: BTreeSet<u16> = split(sentence)
        .filter(|w| {
            w.chars().count() > 2 && !w.chars().any(|c| c.is_ascii_digit()) && EMPTY.binary_search(&w.as_str()).is_err()
        })
        .map(|w| hash(&w))
        .filter(|h| !known.contains(h))
        .collect();
    said.into_iter().take(MOST).flat_map(u16::to_le_bytes).collect()
}

/// How much of the smaller of two such sets the other has: 0 to 1.
pub(super) fn overlap(a: &[u8], b: &[u8]) -> f64 {
    let set = |bytes: &[u8]| -> BTreeSet<[u8; 2]> { bytes.chunks_exact(2).map(|c| [c[0], c[1]]).collect() };
    let (a, b) = (set(a), set(b));
    let smaller = a.len().min(b.len());
    if smaller == 0 { 0.0 } else { a.intersection(&b).count() as f64 / smaller as f64 }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn hash(word: &str) -> u16 {
    let stem = word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end]);
    // The low bits of a good hash are as good as any.
    (xxh3_64(stem.as_bytes()) & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_can_be_looked_up() {
        assert!(EMPTY.is_sorted());
    }

    #[test]
    fn overlap_is_of_the_smaller() {
        let bytes = |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|w| w.to_le_bytes()).collect() };
        assert_eq!(overlap(&bytes(&[1, 2, 3, 4]), &bytes(&[2, 9])), 0.5);
        assert_eq!(overlap(&[], &bytes(&[2])), 0.0);
    }
}
