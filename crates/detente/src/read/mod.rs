//! From bytes to documents.

use jiff::civil::Date;

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
    /// What the reader noticed and the record should say.
    pub warnings: Vec<String>,
}
