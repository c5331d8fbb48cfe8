//! From a text to its parts: headline, by-line, dateline, body, boilerplate; sentences and passages.
//!
//! [`split`] goes from the coarse to the fine: physical lines, paragraphs (undoing hard line breaks where the text has
//! them), what each paragraph is to the report, the dateline, and last the sentences. Every step looks only a bounded
//! way ahead and back, so time grows linearly with the text whatever it holds.
//!
//! ```
//! use detente::split::{Zone, split};
//! let text = "Leaders meet\nBy JANE DOE\n\nBEIJING (AP) — The U.S. envoy arrived at 5 p.m. He met Gen. Li.";
//! let layout = split(text);
//! assert_eq!(layout.headline.map(|h| h.of(text)), Some("Leaders meet"));
//! assert_eq!(layout.dateline.as_ref().and_then(|d| d.place).map(|p| p.of(text)), Some("BEIJING"));
//! let body: Vec<_> = layout.sentences.iter().filter(|s| s.zone == Zone::Body).map(|s| s.span.of(text)).collect();
//! assert_eq!(body, ["The U.S. envoy arrived at 5 p.m.", "He met Gen. Li."]);
//! ```

mod abbreviations;
mod boilerplate;
mod byline;
mod dateline;
mod lines;
mod paragraphs;
mod passages;
mod places;
mod sentences;
mod stamp;
mod words;
mod zones;

pub use passages::{Passage, passages};
pub(crate) use words::opens_phrase;

use crate::text::Span;

/// What a stretch of text is to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Headline or subhead: mentions are read, events are not coded.
    Headline,
    /// By-line, credit, social handle, time stamp.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, the dash included.
    pub span: Span,
    /// Where the place's name stands; the first one of "PARIS/LONDON".
    pub place: Option<Span>,
    /// What follows the place to say where it lies ("BAGHDAD, Iraq": "Iraq"; "EVANSVILLE, Indiana, United States":
    /// both names).
    pub region: Option<Span>,
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

impl Layout {
    /// The sentence that holds the byte `at`, else the next one.
    pub fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        self.sentences.get(self.sentences.partition_point(|s| s.span.end <= at))
    }
}

/// Finds the parts of a report. Never fails: what is not recognised is body.
pub fn split(text: &str) -> Layout {
    split_titled(text, None)
}

/// As [`split`], of a text whose headline came apart from it (a page's title, a record's field): a sentence at the top
/// that is not that headline is the report's first.
///
/// ```
/// use detente::split::{Zone, split, split_titled};
/// let text = "Ministers From Nine Countries Meet in Geneva.\n\nThey agreed on grain.";
/// assert_eq!(split(text).sentences[0].zone, Zone::Headline);
/// assert_eq!(split_titled(text, Some("Grain for all")).sentences[0].zone, Zone::Body);
/// ```
pub fn split_titled(text: &str, title: Option<&str>) -> Layout {
    let lines = lines::lines(text);
    let paragraphs = paragraphs::paragraphs(text, &lines);
    let zoned = zones::zones(text, &paragraphs, title);
    let mut sentences = Vec::new();
    let caseless = sentences::is_caseless(text);
    for (number, (&span, &zone)) in paragraphs.iter().zip(&zoned.zones).enumerate() {
        let mut rest = span;
        if let Some(dateline) = &zoned.dateline
            && span.contains(dateline.span)
        {
            rest = words::trim(text, Span::new(dateline.span.end, span.end));
        }
        if zone == Zone::Byline {
            if !rest.is_empty() {
                sentences.push(Sentence { span: rest, zone, paragraph: number });
            }
            continue;
        }
        let mut called = false;
        sentences::each(text, rest, caseless, |span| {
            let sentence = span.of(text);
            called |= boilerplate::begins_call(sentence);
            let around = zone == Zone::Body && (called || boilerplate::is_credit(sentence));
            sentences.push(Sentence { span, zone: if around { Zone::Boilerplate } else { zone }, paragraph: number });
        });
    }
    Layout { headline: zoned.headline, dateline: zoned.dateline, sentences }
}
