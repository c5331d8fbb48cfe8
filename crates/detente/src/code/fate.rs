//! What became of each trigger, for whoever asks why an event is there or is not.

use super::confidence::Signs;
use crate::text::Span;

/// A trigger and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fate {
    /// Where the trigger stands.
    pub trigger: Span,
    /// What became of it.
    pub became: Became,
    /// Of an event, what its confidence was judged by.
    pub signs: Option<Signs>,
}

/// What became of a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// The event of this id.
    Event(String),
    /// One with the event of this id: two words for one deed.
    PartOf(String),
    /// Nothing: it stands in the headline, which repeats what the body tells.
    InHeadline,
    /// Nothing: no mention that is somebody acts or is acted on.
    NamesNobody,
    /// Nothing: help, cooperation or a sanction, and nobody is named to whom, not even a place abroad.
    NamesNoRecipient,
    /// Nothing: it is what the same actors agree to, or concede, by another trigger of the sentence.
    AnnouncedByAnother,
}
