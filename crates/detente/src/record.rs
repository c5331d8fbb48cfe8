//! A coded report, field by field as it is written out.
//!
//! All offsets are Unicode code points into [`DocumentRecord::text`], half-open; dates are ISO 8601; countries
//! are ISO 3166-1 alpha-3 plus PLOVER's own (`KOS`, `UNO`, `EUR`, `IGO`, `NGO`, `ISM`, `IMG`, `MNC`).
//! Optional fields are written as `null`, empty lists as `[]`: a reader never has to test for absence.

use crate::ontology::{Context, EntityKind, EventType, Mode, Quad, Quoted, Sector, Status, TieKind, Trend};
use crate::text::Offsets;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Everything read out of one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodedReport {
    /// The report itself.
    pub document: DocumentRecord,
    /// Who and what it speaks of, in order of first mention.
    pub entities: Vec<EntityRecord>,
    /// Who did what to whom, in order of the triggers.
    pub events: Vec<EventRecord>,
    /// Who says what.
    pub statements: Vec<StatementRecord>,
    /// What binds whom.
    pub ties: Vec<TieRecord>,
    /// Every amount.
    pub quantities: Vec<QuantityRecord>,
    /// What the reader of the record should know: ragged input, no publication date, and the like.
    pub warnings: Vec<String>,
}

impl CodedReport {
    /// Takes out the ids of events and ties that are no longer there, for whoever has left some out.
    pub fn forget_dropped(&mut self) {
        let events: HashSet<String> = self.events.iter().map(|e| e.id.clone()).collect();
        let ties: HashSet<&str> = self.ties.iter().map(|t| t.id.as_str()).collect();
        self.events.iter_mut().for_each(|e| e.contested_by.retain(|id| events.contains(id)));
        for statement in &mut self.statements {
            statement.events.retain(|id| events.contains(id));
            statement.ties.retain(|id| ties.contains(id.as_str()));
        }
    }
}

/// The report as it came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// The record's own id, else its path as given.
    pub id: String,
    /// Headline, if there is one.
    pub title: Option<String>,
    /// The text all offsets count in.
    pub text: String,
    /// Publication date.
    pub published: Option<Date>,
    /// Place and agency at the head of the report.
    pub dateline: Option<DatelineRecord>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 code of the recognised language.
    pub language: Option<String>,
}

/// "BEIJING (AP) —".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatelineRecord {
    /// Place as written, in normal case ("Beijing").
    pub place: Option<String>,
    /// Agency as written.
    pub agency: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub at: Offsets,
}

/// One entity with all its mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// `e1`, `e2`, … in order of first mention.
    pub id: String,
    /// Its fullest name in the report, or the canonical one where it is known.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Country it belongs to.
    pub country: Option<String>,
    /// Sectors at the report's time.
    pub sectors: Vec<Sector>,
    /// Wikidata item, where the tables carry one.
    pub wikidata: Option<String>,
    /// Where it is named or referred to.
    pub mentions: Vec<TextAt>,
}

/// Some words of the text and where they stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextAt {
    /// Where.
    #[serde(flatten)]
    pub at: Offsets,
    /// The words.
    pub text: String,
}

/// An entity's part in an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Id of the entity.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Option<String>,
    /// Its sectors.
    pub sectors: Vec<Sector>,
    /// The words that fill the part.
    #[serde(flatten)]
    pub at: Offsets,
}

/// Who did what to whom, when and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventRecord {
    /// Deterministic id.
    pub id: String,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// PLOVER contexts, most certain first.
    pub contexts: Vec<Context>,
    /// Quadrant of the type.
    pub quad: Quad,
    /// Conflict–cooperation score.
    pub score: f64,
    /// Nearest CAMEO code.
    pub cameo: String,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// The words that name the deed.
    pub trigger: TextAt,
    /// The sentence it stands in.
    pub sentence: Offsets,
    /// When it happened.
    pub date: Option<DateRecord>,
    /// Where it happened.
    pub place: Option<PlaceRecord>,
    /// Whether it was done.
    pub status: Status,
    /// Who vouches for it, outermost first; empty in the reporter's own voice.
    pub attribution: Vec<AttributionRecord>,
    /// Probability that the event is right as coded.
    pub confidence: f64,
    /// Ids of the events of this report that say the contrary: a claim and its denial.
    #[serde(default)]
    pub contested_by: Vec<String>,
    /// Event types of the user's own that it is of; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_types: Vec<OwnTypeRecord>,
}

/// An event type of the user's own ([`crate::annotate::own`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnTypeRecord {
    /// What the user calls it.
    pub name: String,
    /// Probability.
    pub score: f64,
}

/// An interval of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateRecord {
    /// First day; `None` when open or when there is no publication date to count from.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// The words it was read from; `None` when it is the report's own date.
    pub text: Option<String>,
}

/// A point or region on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// Name.
    pub name: String,
    /// Country it lies in.
    pub country: Option<String>,
    /// Latitude in degrees, WGS 84.
    pub lat: Option<f64>,
    /// Longitude in degrees, WGS 84.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
}

/// One link of the chain of who says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributionRecord {
    /// Entity that says it, if it is one.
    pub entity: Option<String>,
    /// Its name, or the words that stand for the source ("a joint statement").
    pub name: Option<String>,
    /// The cue's words.
    pub cue: String,
}

/// Who says what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// Deterministic id.
    pub id: String,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// The words that tie speaker and content.
    pub cue: Option<TextAt>,
    /// The sentence the cue stands in.
    pub sentence: Offsets,
    /// What is said; of several pieces the longest.
    pub content: TextAt,
    /// Every piece of what is said, in order.
    pub contents: Vec<TextAt>,
    /// How much of it stands in quotation marks.
    pub quoted: Quoted,
    /// Entities named in the content.
    pub about: Vec<String>,
    /// Events inside the content.
    pub events: Vec<String>,
    /// Ties inside the content.
    pub ties: Vec<String>,
}

/// A speaker of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Entity, if it is one.
    pub entity: Option<String>,
    /// Name or words.
    pub name: String,
}

/// What binds whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TieRecord {
    /// Deterministic id.
    pub id: String,
    /// Kind of the tie.
    pub kind: TieKind,
    /// One side: supplier, creditor's debtor, dependent, sanctioning, member, mediator, exporter.
    pub from: Vec<TieSide>,
    /// The other side.
    pub to: Vec<TieSide>,
    /// True when it goes both ways.
    pub mutual: bool,
    /// What flows.
    pub goods: Vec<String>,
    /// How much.
    pub value: Option<Value>,
    /// When it holds.
    pub period: Option<DateRecord>,
    /// How it moves.
    pub trend: Option<Trend>,
    /// Whether it holds.
    pub status: Status,
    /// The words that name it.
    pub anchor: TextAt,
    /// The sentence it was read from.
    pub evidence: Offsets,
    /// Who vouches for it.
    pub attribution: Vec<AttributionRecord>,
    /// Probability that the tie is right as coded.
    pub confidence: f64,
}

/// One side of a tie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TieSide {
    /// Entity.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// Its country.
    pub country: Option<String>,
}

/// An amount with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// The number; of a range the lower bound.
    pub amount: f64,
    /// ISO 4217 for money, else `people`, `%`, `km`, …; `None` for a bare number.
    pub unit: Option<String>,
}

/// An amount in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityRecord {
    /// The number; of a range the lower bound.
    pub amount: f64,
    /// Upper bound of a range.
    pub upper: Option<f64>,
    /// ISO 4217 for money, else `people`, `%`, `km`, …
    pub unit: Option<String>,
    /// `money`, `people`, `percent`, `distance`, `weight`, `arms`, `count`, …
    pub kind: String,
    /// Where.
    #[serde(flatten)]
    pub at: Offsets,
    /// The words.
    pub text: String,
}
