//! The state somebody belongs to of whom no word says it: "the police", "the defence ministry".
//!
//! What belongs to a state as a whole is the home's; what is on the spot belongs to the spot. A place says where
//! something is only with a preposition that says so: the "border with Mali" or the "road to Chad" are elsewhere.

use super::country::Country;
use super::knowledge::RoleKind;
use super::person::{is_head, office_class};
use super::placename::{is_kind, is_part};
use super::resolver::Resolver;
use super::scene::is_hub;
use crate::ontology::{MentionKind, Sector};

/// Prepositions that put somebody at a place.
const LOCATIVE: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "across",
    "throughout",
    "within",
    "on",
    "along",
    "off",
    "over",
];

impl Resolver<'_> {
    /// The state something belongs to that says none itself: the one place where its sentence plays, the report's home,
    /// the one state its sentence names.
    pub(super) fn country_around(&self, i: usize) -> Option<Country> {
        use MentionKind::*;
        if self.is_any_of_many(i) {
            return None;
        }
        let mut scenes: Vec<Country> = Vec::new();
        let mut states: Vec<Country> = Vec::new();
        let mut others: Vec<Country> = Vec::new();
        let mut opens = None;
        for j in self.sentence_around(i) {
            let list = match self.readings[j].kind {
                Place if self.is_scene(j) => &mut scenes,
                State | Nationality => &mut states,
                Person | Group | Organization => &mut others,
                _ => continue,
            };
            if let Some(country) = self.country_of(j).filter(|c| c.is_state())
                && !list.contains(&country)
            {
                list.push(country);
                if self.readings[j].kind == Place && j < i {
                    opens = Some(j);
                }
            }
        }
        let spot = match scenes[..] {
            [only] => Some(only),
            _ => None,
        };
        let home = self.scene.home();
        let found = if self.is_national(i) {
            // "In Damascus, the government said": a sentence that goes elsewhere first; not to where delegations meet.
            let moved = opens.is_some_and(|j| self.opens_sentence(j));
            spot.filter(|c| moved && !is_hub(*c)).or(home).or(spot)
        } else {
            spot.or(home)
        };
        // A report that is at home nowhere is still written somewhere: the police there need no adjective.
        let written = self.scene.dateline().filter(|c| !self.is_national(i) && !is_hub(*c));
        found.or(written).or(match (&scenes[..], &states[..], &others[..]) {
            ([], [only], _) | ([], [], [only]) => Some(*only),
            _ => None,
        })
    }

    /// Mentions of the sentence of `i`, those before it from the nearest on, then those behind.
    fn sentence_around(&self, i: usize) -> impl Iterator<Item = usize> {
        let sentence = self.readings[i].sentence;
        let near = move |j: &usize| self.readings[*j].sentence == sentence;
        (0..i).rev().take_while(near).take(20).chain((i + 1..self.readings.len()).take_while(near).take(20))
    }

    /// True when no actor or place is named before `j` in its sentence.
    fn opens_sentence(&self, j: usize) -> bool {
        j == 0 || self.readings[j - 1].sentence != self.readings[j].sentence
    }

    /// True for what a state has as a whole: government, parliament, army, ministers.
    fn is_national(&self, i: usize) -> bool {
        let sectors = self.readings[i].phrase.sectors(None);
        sectors.first().is_some_and(|s| matches!(s, Sector::Gov | Sector::Leg | Sector::Mil | Sector::Spy))
    }

    /// True for "a foreign minister", "an allied government": every state has one, so with this article it is any
    /// state's. "A court", "a policeman" are one of many at home.
    fn is_any_of_many(&self, i: usize) -> bool {
        let before = self.text.get(..self.readings[i].span.start).unwrap_or("");
        let article = before.ends_with(char::is_whitespace)
            && before.split_whitespace().next_back().is_some_and(|w| matches!(w.to_lowercase().as_str(), "a" | "an"));
        let phrase = &self.readings[i].phrase;
        if !article || phrase.is_plural() {
            return false;
        }
        phrase.head().is_some_and(|(_, role)| match role.kind {
            RoleKind::Person => is_head(&role.lemma) || matches!(office_class(&role.lemma), "foreign" | "defence"),
            RoleKind::Body => {
                role.sectors.first().is_some_and(|s| matches!(s, Sector::Gov | Sector::Leg | Sector::Mil))
                    && matches!(
                        role.lemma.as_str(),
                        "government" | "parliament" | "army" | "military" | "administration"
                    )
            }
            RoleKind::People => false,
        })
    }

    /// True when the words before place `j` put something there: "in Kano", "in the northern city of Kano", "near Kano,
    /// Nigeria".
    fn is_scene(&self, j: usize) -> bool {
        let start = self.readings[j].span.start;
        let before = self.text.get(..start).unwrap_or("").trim_end();
        if before.ends_with(',') {
            let tied = |p: usize| self.text.get(self.readings[p].span.end..start).is_some_and(|g| g.trim() == ",");
            return j > 0 && tied(j - 1) && self.readings[j - 1].kind == MentionKind::Place && self.is_scene(j - 1);
        }
        let mut words = before.split_whitespace().rev().map(str::to_lowercase).take(8).peekable();
        let mut of = false;
        while let Some(word) = words.next() {
            match word.as_str() {
                word if LOCATIVE.contains(&word) => return true,
                "the" | "a" | "an" => {}
                "of" => of = true,
                "border" => return false,
                word if is_part(word) || is_kind(word) => of = false,
                // "in the Nigerian city of Kano", "the streets of Kano": one word more.
                _ if of || words.peek().is_some_and(|w| matches!(w.as_str(), "the" | "a" | "in")) => of = false,
                _ => return false,
            }
        }
        false
    }
}
