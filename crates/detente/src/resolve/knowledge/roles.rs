//! Words for roles and bodies: "border guards", "foreign ministry", "gunman".

use super::KnowledgeError;
use super::table::{bad, rows, sectors};
use crate::ontology::Sector;
use crate::resolve::name::fold;
use std::collections::HashMap;

/// What a role word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// One person: "gunman".
    Person,
    /// A body, singular or plural: "ministry", "unions".
    Body,
    /// Several people: "gunmen".
    People,
}

/// A role's row.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its singular or only form, folded: two mentions with one lemma may be one entity.
    pub lemma: String,
    /// Sectors; empty for words that say none by themselves ("supporters").
    pub sectors: Vec<Sector>,
    /// What it stands for.
    pub kind: RoleKind,
    /// True when it belongs to the state it is spoken of in, if nothing else is said ("the police").
    pub home: bool,
    /// True when the words before it decide its sector ("police chief": police).
    pub takes: bool,
    /// True when whoever it is of is somebody else: "Iran's enemy" is not Iranian.
    pub relational: bool,
    /// True when it is an adjective before another word: "a major power", "elite troops".
    pub alone: bool,
}

/// All role words by folded phrase, plural forms included.
pub struct Roles {
    phrases: HashMap<String, Role>,
    longest: usize,
}

impl Roles {
    /// Reads the table `roles`: phrase, sectors, kind (`person`, `body`, `people`), reach (`home`, `takes`,
    /// `relational`, `alone`).
    ///
    /// # Errors
    /// The first line that is not as expected.
    pub fn read(text: &'static str) -> Result<Roles, KnowledgeError> {
        let mut all = Roles { phrases: HashMap::new(), longest: 1 };
        let mut plurals = Vec::new();
        for row in rows("roles", text, 4) {
            let (line, f) = row?;
            let kind = match f[2] {
                "person" => RoleKind::Person,
                "body" => RoleKind::Body,
                "people" => RoleKind::People,
                other => return Err(bad("roles", line, other, "person, body or people")),
            };
            let reach: Vec<&str> = f[3].split(',').filter(|r| !r.is_empty()).collect();
            if let Some(odd) = reach.iter().find(|r| !["home", "takes", "relational", "alone"].contains(*r)) {
                return Err(bad("roles", line, odd, "home, takes, relational, alone, several or none"));
            }
            let lemma = fold(f[0]);
            let role = Role {
                lemma: lemma.clone(),
                sectors: sectors("roles", line, f[1])?,
                kind,
                home: reach.contains(&"home"),
                takes: reach.contains(&"takes"),
                relational: reach.contains(&"relational"),
                alone: reach.contains(&"alone"),
            };
            all.longest = all.longest.max(lemma.split(' ').count());
            if kind != RoleKind::People {
                let kind = if kind == RoleKind::Person { RoleKind::People } else { RoleKind::Body };
                for plural in plurals_of(&lemma) {
                    plurals.push((plural, Role { kind, ..role.clone() }));
                }
            }
            all.phrases.insert(lemma, role);
        }
        // A row of its own ("troops") goes before a plural made from another.
        for (plural, role) in plurals {
            all.phrases.entry(plural).or_insert(role);
        }
        Ok(all)
    }

    /// The role of a folded phrase.
    pub fn of(&self, key: &str) -> Option<&Role> {
        self.phrases.get(key)
    }

    /// Number of phrases, plural forms included.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// True without any phrase.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Number of words of the longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// Plural forms of a folded phrase: of its last word, and of the word before "of", "to", "for", "in", "general".
pub(in crate::resolve) fn plurals_of(lemma: &str) -> Vec<String> {
    let words: Vec<&str> = lemma.split(' ').collect();
    let mut forms = Vec::new();
    let head = words.iter().position(|w| matches!(*w, "of" | "to" | "for" | "in" | "at" | "the"));
    let head = head.unwrap_or(words.len()).saturating_sub(1);
    let mut plural_at = |at: usize| {
        if let Some(word) = words.get(at) {
            let plural = plural_of(word);
            if plural != *word {
                let mut out = words.clone();
                out[at] = &plural;
                forms.push(out.join(" "));
            }
        }
    };
    plural_at(head);
    if words.len() > 1 && matches!(words[words.len() - 1], "general" | "in chief" | "elect") {
        plural_at(words.len() - 2);
    }
    forms
}

fn plural_of(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    if word.ends_with("person") {
        return format!("{}people", word.strip_suffix("person").unwrap_or(word));
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        return format!("{word}es");
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_made_of_the_head_word() {
        let table = "phrase\tsectors\tkind\treach\ngunman\tUAF\tperson\thome\nchief of staff\tGOV\tperson\thome\nagency\tGOV\tbody\thome\nattorney general\tJUD\tperson\thome\n";
        let roles = Roles::read(table).unwrap();
        for (phrase, lemma) in [
            ("gunmen", "gunman"),
            ("chiefs of staff", "chief of staff"),
            ("agencies", "agency"),
            ("attorneys general", "attorney general"),
            ("attorney generals", "attorney general"),
        ] {
            assert_eq!(roles.of(phrase).map(|r| r.lemma.as_str()), Some(lemma), "{phrase}");
        }
        assert!(Roles::read("phrase\tsectors\tkind\treach\nx\tABC\tperson\t\n").is_err());
    }
}
