//! The engine computes what the training framework computes, on 100 texts.
//!
//! The reference (`training/reader/parity.py`) is the exported int8 encoder in ONNX Runtime with the heads in the
//! training framework. Both runtimes round activations to 8 bits at every layer, and a last-bit difference in one
//! product moves a rounding; so single scores differ by a few hundredths while the heads themselves are exact.

use detente::annotate::{Filler, Model};
use detente::split::{Layout, Sentence, Zone};
use detente::text::{CodePoints, Span};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How near the engine must come.
struct Limits {
    /// At least this share of the tagged spans is the same, place and label.
    same_tags: f64,
    /// Scores differ by this much on average, at most.
    mean: f64,
    /// 99 of 100 scores differ by this much at most.
    high: f64,
}

/// The encoder's weights have seven bits, so that its sums of products are the same on every processor.
const LIMITS: Limits = Limits { same_tags: 0.985, mean: 0.006, high: 0.05 };

type Tagged = (usize, usize, String, f32);

#[derive(Deserialize)]
struct Item {
    text: String,
    mention: Vec<Tagged>,
    trigger: Vec<Tagged>,
    anchor: Vec<Tagged>,
    cue: Vec<Tagged>,
    /// trigger × mention × role
    roles: Vec<Vec<Vec<f32>>>,
    /// trigger × status
    status: Vec<Vec<f32>>,
    pair: Option<BTreeMap<String, f32>>,
}

#[derive(Default)]
struct Tally {
    same: usize,
    all: usize,
    differences: Vec<f64>,
}

impl Tally {
    fn tags(&mut self, gold: &[Tagged], found: &[(usize, usize, String, f32)]) {
        self.all += gold.len().max(found.len());
        for g in gold {
            if let Some(f) = found.iter().find(|f| (f.0, f.1, &f.2) == (g.0, g.1, &g.2)) {
                self.same += 1;
                self.score(g.3, f.3);
            }
        }
    }

    fn score(&mut self, gold: f32, found: f32) {
        self.differences.push(f64::from((gold - found).abs()));
    }
}

#[test]
fn tags_and_scores_are_those_of_the_reference() {
    let items: Vec<Item> = serde_json::from_str(include_str!("data/parity.json")).expect("the reference is JSON");
    assert_eq!(items.len(), 100);
    let model = Model::shipped().expect("the shipped model loads");
    let mut tally = Tally::default();
    for item in &items {
        let text = &item.text;
        let whole = Sentence { span: Span::new(0, text.len()), zone: Zone::Body, paragraph: 0 };
        let layout = Layout { sentences: vec![whole], ..Layout::default() };
        let read = model.annotate(text, &layout).expect("the model reads");
        let points = CodePoints::new(text);
        let tagged = |s: Span, label: String, score: f32| (points.at(s.start), points.at(s.end), label, score);
        let mentions: Vec<_> = read.mentions.iter().map(|m| tagged(m.span, m.kind.to_string(), m.score)).collect();
        let triggers: Vec<_> = read.triggers.iter().map(|t| tagged(t.span, t.kind.to_string(), t.score)).collect();
        let anchors: Vec<_> = read.anchors.iter().map(|a| tagged(a.span, a.kind.to_string(), a.score)).collect();
        let cues: Vec<_> = read.attributions.iter().map(|a| tagged(a.cue, "cue".into(), a.score)).collect();
        tally.tags(&item.mention, &mentions);
        tally.tags(&item.trigger, &triggers);
        tally.tags(&item.anchor, &anchors);
        tally.tags(&item.cue, &cues);
        // Scores of pairs can be compared only where the same words are paired.
        let spans = |t: &[Tagged]| t.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>();
        let same = spans(&item.mention) == spans(&mentions) && spans(&item.trigger) == spans(&triggers);
        for (t, trigger) in read.triggers.iter().enumerate().filter(|_| same && !item.roles.is_empty()) {
            let fillers = [&trigger.actors, &trigger.recipients, &trigger.places, &trigger.times, &trigger.quantities];
            for (role, fillers) in fillers.into_iter().enumerate() {
                for f in fillers.iter() {
                    let f: &Filler = f;
                    tally.score(item.roles[t][f.mention][role], f.score);
                }
            }
            tally.score(item.status[t].iter().copied().fold(0.0, f32::max), trigger.status_score);
        }
        if let (true, Some(gold), [first, second, ..]) = (same, &item.pair, read.mentions.as_slice()) {
            for (kind, p) in model.classify(text, Some(first.span), Some(second.span)).expect("the model reads") {
                tally.score(gold[&kind.to_string()], p);
            }
        }
    }
    let share = tally.same as f64 / tally.all as f64;
    let mean = tally.differences.iter().sum::<f64>() / tally.differences.len() as f64;
    tally.differences.sort_by(f64::total_cmp);
    let high = tally.differences[tally.differences.len() * 99 / 100];
    println!(
        "{} of {} tags the same ({share:.4}); {} scores differ by {mean:.4} on average, 99 % by at most {high:.3}",
        tally.same,
        tally.all,
        tally.differences.len()
    );
    assert!(share >= LIMITS.same_tags, "only {share:.4} of the tags are the same");
    assert!(high <= LIMITS.high, "one score in a hundred differs by more than {high:.3}");
    assert!(mean <= LIMITS.mean, "scores differ by {mean:.4} on average");
}
