//! Text to word pieces with their places.

use super::ModelError;
use crate::text::Span;
use tokenizers::Tokenizer;

/// Id of `[CLS]` in the shipped vocabulary.
const OPENING: i32 = 101;
/// Id of `[SEP]`.
const CLOSING: i32 = 102;
/// Stretches of text without white space longer than this are cut before they reach the tokenizer, whose
/// cost grows faster than their length. No word is that long.
const LONGEST_RUN: usize = 2_000;

/// The word pieces of a passage, `[CLS]` and `[SEP]` included.
#[derive(Debug, Clone, Default)]
pub struct Pieces {
    /// Vocabulary ids.
    pub ids: Vec<i32>,
    /// Bytes of the document each piece covers; empty for the two special ones.
    pub spans: Vec<Span>,
    /// True where a piece begins a word.
    pub first: Vec<bool>,
}

impl Pieces {
    /// Number of pieces.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The pieces `[CLS] parts… [SEP]`.
    pub fn joined<'p>(parts: impl IntoIterator<Item = &'p Pieces>) -> Pieces {
        let mut all = Pieces::default();
        all.push(OPENING, Span::new(0, 0), false);
        for part in parts {
            all.ids.extend_from_slice(&part.ids);
            all.spans.extend_from_slice(&part.spans);
            all.first.extend_from_slice(&part.first);
        }
        all.push(CLOSING, Span::new(0, 0), false);
        all
    }

    /// The first `n` pieces and the rest.
    pub fn cut(&self, n: usize) -> (Pieces, Pieces) {
        let n = n.min(self.len());
        let part = |r: std::ops::Range<usize>| Pieces {
            ids: self.ids[r.clone()].to_vec(),
            spans: self.spans[r.clone()].to_vec(),
            first: self.first[r].to_vec(),
        };
        (part(0..n), part(n..self.len()))
    }

    /// Range of the pieces that share a byte with `span`; `None` if there are none.
    pub fn covering(&self, span: Span) -> Option<(usize, usize)> {
        let inside = |s: &Span| !s.is_empty() && s.overlaps(span);
        let start = self.spans.iter().position(inside)?;
        let end = self.spans.iter().rposition(inside)? + 1;
        Some((start, end))
    }

    fn push(&mut self, id: i32, span: Span, first: bool) {
        self.ids.push(id);
        self.spans.push(span);
        self.first.push(first);
    }
}

/// Cuts text into word pieces.
pub struct PieceCutter {
    tokenizer: Tokenizer,
}

impl PieceCutter {
    /// A cutter from the contents of a `tokenizer.json`.
    pub fn new(json: &[u8]) -> Result<Self, ModelError> {
        let tokenizer =
            Tokenizer::from_bytes(json).map_err(|e| ModelError::Broken { part: "tokenizer", reason: e.to_string() })?;
        Ok(Self { tokenizer })
    }

    /// The pieces of the bytes `span` of `text`, without special ones.
    pub fn cut(&self, text: &str, span: Span) -> Pieces {
        let mut pieces = Pieces::default();
        for part in runs(span.of(text)) {
            let part = Span::new(span.start + part.start, span.start + part.end);
            // Encoding fails only on settings (truncation, padding) that the shipped tokenizer does not have.
            let Ok(encoding) = self.tokenizer.encode(part.of(text), false) else { continue };
            let mut previous = None;
            for ((&id, &(a, b)), &word) in
                encoding.get_ids().iter().zip(encoding.get_offsets()).zip(encoding.get_word_ids())
            {
                let first = word.is_some() && word != previous;
                previous = word;
                pieces.push(id as i32, Span::new(part.start + a, part.start + b), first);
            }
        }
        pieces
    }
}

/// `text` in stretches the tokenizer takes in its stride: the whole, unless it has very long runs without white space.
fn runs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut start, mut run) = (0, 0);
    for (at, c) in text.char_indices() {
        run = if c.is_whitespace() { 0 } else { run + c.len_utf8() };
        if run > LONGEST_RUN {
            out.push(Span::new(start, at));
            (start, run) = (at, 0);
        }
    }
    out.push(Span::new(start, text.len()));
    out
}
