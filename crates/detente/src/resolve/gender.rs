//! Man or woman, where titles, given names or pronouns say it: "he" is nobody who is called Angela.

use super::name::fold;
use super::phrase::Piece;
use super::resolver::Resolver;
use crate::ontology::EntityKind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a pronoun or title asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// Given names, and whole names of well-known persons whose given name does not say it.
static NAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in include_str!("../../../../knowledge/given-names.tsv").lines().skip(1) {
        let mut fields = line.split('\t');
        let gender = match fields.nth(1) {
            Some("f") => Gender::Female,
            Some("m") => Gender::Male,
            _ => continue,
        };
        for name in fields.next().unwrap_or("").split(';') {
            names.insert(name, gender);
        }
    }
    names
});

/// True for a given name, folded.
pub(super) fn is_given_name(key: &str) -> bool {
    NAMES.contains_key(key)
}

/// The gender of a third-person pronoun.
pub(super) fn of_pronoun(key: &str) -> Option<Gender> {
    match key {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The gender a full name says by its given name.
pub(super) fn of_name(name: &str) -> Option<Gender> {
    let key = fold(name);
    // A single word is a surname: "Kelly", "Thomas".
    if let Some(&whole) = NAMES.get(key.as_str()).filter(|_| key.contains(' ')) {
        return Some(whole);
    }
    let mut words = key.split(' ').filter(|w| w.chars().count() > 1);
    let first = words.next()?;
    let second = words.next()?;
    // "Jean-Pierre" before "Jean".
    NAMES.get(format!("{first} {second}").as_str()).or_else(|| NAMES.get(first)).copied()
}

/// The gender a title or a word for a person says.
fn of_title(key: &str) -> Option<Gender> {
    match key {
        "mr" | "sir" | "lord" | "king" | "prince" | "sultan" | "emir" | "pope" | "duke" | "baron" | "count"
        | "father" | "brother" | "son" | "husband" | "monsieur" | "herr" | "senor" | "man" | "boy" | "sheikh"
        | "imam" | "monk" | "widower" | "grandfather" | "uncle" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "duchess" | "baroness" | "mother"
        | "sister" | "daughter" | "wife" | "madam" | "woman" | "girl" | "actress" | "nun" | "widow" | "grandmother"
        | "aunt" | "heiress" | "empress" => Some(Gender::Female),
        _ if key.ends_with("woman") => Some(Gender::Female),
        // "spokesman", but "German", "human".
        _ if key.ends_with("sman") || key.ends_with("airman") || key.ends_with("iceman") => Some(Gender::Male),
        _ => None,
    }
}

impl Resolver<'_> {
    /// The gender of an entity, if anything says it.
    pub(super) fn gender(&self, entity: usize) -> Option<Gender> {
        let draft = &self.drafts[entity];
        let person = draft.kind == EntityKind::Person;
        if !person && draft.plural {
            return None;
        }
        let titled = draft.mentions.iter().filter(|&&m| m < self.readings.len()).find_map(|&m| {
            let phrase = &self.readings[m].phrase;
            let title = |s: &super::phrase::Segment| match s.piece {
                Piece::Role(_) | Piece::Title(_) => of_title(&phrase.words[s.words.end - 1].key),
                _ => None,
            };
            phrase.segments.iter().find_map(title)
        });
        titled.or_else(|| of_name(&draft.name).filter(|_| person)).or(draft.gender)
    }

    /// False when a pronoun's gender is known not to be the entity's.
    pub(super) fn agrees(&self, entity: usize, asked: Option<Gender>) -> bool {
        asked.is_none() || self.gender(entity).is_none_or(|g| Some(g) == asked)
    }

    /// Remembers by which pronoun somebody was called first.
    pub(super) fn remember(&mut self, entity: usize, asked: Option<Gender>) {
        let draft = &mut self.drafts[entity];
        if draft.kind == EntityKind::Person || draft.kind == EntityKind::Group && !draft.plural {
            draft.gender = draft.gender.or(asked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_it_or_not() {
        for (name, gender) in [
            ("Angela Merkel", Some(Gender::Female)),
            ("Recep Tayyip Erdoğan", Some(Gender::Male)),
            ("Park Geun-hye", Some(Gender::Female)),
            ("J. Robert Smith", Some(Gender::Male)),
            ("Thomas", None),
            ("Xyz Abc", None),
        ] {
            assert_eq!(of_name(name), gender, "{name}");
        }
        assert_eq!(of_title("congresswoman"), Some(Gender::Female));
        assert_eq!(of_title("german"), None);
    }
}
