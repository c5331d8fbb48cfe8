//! Names of months and weekdays as reports write them.

/// The month (1 to 12) that `word` names in English, in full or abbreviated, in any case, without a full stop.
pub(crate) fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !(3..=9).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    let at = NAMES.iter().position(|name| {
        name.eq_ignore_ascii_case(word)
            || (word.len() == 3 && name.as_bytes()[..3].eq_ignore_ascii_case(word.as_bytes()))
    })?;
    i8::try_from(at + 1).ok()
}

/// True when `word` names a day of the week in English, in full or abbreviated, without a full stop.
pub(crate) fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 17] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
    ];
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_full_and_short() {
        assert_eq!(month("May"), Some(5));
        assert_eq!(month("SEPT"), Some(9));
        assert_eq!(month("sep"), Some(9));
        assert_eq!(month("December"), Some(12));
        assert_eq!(month("Marc"), None);
        assert_eq!(month("märz"), None);
        assert!(is_weekday("Thurs") && !is_weekday("Thunder"));
    }
}
