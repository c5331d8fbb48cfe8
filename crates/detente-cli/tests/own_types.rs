//! Event types of the user's own: `train-head` learns them, `code --types` finds them.

mod program;

use program::{detente, text};
use serde_json::Value;
use std::path::Path;

const EXAMPLES: &str = include_str!("data/own-types.jsonl");

fn train(folder: &Path, examples: &str, more: &[&str]) -> std::process::Output {
    let (input, out) = (folder.join("examples.jsonl"), folder.join("types.json"));
    std::fs::write(&input, examples).expect("a file");
    let arguments = ["train-head", input.to_str().expect("a path"), "--out", out.to_str().expect("a path")];
    detente(&[&arguments, more].concat(), "")
}

#[test]
fn learned_types_are_found_beside_those_of_plover_and_change_nothing_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = train(folder.path(), EXAMPLES, &["--like", "SHIP_SEIZURE=COERCE"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let table = text(&out.stdout);
    let row =
        |name: &str| table.lines().find(|l| l.starts_with(name)).expect("a row").split_whitespace().collect::<Vec<_>>();
    let (recall, seizure) = (row("ENVOY_RECALL"), row("SHIP_SEIZURE"));
    // Name, examples, precision, recall, F1, what it counts as.
    assert_eq!((recall[1], seizure[1], seizure[5]), ("17", "12", "COERCE"));
    for f1 in [recall[4], seizure[4]] {
        assert!(f1.parse::<f32>().is_ok_and(|f1| f1 > 0.5), "{table}");
    }
    assert!(text(&out.stderr).contains("17 marked examples only"), "{}", text(&out.stderr));

    // "Steamed" is no deed to the reader: what stands beside it must be read as it is without the user's types.
    let report = "Brazil recalled its ambassador to Israel on Monday. Yemeni coastguards seized a freighter off Mocha. \
                  A tanker of Iran steamed to Cuba, and Iran will visit Cuba in May. Germany signed a treaty with Chile.";
    let types = folder.path().join("types.json");
    let code = |more: &[&str]| -> Value {
        let out = detente(&[&["code", "--date", "2024-03-14"], more].concat(), report);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("a report")
    };
    let with = code(&["--types", types.to_str().expect("a path")]);
    let events = with["events"].as_array().expect("events");
    let own = |words: &str| {
        let event = events.iter().find(|e| e["trigger"]["text"].as_str().is_some_and(|t| t.contains(words)));
        event.and_then(|e| e["own_types"][0]["name"].as_str()).map(str::to_owned)
    };
    assert_eq!(own("recalled").as_deref(), Some("ENVOY_RECALL"));
    assert_eq!(own("seized").as_deref(), Some("SHIP_SEIZURE"));
    assert_eq!(own("signed"), None);
    // Every other event is as without them, its id too.
    let alone = code(&[]);
    let mut others = events.clone();
    for event in &mut others {
        event.as_object_mut().expect("an event").remove("own_types");
    }
    let plover = alone["events"].as_array().expect("events");
    others.retain(|event| plover.iter().any(|p| p["id"] == event["id"]));
    assert_eq!(&others, plover);
    assert_eq!(with["entities"], alone["entities"]);
}

#[test]
fn too_few_examples_and_wrong_files_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let few: String = EXAMPLES.lines().take(7).map(|l| format!("{l}\n")).collect();
    let refused = |examples: &str, more: &[&str], reason: &str| {
        let out = train(folder.path(), examples, more);
        assert_eq!(out.status.code(), Some(2));
        assert!(text(&out.stderr).contains(reason), "{}", text(&out.stderr));
    };
    refused(&few, &[], "type \"ENVOY_RECALL\" is marked in 7 texts: at least 8 are needed");
    refused("{\"text\": \"Rain fell.\", \"marks\": []}\n", &[], "no example has a mark");
    refused("{\"text\": \"Rain fell.\"}\n", &[], "examples.jsonl:1: expected \"type\"");
    refused(EXAMPLES, &["--like", "X=AID"], "type \"X\" has no examples");
    refused(EXAMPLES, &["--like", "X=RAIN"], "is no PLOVER type");
    let other = folder.path().join("other.json");
    std::fs::write(&other, "{}").expect("a file");
    let out = detente(&["code", "--types", other.to_str().expect("a path")], "Rain fell on Rome.");
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("not a file of own types"), "{}", text(&out.stderr));
}
