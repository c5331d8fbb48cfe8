//! One deed told by two words is one event: "imposed new visa bans", "an air strike killed five".
//!
//! The model marks triggers word by word, so a verb and the noun it governs may each become an event. Two events are
//! one when everything that was read of them agrees: type, status, sentence, participants (those of one among those of
//! the other), and no mode, date or place of one contradicts the other's; and when their triggers stand close together
//! with nothing between them that joins two deeds.

use super::events::CodedEvent;
use crate::record::{DateRecord, EventRecord, Participant};

/// At most this many words stand between two triggers of one deed.
const REACH: usize = 6;

/// Joins events that are one deed; `events` are in order of their triggers and stay so.
pub(crate) fn merge(text: &str, events: Vec<CodedEvent>) -> Vec<CodedEvent> {
    let mut out: Vec<CodedEvent> = Vec::with_capacity(events.len());
    for event in events {
        let same =
            out.iter().rposition(|earlier| near(text, earlier, &event) && one_deed(&earlier.record, &event.record));
        match same {
            Some(i) => {
                let earlier = out.remove(i);
                out.insert(i, joined(earlier, event));
            }
            None => out.push(event),
        }
    }
    out
}

/// True when the words between the two triggers are few and none of them joins two deeds.
fn near(text: &str, earlier: &CodedEvent, later: &CodedEvent) -> bool {
    let Some(between) = text.get(earlier.trigger.end..later.trigger.start) else { return false };
    let mut words = between.split_whitespace();
    let few = words.by_ref().take(REACH + 1).count() <= REACH;
    let joins = |w: &str| matches!(w, "and" | "or" | "but" | "then" | "before" | "after" | "while");
    few && !between.contains([';', ':', '—']) && !between.split_whitespace().any(joins)
}

fn one_deed(a: &EventRecord, b: &EventRecord) -> bool {
    a.event_type == b.event_type
        && a.status == b.status
        && a.sentence == b.sentence
        && (nested(a, b) || nested(b, a))
        && agree(a.mode, b.mode)
        && agree(told(a), told(b))
        && agree(a.place.as_ref().map(|p| &p.name), b.place.as_ref().map(|p| &p.name))
}

/// The date in words; one taken from the report contradicts nothing.
fn told(event: &EventRecord) -> Option<&DateRecord> {
    event.date.as_ref().filter(|d| d.text.is_some())
}

/// True when every participant of `inner` takes the same part in `outer`.
fn nested(inner: &EventRecord, outer: &EventRecord) -> bool {
    let within = |x: &[Participant], y: &[Participant]| x.iter().all(|p| y.iter().any(|q| q.entity == p.entity));
    within(&inner.actors, &outer.actors) && within(&inner.recipients, &outer.recipients)
}

fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// The two as one: the more certain trigger, the fuller participants, whatever only one of them says.
fn joined(a: CodedEvent, b: CodedEvent) -> CodedEvent {
    let fuller = if nested(&a.record, &b.record) { &b.record } else { &a.record };
    let (actors, recipients) = (fuller.actors.clone(), fuller.recipients.clone());
    let (mut kept, other) = if b.record.confidence > a.record.confidence { (b, a) } else { (a, b) };
    let record = &mut kept.record;
    record.actors = actors;
    record.recipients = recipients;
    kept.also.extend(other.also);
    kept.also.push(other.trigger);
    let other = other.record;
    if record.mode.is_none() && other.mode.is_some() {
        record.mode = other.mode;
        record.score = other.score;
        record.cameo = other.cameo;
    }
    if told(record).is_none() && other.date.is_some() {
        record.date = other.date;
    }
    record.place = record.place.take().or(other.place);
    for own in other.own_types {
        if record.own_types.iter().all(|o| o.name != own.name) {
            record.own_types.push(own);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::engine::Engine;
    use crate::ontology::EventType;
    use crate::read::Document;

    fn triggers(text: &str, kind: EventType) -> Vec<String> {
        let document = Document::of_text("note", text);
        let coded = Engine::new().unwrap().code(&document).unwrap();
        coded.events.into_iter().filter(|e| e.event_type == kind).map(|e| e.trigger.text).collect()
    }

    #[test]
    fn a_verb_and_its_noun_are_one_deed_two_verbs_are_two() {
        let found = triggers("Canada imposed sweeping new economic sanctions on Belarus.", EventType::Sanction);
        assert_eq!(found.len(), 1, "{found:?}");
        let text = "Kenyan police arrested six opposition activists in Mombasa and deported two Ugandan journalists.";
        let found = triggers(text, EventType::Coerce);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
