//! The engine computes what the training framework computes: same tags, same scores, on 100 texts.
//!
//! The reference (`training/reader/parity.py`) is the exported int8 encoder in ONNX Runtime with the heads in the
//! training framework.

use detente::annotate::{Filler, Model};
use detente::split::{Layout, Sentence, Zone};
use detente::text::{CodePoints, Span};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Scores may differ by this much: the two runtimes round int8 products in another order.
const TOLERANCE: f32 = 0.02;

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

#[test]
fn tags_are_identical_and_scores_close() {
    let items: Vec<Item> = serde_json::from_str(include_str!("data/parity.json")).expect("the reference is JSON");
    assert_eq!(items.len(), 100);
    let model = Model::shipped().expect("the shipped model loads");
    let mut wrong: Vec<String> = Vec::new();
    for item in &items {
        let text = &item.text;
        let whole = Sentence { span: Span::new(0, text.len()), zone: Zone::Body, paragraph: 0 };
        let layout = Layout { sentences: vec![whole], ..Layout::default() };
        let read = model.annotate(text, &layout).expect("the model reads");
        let points = CodePoints::new(text);
        let place = |s: Span| (points.at(s.start), points.at(s.end));
        let mut compare = |what: &str, gold: &[Tagged], found: Vec<(Span, String, f32)>| {
            let gold_tags: Vec<_> = gold.iter().map(|t| ((t.0, t.1), t.2.clone())).collect();
            let found_tags: Vec<_> = found.iter().map(|f| (place(f.0), f.1.clone())).collect();
            if gold_tags != found_tags {
                wrong.push(format!("{what} in “{text}”: {gold_tags:?} against {found_tags:?}"));
            } else if let Some((g, f)) = gold.iter().zip(&found).find(|(g, f)| (g.3 - f.2).abs() > TOLERANCE) {
                wrong.push(format!("{what} in “{text}”: score {} against {}", g.3, f.2));
            }
        };
        compare(
            "mention",
            &item.mention,
            read.mentions.iter().map(|m| (m.span, m.kind.to_string(), m.score)).collect(),
        );
        compare(
            "trigger",
            &item.trigger,
            read.triggers.iter().map(|t| (t.span, t.kind.to_string(), t.score)).collect(),
        );
        compare("anchor", &item.anchor, read.anchors.iter().map(|a| (a.span, a.kind.to_string(), a.score)).collect());
        compare("cue", &item.cue, read.attributions.iter().map(|a| (a.cue, "cue".into(), a.score)).collect());
        for (t, trigger) in read.triggers.iter().enumerate().filter(|_| !item.roles.is_empty()) {
            let fillers = [&trigger.actors, &trigger.recipients, &trigger.places, &trigger.times, &trigger.quantities];
            for (role, fillers) in fillers.into_iter().enumerate() {
                for (m, scores) in item.roles[t].iter().enumerate() {
                    let gold = scores[role];
                    let found = fillers.iter().find(|f: &&Filler| f.mention == m).map(|f| f.score);
                    let fits = found.map_or(gold <= 0.5 + TOLERANCE, |f| (f - gold).abs() <= TOLERANCE);
                    if !fits {
                        wrong.push(format!("role {role} of mention {m} in “{text}”: {gold} against {found:?}"));
                    }
                }
            }
            let top = item.status[t].iter().copied().fold(0.0, f32::max);
            if (top - trigger.status_score).abs() > TOLERANCE {
                wrong.push(format!("status in “{text}”: {top} against {}", trigger.status_score));
            }
        }
        if let (Some(gold), [first, second, ..]) = (&item.pair, read.mentions.as_slice()) {
            for (kind, p) in model.classify(text, Some(first.span), Some(second.span)).expect("the model reads") {
                let gold = gold[&kind.to_string()];
                if (gold - p).abs() > TOLERANCE {
                    wrong.push(format!("pair {kind} in “{text}”: {gold} against {p}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences, the first:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
}
