//! Words written with a full stop, and what the stop says about the sentence.

/// What a full stop after a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The word is no abbreviation: the stop ends the sentence.
    Ends,
    /// A title or the like, always with something to follow: "Gen.", "vs.".
    Continues,
    /// Abbreviates before a number only: "No. 5", otherwise a word.
    BeforeNumber,
    /// Ends a sentence or not, what follows decides: "U.S.", "Inc.", "Jan.".
    Open,
    /// "a.m.": ends a sentence unless a time zone or a day follows.
    Clock,
}

/// What the full stop after `word` (without that stop) can be. Abbreviations that are also words count only when
/// written with a capital ("Sat."), and not in text all in capitals.
pub(super) fn stop(word: &str, upper_case_text: bool) -> Stop {
    // The longest entry has ten letters.
    if word.len() > 10 || !word.is_ascii() {
        return Stop::Ends;
    }
    let lower = word.to_ascii_lowercase();
    let key = lower.as_str();
    if matches!(key, "a.m" | "p.m" | "am" | "pm") {
        return if key.len() == 3 { Stop::Clock } else { Stop::Ends };
    }
    if CONTINUES.binary_search(&key).is_ok() {
        return Stop::Continues;
    }
    if BEFORE_NUMBER.binary_search(&key).is_ok() {
        return Stop::BeforeNumber;
    }
    if OPEN.binary_search(&key).is_ok() || is_dotted(word) {
        return Stop::Open;
    }
    let capitalised = word.starts_with(|c: char| c.is_ascii_uppercase());
    if capitalised && !upper_case_text {
        if CAPITALISED_CONTINUES.binary_search(&key).is_ok() {
            return Stop::Continues;
        }
        if CAPITALISED_OPEN.binary_search(&key).is_ok() {
            return Stop::Open;
        }
    }
    // "Russian-U.S.", "anti-U.N.", "Smith-Jr."
    match word.rsplit_once(['-', '/', '–']) {
        Some((_, last)) if !last.is_empty() => stop(last, upper_case_text),
        _ => Stop::Ends,
    }
}

/// Letters with a stop between each: "U.S", "Ph.D", "J.R.R", "S.&P".
fn is_dotted(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let part = part.strip_prefix('&').unwrap_or(part);
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_alphabetic()) {
            return false;
        }
        parts += 1;
    }
    parts >= 2
}

/// Sorted.
const CONTINUES: [&str; 62] = [
    "adm", "amb", "assoc", "atty", "brig", "capt", "cf", "cllr", "cmdr", "cmdt", "col", "cols", "cpl", "cpt", "dr",
    "drs", "e.g", "eg", "ens", "fr", "gen", "gens", "gov", "govs", "hon", "i.e", "ie", "insp", "lt", "ltc", "lts",
    "m/s", "maj", "messrs", "mgr", "mlle", "mme", "mons", "mr", "mrs", "ms", "msgr", "mx", "ofc", "prof", "profs",
    "pte", "pvt", "rep", "reps", "rev", "revs", "sen", "sens", "sgt", "sgts", "sra", "supt", "supts", "viz", "vs",
    "wm",
];

/// Sorted.
const BEFORE_NUMBER: [&str; 19] = [
    "art", "arts", "ca", "ch", "chap", "ext", "fig", "figs", "fl", "no", "nos", "p", "para", "pp", "sec", "secs",
    "ser", "tel", "vol",
];

/// Sorted.
const OPEN: [&str; 64] = [
    "al", "approx", "apr", "assn", "aug", "ave", "bhd", "bldg", "blvd", "bros", "calif", "cie", "co", "colo", "conn",
    "corp", "cos", "ctr", "dec", "dept", "depts", "dist", "div", "esq", "est", "etc", "feb", "fla", "ft", "govt",
    "inc", "incl", "intl", "jr", "jul", "jun", "kan", "ky", "llc", "ltd", "mich", "minn", "mt", "mts", "natl", "neb",
    "nev", "nov", "oct", "okla", "ore", "pa", "plc", "pty", "rd", "sept", "sq", "sr", "st", "ste", "tenn", "univ",
    "va", "wis",
];

/// Sorted; words too when written small.
const CAPITALISED_CONTINUES: [&str; 4] = ["det", "hon", "pres", "sec"];

/// Sorted; words too when written small.
const CAPITALISED_OPEN: [&str; 24] = [
    "ala", "ariz", "ark", "del", "fri", "ga", "ill", "ind", "jan", "la", "mar", "mass", "md", "me", "miss", "mo",
    "mon", "mont", "sat", "sep", "sun", "tex", "wash", "wed",
];

/// Words that begin a sentence when they stand with a capital after an abbreviation: they are no part of names.
/// Sorted.
const STARTERS: [&str; 114] = [
    "a",
    "about",
    "according",
    "after",
    "again",
    "all",
    "also",
    "although",
    "amid",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "either",
    "even",
    "every",
    "few",
    "first",
    "for",
    "from",
    "furthermore",
    "had",
    "has",
    "have",
    "he",
    "he'd",
    "he's",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "i'm",
    "if",
    "in",
    "indeed",
    "instead",
    "is",
    "it",
    "it's",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "moreover",
    "most",
    "much",
    "my",
    "neither",
    "nevertheless",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "often",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "perhaps",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "under",
    "until",
    "we",
    "what",
    "when",
    "while",
];

/// Sorted. The rest of the alphabet, apart only to keep the lines short.
const MORE_STARTERS: [&str; 14] = [
    "where", "whether", "which", "who", "why", "will", "with", "within", "without", "would", "yes", "yet", "you",
    "your",
];

/// True for a function word: with a capital after "U.S." or "Inc." it begins a sentence.
pub(super) fn is_starter(word: &str) -> bool {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    if word.len() > 12 || !word.is_ascii() {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    STARTERS.binary_search(&lower.as_str()).is_ok() || MORE_STARTERS.binary_search(&lower.as_str()).is_ok()
}

/// Pronouns and articles: the only words that begin a sentence after "U.S." in text all in capitals, where the others
/// may go on ("U.S. IN TALKS").
pub(super) fn is_subject(word: &str) -> bool {
    const SUBJECTS: [&str; 11] = ["but", "he", "it", "she", "the", "there", "these", "they", "this", "we", "you"];
    word.len() <= 5 && SUBJECTS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [
            &CONTINUES[..],
            &BEFORE_NUMBER,
            &OPEN,
            &CAPITALISED_CONTINUES,
            &CAPITALISED_OPEN,
            &STARTERS,
            &MORE_STARTERS,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn what_a_stop_can_be() {
        assert_eq!(stop("Gen", false), Stop::Continues);
        assert_eq!(stop("U.S", false), Stop::Open);
        assert_eq!(stop("Russia-U.S", false), Stop::Open);
        assert_eq!(stop("No", false), Stop::BeforeNumber);
        assert_eq!(stop("sat", false), Stop::Ends);
        assert_eq!(stop("Sat", false), Stop::Open);
        assert_eq!(stop("SUN", true), Stop::Ends);
        assert_eq!(stop("p.m", false), Stop::Clock);
        assert_eq!(stop("war", false), Stop::Ends);
        assert_eq!(stop("www.example", false), Stop::Ends);
        assert!(is_starter("It’s") && is_starter("The") && !is_starter("President"));
    }
}
