//! The words of a place's name: which say its kind, which a part of it, and what is left as the name itself.

use super::Extent;

/// Words behind a name that say what kind of place it is.
const KINDS: &[(&str, Extent)] = &[
    ("region", Extent::Region),
    ("province", Extent::Region),
    ("state", Extent::Region),
    ("oblast", Extent::Region),
    ("governorate", Extent::Region),
    ("prefecture", Extent::Region),
    ("department", Extent::Region),
    ("krai", Extent::Region),
    ("canton", Extent::Region),
    ("republic", Extent::Region),
    ("territory", Extent::Region),
    ("peninsula", Extent::Region),
    ("county", Extent::District),
    ("district", Extent::District),
    ("municipality", Extent::District),
    ("raion", Extent::District),
    ("enclave", Extent::Region),
    ("valley", Extent::Region),
    ("basin", Extent::Region),
    ("area", Extent::Town),
    ("city", Extent::Town),
    ("town", Extent::Town),
    ("village", Extent::Town),
    ("suburb", Extent::Town),
    ("suburbs", Extent::Town),
    ("outskirts", Extent::Town),
    ("airport", Extent::Town),
    ("port", Extent::Town),
    ("harbor", Extent::Town),
    ("harbour", Extent::Town),
    ("base", Extent::Town),
    ("camp", Extent::Town),
    ("hospital", Extent::Town),
    ("prison", Extent::Town),
    ("square", Extent::Town),
    ("university", Extent::Town),
    ("crossing", Extent::Town),
    ("border", Extent::Region),
    ("coast", Extent::Region),
    ("front", Extent::Region),
    ("plant", Extent::Town),
    ("refinery", Extent::Town),
    ("dam", Extent::Town),
    ("bridge", Extent::Town),
];

/// Words that may stand between a name and its kind: "international airport", "refugee camp".
const BETWEEN: &[&str] = &[
    "international",
    "refugee",
    "air",
    "naval",
    "military",
    "army",
    "nuclear",
    "power",
    "central",
    "autonomous",
    "border",
    "detention",
    "displacement",
    "general",
    "old",
    "main",
    "capital",
    "island",
    "oil",
];

/// Words before a name that say which part of it.
const PARTS: &[&str] = &[
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "upper",
    "lower",
    "coastal",
    "mainland",
    "rural",
    "downtown",
    "greater",
    "occupied",
    "besieged",
    "annexed",
    "neighboring",
    "neighbouring",
    "war",
    "torn",
    "rebel",
    "held",
    "government",
    "controlled",
    "capital",
    "city",
    "town",
    "village",
    "province",
    "region",
    "inner",
    "outer",
    "mid",
    "far",
    "disputed",
    "breakaway",
    "restive",
    "ancient",
    "nearby",
    "port",
    "suburban",
];

/// Waters belong to no state, whatever they are called after: "the Sea of Japan".
const WATERS: &[&str] = &["sea", "gulf", "ocean", "strait", "straits", "bay", "channel"];

/// True when all words say a kind or a part: "the East", "Central province", "Old City". Many places are called so
/// somewhere, so that the words alone mean none of them.
pub(super) fn is_common(key: &str) -> bool {
    key.split(' ').all(|w| PARTS.contains(&w) || BETWEEN.contains(&w) || is_kind(w) || WATERS.contains(&w))
}

/// True for a word that says what kind of place something is.
pub(super) fn is_kind(word: &str) -> bool {
    KINDS.iter().any(|(w, _)| *w == word)
}

/// True for a word that says which part of a place is meant.
pub(super) fn is_part(word: &str) -> bool {
    PARTS.contains(&word)
}

/// A name of compass words as the tables write it, without its kind: "northwest region" as "north west".
pub(super) fn spread(key: &str) -> Option<String> {
    let (name, kind) = key.rsplit_once(' ')?;
    let name = name.replace("northwest", "north west").replace("northeast", "north east");
    let name = name.replace("southwest", "south west").replace("southeast", "south east");
    is_kind(kind).then_some(name)
}

/// True for the name of a water, or the beginning of one: "Sea", "Gulf of Aden", "Bering Strait".
pub(super) fn is_water(key: &str) -> bool {
    let mut words = key.split(' ');
    let ends = [words.next(), words.next_back()];
    ends.into_iter().flatten().any(|w| WATERS.contains(&w))
}

/// True when the gazetteer's name is the folded one, not another spelling, language or time's: "St. Petersburg" is
/// Saint Petersburg, and "Panama City" Panama.
pub(super) fn is_own(name: &str, key: &str) -> bool {
    let plain = |key: &str| {
        let key = key.strip_suffix(" city").unwrap_or(key);
        let words = key.split(' ').map(|w| match w {
            "st" => "saint",
            "mt" => "mount",
            "ft" => "fort",
            other => other,
        });
        words.filter(|w| !matches!(*w, "the" | "al" | "el")).collect::<String>()
    };
    plain(name) == plain(key)
}

/// A folded place name without words for its kind and part: "kharkiv region" as "kharkiv", a region.
pub(super) fn core_of(key: &str) -> (String, Option<Extent>, bool) {
    let mut words: Vec<&str> = key.split(' ').collect();
    let mut kind = None;
    let mut part = false;
    while words.len() > 1 {
        let last = words[words.len() - 1];
        if let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == last) {
            kind = kind.or(Some(*extent));
            words.pop();
        } else if kind.is_some() && BETWEEN.contains(&last) {
            words.pop();
        } else {
            break;
        }
    }
    while words.len() > 1 && PARTS.contains(&words[0]) {
        let word = words[0];
        part |= word.contains("north")
            || word.contains("south")
            || word.contains("east")
            || word.contains("west")
            || word == "central";
        if let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == word) {
            kind = kind.or(Some(*extent));
        }
        words.remove(0);
    }
    if words.len() > 1 && words[0] == "of" {
        words.remove(0);
    }
    // "city of Goma", "province of Idlib".
    if words.len() > 2
        && words[1] == "of"
        && let Some((_, extent)) = KINDS.iter().find(|(w, _)| *w == words[0])
    {
        kind = kind.or(Some(*extent));
        words.drain(..2);
    }
    (words.join(" "), kind, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_parts_come_off() {
        let core = |key: &str| {
            let (core, kind, part) = core_of(key);
            (core, kind, part)
        };
        assert_eq!(core("kharkiv region"), ("kharkiv".into(), Some(Extent::Region), false));
        assert_eq!(core("northeastern syria"), ("syria".into(), None, true));
        assert_eq!(core("goma international airport"), ("goma".into(), Some(Extent::Town), false));
        assert_eq!(core("city of goma"), ("goma".into(), Some(Extent::Town), false));
        assert_eq!(core("region"), ("region".into(), None, false));
    }
}
