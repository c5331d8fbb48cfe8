//! Coded reports to lines, tables and pages.
//!
//! Every layout is a [`Sink`]: it takes reports one at a time and never holds more than a few of them.

mod by_sentence;
mod explanation;
mod html;
mod json;
mod markdown;
mod parquet;
mod summary;
mod table;
mod visible;
mod wording;

pub use explanation::Explanation;
pub use html::HtmlPage;
pub use json::{JsonArray, JsonLines};
pub use markdown::Markdown;
pub use parquet::ParquetTables;
pub use summary::Summary;
pub use table::EventTable;
pub use visible::visible;

use crate::record::CodedReport;
use std::io;

/// Takes coded reports in order and writes them in one layout.
pub trait Sink {
    /// Writes one report.
    ///
    /// # Errors
    /// What the destination says.
    fn report(&mut self, report: &CodedReport) -> io::Result<()>;

    /// Writes what still has to come after the last report.
    ///
    /// # Errors
    /// What the destination says.
    fn finish(&mut self) -> io::Result<()>;
}
