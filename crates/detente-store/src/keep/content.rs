//! When two reports are the same.

use detente::read::Document;
use xxhash_rust::xxh3::Xxh3;

/// Fingerprint of what a report says and who published it when: headline, text, publication date, publisher. Not its id,
/// path or URL: a report that is found in two places is one.
pub(super) fn of(report: &Document) -> String {
    let mut hash = Xxh3::new();
    let day = report.published.map(|d| d.to_string());
    for part in [report.title.as_deref(), Some(report.text.as_str()), day.as_deref(), report.publisher.as_deref()] {
        // The length keeps "ab" + "c" apart from "a" + "bc", and nothing from an empty text.
        hash.update(&part.map_or(u64::MAX, |p| p.len() as u64).to_le_bytes());
        hash.update(part.unwrap_or_default().as_bytes());
    }
    format!("{:032x}", hash.digest128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_report_is_not_its_content() {
        let note = Document::of_text("a", "Talks go on.");
        let elsewhere = Document { id: "b".into(), url: Some("https://example.org".into()), ..note.clone() };
        assert_eq!(of(&note), of(&elsewhere));
        let another = Document { publisher: Some("AP".into()), ..note.clone() };
        let titled = Document { title: Some(String::new()), ..note.clone() };
        assert_ne!(of(&note), of(&another));
        assert_ne!(of(&note), of(&titled));
    }
}
