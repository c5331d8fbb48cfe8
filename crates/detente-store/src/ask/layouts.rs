//! Rows for a terminal, a spreadsheet, a program.

use rusqlite::types::ValueRef;
use std::io::{self, Write};

/// Takes the rows of an answer. A layout that must know the types of its columns asks for the rows twice.
pub trait Rows {
    /// Whether the rows should come once before they are written, to learn their types.
    fn begin_types(&mut self) -> bool {
        false
    }

    /// The rows to write come next.
    fn begin_rows(&mut self) {}

    /// The names of the columns, before the first row.
    ///
    /// # Errors
    /// What the destination says.
    fn columns(&mut self, names: &[String]) -> io::Result<()>;

    /// A row.
    ///
    /// # Errors
    /// What the destination says.
    fn row(&mut self, values: &[ValueRef]) -> io::Result<()>;

    /// No further row comes.
    ///
    /// # Errors
    /// What the destination says.
    fn finish(&mut self) -> io::Result<()>;
}

/// Values with commas (or another sign) between, under a header; NULL is an empty field.
pub struct CsvRows<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    /// Writes to `out`, with `delimiter` between the values.
    pub fn new(out: W, delimiter: u8) -> Self {
        Self { out: csv::WriterBuilder::new().delimiter(delimiter).from_writer(out) }
    }
}

impl<W: Write> Rows for CsvRows<W> {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.out.write_record(names).map_err(plain)
    }

    fn row(&mut self, values: &[ValueRef]) -> io::Result<()> {
        self.out.write_record(values.iter().map(text)).map_err(plain)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What the destination said, without the wrapping of the table writer: a closed pipe stays one.
pub(crate) fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// One JSON array of objects, an object a row.
pub struct JsonRows<W: Write> {
    out: W,
    names: Vec<String>,
    any: bool,
}

impl<W: Write> JsonRows<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, names: Vec::new(), any: false }
    }
}

impl<W: Write> Rows for JsonRows<W> {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.names = names.to_vec();
        self.out.write_all(b"[")
    }

    fn row(&mut self, values: &[ValueRef]) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        let object: serde_json::Map<String, serde_json::Value> =
            self.names.iter().cloned().zip(values.iter().map(json)).collect();
        serde_json::to_writer(&mut self.out, &object)?;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

/// A value as JSON; bytes as hexadecimal text, and what is no number as null.
pub(super) fn json(value: &ValueRef) -> serde_json::Value {
    match value {
        ValueRef::Null => serde_json::Value::Null,
        ValueRef::Integer(n) => (*n).into(),
        ValueRef::Real(x) => serde_json::Number::from_f64(*x).map_or(serde_json::Value::Null, Into::into),
        ValueRef::Text(_) | ValueRef::Blob(_) => text(value).into(),
    }
}

/// A value as text; NULL as nothing, bytes in hexadecimal.
fn text(value: &ValueRef) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(x) => x.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect(),
    }
}

/// Rows before the columns' widths are settled.
const SEEN: usize = 200;
/// Widest column.
const WIDEST: usize = 60;

/// Columns for a terminal. Widths come from the first rows; longer values are cut there and written whole everywhere else.
pub struct TextTable<W: Write> {
    out: W,
    names: Vec<String>,
    numeric: Vec<bool>,
    widths: Option<Vec<usize>>,
    seen: Vec<Vec<String>>,
}

impl<W: Write> TextTable<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, names: Vec::new(), numeric: Vec::new(), widths: None, seen: Vec::new() }
    }

    fn settle(&mut self) -> io::Result<()> {
        let width = |column: usize| {
            let cells = self.seen.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain([self.names[column].chars().count()]).max().unwrap_or(1).min(WIDEST)
        };
        let widths: Vec<usize> = (0..self.names.len()).map(width).collect();
        self.widths = Some(widths);
        let names = self.names.clone();
        self.line(&names)?;
        let rules: Vec<String> = self.widths.iter().flatten().map(|w| "─".repeat(*w)).collect();
        self.line(&rules)?;
        for row in std::mem::take(&mut self.seen) {
            self.line(&row)?;
        }
        Ok(())
    }

    fn line(&mut self, cells: &[String]) -> io::Result<()> {
        let Some(widths) = &self.widths else { return Ok(()) };
        let mut line = String::new();
        for ((cell, width), numeric) in cells.iter().zip(widths).zip(&self.numeric) {
            let cell = match cell.char_indices().nth(*width) {
                Some(_) => cell.chars().take(width - 1).chain(['…']).collect(),
                None => cell.clone(),
            };
            line += &if *numeric { format!("{cell:>width$}  ") } else { format!("{cell:<width$}  ") };
        }
        writeln!(self.out, "{}", line.trim_end())
    }
}

impl<W: Write> Rows for TextTable<W> {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.names = names.to_vec();
        self.numeric = vec![true; names.len()];
        Ok(())
    }

    fn row(&mut self, values: &[ValueRef]) -> io::Result<()> {
        // Nothing a terminal would obey, and one line a row.
        let cell = |v: &ValueRef| detente::write::visible(&text(v).replace(['\n', '\r', '\t'], " ")).to_string();
        let cells: Vec<String> = values.iter().map(cell).collect();
        if self.widths.is_some() {
            return self.line(&cells);
        }
        for (numeric, value) in self.numeric.iter_mut().zip(values) {
            *numeric &= !matches!(value, ValueRef::Text(_) | ValueRef::Blob(_));
        }
        self.seen.push(cells);
        if self.seen.len() >= SEEN { self.settle() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.widths.is_none() {
            self.settle()?;
        }
        self.out.flush()
    }
}
