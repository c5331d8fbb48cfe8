//! Which part of a reading loses what: some of it taken from the annotation, the rest as the model read it.

use crate::annotate::{Anchor, Annotation, Filler, Mention, Trigger};
use crate::text::Span;
use std::str::FromStr;

/// A part of a reading that can be taken from the annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Mentions.
    Mentions,
    /// Which mentions are the same.
    Links,
    /// Triggers with type, mode, status and contexts; of what the model reads at their places the parts are kept.
    Triggers,
    /// Who takes which part, for triggers that the annotation has at the same place.
    Roles,
    /// Attributions.
    Attributions,
}

impl FromStr for Given {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "mentions" => Self::Mentions,
            "links" => Self::Links,
            "triggers" => Self::Triggers,
            "roles" => Self::Roles,
            "attributions" => Self::Attributions,
            _ => return Err(format!("\"{word}\": expected mentions, links, triggers, roles or attributions")),
        })
    }
}

/// The reading `read` with the parts `given` taken from `gold`.
pub(super) fn mixed(read: &Annotation, gold: &Annotation, given: &[Given]) -> Annotation {
    let from = |part: Given| if given.contains(&part) { gold } else { read };
    let base = from(Given::Mentions);
    let mut out = Annotation { attributions: from(Given::Attributions).attributions.clone(), ..Annotation::default() };
    let links = Moved::new(from(Given::Links), base);
    for (i, mention) in base.mentions.iter().enumerate() {
        out.mentions.push(Mention { antecedents: links.antecedents(i), ..mention.clone() });
    }
    let (triggers, roles) = (from(Given::Triggers), from(Given::Roles));
    let (own, others) = (Moved::new(triggers, base), Moved::new(roles, base));
    for trigger in &triggers.triggers {
        let twin = roles.triggers.iter().filter(|t| t.span.overlaps(trigger.span));
        let twin = twin.max_by_key(|t| (t.kind == trigger.kind, shared(t.span, trigger.span)));
        out.triggers.push(match twin {
            Some(twin) => with_parts(trigger, twin, &others),
            // Of a trigger that the model did not see nobody is known to take part in it.
            None if given.contains(&Given::Triggers) && !given.contains(&Given::Roles) => continue,
            None => with_parts(trigger, trigger, &own),
        });
    }
    let moved = Moved::new(read, base);
    out.anchors = read.anchors.iter().map(|anchor| anchor_with_parts(anchor, &moved)).collect();
    out
}

/// `trigger` with the parts of `twin`, in the mentions of another annotation.
fn with_parts(trigger: &Trigger, twin: &Trigger, moved: &Moved) -> Trigger {
    Trigger {
        actors: moved.fillers(&twin.actors),
        recipients: moved.fillers(&twin.recipients),
        places: moved.fillers(&twin.places),
        times: moved.fillers(&twin.times),
        quantities: moved.fillers(&twin.quantities),
        goods: moved.fillers(&twin.goods),
        ..trigger.clone()
    }
}

/// `anchor` with its parts in the mentions of another annotation.
fn anchor_with_parts(anchor: &Anchor, moved: &Moved) -> Anchor {
    Anchor {
        from: moved.fillers(&anchor.from),
        to: moved.fillers(&anchor.to),
        values: moved.fillers(&anchor.values),
        periods: moved.fillers(&anchor.periods),
        goods: moved.fillers(&anchor.goods),
        ..anchor.clone()
    }
}

/// The mentions of one annotation in terms of another's.
struct Moved<'a> {
    from: &'a Annotation,
    /// For each mention the other's that shares most with it, if any does.
    to: Vec<Option<usize>>,
}

impl<'a> Moved<'a> {
    fn new(from: &'a Annotation, to: &Annotation) -> Self {
        let same = std::ptr::eq(from, to);
        let place = |i: usize, span: Span| {
            let near = |&k: &usize| to.mentions[k].span.overlaps(span);
            let most = (0..to.mentions.len()).filter(near).max_by_key(|&k| shared(to.mentions[k].span, span));
            if same { Some(i) } else { most }
        };
        Self { from, to: from.mentions.iter().enumerate().map(|(i, m)| place(i, m.span)).collect() }
    }

    fn fillers(&self, all: &[Filler]) -> Vec<Filler> {
        let mut out: Vec<Filler> = Vec::new();
        for filler in all {
            let Some(mention) = self.to.get(filler.mention).copied().flatten() else { continue };
            match out.iter_mut().find(|f| f.mention == mention) {
                Some(known) => known.score = known.score.max(filler.score),
                None => out.push(Filler { mention, score: filler.score }),
            }
        }
        out
    }

    /// The antecedents of the other's mention `i`.
    fn antecedents(&self, i: usize) -> Vec<(usize, f32)> {
        let Some(mine) = self.to.iter().position(|to| *to == Some(i)) else { return Vec::new() };
        let all = self.from.mentions[mine].antecedents.iter();
        all.filter_map(|&(a, p)| self.to[a].map(|to| (to, p))).filter(|&(to, _)| to < i).collect()
    }
}

/// Bytes that two spans share.
fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{EventType, MentionKind, Status};

    fn mention(start: usize, end: usize) -> Mention {
        Mention { span: Span::new(start, end), kind: MentionKind::State, score: 1.0, antecedents: Vec::new() }
    }

    fn trigger(kind: EventType, actor: usize) -> Trigger {
        Trigger {
            span: Span::new(10, 16),
            kind,
            score: 0.9,
            mode: None,
            contexts: Vec::new(),
            status: Status::Actual,
            status_score: 1.0,
            actors: vec![Filler { mention: actor, score: 0.8 }],
            recipients: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            goods: Vec::new(),
            own: Vec::new(),
        }
    }

    #[test]
    fn parts_are_taken_over_by_place() {
        let gold = Annotation {
            mentions: vec![mention(0, 6), mention(20, 25)],
            triggers: vec![trigger(EventType::Assault, 1)],
            ..Annotation::default()
        };
        let read = Annotation {
            mentions: vec![mention(0, 3), mention(4, 6), mention(21, 25)],
            triggers: vec![trigger(EventType::Coerce, 0)],
            ..Annotation::default()
        };
        let actor = |given: &[Given]| {
            let mixed = mixed(&read, &gold, given);
            (mixed.triggers[0].kind, mixed.triggers[0].actors[0].mention, mixed.mentions.len())
        };
        assert_eq!(actor(&[]), (EventType::Coerce, 0, 3));
        assert_eq!(actor(&[Given::Roles]), (EventType::Coerce, 2, 3));
        assert_eq!(actor(&[Given::Triggers]), (EventType::Assault, 0, 3));
        assert_eq!(actor(&[Given::Mentions]), (EventType::Coerce, 0, 2));
        assert_eq!(actor(&[Given::Triggers, Given::Roles, Given::Mentions]), (EventType::Assault, 1, 2));
    }
}
