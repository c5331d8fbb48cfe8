//! Words, digits and signs of a stretch of text, with their places.

use crate::text::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) enum Shape {
    /// Letters; abbreviations with inner points ("U.S.", "p.m.") are one word.
    Word,
    /// Digits with inner points and commas ("1,234.5").
    Digits,
    /// Any other sign, one character.
    Sign,
}

/// Anything that looks around in the tokens of a text. Outside the text there are no tokens and empty words.
pub(in crate::resolve) trait Tokens<'a> {
    /// All of them.
    fn tokens(&self) -> &'a [Token<'a>];

    /// Token `at`.
    fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.tokens().get(at)
    }

    /// Token `at` in lower case.
    fn word(&self, at: usize) -> &'a str {
        self.tokens().get(at).map_or("", |t| t.lower.as_str())
    }

    /// The word `n` tokens before `at`.
    fn back(&self, at: usize, n: usize) -> &'a str {
        at.checked_sub(n).map_or("", |i| self.word(i))
    }

    /// True when token `at` touches the one after it.
    fn glued(&self, at: usize) -> bool {
        match (self.token(at), self.token(at + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }
}

/// One token of a text.
#[derive(Debug, Clone)]
pub(in crate::resolve) struct Token<'t> {
    /// As written.
    pub text: &'t str,
    /// In lower case.
    pub lower: String,
    /// Where it stands in the whole text.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
}

impl Token<'_> {
    /// True when the first letter is a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// True for a hyphen, dash or minus sign.
    pub fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "–" | "—" | "‑" | "‐" | "−")
    }

    /// True for an apostrophe of any form.
    pub fn is_apostrophe(&self) -> bool {
        matches!(self.text, "'" | "’" | "‘" | "`")
    }
}

/// The tokens of `text` inside `span`; white space and zero-width characters are skipped.
///
/// A span off character boundaries or beyond the text is narrowed to the characters wholly inside it.
pub(in crate::resolve) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let start = ceil(text, span.start);
    let end = floor(text, span.end);
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let rest = &text[at..end];
        let Some(first) = rest.chars().next() else { break };
        let (len, shape) = if first.is_whitespace() || matches!(first, '\u{200b}'..='\u{200f}' | '\u{feff}') {
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() {
            (digits(rest), Shape::Digits)
        } else if first.is_alphabetic() {
            (word(rest), Shape::Word)
        } else {
            (first.len_utf8(), Shape::Sign)
        };
        let text = &rest[..len];
        found.push(Token { text, lower: text.to_lowercase(), span: Span::new(at, at + len), shape });
        at += len;
    }
    found
}

/// Length of the run of digits at the head of `rest`, points and commas between digits included.
fn digits(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        match bytes[len] {
            b'0'..=b'9' => len += 1,
            b'.' | b',' if bytes.get(len + 1).is_some_and(u8::is_ascii_digit) => len += 1,
            _ => break,
        }
    }
    len
}

/// Length of the word at the head of `rest`: letters, or letters each followed by a point ("U.S.", "a.m.").
fn word(rest: &str) -> usize {
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let mut chars = rest.chars();
    let (Some(first), Some('.'), Some(third)) = (chars.next(), chars.next(), chars.next()) else { return letters };
    if !third.is_alphabetic() || chars.next() != Some('.') {
        return letters;
    }
    let mut len = first.len_utf8() + 1;
    loop {
        let mut more = rest[len..].chars();
        match (more.next(), more.next()) {
            (Some(letter), Some('.')) if letter.is_alphabetic() => len += letter.len_utf8() + 1,
            _ => return len,
        }
    }
}

/// The first character boundary at or after `at`.
pub(in crate::resolve) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The last character boundary at or before `at`.
pub(in crate::resolve) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn abbreviations_and_grouped_digits_stay_whole() {
        assert_eq!(
            split("At 3 p.m. the U.S. sent $1,234.5m."),
            ["At", "3", "p.m.", "the", "U.S.", "sent", "$", "1,234.5", "m", "."]
        );
        assert_eq!(split("the 1990s, 48-year-old"), ["the", "1990", "s", ",", "48", "-", "year", "-", "old"]);
        assert_eq!(split("Feb. 26."), ["Feb", ".", "26", "."]);
    }

    #[test]
    fn a_span_off_the_boundaries_is_narrowed() {
        let text = "é ü 5";
        assert_eq!(tokens(text, Span::new(1, 100)).len(), 2);
    }
}
