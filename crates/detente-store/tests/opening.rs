//! Files that are no store, and stores that are in use.

use detente_store::{Archive, Coder, Store, StoreError};
use rusqlite::Connection;
use std::path::Path;

fn coder() -> Coder {
    Coder::new("0.1.0", "demo", "")
}

/// What opening says, to write and to read.
fn both(path: &Path) -> [StoreError; 2] {
    [Store::open(path, coder()).map(|_| ()), Archive::open(path).map(|_| ())].map(|r| r.expect_err("an error"))
}

#[test]
fn no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = Archive::open(folder.path().join("none.db")).expect_err("an error");
    assert!(matches!(error, StoreError::Missing { .. }), "{error}");
    let error = Store::open(folder.path().join("no/folder.db"), coder()).map(|_| ()).expect_err("an error");
    assert!(error.to_string().contains("folder.db"), "{error}");
}

#[test]
fn a_text_is_no_database_and_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notes.txt");
    let words = "These are notes, and no database at all. ".repeat(50);
    std::fs::write(&path, &words).expect("a file");
    for error in both(&path) {
        assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
        assert!(error.to_string().contains("notes.txt: not a database"), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), words);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing beside it");
}

#[test]
fn another_programs_database_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.db");
    Connection::open(&path).and_then(|db| db.execute_batch("CREATE TABLE songs (title)")).expect("a database");
    let before = std::fs::read(&path).expect("a file");
    for error in both(&path) {
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    }
    assert_eq!(std::fs::read(&path).expect("a file"), before);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing beside it");
}

#[test]
fn a_later_schema_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("later.db");
    drop(Store::open(&path, coder()).expect("a store"));
    Connection::open(&path).and_then(|db| db.pragma_update(None, "user_version", 99)).expect("a database");
    for error in both(&path) {
        assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
        assert!(error.to_string().contains("schema 99 of a later version"), "{error}");
    }
}

#[test]
fn an_empty_file_becomes_a_store_and_is_none_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").expect("a file");
    assert!(matches!(Archive::open(&path), Err(StoreError::Foreign { .. })));
    drop(Store::open(&path, coder()).expect("a store"));
    Archive::open(&path).expect("an archive");
}

#[test]
fn a_damaged_store_is_said_to_be_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("damaged.db");
    drop(Store::open(&path, coder()).expect("a store"));
    let mut bytes = std::fs::read(&path).expect("a file");
    for byte in &mut bytes[100..4000] {
        *byte = 0xab;
    }
    std::fs::write(&path, bytes).expect("a file");
    for error in both(&path) {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}

#[test]
fn one_writes_at_a_time_and_the_second_is_told_by_whom_it_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let first = Store::open(&path, coder()).expect("a store");
    let second = Store::open(&path, coder()).map(|_| ()).expect_err("an error").to_string();
    assert!(second.contains(&format!("(process {})", std::process::id())), "{second}");
    Archive::open(&path).expect("readers are not kept");
    let waiting = std::thread::spawn({
        let path = path.clone();
        move || Store::open_waiting(&path, coder(), std::time::Duration::from_secs(20)).map(|_| ())
    });
    std::thread::sleep(std::time::Duration::from_millis(150));
    drop(first);
    waiting.join().expect("a thread").expect("its turn came");
}

#[test]
#[cfg(unix)]
fn what_may_not_be_written_can_be_read_and_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("kept");
    std::fs::create_dir(&inner).expect("a folder");
    let path = inner.join("a.db");
    drop(Store::open(&path, coder()).expect("a store"));
    std::fs::remove_file(inner.join("a.db-lock")).expect("a lock file");
    let mode =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
    mode(&path, 0o444);
    mode(&inner, 0o555);
    let everything_allowed = std::fs::write(inner.join("probe"), "").is_ok();
    if !everything_allowed {
        let error = Store::open(&path, coder()).map(|_| ()).expect_err("an error");
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
        Archive::open(&path).expect("it can be read");
    }
    mode(&inner, 0o755);
}
