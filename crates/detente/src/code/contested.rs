//! A claim and its denial in one report point at each other.

use super::events::CodedEvent;
use crate::ontology::Status;
use crate::record::{EventRecord, Participant};

/// Fills in `contested_by`: a deed told as done and one of the same type and parties told as not done contest each other,
/// unless it is the same voice that says both of different occasions.
pub(super) fn contest(events: &mut [CodedEvent]) {
    for a in 0..events.len() {
        for b in a + 1..events.len() {
            if contradict(&events[a].record, &events[b].record) {
                let (one, other) = (events[a].record.id.clone(), events[b].record.id.clone());
                events[a].record.contested_by.push(other);
                events[b].record.contested_by.push(one);
            }
        }
    }
}

fn contradict(a: &EventRecord, b: &EventRecord) -> bool {
    let (told, denied) = match (a.status, b.status) {
        (Status::Negated, Status::Actual | Status::Historical) => (b, a),
        (Status::Actual | Status::Historical, Status::Negated) => (a, b),
        _ => return false,
    };
    // "The army did not attack on Monday but on Tuesday": one voice, two days.
    let voices = |e: &EventRecord| e.attribution.iter().map(|x| x.name.clone()).collect::<Vec<_>>();
    let one_voice = voices(told) == voices(denied);
    let days = |e: &EventRecord| e.date.as_ref().filter(|d| d.text.is_some()).map(|d| (d.start, d.end));
    let other_day = days(told).zip(days(denied)).is_some_and(|(x, y)| x != y);
    told.event_type == denied.event_type
        && !(one_voice && told.attribution.is_empty())
        && !other_day
        && share(&told.actors, &denied.actors)
        && (anybody(&told.recipients) || anybody(&denied.recipients) || share(&told.recipients, &denied.recipients))
}

/// True when a side says nobody in particular: "denied that gunmen had killed anybody".
fn anybody(side: &[Participant]) -> bool {
    side.iter().all(|p| p.country.is_none())
}

/// True when somebody, or somebody's state, is on both.
fn share(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.entity == y.entity || x.country.is_some() && x.country == y.country))
}

#[cfg(test)]
mod tests {
    use crate::engine::Engine;
    use crate::read::Document;

    fn contested(text: &str) -> Vec<(String, usize)> {
        let mut document = Document::of_text("note", text);
        document.published = "2024-03-14".parse().ok();
        let coded = Engine::new().expect("loads").code(&document).expect("reads");
        coded.events.into_iter().map(|e| (e.trigger.text, e.contested_by.len())).collect()
    }

    #[test]
    fn a_claim_and_its_denial_point_at_each_other() {
        let text = "Chad said on Monday that Sudanese jets had bombed the town of Tine. Sudan denied that its jets had bombed the town.";
        let all = contested(text);
        assert_eq!(all.iter().filter(|(words, n)| words.contains("bombed") && *n == 1).count(), 2, "{all:?}");
        let plain = contested("Sudanese jets bombed the town of Tine in Chad on Monday.");
        assert!(plain.iter().all(|(_, n)| *n == 0), "{plain:?}");
    }
}
