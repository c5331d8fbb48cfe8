//! A text as the set of its word pairs.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Hashes of every two words that follow each other, in lower case, without punctuation; sorted, each once. A text of one
/// word has that word. Two words: with three, one changed word in four leaves nothing in common.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut lower = String::new();
    let mut before: Option<u64> = None;
    let mut out = Vec::new();
    for word in words {
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        // The seed ties a word to the one before it.
        out.extend(before.map(|b| xxh3_64_with_seed(lower.as_bytes(), b)));
        before = Some(xxh3_64_with_seed(lower.as_bytes(), 0));
    }
    if out.is_empty() {
        out.extend(before);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Share of what two sorted sets have in common.
pub(super) fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_of_words_in_their_order() {
        let a = shingles("Talks on the border ended.");
        assert_eq!(a.len(), 4);
        assert_eq!(jaccard(&a, &shingles("TALKS on the border – ended")), 1.0);
        assert_eq!(jaccard(&a, &shingles("ended border the on talks")), 0.0);
        assert_eq!(jaccard(&a, &shingles("Talks on the border failed.")), 0.6);
        assert_eq!(shingles("Talks"), shingles("talks!"));
        assert_eq!(jaccard(&shingles(""), &shingles("")), 0.0);
    }
}
