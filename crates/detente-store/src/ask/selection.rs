//! Events by what is known of them, for those who write no SQL.

use crate::error::{Result, StoreError};
use detente::ontology::{Context, EventType, Mode, Quad, Status};
use jiff::civil::Date;
use rusqlite::types::Value;
use std::fmt::Display;
use std::str::FromStr;

/// Which events: everything that is set must hold; of several values of one field one is enough.
///
/// ```
/// use detente_store::ask::Selection;
/// let assaults = Selection { actors: vec!["RUS".into()], types: vec!["assault".into()], ..Selection::default() };
/// let (sql, values) = assaults.sql()?;
/// assert!(sql.starts_with("SELECT * FROM event_table"));
/// assert_eq!(values.len(), 2);
/// let unknown = Selection { types: vec!["FIGHT".into()], ..Selection::default() };
/// assert!(unknown.sql().unwrap_err().to_string().contains("AGREE"));
/// # Ok::<(), detente_store::StoreError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// Who did it: a country's code, or a part of a name.
    pub actors: Vec<String>,
    /// To whom: a country's code, or a part of a name.
    pub recipients: Vec<String>,
    /// Actor or recipient: a country's code, or a part of a name.
    pub anybody: Vec<String>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Quadrants.
    pub quads: Vec<String>,
    /// Statuses.
    pub statuses: Vec<String>,
    /// Country of the place: a code.
    pub places: Vec<String>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// What the sentence says, in the search language of FTS5: `tariff*`, `"joint statement"`, `expel AND diplomats`.
    pub text: Option<String>,
    /// Publisher of the report: a part of its name.
    pub publisher: Option<String>,
    /// Least confidence.
    pub min_confidence: Option<f64>,
    /// Most events; the earliest come first.
    pub limit: Option<u64>,
}

impl Selection {
    /// The statement and its values, for [`crate::Archive::ask`].
    ///
    /// # Errors
    /// A value is none of its vocabulary; the error lists the vocabulary.
    pub fn sql(&self) -> Result<(String, Vec<Value>)> {
        let mut parts = Parts::default();
        parts.participants(&self.actors, &["actor"]);
        parts.participants(&self.recipients, &["recipient"]);
        parts.participants(&self.anybody, &["actor", "recipient"]);
        parts.among("e.event_type", vocabulary::<EventType>("type", &self.types, str::to_uppercase)?);
        parts.among("e.mode", vocabulary::<Mode>("mode", &self.modes, str::to_lowercase)?);
        parts.among("e.quad", vocabulary::<Quad>("quad", &self.quads, str::to_lowercase)?);
        parts.among("e.status", vocabulary::<Status>("status", &self.statuses, str::to_lowercase)?);
        parts.among("e.place_country", self.places.iter().map(|p| p.to_uppercase()).collect());
        let contexts = vocabulary::<Context>("context", &self.contexts, str::to_lowercase)?;
        parts.any(
            contexts
                .into_iter()
                .map(|c| ("',' || e.contexts || ',' LIKE ?".to_owned(), vec![format!("%,{c},%").into()])),
        );
        if let Some(since) = self.since {
            parts.and("e.day >= ?", vec![since.to_string().into()]);
        }
        if let Some(until) = self.until {
            parts.and("e.day <= ?", vec![until.to_string().into()]);
        }
        if let Some(text) = &self.text {
            let matching = "e.sentence IN (SELECT rowid FROM evidence_search WHERE evidence_search MATCH ?)";
            parts.and(matching, vec![text.clone().into()]);
        }
        if let Some(publisher) = &self.publisher {
            let of = "e.document IN (SELECT document FROM documents WHERE instr(lower(publisher), lower(?)) > 0)";
            parts.and(of, vec![publisher.clone().into()]);
        }
        if let Some(least) = self.min_confidence {
            parts.and("e.confidence >= ?", vec![least.into()]);
        }
        let mut inner = "SELECT e.event FROM events e".to_owned();
        if !parts.conditions.is_empty() {
            inner = format!("{inner} WHERE {}", parts.conditions.join(" AND "));
        }
        if let Some(limit) = self.limit {
            inner = format!("{inner} ORDER BY e.day, e.event LIMIT {limit}");
        }
        Ok((format!("SELECT * FROM event_table WHERE event IN ({inner}) ORDER BY day, event"), parts.values))
    }
}

#[derive(Default)]
struct Parts {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Parts {
    fn and(&mut self, condition: &str, values: Vec<Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    fn any(&mut self, of: impl Iterator<Item = (String, Vec<Value>)>) {
        let (conditions, values): (Vec<String>, Vec<Vec<Value>>) = of.unzip();
        if !conditions.is_empty() {
            self.and(&format!("({})", conditions.join(" OR ")), values.into_iter().flatten().collect());
        }
    }

    fn among(&mut self, column: &str, values: Vec<String>) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} IN ({marks})"), values.into_iter().map(Value::from).collect());
        }
    }

    fn participants(&mut self, who: &[String], sides: &[&str]) {
        let sides = sides.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
        self.any(who.iter().map(|who| {
            let by = if is_code(who) { "p.country = ?" } else { "instr(lower(p.name), lower(?)) > 0" };
            let of = format!("e.event IN (SELECT p.event FROM participants p WHERE {by} AND p.side IN ({sides}))");
            (of, vec![Value::from(who.clone())])
        }));
    }
}

/// Three capital letters are a country's code, anything else a name.
fn is_code(who: &str) -> bool {
    who.len() == 3 && who.bytes().all(|b| b.is_ascii_uppercase())
}

/// The values, each of the vocabulary, as the record spells them.
fn vocabulary<T>(field: &str, given: &[String], spelled: impl Fn(&str) -> String) -> Result<Vec<String>>
where
    T: FromStr + Display + strum::IntoEnumIterator,
{
    let value = |text: &String| match spelled(text).parse::<T>() {
        Ok(value) => Ok(value.to_string()),
        Err(_) => {
            let all = T::iter().map(|v| v.to_string()).collect::<Vec<_>>().join(", ");
            Err(StoreError::Question(format!("'{text}' is no {field}; expected one of {all}")))
        }
    };
    given.iter().map(value).collect()
}
