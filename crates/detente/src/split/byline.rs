//! Lines about who wrote a report and when, not about what happened.

use super::dateline::is_agency;
use super::words;
use crate::read::{is_weekday, month};

/// The longest by-line, in bytes.
const LONGEST: usize = 240;

/// True for a line that is a by-line ("By JANE DOE", "Associated Press Writer"), an agency's name, a handle
/// ("@handle") or a time stamp ("Updated 3:04 pm ET").
pub(super) fn is_byline(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim().trim_end_matches('.');
    is_signature(line)
        || is_signed_and_dated(line)
        || is_desk_mark(line)
        || is_role(line)
        || is_credited_agency(line)
        || is_handle(line)
        || is_time_stamp(line)
}

/// "By Jane Doe and John Roe, The Washington Post", "BY JANE DOE".
fn is_signature(line: &str) -> bool {
    let Some(names) = line.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")).map(|_| line[3..].trim_start()) else {
        return false;
    };
    let first = words::bare(names.split_whitespace().next().unwrap_or(""));
    if !words::is_capitalised(first) || month(first).is_some() || is_weekday(first) {
        return false;
    }
    let capitals = names.split_whitespace().filter(|w| words::is_capitalised(words::bare(w))).count();
    let small_by = line.starts_with('b');
    names.split_whitespace().all(is_part_of_signature)
        && capitals > usize::from(small_by)
        && (capitals >= 2 || is_agency(names) || names.split_whitespace().count() == 1)
        && names.split_whitespace().count() <= 24
}

/// "By Jane Doe - March 3, 2024", "By Jane Doe | Reuters | March 3, 2024", "Written by Jane Doe", "Jane Doe, BBC News, Kyiv".
fn is_signed_and_dated(line: &str) -> bool {
    if let Some(signature) = line.strip_prefix("Written by ").or_else(|| line.strip_prefix("Reported by ")) {
        return is_signature(&format!("By {signature}"));
    }
    if let Some((name, rest)) = line.split_once(", ") {
        let words: Vec<&str> = name.split_whitespace().collect();
        let named = (2..=3).contains(&words.len()) && words.iter().all(|w| words::is_capitalised(w));
        if named && rest.contains(", ") && is_credited_agency(rest) {
            return true;
        }
    }
    let mut parts = line.split(['|', '–', '—', '·']).flat_map(|p| p.split(" - ")).map(str::trim);
    let signed = parts.next().is_some_and(is_signature);
    let rest: Vec<&str> = parts.collect();
    let told = |part: &&str| is_time_stamp(part) || is_credited_agency(part) || crate::read::parse_date(part).is_ok();
    signed && !rest.is_empty() && rest.iter().all(told)
}

/// "bur-abc/de/fgh": who handled a report at an agency's desks.
fn is_desk_mark(line: &str) -> bool {
    let parts: Vec<&str> = line.split(['/', '-']).collect();
    line.len() <= 40
        && parts.len() >= 3
        && parts.iter().all(|p| (1..=5).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))
}

/// "Associated Press Writer", "Staff reporter", "Jane Doe, chief foreign correspondent", "Special to The Post".
fn is_role(line: &str) -> bool {
    let lower = line.to_lowercase();
    if lower.starts_with("special to ") {
        return line.split_whitespace().count() <= 8 && line.split_whitespace().skip(2).all(is_part_of_signature);
    }
    let all: Vec<&str> = line.split_whitespace().collect();
    if all.len() < 2 || all.len() > 14 || !all.iter().all(|w| is_part_of_signature(w)) {
        return false;
    }
    // "…, Reuters Staff Writer": what is before the comma names somebody.
    let role = |words_of: &[&str]| {
        let [.., modifier, role] = words_of else { return false };
        let (modifier, role) = (words::bare(modifier).to_lowercase(), words::bare(role).to_lowercase());
        ROLES.contains(&role.as_str()) && (MODIFIERS.contains(&modifier.as_str()) || is_agency(&modifier))
    };
    let before_comma = all.iter().rposition(|w| w.ends_with(',')).map_or(&all[..], |i| &all[..i]);
    role(&all) || role(before_comma)
}

/// "Reuters", "The Associated Press", "Jane Doe, AFP", "Jane Doe | CNN".
fn is_credited_agency(line: &str) -> bool {
    let plain = |name: &str| {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        is_agency(name.strip_prefix("The ").unwrap_or(name))
    };
    if line.len() > 100 {
        return false;
    }
    // "CNN —" is a dateline.
    if plain(line) && line.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
        return true;
    }
    let Some((names, agency)) = line.rsplit_once([',', '|', '(']) else { return false };
    let count = names.split_whitespace().count();
    // "BBC News, Kyiv"
    let place = agency.trim();
    if plain(names) && words::is_capitalised(place) && place.split_whitespace().count() <= 2 {
        return true;
    }
    plain(agency) && (2..=9).contains(&count) && names.split_whitespace().all(is_part_of_signature)
}

/// "@handle", "Jane Doe @janedoe · 3h", "jane.doe@example.org".
fn is_handle(line: &str) -> bool {
    if !line.contains('@') {
        return false;
    }
    let mut handles = 0;
    let mut others = 0;
    for word in line.split_whitespace() {
        let inner = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '@'));
        if inner.len() > 1 && inner.contains('@') {
            handles += 1;
        } else if !inner.starts_with(|c: char| c.is_lowercase()) || is_part_of_signature(word) {
            others += 1;
        } else {
            return false;
        }
    }
    handles > 0 && others <= 8
}

/// "Published: May 16, 2024", "9:05 p.m.", "Thu 16 May 2024 06.17 BST", "3 hours ago", "5 min read".
fn is_time_stamp(line: &str) -> bool {
    const FILLERS: [&str; 36] = [
        "ago",
        "and",
        "at",
        "clock",
        "created",
        "date",
        "day",
        "daylight",
        "days",
        "eastern",
        "edited",
        "first",
        "hour",
        "hours",
        "hrs",
        "last",
        "local",
        "min",
        "mins",
        "minute",
        "minutes",
        "modified",
        "o",
        "of",
        "on",
        "originally",
        "posted",
        "published",
        "read",
        "release",
        "released",
        "standard",
        "the",
        "time",
        "updated",
        "week",
    ];
    const VERBS: [&str; 7] = ["ago", "created", "modified", "posted", "published", "read", "updated"];
    if matches!(line.to_lowercase().as_str(), "published" | "updated" | "posted" | "last updated") {
        return true;
    }
    if !line.bytes().any(|b| b.is_ascii_digit()) || line.len() > 120 {
        return false;
    }
    // "May 16, 2024 / 10:32 AM EDT / CBS News"
    let line = match line.rsplit_once(['/', '|', '·', '•']) {
        Some((time, agency)) if is_agency(agency.trim()) => time,
        _ => line,
    };
    let mut evidence = false;
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '(' | ')' | '—' | '–' | '\'' | '’');
    for word in line.split(apart) {
        let word = word.trim_matches(|c: char| matches!(c, '.' | ':' | ';' | '-' | '/' | '[' | ']'));
        if word.is_empty() {
            continue;
        }
        let lower = word.to_lowercase();
        if FILLERS.binary_search(&lower.as_str()).is_ok() {
            evidence |= VERBS.contains(&lower.as_str());
            continue;
        }
        let zone = (2..=5).contains(&word.len()) && word.ends_with(['T', 'C']) && words::is_all_capitals(word);
        if month(word).is_some() || is_weekday(word) || matches!(lower.as_str(), "am" | "pm" | "a.m" | "p.m") {
            evidence = true;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            let letters =
                word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '/' | '-' | '+'));
            match letters.to_lowercase().as_str() {
                "" => evidence |= word.contains([':', '/']) || word.matches('-').count() == 2,
                "am" | "pm" | "a.m" | "p.m" | "h" | "hrs" | "z" => evidence = true,
                "st" | "nd" | "rd" | "th" => {}
                // "2024-05-16T06:17:00Z"
                rest if rest.starts_with('t') && word.contains(':') => evidence = true,
                _ => return false,
            }
        } else if !zone {
            return false;
        }
    }
    evidence
}

const ROLES: [&str; 13] = [
    "bureau",
    "columnist",
    "contributor",
    "correspondent",
    "correspondents",
    "desk",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "staff",
    "writer",
    "writers",
];

const MODIFIERS: [&str; 40] = [
    "affairs",
    "associate",
    "bureau",
    "business",
    "chief",
    "contributing",
    "court",
    "defence",
    "defense",
    "diplomatic",
    "economics",
    "environment",
    "europe",
    "foreign",
    "freelance",
    "guest",
    "health",
    "house",
    "investigative",
    "legal",
    "managing",
    "military",
    "moscow",
    "national",
    "news",
    "online",
    "our",
    "own",
    "political",
    "press",
    "science",
    "security",
    "senior",
    "special",
    "sports",
    "staff",
    "washington",
    "web",
    "world",
    "writer",
];

/// A capitalised word, a small word that joins names, or one that belongs to a role.
fn is_part_of_signature(word: &str) -> bool {
    const JOINERS: [&str; 16] =
        ["al", "and", "at", "by", "de", "del", "der", "for", "from", "in", "la", "of", "the", "to", "van", "von"];
    let word = words::bare(word);
    if word.is_empty() || words::is_capitalised(word) {
        return true;
    }
    let lower = word.to_lowercase();
    let lower = lower.as_str();
    JOINERS.contains(&lower) || ROLES.contains(&lower) || MODIFIERS.contains(&lower) || lower == "with"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_roles_handles_and_times() {
        for line in [
            "By JANE DOE",
            "By Jane Doe and John Roe, The Washington Post",
            "By Brad Schade, Reuters",
            "By Reuters",
            "Associated Press Writer",
            "AP Diplomatic Writer",
            "Staff reporter",
            "Jane Doe, chief foreign correspondent",
            "Special to The Washington Post",
            "The Associated Press",
            "Reuter",
            "Jane Doe, AFP",
            "@handle “A Column”",
            "Jane Doe @janedoe · 3h",
            "jane.doe@example.org",
            "Published: May 16, 2024",
            "Updated 3:04 pm ET",
            "9:05 p.m.",
            "Thu 16 May 2024 06.17 BST",
            "Tuesday, January 28, 2014",
            "2024-05-16T06:17:00Z",
            "5 min read",
            "Published",
            "May 16, 2024 / 10:32 AM EDT / CBS News",
            "BBC News, Kyiv",
            "By John Smith - March 3, 2024",
            "By John Smith and Jane Doe | Reuters | March 3, 2024",
            "Written by Jane Doe",
            "John Smith, BBC News, Kyiv",
            "bur-abc/de/fgh",
        ] {
            assert!(is_byline(line), "{line}");
        }
    }

    #[test]
    fn prose_and_headlines_are_none() {
        for line in [
            "By Tuesday, the army had left the town.",
            "By Monday",
            "By the end of May it was over",
            "By Order of the President, Troops Leave for the Border Tonight as talks fail",
            "Putin and Xi Deepen Strategic Partnership",
            "Russia Expels Reporter",
            "1987",
            "In May 2024 the war went on",
            "@president is wrong about this, we think",
            "5,000 troops",
            "and/or not",
            "CNN, Fox News Call Race for Trump",
            "The 16 May 2024 attack",
            "",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }
}
