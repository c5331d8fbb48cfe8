//! Times of day beside a date: "at 3 p.m.", "10:30 GMT", "1500 hours", "noon".

use super::lexicon;
use crate::resolve::quantities::numbers;
use crate::resolve::words::{Shape, Token};

/// The first token after the time of day that begins at `at`; `None` when none begins there.
pub(super) fn skip(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    if matches!(first.lower.as_str(), "noon" | "midnight" | "midday") {
        return Some(zone(tokens, at + 1));
    }
    let mut next = at;
    let mut sure = false;
    if matches!(first.lower.as_str(), "half" | "quarter") && matches!(tokens.get(at + 1)?.lower.as_str(), "past" | "to")
    {
        next += 2;
        sure = true;
    }
    let hour = tokens.get(next)?;
    match hour.shape {
        Shape::Digits if hour.text.len() <= 5 => next += 1,
        Shape::Word if numbers::unit_word(&hour.lower).is_some_and(|v| (1.0..=12.0).contains(&v)) => next += 1,
        _ => return None,
    }
    // "3:30", "15:00:10"
    for _ in 0..2 {
        let colon = tokens.get(next).is_some_and(|t| t.text == ":");
        if !colon || !tokens.get(next + 1).is_some_and(|t| t.shape == Shape::Digits && t.text.len() <= 2) {
            break;
        }
        next += 2;
        sure = true;
    }
    // "3 to 5 p.m." is left to its second half
    match tokens.get(next).map(|t| t.lower.as_str()) {
        Some("am" | "pm" | "a.m." | "p.m." | "hrs" | "h") => {
            next += 1;
            sure = true;
        }
        Some("o") if tokens.get(next + 1).is_some_and(Token::is_apostrophe) => {
            next += 3;
            sure = true;
        }
        Some("hours") if hour.text.len() == 4 => {
            next += 1;
            sure = true;
        }
        Some("in") if tokens.get(next + 1).is_some_and(|t| t.lower == "the") => {
            let part = tokens.get(next + 2).is_some_and(|t| lexicon::is_part_of_day(&t.lower));
            if part {
                next += 3;
                sure = true;
            }
        }
        Some("at") if tokens.get(next + 1).is_some_and(|t| t.lower == "night") => {
            next += 2;
            sure = true;
        }
        _ => {}
    }
    let after = zone(tokens, next);
    (sure || after > next).then_some(after.min(tokens.len()))
}

/// Skips "GMT", "local time", "Moscow time", "(1500 GMT)".
fn zone(tokens: &[Token], at: usize) -> usize {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.lower.as_str());
    let mut next = at;
    match word(next) {
        "gmt" | "utc" | "est" | "edt" | "et" | "cet" | "cest" | "bst" | "pst" | "pdt" | "eastern" | "ist" | "msk" => {
            next += 1;
        }
        _ => {}
    }
    if word(next) == "time" {
        next += 1;
    } else if word(next + 1) == "time" {
        next += 2;
    }
    if word(next) == "("
        && let Some(close) = (next + 1..next + 7).find(|&i| word(i) == ")")
        && (next + 1..close).any(|i| matches!(word(i), "gmt" | "utc" | "et" | "time"))
    {
        next = close + 1;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::words::tokens;
    use crate::text::Span;

    #[test]
    fn a_time_of_day_is_skipped_whole() {
        for (text, rest) in [
            ("3 p.m. Thursday", "Thursday"),
            ("10:30 GMT on Friday", "on"),
            ("9 a.m. local time (0700 GMT) Sunday", "Sunday"),
            ("noon tomorrow", "tomorrow"),
            ("half past nine on Thursday", "on"),
            ("5 o'clock yesterday", "yesterday"),
            ("1500 hours Monday", "Monday"),
        ] {
            let tokens = tokens(text, Span::new(0, text.len()));
            assert_eq!(skip(&tokens, 0).map(|i| tokens[i].text), Some(rest), "{text}");
        }
        for text in ["3 March", "14 soldiers", "2014", "half"] {
            let tokens = tokens(text, Span::new(0, text.len()));
            assert_eq!(skip(&tokens, 0), None, "{text}");
        }
    }
}
