//! Places, homes and references in context: the cases of `knowledge/tests/places.tsv`, and short texts of all kinds.

use super::tests::{Marked, marked, resolved};
use super::*;
use crate::annotate::{Filler, Trigger};
use crate::ontology::{EventType, Status};
use crate::text::Span;

/// Kilometres between two points.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat, lon) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let h = (lat / 2.0).sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * (lon / 2.0).sin().powi(2);
    12_742.0 * h.sqrt().asin()
}

#[test]
fn places_in_context() {
    let table = include_str!("../../../../knowledge/tests/places.tsv");
    let (mut right, mut all) = (0, 0);
    for line in table.lines().skip(1) {
        let [date, country, lat, lon, tolerance, what, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let (marked, found) = resolved(text, date);
        let place = found.places[marked.asked[0]].as_ref();
        let got = place.and_then(|p| p.country.as_deref()).unwrap_or("");
        let near = match (lat.parse(), lon.parse(), place.and_then(|p| Some((p.lat?, p.lon?)))) {
            (Ok(lat), Ok(lon), Some(point)) => distance((lat, lon), point) <= tolerance.parse().unwrap(),
            (Ok(_), Ok(_), None) => false,
            _ => true,
        };
        all += 1;
        if got == country && near {
            right += 1;
        } else {
            println!("{what}: {text}\n    expected {country:?} {lat} {lon}, found {place:?}");
        }
    }
    println!("places in context: {right} of {all}");
    assert!(right * 100 >= all * 80, "{right} of {all}");
}

/// A deed at the word `at` between mentions.
fn deed(marked: &mut Marked, at: &str, actors: &[usize], recipients: &[usize]) {
    let start = marked.document.text.find(at).unwrap();
    let fill = |all: &[usize]| all.iter().map(|&mention| Filler { mention, score: 1.0 }).collect();
    marked.annotation.triggers.push(Trigger {
        span: Span::new(start, start + at.len()),
        kind: EventType::Consult,
        score: 1.0,
        mode: None,
        contexts: Vec::new(),
        status: Status::Actual,
        status_score: 1.0,
        actors: fill(actors),
        recipients: fill(recipients),
        places: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        goods: Vec::new(),
        own: Vec::new(),
    });
}

fn resolve_marked(marked: &Marked) -> Resolution {
    resolve(&marked.document, &marked.layout, &marked.annotation, Knowledge::shipped().expect("tables are whole"))
}

/// Country of the entity that the asked mention stands for.
fn country(text: &str, date: &str) -> Option<String> {
    let (marked, found) = resolved(text, date);
    let entity = *found.mention_entities[marked.asked[0]].first()?;
    found.entities[entity].country.clone()
}

/// Names of the entities that the asked mention stands for.
fn names(marked: &Marked) -> Vec<String> {
    let found = resolve_marked(marked);
    found.mention_entities[marked.asked[0]].iter().map(|&e| found.entities[e].name.clone()).collect()
}

#[test]
fn capitals_stay_where_they_are_in_reports_on_america() {
    let america = "[p Hillary Clinton] campaigned in [l Ohio] and [l Florida]. [n American] voters in [l Chicago] and \
                   [l Texas] heard [p Donald Trump] criticise the [s United States]. ";
    for (text, place) in [
        ("The [n U.S.] envoy flew to [*l Warsaw].", "POL"),
        ("[o NATO] met in [*l Paris].", "FRA"),
        ("He had been to [*l Athens].", "GRC"),
        ("He went on to [*l Rome].", "ITA"),
        ("A forum was held in [*l St. Petersburg].", "RUS"),
        ("Spies were exchanged in [*l Berlin].", "DEU"),
        ("A rally was held in [*l Athens], [l Georgia].", "USA"),
        ("A rally was held in [*l Manchester], [l New Hampshire].", "USA"),
    ] {
        let (marked, found) = resolved(&format!("{america}{text}"), "2016-09-15");
        let got = found.places[marked.asked[0]].as_ref().and_then(|p| p.country.clone());
        assert_eq!(got.as_deref(), Some(place), "{text}");
    }
    let (marked, found) = resolved("A rally was held in [*l Manchester], [l New Hampshire].", "2016-09-15");
    let place = found.places[marked.asked[0]].as_ref().unwrap();
    assert!(distance((42.99, -71.46), (place.lat.unwrap(), place.lon.unwrap())) < 20.0, "{place:?}");
    assert_eq!(
        country(&format!("{america}[s Russia] attacked [*s Georgia] and [s Ukraine]."), "").as_deref(),
        Some("GEO")
    );
}

#[test]
fn common_words_are_no_places() {
    for text in [
        "[g Rebels] came from the [*l East].",
        "[g Rebels] hold the [*l northwest].",
        "[g Troops] entered the [*l Capital].",
        "[g Ships] crossed the [*l Sea] of [l Japan].",
        "[g Troops] fought at [*l Ouadi Doum] in the desert.",
        "[g Jets] struck the [*l area].",
    ] {
        let (marked, found) = resolved(text, "2016-09-15");
        let got = found.places[marked.asked[0]].as_ref().and_then(|p| p.country.clone());
        assert_eq!(got, None, "{text}");
    }
    let (marked, found) = resolved("[g Jets] struck a [*l Libyan air base].", "2016-09-15");
    assert_eq!(found.places[marked.asked[0]].as_ref().unwrap().country.as_deref(), Some("LBY"));
}

#[test]
fn what_belongs_to_a_state_is_the_homes() {
    for (text, expected) in [
        (
            "NIAMEY, Niger (AFP) — [g Gunmen] killed [g soldiers] near the border with [l Mali], the [*g defence ministry] said.",
            Some("NER"),
        ),
        ("NIAMEY, Niger (AFP) — [*g Police] arrested [g three men] on the road to [l Chad].", Some("NER")),
        (
            "[s Bolivia] and [n Bolivian] [g farmers] agreed. No lessons from [l Brussels], the [*g army] said.",
            Some("BOL"),
        ),
        (
            "[s Bolivia] and [n Bolivian] [g farmers] agreed. The [g court] heard that [*g police] in [l Lima] had fired.",
            Some("PER"),
        ),
        ("LONDON (Reuters) — [s Britain] will wait. An [*g allied government] protested.", None),
        ("[p South Korean President Park Geun-hye] ordered the [*g army] to answer.", Some("KOR")),
        (
            "WASHINGTON (AP) — [p Rep. Adam Schiff] and [p Sen. Mark Warner] accused [s Russia]. [s Russia] denied it, \
             and [n Russian] hackers were named. [s Russia] must pay, [p Rep. Jane Doe] said. The [*g administration] waits.",
            Some("USA"),
        ),
    ] {
        assert_eq!(country(text, "2016-09-15").as_deref(), expected, "{text}");
    }
}

#[test]
fn pronouns_have_a_gender() {
    for (text, expected) in [
        ("[p Angela Merkel] met [p Recep Tayyip Erdogan]. [*r He] smiled.", "Recep Tayyip Erdogan"),
        ("[p Angela Merkel] met [p Recep Tayyip Erdogan]. [*r She] smiled.", "Angela Merkel"),
        ("[p Mrs. Qwerty] met [p John Asdf]. [*r She] smiled.", "Mrs. Qwerty"),
        ("[p Olga Asdf] met the [g spokesman]. [*r He] smiled.", "spokesman"),
    ] {
        let (marked, found) = resolved(text, "2016-09-15");
        let entity = found.mention_entities[marked.asked[0]].first().map(|&e| found.entities[e].name.as_str());
        let fits =
            |name: &str| super::name::fold(name).contains(&super::name::fold(expected.trim_start_matches("Mrs. ")));
        assert!(entity.is_some_and(fits), "{text}: {entity:?}");
    }
}

#[test]
fn an_office_is_its_holders() {
    let mut case = marked(
        "[p President Barack Obama] met lawmakers. [p Donald Trump] spoke in [l Ohio]. The [*g president] declined.",
        "2016-09-15",
    );
    case.annotation.mentions[3].antecedents = vec![(1, 0.9)];
    assert_eq!(names(&case), ["Barack Obama"]);
}

#[test]
fn sets_hold_no_more_than_they_say() {
    for (text, expected) in [
        ("[s France], [s Germany] and [s Italy] met [s Russia]. The [*g 27 countries] agreed.", vec!["27 countries"]),
        ("[p Vladimir Putin] met [p Xi Jinping]. The [*g 27 leaders] agreed.", vec!["27 leaders"]),
        ("[s China] warned [s Japan]. The [*g two Koreas] agreed.", vec!["South Korea", "North Korea"]),
        ("[s Israel] met [s Lebanon]. The [*g two major parties] agreed.", vec!["two major parties"]),
        ("[s Iran] agreed. [g Envoys] of a [*r South American country] met.", vec!["South American country"]),
        (
            "[s Ghana] owes much. Creditors led by [s China] and [s France] will grant the [*r country] relief.",
            vec!["Ghana"],
        ),
        (
            "[p Adel al-Jubeir], the [g Saudi foreign minister], spoke. The [*g kingdom] pledged aid.",
            vec!["Saudi Arabia"],
        ),
    ] {
        let case = marked(text, "2016-09-15");
        assert_eq!(names(&case), expected, "{text}");
    }
    let mut case = marked(
        "[p President Vladimir Putin] and [p President Xi Jinping] were there. [p Sergei Lavrov] spoke with [*g both presidents].",
        "2016-09-15",
    );
    deed(&mut case, "spoke", &[2, 3], &[]);
    assert_eq!(names(&case), ["Vladimir Putin", "Xi Jinping"]);
    let case = marked(
        "[p Benjamin Netanyahu] watched. [p Foreign Minister Faisal bin Farhan] met his [g Jordanian counterpart]. The [*g two ministers] agreed.",
        "2022-09-15",
    );
    let got = names(&case);
    assert!(got.len() == 2 && got[0].contains("Faisal") && got[1].contains("counterpart"), "{got:?}");
}

#[test]
fn whom_no_word_places_belongs_where_the_report_plays() {
    let report = "[l NAIROBI] - [n Kenyan] [g police] drove [g marchers] off in [l Nairobi]. [g President William Ruto] of [s Kenya] spoke. ";
    for (rest, country) in [
        // A named person or body without a word of whose it is; people of the spot.
        ("[*p Grace Wanjala] called for a strike.", Some("KEN")),
        ("The [*o Hawkers Alliance] called for a strike.", Some("KEN")),
        ("[*g Organisers] called for a strike.", Some("KEN")),
        // What they are of stands behind them.
        ("[*p Grace Wanjala], [g secretary-general] of the [o Organisation of African Farmers], spoke.", Some("IGO")),
        // Those who come from elsewhere, or from many states.
        ("[*g Foreign observers] left.", None),
        ("[*p Ambassador Lars Berg] was told to leave.", None),
        ("A [*g country] should not do that.", None),
        ("[*g Donors] were asked for help.", None),
    ] {
        let (marked, found) = resolved(&format!("{report}{rest}"), "2024-06-20");
        let entity = &found.entities[found.mention_entities[marked.asked[0]][0]];
        assert_eq!(entity.country.as_deref(), country, "{rest}: {entity:?}");
    }
    // Without a home, the paragraph says it.
    let text = "[s Peru] called off the vote in [l Lima]. [*p Rosa Quispe] protested. \n\n[s Chad] closed the border. \n\n[s Nepal] voted in [l Kathmandu]. \n\n[s Fiji], [s Tonga], [s Oman], [s Malta] and [s Cuba] paid.";
    let (marked, found) = resolved(text, "2024-06-20");
    let entity = &found.entities[found.mention_entities[marked.asked[0]][0]];
    assert_eq!(entity.country.as_deref(), Some("PER"));
}

#[test]
fn ministers_of_both_countries_are_both_countries() {
    for (text, expected) in [
        (
            "[s Peru] and [s Chile] signed. The [*g foreign ministers] of the [r two countries] will meet.",
            vec!["Peru", "Chile"],
        ),
        ("[s Peru] and [s Chile] signed. [*g Officials] from [r both countries] will meet.", vec!["Peru", "Chile"]),
        // Whom nobody has named; not the one who speaks with them.
        (
            "[s Peru] and [s Chile] signed. [p Brazilian Foreign Minister Ana Souza] spoke with [*g both presidents].",
            vec!["Peru", "Chile"],
        ),
    ] {
        let case = marked(text, "2016-09-15");
        assert_eq!(names(&case), expected, "{text}");
    }
}
