//! Reports of one event, with the record that a coder would make of them.

use detente::ontology::{EntityKind, EventType, Status, cameo, score};
use detente::read::Document;
use detente::record::{
    CodedReport, DateRecord, DocumentRecord, EntityRecord, EventRecord, Participant, PlaceRecord, QuantityRecord,
    TextAt,
};
use detente::text::{CodePoints, Offsets, Span};

/// What happened, who to whom, where, when, by whom published. The first sentence of the text tells it.
pub struct News<'t> {
    pub text: &'t str,
    pub kind: EventType,
    pub actors: &'t [&'t str],
    pub recipients: &'t [&'t str],
    pub place: Option<&'t str>,
    pub day: &'t str,
    pub publisher: &'t str,
}

/// The report and its record.
pub fn report(id: &str, news: &News) -> (Document, CodedReport) {
    let day = news.day.parse().expect("a day");
    let document = Document {
        published: Some(day),
        publisher: Some(news.publisher.to_owned()),
        ..Document::of_text(id, news.text)
    };
    let points = CodePoints::new(news.text);
    let end = news.text.find(". ").map_or(news.text.len(), |at| at + 1);
    let sentence = points.offsets(Span::new(0, end));
    let codes: Vec<&str> = news.actors.iter().chain(news.recipients).copied().collect();
    let entity = |(n, code): (usize, &&str)| EntityRecord {
        id: format!("e{}", n + 1),
        name: name(code).to_owned(),
        kind: EntityKind::State,
        country: Some((*code).to_owned()),
        sectors: Vec::new(),
        wikidata: None,
        mentions: Vec::new(),
    };
    let entities: Vec<EntityRecord> = codes.iter().enumerate().map(entity).collect();
    let part = |e: &EntityRecord| Participant {
        entity: e.id.clone(),
        name: e.name.clone(),
        country: e.country.clone(),
        sectors: Vec::new(),
        at: Offsets { start: 0, end: 1 },
    };
    let (actors, recipients) = entities.split_at(news.actors.len());
    let digits: String = news.text[..end].chars().filter(char::is_ascii_digit).collect();
    let quantity = news.text[..end].find(|c: char| c.is_ascii_digit()).map(|start| QuantityRecord {
        amount: digits.parse().expect("a number"),
        upper: None,
        unit: Some("people".to_owned()),
        kind: "people".to_owned(),
        at: points.offsets(Span::new(start, start + digits.len())),
        text: digits.clone(),
    });
    let event = EventRecord {
        id: format!("{id}-ev1"),
        event_type: news.kind,
        mode: None,
        contexts: Vec::new(),
        quad: news.kind.quad(),
        score: score(news.kind, None),
        cameo: cameo(news.kind, None, &[]).to_owned(),
        actors: actors.iter().map(part).collect(),
        recipients: recipients.iter().map(part).collect(),
        trigger: TextAt { at: Offsets { start: 0, end: 1 }, text: news.text[..1].to_owned() },
        sentence,
        date: Some(DateRecord { start: Some(day), end: Some(day), text: None }),
        place: news.place.map(|place| PlaceRecord {
            name: place.to_owned(),
            country: None,
            lat: None,
            lon: None,
            // Some number that is the same for the same name.
            geonames: Some(place.bytes().fold(0u32, |n, b| n.wrapping_mul(31).wrapping_add(u32::from(b)))),
        }),
        status: Status::Actual,
        attribution: Vec::new(),
        confidence: 0.9,
        contested_by: Vec::new(),
        own_types: Vec::new(),
    };
    let record = CodedReport {
        document: DocumentRecord {
            id: document.id.clone(),
            title: None,
            text: news.text.to_owned(),
            published: Some(day),
            dateline: None,
            publisher: document.publisher.clone(),
            url: None,
            language: Some("en".to_owned()),
        },
        entities: entities.clone(),
        events: vec![event],
        statements: Vec::new(),
        ties: Vec::new(),
        quantities: quantity.into_iter().collect(),
        warnings: Vec::new(),
    };
    (document, record)
}

/// What the resolver calls the country.
fn name(code: &str) -> &str {
    let names = [
        ("ARM", "Armenia"),
        ("AZE", "Azerbaijan"),
        ("CHN", "China"),
        ("EGY", "Egypt"),
        ("FRA", "France"),
        ("GRC", "Greece"),
        ("IND", "India"),
        ("IRN", "Iran"),
        ("ISR", "Israel"),
        ("JPN", "Japan"),
        ("MLI", "Mali"),
        ("MNG", "Mongolia"),
        ("MWI", "Malawi"),
        ("NOR", "Norway"),
        ("PAK", "Pakistan"),
        ("PHL", "Philippines"),
        ("PSE", "Palestine"),
        ("RUS", "Russia"),
        ("SDN", "Sudan"),
        ("SRB", "Serbia"),
        ("TUN", "Tunisia"),
        ("TUR", "Turkey"),
        ("TWN", "Taiwan"),
        ("UKR", "Ukraine"),
        ("USA", "United States"),
    ];
    names.iter().find(|(c, _)| *c == code).map_or(code, |(_, name)| name)
}
