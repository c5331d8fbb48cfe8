//! One report as it came in.

use jiff::civil::Date;

use super::date::{DateError, parse_date};
use super::encoding::Notes;
use super::error::{Reason, shorten};
use super::options::Options;

/// One report as it came in, before anything is understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The record's own id, else its path as given on the command line (with `#n` for the n-th record of a file without ids).
    pub id: String,
    /// Headline from the container (an HTML title, a JSON field), if any; a plain text's headline is found by [`crate::split`].
    pub title: Option<String>,
    /// The text, unchanged.
    pub text: String,
    /// Publication date.
    pub published: Option<Date>,
    /// Publisher.
    pub publisher: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// The language that the container states (`<html lang>`, a JSON field), as written: "en-GB". Pages state it wrongly often
    /// enough; [`super::language_of`] weighs it against the text.
    pub language: Option<String>,
    /// What the reader noticed and the record should say.
    pub warnings: Vec<String>,
    /// What is wrong with the input, though it could be read: a day that does not exist, bytes that are no text.
    pub flaws: Vec<String>,
    /// Where it was read, for messages: the input, with line and record where known.
    pub place: String,
}

impl Document {
    /// A report that is a text and nothing else.
    ///
    /// ```
    /// let document = detente::read::Document::of_text("note", "Talks go on.");
    /// assert_eq!((document.id.as_str(), document.published), ("note", None));
    /// ```
    pub fn of_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            place: id.clone(),
            id,
            title: None,
            text: text.into(),
            published: None,
            publisher: None,
            url: None,
            language: None,
            warnings: Vec::new(),
            flaws: Vec::new(),
        }
    }
}

/// What a reader found, before it is checked.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub id: Option<String>,
    pub title: Option<String>,
    pub text: String,
    /// Dates as written, the most trusted first.
    pub dates: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub warnings: Vec<String>,
    pub flaws: Vec<String>,
}

impl Parts {
    /// The same parts, with what is to be said about the record they come from.
    pub fn with(mut self, notes: Notes) -> Self {
        self.warnings.splice(0..0, notes.warnings);
        self.flaws.splice(0..0, notes.flaws);
        self
    }

    /// Checks the text, understands the dates. `id` is used when the record has none of its own.
    pub fn finish(self, id: impl FnOnce() -> String, options: &Options) -> Result<Document, Reason> {
        check_text(&self.text)?;
        let mut flaws = self.flaws;
        let mut published = None;
        for date in self.dates.iter().map(|d| d.trim()).filter(|d| !d.is_empty()) {
            match parse_date(date) {
                Ok(date) => published = published.or(Some(date)),
                // Where another source tells the day, one in an odd form is no loss, but no day is a fault.
                Err(error) if published.is_none() || error == DateError::Impossible => {
                    flaws.push(format!("date \"{}\" {error}", shorten(date, 60)));
                }
                Err(_) => {}
            }
        }
        let present = |text: Option<String>| text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        Ok(Document {
            id: present(self.id).unwrap_or_else(id),
            title: present(self.title),
            text: self.text,
            published: published.or(options.default_date),
            publisher: present(self.publisher),
            url: present(self.url),
            language: present(self.language),
            warnings: self.warnings,
            flaws,
            place: String::new(),
        })
    }
}

/// Refuses text without a word in it, and what is no text: many control characters.
fn check_text(text: &str) -> Result<(), Reason> {
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    let (mut controls, mut chars) = (0usize, 0usize);
    for c in text.chars() {
        chars += 1;
        controls +=
            usize::from(matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}') && c != '\u{85}');
    }
    // No text holds this character, and every binary file does.
    if text.contains('\0') {
        return Err(Reason::Binary("it holds NUL characters".to_owned()));
    }
    // One in twenty: reports that went through old wires hold a few.
    if controls * 20 > chars {
        return Err(Reason::Binary(format!("{controls} of {chars} characters are control characters")));
    }
    if !text.chars().any(char::is_alphabetic) {
        return Err(Reason::NoWords);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finish(text: &str, dates: &[&str], options: &Options) -> Result<Document, Reason> {
        let dates = dates.iter().map(|d| (*d).to_owned()).collect();
        Parts { text: text.to_owned(), dates, ..Parts::default() }.finish(|| "a".to_owned(), options)
    }

    #[test]
    fn impossible_dates_are_flaws() {
        let read = finish("Talks.", &["2024-02-30"], &Options::default()).expect("a report");
        assert_eq!(read.published, None);
        assert_eq!(read.flaws, ["date \"2024-02-30\" does not exist"]);
        let options = Options { default_date: Some(Date::constant(2024, 3, 1)), ..Options::default() };
        let read = finish("Talks.", &["2024-02-30"], &options).expect("a report");
        assert_eq!((read.published, read.flaws.len()), (options.default_date, 1));
        let read = finish("Talks.", &["soon", "May 16, 2024"], &options).expect("a report");
        assert_eq!(read.published, Some(Date::constant(2024, 5, 16)));
    }

    #[test]
    fn text_must_be_text() {
        let options = Options::default();
        assert_eq!(finish(" \n", &[], &options), Err(Reason::Empty));
        assert!(matches!(finish("\u{1}\u{2}\u{3}ab", &[], &options), Err(Reason::Binary(_))));
        assert_eq!(finish("😀😀 – 12", &[], &options), Err(Reason::NoWords));
        assert!(finish("谈判 😀", &[], &options).is_ok());
        assert!(finish(&format!("{}\u{3}", "Talks go on. ".repeat(9)), &[], &options).is_ok());
    }
}
