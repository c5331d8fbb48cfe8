//! Which field of a record is what.

use serde_json::{Map, Value};

use super::document::Parts;
use super::error::{Reason, shorten};
use super::options::Fields;

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Id,
    Title,
    Text,
    Date,
    Url,
    Publisher,
}

impl Role {
    pub const ALL: [Role; 6] = [Role::Id, Role::Title, Role::Text, Role::Date, Role::Url, Role::Publisher];

    pub fn name(self) -> &'static str {
        match self {
            Role::Id => "id",
            Role::Title => "title",
            Role::Text => "text",
            Role::Date => "date",
            Role::Url => "url",
            Role::Publisher => "publisher",
        }
    }

    /// The name that the options give it.
    pub fn chosen(self, fields: &Fields) -> Option<&str> {
        match self {
            Role::Id => fields.id.as_deref(),
            Role::Title => fields.title.as_deref(),
            Role::Text => fields.text.as_deref(),
            Role::Date => fields.date.as_deref(),
            Role::Url => fields.url.as_deref(),
            Role::Publisher => fields.publisher.as_deref(),
        }
    }

    /// The usual names, the surest first, as [`fold`] leaves them.
    pub fn usual(self) -> &'static [&'static str] {
        match self {
            Role::Id => &["id", "docid", "documentid", "articleid", "storyid", "newsid", "uid", "uuid", "guid", "key"],
            Role::Title => &["title", "headline", "head", "heading", "articletitle"],
            Role::Text => &[
                "text",
                "fulltext",
                "body",
                "bodytext",
                "articletext",
                "articlebody",
                "maintext",
                "storytext",
                "documenttext",
                "content",
                "contents",
                "article",
                "story",
                "lead",
                "leadparagraph",
                "passage",
                "snippet",
                "description",
            ],
            Role::Date => &[
                "date",
                "published",
                "publicationdate",
                "publisheddate",
                "publishdate",
                "datepublished",
                "pubdate",
                "publishedat",
                "pubtime",
                "storydate",
                "articledate",
                "datetime",
                "timestamp",
                "time",
                "created",
                "createdat",
            ],
            Role::Url => &["url", "link", "articleurl", "sourceurl", "weburl", "permalink", "href", "uri"],
            Role::Publisher => &[
                "publisher",
                "source",
                "sourcename",
                "outlet",
                "newspaper",
                "publication",
                "site",
                "sitename",
                "media",
                "agency",
                "domain",
                "sourcedomain",
            ],
        }
    }
}

/// A name's letters and digits, small: "Publication Date" and "publication_date" are one.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for a line that could be the header of a table of reports: short names, one of them for the text.
pub(super) fn is_header(line: &str, delimiter: char) -> bool {
    if line.len() > 2000 || !line.contains(delimiter) {
        return false;
    }
    let names: Vec<String> = line.trim_end().split(delimiter).map(fold).collect();
    let short = line.split(delimiter).all(|name| name.len() <= 40 && name.split_whitespace().count() <= 4);
    let usual = |role: Role| names.iter().any(|name| role.usual().contains(&name.as_str()));
    short && usual(Role::Text) && Role::ALL.into_iter().any(|role| role != Role::Text && usual(role))
}

/// The parts of a JSON record.
pub(super) fn from_object(object: &Map<String, Value>, fields: &Fields) -> Result<Parts, Reason> {
    let record =
        Record { object, folded: object.iter().map(|(name, value)| (fold(name), name.as_str(), value)).collect() };
    let mut parts = Parts::default();
    let (name, value) = record.find(Role::Text, fields)?.ok_or_else(|| missing(Role::Text, fields, object.keys()))?;
    parts.text = match value {
        Value::String(text) => text.clone(),
        other => return Err(mistyped(name, "a string", other)),
    };
    if let Some((name, value)) = record.find(Role::Id, fields)? {
        parts.id = Some(match (value, value.as_object().and_then(sole_string)) {
            (Value::String(id), _) => id.clone(),
            (Value::Number(id), _) => id.to_string(),
            // {"_id": {"$oid": "…"}}
            (_, Some(id)) => id.to_owned(),
            (other, _) => return Err(mistyped(name, "a string or a number", other)),
        });
    }
    if let Some((name, value)) = record.find(Role::Title, fields)? {
        parts.title = Some(match value {
            Value::String(title) => title.clone(),
            other => return Err(mistyped(name, "a string", other)),
        });
    }
    if let Some((name, value)) = record.find(Role::Date, fields)? {
        parts.dates.push(match value {
            Value::String(date) => date.clone(),
            Value::Number(date) => date.to_string(),
            other => return Err(mistyped(name, "a string or a number", other)),
        });
    }
    for (role, part) in [(Role::Url, &mut parts.url), (Role::Publisher, &mut parts.publisher)] {
        let Some((name, value)) = record.find(role, fields)? else { continue };
        let named = |o: &Map<String, Value>| o.get("name").and_then(Value::as_str).map(str::to_owned);
        match (value, value.as_object().and_then(named)) {
            (Value::String(text), _) => *part = Some(text.clone()),
            (_, Some(text)) => *part = Some(text),
            // A guessed field may well be about something else.
            (other, _) if role.chosen(fields).is_some() => return Err(mistyped(name, "a string", other)),
            (other, _) => {
                let problem = mistyped(name, "a string", other);
                parts.warnings.push(format!("no {}: {problem}", role.name()));
            }
        }
    }
    Ok(parts)
}

struct Record<'r> {
    object: &'r Map<String, Value>,
    folded: Vec<(String, &'r str, &'r Value)>,
}

impl<'r> Record<'r> {
    /// The value for a role and its name; null is as good as absent.
    fn find<'n>(&'n self, role: Role, fields: &'n Fields) -> Result<Option<(&'n str, &'r Value)>, Reason> {
        if let Some(name) = role.chosen(fields) {
            let value = self.object.get(name).or_else(|| lead(self.object, name)).filter(|value| !value.is_null());
            return match value {
                Some(value) => Ok(Some((name, value))),
                None => Ok(None),
            };
        }
        // Of several usual names the first with something in it.
        let mut blank = None;
        for usual in role.usual() {
            for (folded, name, value) in &self.folded {
                if folded != usual || value.is_null() {
                    continue;
                }
                if value.as_str().is_some_and(|text| text.trim().is_empty()) {
                    blank = blank.or(Some((*name, *value)));
                    continue;
                }
                return Ok(Some((name, value)));
            }
        }
        Ok(blank)
    }
}

/// "document.text" leads through objects.
fn lead<'r>(object: &'r Map<String, Value>, name: &str) -> Option<&'r Value> {
    let mut parts = name.split('.');
    let first = object.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.as_object()?.get(part))
}

fn sole_string(object: &Map<String, Value>) -> Option<&str> {
    if object.len() == 1 { object.values().next()?.as_str() } else { None }
}

/// No field for this role among `present`.
pub(super) fn missing<'a>(role: Role, fields: &Fields, present: impl Iterator<Item = &'a String>) -> Reason {
    let expected = match role.chosen(fields) {
        Some(name) => format!("\"{}\"", shorten(name, 60)),
        None => format!("one of {}, …", role.usual()[..6.min(role.usual().len())].join(", ")),
    };
    let present: Vec<String> = present.take(12).map(|name| shorten(name, 40)).collect();
    let found = if present.is_empty() { "nothing".to_owned() } else { shorten(&present.join(", "), 200) };
    Reason::MissingField { field: role.name(), expected, found }
}

fn mistyped(name: &str, expected: &'static str, found: &Value) -> Reason {
    Reason::Mistyped { field: shorten(name, 60), expected, found: type_name(found) }
}

/// A value's type, with its article.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(json: &str, fields: &Fields) -> Result<Parts, Reason> {
        let value: Value = serde_json::from_str(json).expect("the test's JSON is right");
        from_object(value.as_object().expect("the test's JSON is an object"), fields)
    }

    #[test]
    fn usual_names_in_any_dress() {
        let found = parts(
            r#"{"ID": 7, "Headline": "Talks", "Body Text": "They met.", "publicationDate": 20240516, "web_url": "u", "source": {"id": null, "name": "AFP"}}"#,
            &Fields::default(),
        )
        .expect("a record");
        assert_eq!(found.id.as_deref(), Some("7"));
        assert_eq!(found.title.as_deref(), Some("Talks"));
        assert_eq!(found.text, "They met.");
        assert_eq!(found.dates, ["20240516"]);
        assert_eq!(found.url.as_deref(), Some("u"));
        assert_eq!(found.publisher.as_deref(), Some("AFP"));
    }

    #[test]
    fn first_name_with_something_in_it() {
        let found =
            parts(r#"{"text": " ", "content": null, "body": "They met.", "id": {"$oid": "5f"}}"#, &Fields::default());
        let found = found.expect("a record");
        assert_eq!((found.text.as_str(), found.id.as_deref()), ("They met.", Some("5f")));
    }

    #[test]
    fn chosen_names_lead_into_objects() {
        let fields = Fields { text: Some("document.text".to_owned()), ..Fields::default() };
        let found = parts(r#"{"text": "no", "document": {"text": "yes"}}"#, &fields).expect("a record");
        assert_eq!(found.text, "yes");
        assert!(matches!(parts(r#"{"text": "no"}"#, &fields), Err(Reason::MissingField { .. })));
    }

    #[test]
    fn wrong_types_are_named() {
        let error = parts(r#"{"text": 5}"#, &Fields::default()).expect_err("text is a number");
        assert_eq!(error.to_string(), "field text is a number, expected a string");
        let error = parts(r#"{"author": "x"}"#, &Fields::default()).expect_err("there is no text");
        assert!(error.to_string().ends_with("there is author"), "{error}");
        let found = parts(r#"{"text": "a", "source": 5}"#, &Fields::default()).expect("a guessed field may be wrong");
        assert_eq!(found.warnings.len(), 1);
        let fields = Fields { publisher: Some("source".to_owned()), ..Fields::default() };
        assert!(parts(r#"{"text": "a", "source": 5}"#, &fields).is_err());
    }

    #[test]
    fn headers_of_tables() {
        assert!(is_header("id,Full Text,Publication Date", ','));
        assert!(!is_header("Talks, text and title are what matters in the long run of this sentence", ','));
        assert!(!is_header("text", ','));
    }
}
