//! "the country", "the kingdom", "the Islamic Republic": which state is called so.

use super::country::Country;
use super::knowledge::GeonymKind;
use super::name::fold;
use super::resolver::Resolver;
use super::sets::{Member, Members};
use crate::ontology::MentionKind;

/// Words for any state.
const PLAIN: &[&str] = &["country", "nation", "state", "homeland", "superpower"];
/// Words for a state of that form.
const FORMS: &[&str] = &["kingdom", "republic", "emirate", "sultanate", "federation", "emirates", "principality"];
/// Words that make what follows one of many, known or not.
const ANY: &[&str] =
    &["a", "an", "some", "most", "many", "several", "other", "another", "any", "every", "no", "few", "certain"];

/// True for a word that means a state or states.
pub(super) fn is_state_word(word: &str) -> bool {
    let one = match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_string(),
    };
    PLAIN.contains(&one.as_str()) || FORMS.contains(&word) || matches!(one.as_str(), "neighbor" | "neighbour" | "power")
}

impl Resolver<'_> {
    /// True when a mention's own words keep it from meaning somebody spoken of before: "a … country", "most E.U.
    /// countries", "European leaders".
    pub(super) fn is_new(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        let before = self.text.get(..reading.span.start).unwrap_or("");
        let last = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
        let first = reading.phrase.words.first().map_or("", |w| w.key.as_str());
        let more = reading.phrase.words.len() > 1;
        if ANY.contains(&last.as_str()) || more && ANY.contains(&first) {
            return true;
        }
        let names = reading.phrase.geonyms().next().is_some() || reading.phrase.names_body();
        names && !self.is_definite(i)
    }

    /// True for "the …", "this …", "its …".
    pub(super) fn is_definite(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        reading.definite || reading.possessor.is_some() || reading.key.starts_with("the ") || self.owner_before(i)
    }

    /// True when "his", "their" stand right before a mention.
    fn owner_before(&self, i: usize) -> bool {
        let before = self.text.get(..self.readings[i].span.start).unwrap_or("");
        let last = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
        matches!(last.as_str(), "his" | "her" | "its" | "their" | "our" | "my" | "your" | "own")
    }

    /// Links a mention to the state it calls by a common word: the one it belongs to ("her country"), else the one
    /// spoken of most just before among those that are called so. False when it is no such word or none is found.
    pub(super) fn called_state(&mut self, i: usize, key: &str) -> bool {
        let key = key.strip_prefix("the ").unwrap_or(key);
        let word = key.rsplit(' ').next().unwrap_or(key);
        let (plain, form) = (PLAIN.contains(&word), FORMS.contains(&word));
        let names = self.readings[i].phrase.geonyms().any(|(_, g)| g.iter().any(|g| g.country.is_some()));
        if !plain && !form || names || self.is_new(i) || !self.is_definite(i) {
            return false;
        }
        let owner = self.readings[i].possessor.filter(|_| self.readings[i].kind != MentionKind::State);
        let own = owner.and_then(|p| self.country_of(p)).filter(|c| c.is_state());
        let Some(country) = own.or_else(|| self.called(i, key, form)) else { return false };
        self.state_entity(i, country);
        true
    }

    fn called(&self, i: usize, key: &str, form: bool) -> Option<Country> {
        let mut ranked: Vec<(Country, f32)> = self
            .most_spoken_of(i, Members::States, &[], 8)
            .into_iter()
            .filter_map(|(member, weight)| match member {
                Member::Country(country) => Some((country, weight)),
                Member::Entity(_) => None,
            })
            .collect();
        ranked.retain(|(c, _)| !self.beside_in_deed(i, *c) && !self.is_one_of_several(i, *c));
        for (country, weight) in &mut ranked {
            // A report on a state calls that one "the country" without naming it anew.
            if self.scene.home() == Some(*country) {
                *weight += 0.8;
            }
        }
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        if !form {
            return ranked.first().map(|r| r.0);
        }
        let so_called = ranked.iter().map(|r| r.0).find(|&c| {
            let label = self.knowledge.geonyms.state_of(c).map_or(String::new(), |s| fold(s.name));
            let full = self.knowledge.geonyms.of(&format!("{key} of {label}"));
            full.iter().any(|g| g.country == Some(c))
        });
        so_called.or_else(|| ranked.first().map(|r| r.0).filter(|_| !key.contains(' ')))
    }

    /// True when a state of this country has another part than mention `i` in one deed.
    fn beside_in_deed(&self, i: usize, country: Country) -> bool {
        self.annotation.triggers.iter().any(|t| {
            let all = || t.likely_actors().iter().chain(t.likely_recipients()).map(|f| f.mention);
            all().any(|m| m == i)
                && all().any(|m| {
                    let kind = self.readings.get(m).map(|r| r.kind);
                    m != i && kind == Some(MentionKind::State) && self.country_of(m) == Some(country)
                })
        })
    }

    /// True when the last that was said of a country before `i`, in the same sentence, was as one of several: neither of
    /// "China and France" is "the country".
    fn is_one_of_several(&self, i: usize, country: Country) -> bool {
        let sentence = self.readings[i].sentence;
        let last = (0..i).rev().take_while(|&j| self.readings[j].sentence == sentence).find(|&j| {
            matches!(self.readings[j].kind, MentionKind::State | MentionKind::Place | MentionKind::Nationality)
                && self.country_of(j) == Some(country)
        });
        let Some(j) = last else { return false };
        let joined = |a: usize, b: usize| {
            let gap = self.text.get(self.readings[a].span.end..self.readings[b].span.start).unwrap_or("");
            let states = [a, b].iter().all(|&m| {
                let key = self.readings[m].key.trim_start_matches("the ");
                self.knowledge.geonyms.of(key).iter().any(|g| g.kind != GeonymKind::Ethnic && g.country.is_some())
            });
            states && matches!(gap.trim(), "and" | ", and" | "or" | ",")
        };
        j > 0 && joined(j - 1, j) || j + 1 < i && joined(j, j + 1)
    }
}
