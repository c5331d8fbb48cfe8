//! How many were killed, hurt or taken, as reports say it, and whether they agree.

use serde::Serialize;
use std::collections::BTreeMap;

/// What happened to the people counted, by the stems of the words that say so.
const FATES: &[(&str, &[&str])] = &[
    ("killed", &["kill", "dead", "died", "dies", "death", "fatal", "slain", "perish", "massacr", "execut"]),
    ("wounded", &["wound", "injur", "hurt", "maim"]),
    ("detained", &["arrest", "detain", "jail", "imprison"]),
    ("abducted", &["abduct", "kidnap", "hostage", "seized"]),
    ("displaced", &["displac", "fled", "flee", "evacuat", "homeless"]),
    ("expelled", &["expel", "deport"]),
    ("released", &["releas", "freed"]),
    ("missing", &["missing"]),
];

/// A number of people in a sentence, with what stands around it.
pub(super) struct Counted<'t> {
    pub(super) amount: f64,
    pub(super) upper: Option<f64>,
    /// The sentence up to the number, the number's own words, and the rest.
    pub(super) before: &'t str,
    pub(super) words: &'t str,
    pub(super) after: &'t str,
}

/// What a report says: of whom, at least, at most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Count {
    pub(super) of: &'static str,
    pub(super) lower: f64,
    /// `None` for "at least".
    pub(super) upper: Option<f64>,
    pub(super) words: String,
}

/// Reads one number; `None` when the sentence does not say what happened to the people.
pub(super) fn read(found: &Counted) -> Option<Count> {
    let of = fate_after(found.after).or_else(|| fate_before(found.before))?;
    let lead = tail(found.before, 24).to_lowercase() + &found.words.to_lowercase();
    let says = |any: &[&str]| any.iter().any(|w| lead.contains(w));
    let (low, high) = (found.amount, found.upper.unwrap_or(found.amount));
    let (lower, upper) = if says(&["at least", "more than", "over ", "no fewer than", "no less than", "minimum of"]) {
        (low, None)
    } else if says(&["up to", "as many as", "at most", "nearly", "almost", "fewer than", "less than"]) {
        (0.0, Some(high))
    } else if says(&["about", "around", "some ", "roughly", "approximately", "estimated"]) {
        ((low * 0.8).floor(), Some((high * 1.2).ceil()))
    } else {
        (low, Some(high))
    };
    Some(Count { of, lower, upper, words: found.words.to_owned() })
}

/// What is said of the people behind the number: up to the next break of the sentence.
fn fate_after(after: &str) -> Option<&'static str> {
    let lower = after.to_lowercase();
    let end = [",", ";", ":", " and ", " but ", " after ", " when ", " while ", "–", "—"]
        .iter()
        .filter_map(|stop| lower.find(stop))
        .min()
        .unwrap_or(lower.len());
    first_fate(&lower[..end])
}

/// The nearest word before the number.
fn fate_before(before: &str) -> Option<&'static str> {
    let lower = before.to_lowercase();
    let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    words.reverse();
    words.into_iter().find_map(fate)
}

fn first_fate(text: &str) -> Option<&'static str> {
    text.split(|c: char| !c.is_alphanumeric()).find_map(fate)
}

fn fate(word: &str) -> Option<&'static str> {
    FATES.iter().find(|(_, stems)| stems.iter().any(|stem| word.starts_with(stem))).map(|(of, _)| *of)
}

/// The last `chars` characters.
fn tail(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().nth(chars.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[start..]
}

/// All that reports say of one story: each different count with the number of reports that say it; and whether some number
/// fits all, `None` when no two reports count the same thing.
pub(super) fn together(said: &[(i64, Count)]) -> (Vec<Stated>, Option<bool>) {
    let mut stated: Vec<Stated> = Vec::new();
    let mut bounds = BTreeMap::<&str, (f64, f64, Vec<i64>)>::new();
    for (report, count) in said {
        let same =
            |s: &&mut Stated| s.count.of == count.of && s.count.lower == count.lower && s.count.upper == count.upper;
        match stated.iter_mut().find(same) {
            Some(s) => s.by.push(*report),
            None => stated.push(Stated { count: count.clone(), reports: 0, by: vec![*report] }),
        }
        let b = bounds.entry(count.of).or_insert((0.0, f64::INFINITY, Vec::new()));
        b.0 = b.0.max(count.lower);
        b.1 = b.1.min(count.upper.unwrap_or(f64::INFINITY));
        b.2.push(*report);
    }
    for s in &mut stated {
        s.by.sort_unstable();
        s.by.dedup();
        s.reports = s.by.len();
    }
    let several = |b: &&(f64, f64, Vec<i64>)| b.2.iter().any(|r| *r != b.2[0]);
    let mut shared = bounds.values().filter(several).peekable();
    let agree = shared.peek().is_some().then(|| shared.all(|b| b.0 <= b.1));
    (stated, agree)
}

/// A count with the number of reports that state it.
#[derive(Debug, Serialize)]
pub(super) struct Stated {
    #[serde(flatten)]
    count: Count,
    reports: usize,
    #[serde(skip)]
    by: Vec<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str, number: &str) -> Option<Count> {
        let at = sentence.find(number).expect("the number");
        let amount = number.split(' ').find_map(|w| w.parse().ok()).expect("a number");
        let (before, after) = (&sentence[..at], &sentence[at + number.len()..]);
        read(&Counted { amount, upper: None, before, words: number, after })
    }

    #[test]
    fn numbers_count_those_whose_fate_stands_beside_them() {
        let sentence = "Shelling killed at least 12 people and wounded 30, police said.";
        let killed = of(sentence, "12 people").expect("a count");
        assert_eq!((killed.of, killed.lower, killed.upper), ("killed", 12.0, None));
        assert_eq!(of(sentence, "30").map(|c| (c.of, c.upper)), Some(("wounded", Some(30.0))));
        let passive = "12 people were killed and 30 were wounded.";
        assert_eq!(of(passive, "30").map(|c| c.of), Some("wounded"));
        assert_eq!(of("He met 12 people.", "12 people"), None);
    }

    #[test]
    fn reports_agree_when_one_number_fits_them_all() {
        let count = |lower, upper| Count { of: "killed", lower, upper, words: String::new() };
        assert_eq!(together(&[(1, count(12.0, None)), (2, count(15.0, Some(15.0)))]).1, Some(true));
        assert_eq!(together(&[(1, count(12.0, Some(12.0))), (2, count(15.0, None))]).1, Some(false));
        assert_eq!(together(&[(1, count(12.0, Some(12.0))), (1, count(15.0, None))]).1, None);
        assert_eq!(together(&[(1, count(1.0, Some(1.0))), (2, count(1.0, Some(1.0)))]).0[0].reports, 2);
    }
}
