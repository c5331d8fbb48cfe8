//! Who vouches for what: the chain of attributions around a place in the text.

use super::Report;
use crate::annotate::Attribution;
use crate::record::{AttributionRecord, Speaker};
use crate::text::Span;

/// All attributions of a report, ready to be asked what stands inside whose words.
pub(crate) struct Chains<'r> {
    /// (content, attribution), widest content first.
    contents: Vec<(Span, &'r Attribution)>,
}

impl<'r> Chains<'r> {
    pub(crate) fn of(report: &Report<'r>) -> Self {
        let mut contents: Vec<(Span, &Attribution)> =
            report.annotation.attributions.iter().flat_map(|a| a.contents.iter().map(move |c| (*c, a))).collect();
        contents.sort_by_key(|(c, a)| (std::cmp::Reverse(c.len()), c.start, a.cue));
        Self { contents }
    }

    /// Who vouches for what stands at `span`, outermost first.
    pub(crate) fn around(&self, report: &Report, span: Span) -> Vec<AttributionRecord> {
        let mut out: Vec<AttributionRecord> = Vec::new();
        for (_, a) in self.contents.iter().filter(|(c, a)| c.contains(span) && !a.cue.overlaps(span)) {
            let cue = a.cue.of(&report.document.text).to_string();
            if is_plan(&cue) {
                continue;
            }
            let speakers = speakers(report, a);
            let links: Vec<AttributionRecord> = if speakers.is_empty() {
                vec![AttributionRecord { entity: None, name: None, cue }]
            } else {
                speakers
                    .into_iter()
                    .map(|s| AttributionRecord { entity: s.entity, name: Some(s.name), cue: cue.clone() })
                    .collect()
            };
            // Somebody who speaks inside his own words vouches once, by the outer ones.
            let again = |l: &AttributionRecord| l.entity.is_some() && out.last().is_some_and(|o| o.entity == l.entity);
            let new: Vec<AttributionRecord> = links.into_iter().filter(|l| !again(l) && !out.contains(l)).collect();
            out.extend(new);
        }
        out
    }

    /// True for the deed that a plain denial is about: the first trigger inside what somebody "denied", where it is told and
    /// not merely named ("denied that its jets had bombed the town", not "denied a part in the bombing").
    pub(crate) fn denies(&self, report: &Report, trigger: Span) -> bool {
        let text = &report.document.text;
        let Some((content, a)) = self.contents.iter().rfind(|(c, _)| c.contains(trigger)) else { return false };
        let mut cue = a.cue.of(text).split_whitespace().map(str::to_lowercase);
        let denial = cue.clone().any(|word| matches!(word.as_str(), "denied" | "denies" | "deny" | "denying"));
        if !denial || cue.any(|word| is_not(&word)) || a.cue.overlaps(trigger) {
            return false;
        }
        let first = report.annotation.triggers.iter().map(|t| t.span).filter(|&t| content.contains(t)).min();
        // "has never denied", "did not deny".
        let mut before = text[..a.cue.start].split_whitespace().rev().take(2);
        let lead = text[content.start..trigger.start].split_whitespace().next_back().map(str::to_lowercase);
        let named =
            lead.is_some_and(|word| NAMING.contains(&word.as_str()) || word.ends_with("'s") || word.ends_with("’s"));
        first == Some(trigger) && !named && !before.any(|word| is_not(&word.to_lowercase()))
    }
}

/// True for words of thought that tell what somebody means to do: nobody vouches for his own plans by having them.
fn is_plan(cue: &str) -> bool {
    const PLANS: [&str; 7] = ["aim", "consider", "intend", "mull", "plan", "prepar", "weigh"];
    const ENDINGS: [&str; 8] = ["", "e", "s", "es", "ed", "ned", "ing", "ning"];
    const AUXILIARY: [&str; 10] = ["is", "are", "was", "were", "be", "been", "has", "have", "had", "to"];
    let mut words = cue.split_whitespace().map(str::to_lowercase).filter(|w| !AUXILIARY.contains(&w.as_str()));
    let plans =
        |word: String| PLANS.iter().any(|stem| word.strip_prefix(stem).is_some_and(|end| ENDINGS.contains(&end)));
    words.next().is_some_and(plans) && words.next().is_none()
}

/// Words before a noun that names a deed without saying that it was done.
const NAMING: [&str; 18] = [
    "a", "about", "after", "an", "by", "during", "for", "from", "his", "in", "into", "its", "of", "over", "recent",
    "the", "their", "to",
];

fn is_not(word: &str) -> bool {
    matches!(word, "not" | "never" | "nor" | "neither" | "cannot") || word.ends_with("n't") || word.ends_with("n’t")
}

/// Who speaks in an attribution: the entities of the mentions inside its sources, else the source's own words.
pub(crate) fn speakers(report: &Report, attribution: &Attribution) -> Vec<Speaker> {
    let mut out: Vec<Speaker> = Vec::new();
    for &source in &attribution.sources {
        let mentions = &report.annotation.mentions;
        let first = mentions.partition_point(|m| m.span.end <= source.start);
        let inside = (first..mentions.len()).take_while(|&m| mentions[m].span.start < source.end);
        // The head of a source ("the spokesman of the ministry") is its first mention that is somebody, but not the one
        // whose it is ("Iran's foreign ministry").
        let possessor =
            |m: usize| inside.clone().any(|other| report.resolution.possessors.get(other) == Some(&Some(m)));
        let somebody = |&m: &usize| !report.resolution.mention_entities[m].is_empty();
        let head = inside.clone().filter(somebody).find(|&m| !possessor(m)).or_else(|| inside.clone().find(somebody));
        let entities = head.map(|m| report.resolution.mention_entities[m].as_slice()).unwrap_or(&[]);
        let found = entities
            .iter()
            .map(|&e| Speaker { entity: Some(Report::entity_id(e)), name: report.resolution.entities[e].name.clone() });
        let before = out.len();
        let found: Vec<Speaker> = found.filter(|s| !out.contains(s)).collect();
        out.extend(found);
        if out.len() == before && entities.is_empty() {
            out.push(Speaker { entity: None, name: source.of(&report.document.text).to_string() });
        }
    }
    out
}
