//! The user's own actors: both formats, what they change in a report, and the dictionaries people have.

use super::*;
use crate::resolve::tests::{Marked, marked};
use crate::resolve::{Resolution, lookup, resolve_with};
use std::path::PathBuf;
use std::time::Instant;

fn knowledge() -> &'static Knowledge {
    Knowledge::shipped().expect("tables are whole")
}

fn dictionary(file: &str, text: &str) -> Dictionary {
    Dictionary::parse(&[(file, text)], knowledge()).unwrap_or_else(|e| panic!("{e}"))
}

fn bad(file: &str, text: &str) -> String {
    Dictionary::parse(&[(file, text)], knowledge()).expect_err("a bad line").to_string()
}

/// What is said of a name on a day.
fn says(dictionary: &Dictionary, name: &str, day: &str) -> String {
    let day = day.parse().ok();
    let found = keys(name).into_iter().find_map(|k| dictionary.actor(&k, name, day));
    found.map_or("-".to_string(), |own| {
        let sectors = own.term.sectors.iter().map(|s| format!(" {s}")).collect::<String>();
        let country = match own.term.belongs {
            Belongs::To(country) => country.to_string(),
            Belongs::Open => "open".to_string(),
            Belongs::Nowhere => "nowhere".to_string(),
        };
        country + &sectors
    })
}

fn resolved(dictionary: &Dictionary, text: &str, date: &str) -> (Marked, Resolution) {
    let marked = marked(text, date);
    let found = resolve_with(&marked.document, &marked.layout, &marked.annotation, knowledge(), dictionary);
    (marked, found)
}

/// Name, country and sectors of what the asked mention stands for.
fn coded(dictionary: &Dictionary, text: &str, date: &str) -> String {
    let (marked, found) = resolved(dictionary, text, date);
    let Some(&e) = found.mention_entities[marked.asked[0]].first() else { return "-".to_string() };
    let entity = &found.entities[e];
    let country = entity.country.as_deref().unwrap_or("-");
    let sectors = entity.sectors.iter().map(|s| format!(" {s}")).collect::<String>();
    format!("{}: {country}{sectors}", entity.name)
}

const TABLE: &str = "\
pattern,name,country,sectors,from,to
Green Front,,PER,REB,1992-03,1999
Green Front,,PER,PTY,2000,
Frente Verde,Green Front,PER,PTY,,
\"Sol, Ana\",Ana Sol,CHL,\"GOV, LEG\",,
Volodymyr Zelenskyy,,UKR,MIL,,
gang of nine,,,CRM,,
PGF,,PER,REB,,
Hamas,,PSE,GOV,,
Mercosur,,IGO,BUS,,
";

#[test]
fn rows_hold_from_their_first_day_to_their_last() {
    let own = dictionary("own.csv", TABLE);
    assert!(own.warnings().is_empty(), "{:?}", own.warnings());
    for (name, day, expected) in [
        ("Green Front", "1992-02-29", "-"),
        ("Green Front", "1992-03-01", "PER REB"),
        ("the GREEN-FRONT", "1999-12-31", "PER REB"),
        ("Green Front", "2000-01-01", "PER PTY"),
        ("Green Front", "", "PER PTY"),
        ("Sol, Ana", "", "CHL GOV LEG"),
        ("PGF", "", "PER REB"),
        ("Pgf", "", "-"),
    ] {
        assert_eq!(says(&own, name, day), expected, "{name} {day}");
    }
}

#[test]
fn a_table_may_have_its_columns_in_any_order_or_no_names_of_columns() {
    for (file, text) in [
        ("own.csv", "\u{feff}Sectors;Pattern;Note;Country\r\n# a note\r\n\r\nreb gov;Green Front;mine;per\r\n"),
        ("own.tsv", "Green Front\t\tPER\tREB|GOV\n"),
        ("own.txt", "\"pattern\",country,sectors\nGreen Front,PER,REB/GOV\n"),
        ("own.csv", "Green Front,,PER,REB GOV\n"),
    ] {
        let own = dictionary(file, text);
        assert_eq!(says(&own, "Green Front", "2020-01-01"), "PER REB GOV", "{text}");
    }
}

#[test]
fn every_bad_row_is_named_with_what_is_expected() {
    for (row, reason) in [
        (",,PER,REB,,", "no pattern"),
        ("—,,PER,REB,,", "neither letters nor digits"),
        ("A,,Peru,,,", "\"Peru\" is no country: expected an ISO 3166-1 alpha-3 code"),
        ("A,,PER,REBEL,,", "\"REBEL\" is no sector: expected some of COP GOV"),
        ("A,,PER,,2014-13,", "\"2014-13\" is no day of the calendar"),
        ("A,,PER,,14 March,", "\"14 March\" is no date: expected 2014, 2014-03 or 2014-03-18"),
        ("A,,PER,,2014-02,2014-01", "ends on 2014-01-31, before it begins on 2014-02-01"),
        ("A,,,,2014,", "the row says nothing"),
        ("A,,PER,REB,,,more", "behind the last column"),
    ] {
        let error = bad("own.csv", &format!("pattern,name,country,sectors,from,to\nB,,PER,,,\n{row}\n"));
        assert!(error.starts_with("own.csv:3: ") && error.contains(reason), "{row}: {error}");
    }
    for text in ["pattern,country\n# note\n\nA,Peru\n", "pattern,country\r\n# note\r\nB,PER\r\nA,Peru\r\n"] {
        assert!(bad("own.csv", text).starts_with("own.csv:4: "), "{text}");
    }
    let open = bad("own.csv", "pattern,country\nB,PER\n\"A,PER\nC,PER\nD,PER\n");
    assert!(open.starts_with("own.csv:3: ") && open.contains("quotation mark"), "{open}");
    let long = format!("pattern,country\n{},PER\nA,Peru\n", "a".repeat(10_000));
    let error = bad("own.csv", &long);
    assert!(error.starts_with("own.csv:2: ") && error.contains("10000 characters"), "{error}");
    assert!(error.contains("\nown.csv:3: "), "{error}");
    assert!(bad("own.csv", "pattern,land\nA,PER\n").starts_with("own.csv:1: \"land\" is no column"));
    assert!(bad("own.csv", "pattern,pattern\nA,B\n").contains("there twice"));
}

const ACTORS: &str = "\
<!-- a dictionary written
for this test -->
GREEN_FRONT_ [PERREB <19920101] # note
+FRENTE_VERDE_ ; note
+FRONT_OF_GREENS_(FOG)_
\t[PEROPP 920101-20000101]
\t[PERGOV >20000101] [PERELI]
ANA_SOL_\t[CHLGOV 010101-050101] [---]
THE_REALM_OF_ELBONIANS_ [LVA]
SEA_OF_CALM [---]
MARSHAL [ELI]
";

#[test]
fn a_petrarch_entry_says_the_first_code_that_holds() {
    let own = dictionary("own.actors.txt", ACTORS);
    assert!(own.warnings().is_empty(), "{:?}", own.warnings());
    for (name, day, expected) in [
        ("Green Front", "1991-12-31", "PER REB"),
        ("Frente Verde", "1992-01-01", "PER OPP"),
        ("Front of Greens", "1999-12-31", "PER OPP"),
        ("Green Front", "2000-01-01", "PER GOV"),
        ("Green Front", "", "PER GOV"),
        ("Ana Sol", "2001-01-01", "CHL GOV"),
        ("Ana Sol", "2005-01-01", "nowhere"),
        ("realm of Elbonians", "2005-01-01", "LVA"),
        ("Sea of Calm", "", "nowhere"),
        ("Marshal", "", "open ELI"),
    ] {
        assert_eq!(says(&own, name, day), expected, "{name} {day}");
    }
}

#[test]
fn agents_have_the_plurals_their_line_says() {
    let text = "!PERSON! = MAN, MEN, WOMAN\n!MINIST!=MINISTER , MINISTRY\nSHOP_STEWARD [~LAB]\nSENTRY [~MIL]\n\
                LOOKOUT {} [~CRM]\nHEAD_OF_POST {HEADS_OF_POST} [~COP]\nCAMERA!PERSON! [~MED]\n\
                !MINIST!_OF_TIDES [GOV~]\nPREACHER [~CHR]\n";
    let own = dictionary("own.agents.txt", text);
    let sectors = |phrase: &str| own.agent(phrase).map(|(role, _)| role.sectors.clone()).unwrap_or_default();
    use Sector::*;
    for (phrase, expected) in [
        ("shop steward", vec![Lab]),
        ("shop stewards", vec![Lab]),
        ("sentries", vec![Mil]),
        ("lookout", vec![Crm]),
        ("lookouts", vec![]),
        ("heads of post", vec![Cop]),
        ("head of posts", vec![]),
        ("camerawoman", vec![Jrn]),
        ("cameramen", vec![Jrn]),
        ("camerawomans", vec![]),
        ("ministry of tides", vec![Gov]),
        ("preachers", vec![Rel]),
    ] {
        assert_eq!(sectors(phrase), expected, "{phrase}");
    }
    assert!(bad("own.txt", "A [~GOV]\n!MEN!_B [~GOV]\n").contains("own.txt:2: !MEN! has no words"));
    assert_eq!(coded(&own, "[*g Tunisian shop stewards] marched.", "2024-05-16"), "Tunisian shop stewards: TUN LAB");
    assert_eq!(coded(&own, "[*g Peruvian sentries] fired.", "2024-05-16"), "Peruvian sentries: PER MIL");
}

#[test]
fn what_no_dictionary_has_is_an_error_and_what_they_often_have_a_warning() {
    for (text, line, reason) in [
        ("A [USA]\n+\u{2014} [USA]\n", 2, "neither letters nor digits"),
        ("+A_ [USA]\n", 1, "no entry stands before"),
        ("\t[USA]\n", 1, "no entry stands before"),
        ("A [USA\n", 1, "expected ]"),
        ("A [050]\n", 1, "is no actor code"),
        ("A [US A?]\nB [U$A]\n", 2, "is no actor code"),
        ("--- ABANDON [105] ---\n", 1, "a file of verbs"),
        ("<Country>\n", 1, "a file of tags"),
        ("A [USA]\n<!-- no end\n", 0, "has no end"),
        ("The court ruled on Monday.\n", 0, "neither a table"),
    ] {
        let error = bad("own.txt", text);
        let place = if line == 0 { "own.txt: ".to_string() } else { format!("own.txt:{line}: ") };
        assert!(error.starts_with(&place) && error.contains(reason), "{text}: {error}");
    }
    for (text, line, reason) in [
        ("A [USA 9008223-911221]\n[USAGOV]\n", 1, "is no period, the code USA is left out"),
        ("A [USA >20100229]\n", 1, "is no period"),
        ("A [USA 950101-940101]\n", 1, "it never holds"),
        ("B [USA]\nA [KNT]\n", 2, "KNT says neither a country nor a sector"),
        ("B [USA]\nA\n", 2, "\"A\" has no code"),
        ("A [~GOV}\n", 1, "does not end in ]"),
    ] {
        let own = dictionary("own.txt", text);
        let [warning] = own.warnings() else { panic!("{text}: {:?}", own.warnings()) };
        assert_eq!(warning.line, line, "{text}");
        assert!(warning.reason.contains(reason), "{text}: {warning}");
    }
}

#[test]
fn entries_that_contradict_each_other_are_named_and_the_later_one_holds() {
    let sources = [
        (
            "a.csv",
            "pattern,country,sectors,from,to\nFront,PER,REB,,1999\nFront,PER,PTY,1999-12-31,\nFront,PER,PTY,2005,\n",
        ),
        ("b.txt", "FRONT_ [PERREB <19990101]\n[PERPTY >19990101]\nOTHER [PER]\n"),
    ];
    let own = Dictionary::parse(&sources, knowledge()).expect("sound files");
    let said: Vec<String> = own.warnings().iter().map(Problem::to_string).collect();
    assert_eq!(
        said,
        [
            "a.csv:3: \"Front\" is PER PTY (from 1999-12-31) here and PER REB (to 1999-12-31) in line 2: the later one holds",
            "b.txt:1: \"FRONT\" is PER PTY (from 1999-01-01) here and PER REB (to 1999-12-31) in a.csv:2: the later one \
             holds",
        ]
    );
    assert_eq!(says(&own, "Front", "1999-06-01"), "PER PTY");
    let own = dictionary("own.csv", "pattern,name,country\nFront,The Front,PER\nFront,Old Front,PER\nFront,,PER\n");
    let [warning] = own.warnings() else { panic!("{:?}", own.warnings()) };
    assert!(warning.reason.contains("is \"Old Front\", PER here and \"The Front\", PER in line 2"), "{warning}");
    let own = dictionary("own.txt", "WARDEN [~COP]\nWARDENS {} [~CVL]\nWARDEN [~JUD]\n");
    assert_eq!(own.warnings().len(), 1, "{:?}", own.warnings());
    assert!(own.warnings()[0].to_string().starts_with("own.txt:3: \"warden\" is JUD here and COP in line 1"));
}

#[test]
fn an_entry_speaks_for_a_mention_that_has_its_name_or_describes_it() {
    let own = dictionary("own.csv", TABLE);
    for (text, expected) in [
        ("The [*o Green Front] fired.", "Green Front: PER PTY"),
        ("The [*o Green Front's] men fired.", "Green Front: PER PTY"),
        ("The [*g Peruvian armed group Green Front] fired.", "Peruvian armed group Green Front: PER PTY"),
        ("The [*g Green Front fighters] fired.", "Green Front fighters: PER PTY"),
        ("The [*g Gang of Nine] fired.", "Gang of Nine: - CRM"),
        ("The [*o Frente Verde] fired.", "Green Front: PER PTY"),
        ("The [o Green Front] ([*o GF]) fired.", "Green Front: PER PTY"),
        ("The [o Green Front] fired. The [*o GF] left.", "Green Front: PER PTY"),
        ("[*p Pgf Lee] spoke.", "Pgf Lee: -"),
        // The table knows these under the entry's name.
        ("The [*o Islamic Resistance Movement] spoke.", "Hamas: PSE GOV"),
        ("[*g Hamas officials] spoke.", "Hamas officials: PSE GOV"),
        ("[*o Mercosur] met.", "Mercosur: IGO BUS"),
        // People, however their names are spelled, and whatever they are called besides.
        ("[*p President Volodymyr Zelenskiy] spoke.", "Volodymyr Zelensky: UKR MIL"),
        ("[*p Volodymyr Zelensky] left. [p Zelensky] spoke.", "Volodymyr Zelensky: UKR MIL"),
        ("[s Ukraine] fired. [*p Zelensky] spoke.", "Volodymyr Zelensky: UKR MIL"),
    ] {
        assert_eq!(coded(&own, text, "2024-05-16"), expected, "{text}");
    }
    // On days for which nothing is said the tables speak.
    assert_eq!(coded(&own, "The [*o Green Front] fired.", "1980-01-01"), "Green Front: -");
    let (_, found) = resolved(&own, "The [o Green Front] met the [o Frente Verde].", "2024-05-16");
    assert_eq!(found.entities.len(), 2);
    let named = dictionary("own.csv", "pattern,name,country\nGreen Front,GF,PER\nFrente Verde,GF,PER\n");
    let (_, found) = resolved(&named, "The [o Green Front] met the [o Frente Verde].", "2024-05-16");
    assert_eq!(found.entities.len(), 1);
}

#[test]
fn an_entry_may_be_a_state_a_place_or_nobody() {
    let own =
        dictionary("own.txt", &format!("{ACTORS}GEORGIA_ [USA]\n+TBILISI_\nCAMP_NINE_ [PERMIL]\nKREMLIN_ [ITAGOV]\n"));
    for (text, expected) in [
        ("[*s Realm of Elbonians] agreed.", "Latvia: LVA GOV"),
        ("The [*g Realm of Elbonians officials] agreed.", "Realm of Elbonians officials: LVA GOV"),
        ("[*s Georgia] agreed.", "United States: USA GOV"),
        ("[*s Tbilisi] agreed.", "United States: USA GOV"),
        ("The [*o Kremlin] agreed.", "Kremlin: ITA GOV"),
        ("They struck [*l Camp Nine].", "Camp Nine: PER MIL"),
        ("[*o Sea of Calm] agreed.", "Sea of Calm: -"),
        ("[*p Ana Sol] of [s Chile] agreed.", "Ana Sol: -"),
        ("[*g Marshal] agreed.", "Marshal: - ELI"),
    ] {
        assert_eq!(coded(&own, text, "2024-05-16"), expected, "{text}");
    }
    let (_, found) = resolved(&own, "[s Latvia] and the [s Realm of Elbonians] are one.", "2024-05-16");
    assert_eq!(found.entities.len(), 1);
}

#[test]
fn ragged_names_match_or_not_but_nothing_breaks() {
    let own = dictionary("own.csv", "pattern,country,sectors\nJosé Ñandú,CHL,REB\nGreen\u{200f} Front,PER,REB\n");
    for (name, matches) in [
        ("Jose Nandu", true),
        ("JOSE\u{301} N\u{303}ANDU\u{301}", true),
        ("\u{202e}José Ñandú\u{202c}", true),
        ("Green Front", true),
        ("Gr\u{435}en Front", false),
        (&"é\u{301}\u{200f}".repeat(10_000), false),
    ] {
        let text = format!("The [*o {name}] fired. [p {name}] and [r they] left [l {name}].");
        let (marked, found) = resolved(&own, &text, "2024-05-16");
        let entity = &found.entities[found.mention_entities[marked.asked[0]][0]];
        assert_eq!(entity.sectors == [Sector::Reb], matches, "{}", name.chars().take(40).collect::<String>());
        for mention in &marked.annotation.mentions {
            let words = marked.document.text.get(mention.span.start..mention.span.end);
            assert!(words == Some(name) || words == Some("they"));
        }
        let found = lookup(name, None, knowledge(), &own);
        assert_eq!(found.answer.is_some_and(|a| a.sectors == [Sector::Reb]), matches);
    }
}

#[test]
fn the_dictionaries_people_have_are_read_as_they_are() {
    let shared = std::env::var_os("DETENTE_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let names = [
        "Phoenix.Countries.actors.txt",
        "Phoenix.International.actors.txt",
        "Phoenix.MilNonState.actors.txt",
        "Phoenix.agents.txt",
    ];
    let files: Vec<PathBuf> = names.iter().map(|n| shared.join("dictionaries").join(n)).collect();
    if let Some(missing) = files.iter().find(|f| !f.is_file()) {
        println!("skipped: no {}", missing.display());
        return;
    }
    let begin = Instant::now();
    let own = Dictionary::open(&files, knowledge()).unwrap_or_else(|e| panic!("{e}"));
    println!(
        "{} names, {} roles, {} warnings in {:?}",
        own.actors(),
        own.agents(),
        own.warnings().len(),
        begin.elapsed()
    );
    for warning in own.warnings().iter().step_by(own.warnings().len() / 40 + 1) {
        println!("{warning}");
    }
    assert!(own.actors() > 30_000 && own.agents() > 3_000);
    assert!(own.warnings().iter().all(|w| w.line > 0 && !w.reason.is_empty()));
    for (name, day, expected) in [
        ("Hezbollah", "2013-01-01", "LBN REB"),
        ("Kofi Annan", "2000-01-01", "UNO"),
        ("Kofi Annan", "2010-01-01", "open ELI"),
        ("Mohammad Zahir Shah", "1950-01-01", "AFG GOV"),
        ("Mohammad Zahir Shah", "1980-01-01", "AFG ELI"),
        ("the Graveyard of Empires", "2010-01-01", "AFG"),
        ("Afghan National Army", "2010-01-01", "AFG MIL"),
        ("UNHCR", "2010-01-01", "UNO"),
        ("Exxon", "2010-01-01", "USA BUS"),
        ("Indian Ocean", "2010-01-01", "nowhere"),
    ] {
        assert_eq!(says(&own, name, day), expected, "{name} {day}");
    }
    for (text, expected) in [
        ("[*s Afghanistan] agreed.", "Afghanistan: AFG GOV"),
        ("[*o Hizballah] fired.", "Hizballah: LBN REB"),
        ("[*p Secretary-General Kofi Annan] spoke.", "Kofi Annan: UNO GOV"),
        ("A [*g Tunisian court] ruled.", "Tunisian court: TUN JUD"),
        ("[*p Russian President Vladimir Putin] spoke.", "Vladimir Putin: RUS GOV"),
    ] {
        assert_eq!(coded(&own, text, "2004-05-16"), expected, "{text}");
    }
    // The dictionaries end years ago and know no contexts: a name in context must still mostly be what it is.
    let cases = include_str!("../../../../../knowledge/tests/names-more.tsv").lines().skip(1);
    let (mut right, mut all) = (0, 0);
    for case in cases {
        let [date, country, _, _, text] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("{case}") };
        let got = coded(&own, text, date);
        let got = got.rsplit(": ").next().and_then(|g| g.split(' ').next()).unwrap_or("-");
        all += 1;
        if country == "*" || country == got {
            right += 1;
        } else {
            println!("{text}: expected {country}, found {got}");
        }
    }
    println!("names in context with dictionaries: {right} of {all} countries");
    assert!(right * 10 >= all * 8, "{right} of {all}");
}

#[test]
fn a_name_among_fifty_thousand_is_found_as_one_among_one() {
    let rows: String = (0..50_000).map(|n| format!("Brigade {n} of Sector {},PER,REB\n", n % 97)).collect();
    let text: String =
        (0..200).map(|n| format!("The [o Brigade {n} of Sector {}] met [p Ann Lee{n}]. ", n % 97)).collect();
    let begin = Instant::now();
    let large = dictionary("own.csv", &format!("pattern,country,sectors\n{rows}"));
    println!("50,000 rows read in {:?}", begin.elapsed());
    let small = dictionary("own.csv", "pattern,country,sectors\nBrigade 7 of Sector 7,PER,REB\n");
    for (what, own, rebels) in [("none", &Dictionary::default(), 0), ("1", &small, 1), ("50,000", &large, 200)] {
        let marked = marked(&text, "2024-05-16");
        let begin = Instant::now();
        let found = resolve_with(&marked.document, &marked.layout, &marked.annotation, knowledge(), own);
        println!("400 mentions with {what} rows: {:?}", begin.elapsed());
        let count = found.entities.iter().filter(|e| e.sectors == [Sector::Reb]).count();
        assert_eq!(count, rebels, "{what}");
    }
}
