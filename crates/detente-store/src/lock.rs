//! One writer at a time: a lock file beside the store.
//!
//! The system drops the lock when its process ends, however it ends, so that no lock outlives its owner. Readers take
//! none.

use crate::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a waiting writer tries again.
const TRY_EVERY: Duration = Duration::from_millis(100);

/// The right to write, held until dropped.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of the store at `path`, or waits for it as long as `wait` says.
    ///
    /// # Errors
    /// Another process holds it, or the lock file cannot be made.
    pub(crate) fn take(path: &Path, wait: Duration) -> Result<Self> {
        let beside = lock_path(path);
        let unwritable = |e: std::io::Error| StoreError::ReadOnly {
            path: path.to_owned(),
            reason: format!("{}: {e}", beside.display()),
        };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&beside).map_err(unwritable)?;
        let until = Instant::now() + wait;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(TRY_EVERY),
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked { path: path.to_owned(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(e)) => return Err(unwritable(e)),
            }
        }
        let note = format!("process {}", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()))
            .map_err(unwritable)?;
        Ok(Self { _file: file })
    }
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    PathBuf::from(name)
}

/// What the holder wrote of itself.
fn holder(file: &mut File) -> Option<String> {
    let mut note = String::new();
    file.take(64).read_to_string(&mut note).ok()?;
    let plain = !note.is_empty() && note.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    plain.then_some(note)
}
