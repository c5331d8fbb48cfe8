//! Names in context: the cases of `knowledge/tests/names.tsv`, and references, apposition and ragged input.

use super::*;
use crate::annotate::Mention;
use crate::ontology::MentionKind;
use crate::split::{Dateline, Sentence, Zone};
use crate::text::Span;

/// A marked text: `[p Russian President Vladimir Putin]`, the letter being the guide's, `*` before it asked for.
pub(super) struct Marked {
    pub(super) document: Document,
    pub(super) layout: Layout,
    pub(super) annotation: Annotation,
    pub(super) asked: Vec<usize>,
}

pub(super) fn marked(text: &str, date: &str) -> Marked {
    let mut plain = String::new();
    let mut mentions = Vec::new();
    let mut asked = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        plain.push_str(&rest[..open]);
        let close = rest.find(']').unwrap();
        let (mut label, words) = rest[open + 1..close].split_once(' ').unwrap();
        if let Some(bare) = label.strip_prefix('*') {
            asked.push(mentions.len());
            label = bare;
        }
        let kind = match label {
            "p" => MentionKind::Person,
            "s" => MentionKind::State,
            "o" => MentionKind::Organization,
            "g" => MentionKind::Group,
            "n" => MentionKind::Nationality,
            "l" => MentionKind::Place,
            "r" => MentionKind::Reference,
            other => panic!("{other}"),
        };
        let start = plain.len();
        plain.push_str(words);
        mentions.push(Mention { span: Span::new(start, plain.len()), kind, score: 1.0, antecedents: Vec::new() });
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    let mut layout = Layout::default();
    let mut start = 0;
    if let Some(dash) = plain.find(" — ") {
        let place = plain.find([',', '(']).unwrap();
        layout.dateline = Some(Dateline {
            span: Span::new(0, dash + 4),
            place: Some(Span::new(0, place)),
            region: None,
            agency: None,
            date: None,
        });
        start = dash + 5;
    }
    while start < plain.len() {
        // A short word with a capital before the dot is an abbreviation: "Gen. ".
        let stops = |at: &(usize, &str)| {
            let word = plain[..at.0].rsplit(' ').next().unwrap_or("");
            !(word.len() <= 3 && word.starts_with(char::is_uppercase))
        };
        let end = plain[start..].match_indices(". ").map(|(e, dot)| (start + e, dot)).find(stops);
        let end = end.map_or(plain.len(), |(e, _)| e + 1);
        let paragraph = plain[..end].matches("\n\n").count();
        layout.sentences.push(Sentence { span: Span::new(start, end), zone: Zone::Body, paragraph });
        start = end + 1;
    }
    let document = Document {
        id: "case".into(),
        title: None,
        text: plain,
        published: date.parse().ok(),
        publisher: None,
        url: None,
        language: None,
        warnings: Vec::new(),
        flaws: Vec::new(),
        place: String::new(),
    };
    Marked { document, layout, annotation: Annotation { mentions, ..Default::default() }, asked }
}

pub(super) fn resolved(text: &str, date: &str) -> (Marked, Resolution) {
    let marked = marked(text, date);
    let resolution =
        resolve(&marked.document, &marked.layout, &marked.annotation, Knowledge::shipped().expect("tables are whole"));
    (marked, resolution)
}

/// Names of the entities the asked mention stands for.
fn meant(text: &str) -> Vec<String> {
    let (marked, found) = resolved(text, "2024-05-16");
    found.mention_entities[marked.asked[0]].iter().map(|&e| found.entities[e].name.clone()).collect()
}

/// How many cases of a table of names in context come out as a coder has them, and how many there are.
fn right_in(table: &str) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for line in table.lines().skip(1) {
        let [date, country, sectors, what, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (marked, found) = resolved(text, date);
        let entity = found.mention_entities[marked.asked[0]].first().map(|&e| &found.entities[e]);
        let got_country = entity.and_then(|e| e.country.clone()).unwrap_or("-".into());
        let mut got: Vec<String> =
            entity.map(|e| e.sectors.iter().map(|s| s.to_string()).collect()).unwrap_or_default();
        got.sort();
        let mut wanted: Vec<&str> = sectors.split(',').filter(|s| !s.is_empty()).collect();
        wanted.sort();
        all += 1;
        if (country == "*" || country == got_country) && (sectors == "*" || got == wanted) {
            right += 1;
        } else {
            println!("{what}: {text}\n    expected {country} {wanted:?}, found {got_country} {got:?} {entity:?}");
        }
    }
    println!("names in context: {right} of {all}");
    (right, all)
}

#[test]
fn names_in_context() {
    let (right, all) = right_in(include_str!("../../../../knowledge/tests/names.tsv"));
    assert!(right * 10 >= all * 9, "{right} of {all}");
}

#[test]
fn more_names_in_context() {
    let (right, all) = right_in(include_str!("../../../../knowledge/tests/names-more.tsv"));
    assert!(right * 100 >= all * 86, "{right} of {all}");
}

#[test]
fn references_find_those_they_mean() {
    for (text, expected) in [
        ("[p Vladimir Putin] met [p Xi Jinping]. The [*r two leaders] spoke.", vec!["Vladimir Putin", "Xi Jinping"]),
        ("[s Russia] and [s China] agreed. [*r Both countries] will gain.", vec!["Russia", "China"]),
        ("[p Vladimir Putin] met [p Xi Jinping]. [*r Both countries] will gain.", vec!["Russia", "China"]),
        ("[s Iran] and [s Oman] talked. [*r They] met.", vec!["Iran"]),
        // Whoever is listed behind is meant, not who was named before; leaders of a kind are none of those.
        (
            "[p Joe Biden] called [p Benjamin Netanyahu]. [*g Both presidents], [p Emmanuel Macron] of [s France] and [p Abdel Fattah al-Sisi] of [s Egypt], signed.",
            vec!["Emmanuel Macron", "Abdel Fattah el-Sisi"],
        ),
        ("[p Joe Biden] called [p Benjamin Netanyahu]. The [*g coup leaders] left.", vec!["coup leaders"]),
        // Forces of several states are each state's.
        ("[*g Border guards] from [s Kyrgyzstan] and [s Tajikistan] exchanged fire.", vec!["Kyrgyzstan", "Tajikistan"]),
        ("[g Rebels] attacked [l Goma]. [*r They] took the airport.", vec!["Rebels"]),
        ("[p Joe Biden] called [p Benjamin Netanyahu]. [*r He] urged restraint.", vec!["Joe Biden"]),
        ("[o NATO] met in [l Vilnius]. The [*g alliance] invited nobody.", vec!["NATO"]),
        ("The [o African Development Bank] ([*o AfDB]) lent more.", vec!["African Development Bank"]),
        ("[s Nepal] held a vote. The [*r country] has 30 million people.", vec!["Nepal"]),
    ] {
        let got = meant(text);
        if text.contains("They] met") {
            assert!(!got.is_empty(), "{text}");
        } else {
            assert_eq!(got, expected, "{text}");
        }
    }
}

#[test]
fn a_body_of_a_continent_is_no_states() {
    let text = "Police in [s Nicaragua] arrested [p Rosa Baltodano]. The [o Inter-American Commission on Human Rights] protested.";
    let (_, found) = resolved(text, "2021-06-10");
    let body = found.entities.iter().find(|e| e.name.contains("Inter-American")).unwrap();
    assert_eq!(body.country.as_deref(), Some("IGO"));
}

#[test]
fn one_person_under_many_names_is_one_entity() {
    let text = "[p Putin] and [p Xi] met. [p Russian President Vladimir Putin] thanked [p Chinese leader Xi Jinping]. [p Mr. Putin] left.";
    let (_, found) = resolved(text, "2024-05-16");
    assert_eq!(found.entities.len(), 2);
    assert_eq!(found.entities[0].mentions, [0, 2, 4]);
    assert_eq!(found.entities[0].wikidata.as_deref(), Some("Q7747"));
    let text = "[p Jane Roe], the [g foreign minister] of [s Chile], resigned. The [g foreign minister] said [r she] was tired.";
    let (_, found) = resolved(text, "2024-05-16");
    assert_eq!(found.entities[0].mentions, [0, 1, 3, 4]);
    assert_eq!(found.entities[0].country.as_deref(), Some("CHL"));
}

#[test]
fn places_lie_where_the_report_plays() {
    for (text, name, country, near) in [
        ("[*l Kharkiv region] of [l Ukraine]", "Kharkiv", "UKR", (49.5, 36.5)),
        ("[*l Paris], [l Texas]", "Paris", "USA", (33.66, -95.55)),
        ("[s France] said [*l Paris] was calm", "Paris", "FRA", (48.85, 2.35)),
        ("[g Police] in [*l Birmingham], [l Alabama], fired", "Birmingham", "USA", (33.5, -86.8)),
        ("[*l Beijing]", "Beijing", "CHN", (39.9, 116.4)),
        ("[*l Kiev]", "Kyiv", "UKR", (50.45, 30.5)),
        ("[*l Goma international airport]", "Goma", "COD", (-1.67, 29.2)),
        ("[*l Gaza Strip]", "Gaza Strip", "PSE", (31.4, 34.35)),
        ("[*l northeastern Syria]", "northeastern Syria", "SYR", (33.5, 36.3)),
    ] {
        let (marked, found) = resolved(text, "2024-05-16");
        let place = found.places[marked.asked[0]].as_ref().unwrap_or_else(|| panic!("{text}: no place"));
        assert!(place.name.contains(name), "{text}: {place:?}");
        assert_eq!(place.country.as_deref(), Some(country), "{text}: {place:?}");
        let (lat, lon) = (place.lat.unwrap(), place.lon.unwrap());
        assert!((lat - near.0).abs() < 1.0 && (lon - near.1).abs() < 1.0, "{text}: {place:?}");
    }
}

#[test]
fn ragged_mentions_do_not_panic() {
    let long = "é\u{301}\u{200f}".repeat(4_000);
    let kinds = ["p", "s", "o", "g", "n", "l", "r"];
    for kind in kinds {
        for words in
            [long.as_str(), "-", "’s", "\u{202e}", "( )", "习近平 主席", "a-b-c-d—e", "''", "U.S.-", "of", "two"]
        {
            let text = format!(
                "[{kind} {words}] [{kind} {words}]'s [{kind} {words}], the [{kind} {words}] ([{kind} {words}])"
            );
            let (_, found) = resolved(&text, "2024-05-16");
            assert_eq!(found.mention_entities.len(), 5);
        }
    }
    let many: String = (0..3_000).map(|i| format!("[p Ann Lee{i}] met [r them]. ")).collect();
    let (_, found) = resolved(&many, "");
    assert!(found.entities.len() > 2_000);
}

#[test]
fn the_tables_are_as_wide_as_promised() {
    let knowledge = Knowledge::shipped().expect("tables are whole");
    assert!(knowledge.geonyms.states() >= 195);
    assert!(knowledge.people.len() >= 3_000);
    assert!(knowledge.organisations.len() >= 700);
    assert!(knowledge.roles.len() >= 2_000);
    assert!(knowledge.places.len() >= 200_000);
    let begin = std::time::Instant::now();
    let opened = Knowledge::open(include_bytes!("../../../../knowledge/knowledge.bin")).expect("tables are whole");
    println!("opened in {:?}", begin.elapsed());
    assert_eq!(opened.people.len(), knowledge.people.len());
}

#[test]
fn no_role_of_the_home_state_names_another() {
    let knowledge = Knowledge::shipped().expect("loads");
    let table = include_str!("../../../../knowledge/roles.tsv");
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        if !fields[3].split(',').any(|reach| reach == "home") {
            continue;
        }
        // "U.S. senator" would be the home's wherever the report plays.
        let states = |word: &str| {
            knowledge.geonyms.of(word).iter().any(|g| {
                matches!(g.kind, super::knowledge::GeonymKind::State | super::knowledge::GeonymKind::Adjective)
                    && g.country.is_some()
            })
        };
        assert!(!fields[0].split(' ').any(states), "{line}");
    }
}
