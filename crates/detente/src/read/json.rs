//! JSON: one record, a list of records, or an object that holds such a list; record by record.

use std::io::{BufReader, Read};

use serde::de::value::SeqAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::document::Document;
use super::encoding::Notes;
use super::error::{ReadError, Reason, shorten};
use super::fields::{self, Role, Seen};
use super::json_scan::{JsonScan, ScanError};
use super::json_text;
use super::options::Options;
use super::unpack;

/// Names under which an object holds a list of records.
const LISTS: [&str; 14] = [
    "articles",
    "data",
    "docs",
    "documents",
    "items",
    "news",
    "newsitems",
    "posts",
    "records",
    "reports",
    "results",
    "rows",
    "stories",
    "texts",
];

/// The documents of a JSON stream.
pub(super) struct JsonDocuments {
    scan: JsonScan<BufReader<Box<dyn Read + Send>>>,
    name: String,
    options: Options,
    state: State,
    /// Records so far.
    records: u64,
    /// What is left out of the record in hand for want of UTF-8.
    notes: Notes,
    /// Which chosen fields there were.
    seen: Seen,
}

enum State {
    /// Between values.
    Top,
    /// In a list; `wrapped` when it stands in an object.
    List {
        wrapped: bool,
    },
    /// In an object that turned out to hold lists.
    Wrapper,
    Ended,
}

type Step = Option<Result<Document, ReadError>>;

impl JsonDocuments {
    pub fn new(stream: Box<dyn Read + Send>, name: &str, options: &Options) -> Self {
        let stream = BufReader::with_capacity(unpack::HEAD, stream);
        let scan = JsonScan::new(stream, options.max_bytes);
        Self {
            scan,
            name: name.to_owned(),
            options: options.clone(),
            state: State::Top,
            records: 0,
            notes: Notes::default(),
            seen: Seen::default(),
        }
    }

    fn error(&self, reason: Reason, line: u64) -> ReadError {
        let error = ReadError::new(self.name.clone(), reason).at_line(line);
        if self.records > 0 { error.in_record(self.records) } else { error }
    }

    /// An error after which the stream makes no sense any more.
    fn fatal(&mut self, error: ScanError) -> Step {
        self.state = State::Ended;
        let reason = match error {
            ScanError::Io(error) => unpack::reason(&error),
            ScanError::Ended => malformed("it ends in the middle"),
            ScanError::TooLong => Reason::TooLong { limit: self.options.max_bytes },
        };
        Some(Err(self.error(reason, self.scan.line)))
    }

    fn fail(&mut self, problem: &str) -> Step {
        self.state = State::Ended;
        Some(Err(self.error(malformed(problem), self.scan.line)))
    }

    fn top(&mut self) -> Result<Step, ScanError> {
        match self.scan.peek()? {
            None => {
                self.state = State::Ended;
                let missed = self.seen.missed(&self.options.fields);
                let reason = if self.records > 0 { missed } else { Some(Reason::Empty) };
                Ok(reason.map(|reason| Err(ReadError::new(self.name.clone(), reason))))
            }
            Some(b'[') => {
                self.scan.take();
                self.state = State::List { wrapped: false };
                Ok(None)
            }
            Some(b'{') => {
                self.scan.take();
                self.object()
            }
            Some(_) => Ok(self.fail("expected an object or a list of objects")),
        }
    }

    /// An object at the top, after its bracket: a record, or what holds a list of them.
    fn object(&mut self) -> Result<Step, ScanError> {
        let line = self.scan.line;
        let mut object = Map::new();
        let mut size = 0;
        loop {
            if self.scan.eat(b'}')? {
                break;
            }
            let Some(key) = self.key()? else { return Ok(self.fail("expected a name in quotation marks and a colon")) };
            let mut bytes = Vec::new();
            let has_text = object.keys().any(|key| self.is_text(key));
            if !has_text && is_list_name(&key) && self.scan.eat(b'[')? {
                if matches!(self.scan.peek()?, Some(b'{' | b']')) {
                    // What there was so far is about the list.
                    self.state = State::List { wrapped: true };
                    return Ok(None);
                }
                // A list of something else is a value like any other.
                bytes.push(b'[');
            }
            let depth = bytes.len();
            self.scan.value(&mut bytes, depth)?;
            size += bytes.len() as u64;
            if size > self.options.max_bytes {
                return Err(ScanError::TooLong);
            }
            match self.parse(&bytes) {
                Ok(value) => object.insert(key, value),
                Err(problem) => return Ok(self.fail(&problem)),
            };
            if !self.scan.eat(b',')? && self.scan.peek()? != Some(b'}') {
                return Ok(self.fail("expected a comma or the end of the object"));
            }
        }
        self.records += 1;
        let sole = self.records == 1 && self.scan.peek()?.is_none();
        Ok(Some(self.document(&object, line, sole)))
    }

    /// A name and its colon.
    fn key(&mut self) -> Result<Option<String>, ScanError> {
        if self.scan.peek()? != Some(b'"') {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.scan.value(&mut bytes, 0)?;
        let key = match self.parse(&bytes) {
            Ok(Value::String(key)) => key,
            _ => return Ok(None),
        };
        Ok(self.scan.eat(b':')?.then_some(key))
    }

    fn is_text(&self, key: &str) -> bool {
        match Role::Text.chosen(&self.options.fields) {
            Some(name) => name == key || fields::fold(name) == fields::fold(key),
            None => Role::Text.usual().contains(&fields::fold(key).as_str()),
        }
    }

    /// The rest of an object that holds lists.
    fn wrapper(&mut self) -> Result<Step, ScanError> {
        loop {
            self.scan.eat(b',')?;
            if self.scan.eat(b'}')? {
                self.state = State::Top;
                return Ok(None);
            }
            let Some(key) = self.key()? else { return Ok(self.fail("expected a name in quotation marks and a colon")) };
            if self.is_text(&key) && self.scan.peek()? == Some(b'"') {
                return Ok(self.fail("an object that holds a list of records has a text of its own"));
            }
            let mut depth = 0;
            if is_list_name(&key) && self.scan.eat(b'[')? {
                if matches!(self.scan.peek()?, Some(b'{' | b']')) {
                    self.state = State::List { wrapped: true };
                    return Ok(None);
                }
                depth = 1;
            }
            match self.scan.value(&mut Vec::new(), depth) {
                Ok(()) | Err(ScanError::TooLong) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The next record of a list.
    fn element(&mut self, wrapped: bool) -> Result<Step, ScanError> {
        self.scan.eat(b',')?;
        if self.scan.eat(b']')? {
            self.state = if wrapped { State::Wrapper } else { State::Top };
            return Ok(None);
        }
        self.scan.peek()?;
        let line = self.scan.line;
        let mut bytes = Vec::new();
        self.records += 1;
        match self.scan.value(&mut bytes, 0) {
            Ok(()) if bytes.is_empty() => Ok(self.fail("expected a record")),
            Ok(()) => Ok(Some(match self.parse(&bytes) {
                Ok(Value::Object(object)) => self.document(&object, line, false),
                Ok(other) => {
                    let found = fields::type_name(&other);
                    let field = "of the list".to_owned();
                    Err(self.error(Reason::Mistyped { field, expected: "an object", found }, line))
                }
                Err(problem) => Err(self.error(malformed(&problem), line)),
            })),
            Err(ScanError::TooLong) => {
                Ok(Some(Err(self.error(Reason::TooLong { limit: self.options.max_bytes }, line))))
            }
            Err(error) => Err(error),
        }
    }

    fn parse(&mut self, bytes: &[u8]) -> Result<Value, String> {
        parse(bytes, &mut self.notes)
    }

    fn document(&mut self, object: &Map<String, Value>, line: u64, sole: bool) -> Result<Document, ReadError> {
        let notes = std::mem::take(&mut self.notes);
        let id = || if sole { self.name.clone() } else { format!("{}#{}", self.name, self.records) };
        fields::from_object(object, &self.options.fields, &mut self.seen)
            .and_then(|parts| parts.with(notes).finish(id, &self.options))
            .map(|document| Document { place: self.error(Reason::Empty, line).place(), ..document })
            .map_err(|reason| self.error(reason, line))
    }
}

impl Iterator for JsonDocuments {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let step = match self.state {
                State::Top => self.top(),
                State::List { wrapped } => self.element(wrapped),
                State::Wrapper => self.wrapper(),
                State::Ended => return None,
            };
            match step {
                Ok(None) => {}
                Ok(found) => return found,
                Err(error) => return self.fatal(error),
            }
        }
    }
}

fn is_list_name(key: &str) -> bool {
    LISTS.binary_search(&fields::fold(key).as_str()).is_ok()
}

/// One value, however its bytes are written.
pub(super) fn parse(bytes: &[u8], notes: &mut Notes) -> Result<Value, String> {
    let text = json_text::text(bytes, notes);
    let Noticing { value, twice } = serde_json::from_str(&text).map_err(|error| {
        // The place is counted from the value's own beginning: the record's line is named already.
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let place = if error.line() == 1 { format!(" in column {}", error.column()) } else { String::new() };
        expectation(message).map_or_else(|| message.to_owned(), str::to_owned) + &place
    })?;
    notes
        .warnings
        .extend(twice.map(|name| format!("the field \"{}\" stands twice: the last counts", shorten(&name, 60))));
    Ok(value)
}

/// What the parser's short words mean; `None` where they say it already.
fn expectation(message: &str) -> Option<&'static str> {
    Some(match message {
        "expected value" => {
            "a value was expected: words in quotation marks, a number, true, false, null, a list or an object"
        }
        "expected ident" => "true, false or null was expected",
        "key must be a string" => "a name in quotation marks was expected",
        "expected `:`" => "a colon was expected behind the name",
        "expected `,` or `}`" => "a comma or the end of the object was expected",
        "expected `,` or `]`" => "a comma or the end of the list was expected",
        "trailing comma" => "a comma stands before the end, where a value was expected",
        "trailing characters" => "something follows the record",
        "EOF while parsing a value" | "EOF while parsing an object" | "EOF while parsing a list" => "it ends too early",
        "EOF while parsing a string" => "it ends inside quotation marks",
        _ => return None,
    })
}

/// A value, and a name that stands twice in it if it is an object.
struct Noticing {
    value: Value,
    twice: Option<String>,
}

impl<'de> Deserialize<'de> for Noticing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Noticing;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Noticing, A::Error> {
                let (mut map, mut twice) = (Map::new(), None);
                while let Some((name, value)) = access.next_entry::<String, Value>()? {
                    if map.insert(name.clone(), value).is_some() {
                        twice.get_or_insert(name);
                    }
                }
                Ok(Noticing { value: Value::Object(map), twice })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Noticing, A::Error> {
                let list = Deserialize::deserialize(SeqAccessDeserializer::new(access))?;
                Ok(Noticing { value: Value::Array(list), twice: None })
            }

            fn visit_str<E>(self, v: &str) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::from(v), twice: None })
            }

            fn visit_bool<E>(self, v: bool) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::from(v), twice: None })
            }

            fn visit_i64<E>(self, v: i64) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::from(v), twice: None })
            }

            fn visit_u64<E>(self, v: u64) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::from(v), twice: None })
            }

            fn visit_f64<E>(self, v: f64) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::from(v), twice: None })
            }

            fn visit_unit<E>(self) -> Result<Noticing, E> {
                Ok(Noticing { value: Value::Null, twice: None })
            }
        }
        deserializer.deserialize_any(Any)
    }
}

pub(super) fn malformed(problem: &str) -> Reason {
    Reason::Malformed { format: "JSON", problem: problem.to_owned() }
}
