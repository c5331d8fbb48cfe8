//! Words of English: those the model has whole in its vocabulary.

use crate::annotate::TOKENIZER;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What is read of `tokenizer.json`.
#[derive(Deserialize)]
struct Tokenizer {
    model: Pieces,
}

#[derive(Deserialize)]
struct Pieces {
    vocab: HashMap<String, u32>,
}

/// The vocabulary of word pieces; a piece inside a word begins with "##".
static VOCABULARY: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let vocabulary = serde_json::from_slice::<Tokenizer>(TOKENIZER).map(|t| t.model.vocab).unwrap_or_default();
    vocabulary.into_keys().filter(|word| !word.starts_with("##") && word.len() >= SHORTEST).collect()
});

/// Shorter words than this are those of many languages, in bytes.
const SHORTEST: usize = 4;

/// Of the words of `text` that begin with a small letter and are no shorter than [`SHORTEST`]: how many there are, and how
/// many the vocabulary has. Names are left aside by their capitals.
pub(super) fn known(text: &str) -> (u32, u32) {
    let (mut all, mut known) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() >= SHORTEST) {
        if word.starts_with(char::is_lowercase) {
            all += 1;
            known += u32::from(is_known(&word.to_lowercase()));
        }
    }
    (all, known)
}

/// The word, or what it is formed from: "dashboards", "integrates".
fn is_known(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["s", "es", "d", "ed", "ing", "ers"];
    let stem = |ending: &&str| word.strip_suffix(*ending).is_some_and(|stem| VOCABULARY.contains(stem));
    VOCABULARY.contains(word) || ENDINGS.iter().any(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_press_are_known_and_those_of_other_languages_are_not() {
        assert_eq!(known("Turkey shells Kurdish positions in northern Syria"), (3, 3));
        assert_eq!(known("the agency integrates its dashboards"), (3, 3));
        assert!(VOCABULARY.len() > 10_000);
        let (all, known) = known("Israel bombardeia Gaza e mata dez civis palestinos");
        assert!(all == 4 && known <= 1, "{all} {known}");
    }
}
