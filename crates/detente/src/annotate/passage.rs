//! One passage: pieces and vectors in, mentions, triggers, anchors and attributions out.

use super::dense::{Rows, argmax, sigmoid, softmax};
use super::encoder::Encoded;
use super::heads::{Heads, span_mean};
use super::labels::Labels;
use super::own::OwnTypes;
use super::pieces::Pieces;
use super::roles::RoleScorer;
use super::tags::{TagHead, Tagged, decode};
use super::{Anchor, Annotation, Attribution, Filler, Mention, Trigger, WordVector};
use crate::ontology::{EventType, MentionKind};
use crate::text::Span;
use std::sync::Arc;

/// A context is reported from this probability on.
const HALF: f32 = 0.5;
/// A trigger is reported from this probability on, from where held-out F1 is best (`training/reader/thresholds.py`: 0.695 for
/// 0.690 from 0.50 on; `detente eval corpus`: 0.643 for 0.639, with 0.686 for 0.667 of them right): below it two of three are wrong.
const TRIGGER: f32 = 0.55;
/// A role is reported from this probability on: on held-out text places and times score best from 0.30 on, quantities
/// from 0.50, goods from 0.65, all flat in between (`training/reader/thresholds.py`).
const ROLE: f32 = 0.35;
/// Less probable than this nobody is weighed for a side.
const DOUBTFUL: f32 = 0.05;
/// The sides of a tie are reported from this probability on (best from 0.15 on for one side, flat for the other).
const TIE_ROLE: f32 = 0.25;
/// Antecedents less probable than this are not worth handing on.
const FAINT: f32 = 0.05;
/// Times, places, amounts and goods are those of a deed when they stand no further from it, in word pieces.
const BESIDE: usize = 160;
/// How many earlier mentions are weighed as antecedents.
const REACH: usize = 64;

/// A span of words with its pieces.
#[derive(Clone, Copy)]
struct Found {
    span: Span,
    pieces: (usize, usize),
    kind: usize,
    score: f32,
}

/// Reads one encoded passage. Indices in the result count within the passage.
pub fn read(pieces: &Pieces, encoded: &Encoded, heads: &Heads, labels: &Labels, own: Option<&OwnTypes>) -> Annotation {
    let words = Words::of(pieces);
    let tagged = |head: TagHead| -> Vec<Tagged> {
        let rows: Vec<&[f32]> = words
            .first
            .iter()
            .map(|&p| &encoded.tags[p * encoded.tag_count + head.offset..][..1 + 2 * head.kinds])
            .collect();
        decode(&rows, head.kinds)
    };
    let found = |head: TagHead| -> Vec<Found> { tagged(head).into_iter().map(|t| words.found(t, pieces)).collect() };
    let vectors = |items: &[Found]| {
        let mut rows = Rows::empty(encoded.width);
        items.iter().for_each(|f| rows.push(&span_mean(encoded, f.pieces)));
        rows
    };
    let mentions = found(labels.mention_tags);
    let mention_rows = vectors(&mentions);
    let starts = |items: &[Found]| items.iter().map(|f| f.pieces.0).collect::<Vec<_>>();
    let kinds = |items: &[Found]| items.iter().map(|f| f.kind).collect::<Vec<_>>();

    let mut annotation = Annotation {
        mentions: mentions
            .iter()
            .map(|f| Mention { span: f.span, kind: labels.mentions[f.kind], score: f.score, antecedents: Vec::new() })
            .collect(),
        ..Annotation::default()
    };
    antecedents(&mut annotation.mentions, &mentions, &mention_rows, heads);

    let mut triggers = found(labels.trigger_tags);
    triggers.retain(|t| t.score >= TRIGGER);
    let weighed = |triggers: &[Found]| weigh(triggers, &vectors(triggers), &mentions, &mention_rows, heads, labels);
    annotation.triggers = weighed(&triggers);
    if let Some(own) = own {
        let vector = |&p: &usize| &encoded.hidden[p * encoded.width..(p + 1) * encoded.width];
        let (mut alone, mut named): (Vec<Found>, Vec<(Arc<str>, f32)>) = (Vec::new(), Vec::new());
        for deed in own.find(words.first.iter().map(vector)) {
            let kind = &own.types[deed.kind];
            let Some(like) = labels.types.iter().position(|&t| t == kind.like) else { continue };
            let at = words.found(Tagged { kind: like, ..deed }, pieces);
            let name = (kind.name.clone(), deed.score);
            match annotation.triggers.iter_mut().find(|t| t.span.overlaps(at.span)) {
                Some(trigger) if trigger.own.iter().any(|(known, _)| *known == name.0) => {}
                Some(trigger) => trigger.own.push(name),
                None => {
                    alone.push(at);
                    named.push(name);
                }
            }
        }
        annotation.own_triggers = weighed(&alone);
        annotation.own_triggers.iter_mut().zip(named).for_each(|(trigger, name)| trigger.own.push(name));
    }

    let anchors = found(labels.anchor_tags);
    if !anchors.is_empty() {
        let rows = vectors(&anchors);
        let roles = fillers(&heads.tie_roles, [TIE_ROLE; 5], &anchors, &rows, &mentions, &mention_rows, labels);
        let (trends, statuses, mutual) =
            (heads.trend.apply(&rows), heads.tie_status.apply(&rows), heads.mutual.apply(&rows));
        for (i, f) in anchors.iter().enumerate() {
            let [from, to, values, periods, goods] = roles[i].clone();
            annotation.anchors.push(Anchor {
                span: f.span,
                kind: labels.ties[f.kind],
                score: f.score,
                trend: labels.trends[argmax(trends.row(i))],
                status: labels.statuses[argmax(statuses.row(i))],
                mutual: mutual.row(i)[0] > 0.0,
                from,
                to,
                values,
                periods,
                goods,
            });
        }
    }

    let cues = neighbours_joined(tagged(labels.cue_tags).into_iter());
    let cues: Vec<Found> = cues.into_iter().map(|t| words.found(t, pieces)).collect();
    if !cues.is_empty() {
        let left = heads.said.left(&vectors(&cues), starts(&cues), kinds(&cues));
        let mut tokens = Rows::empty(encoded.width);
        words.first.iter().for_each(|&p| tokens.push(&encoded.hidden[p * encoded.width..(p + 1) * encoded.width]));
        let right = heads.said.right(&tokens, words.first.clone(), Vec::new());
        for (i, cue) in cues.iter().enumerate() {
            let pairs: Vec<_> = (0..words.first.len()).map(|w| (i, w)).collect();
            let scores = heads.said.scores(&left, &right, &pairs);
            let rows: Vec<&[f32]> = (0..scores.len()).map(|w| scores.row(w)).collect();
            let said = decode(&rows, 2);
            let spans = |kind: usize| -> Vec<Span> {
                let tagged = said.iter().filter(|t| t.kind == kind).copied();
                neighbours_joined(tagged).into_iter().map(|t| words.found(t, pieces).span).collect()
            };
            annotation.attributions.push(Attribution {
                sources: spans(0),
                cue: cue.span,
                contents: spans(1),
                score: cue.score,
            });
        }
    }
    annotation
}

/// The triggers at `found` with everything that is asked about a trigger.
fn weigh(
    found: &[Found],
    rows: &Rows,
    mentions: &[Found],
    mention_rows: &Rows,
    heads: &Heads,
    labels: &Labels,
) -> Vec<Trigger> {
    if found.is_empty() {
        return Vec::new();
    }
    let least = [DOUBTFUL, DOUBTFUL, ROLE, ROLE, ROLE, ROLE];
    let roles = fillers(&heads.roles, least, found, rows, mentions, mention_rows, labels);
    let (modes, statuses, contexts) = (heads.mode.apply(rows), heads.status.apply(rows), heads.contexts.apply(rows));
    let trigger = |(i, (f, roles)): (usize, (&Found, [Vec<Filler>; 6]))| {
        let kind = labels.types[f.kind];
        let mut status = statuses.row(i).to_vec();
        softmax(&mut status);
        let best = argmax(&status);
        let mut on: Vec<_> = contexts.row(i).iter().map(|&x| sigmoid(x)).enumerate().collect();
        on.retain(|c| c.1 > HALF);
        on.sort_by(|a, b| b.1.total_cmp(&a.1));
        let [actors, recipients, places, times, quantities, goods] = roles;
        Trigger {
            span: f.span,
            kind,
            score: f.score,
            mode: best_mode(modes.row(i), labels, kind),
            contexts: on.into_iter().map(|(c, p)| (labels.contexts[c], p)).collect(),
            status: labels.statuses[best],
            status_score: status[best],
            actors,
            recipients,
            places,
            times,
            quantities,
            goods,
            own: Vec::new(),
        }
    };
    found.iter().zip(roles).enumerate().map(trigger).collect()
}

/// The words of a passage with their vectors and how probably each names a deed of each type.
pub(super) fn word_vectors(pieces: &Pieces, encoded: &Encoded, labels: &Labels) -> Vec<WordVector> {
    let words = Words::of(pieces);
    let TagHead { offset, kinds } = labels.trigger_tags;
    let word = |(&first, &end): (&usize, &usize)| {
        let mut tags = encoded.tags[first * encoded.tag_count + offset..][..1 + 2 * kinds].to_vec();
        softmax(&mut tags);
        let types = labels.types.iter().copied().zip(tags[1..].chunks(2).map(|begin_inside| begin_inside.iter().sum()));
        WordVector {
            span: Span::new(pieces.spans[first].start, pieces.spans[end - 1].end),
            vector: encoded.hidden[first * encoded.width..(first + 1) * encoded.width].to_vec(),
            types: types.collect::<Vec<(EventType, f32)>>(),
        }
    };
    words.first.iter().zip(&words.end).map(word).collect()
}

/// Pieces with no word between them are one: nobody says two things in one breath, and two speakers have an "and".
fn neighbours_joined(tagged: impl Iterator<Item = Tagged>) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for t in tagged {
        match out.last_mut() {
            Some(last) if last.end == t.start => last.end = t.end,
            _ => out.push(t),
        }
    }
    out
}

/// The words of a passage: the piece each begins with and the piece after its last.
struct Words {
    first: Vec<usize>,
    end: Vec<usize>,
}

impl Words {
    fn of(pieces: &Pieces) -> Self {
        let first: Vec<usize> = (0..pieces.len()).filter(|&i| pieces.first[i]).collect();
        // The closing piece ends the last word.
        let last = pieces.len().saturating_sub(1);
        let end = first.iter().skip(1).copied().chain([last]).take(first.len()).collect();
        Self { first, end }
    }

    fn found(&self, t: Tagged, pieces: &Pieces) -> Found {
        let range = (self.first[t.start], self.end[t.end - 1]);
        let span = Span::new(pieces.spans[range.0].start, pieces.spans[range.1 - 1].end);
        Found { span, pieces: range, kind: t.kind, score: t.score }
    }
}

/// For each trigger or anchor, the mentions that fill each of its `R` roles, most probable first.
fn fillers<const R: usize>(
    scorer: &RoleScorer,
    least: [f32; R],
    items: &[Found],
    rows: &Rows,
    mentions: &[Found],
    mention_rows: &Rows,
    labels: &Labels,
) -> Vec<[Vec<Filler>; R]> {
    let mut out: Vec<[Vec<Filler>; R]> = items.iter().map(|_| std::array::from_fn(|_| Vec::new())).collect();
    let side = |f: &[Found]| (f.iter().map(|x| x.pieces.0).collect(), f.iter().map(|x| x.kind).collect());
    let (starts, kinds) = side(items);
    let left = scorer.left(rows, starts, kinds);
    let (starts, kinds) = side(mentions);
    let right = scorer.right(mention_rows, starts, kinds);
    let near = |item: usize, mention: usize| {
        takes_sides(labels.mentions[mentions[mention].kind])
            || items[item].pieces.0.abs_diff(mentions[mention].pieces.0) <= BESIDE
    };
    let all = (0..items.len()).flat_map(|item| (0..mentions.len()).map(move |mention| (item, mention)));
    let pairs: Vec<(usize, usize)> = all.filter(|&(item, mention)| near(item, mention)).collect();
    let scores = scorer.scores(&left, &right, &pairs);
    for (n, &(item, mention)) in pairs.iter().enumerate() {
        for (role, &x) in scores.row(n).iter().enumerate().take(R) {
            let score = sigmoid(x);
            if score > least[role] {
                out[item][role].push(Filler { mention, score });
            }
        }
    }
    for fillers in out.iter_mut().flatten() {
        fillers.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.mention.cmp(&b.mention)));
    }
    out
}

/// The most probable mode among those the type knows, or none.
fn best_mode(row: &[f32], labels: &Labels, kind: crate::ontology::EventType) -> Option<crate::ontology::Mode> {
    let fits = |i: &usize| labels.modes[*i].is_none_or(|(k, _)| k == kind);
    let best = (0..row.len()).filter(fits).fold(0, |b, i| if row[i] > row[b] { i } else { b });
    labels.modes[best].map(|(_, mode)| mode)
}

/// True for mentions of whoever may take a side.
fn takes_sides(kind: MentionKind) -> bool {
    use MentionKind::*;
    matches!(kind, Person | State | Organization | Group | Nationality | Reference)
}

/// True for mentions of things that can be the same as another: not times, amounts, goods and documents.
fn refers(kind: MentionKind) -> bool {
    !matches!(kind, MentionKind::Time | MentionKind::Quantity | MentionKind::Good | MentionKind::Document)
}

/// Fills in the probable antecedents of every mention.
fn antecedents(mentions: &mut [Mention], found: &[Found], rows: &Rows, heads: &Heads) {
    if found.len() < 2 {
        return;
    }
    let starts: Vec<usize> = found.iter().map(|f| f.pieces.0).collect();
    let kinds: Vec<usize> = found.iter().map(|f| f.kind).collect();
    let left = heads.coreference.left(rows, starts.clone(), kinds.clone());
    let right = heads.coreference.right(rows, starts, kinds);
    for m in 1..found.len() {
        if !refers(mentions[m].kind) {
            continue;
        }
        let pairs: Vec<(usize, usize)> =
            (m.saturating_sub(REACH)..m).filter(|&e| refers(mentions[e].kind)).map(|e| (m, e)).collect();
        // Softmax over the candidates and "none of them", whose score is zero.
        let mut scores = heads.coreference.scores(&left, &right, &pairs).data;
        scores.push(0.0);
        softmax(&mut scores);
        let mut likely: Vec<(usize, f32)> = pairs.iter().map(|p| p.1).zip(scores).filter(|a| a.1 > FAINT).collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        mentions[m].antecedents = likely;
    }
}
