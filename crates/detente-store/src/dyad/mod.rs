//! The record of a pair of countries: what each did to the other, what each said of the other, what ties them, which stories
//! mattered, when the relation changed, how tense it is.
//!
//! Counts come from the days kept for each pair while reports are stored (`dyad_days`), so that a question costs the days of
//! the pair and not the events of the store.

mod changes;
mod periods;
mod record;
mod segments;
mod statements;
mod stories;
mod tally;
mod tension;
mod text;
mod ties;

pub use changes::{CHANGE_METHOD, Change};
pub use periods::{By, Period};
pub use record::{DyadRecord, Question};
pub use statements::Said;
pub use stories::Story;
pub use tally::{Direction, OfSource, Row, Tally};
pub use tension::{TENSION_DEFINITION, Tension};
pub use text::page;
pub use ties::{Tie, TieSeries};
