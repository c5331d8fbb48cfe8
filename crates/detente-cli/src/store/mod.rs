//! The commands on a store: `ingest`, `query`, `dyad`, `export`.

pub mod arguments;
pub mod dyad;
pub mod export;
mod feeds;
mod import;
pub mod ingest;
pub mod query;

use crate::WrongUsage;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// The file at `out`, else standard output; never the store that is asked.
fn output(out: Option<&Path>, store: &Path) -> Result<Box<dyn Write + Send>, Box<dyn Error>> {
    Ok(match out {
        Some(path) if is_of_store(&path.to_string_lossy(), store) => {
            return Err(Box::new(WrongUsage(format!("detente: {}: that is the store itself", path.display()))));
        }
        None => Box::new(BufWriter::new(io::stdout())),
        Some(path) => {
            let file = File::create(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
            Box::new(BufWriter::new(file))
        }
    })
}

/// True for the store's own files: the database, its log, its lock.
fn is_of_store(name: &str, store: &Path) -> bool {
    let file = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    let Some((name_of_file, own)) = file(Path::new(name)).zip(file(store)) else { return false };
    let Some(suffix) = name_of_file.strip_prefix(&own) else { return false };
    let folder = |path: &Path| {
        std::fs::canonicalize(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))).ok()
    };
    ["", "-wal", "-shm", "-journal", "-lock"].contains(&suffix) && folder(Path::new(name)) == folder(store)
}
