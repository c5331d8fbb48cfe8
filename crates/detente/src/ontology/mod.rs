//! PLOVER as this project codes it: the closed vocabularies of a record and the facts attached to them.
//!
//! Names, codes and scores are those of the PLOVER manual, version 2.0 (Open Event Data Alliance).

mod from_cameo;
mod scores;
mod vocabulary;

pub use from_cameo::from_cameo;
pub use scores::{cameo, score};
pub use vocabulary::{Context, EntityKind, EventType, MentionKind, Mode, Quad, Quoted, Sector, Status, TieKind, Trend};
