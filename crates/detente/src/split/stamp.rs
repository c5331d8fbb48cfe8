//! The day a text says it was published, where nothing else tells it.

use super::{Layout, Zone};
use crate::read::parse_date;
use jiff::civil::Date;

impl Layout {
    /// The date of the dateline ("LONDON, May 3, 1982 (UPI) —"), else of a date line above the body ("Tuesday, January
    /// 28, 2014"); only one that names day, month and year.
    ///
    /// ```
    /// use detente::split::split;
    /// let text = "LONDON, May 3, 1982 (UPI) — Britain recalled its envoy.";
    /// assert_eq!(split(text).published(text).map(|d| d.to_string()).as_deref(), Some("1982-05-03"));
    /// let text = "LONDON, May 3 (UPI) — Britain recalled its envoy.";
    /// assert_eq!(split(text).published(text), None);
    /// ```
    pub fn published(&self, text: &str) -> Option<Date> {
        let filed = self.dateline.as_ref().and_then(|line| parse_date(line.span.of(text)).ok());
        let above = || {
            let top = self.sentences.iter().take_while(|s| s.zone != Zone::Body);
            top.filter(|s| s.zone == Zone::Byline).find_map(|s| parse_date(s.span.of(text)).ok())
        };
        filed.or_else(above)
    }
}

#[cfg(test)]
mod tests {
    use super::super::split;

    #[test]
    fn date_lines_above_the_body_count_and_dates_inside_it_do_not() {
        let date = |text: &str| split(text).published(text).map(|d| d.to_string());
        let text =
            "Leaders Meet in Geneva\nJane Doe in Geneva\nThu 16 May 2024 06.17 BST\n\nThe leaders met. They left.";
        assert_eq!(date(text).as_deref(), Some("2024-05-16"));
        assert_eq!(date("They met on May 16, 2024. Nobody knows why.\n\nIt went on."), None);
        assert_eq!(date("Leaders meet\n\nGENEVA (AP) — They met on May 16, 2024."), None);
    }
}
