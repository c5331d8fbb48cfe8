//! Relational nouns: an ally, neighbour or enemy is somebody else than the one whose it is.

use super::belonging::has_office;
use super::knowledge::{Role, RoleKind};
use super::resolver::Resolver;
use crate::ontology::{EntityKind, MentionKind};

impl Resolver<'_> {
    /// True when mention `j`, whose ally or rival somebody is, gives them its country: a person's rivals are compatriots,
    /// a state's are not. A counterpart holds an office elsewhere, whoever's it is.
    pub(super) fn lends(&self, role: &Role, j: usize) -> bool {
        let office = role.sectors.iter().any(|s| super::phrase::is_office(*s));
        let person = match self.entities_of[j].first() {
            Some(&entity) => self.drafts[entity].kind == EntityKind::Person,
            None => self.readings[j].kind == MentionKind::Person,
        };
        person && !office
    }

    /// True when a nationality before a relational noun says who they are, not whose: "its Arab neighbours", where the
    /// possessor already says whose, and "the Chinese counterpart", who is one by office. "U.S. allies" are others.
    pub(super) fn says_who(&self, i: usize, role: &Role) -> bool {
        let inside = self.readings[i].phrase.geonyms().next().is_some();
        inside && (self.readings[i].possessor.is_some() || has_office(role))
    }

    /// True when the words or a possessor say whose relation mention `i` is.
    pub(super) fn is_relation(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        let relational = reading.phrase.head().is_some_and(|(_, r)| r.relational);
        let inside = reading.phrase.geonyms().next().is_some() || reading.phrase.names_body();
        relational && (reading.possessor.is_some() || reading.complement.is_some() || inside)
    }

    /// The mention that says by name who a relation is: "rival Iran", "its neighbour, Bolivia,".
    pub(super) fn named_beside(&self, i: usize) -> Option<usize> {
        let reading = &self.readings[i];
        let (_, role) = reading.phrase.head()?;
        if !role.relational || role.kind != RoleKind::Person || reading.phrase.is_plural() {
            return None;
        }
        let named = |j: &usize| {
            use MentionKind::*;
            matches!(self.readings[*j].kind, State | Organization | Person)
        };
        let behind = |j: &usize| {
            let next = &self.readings[*j];
            let gap = self.text.get(reading.span.end..next.span.start);
            next.beside == Some(i) || gap.is_some_and(|g| !g.is_empty() && g.trim().is_empty())
        };
        let next = (i + 1..self.readings.len()).take(2).find(|j| behind(j) && named(j));
        next.or(reading.beside.filter(named))
    }
}
