//! A claim and its denial in one report point at each other.

use super::events::CodedEvent;
use crate::ontology::Status;
use crate::record::{EventRecord, Participant};

/// Fills in `contested_by`: a deed told as done and one of the same type and parties told as not done contest each other,
/// unless one voice says both.
pub(super) fn contest(events: &mut [CodedEvent]) {
    let denied: Vec<usize> = (0..events.len()).filter(|&n| events[n].record.status == Status::Negated).collect();
    for d in denied {
        for told in 0..events.len() {
            if contradict(&events[told].record, &events[d].record) {
                let (claim, denial) = (events[told].record.id.clone(), events[d].record.id.clone());
                events[told].record.contested_by.push(denial);
                events[d].record.contested_by.push(claim);
            }
        }
    }
}

fn contradict(told: &EventRecord, denied: &EventRecord) -> bool {
    let days = |e: &EventRecord| e.date.as_ref().filter(|d| d.text.is_some()).map(|d| (d.start, d.end));
    told.event_type == denied.event_type
        && matches!(told.status, Status::Actual | Status::Historical)
        && voice(told) != voice(denied)
        // Another day, another deed.
        && days(told).zip(days(denied)).is_none_or(|(x, y)| x == y)
        && share(&told.actors, &denied.actors)
        && (anybody(&told.recipients) || anybody(&denied.recipients) || share(&told.recipients, &denied.recipients))
}

/// Who says it, outermost; nobody is the reporter.
fn voice(event: &EventRecord) -> Option<&str> {
    event.attribution.first().and_then(|a| a.name.as_deref())
}

/// True when a side says nobody in particular: "denied that gunmen had killed anybody".
fn anybody(side: &[Participant]) -> bool {
    side.iter().all(|p| p.country.is_none() && p.sectors.is_empty())
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
        let one_voice = "Israel said that its jets had struck Sidon. Israel said that its jets had not struck Sidon.";
        assert!(contested(one_voice).iter().all(|(_, n)| *n == 0));
        let plain = contested("Sudanese jets bombed the town of Tine in Chad on Monday.");
        assert!(plain.iter().all(|(_, n)| *n == 0), "{plain:?}");
    }
}
