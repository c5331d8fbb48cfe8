//! The whole engine, with the shipped model, on sentences that leave no room for opinion.

use detente::engine::Engine;
use detente::ontology::EventType;
use detente::read::Document;
use detente::record::{CodedReport, EventRecord, Participant};

fn coded(text: &str) -> CodedReport {
    let mut document = Document::of_text("note", text);
    document.published = "2024-03-14".parse().ok();
    Engine::new().expect("loads").code(&document).expect("reads")
}

fn only(report: &CodedReport, kind: EventType) -> &EventRecord {
    let found: Vec<&EventRecord> = report.events.iter().filter(|e| e.event_type == kind).collect();
    assert_eq!(found.len(), 1, "{kind:?} in {:?}", report.events);
    found[0]
}

/// The countries of a side, each once.
fn countries(side: &[Participant]) -> Vec<&str> {
    let mut all: Vec<&str> = side.iter().filter_map(|p| p.country.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn where_an_attack_or_a_visit_goes_says_to_whom_it_is() {
    let report = coded("Israeli warplanes bombed targets in southern Lebanon on Tuesday.");
    let attack = only(&report, EventType::Assault);
    assert_eq!((countries(&attack.actors), countries(&attack.recipients)), (vec!["ISR"], vec!["LBN"]));
    let report = coded("Brazilian Foreign Minister Mauro Vieira visited Nairobi on Monday.");
    let visit = only(&report, EventType::Consult);
    assert_eq!((countries(&visit.actors), countries(&visit.recipients)), (vec!["BRA"], vec!["KEN"]));
    let report = coded("Nigerian police shot three protesters in Lagos on Monday.");
    let attack = only(&report, EventType::Assault);
    assert!(attack.recipients.iter().all(|r| r.country.as_deref() == Some("NGA")), "{:?}", attack.recipients);
}

#[test]
fn a_sanction_is_to_the_state_of_its_place() {
    let report = coded("Germany recalled its ambassador from Ankara on Monday.");
    let recall = only(&report, EventType::Sanction);
    assert_eq!((countries(&recall.actors), countries(&recall.recipients)), (vec!["DEU"], vec!["TUR"]));
}

#[test]
fn a_date_line_dates_a_report_that_nothing_else_dates() {
    let engine = Engine::new().expect("loads");
    let text = "LONDON, May 3, 1982 (UPI) — Britain recalled its envoy from Lagos on Sunday.";
    let report = engine.code(&Document::of_text("note", text)).expect("reads");
    assert_eq!(report.document.published.map(|d| d.to_string()).as_deref(), Some("1982-05-03"));
    assert!(report.warnings.iter().any(|w| w.contains("date line")), "{:?}", report.warnings);
    assert_eq!(coded(text).document.published.map(|d| d.to_string()).as_deref(), Some("2024-03-14"));
}

#[test]
fn days_that_the_calendar_lacks_date_nothing_and_are_told() {
    let report = coded("TOKYO, Feb. 30 (Kyodo) — Japan expelled two Russian diplomats on April 31, 2023.");
    let expulsion = only(&report, EventType::Sanction);
    assert!(
        expulsion.date.as_ref().is_none_or(|d| d.text.as_deref() != Some("April 31, 2023")),
        "{:?}",
        expulsion.date
    );
    let told =
        ["the day \"Feb. 30\" at 7 to 14 does not exist", "the day \"April 31, 2023\" at 65 to 79 does not exist"];
    for warning in told {
        assert!(report.warnings.iter().any(|w| w == warning), "{warning}: {:?}", report.warnings);
    }
}

#[test]
fn what_is_denied_was_not_done_as_far_as_the_report_goes() {
    use detente::ontology::Status;
    let status = |text: &str| only(&coded(text), EventType::Assault).status;
    let denied = "The army denied on Monday that its helicopters had bombed two villages north of Jebel Marra.";
    assert_eq!(status(denied), Status::Negated);
    assert_eq!(status(&denied.replace("denied on Monday", "said on Monday")), Status::Actual);
    assert_eq!(status("Sudan denied on Monday responsibility for the bombing of the market at Kutum."), Status::Actual);
}
