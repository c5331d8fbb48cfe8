//! JSON: a line a report, or one array of reports.

use super::Sink;
use crate::record::CodedReport;
use std::io::{self, Write};

/// JSON Lines: one report a line.
pub struct JsonLines<W: Write>(W);

impl<W: Write> JsonLines<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self(out)
    }
}

impl<W: Write> Sink for JsonLines<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, report)?;
        self.0.write_all(b"\n")?;
        // A reader at the other end of a pipe sees each report when it is coded.
        self.0.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// One JSON array of all reports, indented.
pub struct JsonArray<W: Write> {
    out: W,
    any: bool,
}

impl<W: Write> JsonArray<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, any: false }
    }
}

impl<W: Write> Sink for JsonArray<W> {
    fn report(&mut self, report: &CodedReport) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"[\n" })?;
        self.any = true;
        serde_json::to_writer_pretty(&mut self.out, report)?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
