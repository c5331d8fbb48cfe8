//! The sides of a story, as text that can be compared and looked up.

use detente::record::Participant;
use std::collections::BTreeSet;

/// Countries of all on a side, of those without one the names in lower case, in alphabetical order with "+" between.
pub(super) fn key(side: &[Participant]) -> String {
    let part = |p: &Participant| match p.country.as_deref() {
        Some(country) if !country.is_empty() => country.to_owned(),
        _ => p.name.to_lowercase().replace('+', " "),
    };
    let parts: BTreeSet<String> = side.iter().map(part).collect();
    parts.into_iter().collect::<Vec<_>>().join("+")
}

/// The pairs of countries of a story with these sides; among the actors themselves where there is no recipient.
pub(super) fn pairs<'k>(actors: &'k str, recipients: &'k str) -> Vec<(&'k str, &'k str)> {
    let countries = |key: &'k str| key.split('+').filter(|part| is_country(part));
    let others = if recipients.is_empty() { actors } else { recipients };
    let apart = |a: &str, b: &str| !recipients.is_empty() || a != b;
    countries(actors).flat_map(|a| countries(others).filter(move |b| apart(a, b)).map(move |b| (a, b))).collect()
}

/// Names are in lower case, codes are not.
fn is_country(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_who_meet_are_pairs_and_names_are_none() {
        assert_eq!(pairs("CHN+RUS", ""), [("CHN", "RUS"), ("RUS", "CHN")]);
        assert_eq!(pairs("RUS+the crew", "RUS"), [("RUS", "RUS")]);
        assert_eq!(pairs("RUS", "the crew"), []);
    }
}
