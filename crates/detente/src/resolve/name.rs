//! Names as keys: one spelling for "Zelenskyy" in every case, accent and punctuation, and how near two spellings are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name that is looked up, in characters; a longer one is cut.
///
/// No table holds a longer one, and comparing names costs the product of their lengths.
pub(super) const LONGEST: usize = 200;

/// A name as a key: lower case without accents, dots, apostrophes, hyphens and direction marks, one blank between words.
///
/// ```
/// use detente::resolve::name::fold;
/// assert_eq!(fold("U.S."), "us");
/// assert_eq!(fold("N’Djamena"), "ndjamena");
/// assert_eq!(fold("Côte d'Ivoire"), "cote divoire");
/// assert_eq!(fold("  Recep Tayyip\u{200f} Erdoğan "), "recep tayyip erdogan");
/// assert_eq!(fold("Bosnia-Herzegovina"), "bosnia herzegovina");
/// ```
pub fn fold(name: &str) -> String {
    let mut key = Key { text: String::with_capacity(name.len().min(4 * LONGEST)), gap: false, kept: 0 };
    for original in name.chars() {
        if key.kept >= LONGEST {
            break;
        }
        if original.is_ascii() {
            key.push(original);
        } else {
            std::iter::once(original).nfkd().for_each(|c| key.push(c));
        }
    }
    key.text
}

struct Key {
    text: String,
    gap: bool,
    kept: usize,
}

impl Key {
    fn push(&mut self, c: char) {
        if is_combining_mark(c) || is_silent(c) {
            return;
        }
        let spelled = match c {
            'ß' | 'ẞ' => "ss",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'ı' => "i",
            'þ' | 'Þ' => "th",
            'ə' | 'Ə' => "a",
            '&' => " and ",
            _ => "",
        };
        if spelled.is_empty() {
            c.to_lowercase().filter(|l| !is_combining_mark(*l)).for_each(|l| self.push_plain(l));
        } else {
            spelled.chars().for_each(|s| self.push_plain(s));
        }
    }

    fn push_plain(&mut self, c: char) {
        if !c.is_alphanumeric() {
            self.gap = true;
            return;
        }
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
            self.kept += 1;
        }
        self.gap = false;
        self.text.push(c);
        self.kept += 1;
    }
}

/// Signs that stand inside a word without parting it: apostrophes, dots, direction and joining marks.
fn is_silent(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '′' | '\u{ad}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// What is left of a name when transliterations are taken out: "zelenskyy", "zelenskiy", "zelensky" give the same.
///
/// Letters that different systems write for one sound fall together, doubled letters count once, vowels after the
/// first letter drop out. Two names with one skeleton may still be different people: see [`alike`].
pub fn skeleton(key: &str) -> String {
    let letters: Vec<char> = key.chars().filter(|c| *c != ' ').collect();
    let mut out = String::with_capacity(letters.len());
    let mut i = 0;
    while i < letters.len() {
        let pair = (letters[i], letters.get(i + 1).copied().unwrap_or(' '));
        let (sound, used) = match pair {
            ('k' | 'g' | 'd' | 't' | 'b', 'h') => (Some(hard(pair.0)), 2),
            ('p', 'h') => (Some('f'), 2),
            ('c', 'k') => (Some('k'), 2),
            ('t', 's' | 'z') => (Some('k'), 2),
            ('c' | 's' | 'z', 'h') => (Some('s'), 2),
            ('d', 'j') => (Some('j'), 2),
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y', _) => ((i == 0).then(|| vowel(pair.0)), 1),
            ('h', _) if i > 0 => (None, 1),
            (c, _) => (Some(hard(c)), 1),
        };
        if let Some(s) = sound
            && !out.ends_with(s)
        {
            out.push(s);
        }
        i += used;
    }
    out
}

fn hard(c: char) -> char {
    match c {
        'q' | 'g' | 'c' | 'x' => 'k',
        'w' => 'v',
        'z' => 's',
        other => other,
    }
}

fn vowel(c: char) -> char {
    match c {
        'e' | 'i' | 'y' => 'i',
        'o' | 'u' => 'u',
        other => other,
    }
}

/// True when two folded names are spellings of one: the same skeleton and few letters that differ.
///
/// ```
/// use detente::resolve::name::alike;
/// assert!(alike("zelensky", "zelenskiy"));
/// assert!(alike("gaddafi", "qadhafi"));
/// assert!(alike("yanukovych", "yanukovich"));
/// assert!(!alike("putin", "patten"));
/// assert!(!alike("obama", "osama"));
/// ```
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let longer = a.chars().count().max(b.chars().count());
    (5..=LONGEST).contains(&longer)
        && skeleton(a) == skeleton(b)
        && distance(a, b) <= (longer * 2).div_ceil(5)
        && vowels_agree(a, b)
}

/// Different vowels in the first syllable tell names apart ("Putin", "Patten") unless they are of one colour.
fn vowels_agree(a: &str, b: &str) -> bool {
    let first = |s: &str| s.chars().find(|c| "aeiouy".contains(*c)).map(vowel);
    match (first(a), first(b)) {
        (Some(x), Some(y)) => x == y || matches!((x, y), ('a', 'i') | ('i', 'a')),
        _ => true,
    }
}

/// Edit distance in characters.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

/// Small words inside surnames.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "ad", "as", "ash", "at", "an", "ar", "bin", "ben", "ibn", "abu", "van", "von", "der", "den",
    "de", "del", "della", "di", "da", "do", "dos", "das", "la", "le", "du", "st", "san", "ter", "ten", "ould", "ag",
    "zu",
];

/// What follows a surname without being part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Small words that a name neither begins nor ends with where it was cut out well.
const DANGLING: &[&str] = &[
    "of", "or", "and", "in", "for", "to", "by", "with", "from", "at", "on", "but", "nor", "as", "than", "whose", "its",
];

/// Words that by themselves name nobody.
const VAGUE: &[&str] = &[
    "both", "some", "new", "other", "others", "several", "many", "most", "all", "such", "any", "more", "few",
    "certain", "the", "a", "an", "those", "these", "this", "that", "one", "ones", "various", "each",
];

/// A name on one line, without small words left over at its ends ("members of"); empty when nothing else is there.
pub(super) fn plain(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.last().is_some_and(|w| DANGLING.contains(w) || matches!(*w, "the" | "a" | "an")) {
        words.pop();
    }
    let cut = words.iter().take_while(|w| DANGLING.contains(*w)).count();
    let rest = &words[cut..];
    if rest.iter().all(|w| VAGUE.contains(&w.to_lowercase().as_str())) { String::new() } else { rest.join(" ") }
}

/// True for what follows a surname without being part of it.
pub(super) fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word)
}

/// The surname of a folded personal name, without particles: "bashar al assad" gives "assad".
///
/// It is the last word; where the family name stands first, the caller asks for the [`first_word`] as well.
pub fn surname(key: &str) -> &str {
    let mut rest = key;
    while let Some((head, last)) = rest.rsplit_once(' ') {
        if !SUFFIXES.contains(&last) {
            return last;
        }
        rest = head;
    }
    rest
}

/// The surname with the particles before it ("van der bellen", "al assad"); the surname alone when there are none.
pub fn full_surname(key: &str) -> &str {
    let last = surname(key);
    let Some(at) = key.rfind(last) else { return key };
    let mut start = at;
    while let Some(before) = key.get(..start) {
        let before = before.trim_end();
        let word = before.rsplit(' ').next().unwrap_or("");
        if word.is_empty() || !PARTICLES.contains(&word) {
            break;
        }
        start = before.len() - word.len();
    }
    key.get(start..at + last.len()).unwrap_or(last)
}

/// The first word of a folded name.
pub fn first_word(key: &str) -> &str {
    key.split(' ').next().unwrap_or(key)
}

/// A folded name without a leading particle: "al assad" gives "assad".
pub fn without_particle(key: &str) -> &str {
    match key.split_once(' ') {
        Some((first, rest)) if PARTICLES.contains(&first) => rest,
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ragged_names_fold_without_panic() {
        assert_eq!(fold(""), "");
        assert_eq!(fold("\u{301}\u{301}"), "");
        assert_eq!(fold(&"é\u{301}".repeat(10_000)).chars().count(), LONGEST);
        assert_eq!(fold("\u{202e}Putin\u{202c}"), "putin");
        assert_eq!(fold("Łódź — Đoković & Søn"), "lodz dokovic and son");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("習近平"), "習近平");
    }

    #[test]
    fn spellings_of_one_name_are_alike_and_names_of_two_people_are_not() {
        for (a, b) in [
            ("zelenskyy", "zelensky"),
            ("gadhafi", "gaddafi"),
            ("khrushchev", "khruschev"),
            ("mohammed", "muhammad"),
            ("sergei", "sergey"),
            ("hussein", "hussain"),
            ("lukashenko", "lukashenka"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [("bush", "bosh"), ("obama", "osama"), ("putin", "patten"), ("kim", "kem"), ("kerry", "kumar")] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn surnames_with_and_without_particles() {
        assert_eq!(surname("joe biden"), "biden");
        assert_eq!(surname("ferdinand marcos jr"), "marcos");
        assert_eq!(full_surname("alexander van der bellen"), "van der bellen");
        assert_eq!(full_surname("bashar al assad"), "al assad");
        assert_eq!(full_surname("putin"), "putin");
        assert_eq!(without_particle("al assad"), "assad");
    }
}
