//! `ingest`, `query`, `dyad` and `export` as their users run them.

mod program;
#[path = "program/store.rs"]
mod stored;

use program::{LEAD, detente, start, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use stored::{dump, number};
use tempfile::TempDir;

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A folder with reports and the name of a store to be.
fn folder() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let news = folder.path().join("news.jsonl");
    let lines = [
        json!({"id": "1", "text": LEAD, "date": "2024-03-14", "publisher": "AP"}),
        json!({"id": "2", "text": "MOSCOW (AP) — Russia condemned France on Friday and promised to expel diplomats.", "date": "2024-03-15", "publisher": "AP"}),
        json!({"id": "3", "text": LEAD, "date": "2024-03-14", "publisher": "AP"}),
        json!({"id": "4", "title": "no text"}),
    ];
    std::fs::write(&news, lines.map(|l| l.to_string()).join("\n")).expect("a file");
    let db = folder.path().join("a.db");
    (folder, news, db)
}

#[test]
fn reports_go_in_once_and_what_failed_is_named() {
    let (_folder, news, db) = folder();
    let first = detente(&["ingest", path(&news), "--db", path(&db)], "");
    assert_eq!(first.status.code(), Some(1), "{}", text(&first.stderr));
    let said = text(&first.stderr);
    assert!(said.contains("news.jsonl:4"), "{said}");
    assert!(said.contains("2 reports stored, 1 the same as another, 1 failed"), "{said}");
    assert!(first.stdout.is_empty());
    let before = dump(&db);
    let again = detente(&["ingest", path(&news), "--db", path(&db)], "");
    assert!(text(&again.stderr).contains("0 reports stored, 2 stored before"), "{}", text(&again.stderr));
    assert_eq!(dump(&db), before);
    assert_eq!(number(&db, "SELECT count(*) FROM ledger WHERE model <> '' AND engine <> ''"), 4);
}

#[test]
fn a_store_among_its_sources_is_not_read() {
    let (folder, _, db) = folder();
    for _ in 0..2 {
        let out = detente(&["ingest", path(folder.path()), "--db", path(&db)], "");
        assert!(text(&out.stderr).contains(" 1 failed"), "{}", text(&out.stderr));
    }
    assert_eq!(number(&db, "SELECT count(*) FROM ledger"), 4);
}

#[test]
fn what_is_exported_is_what_code_prints() {
    let (folder, news, db) = folder();
    detente(&["ingest", path(&news), "--db", path(&db)], "");
    for format in ["jsonl", "csv"] {
        let coded = text(&detente(&["code", path(&news), "--format", format], "").stdout);
        let exported = text(&detente(&["export", format, "--db", path(&db)], "").stdout);
        // The third report is the first again.
        let third = |line: &&str| line.starts_with("{\"document\":{\"id\":\"3\"") || line.starts_with("3,");
        let coded: Vec<&str> = coded.lines().filter(|line| !third(line)).collect();
        assert_eq!(exported.lines().collect::<Vec<_>>(), coded, "{format}");
        assert!(coded.len() >= 2, "{coded:?}");
    }
    let tables = folder.path().join("tables");
    let out = detente(&["export", "parquet", "--db", path(&db), "--out", path(&tables)], "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert_eq!(std::fs::read_dir(&tables).expect("a folder").count(), 6);
    for format in ["polecat", "icews", "gdelt", "gdelt2", "graphml", "gexf", "panel"] {
        let out = detente(&["export", format, "--db", path(&db)], "");
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        assert!(!out.stdout.is_empty(), "{format}");
    }
}

#[test]
fn questions_are_answered_by_sql_and_by_options() {
    let (_folder, news, db) = folder();
    detente(&["ingest", path(&news), "--db", path(&db)], "");
    let options =
        ["query", "--db", path(&db), "--actor", "FRA", "--type", "SANCTION", "--since", "2024-03", "--format", "json"];
    let rows: Value = serde_json::from_slice(&detente(&options, "").stdout).expect("JSON");
    assert_eq!(rows[0]["recipient_countries"], "RUS");
    assert!(rows[0]["evidence"].as_str().is_some_and(|s| s.contains("expelled two Russian diplomats")));
    let sql = detente(&["query", "SELECT count(*) AS n FROM documents", "--db", path(&db)], "");
    assert_eq!(text(&sql.stdout), "n\n2\n");
    let writes = detente(&["query", "DELETE FROM documents", "--db", path(&db)], "");
    assert_eq!(writes.status.code(), Some(2));
    assert!(text(&writes.stderr).contains("only reads"));
    let unknown = detente(&["query", "--type", "FIGHT", "--db", path(&db)], "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("ASSAULT"));
    assert!(text(&detente(&["query", "--schema"], "").stdout).contains("`event_table`"));
    let missing = detente(&["query", "SELECT 1", "--db", "no/such.db"], "");
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("no/such.db: no such file"));
}

#[test]
fn a_pair_has_a_page_and_an_object() {
    let (_folder, news, db) = folder();
    detente(&["ingest", path(&news), "--db", path(&db)], "");
    let page = text(&detente(&["dyad", "FRA", "RUS", "--db", path(&db)], "").stdout);
    assert!(page.starts_with("FRA – RUS") && page.contains("SANCTION"), "{page}");
    let object = detente(&["dyad", "FRA", "RUS", "--db", path(&db), "--format", "json", "--by", "week"], "").stdout;
    let object: Value = serde_json::from_slice(&object).expect("JSON");
    assert_eq!(object["forth"]["types"]["SANCTION"], 1);
    assert_eq!(detente(&["dyad", "France", "RUS", "--db", path(&db)], "").status.code(), Some(2));
}

#[test]
fn two_at_once_are_told() {
    let (_folder, news, db) = folder();
    // The first waits for its input, and holds the store.
    let mut first = start(&["ingest", "-", "--db", path(&db)]);
    let lock = PathBuf::from(format!("{}-lock", path(&db)));
    let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while std::fs::read_to_string(&lock).unwrap_or_default().is_empty() && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let second = detente(&["ingest", path(&news), "--db", path(&db)], "");
    assert_eq!(second.status.code(), Some(1));
    let said = text(&second.stderr);
    assert!(said.contains("another detente is writing") && said.contains(&first.id().to_string()), "{said}");
    drop(first.stdin.take());
    first.wait().expect("it ends");
    assert!(text(&detente(&["ingest", path(&news), "--db", path(&db)], "").stderr).contains("2 reports stored"));
}

#[test]
fn files_that_are_no_store_are_wrong_usage() {
    let (folder, news, _) = folder();
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other)
        .and_then(|db| db.execute_batch("CREATE TABLE songs (title)"))
        .expect("a database");
    for file in [&other, &news] {
        let out = detente(&["ingest", path(&news), "--db", path(file)], "");
        assert_eq!(out.status.code(), Some(2), "{}", text(&out.stderr));
    }
}

#[test]
fn stored_reports_are_coded_anew_with_other_actors() {
    let (folder, news, db) = folder();
    detente(&["ingest", path(&news), "--db", path(&db)], "");
    let actors = folder.path().join("actors.csv");
    std::fs::write(&actors, "pattern,name,country,sectors,from,to\nFrance,French Republic,FRA,GOV,,\n")
        .expect("a file");
    std::fs::remove_file(&news).expect("the source is gone");
    let out = detente(&["ingest", "--recode", "--db", path(&db), "--actors", path(&actors)], "");
    let said = text(&out.stderr);
    assert!(said.contains("2 reports stored, 2 of them coded anew"), "{said}");
    assert!(number(&db, "SELECT count(*) FROM entities WHERE name = 'French Republic'") > 0);
    let again = detente(&["ingest", "--recode", "--db", path(&db), "--actors", path(&actors)], "");
    assert!(text(&again.stderr).contains("0 reports stored"), "{}", text(&again.stderr));
}
