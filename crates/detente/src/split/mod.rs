//! From a text to its parts: headline, by-line, dateline, body, boilerplate; sentences and passages.

use crate::text::Span;

/// What a stretch of text is to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Headline or subhead: mentions are read, events are not coded.
    Headline,
    /// By-line, credit, social handle.
    Byline,
    /// Running text.
    Body,
    /// "Reporting by …", copyright, "Read more:", subscription calls.
    Boilerplate,
}

/// A sentence: its words, without surrounding white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands. The dateline is not part of the first body sentence.
    pub span: Span,
    /// Which zone it belongs to.
    pub zone: Zone,
    /// Number of the paragraph, from 0.
    pub paragraph: usize,
}

/// "BEIJING, May 16 (AP) —".
#[derive(Debug, Clone, PartialEq)]
pub struct Dateline {
    /// All of it, the dash included.
    pub span: Span,
    /// Where the place's name stands.
    pub place: Option<Span>,
    /// Where the agency's name stands, without brackets.
    pub agency: Option<Span>,
    /// Where a date stands ("May 16").
    pub date: Option<Span>,
}

/// A text's parts in reading order; sentences do not overlap and cover everything that is not white space or dateline.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The headline inside the text, if one was recognised.
    pub headline: Option<Span>,
    /// The dateline, if there is one.
    pub dateline: Option<Dateline>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
}
