//! The words of the calendar.

use super::calendar::{Season, Unit};
use crate::resolve::words::Token;
use jiff::civil::Weekday;

/// The month a word names. "may" and "march" are months only with a capital, as is "mar" or "dec".
pub(super) fn month(token: &Token) -> Option<i32> {
    let number = match token.lower.as_str() {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    };
    let plain = matches!(number, 3 | 5 | 8) || token.lower.len() <= 4;
    (token.is_capitalised() || !plain).then_some(number)
}

/// True for month names that are written with a point when shortened ("Sept.").
pub(super) fn is_short(token: &Token) -> bool {
    token.lower.len() <= 5 && (month(token).is_some() || weekday(token).is_some()) && token.lower != "may"
}

/// The weekday a word names, in the singular.
pub(super) fn weekday(token: &Token) -> Option<Weekday> {
    let day = match token.lower.as_str() {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    };
    (token.is_capitalised() || token.lower.len() > 5).then_some(day)
}

/// The season a word names.
pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" | "springtime" => Season::Spring,
        "summer" | "summertime" | "midsummer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" | "wintertime" | "midwinter" => Season::Winter,
        _ => return None,
    })
}

/// The unit a word names and whether it stands in the plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let plural = word.len() > 3 && word.ends_with('s');
    let unit = match word.strip_suffix('s').unwrap_or(word) {
        "day" | "night" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" | "yr" => Unit::Year,
        "decade" => Unit::Decade,
        "centurie" | "century" => Unit::Century,
        _ => return None,
    };
    Some((unit, plural))
}

/// Morning, night and the like: part of a day that is named beside it.
pub(super) fn is_part_of_day(word: &str) -> bool {
    matches!(
        word,
        "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "noon"
            | "midday"
            | "midnight"
            | "dawn"
            | "dusk"
            | "daybreak"
            | "nightfall"
            | "lunchtime"
            | "sunrise"
            | "sunset"
    )
}

/// Words before a date that say it is not exact, and articles.
pub(super) fn is_padding(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "about"
            | "around"
            | "circa"
            | "c"
            | "ca"
            | "approximately"
            | "roughly"
            | "nearly"
            | "almost"
            | "just"
            | "exactly"
            | "some"
            | "only"
            | "sometime"
            | "barely"
            | "over"
            | "well"
            | "back"
    )
}

/// A weak number: it says "more than one", not how many.
pub(super) fn is_vague_count(word: &str) -> bool {
    matches!(word, "few" | "several" | "many" | "some" | "recent" | "dozen" | "numerous" | "countless")
}

/// Words after a date that are no noun it describes.
pub(super) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "in"
            | "at"
            | "on"
            | "by"
            | "to"
            | "for"
            | "with"
            | "from"
            | "after"
            | "before"
            | "as"
            | "but"
            | "when"
            | "while"
            | "that"
            | "the"
            | "a"
            | "an"
            | "of"
            | "until"
            | "if"
            | "because"
            | "there"
            | "he"
            | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "was"
            | "were"
            | "is"
            | "are"
            | "had"
            | "has"
            | "have"
            | "will"
            | "would"
            | "onward"
            | "onwards"
            | "who"
            | "which"
            | "where"
            | "its"
            | "his"
            | "her"
            | "their"
            | "over"
            | "into"
            | "against"
    )
}
