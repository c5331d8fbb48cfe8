//! Reads news reports and writes down the international system they describe.
//!
//! One direction of data, a module a stage:
//!
//! ```text
//! bytes ─ read ─▶ Document ─ split ─▶ Layout ─ annotate ─▶ Annotation
//!       ─ resolve ─▶ Resolution ─ code ─▶ CodedReport ─ write ─▶ lines, tables
//! ```
//!
//! Inside the engine spans are byte offsets ([`text::Span`]); in a [`record::CodedReport`]
//! they are Unicode code points, as the outside world counts.

pub mod annotate;
pub mod code;
pub mod engine;
pub mod evaluate;
pub mod ontology;
pub mod ordered;
pub mod read;
pub mod record;
pub mod resolve;
pub mod split;
pub mod text;
pub mod write;

/// Version of the engine.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
