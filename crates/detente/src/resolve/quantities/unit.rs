//! What an amount is an amount of: the words after it, or the verb that governs it.

use super::currency::{self, Currency};
use super::excluded::is_time;
use super::finder::{Amount, Finder, Unit};
use super::{QuantityKind, arms, measure, people};
use crate::resolve::words::Shape;
use crate::resolve::words::Tokens;

impl<'a> Finder<'a> {
    /// What the amount whose number ends before `next` is an amount of; `None` when it is none after all.
    pub(super) fn unit(&self, start: usize, next: usize, amount: &Amount, prefix: Option<Currency>) -> Option<Unit> {
        if let Some(prefix) = prefix {
            // "$5 Canadian"; "$3 million dollars"
            let mut code = prefix.code;
            let mut end = next;
            match self.word(next) {
                "canadian" => (code, end) = (Some("CAD"), next + 1),
                "australian" => (code, end) = (Some("AUD"), next + 1),
                "dollars" | "dollar" | "euros" | "pounds" => end = next + 1,
                _ => {}
            }
            let dash = usize::from(self.is_dash(end));
            let _ = dash;
            return Some(Unit {
                kind: QuantityKind::Money,
                unit: code.map(str::to_owned),
                factor: prefix.factor,
                next: end,
            });
        }
        if amount.share {
            return Some(Unit { kind: QuantityKind::Percent, unit: Some("%".into()), factor: 1.0, next });
        }
        let dash = usize::from(self.is_dash(next) && self.token(next + 1).is_some_and(|t| t.shape == Shape::Word));
        // "hundreds of millions of dollars", "5 million worth of", "a million or so euros"
        let of = usize::from(self.word(next) == "of");
        let at = next + dash.max(of);
        let money = currency::after_amount(self.tokens, at);
        let sterling = matches!(self.word(at), "pounds" | "pound") && amount.number.value >= 1e6;
        if sterling && money.is_none() {
            let end = at + 1 + usize::from(self.word(at + 1) == "sterling");
            return Some(Unit { kind: QuantityKind::Money, unit: Some("GBP".into()), factor: 1.0, next: end });
        }
        if matches!(self.word(at), "pounds" | "pound") && self.word(at + 1) == "sterling" {
            return Some(Unit { kind: QuantityKind::Money, unit: Some("GBP".into()), factor: 1.0, next: at + 2 });
        }
        if let Some(money) = money.filter(|_| !self.is_verb_won(at, amount)) {
            return Some(Unit {
                kind: QuantityKind::Money,
                unit: money.code.map(str::to_owned),
                factor: money.factor,
                next: money.next,
            });
        }
        if let Some(found) = measure::at(self.tokens, at) {
            // "six feet", "a 10-foot wall"
            return Some(Unit { kind: found.kind, unit: Some(found.unit.into()), factor: 1.0, next: found.next });
        }
        if is_time(self.word(at)) {
            return None;
        }
        let one = amount.number.value == 1.0 && amount.upper.is_none();
        let (kind, unit) = self.counted(next, one || dash == 1).unwrap_or_else(|| self.by_context(start, next));
        Some(Unit { kind, unit, factor: 1.0, next })
    }

    /// "The party with 35 won": the verb, not the currency.
    pub(super) fn is_verb_won(&self, at: usize, amount: &Amount) -> bool {
        self.word(at) == "won" && (amount.number.scale < 1e3 && amount.number.value < 1000.0)
    }

    /// People or arms among the words after a number: "14 masked gunmen", "three of the soldiers", "12 T-72 tanks".
    pub(super) fn counted(&self, next: usize, singular: bool) -> Option<(QuantityKind, Option<String>)> {
        let mut at = next + usize::from(self.is_dash(next));
        if self.word(at) == "of" {
            at += 1;
            while matches!(self.word(at), "the" | "his" | "her" | "its" | "their" | "our" | "those" | "these") {
                at += 1;
            }
        }
        let mut war = false;
        let mut found: Option<(QuantityKind, Option<String>)> = None;
        let mut i = at;
        while i < at + 8 {
            let Some(token) = self.token(i) else { break };
            if token.shape == Shape::Sign && !token.is_dash() && !token.is_apostrophe() {
                break;
            }
            if token.shape != Shape::Word {
                i += 1;
                continue;
            }
            let word = token.lower.as_str();
            // "25 charred and bloated bodies"
            if word == "and" && i > at && found.is_none() && !self.back(i, 1).ends_with('s') {
                i += 1;
                continue;
            }
            if ends_noun_phrase(word) && !(i == at && people::is_person(word, false, false)) {
                break;
            }
            // the members of a "28-member bloc" are states
            if word == "member" && is_league(self.word(i + 1)) {
                break;
            }
            // "F-16s", "T-72 tanks", "F-15K fighters"
            if let Some((name, next)) = self.designation(i) {
                found = Some((QuantityKind::Arms, Some(name)));
                war = true;
                i = next;
                continue;
            }
            if let Some(weapon) = arms::weapon(word, singular).filter(|w| war || !arms::needs_company(w)) {
                found = Some((QuantityKind::Arms, Some(weapon.to_owned())));
                war = true;
            } else if people::is_person(word, token.is_capitalised(), singular)
                || (token.is_capitalised() && people::is_people_name(word) && self.phrase_ends(i + 1))
            {
                // "F-15K fighters" are aircraft, "rebel fighters" are not; "tank crews" are people
                let craft = war && matches!(word, "fighters" | "fighter" | "carriers");
                found = match craft {
                    true => Some((QuantityKind::Arms, Some("fighter".to_owned()))),
                    false => Some((QuantityKind::People, Some("people".to_owned()))),
                };
            } else {
                war |= arms::is_of_war(word);
                // another noun: what was found only describes it, if it is no verb
                let plural = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
                let other = plural && !token.is_capitalised() && i > at;
                if (found.is_some() && !arms::is_of_war(word)) || other {
                    break;
                }
            }
            i += 1;
        }
        found
    }

    /// A type of weapon by letters and figures, "F-16", "MiG-29", "T-72", and the first token after it.
    fn designation(&self, at: usize) -> Option<(String, usize)> {
        let [letters, dash, figures] = self.tokens.get(at..at + 3)? else { return None };
        let one = letters.span.end == dash.span.start && dash.span.end == figures.span.start;
        let short = letters.text.len() <= 3 && letters.is_capitalised();
        if !one || !short || !dash.is_dash() || figures.shape != Shape::Digits || figures.text.len() > 3 {
            return None;
        }
        // a letter for the version and the plural: "F-15K", "F-16s"
        let mut next = at + 3;
        if self.glued(at + 2) && self.token(next).is_some_and(|t| t.shape == Shape::Word && t.text.len() <= 2) {
            next += 1;
        }
        Some((format!("{}-{}", letters.text, figures.text), next))
    }

    /// True when no noun follows.
    fn phrase_ends(&self, at: usize) -> bool {
        self.token(at).is_none_or(|t| t.shape == Shape::Sign || ends_noun_phrase(&t.lower) || t.lower.ends_with("ed"))
    }

    /// A number without a noun: people where the verb is one that befalls people.
    pub(super) fn by_context(&self, start: usize, next: usize) -> (QuantityKind, Option<String>) {
        let harmed = |word: &str| {
            matches!(
                word,
                "kill"
                    | "injure"
                    | "injures"
                    | "wound"
                    | "wounds"
                    | "arrest"
                    | "arrests"
                    | "detain"
                    | "detains"
                    | "abduct"
                    | "abducts"
                    | "kidnap"
                    | "kidnaps"
                    | "slain"
                    | "drowned"
                    | "perished"
                    | "killed"
                    | "killing"
                    | "kills"
                    | "wounded"
                    | "wounding"
                    | "injured"
                    | "injuring"
                    | "arrested"
                    | "arresting"
                    | "detained"
                    | "detaining"
                    | "dead"
                    | "died"
                    | "hurt"
                    | "missing"
                    | "displaced"
                    | "abducted"
                    | "kidnapped"
                    | "executed"
                    | "sentenced"
                    | "jailed"
                    | "evacuated"
                    | "hospitalised"
                    | "hospitalized"
            )
        };
        let people = (QuantityKind::People, Some("people".to_owned()));
        let mut at = next;
        while matches!(
            self.word(at),
            "were"
                | "was"
                | "are"
                | "is"
                | "have"
                | "had"
                | "been"
                | "others"
                | "more"
                | "other"
                | "being"
                | "of"
                | "them"
        ) {
            at += 1;
        }
        if harmed(self.word(at)) {
            return people;
        }
        // nothing but the number stands after the verb: "killed at least 15."
        let alone = self.token(next).is_none_or(|t| t.shape == Shape::Sign || ends_noun_phrase(&t.lower));
        if alone {
            for n in 1..=5 {
                let word = self.back(start, n);
                if harmed(word) {
                    return people;
                }
                if !is_qualifier(word) {
                    break;
                }
            }
        }
        (QuantityKind::Count, None)
    }
}

/// Words that end the noun phrase after a number.
pub(super) fn ends_noun_phrase(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "to"
            | "from"
            | "with"
            | "for"
            | "as"
            | "or"
            | "and"
            | "the"
            | "a"
            | "an"
            | "was"
            | "were"
            | "are"
            | "is"
            | "be"
            | "have"
            | "has"
            | "had"
            | "will"
            | "would"
            | "that"
            | "who"
            | "which"
            | "when"
            | "where"
            | "while"
            | "after"
            | "before"
            | "since"
            | "than"
            | "during"
            | "against"
            | "into"
            | "near"
            | "over"
            | "under"
            | "but"
            | "if"
            | "it"
            | "they"
            | "he"
            | "she"
            | "his"
            | "her"
            | "its"
            | "their"
            | "said"
            | "killed"
            | "wounded"
            | "injured"
            | "not"
            | "did"
            | "between"
            | "across"
            | "through"
            | "without"
            | "because"
            | "per"
            | "out"
            | "off"
            | "up"
            | "down"
            | "about"
            | "this"
            | "these"
            | "those"
    )
}

pub(super) fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "at" | "least"
            | "more"
            | "than"
            | "up"
            | "to"
            | "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "another"
            | "as"
            | "many"
            | "over"
            | "fewer"
            | "less"
            | "roughly"
            | "and"
            | "between"
            | "from"
            | "only"
            | "an"
            | "estimated"
            | "or"
            | "approximately"
    )
}

/// What states are members of.
fn is_league(word: &str) -> bool {
    matches!(
        word,
        "bloc"
            | "alliance"
            | "union"
            | "grouping"
            | "organisation"
            | "organization"
            | "pact"
            | "cartel"
            | "eurozone"
            | "community"
    )
}
