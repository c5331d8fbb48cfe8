//! What each paragraph is to the report.

use super::{Dateline, Zone, boilerplate, byline, dateline, paragraphs, places, sentences, words};
use crate::read::is_weekday;
use crate::text::Span;

/// Paragraphs from the top among which the dateline is looked for.
const TOP: usize = 12;
/// Longest line of a headline, in bytes.
const LONGEST_HEADLINE: usize = 250;
/// Longest link that ends in a full stop, in bytes: sentences of a report are longer, mostly.
const LONGEST_LINK: usize = 90;
/// Most lines of a headline, subheads and repeats included.
const HEADLINE_LINES: usize = 4;
/// Shortest paragraph that a place and a colon may open, in bytes.
const COLON_PARAGRAPH: usize = 120;
/// Letters by which a headline's words are found again in the lead, in another form: "calls", "called".
const STEM: usize = 4;
/// Longest subhead, in words.
const SUBHEAD_WORDS: usize = 10;

/// A zone for every paragraph, and what was found on the way.
pub(super) struct Zoned {
    pub zones: Vec<Zone>,
    pub headline: Option<Span>,
    pub dateline: Option<Dateline>,
}

/// Zones of the `paragraphs` of `text`. `title`: the headline, where it came apart from the text.
pub(super) fn zones(text: &str, paragraphs: &[Span], title: Option<&str>) -> Zoned {
    let mut zones = apart(text, paragraphs);
    let content: Vec<usize> = (0..paragraphs.len()).filter(|&i| zones[i] == Zone::Body).collect();
    let title = title.map(letters).filter(|title| !title.is_empty());
    let report = Report { text, paragraphs, content: &content, title };

    let found = report.dateline();
    let header = match &found {
        Some((at, _)) => *at,
        None => report.headline_lines(&zones),
    };
    for (n, &i) in content[..header].iter().enumerate() {
        zones[i] = if n > 0 && are_names(paragraphs[i].of(text)) { Zone::Byline } else { Zone::Headline };
    }
    let headline = content[..header].first().map(|&first| {
        let run = (first..paragraphs.len()).take_while(|&i| zones[i] == Zone::Headline).last().unwrap_or(first);
        paragraphs[first].cover(paragraphs[run])
    });
    for i in report.subheads(header) {
        zones[i] = Zone::Headline;
    }
    Zoned { zones, headline, dateline: found.map(|(_, dateline)| dateline) }
}

/// Tells by-lines and boilerplate from the rest, which is body for now.
fn apart(text: &str, paragraphs: &[Span]) -> Vec<Zone> {
    let mut zones = Vec::with_capacity(paragraphs.len());
    let mut links = Links::None;
    for span in paragraphs {
        let paragraph = span.of(text);
        links = links.go_on(text, *span);
        let rule = !words::head(paragraph, 4 * LONGEST_HEADLINE).contains(char::is_alphanumeric);
        if links != Links::None || rule || boilerplate::is_boilerplate(paragraph) {
            zones.push(Zone::Boilerplate);
        } else if byline::is_byline(paragraph) {
            zones.push(Zone::Byline);
        } else {
            zones.push(Zone::Body);
        }
        if boilerplate::announces_links(paragraph) {
            let has_one = links != Links::None || !boilerplate::announces_only(paragraph);
            links = if has_one { Links::Bare } else { Links::Announced };
        }
    }
    zones
}

/// Where a list of other articles' headlines stands, which follows "Related:".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    /// There is none.
    None,
    /// It begins with the next paragraph.
    Announced,
    /// Its headlines have no full stop.
    Bare,
    /// They have one: the first says so.
    Stopped,
}

impl Links {
    /// The same, if the paragraph at `span` is one of the list.
    fn go_on(self, text: &str, span: Span) -> Self {
        let paragraph = span.of(text);
        let stopped = words::ends_sentence(paragraph);
        if self == Self::None || paragraph.len() > LONGEST_HEADLINE {
            return Self::None;
        }
        match self {
            Self::Stopped if !stopped => self,
            _ if !stopped => Self::Bare,
            // After headlines without a full stop a sentence is the report going on.
            Self::Bare => Self::None,
            _ if could_be_link(text, span) => Self::Stopped,
            _ => Self::None,
        }
    }
}

/// A short sentence that tells of no speech: what somebody said is told by reports, not by links to them.
fn could_be_link(text: &str, span: Span) -> bool {
    let paragraph = span.of(text);
    if paragraph.len() > LONGEST_LINK || paragraph.contains(" said") {
        return false;
    }
    let mut count = 0;
    sentences::each(text, span, false, |_| count += 1);
    count <= 1
}

struct Report<'t> {
    text: &'t str,
    paragraphs: &'t [Span],
    /// Paragraphs that are neither by-line nor boilerplate.
    content: &'t [usize],
    /// Letters of the title that came apart from the text.
    title: Option<String>,
}

impl<'t> Report<'t> {
    /// The `n`-th paragraph of content.
    fn nth(&self, n: usize) -> &'t str {
        self.paragraphs[self.content[n]].of(self.text)
    }

    /// The dateline and how many paragraphs of content come before it.
    fn dateline(&self) -> Option<(usize, Dateline)> {
        let upper_case = words::is_upper_case(words::head(self.text, 8192));
        for (n, &i) in self.content.iter().enumerate().take(TOP) {
            if let Some(found) = dateline::parse(self.text, self.paragraphs[i], upper_case) {
                let sure = found.agency.is_some() || found.date.is_some();
                let in_capitals = found.place.is_some_and(|p| words::is_all_capitals(p.of(self.text)));
                // "NEW DELHI: …" is one only before a paragraph of prose, "BUSTED: …" may be anything.
                let colon = found.span.of(self.text).ends_with(':') && !sure;
                let city = found.place.is_some_and(|p| places::is_city(p.of(self.text)));
                let long = self.nth(n).len() >= COLON_PARAGRAPH || city && words::ends_sentence(self.nth(n));
                // "TRUCE ENDS - ARMY PULLS BACK" over a text in small letters, or what is known to be the title.
                let rest = words::trim(self.text, Span::new(found.span.end, self.paragraphs[i].end)).of(self.text);
                let in_headline = !sure && !upper_case && words::is_all_capitals(rest) || self.is_title(self.nth(n));
                let label = !sure && self.labels_follow(n) || colon && !long || in_headline;
                let after_text = n > 0 && words::ends_sentence(self.nth(n - 1));
                if !label && (sure || !after_text || (in_capitals && !colon)) {
                    return Some((n, found));
                }
            }
            if self.nth(n).len() > LONGEST_HEADLINE {
                return None;
            }
        }
        None
    }

    /// True when a paragraph soon after begins with capitals and a colon or dash too: a transcript's speakers or a
    /// list, not places.
    fn labels_follow(&self, n: usize) -> bool {
        (n + 1..self.content.len()).take(8).any(|next| {
            let head = words::head(self.nth(next), 60);
            [": ", " — ", " – ", " - ", " -- "]
                .iter()
                .any(|mark| head.split_once(mark).is_some_and(|(name, _)| words::is_all_capitals(name)))
        })
    }

    /// How many paragraphs at the top are headline.
    fn headline_lines(&self, zones: &[Zone]) -> usize {
        let last = self.content.len().saturating_sub(1);
        let mut count = 0;
        while count < last.min(HEADLINE_LINES) && self.is_headline_line(count, zones) {
            count += 1;
        }
        count
    }

    fn is_headline_line(&self, n: usize, zones: &[Zone]) -> bool {
        let line = self.nth(n);
        if !looks_like_headline(line) {
            return false;
        }
        // Repeated, or the second half of "Talks go on;⏎Envoy hopes for an accord".
        if n > 0 && (same_words(line, self.nth(0)) || self.nth(n - 1).ends_with(';')) {
            return true;
        }
        if self.is_title(line) {
            return true;
        }
        // The first of several items is no headline of the others.
        if paragraphs::is_item(line) && paragraphs::is_item(self.nth(n + 1)) {
            return false;
        }
        let signed = zones.get(self.content[n] + 1) == Some(&Zone::Byline);
        let full_stop = line.trim_end_matches(words::is_closer).ends_with(['.', '…', '。']);
        if full_stop {
            // A lead is as short as this, and names alone can fill it with capitals. Where the title is known, a
            // sentence that is not the title is one.
            return self.title.is_none()
                && !tells_day(line)
                && (words::is_title_case(line) || n == 0 && (signed || tells_again(self.nth(1), line)));
        }
        let title_case = words::title_case_share(line).is_some_and(|share| share > 0.75);
        let next = self.nth(n + 1);
        let before_text = words::ends_sentence(next) && (next.len() > line.len() || self.paragraphs.len() > n + 2);
        // Behind the by-line comes the text, and so it does where the headline came apart, unless a line looks like one.
        let under = n > 0 && zones[self.content[0]..self.content[n]].contains(&Zone::Byline) || self.title.is_some();
        title_case || words::is_upper_case(line) || signed || !under && (n == 0 || before_text)
    }

    /// The title that came apart, or most of it ("UPDATE 1-Talks go on" for "Talks go on").
    fn is_title(&self, line: &str) -> bool {
        let Some(title) = &self.title else { return false };
        let line = letters(line);
        let (short, long) = if line.len() < title.len() { (&line, title) } else { (title, &line) };
        short.len() * 2 >= long.len() && long.contains(short.as_str())
    }

    /// Short lines without a full stop between paragraphs that have one.
    fn subheads(&self, header: usize) -> Vec<usize> {
        let body = &self.content[header.min(self.content.len())..];
        let is_sentence = |i: usize| words::ends_sentence(self.paragraphs[i].of(self.text));
        let sentences = body.iter().filter(|&&i| is_sentence(i)).count();
        if sentences < 3 || sentences * 10 < body.len() * 6 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for near in body.windows(3) {
            let &[before, i, after] = near else { continue };
            if is_sentence(before) && is_sentence(after) && is_subhead(self.paragraphs[i].of(self.text)) {
                found.push(i);
            }
        }
        found
    }
}

fn looks_like_headline(line: &str) -> bool {
    line.len() <= LONGEST_HEADLINE
        && line.split_whitespace().count() <= 32
        && !line.ends_with([':', ','])
        && !line.starts_with(['•', '●', '▪', '*', '-', '–'])
        && !line.starts_with(|c: char| c.is_lowercase())
}

/// "… on Thursday.": leads end like this, headlines do not.
fn tells_day(line: &str) -> bool {
    let mut last = line.rsplit(char::is_whitespace);
    last.next().is_some_and(|day| is_weekday(words::bare(day))) && last.next() == Some("on")
}

/// True when `paragraph`, which is longer, has most words of `line`: a lead tells its headline again. Seven words of ten are
/// found again in 19 % of the headlines of PolNeAR's training articles that end in a full stop and are in small letters,
/// and in 0.2 % of the leads of Reuters-21578 with what follows them.
fn tells_again(paragraph: &str, line: &str) -> bool {
    let stem = |word: &str| {
        let word = words::bare(word).to_lowercase();
        let end = word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
        (word.chars().count() >= STEM).then(|| word[..end].to_string())
    };
    let told: Vec<String> = words::head(paragraph, 4 * LONGEST_HEADLINE).split_whitespace().filter_map(stem).collect();
    let stems: Vec<String> = line.split_whitespace().filter_map(stem).collect();
    let again = stems.iter().filter(|s| told.contains(s)).count();
    paragraph.len() > line.len() && stems.len() >= 4 && again * 10 >= stems.len() * 7
}

fn is_subhead(line: &str) -> bool {
    let ruled = |c: char| matches!(c, '-' | '–' | '—' | '*' | '=');
    // "– The road ahead –"
    let framed = line.starts_with(ruled) && line.trim_end_matches('.').ends_with(ruled);
    line.len() <= 100
        && line.split_whitespace().count() <= SUBHEAD_WORDS
        && (framed || !words::ends_sentence(line))
        && !line.ends_with([':', ',', ';'])
        && (framed || line.starts_with(|c: char| c.is_uppercase()))
}

/// "Jane Doe in Kyiv and John Roe": two or three capitalised words a name, and nothing else but what joins them.
fn are_names(line: &str) -> bool {
    let mut run = 0;
    let mut names = 0;
    let mut in_place = false;
    for word in line.split_whitespace() {
        let name = word.trim_end_matches([',', ';', '.']);
        if matches!(name, "and" | "in" | "for") {
            if !(in_place && run > 0 || (2..=3).contains(&run)) {
                return false;
            }
            (run, in_place) = (0, name != "and");
            continue;
        }
        let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.'));
        if !letters || !words::is_capitalised(name) || name.ends_with("'s") || name.ends_with("’s") {
            return false;
        }
        run += 1;
        names += 1;
    }
    let ends = in_place && run > 0 || (2..=3).contains(&run);
    let joined = line.contains(" and ") || line.contains(" in ");
    ends && names <= 10 && (joined || names <= 3)
}

/// The same letters, whatever the case and marks.
fn same_words(a: &str, b: &str) -> bool {
    a.len() <= LONGEST_HEADLINE && b.len() <= LONGEST_HEADLINE && letters(a) == letters(b)
}

/// Letters and digits, small.
fn letters(text: &str) -> String {
    words::head(text, 4 * LONGEST_HEADLINE)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{split, split_titled};
    use super::*;

    /// One letter a paragraph: h(eadline), y (by-line), b(ody), r(est).
    fn letters(text: &str) -> String {
        let mut paragraphs = std::collections::BTreeMap::new();
        for sentence in &split(text).sentences {
            let letter = match sentence.zone {
                Zone::Headline => 'h',
                Zone::Byline => 'y',
                Zone::Body => 'b',
                Zone::Boilerplate => 'r',
            };
            paragraphs.insert(sentence.paragraph, letter);
        }
        paragraphs.into_values().collect()
    }

    #[test]
    fn headlines_by_lines_and_body() {
        for (text, zones) in [
            ("Leaders meet in Geneva\n\nThe leaders met on Monday. They agreed.", "hb"),
            ("Leaders meet\nLeaders meet\n@reporter “A Column”\n\nGENEVA (AP) — They met.", "hhyb"),
            (
                "LEADERS MEET\nEnvoy hopes for accord\nBy JANE DOE\nAssociated Press Writer\nGENEVA (AP) — They met.",
                "hhyyb",
            ),
            ("Leaders Meet in Geneva.\n\nGENEVA (AP) — They met.", "hb"),
            ("Who Is to Blame for the War?\n\nNobody knows who is to blame. It began.", "hb"),
            ("Tuesday, January 28, 2014\n\nThe leaders met on Monday.", "yb"),
            ("Leaders Meet in Geneva\nJane Doe in Geneva and John Roe\nThu 16 May 2024 06.17 BST\n\nThey met.", "hyyb"),
            ("Leaders meet in Geneva", "b"),
            ("The leaders met on Monday.\n\n---\n\nThey agreed on grain.\n\n* * *\n\nNobody spoke.", "brbrb"),
            ("1) Leaders met in Geneva\n2) Envoys left Rome\n3) Talks go on in Paris", "bbb"),
            (
                "Leaders meet\nBy Jane Doe\nThe leaders met on Monday and, officials said, agreed on\nGrain. They left.",
                "hybb",
            ),
            ("The leaders met on Monday. They agreed.", "b"),
            ("The leaders met on Monday.\n\nThey agreed on grain.", "bb"),
            // Leads full of names.
            ("Russian President Vladimir Putin visited Beijing on Thursday.\n\nXi Jinping received him.", "bb"),
            ("Prime Minister Narendra Modi met President Emmanuel Macron.\n\nThey agreed on grain.", "bb"),
            ("Turkey Opens Its Ports to Ships From Ukraine.\n\nThe first ship came on Monday.", "hb"),
            // The lead tells it again.
            (
                "Norwegian union chief asks rival to apologize for calling strike reckless.\n\nThe chief of a Norwegian union on Monday asked his rival to apologize for having called a planned strike reckless.\n\nNobody answered.",
                "hbb",
            ),
            ("Talks go on;\n\nEnvoy hopes for an accord.\n\nThe envoy said on Monday that he hoped.", "hhb"),
        ] {
            assert_eq!(letters(text), zones, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_report_is_boilerplate() {
        let text = "GENEVA, May 3 (Reuters) - They met.\n\nThey agreed. (Reporting by Jane Doe; Editing by John Roe)\n\nOur Standards: here.\n\nRead more:\nEnvoy hopes for accord\nGrain leaves port\n\n© 2024 Reuters. All rights reserved.";
        let layout = split(text);
        let rest: Vec<&str> =
            layout.sentences.iter().filter(|s| s.zone == Zone::Boilerplate).map(|s| s.span.of(text)).collect();
        assert_eq!(
            rest,
            [
                "(Reporting by Jane Doe; Editing by John Roe)",
                "Read more:",
                "Envoy hopes for accord",
                "Grain leaves port",
                "© 2024 Reuters.",
                "All rights reserved.",
            ]
        );
    }

    #[test]
    fn a_title_that_came_apart_leaves_sentences_to_the_body() {
        let zones = |text: &str, title: &str| -> Vec<Zone> {
            split_titled(text, Some(title)).sentences.iter().map(|s| s.zone).collect()
        };
        let text = "Envoy Leaves Geneva After Talks With Ministers.\n\nHe had come on Monday.";
        assert_eq!(zones(text, "No accord in sight"), [Zone::Body, Zone::Body]);
        assert_eq!(zones(text, "Envoy leaves Geneva after talks with ministers"), [Zone::Headline, Zone::Body]);
        assert_eq!(zones("The envoy left.\n\nHe said so.", "UPDATE 1-The envoy left"), [Zone::Headline, Zone::Body]);
    }

    #[test]
    fn links_with_full_stops_end_with_the_next_paragraph_of_prose() {
        let text = "They met. They agreed on grain.\n\nRelated Stories\n\nFrance expels two envoys.\n\nGrain leaves the port.\n\nThe ministers will meet again in June. Nobody knows where.";
        assert_eq!(letters(text), "brrrb");
        // What is long or tells of speech is the report going on.
        let text = "They met. They left.\n\nRelated:\n\nFrance expels two envoys.\n\nHe said no.\n\nNobody left.";
        assert_eq!(letters(text), "brrbb");
        // Headlines without one: the first sentence is the report's.
        let text = "They met. They agreed on grain.\n\nRead more:\nGrain leaves port\nThe talks go on.\n\nNobody left.";
        assert_eq!(letters(text), "brrbb");
        assert_eq!(
            letters("They met. They left.\n\nRead more: Grain leaves port\n\nNobody spoke.\n\nIt ended."),
            "brbb"
        );
    }

    #[test]
    fn subheads_are_headlines() {
        let text = "The leaders met on Monday. They agreed.\n\nThey signed.\n\nA long road ahead\n\nNobody knows.\n\n– Old wounds –\n\nIt is over.";
        assert_eq!(letters(text), "bbhbhb");
    }

    #[test]
    fn transcripts_have_speakers_not_datelines() {
        let long = "we will not go there, whatever they may say of it, and whatever it may cost us in the end of it all, I think.";
        let text =
            format!("Interview\n\nBLITZER: Good evening, and {long}\n\nCLINTON: No, {long}\n\nBLITZER: Why? {long}");
        assert_eq!(split(&text).dateline, None);
        let text = format!("Interview\n\nKABUL: Good evening, and {long}\n\nThen {long}");
        assert!(split(&text).dateline.is_some());
    }

    #[test]
    fn cities_before_a_colon_are_datelines_of_short_paragraphs_too() {
        for (text, place) in [("NEW DELHI: Talks ended.", "NEW DELHI"), ("Talks end\n\nParis: They ended.", "Paris")] {
            assert_eq!(split(text).dateline.and_then(|d| d.place).map(|p| p.of(text)), Some(place));
        }
        // Headlines with a dash are none.
        let text = "TRUCE ENDS - ARMY PULLS BACK\n\nTEHRAN, March 5 - France condemned the attack.";
        assert_eq!(split(text).dateline.and_then(|d| d.place).map(|p| p.of(text)), Some("TEHRAN"));
        assert_eq!(split(text).headline.map(|h| h.of(text)), Some("TRUCE ENDS - ARMY PULLS BACK"));
        let text = "COFFEE PACT FAILS - Producers leave\n\nThe producers left London on Monday.";
        let titled = split_titled(text, Some("Coffee pact fails - producers leave"));
        assert_eq!((titled.dateline, titled.sentences[0].zone), (None, Zone::Headline));
        for text in ["BUSTED: Envoy leaves.", "Paris: city of talks", "Lavrov: They ended."] {
            assert_eq!(split(text).dateline, None, "{text}");
        }
    }

    #[test]
    fn a_dateline_alone_on_its_line() {
        let text = "Leaders meet\n\nGENEVA (AP) —\n\nThey met.";
        let layout = split(text);
        assert_eq!(layout.dateline.map(|d| d.span.of(text)), Some("GENEVA (AP) —"));
        assert_eq!(layout.sentences.iter().map(|s| s.span.of(text)).collect::<Vec<_>>(), ["Leaders meet", "They met."]);
    }
}
