//! "the president", "the foreign minister": who holds the office, not who was spoken of last.

use super::country::Country;
use super::person::{is_head, office_class};
use super::phrase::Piece;
use super::resolver::Resolver;
use crate::ontology::{EntityKind, Sector};

/// True for an office that one person in a state holds at a time.
fn is_single(lemma: &str) -> bool {
    let class = office_class(lemma);
    lemma != "leader" && is_of(lemma, class) && (is_head(lemma) || matches!(class, "foreign" | "defence"))
}

/// True for a title of the class, not for a candidate for it.
fn is_of(title: &str, class: &str) -> bool {
    office_class(title) == class
        && !["presidential", "candidate", "nominee", "elect", "hopeful"].iter().any(|w| title.contains(w))
}

impl Resolver<'_> {
    /// The person of the report that a definite office means: of its holders the model's choice, else the one just
    /// spoken of, else the home's.
    pub(super) fn office_holder(&self, i: usize, country: Option<Country>, lemma: &str) -> Option<usize> {
        let reading = &self.readings[i];
        if !is_single(lemma) || !(reading.definite || country.is_some()) || reading.phrase.is_former() {
            return None;
        }
        let class = office_class(lemma);
        let mut holders: Vec<usize> = Vec::new();
        for entity in self.recent(i, 120) {
            let draft = &self.drafts[entity];
            let holds = draft.kind == EntityKind::Person
                && !draft.sectors.contains(&Sector::Eli)
                && draft.titles.iter().any(|t| is_of(t, class))
                && (country.is_none() || draft.country.is_none() || draft.country == country)
                && !self.opposed(i, entity);
            if holds && !holders.contains(&entity) {
                holders.push(entity);
            }
        }
        let near = |e: &&usize| {
            self.drafts[**e].mentions.iter().any(|&m| m < i && self.readings[m].sentence + 1 >= reading.sentence)
        };
        let home = |e: &&usize| self.scene.home().is_some() && self.drafts[**e].country == self.scene.home();
        self.by_model_among(i, 0.3, |e| holders.contains(&e))
            .or_else(|| holders.iter().find(near).copied())
            .or_else(|| holders.iter().find(home).copied())
            .or_else(|| holders.first().copied())
    }

    /// False for a person of whom another office is known and not this one.
    pub(super) fn may_hold(&self, i: usize, entity: usize, lemma: &str) -> bool {
        let draft = &self.drafts[entity];
        if !is_single(lemma) || !self.readings[i].definite || draft.kind != EntityKind::Person {
            return true;
        }
        let class = office_class(lemma);
        let holds = draft.titles.iter().any(|t| is_of(t, class));
        let elected = draft.mentions.iter().any(|&m| {
            let segments = &self.readings[m].phrase.segments;
            segments.iter().any(|s| matches!(s.piece, Piece::Title(sectors) if !sectors.is_empty()))
        });
        // The table knows the offices of its people on the day, and that this is none of them.
        holds || draft.wikidata.is_none() && !elected
    }
}
