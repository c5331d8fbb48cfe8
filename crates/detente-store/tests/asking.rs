//! Questions in SQL and by options, and what they cannot do.

#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code)]
mod synthetic;

use detente_store::ask::{CsvRows, JsonRows, ParquetRows, Selection, TextTable};
use detente_store::{Archive, Coder, Store};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use std::path::PathBuf;
use tempfile::TempDir;

fn store() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    for (document, record) in synthetic::Reports::new(2, 8, 60).take(40) {
        store.put(&document, &record).expect("stored");
    }
    store.commit().expect("committed");
    (folder, file)
}

fn csv(archive: &mut Archive, sql: &str) -> Result<String, String> {
    let mut out = Vec::new();
    archive.ask(sql, &[], &mut CsvRows::new(&mut out, b',')).map_err(|e| e.to_string())?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn nothing_that_writes_or_reaches_out_is_run() {
    let (folder, file) = store();
    let mut archive = Archive::open(&file).expect("an archive");
    let target = folder.path().join("stolen.db");
    let attach = format!("ATTACH '{}' AS stolen", target.display());
    let vacuum = format!("VACUUM INTO '{}'", target.display());
    for sql in [
        "DELETE FROM events",
        "INSERT INTO events (event) VALUES (1) RETURNING event",
        "WITH x AS (SELECT 1) UPDATE events SET score = 0 RETURNING score",
        "CREATE TEMP TABLE x (y)",
        "DROP TABLE events",
        "PRAGMA user_version = 7",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema(1)",
        "PRAGMA journal_mode = DELETE",
        "SELECT load_extension('x')",
        "INSERT INTO evidence_search (evidence_search) VALUES ('rebuild')",
        "BEGIN",
        "COMMIT",
        attach.as_str(),
        vacuum.as_str(),
    ] {
        let refused = csv(&mut archive, sql).expect_err(sql);
        assert!(refused.contains("reads"), "{sql}: {refused}");
        assert!(refused.contains(sql), "{sql}: {refused}");
    }
    assert!(!target.exists());
    assert_eq!(csv(&mut archive, "SELECT count(*) FROM events").as_deref(), Ok("count(*)\n320\n"));
}

#[test]
fn what_is_no_question_is_said_where() {
    let (_folder, file) = store();
    let mut archive = Archive::open(&file).expect("an archive");
    let of = |archive: &mut Archive, sql: &str| csv(archive, sql).expect_err(sql);
    assert!(of(&mut archive, "SELEC 1").contains("syntax error"));
    assert!(of(&mut archive, "SELECT nonsense FROM events").contains("no such column: nonsense (character 8)"));
    assert!(of(&mut archive, "SELECT 1; SELECT 2").contains("several statements"));
    assert!(of(&mut archive, " -- nothing").contains("no statement"));
    assert!(of(&mut archive, "SELECT ?").contains("1 values expected"));
    let search = "SELECT rowid FROM evidence_search WHERE evidence_search MATCH '\"open'";
    assert!(of(&mut archive, search).contains("unterminated string"));
    assert!(csv(&mut archive, "SELECT name, type FROM pragma_table_info('events') LIMIT 1").is_ok());
    assert!(csv(&mut archive, "PRAGMA table_info(events)").is_ok());
    // Comments and a last semicolon are no second statement.
    assert!(csv(&mut archive, "SELECT 1; -- that was it").is_ok());
}

#[test]
fn every_layout_has_the_same_values() {
    let (folder, file) = store();
    let mut archive = Archive::open(&file).expect("an archive");
    let sql = "SELECT 1 AS whole, 0.5 AS part, 'a\"b,' || char(10) || 'c' AS words, NULL AS missing, x'00ff' AS bytes
               UNION ALL SELECT 2, 2, 'd', NULL, x''";
    let mut json = Vec::new();
    assert_eq!(archive.ask(sql, &[], &mut JsonRows::new(&mut json)).expect("rows"), 2);
    let rows: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(rows[0]["words"], "a\"b,\nc");
    assert_eq!((&rows[0]["missing"], &rows[0]["bytes"]), (&serde_json::Value::Null, &"00ff".into()));
    let text = csv(&mut archive, sql).expect("rows");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let first = table.records().next().expect("a row").expect("a row");
    assert_eq!(first.iter().collect::<Vec<_>>(), ["1", "0.5", "a\"b,\nc", "", "00ff"]);
    let path = folder.path().join("rows.parquet");
    let out = std::fs::File::create(&path).expect("a file");
    archive.ask(sql, &[], &mut ParquetRows::new(out)).expect("rows");
    let file = SerializedFileReader::new(std::fs::File::open(&path).expect("a file")).expect("Parquet");
    let rows: Vec<_> = file.get_row_iter(None).expect("rows").map(|r| r.expect("a row")).collect();
    assert_eq!((rows[1].get_long(0).expect("whole"), rows[1].get_double(1).expect("part")), (2, 2.0));
    assert_eq!(rows[0].get_string(2).expect("words"), "a\"b,\nc");
    let mut shown = Vec::new();
    archive.ask(sql, &[], &mut TextTable::new(&mut shown)).expect("rows");
    let shown = String::from_utf8(shown).expect("UTF-8");
    assert_eq!(shown.lines().count(), 4, "{shown}");
    assert!(shown.lines().nth(2).is_some_and(|l| l.contains("a\"b, c")), "{shown}");
}

#[test]
fn empty_answers_have_their_header() {
    let (folder, file) = store();
    let mut archive = Archive::open(&file).expect("an archive");
    let sql = "SELECT event FROM events WHERE 0";
    assert_eq!(csv(&mut archive, sql).as_deref(), Ok("event\n"));
    let mut json = Vec::new();
    archive.ask(sql, &[], &mut JsonRows::new(&mut json)).expect("rows");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&json).expect("JSON"), serde_json::json!([]));
    let path = folder.path().join("rows.parquet");
    archive.ask(sql, &[], &mut ParquetRows::new(std::fs::File::create(&path).expect("a file"))).expect("rows");
    let file = SerializedFileReader::new(std::fs::File::open(&path).expect("a file")).expect("Parquet");
    assert_eq!(file.metadata().file_metadata().num_rows(), 0);
}

#[test]
fn options_choose_what_the_same_sql_would() {
    let (_folder, file) = store();
    let mut archive = Archive::open(&file).expect("an archive");
    let mut count = |selection: Selection| {
        let (sql, values) = selection.sql().expect("a statement");
        let mut out = Vec::new();
        archive.ask(&sql, &values, &mut CsvRows::new(&mut out, b',')).expect(&sql)
    };
    let all = Selection::default();
    assert_eq!(count(all.clone()), 320);
    let list = |text: &str| vec![text.to_owned()];
    let assaults = count(Selection { types: list("assault"), ..all.clone() });
    let accused = count(Selection { types: list("ACCUSE"), ..all.clone() });
    assert_eq!(count(Selection { types: vec!["ASSAULT".into(), "accuse".into()], ..all.clone() }), assaults + accused);
    let usa = count(Selection { actors: list("USA"), ..all.clone() });
    assert!(usa > 0 && usa < 320);
    assert_eq!(count(Selection { actors: list("united states"), ..all.clone() }), usa);
    let either = count(Selection { anybody: list("USA"), ..all.clone() });
    assert!(either > usa, "{either} {usa}");
    assert_eq!(count(Selection { limit: Some(3), ..all.clone() }), 3);
    assert!(count(Selection { text: Some("harbor OR harbours".into()), ..all.clone() }) > 0, "stems are searched");
    assert_eq!(count(Selection { text: Some("\"harbour disputed\"".into()), ..all.clone() }), 0);
    let early = count(Selection { until: Some("2015-01-20".parse().expect("a day")), ..all.clone() });
    let late = count(Selection { since: Some("2015-01-21".parse().expect("a day")), ..all.clone() });
    assert_eq!(early + late, 320);
    assert!(count(Selection { contexts: list("military"), min_confidence: Some(0.7), ..all.clone() }) > 0);
    assert_eq!(count(Selection { publisher: Some("no such".into()), ..all }), 0);
}
