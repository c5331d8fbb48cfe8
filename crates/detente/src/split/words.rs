//! Small questions about words and characters that several steps ask.

use crate::text::Span;

/// The span without white space at its ends; an empty span stays where it starts.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let from_start = inside.trim_start();
    let start = span.start + (inside.len() - from_start.len());
    let inner = from_start.trim_end();
    Span::new(start, start + inner.len())
}

/// The first `bytes` bytes of `text`, or a little less so as to end between characters.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    if bytes >= text.len() {
        return text;
    }
    let end = (0..=bytes).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

/// The last `bytes` bytes of `text`, or a little less so as to start between characters.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    let start = (from..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[start..]
}

/// Marks that close what a sentence ends in: quotation marks and brackets.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '›' | '」' | '』' | '】' | '）' | '〉' | '》')
}

/// Marks that open what a sentence starts with.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '`'
            | '“'
            | '”'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '「'
            | '『'
            | '【'
            | '（'
            | '〈'
            | '《'
            | '¿'
            | '¡'
    )
}

/// Marks that end a sentence in some script.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_wide_terminator(c)
}

/// Sentence ends that need no space after them.
pub(super) fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '।' | '॥' | '‼' | '⁇' | '⁈' | '⁉')
}

/// True when the text ends like a sentence, closing marks aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| is_closer(c) || c.is_whitespace()).ends_with(is_terminator)
}

/// The word's own letters: without marks at its ends.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// True for a word that starts with a capital (or with a letter of a script without case).
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// True for at least two letters, all of them capitals.
pub(super) fn is_all_capitals(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        if c.is_lowercase() {
            return false;
        }
        letters += usize::from(c.is_uppercase());
    }
    letters >= 2
}

/// True when the letters of `text` are capitals but for a few.
pub(super) fn is_upper_case(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.chars() {
        if c.is_lowercase() {
            lower += 1;
        } else if c.is_uppercase() {
            upper += 1;
        }
    }
    upper >= 4 && lower * 10 <= upper
}

/// Share of the longer words of `text` that start with a capital or a digit: near one in headline style. `None` when
/// fewer than three words are long enough to tell.
pub(super) fn title_case_share(text: &str) -> Option<f32> {
    let (mut long, mut capitals) = (0u32, 0u32);
    for word in text.split_whitespace() {
        let word = bare(word);
        if word.chars().count() < 4 {
            continue;
        }
        long += 1;
        capitals += u32::from(!word.starts_with(|c: char| c.is_lowercase()));
    }
    (long >= 3).then(|| capitals as f32 / long as f32)
}

/// True for a line in headline style to the last word: only words that join others are small. In prose a verb or noun
/// is, however many names there are.
pub(super) fn is_title_case(text: &str) -> bool {
    let mut capitals = 0u32;
    for word in text.split_whitespace() {
        let word = bare(word);
        if word.starts_with(|c: char| c.is_lowercase()) {
            if JOINING.binary_search(&word).is_err() {
                return false;
            }
        } else {
            capitals += u32::from(word.chars().count() >= 4);
        }
    }
    capitals >= 3
}

/// Words that headline style leaves small. Sorted.
const JOINING: [&str; 51] = [
    "a", "about", "after", "against", "amid", "among", "an", "and", "as", "at", "before", "behind", "between", "but",
    "by", "during", "for", "from", "if", "in", "into", "its", "near", "nor", "of", "off", "on", "onto", "or", "out",
    "over", "per", "since", "so", "than", "that", "the", "this", "to", "toward", "under", "until", "up", "upon", "v",
    "via", "vs", "when", "where", "with", "yet",
];

/// True for a word, in small letters, that opens a phrase: no sentence, headline or quotation ends with it.
pub(crate) fn opens_phrase(word: &str) -> bool {
    const OPEN: [&str; 21] = [
        "a", "an", "and", "as", "because", "but", "by", "from", "his", "its", "my", "of", "or", "our", "than", "that",
        "the", "their", "to", "whose", "with",
    ];
    OPEN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_positions() {
        let text = " \u{a0}Łódź \n";
        assert_eq!(trim(text, Span::new(0, text.len())).of(text), "Łódź");
        assert_eq!(trim("   ", Span::new(1, 3)), Span::new(3, 3));
    }

    #[test]
    fn heads_and_tails_end_between_characters() {
        assert_eq!(head("aé", 2), "a");
        assert_eq!(tail("éa", 2), "a");
        assert_eq!(tail("a", 9), "a");
    }

    #[test]
    fn headline_style_is_told_from_prose() {
        assert!(title_case_share("Putin and Xi Deepen Strategic Partnership").is_some_and(|s| s > 0.9));
        assert!(title_case_share("The ministers agreed on Monday to meet").is_some_and(|s| s < 0.5));
        assert_eq!(title_case_share("To be or not"), None);
        assert!(JOINING.is_sorted());
        assert!(is_title_case("Putin and Xi Deepen Partnership With a Visit to Beijing."));
        assert!(!is_title_case("Russian President Vladimir Putin visited Beijing on Thursday."));
        assert!(!is_title_case("Leaders meet"));
    }
}
