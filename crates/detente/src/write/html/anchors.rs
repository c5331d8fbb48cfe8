//! Names of places on the page: for each thing read, its line in the lists and its words in the text.

use crate::text::Offsets;

/// Id of a report's article; reports count from 1.
pub(super) fn report(number: usize) -> String {
    format!("r{number}")
}

/// Ids inside one report. Events, statements and ties count from 0 in the record and from 1 on the page.
#[derive(Clone, Copy)]
pub(super) struct Anchors {
    pub(super) report: usize,
}

impl Anchors {
    pub(super) fn title(self) -> String {
        format!("r{}-title", self.report)
    }

    pub(super) fn line(self, thing: Thing) -> String {
        format!("r{}-{}", self.report, thing.label().to_ascii_lowercase())
    }

    /// The words that name the thing: an event's trigger, a statement's cue, a tie's anchor.
    pub(super) fn words(self, thing: Thing) -> String {
        format!("{}-words", self.line(thing))
    }

    /// A piece of what a statement says.
    pub(super) fn content(self, statement: usize, piece: usize) -> String {
        format!("{}-content{}", self.line(Thing::Statement(statement)), piece + 1)
    }

    /// Words that name somebody or something.
    pub(super) fn name(self, at: Offsets) -> String {
        format!("r{}-name{}-{}", self.report, at.start, at.end)
    }

    /// Words that say how much.
    pub(super) fn amount(self, at: Offsets) -> String {
        format!("r{}-amount{}-{}", self.report, at.start, at.end)
    }
}

/// Something read out of the text, by its number in the record.
#[derive(Clone, Copy)]
pub(super) enum Thing {
    Event(usize),
    Statement(usize),
    Tie(usize),
}

impl Thing {
    /// "E1": as it is called on the page.
    pub(super) fn label(self) -> String {
        match self {
            Thing::Event(i) => format!("E{}", i + 1),
            Thing::Statement(i) => format!("S{}", i + 1),
            Thing::Tie(i) => format!("T{}", i + 1),
        }
    }
}
