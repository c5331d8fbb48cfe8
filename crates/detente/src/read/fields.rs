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
    Language,
}

impl Role {
    pub const ALL: [Role; 7] =
        [Role::Id, Role::Title, Role::Text, Role::Date, Role::Url, Role::Publisher, Role::Language];

    pub fn name(self) -> &'static str {
        match self {
            Role::Id => "id",
            Role::Title => "title",
            Role::Text => "text",
            Role::Date => "date",
            Role::Url => "url",
            Role::Publisher => "publisher",
            Role::Language => "language",
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
            Role::Language => fields.language.as_deref(),
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
            Role::Language => &["language", "lang", "languagecode", "inlanguage"],
        }
    }
}

/// A name's letters and digits, small: "Publication Date" and "publication_date" are one.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for a line that could be the header of a table of reports: short names, one of them for the text. A name that
/// the options give is enough by itself.
pub(super) fn is_header(line: &str, delimiter: char, fields: &Fields) -> bool {
    if line.len() > 2000 || !line.contains(delimiter) {
        return false;
    }
    let names = names(line, delimiter);
    let short = line.split(delimiter).all(|name| name.len() <= 40 && name.split_whitespace().count() <= 4);
    let known = |role: Role| column(role, fields, &names).is_some();
    let chosen = |role: Role| role.chosen(fields).is_some() && known(role);
    let usual = known(Role::Text) && Role::ALL.into_iter().any(|role| role != Role::Text && known(role));
    short && (usual || Role::ALL.into_iter().any(chosen))
}

/// How many roles find a name in a header that `delimiter` parts.
pub(super) fn known_names(header: &str, delimiter: char, fields: &Fields) -> usize {
    let names = names(header, delimiter);
    Role::ALL.into_iter().filter(|&role| column(role, fields, &names).is_some()).count()
}

fn names(header: &str, delimiter: char) -> Vec<String> {
    header.split(delimiter).map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

/// The column for a role: the one the options name, if need be in other letters ("Body" for "body"), else the first
/// of the usual names.
pub(super) fn column(role: Role, fields: &Fields, names: &[String]) -> Option<usize> {
    let folded = |wanted: &str| names.iter().position(|name| fold(name) == wanted);
    match role.chosen(fields) {
        Some(chosen) => names.iter().position(|name| name == chosen).or_else(|| folded(&fold(chosen))),
        None => role.usual().iter().find_map(|usual| folded(usual)),
    }
}

/// The parts of a JSON record. `seen` notes which chosen fields are there.
pub(super) fn from_object(object: &Map<String, Value>, fields: &Fields, seen: &mut Seen) -> Result<Parts, Reason> {
    let record =
        Record { object, folded: object.iter().map(|(name, value)| (fold(name), name.as_str(), value)).collect() };
    seen.note(&record, fields);
    let mut parts = Parts::default();
    let Some((name, value)) = record.find(Role::Text, fields) else {
        return Err(match record.null(Role::Text, fields) {
            Some(name) => mistyped(name, "a string", &Value::Null),
            None => missing(Role::Text, fields, object.keys()),
        });
    };
    parts.text = match value {
        Value::String(text) => text.clone(),
        other => return Err(mistyped(name, "a string", other)),
    };
    for role in [Role::Id, Role::Title, Role::Date, Role::Url, Role::Publisher, Role::Language] {
        let Some((name, value)) = record.find(role, fields) else { continue };
        match of_role(role, value) {
            Ok(text) => match role {
                Role::Id => parts.id = Some(text),
                Role::Title => parts.title = Some(text),
                Role::Date => parts.dates.push(text),
                Role::Url => parts.url = Some(text),
                Role::Publisher => parts.publisher = Some(text),
                Role::Language => parts.language = Some(text),
                Role::Text => {}
            },
            Err(expected) => {
                let problem = format!("no {}: {}", role.name(), mistyped(name, expected, value));
                // These names may well be about something else, unless they were chosen.
                let guessed =
                    matches!(role, Role::Url | Role::Publisher | Role::Language) && role.chosen(fields).is_none();
                if guessed { parts.warnings.push(problem) } else { parts.flaws.push(problem) }
            }
        }
    }
    Ok(parts)
}

/// A value as a role's text; else what was expected.
fn of_role(role: Role, value: &Value) -> Result<String, &'static str> {
    match (role, value, value.as_object()) {
        (_, Value::String(text), _) => Ok(text.clone()),
        (Role::Id | Role::Date, Value::Number(number), _) => Ok(number.to_string()),
        // {"_id": {"$oid": "…"}}
        (Role::Id, _, Some(object)) => sole_string(object).map(str::to_owned).ok_or("a string or a number"),
        (Role::Id | Role::Date, ..) => Err("a string or a number"),
        // {"source": {"name": "…"}}
        (Role::Url | Role::Publisher, _, Some(object)) => {
            object.get("name").and_then(Value::as_str).map(str::to_owned).ok_or("a string")
        }
        _ => Err("a string"),
    }
}

/// Which chosen fields the records of an input have: one that none of them has is a slip of whoever chose it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    found: [bool; Role::ALL.len()],
    /// Of the first record.
    names: Vec<String>,
}

impl Seen {
    fn note(&mut self, record: &Record<'_>, fields: &Fields) {
        if self.names.is_empty() {
            self.names = record.object.keys().cloned().collect();
        }
        for (role, found) in Role::ALL.into_iter().zip(&mut self.found) {
            *found = *found || role.chosen(fields).is_some_and(|name| record.chosen(name).is_some());
        }
    }

    /// What to say at the end of the input, once; a record without text said so itself.
    pub fn missed(&mut self, fields: &Fields) -> Option<Reason> {
        let names = std::mem::take(&mut self.names);
        let missed = |(role, found): &(Role, bool)| *role != Role::Text && !found && role.chosen(fields).is_some();
        let (role, _) = Role::ALL.into_iter().zip(self.found).find(missed)?;
        (!names.is_empty()).then(|| missing(role, fields, names.iter()))
    }
}

struct Record<'r> {
    object: &'r Map<String, Value>,
    folded: Vec<(String, &'r str, &'r Value)>,
}

impl<'r> Record<'r> {
    /// The value of a name that the options give, if need be in other letters.
    fn chosen(&self, name: &str) -> Option<&'r Value> {
        let folded = || {
            let wanted = fold(name);
            self.folded.iter().find(|(folded, ..)| *folded == wanted).map(|(.., value)| *value)
        };
        self.object.get(name).or_else(|| lead(self.object, name)).or_else(folded)
    }

    /// A name for the role whose value is null.
    fn null<'n>(&'n self, role: Role, fields: &'n Fields) -> Option<&'n str> {
        if let Some(name) = role.chosen(fields) {
            return self.chosen(name).map(|_| name);
        }
        let usual = |folded: &str| role.usual().contains(&folded);
        self.folded.iter().find(|(folded, _, value)| value.is_null() && usual(folded)).map(|(_, name, _)| *name)
    }

    /// The value for a role and its name; null is as good as absent.
    fn find<'n>(&'n self, role: Role, fields: &'n Fields) -> Option<(&'n str, &'r Value)> {
        if let Some(name) = role.chosen(fields) {
            return self.chosen(name).filter(|value| !value.is_null()).map(|value| (name, value));
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
                return Some((name, value));
            }
        }
        blank
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
        from_object(value.as_object().expect("the test's JSON is an object"), fields, &mut Seen::default())
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
        let found = parts(r#"{"text": "a", "source": 5}"#, &fields).expect("a text is enough");
        assert_eq!(found.flaws, ["no publisher: field source is a number, expected a string"]);
        let found = parts(r#"{"text": "a", "title": 7, "id": [1], "date": {}}"#, &Fields::default());
        assert_eq!(found.expect("a text is enough").flaws.len(), 3);
        let error = parts(r#"{"id": 1, "text": null}"#, &Fields::default()).expect_err("text is null");
        assert_eq!(error.to_string(), "field text is null, expected a string");
    }

    #[test]
    fn headers_of_tables() {
        let usual = Fields::default();
        assert!(is_header("id,Full Text,Publication Date", ',', &usual));
        assert!(!is_header("Talks, text and title are what matters in the long run of this sentence", ',', &usual));
        assert!(!is_header("text", ',', &usual));
        assert!(!is_header("Wann;Artikel", ';', &usual));
        let chosen = Fields { text: Some("artikel".to_owned()), ..Fields::default() };
        assert!(is_header("Wann;Artikel", ';', &chosen));
    }

    #[test]
    fn chosen_names_in_other_letters_and_names_that_match_nothing() {
        let fields = Fields {
            text: Some("body".to_owned()),
            date: Some("pub_date".to_owned()),
            url: Some("adress".to_owned()),
            ..Fields::default()
        };
        let value: Value = serde_json::from_str(r#"{"Body": "They met.", "Pub Date": "2024"}"#).expect("right JSON");
        let mut seen = Seen::default();
        let found = from_object(value.as_object().expect("an object"), &fields, &mut seen).expect("a record");
        assert_eq!((found.text.as_str(), found.dates.len()), ("They met.", 1));
        let missed = seen.missed(&fields).expect("no record has an address");
        assert_eq!(missed.to_string(), "no field url: expected \"adress\"; there is Body, Pub Date");
        assert_eq!(seen.missed(&fields), None);
    }
}
