//! What the words of a time mean on the calendar: "Thursday", "since 2014", "the early 1990s".
//!
//! ```
//! use detente::resolve::dates::{self, Granularity};
//! use detente::text::Span;
//!
//! let text = "The two presidents met in Beijing on Thursday.";
//! let at = text.find("Thursday").unwrap();
//! let anchor = "2024-05-17".parse().ok();
//! let when = dates::resolve(text, Span::new(at, at + 8), anchor).unwrap();
//! assert_eq!(when.start.unwrap().to_string(), "2024-05-16");
//! assert_eq!(when.granularity, Granularity::Day);
//! ```
//!
//! # Choices
//!
//! * A weekday is the last one on or before the report's day, or the next on or after it when the nearest verb looks
//!   ahead ("will meet on Friday"). "last Friday" and "next Friday" are the nearest before and after that day.
//! * Weeks run from Monday to Sunday. Seasons are the northern ones of whole months; winter begins in December of
//!   the year it is named with. Centuries and decades run from their round year: the 20th century is 1900 to 1999.
//! * "Early", "mid" and "late" are thirds (of a decade 4, 3 and 3 years); the start and end of a year are its first
//!   and last month. "Earlier this week" ends, "later this week" begins with the report's day.
//! * "Last year" is the calendar year before, "over the last year" the twelve months up to the report.
//!   "Three months ago" is that month, "two weeks ago" that week, "ten years ago" that year; "in two weeks" is the
//!   week then, "within two weeks" the time until then.
//! * A day or month without a year is the one the tense asks for; a day that describes something ("the Oct. 26 summit")
//!   or that something is set for is the nearest. In an account of the past, where the last two dates named years and
//!   neither was the report's, it lies in the later of them.
//! * "Two years later", "the following day" count from the last date named in the sentences before; without one both
//!   ends are unknown.
//! * A vague count bounds one end: "a few days ago" ends at the report and has no start.
//! * A fiscal year is taken as the calendar year it is named after: the words do not say whose it is.
//! * Numbers between strokes are day first ("26/02/1987"), but where only the American order is a date.
//! * "Since X" runs from X's first day to the report's; "until X" and "by X" have no start and end with X's last
//!   day; "before X" ends the day before it, "after X" begins the day after and has no end.

mod around;
mod calendar;
mod clock;
mod day;
mod distance;
mod frame;
mod holidays;
mod impossible;
mod interval;
mod lexicon;
mod outlook;
mod parts;
mod pointing;
mod portion;
mod reader;
mod weekday;
mod year;

pub use impossible::is_impossible;
pub use interval::{Granularity, Interval};
pub use outlook::Outlook;

use crate::resolve::quantities::numbers;
use crate::resolve::words::{self, Shape, Token};
use crate::text::Span;
use around::{Around, clipped};
use frame::Frame;
use jiff::civil::Date;

/// The period in which something dated by `mention` happened or holds, with the words before the mention heeded.
///
/// `mention` is a byte span of `text`, as the reader marked it; `anchor` the day of the report. The text around the
/// mention is read for verbs and prepositions, at most a few hundred bytes each way.
///
/// `None` when the words name no time of the calendar: durations ("for three hours"), ages, habits ("every year").
/// Both ends are `None` when the time is relative to a day that is not known.
pub fn resolve(text: &str, mention: Span, anchor: Option<Date>) -> Option<Interval> {
    resolve_in(text, mention, anchor, None)
}

/// [`resolve`] for a sentence whose outlook is known from elsewhere, such as an event's status.
///
/// `None` or [`Outlook::Unknown`] reads it from the verbs around the mention.
pub fn resolve_in(text: &str, mention: Span, anchor: Option<Date>, outlook: Option<Outlook>) -> Option<Interval> {
    let around = Around::new(text, mention);
    let reader = around.reader(anchor, outlook);
    let (first, found) = around.read(&reader)?;
    // the mention may be either end of a range that goes on outside it
    let led = Frame::before(reader.tokens, reader.sentence, first).or_else(|| {
        // "until his death in 1989": the mention itself opens with the preposition
        Frame::before(reader.tokens, reader.sentence, around.mention.start + 1)
            .filter(|(_, at)| *at == around.mention.start && first > *at)
            // "before dawn Tuesday" is on Tuesday
            .filter(|(_, at)| !reader.tokens.get(at + 1).is_some_and(|t| lexicon::is_part_of_day(&t.lower)))
    });
    let open = matches!(led, Some((Frame::From | Frame::Between, _)));
    if open && let Some((from, to)) = frame::range(&reader, first, led.map(|l| l.0)) {
        return Some(frame::hull(from.interval, to.interval));
    }
    if let Some(range) = around.range_before(&reader, first) {
        return Some(range);
    }
    let Some((frame, preposition)) = led else { return Some(found.interval) };
    // "from 4 to 14 April": both ends stand in the date itself
    let spans =
        reader.tokens[first..found.next].iter().any(|t| t.is_dash() || matches!(t.lower.as_str(), "to" | "through"));
    if open && spans && found.interval.start != found.interval.end {
        return Some(found.interval);
    }
    // "three days before [Christmas]": the words before the preposition measure from it
    if matches!(frame, Frame::Before | Frame::After) {
        let distance = (1..=4).filter_map(|n| reader.date(preposition.checked_sub(n)?, 0));
        if let Some(read) = distance.filter(|read| read.next >= found.next).last() {
            return Some(read.interval);
        }
    }
    let next = reader.tokens.get(found.next);
    // "after Thursday's vote": the preposition governs the vote, not the day
    let attributive = next.is_some_and(Token::is_apostrophe)
        || (next.is_some_and(|t| t.shape == Shape::Word && !lexicon::is_function_word(&t.lower))
            && matches!(frame, Frame::Before | Frame::After | Frame::From));
    // "video from Friday" is of Friday; "from Friday" with a plan is from then on
    let over = found.interval.end.zip(anchor).is_some_and(|(end, anchor)| end < anchor);
    let source = frame == Frame::From
        && (reader.outlook != Outlook::Future || over)
        && !next.is_some_and(|t| matches!(t.lower.as_str(), "on" | "onward" | "onwards" | "forward"));
    // "the first since January 2, when troops overran it": what follows happened on the day, not since
    let when =
        next.is_some_and(|t| t.text == ",") && reader.tokens.get(found.next + 1).is_some_and(|t| t.lower == "when");
    match frame {
        Frame::Since if when => Some(found.interval),
        // "destroyed by last week's flood"
        Frame::Until if next.is_some_and(Token::is_apostrophe) && reader.tokens[preposition].lower == "by" => {
            Some(found.interval)
        }
        Frame::Before | Frame::After | Frame::From if attributive => Some(found.interval),
        Frame::From if source && reader.tokens[preposition].lower == "from" => Some(found.interval),
        frame => Some(frame.apply(found.interval, anchor)),
    }
}

/// The period the words of `mention` themselves name, whatever stands before them: in "since 2014" the year 2014.
///
/// Arguments and `None` as for [`resolve`].
pub fn named(text: &str, mention: Span, anchor: Option<Date>) -> Option<Interval> {
    let around = Around::new(text, mention);
    let reader = around.reader(anchor, None);
    around.read(&reader).map(|(_, read)| read.interval)
}

/// The year of what an anniversary remembers: "the 75th anniversary" in a report of 2020 is of 1945.
///
/// `mention` is a byte span of `text` that holds the ordinal; `None` without an ordinal or an anchor.
///
/// ```
/// use detente::resolve::dates;
/// use detente::text::Span;
/// let text = "Crowds marked the 75th anniversary of the landings.";
/// let year = dates::anniversary(text, Span::new(14, 34), "2019-06-06".parse().ok()).unwrap();
/// assert_eq!(year.start.unwrap().to_string(), "1944-01-01");
/// ```
pub fn anniversary(text: &str, mention: Span, anchor: Option<Date>) -> Option<Interval> {
    let tokens = words::tokens(text, clipped(text, mention, 0, 0));
    let ordinal = (0..tokens.len()).find_map(|i| match numbers::ordinal(&tokens, i) {
        Some((n, _)) => Some(i64::from(n)),
        None => matches!(tokens[i].lower.as_str(), "centenary" | "centennial").then_some(100),
    });
    calendar::containing(calendar::Unit::Year, anchor?, -ordinal?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn shown(text: &str, words: &str, anchor: &str) -> Option<String> {
        let at = text.find(words).unwrap();
        let interval = resolve(text, Span::new(at, at + words.len()), anchor.parse().ok())?;
        let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
        Some(format!("{}..{} {}", day(interval.start), day(interval.end), interval.granularity))
    }

    #[test]
    fn without_an_anchor_relative_times_keep_their_granularity() {
        assert_eq!(shown("They met last week.", "last week", "").as_deref(), Some("-..- week"));
        assert_eq!(shown("They met on Friday.", "Friday", "").as_deref(), Some("-..- day"));
        assert_eq!(shown("They met in 2014.", "2014", "").as_deref(), Some("2014-01-01..2014-12-31 year"));
    }

    #[test]
    fn the_outlook_may_come_from_elsewhere() {
        let text = "Talks in Geneva, Friday";
        let span = Span::new(17, 23);
        let anchor = "2024-05-15".parse().ok();
        let day = |outlook| resolve_in(text, span, anchor, Some(outlook)).unwrap().start.unwrap().to_string();
        assert_eq!(day(Outlook::Past), "2024-05-10");
        assert_eq!(day(Outlook::Future), "2024-05-17");
        assert_eq!(day(Outlook::Unknown), "2024-05-10");
    }

    #[test]
    fn an_anniversary_counts_back() {
        let text = "on the 75th anniversary of the pact; the centenary of the battle";
        let year = |words: &str| {
            let at = text.find(words).unwrap();
            anniversary(text, Span::new(at, at + words.len()), "2024-05-15".parse().ok())
        };
        assert_eq!(year("75th anniversary").unwrap().start.unwrap().year(), 1949);
        assert_eq!(year("the centenary").unwrap().start.unwrap().year(), 1924);
        assert_eq!(year("the pact"), None);
    }

    #[test]
    fn parts_of_parts_and_ranges_that_end_first_stay_in_order() {
        assert_eq!(
            shown("Monday end end Feb", "end Feb", "2012-03-05").as_deref(),
            Some("2012-02-21..2012-02-29 month")
        );
        for text in ["next year-end centuries before Q3", "from 2014 to decades before 1990"] {
            let interval = resolve(text, Span::new(0, 13), Date::new(0, 2, 28).ok());
            assert!(interval.is_none_or(|i| i.bounds().is_none_or(|(start, end)| start <= end)), "{text}");
        }
    }

    #[test]
    fn long_texts_and_mentions_take_no_longer() {
        let text = "On Monday, two days after 3 May 2012, the last week of the early 1990s. ".repeat(20_000);
        let start = Instant::now();
        for at in (0..text.len()).step_by(text.len() / 500) {
            resolve(&text, Span::new(at, at + 9), None);
        }
        resolve(&text, Span::new(0, text.len()), None);
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }

    /// Words the grammar knows, numbers and junk, in any order.
    fn any_text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "Monday",
            "March",
            "last",
            "next",
            "the",
            "early",
            "late",
            "of",
            "in",
            "since",
            "until",
            "from",
            "to",
            "and",
            "first",
            "half",
            "quarter",
            "week",
            "weeks",
            "year",
            "years",
            "ago",
            "later",
            "before",
            "after",
            "a",
            "two",
            "24",
            "2014",
            "1990s",
            "'90s",
            "31",
            "0",
            "99999999999999999999",
            "19th",
            "century",
            "BC",
            "AD",
            "Easter",
            "Ramadan",
            "9/11",
            "26/02/1987",
            "2019-13-45",
            "-",
            "–",
            ",",
            ".",
            "(",
            ")",
            "’",
            "s",
            "Q3",
            "H1",
            "fiscal",
            "spring",
            "end",
            "this",
            "same",
            "day",
            "p.m.",
            "3:30",
            "½",
            "é",
            "\n\n",
            "hours",
            "within",
            "will",
            "said",
            "Feb",
            "year-end",
            "decade",
            "centuries",
            "eve",
            "hundred",
            "million",
        ]);
        prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn no_words_make_it_panic(text in any_text(), a in 0usize..160, b in 0usize..160, anchor in -9999i16..9999) {
            let anchor = Date::new(anchor, 2, 28).ok();
            let span = Span::new(a.min(b), a.max(b));
            for anchor in [anchor, None] {
                if let Some(Interval { start: Some(start), end: Some(end), .. }) = resolve(&text, span, anchor) {
                    prop_assert!(start <= end, "{start} {end} {text}");
                }
                named(&text, span, anchor);
                anniversary(&text, span, anchor);
                resolve_in(&text, span, anchor, Some(Outlook::Future));
            }
        }

        #[test]
        fn no_characters_make_it_panic(text in "\\PC{0,60}", a in 0usize..80, b in 0usize..80) {
            let anchor = Date::new(2024, 5, 16).ok();
            resolve(&text, Span::new(a.min(b), a.max(b)), anchor);
        }
    }
}
