//! Days that the calendar lacks: "Feb. 30", "April 31, 2024".

use crate::read::{DateError, month, parse_date};
use crate::text::Span;
use jiff::civil::Date;

/// Bytes after a mention in which its year may stand.
const YEAR_WITHIN: usize = 7;

/// True when `mention`, a byte span of `text`, names a day and a month that has no such day, in the year named with it or,
/// without one, in any.
///
/// ```
/// use detente::resolve::dates::is_impossible;
/// use detente::text::Span;
/// let text = "They met on Feb. 30 in Rome.";
/// assert!(is_impossible(text, Span::new(12, 19)));
/// assert!(!is_impossible("since May 68", Span::new(6, 12)));
/// ```
pub fn is_impossible(text: &str, mention: Span) -> bool {
    let words = mention.of(text);
    if parse_date(words) == Err(DateError::Impossible) {
        return true;
    }
    let mut found = false;
    // "31,000" is no day.
    let apart = |c: char| !c.is_alphanumeric() && c != ',';
    let parts = words.split(apart).map(|part| part.trim_matches(',')).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    for pair in parts.windows(2) {
        let (month, day) = match (month(pair[0]), month(pair[1])) {
            (Some(month), None) => (month, day(pair[1])),
            (None, Some(month)) => (month, day(pair[0])),
            _ => continue,
        };
        // A leap year has every day that some year has.
        found |= day.is_some_and(|day| Date::new(2000, month, day).is_err());
    }
    found || leap_day(&parts) && year_after(text, mention).is_some_and(|year| Date::new(year, 2, 29).is_err())
}

/// A number as of a day: "31", "31st". Larger ones are years ("May 68").
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

fn leap_day(parts: &[&str]) -> bool {
    let is = |month_name: &str, number: &str| month(month_name) == Some(2) && day(number) == Some(29);
    parts.windows(2).any(|pair| is(pair[0], pair[1]) || is(pair[1], pair[0]))
}

/// The year that stands right after a mention: "[Feb. 29], 2023".
fn year_after(text: &str, mention: Span) -> Option<i16> {
    let rest = text.get(mention.end..)?.trim_start_matches([',', ' ']);
    let year = rest.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let near = text.len() - rest.len() + 4 <= mention.end + YEAR_WITHIN;
    let ends = !rest[4..].starts_with(|c: char| c.is_alphanumeric());
    (near && ends).then(|| year.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_no_year_has_and_days_this_year_lacks() {
        for (text, expected) in [
            ("Feb. 30, 2024", true),
            ("31 April", true),
            ("April 31st", true),
            ("the 31st of June 1999", true),
            ("Feb. 29, 2023", true),
            ("2024-02-30", true),
            ("Feb. 29, 2024", false),
            ("Feb. 29", false),
            ("May 31", false),
            ("June 44", false),
            ("September 30", false),
            ("April 31,000", false),
            ("Thursday", false),
            ("May", false),
        ] {
            assert_eq!(is_impossible(text, Span::new(0, text.len())), expected, "{text}");
        }
        assert!(is_impossible("Feb. 29, 2023", Span::new(0, 7)));
        assert!(!is_impossible("Feb. 29, 2024", Span::new(0, 7)));
        assert!(!is_impossible("Feb. 29, 20235", Span::new(0, 7)));
    }
}
