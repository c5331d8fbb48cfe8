//! Where in a person's mention the titles end and the name begins.

use super::gender::is_given_name;
use super::knowledge::{Feature, GazetteerPlace, Geonym, GeonymKind, Knowledge, RoleKind};
use super::name::is_suffix;
use super::phrase::{Phrase, Piece, is_office, is_preposition};

/// The word where the name begins: behind titles, roles, nationalities and organisations.
pub(super) fn name_start(phrase: &Phrase, knowledge: &Knowledge) -> usize {
    let mut start = 0;
    for (i, segment) in phrase.segments.iter().enumerate() {
        let last = i + 1 == phrase.segments.len();
        let titled = phrase.segments[i + 1..].iter().any(|s| matches!(s.piece, Piece::Role(_) | Piece::Title(_)));
        // "the president of Russia": what the title is of is no name.
        let of = start > 0 && is_preposition(&phrase.words[segment.words.start - 1].key);
        let known = match segment.piece {
            Piece::Other => {
                let word = &phrase.words[segment.words.start];
                if word.is_capital() {
                    // "Florida Rep. Debbie Wasserman Schultz": capitals before a title.
                    titled && office_behind(phrase, i, knowledge)
                } else {
                    // "then-President X", "veteran rebel leader X": small words before a title.
                    titled || !is_particle(&word.key)
                }
            }
            Piece::Organisation(_) | Piece::Geonym(_) | Piece::Own(_) if of => {
                start = segment.words.end;
                continue;
            }
            // "Green Front leader Ana Sol": both may be the user's own, and only what has a title behind it is no name.
            Piece::Own(_) => titled,
            Piece::Organisation(_) | Piece::Geonym(_) | Piece::Aside => {
                // "Jordan Bardella", "Paris Hilton": a state's name before a name, with no title between.
                let adjective = match segment.piece {
                    Piece::Geonym(g) => g.iter().any(|g| matches!(g.kind, GeonymKind::Adjective | GeonymKind::Ethnic)),
                    _ => true,
                };
                titled || adjective && !is_first_name(phrase, i, knowledge)
            }
            _ => true,
        };
        if !known || last {
            break;
        }
        start = segment.words.end;
    }
    start
}

/// True for a nationality or organisation that must be a first name, only one word being left for the rest: "Maya
/// Lloyd", "Rand Paul". "Argentine Milei" is not: the table knows him as one.
fn is_first_name(phrase: &Phrase, i: usize, knowledge: &Knowledge) -> bool {
    let segment = &phrase.segments[i];
    let rest = segment.words.end;
    // "Rafael Murillo": no one of the company.
    let given = matches!(segment.piece, Piece::Organisation(_)) && is_given_name(&phrase.key(segment.words.clone()));
    if given && phrase.words.get(rest).is_some_and(|w| w.is_capital()) {
        return true;
    }
    if rest + 1 != phrase.words.len() || matches!(segment.piece, Piece::Aside) || phrase.words[rest - 1].owns {
        return false;
    }
    let meanings: &[Geonym] = match segment.piece {
        Piece::Geonym(meanings) => meanings,
        _ => &[],
    };
    let surname = knowledge.people.by_surname(&phrase.words[rest].key);
    let known = surname.iter().filter_map(|id| knowledge.people.get(*id));
    !known.into_iter().any(|p| meanings.iter().any(|g| g.country == Some(p.country)))
}

/// True when an office with a name behind it follows capitals that are no name themselves: an abbreviated title, a title
/// of several words, or any behind a place or body.
fn office_behind(phrase: &Phrase, i: usize, knowledge: &Knowledge) -> bool {
    let segments = &phrase.segments;
    let office = |at: usize| match segments[at].piece {
        Piece::Title(sectors) => !sectors.is_empty(),
        Piece::Role(role) => role.kind == RoleKind::Person && role.sectors.iter().any(|s| is_office(*s)),
        _ => false,
    };
    let Some(first) = (i + 1..segments.len()).find(|&at| office(at)) else { return false };
    let end = (first..segments.len()).find(|&at| !matches!(segments[at].piece, Piece::Role(_) | Piece::Title(_)));
    let Some(end) = end else { return false };
    let name = &phrase.words[segments[end].words.start];
    if !name.is_capital() || is_suffix(&name.key) {
        return false;
    }
    // "Ahmad Shah Massoud" is all name, and the table knows it.
    let rest = phrase.key(segments[i].words.start..phrase.words.len());
    if !knowledge.people.by_full_name(&rest).is_empty() {
        return false;
    }
    let words = segments[first].words.start..segments[end - 1].words.end;
    let before = phrase.key(segments[i].words.start..words.start);
    let large = |p: &GazetteerPlace| p.feature == Feature::Region || p.population >= 100_000;
    let place = || knowledge.places.of(&before).iter().any(large);
    let body = segments[i + 1..first]
        .iter()
        .any(|s| matches!(s.piece, Piece::Organisation(_) | Piece::Geonym(_) | Piece::Own(_)));
    matches!(segments[first].piece, Piece::Title(_)) || words.len() > 1 || body || place()
}

fn is_particle(key: &str) -> bool {
    matches!(
        key,
        "al" | "el"
            | "bin"
            | "ben"
            | "ibn"
            | "van"
            | "von"
            | "de"
            | "der"
            | "da"
            | "di"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "ag"
            | "abu"
            | "ul"
            | "y"
            | "e"
    )
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::Dictionary;
    use super::super::own::Names;
    use super::*;

    #[test]
    fn titles_end_where_the_name_begins() {
        let knowledge = Knowledge::shipped().expect("tables are whole");
        let dictionary = Dictionary::default();
        let names = Names { knowledge, dictionary: &dictionary, day: None };
        for (mention, name) in [
            ("Florida Rep. Ann Marsh Lane", "ann marsh lane"),
            ("Junior Foreign Office Minister Peter Loam", "peter loam"),
            ("Russian President Vladimir Putin", "vladimir putin"),
            ("Sen. Rand Paul", "rand paul"),
            ("Maya Stone", "maya stone"),
            ("Rafael Murillo Sosa", "rafael murillo sosa"),
            ("Ira Grey", "ira grey"),
            ("Argentine Milei", "milei"),
            ("Jordan Bardella", "jordan bardella"),
            ("Martin Luther King Jr.", "martin luther king jr"),
            ("Ahmad Shah Massoud", "ahmad shah massoud"),
            ("Hamas leader Ali Noor", "ali noor"),
            ("NATO Secretary General Jens Stoltenberg", "jens stoltenberg"),
            ("the president of Russia", ""),
            ("Major Sergei Petrov", "sergei petrov"),
        ] {
            let phrase = Phrase::read(mention, true, names);
            assert_eq!(phrase.key(phrase.name_start()..phrase.words.len()), name, "{mention}");
        }
    }
}
