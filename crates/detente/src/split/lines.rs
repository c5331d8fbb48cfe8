//! Physical lines.

use crate::text::Span;

/// A line that holds more than white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub span: Span,
    /// White space before it, in columns; a tab counts as four.
    pub indent: u32,
    /// True when the line before it is empty (or this is the first).
    pub after_blank: bool,
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends_line(c) {
            continue;
        }
        let mut next = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|&(_, c)| c == '\n') {
            chars.next();
            next += 1;
        }
        after_blank = push(text, Span::new(start, at), after_blank, &mut lines) || parts_paragraphs(c);
        start = next;
    }
    push(text, Span::new(start, text.len()), after_blank, &mut lines);
    lines
}

/// Adds the line unless it is blank; says whether it was.
fn push(text: &str, span: Span, after_blank: bool, lines: &mut Vec<Line>) -> bool {
    let inner = super::words::trim(text, span);
    if inner.is_empty() {
        return true;
    }
    let indent = Span::new(span.start, inner.start).of(text).chars().map(|c| if c == '\t' { 4 } else { 1 });
    lines.push(Line { span: inner, indent: indent.sum(), after_blank });
    false
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn parts_paragraphs(c: char) -> bool {
    matches!(c, '\u{c}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end() {
        let text = "one\r\ntwo\r\r\tthree \u{2029}four\n\n\n  five";
        let found: Vec<_> = lines(text).iter().map(|l| (l.span.of(text), l.indent, l.after_blank)).collect();
        assert_eq!(
            found,
            [("one", 0, true), ("two", 0, false), ("three", 4, true), ("four", 0, true), ("five", 2, true)]
        );
        assert!(lines(" \n\t\n").is_empty());
    }
}
