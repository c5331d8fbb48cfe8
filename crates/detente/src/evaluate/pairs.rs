//! PLV (Hu et al., ACL 2024): given sentence, source and target, which PLOVER root, which class?

use super::counts::of_label;
use super::{EvaluateError, Scores, macro_f1, some};
use crate::engine::{Engine, EngineError};
use crate::ontology::{EventType, Quad};
use crate::text::Span;
use std::path::Path;

/// One row of a PLV file.
struct Row {
    text: String,
    source: Option<Span>,
    target: Option<Span>,
    root: String,
    class: String,
}

/// Scores `detente classify`'s answers on a PLV file (tab-separated: id, sentence, marked_sentence, source, target,
/// root, penta). CONCEDE and RETREAT count as the file's `YIELD`, class is the quadrant's number.
pub fn plv(engine: &Engine, path: &Path) -> Result<Scores, EvaluateError> {
    let rows = read(path)?;
    let (mut roots, mut root_guesses, mut classes, mut class_guesses) = (vec![], vec![], vec![], vec![]);
    for row in rows {
        let types = engine.model().classify(&row.text, row.source, row.target).map_err(EngineError::from)?;
        let mut mass: Vec<(String, f32)> = Vec::new();
        let mut quads = [0.0f32; 4];
        for (kind, p) in types {
            let name = root_of(kind);
            match mass.iter_mut().find(|m| m.0 == name) {
                Some(m) => m.1 += p,
                None => mass.push((name, p)),
            }
            quads[class_of(kind)] += p;
        }
        mass.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let guess = mass.first().map(|m| m.0.clone()).unwrap_or_default();
        class_guesses.push((class_of_root(&guess) + 1).to_string());
        root_guesses.push(guess);
        roots.push(row.root);
        classes.push(row.class);
    }
    let mut scores = Scores { title: format!("{}: {} rows", path.display(), roots.len()), ..Scores::default() };
    let mut labels: Vec<&String> = roots.iter().collect();
    labels.sort();
    labels.dedup();
    for label in labels {
        scores.counted.push((label.clone(), of_label(&roots, &root_guesses, label)));
    }
    scores.figures.push(("root macro F1".into(), macro_f1(&roots, &root_guesses)));
    scores.figures.push(("class macro F1".into(), macro_f1(&classes, &class_guesses)));
    Ok(scores)
}

fn root_of(kind: EventType) -> String {
    match kind {
        EventType::Concede | EventType::Retreat => "YIELD".into(),
        other => other.to_string(),
    }
}

fn class_of(kind: EventType) -> usize {
    match kind.quad() {
        Quad::VerbalCooperation => 0,
        Quad::MaterialCooperation => 1,
        Quad::VerbalConflict => 2,
        Quad::MaterialConflict => 3,
    }
}

/// The class of a root as PLV counts it: YIELD is material cooperation.
fn class_of_root(root: &str) -> usize {
    if root == "YIELD" { 1 } else { root.parse::<EventType>().map_or(0, class_of) }
}

fn read(path: &Path) -> Result<Vec<Row>, EvaluateError> {
    let text = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let wrong = |line: usize, reason: &str| EvaluateError::Format {
        path: path.into(),
        line: line as u64,
        reason: reason.to_string(),
    };
    let mut rows = Vec::new();
    if let Some(first) = text.lines().next()
        && !first.starts_with("id\t")
    {
        return Err(wrong(1, "expected a header: id, sentence, marked_sentence, source, target, root, penta"));
    }
    for (n, line) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[_, _, marked, _, _, root, class, ..] = fields.as_slice() else {
            return Err(wrong(n + 1, "expected seven tab-separated fields"));
        };
        if root.is_empty() || class.trim().is_empty() {
            return Err(wrong(n + 1, "expected a root and a class, found an empty field"));
        }
        let (text, source, target) = unmark(marked);
        rows.push(Row { text, source, target, root: root.to_string(), class: class.trim().to_string() });
    }
    some(rows, path, "rows below a header")
}

/// Takes `<s>…</s>` and `<t>…</t>` out of a sentence and says where they stood.
fn unmark(marked: &str) -> (String, Option<Span>, Option<Span>) {
    let mut text = String::with_capacity(marked.len());
    let (mut source, mut target) = (None, None);
    let mut rest = marked;
    let mut open = 0;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|t| rest.starts_with(t));
        match tag {
            Some("<s>" | "<t>") => open = text.len(),
            Some("</s>") => source = Some(trimmed(&text, open)),
            Some("</t>") => target = Some(trimmed(&text, open)),
            _ => text.push('<'),
        }
        rest = &rest[tag.map_or(1, str::len)..];
    }
    text.push_str(rest);
    (text, source, target)
}

fn trimmed(text: &str, start: usize) -> Span {
    let inside = &text[start..];
    let skipped = inside.len() - inside.trim_start().len();
    let kept = inside.trim().len();
    Span::new(start + skipped, start + skipped + kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_out_and_say_where_they_stood() {
        let (text, source, target) = unmark("On Monday <s> the court</s> freed <t>Two < three</t>.");
        assert_eq!(text, "On Monday  the court freed Two < three.");
        assert_eq!(source.map(|s| s.of(&text)), Some("the court"));
        assert_eq!(target.map(|s| s.of(&text)), Some("Two < three"));
        assert_eq!(unmark("no mark").1, None);
    }
}
