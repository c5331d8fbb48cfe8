//! Made-up reports with their records, as many as wanted, the same for the same seed.
//!
//! Every sentence tells one event and every record points at its words, so that what is stored can be compared and searched.
//! Pairs, types and days are as unequal as in the news: few pairs have most events.

use detente::ontology::{Context, EntityKind, EventType, Mode, Quoted, Sector, Status, TieKind, Trend, cameo, score};
use detente::read::Document;
use detente::record::{
    AttributionRecord, CodedReport, DateRecord, DocumentRecord, EntityRecord, EventRecord, Participant, PlaceRecord,
    QuantityRecord, Speaker, StatementRecord, TextAt, TieRecord, TieSide, Value,
};
use detente::text::Offsets;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Names and codes, the most talked of first.
const COUNTRIES: [(&str, &str, &str); 24] = [
    ("the United States", "USA", "Washington"),
    ("Russia", "RUS", "Moscow"),
    ("China", "CHN", "Beijing"),
    ("Ukraine", "UKR", "Kyiv"),
    ("Israel", "ISR", "Tel Aviv"),
    ("Iran", "IRN", "Tehran"),
    ("India", "IND", "New Delhi"),
    ("Pakistan", "PAK", "Islamabad"),
    ("France", "FRA", "Paris"),
    ("Germany", "DEU", "Berlin"),
    ("Japan", "JPN", "Tokyo"),
    ("Turkey", "TUR", "Ankara"),
    ("Syria", "SYR", "Damascus"),
    ("Sudan", "SDN", "Khartoum"),
    ("Brazil", "BRA", "Brasilia"),
    ("Egypt", "EGY", "Cairo"),
    ("Poland", "POL", "Warsaw"),
    ("Serbia", "SRB", "Belgrade"),
    ("Armenia", "ARM", "Yerevan"),
    ("Azerbaijan", "AZE", "Baku"),
    ("Ethiopia", "ETH", "Addis Ababa"),
    ("Somalia", "SOM", "Mogadishu"),
    ("Peru", "PER", "Lima"),
    ("Chile", "CHL", "Santiago"),
];

/// What is done, in words.
const DEEDS: [(EventType, Option<Mode>, &str); 16] = [
    (EventType::Consult, Some(Mode::Visit), "held talks with"),
    (EventType::Accuse, Some(Mode::Disapprove), "sharply criticised"),
    (EventType::Assault, Some(Mode::Explosives), "shelled positions of"),
    (EventType::Agree, None, "agreed to cooperate with"),
    (EventType::Request, Some(Mode::Change), "urged reforms upon"),
    (EventType::Support, None, "praised"),
    (EventType::Reject, None, "rejected a proposal of"),
    (EventType::Threaten, Some(Mode::Restrict), "threatened tariffs against"),
    (EventType::Sanction, Some(Mode::Expel), "expelled diplomats of"),
    (EventType::Aid, None, "sent relief supplies to"),
    (EventType::Cooperate, None, "held joint exercises with"),
    (EventType::Coerce, Some(Mode::Seize), "seized assets of"),
    (EventType::Mobilize, Some(Mode::Troops), "massed troops near"),
    (EventType::Concede, None, "eased restrictions on"),
    (EventType::Retreat, Some(Mode::Release), "released prisoners to"),
    (EventType::Protest, Some(Mode::Demo), "saw crowds demonstrate against"),
];

/// Words that make sentences differ.
const DETAILS: [&str; 12] = [
    "over the disputed harbour",
    "after a long night of debate",
    "despite warnings from neighbours",
    "in the wake of the summit",
    "amid falling grain prices",
    "following a border incident",
    "during the annual conference",
    "under pressure from lenders",
    "ahead of the autumn elections",
    "because of unpaid debts",
    "along the northern railway",
    "for the third time this season",
];

const PUBLISHERS: [&str; 6] =
    ["Northern Wire", "Evening Post", "Harbour Times", "Globe Agency", "Daily Record", "Radio Nine"];

/// Reports without end.
pub struct Reports {
    dice: u64,
    n: u64,
    events: usize,
    first: Date,
    days: u64,
}

impl Reports {
    /// Reports of `events` events each, spread over `days` days from 1 January 2015.
    pub fn new(seed: u64, events: usize, days: u64) -> Self {
        Self { dice: seed, n: 0, events, first: date(2015, 1, 1), days: days.max(1) }
    }

    fn below(&mut self, n: usize) -> usize {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.dice ^ (self.dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }

    /// A number below `n`, small ones more often.
    fn unequal(&mut self, n: usize) -> usize {
        let first = self.below(n);
        self.below(first + 1)
    }
}

impl Iterator for Reports {
    type Item = (Document, CodedReport);

    fn next(&mut self) -> Option<Self::Item> {
        let n = self.n;
        self.n += 1;
        let published = self.first.checked_add((self.below(self.days as usize) as i64).days()).ok()?;
        let mut page = Page { text: String::new(), report: empty(), published };
        for event in 0..self.events {
            let actor = self.unequal(COUNTRIES.len());
            let recipient = (actor + 1 + self.unequal(COUNTRIES.len() - 1)) % COUNTRIES.len();
            let deed = self.unequal(DEEDS.len());
            let detail = (self.below(DETAILS.len()), self.below(DETAILS.len()));
            let number = self.below(40) + 1;
            page.sentence(event, actor, recipient, deed, detail, number);
        }
        let publisher = PUBLISHERS[self.unequal(PUBLISHERS.len())];
        let document = Document {
            title: Some(format!("Report {n} of the day")),
            published: Some(published),
            publisher: Some(publisher.to_owned()),
            url: Some(format!("https://example.org/{n}")),
            ..Document::of_text(format!("synthetic-{n}"), page.text.clone())
        };
        page.report.document = DocumentRecord {
            id: document.id.clone(),
            title: document.title.clone(),
            text: page.text,
            published: Some(published),
            dateline: None,
            publisher: document.publisher.clone(),
            url: document.url.clone(),
            language: Some("en".to_owned()),
        };
        Some((document, page.report))
    }
}

fn empty() -> CodedReport {
    CodedReport {
        document: DocumentRecord {
            id: String::new(),
            title: None,
            text: String::new(),
            published: None,
            dateline: None,
            publisher: None,
            url: None,
            language: None,
        },
        entities: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        ties: Vec::new(),
        quantities: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A report as it is written.
struct Page {
    text: String,
    report: CodedReport,
    published: Date,
}

impl Page {
    /// Adds words; where they stand. The text is ASCII: bytes are code points.
    fn say(&mut self, words: &str) -> TextAt {
        let start = self.text.len();
        self.text.push_str(words);
        TextAt { at: Offsets { start, end: self.text.len() }, text: words.to_owned() }
    }

    fn entity(&mut self, country: usize, words: TextAt) -> Participant {
        let (name, code, _) = COUNTRIES[country];
        let at = words.at;
        let known = self.report.entities.iter().position(|e| e.name == name);
        let n = known.unwrap_or_else(|| {
            self.report.entities.push(EntityRecord {
                id: format!("e{}", self.report.entities.len() + 1),
                name: name.to_owned(),
                kind: EntityKind::State,
                country: Some(code.to_owned()),
                sectors: vec![Sector::Gov],
                wikidata: None,
                mentions: Vec::new(),
            });
            self.report.entities.len() - 1
        });
        let entity = &mut self.report.entities[n];
        entity.mentions.push(words);
        Participant {
            entity: entity.id.clone(),
            name: name.to_owned(),
            country: entity.country.clone(),
            sectors: entity.sectors.clone(),
            at,
        }
    }

    fn sentence(
        &mut self,
        n: usize,
        actor: usize,
        recipient: usize,
        deed: usize,
        detail: (usize, usize),
        number: usize,
    ) {
        let start = self.text.len();
        let (kind, mode, verb) = DEEDS[deed];
        let named = self.say(COUNTRIES[actor].0);
        let actor = self.entity(actor, named);
        self.say(" ");
        let trigger = self.say(verb);
        self.say(" ");
        let whom = self.say(COUNTRIES[recipient].0);
        let recipient_part = self.entity(recipient, whom);
        self.say(" ");
        self.say(DETAILS[detail.0]);
        self.say(" and ");
        self.say(DETAILS[detail.1]);
        if kind == EventType::Assault {
            self.say(", killing ");
            let words = self.say(&format!("{number} people"));
            let TextAt { at, text } = words;
            let (amount, unit) = (number as f64, Some("people".to_owned()));
            self.report.quantities.push(QuantityRecord {
                amount,
                upper: None,
                unit,
                kind: "people".to_owned(),
                at,
                text,
            });
        }
        let said = n.is_multiple_of(3);
        let cue = said.then(|| {
            self.say(", officials ");
            self.say("said")
        });
        self.say(". ");
        let sentence = Offsets { start, end: self.text.len() - 1 };
        let id = |kind: &str| format!("{:016x}-{kind}{}", 7 * n + number, n + 1);
        let speaker = Speaker { entity: Some(actor.entity.clone()), name: actor.name.clone() };
        let contexts = if number.is_multiple_of(2) { vec![Context::Military, Context::Diplomatic] } else { Vec::new() };
        let together = kind == EventType::Consult;
        let (actors, recipients) = if together {
            (vec![actor.clone(), recipient_part.clone()], Vec::new())
        } else {
            (vec![actor.clone()], vec![recipient_part.clone()])
        };
        self.report.events.push(EventRecord {
            id: id("ev"),
            event_type: kind,
            mode,
            quad: kind.quad(),
            score: score(kind, mode),
            cameo: cameo(kind, mode, &contexts).to_owned(),
            contexts,
            actors,
            recipients,
            trigger,
            sentence,
            date: Some(DateRecord { start: Some(self.published), end: Some(self.published), text: None }),
            place: (!number.is_multiple_of(4)).then(|| {
                let (_, code, capital) = COUNTRIES[recipient];
                PlaceRecord {
                    name: capital.to_owned(),
                    country: Some(code.to_owned()),
                    lat: Some(recipient as f64 + 0.5),
                    lon: Some(recipient as f64 - 0.5),
                    geonames: Some(1_000_000 + recipient as u32),
                }
            }),
            status: if number == 7 { Status::Future } else { Status::Actual },
            attribution: if said {
                vec![AttributionRecord { entity: None, name: Some("officials".to_owned()), cue: "said".to_owned() }]
            } else {
                Vec::new()
            },
            confidence: (number as f64 + 50.0) / 100.0,
            contested_by: Vec::new(),
            own_types: Vec::new(),
        });
        if let Some(cue) = cue {
            let content = Offsets { start, end: cue.at.start.saturating_sub(12).max(start) };
            let content = TextAt { at: content, text: self.text[content.start..content.end].to_owned() };
            self.report.statements.push(StatementRecord {
                id: id("st"),
                speakers: vec![speaker],
                cue: Some(cue),
                sentence,
                contents: vec![content.clone()],
                content,
                quoted: Quoted::Indirect,
                about: vec![actor.entity.clone(), recipient_part.entity.clone()],
                events: vec![id("ev")],
                ties: Vec::new(),
            });
        }
        if n % 6 == 1 {
            let side = |p: &Participant| TieSide {
                entity: p.entity.clone(),
                name: p.name.clone(),
                country: p.country.clone(),
            };
            let anchor = self.report.events.last().map(|e| e.trigger.clone());
            let Some(anchor) = anchor else { return };
            self.report.ties.push(TieRecord {
                id: id("ti"),
                kind: TieKind::Trade,
                from: vec![side(&actor)],
                to: vec![side(&recipient_part)],
                mutual: number.is_multiple_of(2),
                goods: vec!["grain".to_owned()],
                value: Some(Value { amount: number as f64 * 1e9, unit: Some("USD".to_owned()) }),
                period: None,
                trend: Some(Trend::Rising),
                status: Status::Actual,
                anchor,
                evidence: sentence,
                attribution: Vec::new(),
                confidence: 0.8,
            });
        }
    }
}
