//! A mention in its sentence: the tokens around it, and the date read where it stands.

use super::frame::{self, Frame};
use super::interval::Interval;
use super::lexicon;
use super::outlook::{self, Outlook};
use super::reader::{Read, Reader};
use crate::resolve::words::{self, Shape, Token};
use crate::text::Span;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::ops::Range;

/// How far around a mention the text is read, in bytes: enough for the sentence before and the rest of this one.
const BEFORE: usize = 600;
const AFTER: usize = 300;

/// A mention among the tokens around it.
pub(super) struct Around<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// The mention's tokens.
    pub(super) mention: Range<usize>,
    /// The sentence's tokens.
    pub(super) sentence: Range<usize>,
}

impl<'t> Around<'t> {
    pub(super) fn new(text: &'t str, mention: Span) -> Self {
        let mut tokens = words::tokens(text, clipped(text, mention, BEFORE, AFTER));
        // an editor's brackets inside a quotation: "[ten] years ago"
        tokens.retain(|t| !matches!(t.text, "[" | "]"));
        let first = tokens.iter().position(|t| t.span.end > mention.start).unwrap_or(tokens.len());
        let last = tokens.iter().position(|t| t.span.start >= mention.end).unwrap_or(tokens.len());
        let mention = first..last.max(first);
        let start = (1..mention.start).rev().find(|&i| ends_sentence(text, &tokens, i - 1)).unwrap_or(0);
        let end = (mention.end..tokens.len()).find(|&i| i > mention.start && ends_sentence(text, &tokens, i - 1));
        let sentence = start..end.unwrap_or(tokens.len());
        Self { tokens, mention, sentence }
    }

    pub(super) fn reader(&self, anchor: Option<Date>, outlook: Option<Outlook>) -> Reader<'_> {
        let outlook = match outlook {
            None | Some(Outlook::Unknown) => outlook::of(&self.tokens, self.sentence.clone(), self.mention.clone()),
            Some(known) => known,
        };
        Reader {
            tokens: &self.tokens[..self.sentence.end],
            sentence: self.sentence.start,
            anchor,
            outlook,
            year: None,
            mention: self.mention.clone(),
            before: self.mention.start,
            depth: 2,
            earlier: OnceCell::new(),
        }
    }

    /// The date the mention names, widened to the words before it that belong to it, and its first token.
    pub(super) fn read(&self, reader: &Reader) -> Option<(usize, Read)> {
        let mention = &self.mention;
        if mention.is_empty() || self.is_habit() {
            return None;
        }
        let mut best: Option<(usize, Read)> = None;
        let mut several = false;
        for at in mention.clone() {
            let single = reader.date(at, 0);
            // a range or a list wholly inside the mention
            let range = self.range(reader, at).or_else(|| self.list(reader, at));
            let Some(read) = range.or(single) else { continue };
            // what is on the calendar goes before what hangs on something untold, the longer before the shorter
            let rank = |at: usize, read: &Read| (!read.interval.is_unknown(), read.next.saturating_sub(at));
            if best.is_none_or(|(first, b)| rank(at, &read) > rank(first, &b)) {
                best = Some((at, read));
                several = range.is_some();
            }
        }
        // "last" or "early" left outside the mention
        let widest = mention.start.saturating_sub(3).max(reader.sentence);
        for at in widest..mention.start {
            if several || !leads(&reader.tokens[at].lower) {
                continue;
            }
            if let Some(read) = reader.date(at, 0)
                && read.next >= mention.end
                && read.next > mention.start
            {
                return Some((at, read));
            }
        }
        best
    }

    /// "2001 to 2004", "between March and May" inside the mention.
    fn range(&self, reader: &Reader, at: usize) -> Option<Read> {
        let led = Frame::before(reader.tokens, reader.sentence, at).map(|l| l.0);
        let (from, to) = frame::range(reader, at, led)?;
        let inside = to.next <= self.mention.end || reader.tokens[to.next - 1].span.start < self.end_of_mention();
        let interval = frame::hull(from.interval, to.interval);
        (from.next < self.mention.end && inside).then_some(Read { interval, next: to.next, year: from.year })
    }

    fn end_of_mention(&self) -> usize {
        self.mention.end.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.span.end)
    }

    /// "2010 and 2011", "Monday and Tuesday" inside the mention.
    fn list(&self, reader: &Reader, at: usize) -> Option<Read> {
        let first = reader.date(at, 0)?;
        let mut next = first.next;
        let mut last = None;
        while next < self.mention.end && matches!(reader.tokens[next].lower.as_str(), "and" | "or" | "," | "/") {
            let read = reader.with_year(first.year).date(next + 1, 0)?;
            if read.next > self.mention.end {
                break;
            }
            next = read.next;
            last = Some(read);
        }
        let last = last?;
        let (Some(start), Some(end)) = (first.interval.start, last.interval.end) else { return None };
        (start <= end).then(|| Read { interval: frame::hull(first.interval, last.interval), next, year: first.year })
    }

    /// The range whose second date is the mention: "from 2001 to [2004]".
    pub(super) fn range_before(&self, reader: &Reader, first: usize) -> Option<Interval> {
        let joint = reader.tokens.get(first.checked_sub(1)?)?;
        if !matches!(joint.lower.as_str(), "to" | "and" | "through" | "until" | "till") && !joint.is_dash() {
            return None;
        }
        let from = first.saturating_sub(9).max(reader.sentence);
        (from..first - 1).find_map(|at| {
            let led = Frame::before(reader.tokens, reader.sentence, at).map(|l| l.0);
            if !matches!(led, Some(Frame::From | Frame::Between)) && !joint.is_dash() {
                return None;
            }
            let (from, to) = frame::range(reader, at, led)?;
            (from.next == first - 1 && to.next >= self.mention.end).then(|| frame::hull(from.interval, to.interval))
        })
    }

    /// "every Friday", "each year", "Sundays", "annual".
    fn is_habit(&self) -> bool {
        let before = self.mention.start.checked_sub(1).map(|i| self.tokens[i].lower.as_str());
        let first = self.tokens[self.mention.start].lower.as_str();
        matches!(before, Some("every" | "each" | "per")) || matches!(first, "every" | "each" | "per")
    }
}

/// Words that may stand before a mention and change what it names.
fn leads(word: &str) -> bool {
    matches!(
        word,
        "last"
            | "next"
            | "this"
            | "early"
            | "late"
            | "mid"
            | "past"
            | "coming"
            | "following"
            | "previous"
            | "earlier"
            | "later"
            | "end"
            | "beginning"
            | "start"
            | "first"
            | "second"
            | "third"
            | "fourth"
            | "fiscal"
            | "same"
            | "middle"
    )
}

/// True when the token at `at` ends a sentence, or a blank line follows it.
fn ends_sentence(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    let gap = text.get(token.span.end..next.span.start).unwrap_or("");
    if gap.matches('\n').count() > 1 {
        return true;
    }
    if matches!(token.text, "!" | "?") {
        return !gap.is_empty();
    }
    if token.text != "." || gap.is_empty() {
        return false;
    }
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    // "Sept. 11", "Gen. Milley", "J. Smith"
    let short = before.is_some_and(|b| {
        lexicon::is_short(b) && next.shape == Shape::Digits
            || b.text.chars().count() == 1 && b.is_capitalised()
            || matches!(
                b.lower.as_str(),
                "mr" | "mrs" | "ms" | "dr" | "gen" | "col" | "lt" | "sen" | "rep" | "gov" | "st" | "sgt"
            )
    });
    !short && (next.is_capitalised() || next.shape != Shape::Word)
}

/// `mention` with so many bytes on either side, inside the text and on character boundaries.
pub(super) fn clipped(text: &str, mention: Span, before: usize, after: usize) -> Span {
    let end = mention.end.max(mention.start);
    let start = words::floor(text, mention.start.saturating_sub(before));
    // a huge mention is no date: what lies beyond the window is not read
    let end = words::ceil(text, end.min(mention.start.saturating_add(1000)).saturating_add(after));
    Span::new(start, end.max(start))
}
