//! Stories: the records of one event in many reports.
//!
//! An event joins a story of the same [`family`], sides and place when their days are near and their sentences share enough
//! words ([`joins`]); only the stories of the same sides around the same day are looked at, and of each only the first few
//! records, so that the work for an event does not grow with the number stored. What a story says of itself (reports,
//! publishers, counts) is worked out when the group is stored ([`refresh`]).

mod counts;
mod family;
mod joins;
mod refresh;
mod sides;
mod words;

pub(crate) use joins::{join, recount};
pub(crate) use refresh::refresh;
pub(crate) use words::words;

use std::collections::BTreeSet;

/// The stories whose records have changed since the last commit.
#[derive(Debug, Default)]
pub(crate) struct Touched(BTreeSet<i64>);

impl Touched {
    pub(crate) fn add(&mut self, story: i64) {
        self.0.insert(story);
    }
}
