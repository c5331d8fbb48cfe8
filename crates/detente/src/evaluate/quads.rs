//! CoPED (Skorupa Parolin et al., AIES 2022): the class of a sentence's event; its sources and targets as spans.

use super::counts::of_label;
use super::{Counts, EvaluateError, Scores, macro_f1, some};
use crate::annotate::Annotation;
use crate::engine::{Engine, EngineError};
use crate::ontology::Quad;
use crate::split::split;
use crate::text::Span;
use rayon::prelude::*;
use std::path::Path;

/// Scores a CoPED file: sentences with a class ([`coped_quads`]), or, when its lines are a token and a tag each,
/// sources and targets ([`coped_spans`]).
pub fn coped(engine: &Engine, path: &Path) -> Result<Scores, EvaluateError> {
    let text = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).take(20);
    let tokens = lines.all(|l| l.split_whitespace().count() == 2);
    if tokens { coped_spans(engine, path) } else { coped_quads(engine, path) }
}

/// Scores the class (0 none, 1 to 4 the quadrants) of the best event of each sentence of a CoPED file
/// (sentence, tab, class). The best event is the trigger with the highest probability.
pub fn coped_quads(engine: &Engine, path: &Path) -> Result<Scores, EvaluateError> {
    let text = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let mut rows = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let row = line.rsplit_once('\t').and_then(|(s, c)| Some((s, c.trim().parse::<u8>().ok()?)));
        let Some(row) = row else {
            let reason = "expected a sentence, a tab and a class from 0 to 4".to_string();
            return Err(EvaluateError::Format { path: path.into(), line: n as u64 + 1, reason });
        };
        rows.push(row);
    }
    let rows = some(rows, path, "lines of a sentence and a class")?;
    let guesses: Vec<u8> =
        rows.par_iter().map(|(s, _)| Ok(class(&read(engine, s)?))).collect::<Result<_, EvaluateError>>()?;
    let gold: Vec<u8> = rows.iter().map(|r| r.1).collect();
    let mut scores = Scores { title: format!("{}: {} sentences", path.display(), rows.len()), ..Scores::default() };
    let names = ["none", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
    for (class, name) in names.iter().enumerate() {
        scores.counted.push(((*name).into(), of_label(&gold, &guesses, &(class as u8))));
    }
    scores.figures.push(("class macro F1".into(), macro_f1(&gold, &guesses)));
    Ok(scores)
}

/// Scores the actors and recipients of all events of each sentence of a CoPED token file (token, tab, tag; B/I of
/// S source, T target, R reciprocal) as entities: right when they overlap one of the same side.
pub fn coped_spans(engine: &Engine, path: &Path) -> Result<Scores, EvaluateError> {
    let text = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let mut sentences: Vec<(String, Vec<(Span, char)>)> = vec![Default::default()];
    let mut previous = 'O';
    for line in text.lines() {
        let Some((token, tag)) = line.trim_end().rsplit_once([' ', '\t']) else {
            if sentences.last().is_some_and(|s| !s.0.is_empty()) {
                sentences.push(Default::default());
            }
            previous = 'O';
            continue;
        };
        let Some((words, spans)) = sentences.last_mut() else { continue };
        if !words.is_empty() {
            words.push(' ');
        }
        let span = Span::new(words.len(), words.len() + token.len());
        words.push_str(token);
        let side = tag.chars().last().unwrap_or('O');
        match spans.last_mut() {
            Some(last) if side != 'O' && side == previous && tag.starts_with('I') => last.0 = last.0.cover(span),
            _ if side != 'O' => spans.push((span, side)),
            _ => {}
        }
        previous = side;
    }
    sentences.retain(|s| !s.0.is_empty());
    let sentences = some(sentences, path, "tokens with tags, one a line")?;
    let counts: Vec<[Counts; 2]> = sentences
        .par_iter()
        .map(|(text, gold)| Ok(sides(&read(engine, text)?, gold)))
        .collect::<Result<_, EvaluateError>>()?;
    let mut scores =
        Scores { title: format!("{}: {} sentences", path.display(), sentences.len()), ..Scores::default() };
    let mut total = Counts::default();
    for (i, name) in ["source", "target"].iter().enumerate() {
        let mut sum = Counts::default();
        for c in counts.iter().map(|c| &c[i]) {
            sum.add(*c);
            total.add(*c);
        }
        scores.counted.push(((*name).into(), sum));
    }
    scores.counted.push(("both".into(), total));
    Ok(scores)
}

fn read(engine: &Engine, text: &str) -> Result<Annotation, EvaluateError> {
    Ok(engine.model().annotate(text, &split(text)).map_err(EngineError::from)?)
}

fn class(annotation: &Annotation) -> u8 {
    let best = annotation.triggers.iter().reduce(|b, t| if t.score > b.score { t } else { b });
    best.map_or(0, |t| match t.kind.quad() {
        Quad::VerbalCooperation => 1,
        Quad::MaterialCooperation => 2,
        Quad::VerbalConflict => 3,
        Quad::MaterialConflict => 4,
    })
}

/// Counts of sources and targets. A reciprocal actor may be found on either side.
fn sides(annotation: &Annotation, gold: &[(Span, char)]) -> [Counts; 2] {
    let found = |recipients: bool| -> Vec<Span> {
        let mut spans: Vec<Span> = annotation
            .triggers
            .iter()
            .flat_map(|t| if recipients { t.likely_recipients() } else { t.likely_actors() })
            .map(|f| annotation.mentions[f.mention].span)
            .collect();
        spans.sort();
        spans.dedup();
        spans
    };
    let (actors, recipients) = (found(false), found(true));
    let mut out = [Counts::default(); 2];
    for (i, (side, spans)) in [('S', &actors), ('T', &recipients)].into_iter().enumerate() {
        for (span, kind) in gold {
            let mine = *kind == side || (*kind == 'R' && i == 0);
            if mine {
                let either = *kind == 'R' && recipients.iter().any(|s| s.overlaps(*span));
                if either || spans.iter().any(|s| s.overlaps(*span)) { out[i].right += 1 } else { out[i].missed += 1 }
            }
        }
        for span in spans {
            if !gold.iter().any(|(g, kind)| (*kind == side || *kind == 'R') && g.overlaps(*span)) {
                out[i].spurious += 1;
            }
        }
    }
    out
}
