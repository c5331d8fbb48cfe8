//! The program as its users run it: exit statuses, messages, layouts.

mod program;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use program::{LEAD, detente, start, text};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write;
use std::path::Path;

fn path(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[test]
fn in_a_pipe_a_report_is_a_line_with_every_field_of_the_record() {
    let out = detente(&["code", "--date", "2024-03-14"], LEAD);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let lines = text(&out.stdout);
    assert_eq!(lines.lines().count(), 1);
    let report: Value = serde_json::from_str(&lines).expect("JSON");
    for field in ["document", "entities", "events", "statements", "ties", "quantities", "warnings"] {
        assert!(report.get(field).is_some(), "no {field} in {lines}");
    }
    assert_eq!(report["document"]["text"], LEAD);
    let event = &report["events"][0];
    assert_eq!((&event["event_type"], &event["mode"]), (&json!("SANCTION"), &json!("expel")));
    assert_eq!(event["date"]["start"], "2024-03-14");
    assert_eq!(event["actors"][0]["country"], "FRA");
    assert_eq!(event["recipients"][0]["country"], "RUS");
    let at = |end: &str| event["trigger"][end].as_u64().expect("an offset") as usize;
    let words: String = LEAD.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(event["trigger"]["text"], words);
}

#[test]
fn a_date_for_reports_without_one_gives_way_to_the_texts_own() {
    let published = |report: &str| {
        let out = detente(&["code", "--date", "2024-03-14"], report);
        let coded: Value = serde_json::from_str(&text(&out.stdout)).expect("JSON");
        coded["document"]["published"].as_str().expect("a day").to_string()
    };
    let dated = "GENEVA, May 3, 2022 (Xinhua) -- France expelled two Russian diplomats on Friday, officials said.";
    assert_eq!(published(dated), "2022-05-03");
    assert_eq!(published(&dated.replace(", May 3, 2022", "")), "2024-03-14");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_coded() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), LEAD).unwrap();
    std::fs::write(folder.path().join("b.txt"), "").unwrap();
    let out = detente(&["code", path(folder.path())], "");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    let errors = text(&out.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("b.txt"), "{errors}");
}

#[test]
fn wrong_usage_is_status_2() {
    for arguments in [&["code", "--date", "2024-02-30"][..], &["code", "--format", "xml"], &["recode"], &[]] {
        assert_eq!(detente(arguments, "").status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_date_that_quotes_line_ends_and_escapes_is_one_harmless_line() {
    let record = json!({ "text": LEAD, "date": "not\na \u{1b}[31mdate" }).to_string();
    let out = detente(&["code"], &record);
    assert_eq!(out.status.code(), Some(1));
    let errors = text(&out.stderr);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(!errors.contains('\u{1b}'), "{errors}");
    assert_eq!(text(&out.stdout).lines().count(), 1);
}

#[test]
fn tables_have_a_row_an_event_and_the_same_fields() {
    let rows = |format: &str, delimiter: u8| -> Vec<csv::StringRecord> {
        let out = detente(&["code", "--format", format], LEAD).stdout;
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(&out[..]);
        table.records().map(|r| r.expect("a row")).collect()
    };
    let csv = rows("csv", b',');
    assert_eq!(csv, rows("tsv", b'\t'));
    assert_eq!(csv.len(), 2);
    let column = csv[0].iter().position(|c| c == "event_type").expect("a column event_type");
    assert_eq!(&csv[1][column], "SANCTION");
}

#[test]
fn json_is_one_array_of_what_jsonl_has_in_lines() {
    let record = |id: &str| json!({ "id": id, "text": LEAD });
    let two = format!("{}\n{}\n", record("1"), record("2"));
    let array = detente(&["code", "--format", "json"], &two).stdout;
    let array: Vec<Value> = serde_json::from_slice(&array).expect("an array");
    let lines = text(&detente(&["code", "--threads", "1"], &two).stdout);
    let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("a line")).collect();
    assert_eq!(array, lines);
    assert_eq!(array[1]["document"]["id"], "2");
}

#[test]
fn pages_for_people_hold_every_report_whatever_the_number_of_threads() {
    let record = |id: &str| json!({ "id": id, "title": format!("Report <{id}>"), "text": LEAD }).to_string();
    let three = ["1", "2", "3"].map(record).join("\n");
    for format in ["html", "markdown", "summary"] {
        let out = detente(&["code", "--threads", "1", "--format", format], &three);
        assert_eq!(out.status.code(), Some(0), "{format}: {}", text(&out.stderr));
        let page = text(&out.stdout);
        assert!(page.contains("SANCTION expel") && page.contains("Who says what"), "{page}");
        let again = detente(&["code", "--threads", "3", "--format", format], &three);
        assert_eq!(page, text(&again.stdout), "{format}");
    }
    let page = text(&detente(&["code", "--format", "html"], &three).stdout);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert_eq!(page.matches("<article ").count(), 3);
    assert_eq!(page.matches("Report &lt;2&gt;").count(), 2, "its heading and its line in the contents");
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn parquet_tables_hold_what_the_lines_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = detente(&["code", "--date", "2024-03-14", "--out", path(folder.path())], LEAD);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    for table in ["documents", "entities", "events", "statements", "ties", "quantities"] {
        assert!(folder.path().join(format!("{table}.parquet")).is_file(), "no {table}");
    }
    let file = File::open(folder.path().join("events.parquet")).expect("a table of events");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let schema = reader.metadata().file_metadata().schema();
    let kind = schema.get_fields().iter().position(|f| f.name() == "event_type").expect("a column event_type");
    let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|r| r.expect("a row")).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get_string(kind).expect("text"), "SANCTION");
}

#[test]
fn explain_says_what_an_event_became_and_why_a_trigger_did_not() {
    let report = format!("France expels Russian diplomats\n\n{LEAD}");
    let out = text(&detente(&["code", "--explain"], &report).stdout);
    assert!(out.contains("no event is coded from a headline"), "{out}");
    assert!(out.contains("SANCTION/expel, actual, material conflict, score"), "{out}");
}

#[test]
fn classify_answers_a_line_with_probabilities_that_add_up() {
    let question =
        json!({ "id": 7, "text": "France expelled two Russian diplomats.", "actor": [0, 6], "recipient": [20, 27] });
    let nobody = json!({ "id": 8, "text": "Russian diplomats were expelled.", "recipient": [0, 17] });
    let out = detente(&["classify"], &format!("{question}\nnonsense\n{nobody}\n"));
    assert_eq!(out.status.code(), Some(1));
    let errors = text(&out.stderr);
    assert!(errors.contains(":2: ") && errors.contains(":3: missing field `actor`"), "{errors}");
    assert!(!errors.contains("at line"), "{errors}");
    let answer: Value = serde_json::from_slice(&out.stdout).expect("one line");
    assert_eq!((&answer["id"], &answer["event_type"]), (&json!(7), &json!("SANCTION")));
    assert_eq!(answer["quad"], "material conflict");
    let sum: f64 = answer["probabilities"].as_object().expect("types").values().filter_map(Value::as_f64).sum();
    assert!((sum - 1.0).abs() < 1e-3, "{sum}");
}

#[test]
fn a_reader_that_has_had_enough_is_no_failure() {
    let record = |n: usize| format!("{}\n", json!({ "id": n, "text": LEAD.repeat(40) }));
    let reports: String = (0..20).map(record).collect();
    for format in ["jsonl", "csv", "json", "markdown", "html"] {
        let mut child = start(&["code", "--format", format]);
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let _ = stdin.write_all(reports.as_bytes());
        drop(stdin);
        let out = child.wait_with_output().expect("the program ends");
        assert_eq!(out.status.code(), Some(0), "{format}: {}", text(&out.stderr));
    }
}

#[test]
fn eval_prints_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.tsv");
    std::fs::write(&file, "France expelled two Russian diplomats.\t4\nThe bakery opens at seven.\t0\n").unwrap();
    let out = detente(&["eval", "coped", path(&file)], "");
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).contains("class macro F1"), "{}", text(&out.stdout));
}
