//! Event tables of other projects.

use detente_store::dyad::{Question, page};
use detente_store::import::Layout;
use detente_store::{Archive, Coder, Store, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn store() -> (TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let store = Store::open(&path, Coder::new("0", "0", "")).expect("a store");
    (folder, path, store)
}

fn strings(path: &Path, sql: &str) -> Vec<String> {
    let db = Connection::open(path).expect("a database");
    let mut rows = db.prepare(sql).expect(sql);
    rows.query_map([], |r| r.get(0)).expect("rows").map(|r| r.expect("a row")).collect()
}

/// A row of GDELT 1.0 of 58 columns: id, day, two sides, code.
fn gdelt(id: &str, day: &str, a: &str, b: &str, code: &str) -> String {
    let mut row = vec![String::new(); 58];
    let side = |row: &mut Vec<String>, at: usize, code: &str| {
        row[at] = format!("{code}GOV");
        row[at + 1] = code.to_lowercase();
        row[at + 2] = code.to_owned();
        row[at + 7] = "GOV".to_owned();
    };
    (row[0], row[1]) = (id.to_owned(), day.to_owned());
    side(&mut row, 5, a);
    side(&mut row, 15, b);
    for (at, value) in [
        (25, "1"),
        (26, code),
        (27, code),
        (28, "04"),
        (29, "1"),
        (30, "2.8"),
        (31, "10"),
        (49, "4"),
        (50, "Riyadh"),
        (51, "SA"),
        (53, "24.6"),
        (54, "46.7"),
        (56, "20200102"),
        (57, "http://a.example/1"),
    ] {
        row[at] = value.to_owned();
    }
    row.join("\t")
}

#[test]
fn gdelt_comes_in_once_however_often_it_is_imported() {
    let (_folder, path, mut store) = store();
    let rows = [
        gdelt("1", "20200101", "RUS", "SAU", "042"),
        gdelt("2", "20200101", "ROM", "EUR", "190"),
        gdelt("3", "20200101", "RUS", "SAU", "010"),
        gdelt("4", "2020-13-01", "RUS", "SAU", "042"),
        gdelt("5", "20200102", "RUS", "SAU", "042").replace('\t', " "),
    ]
    .join("\n");
    for _ in 0..2 {
        let done = store.import(Layout::Gdelt, "g.csv", rows.as_bytes()).expect("a table");
        assert_eq!((done.rows, done.events, done.no_events), (5, 2, 1));
        let told: Vec<u64> = done.refused.iter().map(|(line, _)| *line).collect();
        assert_eq!(told, [4, 5]);
    }
    let seen = strings(
        &path,
        "SELECT id || ' ' || event_type || ' ' || coalesce(mode, '-') || ' ' || actor_country || ' ' || coalesce(recipient_country, '-') || ' ' || actor_sectors || ' ' || score || ' ' || place || ' ' || place_country || ' ' || lat || ' ' || published FROM imported_events ORDER BY id",
    );
    assert_eq!(
        seen,
        [
            "1 CONSULT visit RUS SAU GOV 2.8 Riyadh SAU 24.6 2020-01-02",
            "2 ASSAULT - ROU - GOV 2.8 Riyadh SAU 24.6 2020-01-02",
        ]
    );
    assert_eq!(strings(&path, "SELECT source || month || events FROM dyad_sources"), ["gdelt2020-011"]);
    // Told apart from what was coded here, and counted in on demand.
    let archive = Archive::open(&path).expect("the store");
    let apart = archive.dyad(&Question::of("SAU", "RUS").expect("codes")).expect("a record");
    assert_eq!((apart.total.events, apart.other_sources.len()), (0, 1));
    assert_eq!((apart.other_sources[0].tally.events, apart.other_sources[0].tally.mean_score), (1, Some(2.8)));
    assert!(page(&apart, 80).contains("Imported from other projects"));
    let with = Question { with: vec![Layout::Gdelt], ..Question::of("SAU", "RUS").expect("codes") };
    let with = archive.dyad(&with).expect("a record");
    assert_eq!((with.total.events, with.back.events, with.forth.events), (1, 1, 0));
}

#[test]
fn shifted_columns_are_refused_and_nothing_of_them_stays() {
    let (_folder, path, mut store) = store();
    let shifted = format!("\t{}", gdelt("1", "20200101", "RUS", "SAU", "042").rsplit_once('\t').expect("columns").0);
    let error = store.import(Layout::Gdelt, "g.csv", shifted.as_bytes()).expect_err("not GDELT's");
    assert_eq!(error.to_string(), "g.csv:1: GLOBALEVENTID is \"\", expected a number; are its columns shifted?");
    for (layout, text, problem) in [
        (Layout::Gdelt, "a\tb\n", "g.csv:1: 2 columns: GDELT's events have 57 or 58 (1.0) or 61 (2.0)"),
        (Layout::Icews, "Event ID\tEvent Date\n", "g.csv:1: its header has no column \"Source Name\""),
        (Layout::Polecat, "Event ID\tEvent Date\n", "g.csv:1: its header has no column \"Event Type\""),
        (Layout::Icews, "", "g.csv: empty: no row in it"),
    ] {
        let error = store.import(layout, "g.csv", text.as_bytes()).expect_err("not a table");
        assert!(matches!(error, StoreError::Table { .. }) && error.to_string() == problem, "{error}");
    }
    assert_eq!(
        strings(&path, "SELECT id FROM imported_events").len() + strings(&path, "SELECT file FROM imports").len(),
        0
    );
}

#[test]
fn icews_and_polecat() {
    let (_folder, path, mut store) = store();
    let icews = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n\
        9001\t2004-05-06\tPolice (Turkey)\tPolice,Government\tTurkey\tUse tactics of violent repression\t175\t-9\tProtester (Turkey)\tGeneral Population / Civilian / Social\tTurkey\t77\t3\tReuters\tAnkara\t\t\tTurkey\t39.9\t32.8\n\
        9002\t2004-05-07\tForeign Affairs\tGovernment\tRussian Federation\tExpress intent to meet or negotiate\t36\t4\tIran\t\tIran\t78\t1\tReuters\t\t\t\tIran\t\t\n";
    let done = store.import(Layout::Icews, "i.tab", icews.as_bytes()).expect("a table");
    assert_eq!((done.rows, done.events, done.refused.len()), (2, 2, 0));
    let seen = strings(
        &path,
        "SELECT event_type || ' ' || coalesce(mode, '-') || ' ' || cameo || ' ' || actor_country || ' ' || actor_sectors || ' ' || recipient_country || ' ' || recipient_sectors || ' ' || score || ' ' || place FROM imported_events ORDER BY id",
    );
    assert_eq!(
        seen,
        ["ASSAULT crowd-control 175 TUR COP,GOV TUR CVL -9.0 Ankara", "AGREE - 036 RUS GOV IRN  4.0 Iran"]
    );
    let polecat = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tContexts\tActor Name\tActor Country\tPrimary Actor Sector\tRecipient Name\tRecipient Country\tPrimary Recipient Sector\tPlacename\tCountry\tSource\tPublication Date\n\
        P1\t2019-08-09\tCONSULT\tvisit\t4\tdiplomatic\tA; B\tIND; NPL\tGOV; GOV\tC\tCHN\tGOV\tBeijing\tCHN\tThe Hindu\t2019-08-10\n\
        P2\t2019-08-09\tDANCE\tNone\t0\tNone\tNone\tNone\tNone\tNone\tNone\tNone\tNone\tNone\tNone\t2019-08-10\n";
    let done = store.import(Layout::Polecat, "p.txt", polecat.as_bytes()).expect("a table");
    assert_eq!((done.rows, done.events), (2, 1));
    assert_eq!(done.refused, [(3, "Event Type is \"DANCE\", expected a PLOVER type".to_owned())]);
    let pairs = strings(
        &path,
        "SELECT n || actor_country || recipient_country FROM imported_events WHERE source = 'polecat' ORDER BY n",
    );
    assert_eq!(pairs, ["0INDCHN", "1NPLCHN"]);
}
