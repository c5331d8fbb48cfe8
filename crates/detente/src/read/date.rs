//! Publication dates in the many forms they are written in.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::month::{is_weekday, month};

/// Why a text gave no date. Displayed so as to follow the text: "date X …".
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Written like a date, but there is no such day.
    #[error("does not exist")]
    Impossible,
    /// Day and month could be exchanged: "05/06/2024".
    #[error("is ambiguous: day or month first")]
    Ambiguous,
    /// No known form.
    #[error("is not understood")]
    Unknown,
}

/// The civil date that `text` states, as written: a time and zone after it do not move it.
///
/// Reads ISO 8601 ("2024-05-16", "20240516", "2024-05-16T23:10:00-04:00"), RFC 2822, the written forms of English
/// ("May 16, 2024", "16 May 2024", "Thu, 16-May-24 10:00 GMT"), "16.05.2024", "05/16/2024" where only one reading is a
/// date, and seconds or milliseconds since 1970.
///
/// ```
/// use detente::read::{DateError, parse_date};
/// assert_eq!(parse_date("May 16, 2024").map(|d| d.to_string()), Ok("2024-05-16".to_owned()));
/// assert_eq!(parse_date("30 February 2024"), Err(DateError::Impossible));
/// assert_eq!(parse_date("05/06/2024"), Err(DateError::Ambiguous));
/// ```
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    // A date is in the first words or nowhere.
    let text = text.trim();
    let end = text.char_indices().nth(120).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    let tokens = tokens(text);
    if let Some(found) = tokens.iter().enumerate().find_map(|(i, _)| written_out(&tokens, i)) {
        return found;
    }
    let (at, found) = tokens
        .iter()
        .enumerate()
        .find_map(|(i, _)| Some((i, numeric(&tokens, i)?)))
        .unwrap_or((0, Err(DateError::Unknown)));
    if found.is_ok() && !is_time(&tokens[at..]) { Err(DateError::Impossible) } else { found }
}

/// False when right after a date like "2024-05-16" a clock shows what none can: "T25:99".
fn is_time(tokens: &[Token<'_>]) -> bool {
    let after = tokens.iter().position(|t| matches!(t, Token::Word("T" | "t") | Token::Mark(' ')));
    match after.and_then(|at| tokens.get(at + 1..at + 4)) {
        Some([Token::Number(hour, _), Token::Mark(':'), Token::Number(minute, _)]) => *hour <= 24 && *minute < 60,
        _ => true,
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'t> {
    /// A number and how many digits it has.
    Number(i32, usize),
    Word(&'t str),
    /// "-", "/", "." or "," without spaces; `' '` for the rest.
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            // Longer numbers are no part of a date.
            tokens.push(rest[..length].parse().map_or(Token::Mark('?'), |n| Token::Number(n, length)));
            length
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            tokens.push(Token::Word(&rest[..length]));
            length
        } else {
            tokens.push(Token::Mark(if first.is_whitespace() { ' ' } else { first }));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// "May 16, 2024", "16 May 2024", "16-May-24", "2024 May 16", "16th of May, 2024" from token `at` on.
fn written_out(tokens: &[Token<'_>], at: usize) -> Option<Result<Date, DateError>> {
    let mut parts: Vec<(usize, Token<'_>)> = Vec::with_capacity(3);
    for (i, &token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Number(..) => parts.push((i, token)),
            Token::Word(word) if month(word).is_some() => parts.push((i, token)),
            Token::Word(word)
                if i > at && matches!(word.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of") => {}
            Token::Word(word) if i > at && is_weekday(word) => {}
            Token::Mark(' ' | '-' | ',' | '.' | '/') if i > at => {}
            _ => break,
        }
        if parts.len() == 3 {
            break;
        }
    }
    let [(_, a), (_, b), (last, c)] = parts[..] else { return None };
    // "May 16, 10:30": the third number is a time.
    if tokens.get(last + 1) == Some(&Token::Mark(':')) {
        return None;
    }
    let (month_name, day, year) = match (a, b, c) {
        (Token::Word(m), Token::Number(d, 1..=2), Token::Number(y, n)) => (m, d, (y, n)),
        (Token::Number(d, 1..=2), Token::Word(m), Token::Number(y, n)) => (m, d, (y, n)),
        (Token::Number(y, 4), Token::Word(m), Token::Number(d, 1..=2)) => (m, d, (y, 4)),
        _ => return None,
    };
    Some(civil(full_year(year)?, i32::from(month(month_name)?), day))
}

/// "2024-05-16", "2024/5/16", "16.05.2024", "05/16/2024", "20240516T…" from token `at` on.
fn numeric(tokens: &[Token<'_>], at: usize) -> Option<Result<Date, DateError>> {
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    if matches!(before, Some(Token::Mark('-' | '/' | '.' | ':' | '?') | Token::Number(..))) {
        return None;
    }
    if let Token::Number(n, 8) = tokens[at] {
        return Some(civil(n / 10_000, n / 100 % 100, n % 100));
    }
    let [Token::Number(a, an), Token::Mark(first), Token::Number(b, bn), Token::Mark(second), Token::Number(c, cn)] =
        *tokens.get(at..at + 5)?
    else {
        return None;
    };
    if first != second || !matches!(first, '-' | '/' | '.') || bn > 2 {
        return None;
    }
    // "1.2.3.4" is an address or a version.
    if let (Some(Token::Mark('.')), Some(Token::Number(..))) = (tokens.get(at + 5), tokens.get(at + 6)) {
        return None;
    }
    if an == 4 {
        return (cn <= 2).then(|| civil(a, b, c));
    }
    if an > 2 || !matches!(cn, 2 | 4) {
        return None;
    }
    let year = full_year((c, cn))?;
    let (day_first, month_first) = (civil(year, b, a), civil(year, a, b));
    Some(match (day_first, month_first) {
        // With full stops the day comes first everywhere.
        (found, _) if first == '.' => found,
        (Ok(one), Ok(other)) if one != other => Err(DateError::Ambiguous),
        (Ok(found), _) | (_, Ok(found)) => Ok(found),
        _ => Err(DateError::Impossible),
    })
}

/// Digits only: a date, a date with a time, or seconds or milliseconds since 1970.
fn digits(text: &str) -> Result<Date, DateError> {
    let number: i64 = text.parse().map_err(|_| DateError::Unknown)?;
    let part =
        |from: usize, to: usize| text.get(from..to).and_then(|t| t.parse::<i32>().ok()).ok_or(DateError::Unknown);
    match text.len() {
        8 | 14 => civil(part(0, 4)?, part(4, 6)?, part(6, 8)?),
        // A twelve-digit number of milliseconds would be before 2002: "202405161030" is a date.
        12 => civil(part(0, 4)?, part(4, 6)?, part(6, 8)?),
        9 | 10 => instant(Timestamp::from_second(number)),
        13 => instant(Timestamp::from_millisecond(number)),
        _ => Err(DateError::Unknown),
    }
}

fn instant(timestamp: Result<Timestamp, jiff::Error>) -> Result<Date, DateError> {
    timestamp.map(|t| TimeZone::UTC.to_datetime(t).date()).map_err(|_| DateError::Unknown)
}

/// Two digits mean 1969 to 2068, as everywhere.
fn full_year((year, digits): (i32, usize)) -> Option<i32> {
    match digits {
        4 => Some(year),
        2 if year >= 69 => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn civil(year: i32, month: i32, day: i32) -> Result<Date, DateError> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(DateError::Impossible) };
    // The press is younger than this.
    if year < 1000 {
        return Err(DateError::Impossible);
    }
    Date::new(year, month, day).map_err(|_| DateError::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_forms_of_one_day() {
        for text in [
            "2024-05-16",
            "20240516",
            "2024/05/16",
            "2024.5.16",
            "2024-05-16T23:10:00-04:00",
            "2024-05-16T23:10:00Z",
            "2024-05-16 23:10:00+00:00",
            "20240516T231000Z",
            "20240516231000",
            "202405162310",
            "May 16, 2024",
            "May 16 2024",
            "Sept. 16, 2024".replace("Sept.", "May").as_str(),
            "16 May 2024",
            "16th of May, 2024",
            "16-May-24",
            "16-MAY-2024 18:04:17.59",
            "2024 May 16",
            "Thu, 16 May 2024 10:00:00 GMT",
            "Thu, 16 May 2024 23:10:00 -0400",
            "Thursday, May 16, 2024 at 10:32 a.m. EDT",
            "Published: May 16, 2024",
            "Thu May 16 2024 00:00:00 GMT+0000 (Coordinated Universal Time)",
            "10:32 AM EDT May 16, 2024",
            "05/16/2024",
            "16/05/2024",
            "16.05.2024",
            "5/16/24",
            "16-05-2024",
            " 2024-05-16 ",
            "1715817600",
            "1715817600000",
        ] {
            assert_eq!(parse_date(text), Ok(Date::constant(2024, 5, 16)), "{text}");
        }
        assert_eq!(parse_date("11-MAR-1987 18:04:17.59"), Ok(Date::constant(1987, 3, 11)));
        assert_eq!(parse_date("Sept. 3, 2001"), Ok(Date::constant(2001, 9, 3)));
        assert_eq!(parse_date("06/06/2024"), Ok(Date::constant(2024, 6, 6)));
    }

    #[test]
    fn what_is_no_date() {
        use DateError::{Ambiguous, Impossible, Unknown};
        for (text, error) in [
            ("2024-02-30", Impossible),
            ("30 February 2024", Impossible),
            ("20241301", Impossible),
            ("2024-05-16T25:99", Impossible),
            ("2024-05-16 12:61:00", Impossible),
            ("13/13/2024", Impossible),
            ("05/06/2024", Ambiguous),
            ("", Unknown),
            ("soon", Unknown),
            ("May 2024", Unknown),
            ("2024", Unknown),
            ("May 16", Unknown),
            ("May 16, 10:30", Unknown),
            ("1.2.3.4", Unknown),
            ("99999999999999999999999", Unknown),
            ("12", Unknown),
            ("Thursday", Unknown),
        ] {
            assert_eq!(parse_date(text), Err(error), "{text}");
        }
    }
}
