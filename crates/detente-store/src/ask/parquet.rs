//! Rows as one Parquet file, each column of the type that all its values have.

use super::layouts::{Rows, json};
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rusqlite::types::ValueRef;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows gathered before they are written.
const BATCH: usize = 4096;

/// One Parquet file. Rows come twice: integers stay integers and numbers numbers only where every row has one.
pub struct ParquetRows<W: Write + Send> {
    out: Option<W>,
    names: Vec<String>,
    types: Vec<Kind>,
    learning: bool,
    file: Option<(Decoder, ArrowWriter<W>)>,
    waiting: usize,
}

/// What a column's values have been so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Null,
    Integer,
    Real,
    Text,
}

impl<W: Write + Send> ParquetRows<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out: Some(out), names: Vec::new(), types: Vec::new(), learning: false, file: None, waiting: 0 }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.waiting = 0;
        if let Some((decoder, file)) = &mut self.file
            && let Some(batch) = decoder.flush().map_err(io::Error::other)?
        {
            file.write(&batch).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Rows for ParquetRows<W> {
    fn begin_types(&mut self) -> bool {
        self.learning = true;
        true
    }

    fn begin_rows(&mut self) {
        self.learning = false;
    }

    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        if self.learning {
            self.names = names.to_vec();
            self.types = vec![Kind::Null; names.len()];
            return Ok(());
        }
        let field = |(name, kind): (&String, &Kind)| {
            let of = match kind {
                Kind::Integer => DataType::Int64,
                Kind::Real => DataType::Float64,
                Kind::Null | Kind::Text => DataType::Utf8,
            };
            Field::new(name, of, true)
        };
        let schema = Arc::new(Schema::new(self.names.iter().zip(&self.types).map(field).collect::<Vec<_>>()));
        let builder = ReaderBuilder::new(schema.clone()).with_batch_size(BATCH).with_coerce_primitive(true);
        let decoder = builder.build_decoder().map_err(io::Error::other)?;
        let zstd = ZstdLevel::try_new(3).map_err(io::Error::other)?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(zstd)).build();
        let out = self.out.take().ok_or_else(|| io::Error::other("the rows of one answer were written already"))?;
        let writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(io::Error::other)?;
        self.file = Some((decoder, writer));
        Ok(())
    }

    fn row(&mut self, values: &[ValueRef]) -> io::Result<()> {
        if self.learning {
            for (kind, value) in self.types.iter_mut().zip(values) {
                *kind = (*kind).max(match value {
                    ValueRef::Null => Kind::Null,
                    ValueRef::Integer(_) => Kind::Integer,
                    ValueRef::Real(_) => Kind::Real,
                    ValueRef::Text(_) | ValueRef::Blob(_) => Kind::Text,
                });
            }
            return Ok(());
        }
        let row: serde_json::Map<String, serde_json::Value> =
            self.names.iter().cloned().zip(values.iter().map(json)).collect();
        if let Some((decoder, _)) = &mut self.file {
            decoder.serialize(&[row]).map_err(io::Error::other)?;
        }
        self.waiting += 1;
        if self.waiting >= BATCH { self.flush() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.learning {
            return Ok(());
        }
        self.flush()?;
        match self.file.take() {
            Some((_, file)) => file.close().map(|_| ()).map_err(io::Error::other),
            None => Ok(()),
        }
    }
}
