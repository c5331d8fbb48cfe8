//! Feasts and days known by name, each year's date computed.
//!
//! Easter, the Jewish and the Islamic feasts and the lunar new year come from the calendars of the
//! `calendrical_calculations` crate. Islamic dates are those of Saudi Arabia's computed calendar: where a country
//! waits for the crescent to be seen, the feast may fall a day later.

use super::calendar::{self, date, plus_days};
use super::interval::{Granularity, Interval};
use crate::resolve::words::Token;
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{chinese_based, gregorian, hebrew, islamic, julian};
use jiff::civil::{Date, Weekday};

/// How a feast's day is found.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// Month and day.
    On(i32, i32),
    /// So many days after the western Easter Sunday.
    Easter(i64),
    /// So many days after the eastern Easter Sunday.
    EasternEaster(i64),
    /// The n-th such weekday of a month; 0 is the last.
    Nth(i32, i32, Weekday),
    /// Month and day of the Islamic year.
    Islamic(u8, u8),
    /// Month (counted from Tishri) and day of the Jewish year.
    Jewish(u8, u8),
    /// So many days after the first day of the Chinese year.
    LunarNewYear(i64),
    /// The one day in history.
    Once(i32, i32, i32),
    /// From one day in history to another.
    Period((i32, i32, i32), (i32, i32, i32)),
}

/// A feast: its rule and how many days it lasts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feast {
    rule: Rule,
    days: i64,
}

/// Names without apostrophes and with blanks for hyphens. A longer name stands before a shorter one it begins with.
const FEASTS: &[(&str, Rule, i64)] = &[
    ("new years eve", Rule::On(12, 31), 1),
    ("new years day", Rule::On(1, 1), 1),
    ("new years", Rule::On(1, 1), 1),
    ("new year", Rule::On(1, 1), 1),
    ("epiphany", Rule::On(1, 6), 1),
    ("orthodox christmas", Rule::On(1, 7), 1),
    ("martin luther king day", Rule::Nth(1, 3, Weekday::Monday), 1),
    ("martin luther king jr day", Rule::Nth(1, 3, Weekday::Monday), 1),
    ("holocaust remembrance day", Rule::On(1, 27), 1),
    ("groundhog day", Rule::On(2, 2), 1),
    ("valentines day", Rule::On(2, 14), 1),
    ("presidents day", Rule::Nth(2, 3, Weekday::Monday), 1),
    ("international womens day", Rule::On(3, 8), 1),
    ("st patricks day", Rule::On(3, 17), 1),
    ("saint patricks day", Rule::On(3, 17), 1),
    ("nowruz", Rule::On(3, 20), 2),
    ("persian new year", Rule::On(3, 20), 2),
    ("april fools day", Rule::On(4, 1), 1),
    ("may day", Rule::On(5, 1), 1),
    ("labor day", Rule::Nth(9, 1, Weekday::Monday), 1),
    ("labour day", Rule::On(5, 1), 1),
    ("victory day", Rule::On(5, 9), 1),
    ("ve day", Rule::On(5, 8), 1),
    ("v e day", Rule::On(5, 8), 1),
    ("nakba day", Rule::On(5, 15), 1),
    ("memorial day", Rule::Nth(5, 0, Weekday::Monday), 1),
    ("juneteenth", Rule::On(6, 19), 1),
    ("canada day", Rule::On(7, 1), 1),
    ("independence day", Rule::On(7, 4), 1),
    ("fourth of july", Rule::On(7, 4), 1),
    ("bastille day", Rule::On(7, 14), 1),
    ("columbus day", Rule::Nth(10, 2, Weekday::Monday), 1),
    ("halloween", Rule::On(10, 31), 1),
    ("guy fawkes night", Rule::On(11, 5), 1),
    ("armistice day", Rule::On(11, 11), 1),
    ("veterans day", Rule::On(11, 11), 1),
    ("remembrance day", Rule::On(11, 11), 1),
    ("remembrance sunday", Rule::Nth(11, 2, Weekday::Sunday), 1),
    ("thanksgiving", Rule::Nth(11, 4, Weekday::Thursday), 1),
    ("world aids day", Rule::On(12, 1), 1),
    ("human rights day", Rule::On(12, 10), 1),
    ("christmas eve", Rule::On(12, 24), 1),
    ("christmas day", Rule::On(12, 25), 1),
    ("christmas", Rule::On(12, 25), 1),
    ("xmas", Rule::On(12, 25), 1),
    ("boxing day", Rule::On(12, 26), 1),
    ("australia day", Rule::On(1, 26), 1),
    ("republic day", Rule::On(1, 26), 1),
    ("waitangi day", Rule::On(2, 6), 1),
    ("anzac day", Rule::On(4, 25), 1),
    ("mardi gras", Rule::Easter(-47), 1),
    ("shrove tuesday", Rule::Easter(-47), 1),
    ("ash wednesday", Rule::Easter(-46), 1),
    ("lent", Rule::Easter(-46), 46),
    ("palm sunday", Rule::Easter(-7), 1),
    ("holy week", Rule::Easter(-7), 7),
    ("maundy thursday", Rule::Easter(-3), 1),
    ("good friday", Rule::Easter(-2), 1),
    ("holy saturday", Rule::Easter(-1), 1),
    ("easter sunday", Rule::Easter(0), 1),
    ("easter monday", Rule::Easter(1), 1),
    ("easter weekend", Rule::Easter(-2), 4),
    ("easter", Rule::Easter(0), 1),
    ("orthodox easter", Rule::EasternEaster(0), 1),
    ("ascension day", Rule::Easter(39), 1),
    ("pentecost", Rule::Easter(49), 1),
    ("whit sunday", Rule::Easter(49), 1),
    ("whit monday", Rule::Easter(50), 1),
    ("corpus christi", Rule::Easter(60), 1),
    ("ramadan", Rule::Islamic(9, 1), 0),
    ("ramazan", Rule::Islamic(9, 1), 0),
    ("eid al fitr", Rule::Islamic(10, 1), 3),
    ("eid ul fitr", Rule::Islamic(10, 1), 3),
    ("eid al adha", Rule::Islamic(12, 10), 4),
    ("eid ul adha", Rule::Islamic(12, 10), 4),
    ("ashura", Rule::Islamic(1, 10), 1),
    ("ashoura", Rule::Islamic(1, 10), 1),
    ("arbaeen", Rule::Islamic(2, 20), 1),
    ("mawlid", Rule::Islamic(3, 12), 1),
    ("islamic new year", Rule::Islamic(1, 1), 1),
    ("rosh hashanah", Rule::Jewish(1, 1), 2),
    ("rosh hashana", Rule::Jewish(1, 1), 2),
    ("jewish new year", Rule::Jewish(1, 1), 2),
    ("yom kippur", Rule::Jewish(1, 10), 1),
    ("sukkot", Rule::Jewish(1, 15), 7),
    ("simchat torah", Rule::Jewish(1, 22), 1),
    ("hanukkah", Rule::Jewish(3, 25), 8),
    ("chanukah", Rule::Jewish(3, 25), 8),
    ("passover", Rule::Jewish(7, 15), 7),
    ("lunar new year", Rule::LunarNewYear(0), 1),
    ("chinese new year", Rule::LunarNewYear(0), 1),
    ("spring festival", Rule::LunarNewYear(0), 1),
    ("tet", Rule::LunarNewYear(0), 1),
    ("9 11", Rule::Once(2001, 9, 11), 1),
    ("nine eleven", Rule::Once(2001, 9, 11), 1),
    ("7 7", Rule::Once(2005, 7, 7), 1),
    ("26 11", Rule::Once(2008, 11, 26), 4),
    ("d day", Rule::Once(1944, 6, 6), 1),
    ("pearl harbor day", Rule::On(12, 7), 1),
    ("world war i", Rule::Period((1914, 7, 28), (1918, 11, 11)), 1),
    ("first world war", Rule::Period((1914, 7, 28), (1918, 11, 11)), 1),
    ("world war one", Rule::Period((1914, 7, 28), (1918, 11, 11)), 1),
    ("world war ii", Rule::Period((1939, 9, 1), (1945, 9, 2)), 1),
    ("second world war", Rule::Period((1939, 9, 1), (1945, 9, 2)), 1),
    ("world war two", Rule::Period((1939, 9, 1), (1945, 9, 2)), 1),
    ("wwii", Rule::Period((1939, 9, 1), (1945, 9, 2)), 1),
    ("cold war", Rule::Period((1947, 3, 12), (1991, 12, 26)), 1),
];

impl Feast {
    /// When it falls in a year: once, seldom twice (Islamic feasts), or never.
    pub(super) fn in_year(self, year: i32) -> Vec<Interval> {
        let Some(first) = date(year, 1, 1) else { return Vec::new() };
        // the calendars' astronomy holds for the years that reports speak of
        if !(1..=3000).contains(&year) && !matches!(self.rule, Rule::On(..)) {
            return Vec::new();
        }
        let days: Vec<Option<Date>> = match self.rule {
            Rule::On(month, day) => vec![date(year, month, day)],
            Rule::Easter(offset) => vec![civil(gregorian::easter(year)).and_then(|d| plus_days(d, offset))],
            Rule::EasternEaster(offset) => vec![civil(julian::easter(year)).and_then(|d| plus_days(d, offset))],
            Rule::Nth(month, n, weekday) => vec![nth_weekday(year, month, n, weekday)],
            Rule::Islamic(month, day) => {
                let (hijri, ..) = islamic::saudi_islamic_from_fixed(fixed(first));
                (hijri..=hijri + 1).map(|y| civil(islamic::fixed_from_saudi_islamic(y, month, day))).collect()
            }
            Rule::Jewish(month, day) => {
                let jewish = year + 3760;
                [jewish, jewish + 1]
                    .map(|y| {
                        // a leap year's second Adar pushes the months after it on by one
                        let leap = hebrew::BookHebrew::is_hebrew_leap_year(y);
                        let month = if leap && month > 6 { month + 1 } else { month };
                        let book = hebrew::BookHebrew::from_civil_date(y, month, day);
                        civil(hebrew::BookHebrew::fixed_from_book_hebrew(book))
                    })
                    .into()
            }
            Rule::LunarNewYear(offset) => {
                let middle = gregorian::fixed_from_gregorian(year, 7, 1);
                let bounds = chinese_based::YearBounds::compute::<chinese_based::Chinese>(middle);
                vec![civil(bounds.new_year).and_then(|d| plus_days(d, offset))]
            }
            Rule::Once(..) | Rule::Period(..) => Vec::new(),
        };
        let whole_month = self.days == 0;
        let days = days.into_iter().flatten().filter(|d| i32::from(d.year()) == year);
        days.filter_map(|start| {
            let length = match self.rule {
                Rule::Islamic(month, _) if whole_month => {
                    let (hijri, ..) = islamic::saudi_islamic_from_fixed(fixed(start));
                    islamic::saudi_islamic_month_days(hijri, month).into()
                }
                _ => self.days,
            };
            let granularity = if whole_month { Granularity::Month } else { Granularity::Day };
            Some(Interval::new(start, plus_days(start, length - 1)?, granularity))
        })
        .collect()
    }

    /// The one time in history it names, if it is no yearly feast.
    pub(super) fn once(self) -> Option<Interval> {
        match self.rule {
            Rule::Once(year, month, day) => {
                let start = date(year, month, day)?;
                Some(Interval::new(start, plus_days(start, self.days - 1)?, Granularity::Day))
            }
            Rule::Period(from, to) => {
                Some(Interval::new(date(from.0, from.1, from.2)?, date(to.0, to.1, to.2)?, Granularity::Year))
            }
            _ => None,
        }
    }

    /// How finely it names its time.
    pub(super) fn granularity(self) -> Granularity {
        if self.days == 0 { Granularity::Month } else { Granularity::Day }
    }
}

/// The feast whose name begins at token `at`, and the first token after it.
pub(super) fn at(tokens: &[Token], at: usize) -> Option<(Feast, usize)> {
    let first = tokens.get(at)?;
    let named =
        first.is_capitalised() || first.text.starts_with(|c: char| c.is_ascii_digit()) || first.lower == "fourth";
    if !named && !matches!(first.lower.as_str(), "christmas" | "easter" | "ramadan" | "nine" | "martin" | "world") {
        return None;
    }
    let mut name = String::new();
    let mut best = None;
    for (n, token) in tokens[at..].iter().take(9).enumerate() {
        let possessive = n > 0 && token.lower == "s" && tokens[at + n - 1].is_apostrophe();
        if token.is_apostrophe() || token.is_dash() || matches!(token.text, "." | "/") {
            continue;
        }
        if !token.text.chars().all(char::is_alphanumeric) && token.lower.len() < 3 {
            break;
        }
        if !possessive && !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&token.lower);
        if let Some(&(_, rule, days)) = FEASTS.iter().find(|(known, ..)| *known == name) {
            best = Some((Feast { rule, days }, at + n + 1));
        }
    }
    // "9 11" in digits needs its stroke: "9/11"
    let (feast, next) = best?;
    if first.text.starts_with(|c: char| c.is_ascii_digit()) {
        let stroke = tokens.get(at + 1).is_some_and(|t| t.text == "/");
        let longer = tokens.get(next).is_some_and(|t| t.text == "/");
        if !stroke || longer {
            return None;
        }
    }
    Some((feast, next))
}

fn nth_weekday(year: i32, month: i32, n: i32, weekday: Weekday) -> Option<Date> {
    let whole = calendar::month(year, month)?;
    if n == 0 {
        return calendar::weekday_before(whole.end?, weekday, true);
    }
    plus_days(calendar::weekday_after(whole.start?, weekday, true)?, i64::from(7 * (n - 1)))
}

fn fixed(day: Date) -> RataDie {
    gregorian::fixed_from_gregorian(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

fn civil(day: RataDie) -> Option<Date> {
    let (year, month, day) = gregorian::gregorian_from_fixed(day).ok()?;
    date(year, month.into(), day.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::words::tokens;
    use crate::text::Span;

    fn first_day(name: &str, year: i32) -> String {
        let tokens = tokens(name, Span::new(0, name.len()));
        let (feast, next) = at(&tokens, 0).unwrap_or_else(|| panic!("{name} is unknown"));
        assert_eq!(next, tokens.len(), "{name}");
        feast.in_year(year).iter().map(|i| i.start.unwrap().to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn feasts_fall_where_almanacs_put_them() {
        for (name, year, day) in [
            ("Easter", 2024, "2024-03-31"),
            ("Good Friday", 2023, "2023-04-07"),
            ("Orthodox Easter", 2024, "2024-05-05"),
            ("Ramadan", 2024, "2024-03-11"),
            ("Eid al-Fitr", 2023, "2023-04-21"),
            ("Eid al-Adha", 2024, "2024-06-16"),
            ("Yom Kippur", 2023, "2023-09-25"),
            ("Passover", 2024, "2024-04-23"),
            ("Hanukkah", 2023, "2023-12-08"),
            ("Lunar New Year", 2024, "2024-02-10"),
            ("Chinese New Year", 2023, "2023-01-22"),
            ("Thanksgiving", 2023, "2023-11-23"),
            ("Memorial Day", 2024, "2024-05-27"),
            ("New Year's Eve", 1999, "1999-12-31"),
            ("Martin Luther King Jr. Day", 2024, "2024-01-15"),
        ] {
            assert_eq!(first_day(name, year), day, "{name} {year}");
        }
        assert_eq!(first_day("Eid al-Fitr", 2000), "2000-01-08 2000-12-27");
    }
}
