//! The store in the layouts that other programs read.
//!
//! A layout takes one event after the other ([`events`]), or the counts of pairs ([`network`], [`panel`]). What a layout's
//! column has no counterpart for stays empty; which those are stands at the head of each layout's file.

mod cameo;
pub(crate) mod countries;
mod events;
mod gdelt;
mod gexf;
mod graphml;
mod icews;
mod network;
mod panel;
mod polecat;

pub use events::{Told, Which};
pub use gdelt::GdeltEvents;
pub use gexf::gexf;
pub use graphml::graphml;
pub use icews::IcewsEvents;
pub use network::{Edge, Network, Node};
pub use panel::{Pairs, panel};
pub use polecat::PolecatEvents;

use crate::error::Result;

/// Takes the events of a store, in order, and writes them in one layout.
pub trait EventLayout {
    /// Writes one event.
    ///
    /// # Errors
    /// What the destination says.
    fn event(&mut self, told: &Told) -> Result<()>;

    /// Writes what comes after the last event.
    ///
    /// # Errors
    /// What the destination says.
    fn finish(&mut self) -> Result<()>;
}

/// A tab-separated table; quoted where a value holds a tab, a quotation mark or a line end.
fn tab_separated<W: std::io::Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().delimiter(b'\t').from_writer(out)
}

/// Writes a row, and says what the destination says.
fn write_row<W: std::io::Write>(out: &mut csv::Writer<W>, row: &[String]) -> Result<()> {
    Ok(out.write_record(row).map_err(crate::ask::plain)?)
}

/// A value that may be missing.
fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}
