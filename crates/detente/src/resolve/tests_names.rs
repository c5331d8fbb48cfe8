//! Persons, roles and institutions: who is one, whose they are, what is part of a name.

use super::tests::resolved;

/// What the asked mention stands for: countries and sectors in order ("RUS GOV"), `-` without a country, nothing without
/// an entity.
fn coded(text: &str) -> String {
    let (marked, found) = resolved(text, "2024-05-16");
    let mut all: Vec<String> = Vec::new();
    for &e in &found.mention_entities[marked.asked[0]] {
        let entity = &found.entities[e];
        all.push(entity.country.clone().unwrap_or("-".into()));
        all.extend(entity.sectors.iter().map(|s| s.to_string()));
    }
    all.join(" ")
}

/// For each asked mention the number of its entity.
fn entities(text: &str) -> Vec<Option<usize>> {
    let (marked, found) = resolved(text, "2024-05-16");
    marked.asked.iter().map(|&m| found.mention_entities[m].first().copied()).collect()
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, coded(text)))
        .filter(|(_, expected, got)| got != **expected)
        .map(|(text, expected, got)| format!("{text}\n    expected {expected:?}, found {got:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_state_has_its_own_institutions() {
    check(&[
        ("[s Russia]'s [o Foreign Ministry] spoke. [s Ukraine]'s [*o Foreign Ministry] answered.", "UKR GOV"),
        ("[s Turkey]'s [o Defence Ministry] and [s Syria]'s [*o Defence Ministry] traded blame.", "SYR GOV MIL"),
        ("The [o Supreme Court] of [s Israel] ruled. [s Pakistan]'s [*o Supreme Court] did, too.", "PAK JUD"),
        (
            "[s Russia]'s [o Foreign Ministry] spoke. [s Chad]'s [o Foreign Ministry] did not. [s Russia]'s [*o Foreign Ministry] spoke again.",
            "RUS GOV",
        ),
        ("The [o Foreign Ministry] spoke. [s Ghana]'s [*o Foreign Ministry] did not.", "GHA GOV"),
    ]);
    for (text, same) in [
        (
            "[s Peru]'s [*o Foreign Ministry] spoke. [s Chile]'s [o Foreign Ministry] did. [s Peru]'s [*o Foreign Ministry] spoke again.",
            true,
        ),
        ("The [*o Peruvian Foreign Ministry] spoke. Then [s Peru]'s [*o Foreign Ministry] spoke again.", true),
        ("The [*o Peruvian Foreign Ministry] spoke. The [*o Foreign Ministry] spoke again.", true),
        ("[s Russia]'s [*o Gazprom] spoke. The [*o Gazprom] spoke again.", true),
        ("The [*o Peruvian Foreign Ministry] spoke. The [*o Chilean Foreign Ministry] spoke.", false),
    ] {
        let found = entities(text);
        assert_eq!(found[0] == found[1], same, "{text}: {found:?}");
    }
}

#[test]
fn an_ally_or_enemy_is_somebody_else() {
    check(&[
        ("[s Algeria] accused [r its] [*g neighbour] of spying.", "-"),
        ("[s Libya]'s [*g neighbours] closed the border.", "-"),
        ("The [s United States] and [r its] [*g allies] agreed.", "-"),
        ("[s Iraq]'s [*g enemy] fired missiles.", "-"),
        ("[*g U.S. allies] agreed.", "-"),
        ("[s China]'s [*g rival] [s India] tested a missile.", "IND GOV"),
        ("[s Mali] accused [r its] [*g neighbour], [s Niger], of spying.", "NER GOV"),
        ("[s Morocco], [s Algeria]'s [*g neighbour], built a wall.", "MAR GOV"),
        ("[s Israel]'s [*g Jordanian neighbours] protested.", "JOR CVL"),
        ("[p Vladimir Putin] met his [*g Chinese counterpart] in [l Sochi].", "CHN GOV"),
        ("[p Vladimir Putin]'s [*g counterpart] declined.", "- GOV"),
        ("[p Nicolás Maduro]'s [*g opponents] marched.", "VEN OPP"),
    ]);
}

#[test]
fn a_first_name_is_no_organisation_and_no_state() {
    check(&[
        ("[*p Aram William Saab] spoke in [l Lima].", "PER"),
        ("[*p Ana Perez] spoke.", "-"),
        ("[*p Ina Garcia] spoke.", "-"),
        ("[*p Ira Katz] spoke.", "-"),
        ("[*p Kamal Rai] spoke.", "-"),
        ("[*p Taylor Swift] sang.", "-"),
        ("[*g IRA gunmen] fired.", "GBR REB"),
        ("[*p Israeli spokesman Adam Roe] spoke.", "ISR GOV"),
        ("[*p Dodoma] agreed to the plan.", "TZA GOV"),
    ]);
    for (text, name) in [
        ("[*p Ana Perez] spoke.", "Ana Perez"),
        ("[*p Sen. Rand Paul] spoke.", "Rand Paul"),
        ("[*p Maya Lloyd] spoke.", "Maya Lloyd"),
        ("[*p Florida Rep. Debbie Wasserman Schultz] spoke.", "Debbie Wasserman Schultz"),
        ("The [*o opposition\nGreen Dawn Party] won.", "opposition Green Dawn Party"),
        ("[*g members of] the club met.", "members"),
    ] {
        let (marked, found) = resolved(text, "2024-05-16");
        let entity = &found.entities[found.mention_entities[marked.asked[0]][0]];
        assert_eq!(entity.name, name, "{text}");
    }
    assert_eq!(coded("[*g some] were hurt."), "");
}

#[test]
fn surnames_go_before_towns_and_companies() {
    check(&[
        ("[p Elena Morales] won in [l Quito], [s Ecuador]. [*g Morales supporters] cheered.", "ECU"),
        ("[p President Juan Santos] of [s Colombia] spoke. [*g Santos aides] agreed.", "COL GOV"),
        ("[*g Obama administration] plans were read.", "USA GOV"),
        ("[*g Los Angeles police] fired.", "USA COP"),
        ("[*o George W. Bush Presidential Center] opened.", "USA"),
        ("The [*o University of Oxford] agreed.", "GBR EDU"),
    ]);
}

#[test]
fn descriptions_lead_to_the_body_they_name() {
    for text in [
        "[*o Hezbollah] fired. The [*g Lebanese armed group Hezbollah] fired again.",
        "[*o Hezbollah] fired. The [*g Lebanese group] fired again.",
        "[*o Hezbollah] fired. The [*g Iran-backed group] fired again.",
        "[*o ECOWAS] met. The [*o West African bloc ECOWAS] met.",
        "[*o Syrian Democratic Forces] fired. The [*o Kurdish-led Syrian Democratic Forces] fired.",
        "[*o G-20] met. The [*o G-20 group of world economies] met.",
        "[*s North Korea] fired. The [*o DPRK] fired.",
        "[*o Kremlin] fired. The [*o bellicose Kremlin] fired.",
    ] {
        let found = entities(text);
        assert!(found[0].is_some() && found[0] == found[1], "{text}: {found:?}");
    }
}

#[test]
fn words_before_a_role_say_what_they_say() {
    check(&[
        ("The [*g elite Radwan force] fired in [s Lebanon].", "LBN MIL"),
        ("Two [*g major candidates] met in [s Kenya].", "KEN PTY"),
        ("[s Chad]'s [*o Paris embassy] burned.", "TCD GOV"),
        ("[s Venezuela]'s [*o National Guard] fired.", "VEN MIL"),
        ("The ousted [*p President Bertrand Aristide] of [s Haiti] spoke.", "HTI ELI"),
        ("The army ousted [*p President Adam Stone] of [s Haiti].", "HTI GOV"),
        ("[*p Opposition leader Ada Stone] of [s Ghana] spoke.", "GHA OPP"),
        ("[p Opposition leader Ada Stone] of [s Ghana] left. [p Stone]'s [*g spokeswoman] agreed.", "GHA OPP"),
        ("[*p New Mexico Governor Ann Lee] spoke for the [s United States].", "USA GOV"),
        ("[s Germany]'s [*o Foreign Office] spoke.", "DEU GOV"),
        ("[*p UN envoy Ann Lee] spoke.", "UNO GOV"),
        ("[s Colombia] agreed. [p Jane Roe] and [r its] [g foreign minister], [*p Luis Gomez Leal], spoke.", "COL GOV"),
    ]);
}

#[test]
fn without_a_day_a_title_finds_who_ever_bore_it() {
    for (text, country) in [
        ("[*p President Reagan] met [g French officials].", Some("USA")),
        ("[*p Prime Minister Thatcher] met [g Irish officials].", Some("GBR")),
        ("[*p President Putin] met [g Indian officials].", Some("RUS")),
        ("[*p President Xylander] spoke.", None),
    ] {
        let (marked, found) = resolved(text, "");
        let entity = &found.entities[found.mention_entities[marked.asked[0]][0]];
        assert_eq!(entity.country.as_deref(), country, "{text}");
    }
}

#[test]
fn what_stands_behind_a_name_at_a_distance_is_not_whose_it_is() {
    check(&[
        (
            "[*p President Alexander Lukashenko] over the landing of a [o Ryanair] jet and the arrest of a journalist",
            "BLR GOV",
        ),
        (
            "[s Kenya] acted. [p Leonard Wekesa], a [g trade unionist], spoke. Prosecutors charged [*o Wekesa].",
            "KEN LAB",
        ),
    ]);
    let counted = entities("[s Yemen] said it released [*g 30] detained [*g government soldiers] in [l Taiz].");
    assert!(counted[0].is_some() && counted[0] == counted[1], "{counted:?}");
    let apart = entities("[s Yemen] said [*g 30] were held by [*g government soldiers] in [l Taiz].");
    assert_ne!(apart[0], apart[1]);
}
