//! From mentions to identities: which mentions are one entity, who it is, where a place lies.
//!
//! Rules do this, on tables of names ([`knowledge`]): a name is looked up, a title read, a nationality inside or beside a
//! mention taken for its country; the model's coreference candidates decide where words alone do not.
//!
//! ```
//! use detente::annotate::{Annotation, Mention};
//! use detente::ontology::MentionKind;
//! use detente::{read::Document, resolve, split::Layout, text::Span};
//!
//! let text = "Tunisian court frees protesters".to_string();
//! let published = Some("2024-05-16".parse()?);
//! let document = Document { published, ..Document::of_text("note", text) };
//! let mention = Mention { span: Span::new(0, 14), kind: MentionKind::Group, score: 1.0, antecedents: vec![] };
//! let annotation = Annotation { mentions: vec![mention], ..Default::default() };
//! let found = resolve::resolve(&document, &Layout::default(), &annotation, resolve::Knowledge::shipped()?);
//! assert_eq!(found.entities[0].country.as_deref(), Some("TUN"));
//! assert_eq!(found.entities[0].sectors, [detente::ontology::Sector::Jud]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod around;
mod belonging;
mod body;
mod called;
mod country;
pub mod dates;
mod described;
mod dictionary;
mod gender;
mod generic;
mod group;
pub mod knowledge;
mod lookup;
pub mod name;
mod office;
mod own;
mod person;
mod phrase;
mod placename;
pub mod quantities;
mod reading;
mod reference;
mod relation;
mod resolver;
mod scene;
mod sets;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_names;
#[cfg(test)]
mod tests_scene;
mod title;
mod toponym;
mod unplaced;
mod words;

pub use country::Country;
pub use dictionary::{Dictionary, DictionaryError, Problem};
pub use knowledge::{Knowledge, KnowledgeError};
pub use lookup::{Lookup, Meaning, Rejected, Source, lookup};

use crate::annotate::{Annotation, Mention};
use crate::ontology::{EntityKind, MentionKind, Sector};
use crate::read::Document;
use crate::split::{Layout, Zone};

/// Who and what a report speaks of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolution {
    /// Entities in order of their first mention.
    pub entities: Vec<Entity>,
    /// For each mention the entities it stands for (indices into `entities`): none for times, quantities and goods,
    /// several for "the two leaders".
    pub mention_entities: Vec<Vec<usize>>,
    /// For each mention the one whose it is ("Japan" of "Japan's prime minister"), index into the same list.
    pub possessors: Vec<Option<usize>>,
    /// For each mention of a place where it lies, if that is known.
    pub places: Vec<Option<Place>>,
    /// For each mention of a time the days it names; empty at both ends when it counts from a date the report lacks.
    pub dates: Vec<Option<dates::Interval>>,
    /// Every amount in the body, in order.
    pub quantities: Vec<quantities::Quantity>,
}

/// An actor or place with all its mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The name the tables have for it, else its fullest name in the report.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 code, or PLOVER's, of the state or body it belongs to.
    pub country: Option<String>,
    /// Sectors at the report's time, the most telling first.
    pub sectors: Vec<Sector>,
    /// Wikidata item, where the tables carry one.
    pub wikidata: Option<String>,
    /// Mentions in order (indices into [`Annotation::mentions`]).
    pub mentions: Vec<usize>,
}

/// Where a place lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Name.
    pub name: String,
    /// Code of the state it lies in.
    pub country: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// How narrow it is.
    pub extent: Extent,
}

/// How narrow a place is, from the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Nothing is known of it.
    Unknown,
    /// A part of the world: the Middle East, the Black Sea.
    World,
    /// A state.
    State,
    /// A part of a state: a province, "the northeast of Syria".
    Region,
    /// A county or district.
    District,
    /// A town, base or building.
    Town,
}

impl Place {
    /// A number that is greater the narrower the place is.
    pub fn precision(&self) -> u8 {
        self.extent as u8
    }
}

/// Resolves the mentions of a report.
///
/// The document gives text and date (without a date, offices are those of today), the layout sentences and dateline.
pub fn resolve(document: &Document, layout: &Layout, annotation: &Annotation, knowledge: &Knowledge) -> Resolution {
    resolve_with(document, layout, annotation, knowledge, &Dictionary::default())
}

/// As [`resolve`], with the user's own actors and roles before the tables.
pub fn resolve_with(
    document: &Document,
    layout: &Layout,
    annotation: &Annotation,
    knowledge: &Knowledge,
    dictionary: &Dictionary,
) -> Resolution {
    let names = own::Names { knowledge, dictionary, day: document.published };
    let resolved = resolver::Resolver::new(document, layout, annotation, names).resolve();
    let text = &document.text;
    let day = |m: &Mention| match m.kind {
        MentionKind::Time if !dates::is_impossible(text, m.span) => dates::resolve(text, m.span, document.published),
        _ => None,
    };
    let body = layout.sentences.iter().filter(|s| s.zone == Zone::Body);
    Resolution {
        dates: annotation.mentions.iter().map(day).collect(),
        quantities: body.flat_map(|s| quantities::find(text, s.span)).collect(),
        ..resolved
    }
}
