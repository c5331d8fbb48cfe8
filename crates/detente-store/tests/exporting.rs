//! The layouts of other programs, column for column.

#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code)]
mod synthetic;

use detente_store::export::{EventLayout, GdeltEvents, IcewsEvents, Pairs, PolecatEvents, Which, gexf, graphml, panel};
use detente_store::{Archive, Coder, Store};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use tempfile::TempDir;

fn store() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.db");
    let mut store = Store::open(&file, Coder::new("0.1.0", "demo", "")).expect("a store");
    for (document, record) in synthetic::Reports::new(4, 6, 200).take(30) {
        store.put(&document, &record).expect("stored");
    }
    store.commit().expect("committed");
    drop(store);
    let archive = Archive::open(&file).expect("an archive");
    (folder, archive)
}

fn table(bytes: &[u8]) -> Vec<csv::StringRecord> {
    let mut rows = csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).from_reader(bytes);
    rows.records().map(|r| r.expect("rows of one length")).collect()
}

fn written<'o, L: EventLayout + 'o>(
    archive: &Archive,
    which: &Which,
    out: &'o mut Vec<u8>,
    layout: fn(&'o mut Vec<u8>) -> L,
) -> u64 {
    archive.export_events(which, &mut layout(out)).expect("written")
}

#[test]
fn polecat_has_its_columns_and_a_row_an_event() {
    let (_folder, archive) = store();
    let mut out = Vec::new();
    assert_eq!(written(&archive, &Which::default(), &mut out, PolecatEvents::new), 180);
    let rows = table(&out);
    let expected = "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, Language, Version";
    assert_eq!(rows[0].iter().collect::<Vec<_>>().join(", "), expected);
    assert_eq!(rows.len(), 181);
    let visit = rows.iter().find(|r| &r[2] == "CONSULT").expect("a visit");
    assert!(visit[8].contains("; ") && visit[9].split("; ").all(|c| c.parse::<u16>().is_ok()), "{visit:?}");
    assert_eq!((&visit[5], &visit[16]), ("VERBAL COOPERATION", "None"));
}

#[test]
fn icews_has_its_columns_and_a_row_a_pair() {
    let (_folder, archive) = store();
    let mut out = Vec::new();
    written(&archive, &Which::default(), &mut out, IcewsEvents::new);
    let rows = table(&out);
    let expected = "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, Target Name, Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, Country, Latitude, Longitude";
    assert_eq!(rows[0].iter().collect::<Vec<_>>().join(", "), expected);
    assert_eq!(rows.len(), 181);
    assert!(rows[1..].iter().all(|r| !r[5].is_empty() && r[7].parse::<f64>().is_ok() && !r[10].is_empty()));
    let sentences: Vec<usize> = rows[1..7].iter().map(|r| r[12].parse().expect("a number")).collect();
    assert!(sentences.is_sorted() && sentences[0] == 1 && sentences[5] > 1, "{sentences:?}");
}

#[test]
fn gdelt_has_58_and_61_columns_and_no_header() {
    let (_folder, archive) = store();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    written(&archive, &Which::default(), &mut first, GdeltEvents::version_1);
    written(&archive, &Which::default(), &mut second, GdeltEvents::version_2);
    let (first, second) = (table(&first), table(&second));
    assert_eq!((first.len(), first[0].len(), second[0].len()), (180, 58, 61));
    for row in &first {
        assert!(row[1].len() == 8 && row[1].starts_with(&row[2]) && row[2].starts_with(&row[3]), "{row:?}");
        assert!(row[26].starts_with(&row[28]) && row[26].starts_with(&row[27]), "{row:?}");
        assert!(["1", "2", "3", "4"].contains(&&row[29]), "{row:?}");
        assert_eq!(row[57].get(..20), Some("https://example.org/"));
    }
    let placed = first.iter().find(|r| &r[49] == "4").expect("a town");
    assert_eq!(placed[51].len(), 2);
}

#[test]
fn a_span_a_status_and_a_confidence_choose_events() {
    let (_folder, archive) = store();
    let count = |which: Which| written(&archive, &which, &mut Vec::new(), IcewsEvents::new);
    let middle = "2015-03-01".parse().expect("a day");
    let before = count(Which { until: Some("2015-02-28".parse().expect("a day")), ..Which::default() });
    assert_eq!(before + count(Which { since: Some(middle), ..Which::default() }), 180);
    assert!(count(Which { min_confidence: 0.7, ..Which::default() }) < 180);
    let future = count(Which { statuses: vec![detente::ontology::Status::Future], ..Which::default() });
    assert!((1..30).contains(&future), "{future}");
}

#[test]
fn networks_are_well_formed_and_agree() {
    let (_folder, archive) = store();
    let network = archive.network(&Which::default()).expect("a network");
    assert!(network.edges.iter().all(|e| e.quads.iter().sum::<u64>() == e.events));
    let names = |xml: &[u8]| {
        let mut reader = quick_xml::Reader::from_reader(xml);
        let mut seen = BTreeMap::<String, usize>::new();
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).expect("well-formed XML") {
                Event::Eof => return seen,
                Event::Start(e) | Event::Empty(e) => {
                    *seen.entry(e.name().as_ref().to_owned()).or_default() += 1;
                }
                _ => {}
            }
            buffer.clear();
        }
    };
    let (mut ml, mut gephi) = (Vec::new(), Vec::new());
    graphml(&network, &mut ml).expect("written");
    gexf(&network, &mut gephi).expect("written");
    for seen in [names(&ml), names(&gephi)] {
        assert_eq!((seen["node"], seen["edge"]), (network.nodes.len(), network.edges.len()));
    }
}

#[test]
fn panels_are_balanced_and_lose_no_event() {
    let (_folder, archive) = store();
    let network = archive.network(&Which::default()).expect("a network");
    let events: u64 = network.edges.iter().map(|e| e.events).sum();
    let mut out = Vec::new();
    let rows = panel(&archive, &Which::default(), Pairs::Observed, &mut out).expect("a panel");
    let mut table = csv::Reader::from_reader(out.as_slice());
    let header = table.headers().expect("a header").clone();
    assert_eq!(header.iter().take(6).collect::<Vec<_>>(), ["actor", "recipient", "year", "month", "events", "mutual"]);
    let all: Vec<csv::StringRecord> = table.records().map(|r| r.expect("a row")).collect();
    assert_eq!(all.len() as u64, rows);
    assert_eq!(all.iter().map(|r| r[4].parse::<u64>().expect("a count")).sum::<u64>(), events);
    let mut months = BTreeMap::<(String, String), usize>::new();
    for row in &all {
        *months.entry((row[0].to_owned(), row[1].to_owned())).or_default() += 1;
    }
    assert_eq!(months.len(), network.edges.len());
    assert!(months.values().all(|n| *n == 7), "every pair has every month from January to July");
    let everybody = panel(&archive, &Which::default(), Pairs::All, Vec::new()).expect("a panel");
    let n = network.nodes.len() as u64;
    assert_eq!(everybody, n * (n - 1) * 7);
}
