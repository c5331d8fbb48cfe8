//! What is said, made whole: a content does not end in "the" or "of".
//!
//! The reader tags words one by one, and now and then breaks off in the middle of a phrase. Where it does, the content goes
//! on to its next piece, to the cue or to the end of the sentence, whichever comes first.

use super::Attribution;
use crate::split::{Layout, opens_phrase};
use crate::text::Span;

impl Attribution {
    /// Completes contents that break off, and drops those of another sentence than the cue's that have nothing but the
    /// first word of a phrase.
    pub(super) fn complete_contents(&mut self, text: &str, layout: &Layout) {
        let sentence = |at: usize| layout.sentence_at(at).map(|s| s.span).filter(|s| s.start <= at);
        let beside = sentence(self.cue.start);
        self.contents.retain_mut(|content| within_zone(content, self.cue, layout));
        self.contents.retain(|&c| !c.of(text).split_whitespace().all(is_open) || sentence(c.start) == beside);
        let mut whole: Vec<Span> = Vec::with_capacity(self.contents.len());
        for at in 0..self.contents.len() {
            let mut content = self.contents[at];
            let last = content.of(text).split_whitespace().next_back();
            if last.is_some_and(is_open)
                && let Some(sentence) = sentence(content.start + content.of(text).trim_end().len() - 1)
            {
                let next = self.contents.get(at + 1).map(|c| c.start);
                let others = self.sources.iter().chain([&self.cue]).map(|other| other.start).chain(next);
                let stops = others.filter(|&stop| stop >= content.end);
                let stop = stops.fold(sentence.end, usize::min);
                content.end =
                    text[..stop].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';')).len();
            }
            match whole.last_mut() {
                Some(before) if before.end >= content.start || gap(text, *before, content) => {
                    before.end = before.end.max(content.end);
                }
                _ => whole.push(content),
            }
        }
        self.contents = whole;
    }
}

/// Cuts off what stands in another zone than the cue: nobody in a report says its headline. False if nothing is left.
fn within_zone(content: &mut Span, cue: Span, layout: &Layout) -> bool {
    let zone = layout.sentence_at(cue.start).map(|s| s.zone);
    let first = layout.sentences.partition_point(|s| s.span.end <= content.start);
    let here = layout.sentences[first..].iter().find(|s| Some(s.zone) == zone);
    content.start = here.map_or(content.start, |s| s.span.start.max(content.start));
    content.start < content.end
}

/// True when nothing but white space parts two pieces.
fn gap(text: &str, before: Span, after: Span) -> bool {
    text.get(before.end..after.start).is_some_and(|between| between.trim().is_empty())
}

fn is_open(word: &str) -> bool {
    opens_phrase(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        && word.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;

    #[test]
    fn nobody_says_the_headline() {
        let text = "Two soldiers killed on the border\n\nBATKEN (Press) - Guards shot two soldiers, the ministry said.";
        let headline_and_lead = "Two soldiers killed on the border\n\nBATKEN (Press) - Guards shot two soldiers";
        let lead = completed(text, "ministry", "said", &[headline_and_lead]);
        assert!(lead[0].ends_with("Guards shot two soldiers") && !lead[0].contains("border"), "{lead:?}");
        assert!(completed(text, "ministry", "said", &["Two soldiers killed on the border"]).is_empty());
    }

    fn completed<'t>(text: &'t str, source: &str, cue: &str, contents: &[&str]) -> Vec<&'t str> {
        let at = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let contents = contents.iter().map(|c| at(c)).collect();
        let mut said = Attribution { sources: vec![at(source)], cue: at(cue), contents, score: 1.0 };
        said.complete_contents(text, &split(text));
        said.contents.into_iter().map(|c| c.of(text)).collect()
    }

    #[test]
    fn contents_that_break_off_go_on_to_the_end() {
        let text = "Kenya denied the charge on Monday. The envoy left Nairobi for Kampala.";
        assert_eq!(completed(text, "Kenya", "denied", &["the "]), ["the charge on Monday"]);
        assert_eq!(completed(text, "Kenya", "denied", &["the charge", "The"]), ["the charge"]);
        let text = "He called the charges unfounded and spread by former friends of the minister.";
        let whole = "the charges unfounded and spread by former friends of the minister";
        assert_eq!(completed(text, "He", "called", &["the", "unfounded and spread by"]), [whole]);
        let text = "The port of the north will open, he said, and the ships of the south will follow.";
        assert_eq!(completed(text, "he said", "said", &["The port of the"]), ["The port of the north will open"]);
    }

    #[test]
    fn whole_contents_stay() {
        let text = "“We go on,” said Lee. He added that they would go on.";
        assert_eq!(completed(text, "He", "added", &["that they would go on"]), ["that they would go on"]);
        assert_eq!(completed(text, "Lee", "said", &["“We go on,”"]), ["“We go on,”"]);
    }
}
