//! Scores the resolution of dates against a table of expressions and against annotated running text.

use detente::resolve::dates::{self, Interval};
use detente::text::Span;
use jiff::civil::Date;
use std::path::Path;

/// An expression with what it should mean.
struct Case<'a> {
    text: String,
    mention: Span,
    anchor: Option<Date>,
    expected: [&'a str; 3],
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [sentence, anchor, start, end, granularity] = fields[..] else {
                panic!("five columns expected: {line}")
            };
            let open = sentence.find("[[").unwrap_or_else(|| panic!("no mention: {line}"));
            let close = sentence.find("]]").unwrap_or_else(|| panic!("no mention: {line}"));
            Case {
                text: sentence.replace("[[", "").replace("]]", ""),
                mention: Span::new(open, close - 2),
                anchor: (!anchor.is_empty()).then(|| anchor.parse().expect("a date")),
                expected: [start, end, granularity],
            }
        })
        .collect()
}

fn shown(interval: Option<Interval>) -> [String; 3] {
    let Some(interval) = interval else { return ["none"; 3].map(str::to_owned) };
    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    [day(interval.start), day(interval.end), interval.granularity.to_string()]
}

#[test]
fn the_table_of_expressions() {
    let table = include_str!("data/dates.tsv");
    let cases = cases(table);
    assert!(cases.len() >= 200, "{} expressions", cases.len());
    let mut right = 0;
    for case in &cases {
        let found = shown(dates::resolve(&case.text, case.mention, case.anchor));
        if found == case.expected {
            right += 1;
        } else {
            println!("{:?} in {:?}: {found:?}, expected {:?}", case.mention.of(&case.text), case.text, case.expected);
        }
    }
    let share = f64::from(right) / cases.len() as f64;
    println!("dates: {right} of {} expressions, {share:.3}", cases.len());
    assert!(share >= 0.96);
}

/// A `<date>` of a GUM document with its place in the running text.
struct Annotated {
    mention: Span,
    attributes: String,
}

/// The running text of a GUM document, its dates and the day it was written.
fn gum(xml: &str) -> (String, Vec<Annotated>, Option<Date>) {
    let (mut text, mut dates, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut created = None;
    for line in xml.lines() {
        if line.starts_with("<text ") {
            created = attribute(line, "dateCreated").and_then(|day| day.parse().ok());
        } else if line.starts_with("</date") {
            let (start, attributes): (usize, String) = open.pop().expect("an open <date>");
            dates.push(Annotated { mention: Span::new(start.min(text.len()), text.len()), attributes });
        } else if line.starts_with("<date") {
            let blank = usize::from(!text.is_empty() && !text.ends_with('\n'));
            open.push((text.len() + blank, line.to_owned()));
        } else if line.starts_with("</p>") || line.starts_with("</head>") || line.starts_with("</item>") {
            text.push_str("\n\n");
        } else if !line.starts_with('<') {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(&line.split('\t').next().unwrap_or_default().replace("&amp;", "&"));
        }
    }
    (text, dates, created)
}

fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[from..].split('"').next()
}

/// "2014", "2014-03", "2014-03-04" and a shown interval: the days of `gold`, at its own precision.
fn days_of(gold: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = gold.split('-').collect();
    match parts[..] {
        [year] if year.len() == 4 => Some((format!("{year}-01-01"), format!("{year}-12-31"))),
        [year, month] if year.len() == 4 => {
            let first: Date = format!("{year}-{month}-01").parse().ok()?;
            Some((first.to_string(), first.last_of_month().to_string()))
        }
        [year, _, _] if year.len() == 4 => Some((gold.to_owned(), gold.to_owned())),
        _ => None,
    }
}

/// True when the words name a calendar date or period. "His death", "day five" and "opening night" name an event,
/// "ten years" a length, "her 80s" an age.
fn names_calendar(words: &str) -> bool {
    const LENGTHS: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];
    const RELATIVE: [&str; 12] =
        ["ago", "later", "earlier", "before", "after", "last", "past", "next", "this", "same", "that", "coming"];
    const OTHERS: [&str; 20] = [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "weekend",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "summer",
        "winter",
        "spring",
        "fall",
        "autumn",
        "century",
        "present",
        "now",
    ];
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let year = words.iter().any(|w| {
        let digits = w.trim_start_matches(['\'', '’']);
        digits.len() >= 3 && digits[..3].bytes().all(|b| b.is_ascii_digit())
            || (words.len() == 1 && digits.parse::<u16>().is_ok())
    });
    let month = words.iter().any(|w| MONTHS.iter().any(|m| w.starts_with(m)));
    let of_somebody = has(&["his", "her", "their", "my"]) || words.contains(&"died");
    (year || month || has(&OTHERS) || (has(&LENGTHS) && (has(&RELATIVE) || words.contains(&"end")))) && !of_somebody
}

#[test]
fn dates_annotated_in_running_text() {
    let Some(folder) = std::env::var_os("DETENTE_DATA") else {
        println!("skipped: DETENTE_DATA does not name a folder with gum/xml");
        return;
    };
    let folder = Path::new(&folder).join("gum/xml");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let (mut right, mut all, mut unscored) = (0, 0, 0);
    for file in &files {
        let xml = std::fs::read_to_string(file).expect("a readable file");
        let (text, dates, created) = gum(&xml);
        for date in dates {
            let tag = &date.attributes;
            let bound = |name: &str| attribute(tag, name).and_then(days_of);
            let exact = bound("when");
            let period = bound("from").zip(bound("to")).or_else(|| bound("notBefore").zip(bound("notAfter")));
            let gold = exact.or(period.map(|(from, to)| (from.0, to.1)));
            let Some((start, end)) = gold.filter(|_| names_calendar(date.mention.of(&text))) else {
                unscored += 1;
                continue;
            };
            all += 1;
            let found = shown(dates::named(&text, date.mention, created));
            if found[..2] == [start.clone(), end.clone()] {
                right += 1;
            } else {
                let from = text.floor_char_boundary(date.mention.start.saturating_sub(60));
                println!(
                    "{}: {:?} after {:?}: {found:?}, expected {start} {end}",
                    file.file_stem().unwrap_or_default().to_string_lossy(),
                    date.mention.of(&text),
                    &text[from..date.mention.start],
                );
            }
        }
    }
    let share = f64::from(right) / f64::from(all);
    println!("dates in GUM: {right} of {all}, {share:.3} ({unscored} open-ended ones and other times not scored)");
    assert!(share >= 0.90);
}
