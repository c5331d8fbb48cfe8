//! Credits, copyright, links and calls that surround a report's text.

use super::dateline::is_agency;
use super::words;

/// The longest opening that is looked at, in bytes.
const OPENING: usize = 160;
/// The longest piece that a call ("Sign up for …") takes, in bytes.
const LONGEST_CALL: usize = 320;
/// The longest caption of a picture, in bytes.
const LONGEST_CAPTION: usize = 700;

/// True for a sentence that credits, reserves or corrects: "Reporting by …; Editing by …", "… contributed to this report.",
/// "All rights reserved", "This story corrects …". Such sentences are found inside paragraphs too.
pub(super) fn is_credit(sentence: &str) -> bool {
    let opening = Opening::of(sentence);
    opening.credits()
        || opening.reserves()
        || opening.corrects()
        || contributes(sentence)
        || opening.is_end_mark(sentence)
}

/// True for a sentence from which on a paragraph points to other articles: "Read more: …", "RELATED: …".
pub(super) fn begins_call(sentence: &str) -> bool {
    const CALLS: [&str; 14] = [
        "also read",
        "more on this story",
        "more stories",
        "most read",
        "read also",
        "read more",
        "recommended",
        "related",
        "related article",
        "related articles",
        "related stories",
        "related story",
        "see also",
        "watch",
    ];
    // Nothing else is taken apart for the sentences that cannot be one.
    if !sentence.starts_with(|c: char| !c.is_lowercase()) || !words::head(sentence, 40).contains(':') {
        return false;
    }
    let opening = Opening::of(sentence);
    CALLS.iter().any(|call| opening.after(call).is_some_and(|rest| rest.starts_with(':')))
}

/// True for a paragraph that is no part of the report's text.
pub(super) fn is_boilerplate(paragraph: &str) -> bool {
    if !words::head(paragraph, 4096).contains(char::is_alphanumeric) {
        return true;
    }
    let opening = Opening::of(paragraph);
    opening.credits()
        || opening.reserves()
        || opening.corrects()
        || contributes(paragraph)
        || points_elsewhere(paragraph)
        || is_caption(paragraph)
        || (paragraph.len() <= LONGEST_CALL && (opening.calls() || opening.labels() || opening.is_end_mark(paragraph)))
}

/// True for a paragraph that announces a list of other articles: "Related:", "Read more".
pub(super) fn announces_links(paragraph: &str) -> bool {
    const ANNOUNCE: [&str; 15] = [
        "also read",
        "keep reading",
        "latest news",
        "more from",
        "more on",
        "more stories",
        "most popular",
        "most read",
        "read also",
        "read more",
        "recommended",
        "related",
        "see also",
        "top stories",
        "trending",
    ];
    if paragraph.len() > 60 || words::ends_sentence(paragraph) {
        return false;
    }
    let opening = Opening::of(paragraph);
    ANNOUNCE.iter().any(|call| opening.starts_with(call))
}

/// True for an announcement without anything announced: "Related:", "More from Asia"; not "Read more: Talks go on".
pub(super) fn announces_only(paragraph: &str) -> bool {
    paragraph.split_once(':').is_none_or(|(_, rest)| !rest.contains(char::is_alphanumeric))
}

/// The beginning of a piece, in small letters, without brackets and dashes before it.
struct Opening<'t> {
    text: &'t str,
    lower: String,
}

impl<'t> Opening<'t> {
    fn of(piece: &'t str) -> Self {
        let text = words::head(piece, OPENING)
            .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '"' | '“' | '‘' | '\''));
        let text = if text.starts_with("(c)") || text.starts_with("(C)") { text } else { text.trim_start_matches('(') };
        Self { text, lower: text.to_lowercase() }
    }

    /// Starts with these words, as words.
    fn starts_with(&self, words: &str) -> bool {
        self.lower.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// What follows the words at the start, as written.
    fn after(&self, words: &str) -> Option<&'t str> {
        if !self.starts_with(words) {
            return None;
        }
        self.text.get(words.len()..).map(str::trim_start)
    }

    fn credits(&self) -> bool {
        const BY: [&str; 20] = [
            "additional reporting by",
            "additional writing by",
            "compiled by",
            "edited by",
            "editing by",
            "graphic by",
            "graphics by",
            "illustration by",
            "photo by",
            "photographs by",
            "photography by",
            "photos by",
            "produced by",
            "reported by",
            "reporting and editing by",
            "reporting and writing by",
            "reporting by",
            "translated by",
            "translation by",
            "writing by",
        ];
        const BUREAU: [&str; 4] = ["reporting from", "with inputs from", "with files from", "with reporting by"];
        let named = |rest: &str| rest.starts_with(|c: char| c.is_uppercase());
        // "Reporting: Jane Doe"
        const WORK: [&str; 9] = [
            "additional reporting",
            "editing",
            "graphics",
            "photography",
            "reporting",
            "reporting and writing",
            "research",
            "translation",
            "writing",
        ];
        let labelled = |rest: &str| rest.strip_prefix(':').map(str::trim_start).is_some_and(named);
        BY.iter().chain(&BUREAU).any(|by| self.after(by).is_some_and(named))
            || WORK.iter().any(|work| self.after(work).is_some_and(labelled))
            || ["ap photo", "afp photo", "reuters photo"]
                .iter()
                .any(|p| self.after(p).is_some_and(|r| r.starts_with(['/', ':'])))
    }

    fn reserves(&self) -> bool {
        let year = |rest: &str| rest.starts_with(['©', '(']) || rest.starts_with("19") || rest.starts_with("20");
        self.text.starts_with('©')
            || self
                .after("copyright")
                .is_some_and(|rest| year(rest) || rest.starts_with("The ") || rest.starts_with("by "))
            || (self.lower.starts_with("(c) ") && self.text.get(4..).is_some_and(year))
            || self.lower.starts_with("this material may not be published")
            || self.lower.starts_with("our standards: the thomson reuters")
            || (self.lower.contains("is solely responsible for") && self.lower.contains("content"))
            || self.lower.contains("all rights reserved")
            || self.withholds()
    }

    /// "… may not be republished, rewritten or redistributed without permission."
    fn withholds(&self) -> bool {
        const USES: [&str; 7] =
            ["published", "broadcast", "rebroadcast", "redistributed", "reproduced", "republished", "rewritten"];
        self.lower.split_once(" may not be ").is_some_and(|(before, after)| {
            let own = before.starts_with("this ") || before.starts_with("these ") || before.contains("copyright");
            own && USES.iter().any(|&using| after.starts_with(using))
        })
    }

    /// "This story corrects the number of ships." A note about the text, not part of it.
    fn corrects(&self) -> bool {
        const TEXTS: [&str; 6] =
            ["this article", "this dispatch", "this item", "this report", "this story", "this version"];
        const NOTES: [&str; 6] =
            ["clarification", "correction", "corrections", "editor's note", "editor’s note", "editors' note"];
        if NOTES.iter().any(|note| self.after(note).is_some_and(|rest| rest.starts_with(':'))) {
            return true;
        }
        const VERBS: [&str; 7] = [
            "clarifies",
            "corrects",
            "has been corrected",
            "has been updated",
            "updates",
            "was corrected",
            "was updated",
        ];
        TEXTS.iter().filter_map(|text| self.after(text)).any(|rest| {
            let rest = rest.to_lowercase();
            VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|r| !r.starts_with(char::is_alphabetic)))
        })
    }

    /// Calls to the reader.
    fn calls(&self) -> bool {
        const CALLS: [&str; 31] = [
            "also read",
            "article continues below",
            "click here",
            "click to",
            "click on",
            "continue reading",
            "download our",
            "download the",
            "get our",
            "join our",
            "leave a comment",
            "like us on",
            "listen to our",
            "more on this story",
            "read also",
            "read more",
            "scroll down",
            "see also",
            "share this",
            "share your",
            "see more",
            "sign up for",
            "sign up here",
            "sign up to",
            "skip advertisement",
            "story continues below",
            "subscribe for",
            "subscribe now",
            "subscribe to",
            "view comments",
            "view gallery",
        ];
        let follows = || {
            const PLATFORMS: [&str; 12] = [
                "facebook",
                "instagram",
                "linkedin",
                "mastodon",
                "on x",
                "social media",
                "telegram",
                "threads",
                "tiktok",
                "twitter",
                "whatsapp",
                "youtube",
            ];
            self.lower.starts_with("follow ")
                && (self.text.contains('@')
                    || self.text.contains("http")
                    || self.lower.contains("coverage at")
                    || PLATFORMS.iter().any(|p| self.lower.contains(p)))
        };
        let alone = matches!(
            self.lower.trim_end_matches(['.', ':']),
            "advertisement" | "ad" | "share" | "comments" | "related"
        );
        let originally = || {
            ["this article", "this story", "this piece", "this report"].iter().any(|it| {
                self.after(it).is_some_and(|rest| {
                    ["was originally published", "originally appeared", "first appeared", "was first published"]
                        .iter()
                        .any(|verb| rest.to_lowercase().starts_with(verb))
                })
            })
        };
        let more = self.starts_with("for more information") || self.starts_with("for more on");
        let elsewhere =
            more && (self.lower.contains("click here") || self.lower.contains("visit") || self.lower.contains("http"));
        alone || elsewhere || CALLS.iter().any(|call| self.starts_with(call)) || follows() || originally()
    }

    /// "Photo: …", "Related: …", "WATCH: …".
    fn labels(&self) -> bool {
        const LABELS: [&str; 22] = [
            "also read",
            "caption",
            "credit",
            "file photo",
            "image",
            "image credit",
            "image source",
            "images",
            "listen",
            "more",
            "photo",
            "photo credit",
            "photograph",
            "photos",
            "picture",
            "pictures",
            "read",
            "related",
            "related article",
            "related stories",
            "video",
            "watch",
        ];
        let captions = ["image caption", "image source", "media caption"];
        LABELS.iter().any(|label| self.after(label).is_some_and(|rest| rest.starts_with(':')))
            || captions.iter().any(|label| self.after(label).is_some_and(|rest| rest.starts_with(',')))
            || announces_links(self.text)
            || self.starts_with("getty images")
    }

    /// "ENDS", "(END)", "-30-".
    fn is_end_mark(&self, piece: &str) -> bool {
        const MARKS: [&str; 6] = ["-0-", "-30-", "end", "enditem", "ends", "30"];
        let bare =
            piece.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '#' | '*' | '.' | '/' | '<' | '>')).trim();
        piece.len() <= 12 && MARKS.contains(&bare.to_lowercase().as_str())
    }
}

/// "A soldier near Bakhmut. (AP Photo/Jane Doe, File)": who took the picture, in brackets at the end.
fn is_caption(paragraph: &str) -> bool {
    if paragraph.len() > LONGEST_CAPTION {
        return false;
    }
    let end = paragraph.trim_end().trim_end_matches('.');
    let bracket = end.strip_suffix([')', ']']).and_then(|inner| Some(inner.rsplit_once(['(', '['])?.1.to_lowercase()));
    bracket.is_some_and(|credit| {
        let agency = credit.split_once('/').is_some_and(|(agency, _)| is_agency(agency.trim()));
        let kinds = ["photo", "photo by", "file photo", "image", "picture", "pool photo", "handout"];
        let kind = kinds.iter().any(|kind| {
            credit.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '/', ',']))
        });
        agency
            || kind
            || ["ap photo", "afp photo", "getty images", " via ap", " via reuters", " via afp"]
                .iter()
                .any(|mark| credit.contains(mark))
    })
}

/// "More on the talks: https://…": a few words and an address at the end.
fn points_elsewhere(paragraph: &str) -> bool {
    let last = paragraph.rsplit(char::is_whitespace).next().unwrap_or_default();
    paragraph.len() <= LONGEST_CALL
        && (last.starts_with("http://") || last.starts_with("https://") || last.starts_with("www."))
        && paragraph.split_whitespace().count() <= 14
}

/// "Associated Press writers A and B contributed to this report."
fn contributes(piece: &str) -> bool {
    const TO: [&str; 7] = [
        "contributed to this report",
        "contributed to this story",
        "contributed to this article",
        "contributed to the report",
        "contributed reporting",
        "contributed research",
        "contributed to this dispatch",
    ];
    // Only its end is looked at: the sentence may be as long as the list of names.
    let end = words::tail(piece, 120);
    let signed = piece.starts_with("Associated Press") || piece.starts_with("AP ");
    if signed && piece.len() <= LONGEST_CALL && end.ends_with(" contributed.") {
        return true;
    }
    end.contains("contributed")
        && TO.iter().any(|to| end.split_once(to).is_some_and(|(_, rest)| !rest.starts_with(char::is_alphanumeric)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_found_inside_paragraphs() {
        for sentence in [
            "(Reporting by Jane Doe; Editing by John Roe)",
            "Additional reporting by Jane Doe in Kyiv.",
            "Copyright 2024 The Associated Press.",
            "© 2024 AFP",
            "All rights reserved.",
            "Reporting: Jane Doe, John Roe; Editing: Jim Poe",
            "This story corrects the number of ships to four.",
            "(This version corrects: the envoy left on Monday)",
            "Editor's note: An earlier version said that Turkey had invaded Syria.",
            "This material may not be republished or rewritten.",
            "Associated Press writers Jane Doe in Kyiv and John Roe in Warsaw contributed to this report.",
        ] {
            assert!(is_credit(sentence), "{sentence}");
        }
    }

    #[test]
    fn calls_and_labels_fill_paragraphs() {
        for paragraph in [
            "Read more: Talks go on",
            "Click here for the full text.",
            "Follow Jane Doe on Twitter @janedoe.",
            "Follow us on Facebook",
            "Sign up for our newsletter.",
            "Photo: Jane Doe",
            "RELATED: Who is who",
            "___",
            "* * *",
            "ENDS",
            "This article was originally published by The Conversation.",
            "For more information on how the talks went, click here.",
            "This story has been updated with a comment.",
            "More on the talks: https://example.org/hub/talks",
            "Follow the agency's coverage at https://example.org/hub/talks",
            "Associated Press writer Jane Doe in London contributed.",
            "Image source, Getty Images",
            "A soldier stands guard near the port. (AP Photo/Jane Doe, File)",
            "Ministers at the table. They had met before. [Jane Doe/Reuters via AP]",
            "FILE - The envoy leaves the talks. (Photo by Jane Doe)",
            "The port of Odesa (Reuters/Jane Doe)",
        ] {
            assert!(is_boilerplate(paragraph), "{paragraph}");
        }
        assert!(announces_links("Related articles") && announces_links("READ MORE:"));
    }

    #[test]
    fn calls_inside_paragraphs() {
        for sentence in ["Read more: France expelled two envoys.", "RELATED: Who is who", "See also: The talks"] {
            assert!(begins_call(sentence), "{sentence}");
        }
        for sentence in ["He watched: nothing moved.", "Related talks went on: nobody left.", "Read it: all of it."] {
            assert!(!begins_call(sentence), "{sentence}");
        }
        let text = "The ports closed in response. Read more: France expelled two envoys. They left at once.";
        let zones: Vec<_> = super::super::split(text).sentences.iter().map(|s| s.zone).collect();
        use super::super::Zone::{Body, Boilerplate};
        assert_eq!(zones, [Body, Boilerplate, Boilerplate]);
    }

    #[test]
    fn prose_with_the_same_words_is_none() {
        for paragraph in [
            "Reporting by human rights groups shows that hundreds were killed.",
            "Copyright law was at the heart of the dispute.",
            "Photos of the strike appeared within the hour.",
            "He contributed to this reportedly secret plan.",
            "Related talks in Geneva ended without a result.",
            "Followers of the cleric marched on Twitter's offices.",
            "Subscribers fled.",
            "The end.",
            "The treaty may not be published before Monday, the ministry said.",
            "This story correctly names the envoy.",
            "The minister said all members had contributed.",
            "Reporting: a hard trade, he said.",
            "He showed the picture to the envoy (a photograph of the port).",
            "The ministers met (both left soon after).",
        ] {
            assert!(!is_boilerplate(paragraph), "{paragraph}");
        }
    }
}
