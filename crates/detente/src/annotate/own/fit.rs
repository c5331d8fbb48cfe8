//! From marked examples to a head, with an honest guess of how good it is.

use super::examples::Example;
use super::regression::Regression;
use super::{OwnType, OwnTypes, runs};
use crate::annotate::tags::Tagged;
use crate::annotate::{Model, ModelError, WordVector};
use crate::ontology::EventType;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Types marked in fewer texts than this are refused.
pub const TOO_FEW: usize = 8;
/// From this many examples of a type on its head can be relied on.
pub const FEWEST: usize = 20;
/// Parts of the cross-validation.
const FOLDS: usize = 5;
/// Weights on small weights that are tried.
const L2: [f64; 4] = [1e-4, 1e-3, 1e-2, 1e-1];
/// Thresholds that are tried.
const THRESHOLDS: [f32; 7] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

/// What was learned and how good it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The types.
    pub types: OwnTypes,
    /// How well each is found, cross-validated: every example is read by a head that has not seen its text, with settings
    /// chosen on other examples.
    pub quality: Vec<Quality>,
}

/// How well a type is found: deeds that share a word with a marked one of the same type.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// The type.
    pub name: Arc<str>,
    /// What its deeds count as.
    pub like: EventType,
    /// Marked deeds.
    pub examples: usize,
    /// What became of them.
    pub tally: Tally,
}

/// Deeds found and missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Found deeds that are marked.
    pub right: usize,
    /// Found deeds that are not.
    pub wrong: usize,
    /// Marked deeds that were not found.
    pub missed: usize,
}

impl Tally {
    /// Share of the found deeds that are right; 0 if none was found.
    pub fn precision(&self) -> f32 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of the marked deeds that were found.
    pub fn recall(&self) -> f32 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f32 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Why no head can be learned.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// Too few examples.
    #[error("type \"{name}\" is marked in {found} texts: at least {TOO_FEW} are needed, {FEWEST} or more are better")]
    TooFew {
        /// The type.
        name: String,
        /// In how many texts it is marked.
        found: usize,
    },
    /// A mark stands in words that are not read.
    #[error(
        "the mark \"{words}\" stands in a credit, by-line or note, which is not read: take it out or give the sentence alone"
    )]
    Unread {
        /// The marked words.
        words: String,
    },
    /// Nothing is marked.
    #[error("no example has a mark")]
    NoMarks,
    /// Every word is marked.
    #[error("every word of the examples is marked: give whole sentences, and mark the words that name the deed")]
    NothingElse,
    /// `like` names a type that no example has.
    #[error("type \"{0}\" has no examples")]
    Unknown(String),
    /// The model fails.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// An example as the encoder sees it.
struct Seen {
    words: Vec<WordVector>,
    /// Class of each word: 0 for none.
    classes: Vec<usize>,
}

/// Learns the types of `examples`. `like`: the PLOVER type that deeds of a type count as; for a type that is not in it,
/// the one that the model sees most in its marked words.
///
/// # Errors
/// [`FitError`]: a type is marked in fewer than [`TOO_FEW`] texts, or nothing is.
pub fn fit(model: &Model, examples: &[Example], like: &BTreeMap<String, EventType>) -> Result<Fitted, FitError> {
    let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (example, (_, name)) in examples.iter().flat_map(|e| e.marks.iter().map(move |m| (e, m))) {
        texts.entry(name).or_default().insert(&example.text);
    }
    if let Some(unknown) = like.keys().find(|name| !texts.contains_key(name.as_str())) {
        return Err(FitError::Unknown(unknown.clone()));
    }
    if let Some((name, found)) = texts.iter().find(|(_, found)| found.len() < TOO_FEW) {
        return Err(FitError::TooFew { name: (*name).to_owned(), found: found.len() });
    }
    if texts.is_empty() {
        return Err(FitError::NoMarks);
    }
    let names: Vec<&str> = texts.keys().copied().collect();
    let seen: Vec<Seen> = examples.iter().map(|e| see(model, e, &names)).collect::<Result<_, _>>()?;
    if seen.iter().all(|s| s.classes.iter().all(|&c| c > 0)) {
        return Err(FitError::NothingElse);
    }
    let folds = folds(examples);
    let all: Vec<usize> = (0..seen.len()).collect();
    // Scores of every example's words by a head that has not seen it, for each l2.
    let tried: Vec<Vec<Vec<Vec<f32>>>> = L2
        .par_iter()
        .map(|&l2| {
            let mut scores = vec![Vec::new(); seen.len()];
            for fold in 0..FOLDS {
                let head = head_of(&seen, all.iter().copied().filter(|&i| folds[i] != fold), names.len() + 1, l2);
                for &i in all.iter().filter(|&&i| folds[i] == fold) {
                    scores[i] = seen[i].words.iter().map(|w| head.probabilities(&w.vector)).collect();
                }
            }
            scores
        })
        .collect();
    let likes: Vec<EventType> =
        names.iter().enumerate().map(|(k, name)| like.get(*name).copied().unwrap_or(nearest(&seen, k + 1))).collect();
    let deeds = |k: usize| seen.iter().map(|s| marked_runs(&s.classes, k + 1).len()).sum();
    let mut quality: Vec<Quality> = names
        .iter()
        .enumerate()
        .map(|(k, name)| Quality { name: (*name).into(), like: likes[k], examples: deeds(k), tally: Tally::default() })
        .collect();
    for fold in 0..FOLDS {
        let others: Vec<usize> = all.iter().copied().filter(|&i| folds[i] != fold).collect();
        let (l2, thresholds) = best(&tried, &seen, &others, names.len());
        for &i in all.iter().filter(|&&i| folds[i] == fold) {
            let found = runs(&tried[l2][i], &thresholds);
            quality.iter_mut().enumerate().for_each(|(k, q)| tally(&mut q.tally, k, &found, &seen[i].classes));
        }
    }
    let (l2, thresholds) = best(&tried, &seen, &all, names.len());
    let head = head_of(&seen, all.iter().copied(), names.len() + 1, L2[l2]);
    let types = names.iter().zip(likes).zip(thresholds);
    let types = types.map(|((name, like), threshold)| OwnType { name: (*name).into(), like, threshold }).collect();
    Ok(Fitted { types: OwnTypes { types, head, model: Model::encoder_fingerprint().to_owned() }, quality })
}

fn see(model: &Model, example: &Example, names: &[&str]) -> Result<Seen, FitError> {
    let words = model.words(&example.text)?;
    if let Some((span, _)) = example.marks.iter().find(|(span, _)| !words.iter().any(|w| w.span.overlaps(*span))) {
        return Err(FitError::Unread { words: span.of(&example.text).to_owned() });
    }
    let class = |word: &WordVector| {
        let mark = example.marks.iter().find(|(span, _)| span.overlaps(word.span));
        mark.and_then(|(_, name)| names.iter().position(|n| n == name)).map_or(0, |at| at + 1)
    };
    let classes = words.iter().map(class).collect();
    Ok(Seen { words, classes })
}

/// Fold of each example; the same text is always in the same.
fn folds(examples: &[Example]) -> Vec<usize> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    // Marked texts are dealt out first, so that every fold has some.
    let (marked, bare): (Vec<_>, Vec<_>) = examples.iter().partition(|e| !e.marks.is_empty());
    for (n, text) in marked.into_iter().chain(bare).map(|e| e.text.as_str()).enumerate() {
        of.entry(text).or_insert(n % FOLDS);
    }
    examples.iter().map(|e| of.get(e.text.as_str()).copied().unwrap_or(0)).collect()
}

fn head_of(seen: &[Seen], which: impl Iterator<Item = usize>, classes: usize, l2: f64) -> Regression {
    let (mut x, mut y): (Vec<&[f32]>, Vec<usize>) = (Vec::new(), Vec::new());
    for i in which {
        x.extend(seen[i].words.iter().map(|w| w.vector.as_slice()));
        y.extend(&seen[i].classes);
    }
    Regression::fit(&x, &y, classes, l2)
}

/// Index of the l2 and the thresholds of all types that together give the best mean F1 on the examples `on`.
fn best(tried: &[Vec<Vec<Vec<f32>>>], seen: &[Seen], on: &[usize], types: usize) -> (usize, Vec<f32>) {
    let mut top = (0, vec![0.5; types], -1.0);
    for (l2, scores) in tried.iter().enumerate() {
        // Words have one most probable type each, so every type finds its threshold by itself.
        let choose = |kind: usize| {
            let at = |threshold: f32| {
                let mut thresholds = vec![2.0; types];
                thresholds[kind] = threshold;
                let mut q = Tally::default();
                on.iter().for_each(|&i| tally(&mut q, kind, &runs(&scores[i], &thresholds), &seen[i].classes));
                (q.f1(), threshold)
            };
            THRESHOLDS.into_iter().map(at).fold((-1.0, 0.5), |a, b| if b.0 > a.0 { b } else { a })
        };
        let chosen: Vec<(f32, f32)> = (0..types).map(choose).collect();
        let mean = chosen.iter().map(|c| c.0).sum::<f32>() / types.max(1) as f32;
        if mean > top.2 {
            top = (l2, chosen.into_iter().map(|c| c.1).collect(), mean);
        }
    }
    (top.0, top.1)
}

/// Adds what became of one example's deeds of the type `kind`.
fn tally(q: &mut Tally, kind: usize, found: &[Tagged], classes: &[usize]) {
    let marked = marked_runs(classes, kind + 1);
    let found: Vec<(usize, usize)> = found.iter().filter(|f| f.kind == kind).map(|f| (f.start, f.end)).collect();
    let meets = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    let hit = marked.iter().filter(|m| found.iter().any(|f| meets(m, f))).count();
    q.right += hit;
    q.missed += marked.len() - hit;
    q.wrong += found.iter().filter(|f| !marked.iter().any(|m| meets(m, f))).count();
}

/// Runs of words of one class.
fn marked_runs(classes: &[usize], class: usize) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (word, _) in classes.iter().enumerate().filter(|(_, c)| **c == class) {
        match out.last_mut() {
            Some(last) if last.1 == word => last.1 += 1,
            _ => out.push((word, word + 1)),
        }
    }
    out
}

/// The PLOVER type that the model sees most in the words of a class.
fn nearest(seen: &[Seen], class: usize) -> EventType {
    let mut mass: BTreeMap<EventType, f32> = BTreeMap::new();
    for s in seen {
        for (word, _) in s.words.iter().zip(&s.classes).filter(|(_, c)| **c == class) {
            for &(kind, p) in &word.types {
                *mass.entry(kind).or_default() += p;
            }
        }
    }
    let most = mass.into_iter().fold(None, |top: Option<(EventType, f32)>, next| match top {
        Some(top) if top.1 >= next.1 => Some(top),
        _ => Some(next),
    });
    most.map_or(EventType::Consult, |m| m.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_in_one_fold_and_marked_texts_are_in_all() {
        let example = |text: &str, marked: bool| Example {
            text: text.to_owned(),
            marks: if marked { vec![(crate::text::Span::new(0, 1), "X".to_owned())] } else { Vec::new() },
        };
        let examples: Vec<Example> = (0..20).map(|i| example(&format!("text {}", i % 12), i % 2 == 0)).collect();
        let folds = folds(&examples);
        for (a, x) in examples.iter().zip(&folds) {
            for (b, y) in examples.iter().zip(&folds) {
                assert!(a.text != b.text || x == y);
            }
        }
        let marked: std::collections::BTreeSet<usize> =
            examples.iter().zip(&folds).filter(|(e, _)| !e.marks.is_empty()).map(|(_, f)| *f).collect();
        assert_eq!(marked.len(), FOLDS);
    }

    #[test]
    fn a_deed_counts_once_however_many_of_its_words_are_found() {
        let mut q = Tally::default();
        let found = |start, end| Tagged { start, end, kind: 0, score: 1.0 };
        tally(&mut q, 0, &[found(1, 2), found(2, 3), found(7, 8)], &[0, 1, 1, 0, 0, 1, 0, 0]);
        assert_eq!((q.right, q.wrong, q.missed), (1, 1, 1));
        assert!((q.f1() - 0.5).abs() < 1e-6);
    }
}
