//! The commands on a store: `ingest`, `query`, `dyad`, `export`.

pub mod arguments;
pub mod dyad;
pub mod export;
pub mod ingest;
pub mod query;

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The file at `out`, else standard output.
fn output(out: Option<&Path>) -> Result<Box<dyn Write + Send>, Box<dyn Error>> {
    Ok(match out {
        None => Box::new(BufWriter::new(io::stdout())),
        Some(path) => {
            let file = File::create(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
            Box::new(BufWriter::new(file))
        }
    })
}
