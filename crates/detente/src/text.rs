//! Places in a text: byte spans inside the engine, code points outside it.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes `[start, end)` in a document's text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The words at this span.
    ///
    /// ```
    /// use detente::text::Span;
    /// assert_eq!(Span::new(0, 6).of("Moscow said"), "Moscow");
    /// ```
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when both share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when `other` lies inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A half-open range of Unicode code points `[start, end)`, as written into records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Offsets {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Translates between bytes and code points of one text, in constant time each way but for one short scan.
///
/// ```
/// use detente::text::{CodePoints, Offsets, Span};
/// let text = "Élysée said";
/// let index = CodePoints::new(text);
/// assert_eq!(index.offsets(Span::new(0, 8)), Offsets { start: 0, end: 6 });
/// assert_eq!(index.span(Offsets { start: 0, end: 6 }), Some(Span::new(0, 8)));
/// ```
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of [`BLOCK`] bytes; empty for ASCII.
    before: Vec<usize>,
    count: usize,
}

const BLOCK: usize = 64;

impl<'t> CodePoints<'t> {
    /// Index of `text`.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, before: Vec::new(), count: text.len() };
        }
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(count);
            count += starts(block);
        }
        Self { text, before, count }
    }

    /// Number of code points in the text.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The code points before byte `at` (which must be a character boundary).
    pub fn at(&self, at: usize) -> usize {
        if self.before.is_empty() {
            return at;
        }
        let block = at / BLOCK;
        match self.before.get(block) {
            Some(n) => n + starts(&self.text.as_bytes()[block * BLOCK..at]),
            None => self.count,
        }
    }

    /// A byte span in code points.
    pub fn offsets(&self, span: Span) -> Offsets {
        Offsets { start: self.at(span.start), end: self.at(span.end) }
    }

    /// Code-point offsets in bytes; `None` when they lie outside the text or are reversed.
    pub fn span(&self, offsets: Offsets) -> Option<Span> {
        if offsets.start > offsets.end || offsets.end > self.count {
            return None;
        }
        Some(Span::new(self.byte(offsets.start), self.byte(offsets.end)))
    }

    fn byte(&self, point: usize) -> usize {
        if self.before.is_empty() {
            return point;
        }
        if point >= self.count {
            return self.text.len();
        }
        let block = self.before.partition_point(|&n| n <= point) - 1;
        let mut seen = self.before[block];
        let bytes = self.text.as_bytes();
        for (i, &b) in bytes.iter().enumerate().skip(block * BLOCK) {
            if is_start(b) {
                if seen == point {
                    return i;
                }
                seen += 1;
            }
        }
        self.text.len()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_goes_there_and_back() {
        let text = "Élysée — “Путин” met 习近平 😀 in Beijing.".repeat(9);
        let index = CodePoints::new(&text);
        assert_eq!(index.count(), text.chars().count());
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte), point);
            assert_eq!(index.span(Offsets { start: point, end: point }), Some(Span::new(byte, byte)));
        }
        assert_eq!(index.at(text.len()), index.count());
        assert_eq!(index.span(Offsets { start: 2, end: index.count() + 1 }), None);
    }
}
