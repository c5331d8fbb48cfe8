//! The user's own actors as the program's users give them: `--actors`, `actors lookup`, `actors check`.

mod program;

use program::{LEAD, detente, text};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Output;

/// A file in a folder of its own.
struct File {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    fn new(name: &str, content: &str) -> File {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        File { folder, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("a plain path")
    }
}

fn report(arguments: &[&str]) -> (Value, Output) {
    let out = detente(&[&["code", "--date", "2024-03-14"], arguments].concat(), LEAD);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    (serde_json::from_slice(&out.stdout).expect("a report"), out)
}

#[test]
fn a_table_goes_before_the_built_in_knowledge_on_its_days() {
    let table = "pattern,name,country,sectors,from,to\nFrance,The Hexagon,EUR,GOV,2024-01,2024-03\n";
    let file = File::new("own.csv", table);
    let (coded, out) = report(&["--actors", file.path()]);
    assert_eq!(text(&out.stderr), "");
    let actor = &coded["events"][0]["actors"][0];
    assert_eq!((&actor["name"], &actor["country"]), (&json!("The Hexagon"), &json!("EUR")));
    assert_eq!(coded["events"][0]["recipients"][0]["country"], "RUS");
    let over = File::new("own.csv", &table.replace("2024-03\n", "2024-02\n"));
    let (coded, _) = report(&["--actors", over.path()]);
    assert_eq!(coded, report(&[]).0);
}

#[test]
fn a_dictionary_is_read_as_it_is_and_a_later_file_goes_first() {
    let dictionary =
        File::new("own.actors.txt", "# note\nHEXAGON_ [---]\n+FRANCE_\n\t[ESPGOV <20240101]\n\t[PRTOPP]\n");
    let agents = File::new("own.agents.txt", "DIPLOMAT [~SPY]\n");
    let table = File::new("own.csv", "pattern,country,sectors\nFrance,ITA,JUD\n");
    let (coded, _) = report(&["--actors", dictionary.path(), "--actors", agents.path()]);
    // The first code holds on every day: it belongs to nobody.
    assert_eq!(coded["events"][0]["actors"][0]["country"], Value::Null);
    assert_eq!(coded["events"][0]["recipients"][0]["sectors"], json!(["SPY"]));
    let (coded, out) = report(&["--actors", dictionary.path(), "--actors", table.path()]);
    assert_eq!(coded["events"][0]["actors"][0]["country"], "ITA");
    assert_eq!(coded["events"][0]["actors"][0]["sectors"], json!(["JUD"]));
    let warning = text(&out.stderr);
    assert!(warning.contains(&format!("{}:2: ", table.path())), "{warning}");
    assert!(warning.contains(&format!("{}:3", dictionary.path())), "{warning}");
}

#[test]
fn a_bad_line_is_named_and_nothing_is_coded() {
    for (name, content, line, reason) in [
        ("own.csv", "pattern,country\nFrance,FRA\nSpain,Iberia\n", 3, "is no country"),
        ("own.csv", "pattern,country,sectors\nFrance,FRA,KING\n", 2, "is no sector"),
        ("own.csv", "pattern,country,from\nFrance,FRA,2024-02-30\n", 2, "no day of the calendar"),
        ("own.csv", "pattern,land\nFrance,FRA\n", 1, "is no column"),
        ("own.txt", "+FRANCE_ [FRA]\n", 1, "no entry stands before"),
        ("own.txt", "FRANCE_ [FRA\n", 1, "expected ]"),
        ("own.txt", "Nothing of the kind.\n", 0, "no line has a code"),
    ] {
        let file = File::new(name, content);
        let tables = file.folder.path().join("tables");
        let arguments = ["code", "--actors", file.path(), "--out", tables.to_str().expect("a plain path")];
        let out = detente(&arguments, LEAD);
        let errors = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{content}: {errors}");
        assert_eq!(text(&out.stdout), "", "{content}");
        assert!(!tables.exists(), "{content}");
        let place = if line == 0 { format!("{}: ", file.path()) } else { format!("{}:{line}: ", file.path()) };
        assert!(errors.contains(&place) && errors.contains(reason), "{content}: {errors}");
    }
    let missing = detente(&["code", "--actors", "no-such-file.csv"], LEAD);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("no-such-file.csv"));
}

#[test]
fn contradictory_lines_are_coded_with_a_warning_that_names_both() {
    let file = File::new("own.csv", "pattern,country\nFrance,ITA\nSpain,ESP\nFRANCE,PRT\n");
    let (coded, out) = report(&["--actors", file.path()]);
    assert_eq!(coded["events"][0]["actors"][0]["country"], "PRT");
    let warning = text(&out.stderr);
    assert_eq!(warning.lines().count(), 1, "{warning}");
    assert!(warning.contains("own.csv:4: ") && warning.contains("line 2"), "{warning}");
}

#[test]
fn lookup_says_what_a_name_means_and_why() {
    let file = File::new("own.csv", "pattern,country,sectors,from,to\nHizbullah,LBN,PTY,1992-08-23,\n");
    let lookup = |date: &str| -> Value {
        let arguments = ["actors", "lookup", "Hizbullah", "--date", date, "--format", "json", "--actors", file.path()];
        let out = detente(&arguments, "");
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("JSON")
    };
    let found = lookup("1995-06-01");
    let answer = &found["answer"];
    assert_eq!((&answer["country"], &answer["sectors"]), (&json!("LBN"), &json!(["PTY"])));
    assert_eq!((&answer["source"]["from"], &answer["source"]["line"]), (&json!("user"), &json!(2)));
    let table = |r: &&Value| r["source"]["table"] == "organisations";
    let row = found["rejected"].as_array().expect("a list").iter().find(table).expect("the table's row");
    assert!(row["reason"].as_str().expect("text").contains("own.csv:2"), "{row}");
    let found = lookup("1990-06-01");
    assert_eq!(found["answer"]["source"]["table"], "organisations");
    let mine = |r: &&Value| r["source"]["from"] == "user";
    let row = found["rejected"].as_array().expect("a list").iter().find(mine).expect("the user's line");
    assert!(row["reason"].as_str().expect("text").contains("does not hold on 1990-06-01"), "{row}");
}

#[test]
fn lookup_prints_a_page_for_any_name() {
    let page = |name: &str| {
        let out = detente(&["actors", "lookup", name, "--date", "1995-06-01"], "");
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout)
    };
    let known = page("Hezbollah");
    for words in ["entity    Hezbollah", "country   LBN", "because   table organisations: Hezbollah"] {
        assert!(known.contains(words), "{known}");
    }
    assert!(page("Qwyzzlax Frobnitz").contains("nothing knows the name"));
    let long = "é\u{301}".repeat(10_000);
    assert!(page(&long).lines().all(|l| l.chars().count() < 400));
    let odd = page("\u{202e}Putin\u{202c}\u{1b}[31m");
    assert!(!odd.contains(['\u{202e}', '\u{1b}']), "{odd}");
    for wrong in [&["actors", "lookup", "—"][..], &["actors", "lookup", ""], &["actors", "lookup"], &["actors"]] {
        assert_eq!(detente(wrong, "").status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn check_prints_everything_that_is_wrong() {
    let good = File::new("own.txt", "FRANCE_ [FRA]\nELBONIA_ [XYZ]\nNAMELESS\n");
    let out = detente(&["actors", "check", good.path()], "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let said = text(&out.stdout);
    assert!(said.contains(":2: XYZ says neither") && said.contains(":3: \"NAMELESS\" has no code"), "{said}");
    assert!(said.ends_with("1 names of actors, 0 words for roles, 2 warnings\n"), "{said}");
    let rows: String = (0..30).map(|n| format!("Name {n},Nowhere\n")).collect();
    let bad = File::new("own.csv", &format!("pattern,country\n{rows}"));
    let out = detente(&["actors", "check", bad.path()], "");
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(text(&out.stdout).lines().count(), 30);
}
