//! How much of a stretch of text stands inside quotation marks.

use crate::ontology::Quoted;
use crate::text::Span;

/// A content is a direct quotation when at least this share of its letters stands inside quotation marks.
const ALL: f64 = 0.9;

/// The quoted stretches of a text. A quotation ends with its paragraph if nothing closes it; one that begins again
/// in the next paragraph opens there anew, as newspapers print it.
pub(crate) fn quoted_spans(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut previous = '\n';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|n| n.1);
        match c {
            '\n' if next.is_none_or(|n| n == '\n') => {
                if let Some(start) = open.take() {
                    out.push(Span::new(start, at));
                }
            }
            '“' | '„' | '«' => open = open.or(Some(at)),
            '”' | '»' => {
                if let Some(start) = open.take() {
                    out.push(Span::new(start, at + c.len_utf8()));
                }
            }
            '"' => match open.take() {
                // A straight mark before a word and after a blank opens; any other closes what is open.
                Some(start) => out.push(Span::new(start, at + 1)),
                None if !previous.is_alphanumeric() || next.is_some_and(char::is_alphanumeric) => open = Some(at),
                None => {}
            },
            _ => {}
        }
        previous = c;
    }
    if let Some(start) = open {
        out.push(Span::new(start, text.len()));
    }
    out
}

/// Whether `content` is quoted, given the quoted stretches of its text.
pub(crate) fn quoted(text: &str, content: Span, quotes: &[Span]) -> Quoted {
    let letters = |span: Span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count();
    let first = quotes.partition_point(|q| q.end <= content.start);
    let inside: usize = quotes[first..]
        .iter()
        .take_while(|q| q.start < content.end)
        .map(|q| letters(Span::new(q.start.max(content.start), q.end.min(content.end))))
        .sum();
    let all = letters(content);
    if inside == 0 {
        Quoted::Indirect
    } else if inside as f64 >= ALL * all as f64 {
        Quoted::Direct
    } else {
        Quoted::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, content: &str) -> Quoted {
        let start = text.find(content).unwrap();
        quoted(text, Span::new(start, start + content.len()), &quoted_spans(text))
    }

    #[test]
    fn direct_mixed_and_indirect_are_told_apart() {
        let text = "“We will not leave,” he said, adding that the “so-called truce” was over.";
        assert_eq!(of(text, "“We will not leave,”"), Quoted::Direct);
        assert_eq!(of(text, "that the “so-called truce” was over"), Quoted::Mixed);
        assert_eq!(of("He said it was over.", "it was over"), Quoted::Indirect);
    }

    #[test]
    fn straight_marks_and_open_paragraphs() {
        assert_eq!(of("\"Go home,\" she said. He stayed.", "He stayed"), Quoted::Indirect);
        let text = "\"First paragraph goes on.\n\n\"Second one ends,\" she said.";
        assert_eq!(of(text, "\"First paragraph goes on."), Quoted::Direct);
        assert_eq!(of(text, "\"Second one ends,\""), Quoted::Direct);
    }
}
