//! PolNeAR (Newell et al., LREC 2018): who says what by which words, from plain text.

use super::{Counts, EvaluateError, Scores, some};
use crate::annotate::Attribution;
use crate::engine::{Engine, EngineError};
use crate::split::split;
use crate::text::{CodePoints, Offsets, Span};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One attribution of the gold file.
#[derive(Debug, Default, Clone)]
struct Gold {
    sources: Vec<Span>,
    cues: Vec<Span>,
    contents: Vec<Span>,
}

/// Scores the reader on a PolNeAR part: a folder with `text/*.txt` and `attributions/*.ann` (brat standoff).
///
/// * attribution: a found cue shares a word with a gold cue;
/// * source head: of the attributions found, the head of the gold source is inside the source read (or both name none);
/// * source, cue, content words: words inside, over the whole article, whatever attribution they belong to.
pub fn polnear(engine: &Engine, folder: &Path) -> Result<Scores, EvaluateError> {
    let articles = articles(folder)?;
    let parts: Vec<Tally> =
        articles.par_iter().map(|(text, gold)| tally(engine, text, gold)).collect::<Result<_, EvaluateError>>()?;
    let mut all = Tally::default();
    parts.iter().for_each(|t| all.add(t));
    let gold: usize = articles.iter().map(|a| a.1.len()).sum();
    let mut scores = Scores {
        title: format!("{}: {} articles, {gold} attributions", folder.display(), articles.len()),
        ..Scores::default()
    };
    let names = ["attribution (cue overlap)", "full attribution", "source words", "cue words", "content words"];
    for (name, counts) in names.into_iter().zip([all.found, all.full, all.source, all.cue, all.content]) {
        scores.counted.push((name.into(), counts));
    }
    let share = all.heads_right as f64 / (all.found.right.max(1)) as f64;
    scores.figures.push(("source head right (of found)".into(), share));
    Ok(scores)
}

#[derive(Default)]
struct Tally {
    found: Counts,
    full: Counts,
    source: Counts,
    cue: Counts,
    content: Counts,
    heads_right: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.found.add(other.found);
        self.full.add(other.full);
        self.source.add(other.source);
        self.cue.add(other.cue);
        self.content.add(other.content);
        self.heads_right += other.heads_right;
    }
}

fn tally(engine: &Engine, text: &str, gold: &[Gold]) -> Result<Tally, EvaluateError> {
    let words = words(text);
    let annotation = engine.model().annotate(text, &split(text)).map_err(EngineError::from)?;
    let read = &annotation.attributions;
    let mut t = Tally::default();
    let gold_words = |part: fn(&Gold) -> &Vec<Span>| inside(&words, gold.iter().flat_map(part));
    let read_words = |part: fn(&Attribution) -> Vec<Span>| {
        let spans: Vec<Span> = read.iter().flat_map(part).collect();
        inside(&words, spans.iter())
    };
    t.source = compare(&gold_words(|g| &g.sources), &read_words(|a| a.sources.clone()));
    t.cue = compare(&gold_words(|g| &g.cues), &read_words(|a| vec![a.cue]));
    t.content = compare(&gold_words(|g| &g.contents), &read_words(|a| a.contents.clone()));
    let mut used = vec![false; read.len()];
    for g in gold {
        let hit = (0..read.len()).find(|&i| !used[i] && g.cues.iter().any(|c| share_word(&words, *c, read[i].cue)));
        let Some(i) = hit else {
            t.found.missed += 1;
            t.full.missed += 1;
            continue;
        };
        used[i] = true;
        t.found.right += 1;
        let head_right = match g.sources.first() {
            Some(source) => {
                let head = head(text, *source);
                read[i].sources.iter().any(|s| s.overlaps(head))
            }
            None => read[i].sources.is_empty(),
        };
        let content = compare(&inside(&words, g.contents.iter()), &inside(&words, read[i].contents.iter()));
        t.heads_right += usize::from(head_right);
        if head_right && content.f1() >= 0.5 {
            t.full.right += 1;
        } else {
            t.full.missed += 1;
        }
    }
    let spurious = used.iter().filter(|u| !**u).count();
    t.found.spurious += spurious;
    t.full.spurious += read.len() - t.full.right;
    Ok(t)
}

/// Spans of the words between blanks.
fn words(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(s)) => {
                out.push(Span::new(s, at));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|s| Span::new(s, text.len())));
    out
}

fn inside<'s>(words: &[Span], spans: impl Iterator<Item = &'s Span>) -> Vec<bool> {
    let mut on = vec![false; words.len()];
    for span in spans {
        let first = words.partition_point(|w| w.end <= span.start);
        for (w, on) in words.iter().zip(on.iter_mut()).skip(first) {
            if w.start >= span.end {
                break;
            }
            *on = true;
        }
    }
    on
}

fn compare(gold: &[bool], read: &[bool]) -> Counts {
    let mut c = Counts::default();
    for (&g, &r) in gold.iter().zip(read) {
        c.right += usize::from(g && r);
        c.spurious += usize::from(!g && r);
        c.missed += usize::from(g && !r);
    }
    c
}

fn share_word(words: &[Span], a: Span, b: Span) -> bool {
    let first = words.partition_point(|w| w.end <= a.start.max(b.start));
    words[first..].iter().take_while(|w| w.start < a.end.min(b.end)).next().is_some()
}

/// The last word of a source before its first comma, preposition or relative pronoun.
fn head(text: &str, source: Span) -> Span {
    const ENDS: [&str; 14] =
        ["of", "for", "in", "from", "at", "with", "who", "which", "that", "on", "to", "by", "and", "or"];
    let mut last: Option<Span> = None;
    for word in words(source.of(text)) {
        let absolute = Span::new(source.start + word.start, source.start + word.end);
        if last.is_some() && ENDS.contains(&absolute.of(text)) {
            break;
        }
        last = Some(absolute);
        if absolute.of(text).ends_with(',') {
            break;
        }
    }
    last.unwrap_or(source)
}

fn articles(folder: &Path) -> Result<Vec<(String, Vec<Gold>)>, EvaluateError> {
    let list = |sub: &str, ending: &str| -> Result<Vec<PathBuf>, EvaluateError> {
        let path = folder.join(sub);
        let failed = |reason| EvaluateError::Read { path: path.clone(), reason };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            if file.extension().is_some_and(|e| e == ending) {
                files.push(file);
            }
        }
        files.sort();
        Ok(files)
    };
    // The annotation's name is the text's plus "_" and the annotator.
    let mut marks: HashMap<String, PathBuf> = HashMap::new();
    for file in list("attributions", "ann")? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = stem.rsplit_once('_').map_or(stem.clone(), |s| s.0.to_string());
        marks.insert(name, file);
    }
    let mut out = Vec::new();
    for file in list("text", "txt")? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(ann) = marks.get(&stem) else {
            return Err(EvaluateError::Nothing { path: file, expected: "its annotations beside it in `attributions`" });
        };
        let text =
            std::fs::read_to_string(&file).map_err(|reason| EvaluateError::Read { path: file.clone(), reason })?;
        let gold = brat(ann, &text)?;
        out.push((text, gold));
    }
    some(out, folder, "texts in `text`")
}

fn brat(path: &Path, text: &str) -> Result<Vec<Gold>, EvaluateError> {
    let file = std::fs::read_to_string(path).map_err(|reason| EvaluateError::Read { path: path.into(), reason })?;
    let points = CodePoints::new(text);
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut out = Vec::new();
    for (n, line) in file.lines().enumerate() {
        let wrong =
            |reason: &str| EvaluateError::Format { path: path.into(), line: n as u64 + 1, reason: reason.to_string() };
        let mut fields = line.split('\t');
        let (Some(key), Some(body)) = (fields.next(), fields.next()) else { continue };
        if key.starts_with('T') && key[1..].bytes().all(|b| b.is_ascii_digit()) {
            let places = body.split_once(' ').ok_or_else(|| wrong("expected a label and offsets"))?.1;
            for piece in places.split(';') {
                let (a, b) = piece.split_once(' ').ok_or_else(|| wrong("expected two offsets"))?;
                let (Ok(start), Ok(end)) = (a.parse(), b.parse()) else {
                    return Err(wrong("expected two numbers"));
                };
                let span = points.span(Offsets { start, end }).ok_or_else(|| wrong("offsets outside the text"))?;
                spans.entry(key).or_default().push(span);
            }
        } else if key.starts_with('E') {
            let mut gold = Gold::default();
            for part in body.split_whitespace() {
                let Some((role, of)) = part.split_once(':') else { continue };
                let found = spans.get(of).into_iter().flatten().copied();
                match role {
                    "Source" => gold.sources.extend(found),
                    "Cue" => gold.cues.extend(found),
                    r if r.starts_with("Content") => gold.contents.extend(found),
                    _ => {}
                }
            }
            if !gold.cues.is_empty() {
                out.push(gold);
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_source_stands_before_what_qualifies_it() {
        let text = "a spokesman for the ministry, who asked not to be named";
        assert_eq!(head(text, Span::new(0, text.len())).of(text), "spokesman");
        let text = "Foreign Minister Ana Petrova, 54";
        assert_eq!(head(text, Span::new(0, text.len())).of(text), "Petrova,");
    }

    #[test]
    fn words_are_counted_once_each() {
        let text = "one two three four";
        let w = words(text);
        let c = compare(&inside(&w, [Span::new(0, 7)].iter()), &inside(&w, [Span::new(4, 13)].iter()));
        assert_eq!((c.right, c.spurious, c.missed), (1, 1, 1));
    }
}
