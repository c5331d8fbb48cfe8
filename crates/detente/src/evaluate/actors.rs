//! Whose somebody is: countries and sectors of actors in annotated reports, against what a person wrote down for them.
//!
//! The marks and links of the gold file are taken as they are, so the score is that of the resolution alone.

use super::corpus::{Marked, reports};
use super::{EvaluateError, Scores};
use crate::engine::EngineError;
use crate::ontology::MentionKind;
use crate::resolve::{Knowledge, resolve};
use crate::split::split;
use std::path::Path;

/// An actor whose country or first sector came out otherwise than written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Misplaced {
    /// The report.
    pub report: String,
    /// The actor's words, with those around them.
    pub words: String,
    /// Country codes (comma between) and sector that the gold file has.
    pub gold: (String, String),
    /// The same as resolved.
    pub found: (String, String),
}

/// Share of the actors with the right countries (all of them, none where none is written down), by kind of mention,
/// and share with the right sector among those of the actor; and every one that came out otherwise.
///
/// `path` is a gold file as for [`super::corpus`] in which reports have `actors`: mention, countries, sector each.
pub fn actors(path: &Path) -> Result<(Scores, Vec<Misplaced>), EvaluateError> {
    let knowledge = Knowledge::shipped().map_err(EngineError::from)?;
    let all = reports(path)?;
    let mut kinds: Vec<(&str, usize, usize)> =
        ["all", "person", "state", "organization", "group", "nationality", "nobody's"].map(|k| (k, 0, 0)).into();
    let mut sectors = (0, 0);
    let mut misplaced = Vec::new();
    for Marked { document, annotation, actors } in &all {
        let layout = split(&document.text);
        let resolution = resolve(document, &layout, annotation, knowledge);
        for (mention, countries, sector) in actors {
            let entities = || resolution.mention_entities[*mention].iter().map(|&e| &resolution.entities[e]);
            let mut found: Vec<&str> = entities().filter_map(|e| e.country.as_deref()).collect();
            found.sort_unstable();
            found.dedup();
            let mut gold: Vec<&str> = countries.iter().map(String::as_str).collect();
            gold.sort_unstable();
            let placed = found == gold;
            let kind = match annotation.mentions[*mention].kind {
                MentionKind::Person => "person",
                MentionKind::State => "state",
                MentionKind::Organization => "organization",
                MentionKind::Group => "group",
                _ => "nationality",
            };
            let of = |name: &str| name == "all" || name == kind || name == "nobody's" && gold.is_empty();
            for (_, right, asked) in kinds.iter_mut().filter(|k| of(k.0)) {
                *right += usize::from(placed);
                *asked += 1;
            }
            let named: Vec<String> = entities().flat_map(|e| &e.sectors).map(|s| s.to_string()).collect();
            let told = !sector.is_empty();
            let known = !told || named.iter().any(|s| s == sector);
            sectors.0 += usize::from(told && known);
            sectors.1 += usize::from(told);
            if !placed || !known {
                let span = annotation.mentions[*mention].span;
                misplaced.push(Misplaced {
                    report: document.id.clone(),
                    words: in_context(&document.text, span.start, span.end),
                    gold: (gold.join(","), sector.clone()),
                    found: (found.join(","), named.join(",")),
                });
            }
        }
    }
    let share = |right: usize, asked: usize| right as f64 / asked.max(1) as f64;
    let mut figures: Vec<(String, f64)> = kinds
        .iter()
        .map(|(k, right, asked)| (format!("country right: {k} ({asked})"), share(*right, *asked)))
        .collect();
    figures.push((format!("sector right ({})", sectors.1), share(sectors.0, sectors.1)));
    Ok((
        Scores { title: format!("{}: {} reports", path.display(), all.len()), counted: Vec::new(), figures },
        misplaced,
    ))
}

/// The words with some sixty letters before and behind them.
fn in_context(text: &str, start: usize, end: usize) -> String {
    let before = text[..start].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let behind = text[end..].char_indices().nth(60).map_or(text.len(), |(at, _)| end + at);
    let words = format!("{}[{}]{}", &text[before..start], &text[start..end], &text[end..behind]);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
