//! `detente classify`: given the text and the two actors, which event?

use crate::Outcome;
use crate::arguments::Classify;
use detente::annotate::Model;
use detente::ontology::{EventType, Quad};
use detente::text::{CodePoints, Offsets, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

#[derive(serde::Deserialize)]
struct Question {
    id: serde_json::Value,
    text: String,
    actor: [usize; 2],
    recipient: Option<[usize; 2]>,
}

#[derive(serde::Serialize)]
struct Answer {
    id: serde_json::Value,
    event_type: EventType,
    quad: Quad,
    probabilities: BTreeMap<String, f64>,
}

pub fn run(arguments: &Classify) -> Result<Outcome, Box<dyn Error>> {
    let input: Box<dyn BufRead> = if arguments.input == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let file = File::open(&arguments.input).map_err(|e| format!("{}: {e}", arguments.input))?;
        Box::new(BufReader::new(file))
    };
    let model = Model::shipped()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    for (n, line) in input.split(b'\n').enumerate() {
        let line = line?;
        let line = if n == 0 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).to_vec() } else { line };
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match answer(model, &line) {
            Ok(answer) => {
                serde_json::to_writer(&mut out, &answer)?;
                out.write_all(b"\n")?;
            }
            Err(reason) => {
                failed = true;
                eprintln!("detente: {}:{}: {reason}", arguments.input, n + 1);
            }
        }
    }
    out.flush()?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

fn answer(model: &Model, line: &[u8]) -> Result<Answer, String> {
    // The parser counts lines of its own, of which there is one.
    let told = |e: serde_json::Error| match e.to_string().split_once(" at line ") {
        Some((reason, _)) => format!("{reason} in column {}", e.column()),
        None => e.to_string(),
    };
    let q: Question = serde_json::from_slice(line).map_err(told)?;
    let points = CodePoints::new(&q.text);
    let span = |name: &str, at: Option<[usize; 2]>| -> Result<Option<Span>, String> {
        let Some([start, end]) = at else { return Ok(None) };
        let wrong =
            || format!("{name} [{start}, {end}]: expected start < end ≤ {}, the length of text", points.count());
        if start >= end {
            return Err(wrong());
        }
        points.span(Offsets { start, end }).map(Some).ok_or_else(wrong)
    };
    let (actor, recipient) = (span("actor", Some(q.actor))?, span("recipient", q.recipient)?);
    if recipient.is_some_and(|recipient| Some(recipient) == actor) {
        return Err("recipient: the same words as actor; expected another's, or null".to_owned());
    }
    let types = model.classify(&q.text, actor, recipient).map_err(|e| e.to_string())?;
    let Some(&(event_type, _)) = types.first() else { return Err("the model knows no types".into()) };
    let rounded = |p: f32| (f64::from(p) * 1e6).round() / 1e6;
    Ok(Answer {
        id: q.id,
        event_type,
        quad: event_type.quad(),
        probabilities: types.into_iter().map(|(t, p)| (t.to_string(), rounded(p))).collect(),
    })
}
