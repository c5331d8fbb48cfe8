//! Where sentences end inside a paragraph.
//!
//! One pass: at every mark that can end a sentence, the word before it and the words after it decide. Looks ahead and
//! back are bounded, so the time is linear. Quotations and brackets do not hide the ends of sentences in them, but an
//! end inside a quotation that its own speaker's tag follows ("Why?" he asked) is none.

use super::abbreviations::{self, Stop};
use super::{places, words};
use crate::read::month;
use crate::text::Span;

/// How far back the word before a full stop is looked for, in bytes.
const BACK: usize = 48;
/// How far ahead the words after a sentence's end are looked at, in bytes.
const AHEAD: usize = 96;
/// How much of a text shows whether it is written without capitals, in bytes.
const SAMPLE: usize = 1 << 16;

/// True for a text without capitals: there, a small letter may begin a sentence.
pub(super) fn is_caseless(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in words::head(text, SAMPLE).chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    lower >= 40 && upper * 400 < lower
}

/// Calls `found` for every sentence of the paragraph at `span`, in order. `caseless`: see [`is_caseless`].
pub(super) fn each(text: &str, span: Span, caseless: bool, mut found: impl FnMut(Span)) {
    let inside = span.of(text);
    if inside.is_empty() {
        return;
    }
    let upper_case = words::is_upper_case(words::head(inside, SAMPLE));
    let headline_style =
        !upper_case && inside.len() < 300 && words::title_case_share(inside).is_some_and(|share| share > 0.7);
    let scan = Scan { text: inside, caseless, upper_case, headline_style };
    let mut start = 0;
    let mut in_straight_quote = false;
    let mut at = 0;
    while let Some(mark) = scan.next_mark(at, &mut in_straight_quote) {
        let end = scan.end_of_marks(mark);
        let after = scan.end_of_closers(end, &mut in_straight_quote);
        at = after;
        let Some(next) = scan.next_start(after) else { continue };
        if scan.is_boundary(start, mark, end, after, next) {
            found(Span::new(span.start + start, span.start + after));
            start = next;
            at = next;
        }
    }
    let rest = words::trim(text, Span::new(span.start + start, span.end));
    if !rest.is_empty() {
        found(rest);
    }
}

struct Scan<'t> {
    text: &'t str,
    caseless: bool,
    upper_case: bool,
    headline_style: bool,
}

impl Scan<'_> {
    /// The next character at or after `from` that can end a sentence. Keeps count of straight quotation marks on the
    /// way.
    fn next_mark(&self, from: usize, in_quote: &mut bool) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            match bytes[at] {
                b'.' | b'!' | b'?' => return Some(at),
                b'"' => *in_quote = !*in_quote,
                // Lead bytes of the terminators outside ASCII.
                0xD8 | 0xDB | 0xE0 | 0xE2 | 0xE3 | 0xEF if self.char_at(at).is_some_and(words::is_terminator) => {
                    return Some(at);
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Past a run of marks: "?!", "...", ". . .".
    fn end_of_marks(&self, mark: usize) -> usize {
        let mut end = mark;
        loop {
            let rest = &self.text[end..];
            if let Some(c) = rest.chars().next().filter(|&c| words::is_terminator(c)) {
                end += c.len_utf8();
            } else if end > mark && rest.starts_with(" .") && !rest[2..].starts_with(|c: char| c.is_alphanumeric()) {
                end += 2;
            } else {
                return end;
            }
        }
    }

    /// Past quotation marks, brackets and note numbers ("[4]") that close with the sentence.
    fn end_of_closers(&self, end: usize, in_quote: &mut bool) -> usize {
        let mut after = end;
        loop {
            let rest = &self.text[after..];
            let Some(c) = rest.chars().next() else { return after };
            if words::is_closer(c) {
                if c == '"' {
                    // `said."Next`: the mark opens the next sentence.
                    if !*in_quote && rest[1..].starts_with(char::is_alphanumeric) {
                        return after;
                    }
                    *in_quote = !*in_quote;
                }
                after += c.len_utf8();
            } else if let Some(note) = note_number(rest.strip_prefix(' ').unwrap_or(rest)) {
                after += note + usize::from(c == ' ');
            } else if c == ' ' && self.is_stray_closer(&rest[1..], *in_quote) {
                // `said. ”`: a closing mark set apart by mistake.
                after += 1;
            } else {
                return after;
            }
        }
    }

    fn is_stray_closer(&self, rest: &str, in_quote: bool) -> bool {
        let mut chars = rest.chars();
        let closes = match chars.next() {
            Some('”' | '»' | '」' | '』') => true,
            // At the paragraph's end it closes whatever was counted: a quotation may begin paragraphs above.
            Some('"') => in_quote || chars.as_str().trim().is_empty(),
            _ => false,
        };
        closes && chars.next().is_none_or(char::is_whitespace)
    }

    /// Where the next sentence would start; `None` at the end of the paragraph.
    fn next_start(&self, after: usize) -> Option<usize> {
        let rest = &self.text[after..];
        let inner = rest.trim_start();
        (!inner.is_empty()).then(|| after + (rest.len() - inner.len()))
    }

    fn is_boundary(&self, start: usize, mark: usize, end: usize, after: usize, next: usize) -> bool {
        let marks = &self.text[mark..end];
        if next == after {
            return self.is_unspaced_boundary(start, mark, end, after);
        }
        let follow = Follow::of(words::head(&self.text[next..], AHEAD));
        if follow.starts_small && !self.caseless {
            return false;
        }
        let closers = &self.text[end..after];
        let quoted = closers.contains(['"', '”', '’', '»']) || closers.contains("''");
        if marks == "." {
            return self.is_stop_boundary(start, mark, closers, quoted, &follow);
        }
        if marks.contains(|c: char| c == '?' || c == '!' || words::is_wide_terminator(c)) {
            // "(?)" is a remark on the word before it.
            let remark = closers.starts_with(')') && self.text[..mark].ends_with('(');
            // "Viva Maria! (1965)" is a title.
            let year = follow.opens_bracket && follow.is_number;
            let spoken = quoted && is_speaker_tag(follow.rest);
            return !(remark || year || spoken);
        }
        // Dots that trail off: "well ... perhaps" goes on, and so does "we ... Putin's friends".
        let apart = self.char_before(mark).is_none_or(char::is_whitespace);
        if start == mark {
            return false;
        }
        if quoted {
            return !is_speaker_tag(follow.rest);
        }
        let says_i = follow.word == "I" || follow.word.starts_with("I'") || follow.word.starts_with("I’");
        follow.opens_quote
            || !apart
            || (abbreviations::is_starter(follow.word) && !says_i)
            || places::state_acts(follow.rest)
    }

    /// No white space after the marks: a boundary in scripts that use none, and where a space was forgotten.
    fn is_unspaced_boundary(&self, start: usize, mark: usize, end: usize, after: usize) -> bool {
        let marks = &self.text[mark..end];
        if marks.chars().next_back().is_some_and(words::is_wide_terminator) {
            return true;
        }
        if marks == "…" || marks.starts_with("..") {
            return false;
        }
        // "left.The others": a small letter before, a capital and a small letter after; not "example.Com/page".
        let mut ahead = self.text[after..].chars().skip_while(|&c| matches!(c, '“' | '"'));
        let capital = ahead.next().is_some_and(|c| c.is_uppercase());
        let small = ahead.next().is_some_and(|c| c.is_lowercase());
        let word = self.word_before(start, mark);
        let lower =
            word.chars().count() >= 2 && word.chars().all(|c| c.is_lowercase() || c == '-' || c == '’' || c == '\'');
        let run: &str = words::head(&self.text[after..], AHEAD).split_whitespace().next().unwrap_or("");
        capital && small && lower && !run.contains(['/', '@', '_']) && !run.trim_end_matches(['.', ',']).contains('.')
    }

    /// The word of the sentence begun at `start` that is right before `at`, bounded, without what opens it.
    fn word_before(&self, start: usize, at: usize) -> &str {
        let back = words::tail(&self.text[start.min(at)..at], BACK);
        let from = back
            .rfind(|c: char| c.is_whitespace() || matches!(c, '—' | '…'))
            .map_or(0, |i| i + back[i..].chars().next().map_or(1, char::len_utf8));
        back[from..].trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    fn is_stop_boundary(&self, start: usize, mark: usize, closers: &str, quoted: bool, follow: &Follow) -> bool {
        let word = self.word_before(start, mark);
        let word_start = mark - word.len();
        if word.is_empty() {
            // "said . The" in text that sets marks apart.
            return mark > start;
        }
        // "1. Ships", "b. Ships": a label opens the sentence.
        let opens = !words::tail(&self.text[start..word_start], BACK).contains(|c: char| c.is_alphanumeric());
        if opens && closers.is_empty() && is_label(word) {
            return false;
        }
        if let Some(initial) = initial(word) {
            return self.ends_at_initial(initial, opens, quoted, follow);
        }
        // "(b. March 2009, d. 2020)"
        if word.len() == 1 && word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return quoted || abbreviations::is_starter(follow.word);
        }
        match abbreviations::stop(word, self.upper_case) {
            Stop::Ends => true,
            Stop::Continues => quoted && follow.is_word,
            Stop::BeforeNumber => !follow.is_number,
            Stop::Clock => !follow.is_time_word() && !follow.is_number,
            // A month goes on with a number or not at all: "in Aug. France left".
            Stop::Open if month(word).is_some() && !self.upper_case && follow.is_word => {
                !(follow.opens_bracket || follow.opens_dash || self.headline_style || self.caseless)
            }
            Stop::Open => (quoted && follow.is_word) || self.starts_after_abbreviation(follow),
        }
    }

    /// After "U.S." and its like a function word begins a sentence, a name or a noun in capitals goes on.
    fn starts_after_abbreviation(&self, follow: &Follow) -> bool {
        if follow.opens_bracket || follow.opens_dash || self.headline_style {
            return false;
        }
        if follow.opens_quote {
            return !follow.is_nickname();
        }
        if self.upper_case {
            return abbreviations::is_subject(follow.word);
        }
        if self.caseless {
            return false;
        }
        if places::state_acts(follow.rest) {
            return true;
        }
        let in_capitals = follow.word.len() > 1 && words::is_all_capitals(follow.word);
        !in_capitals && abbreviations::is_starter(follow.word)
    }

    fn ends_at_initial(&self, initial: char, opens: bool, quoted: bool, follow: &Follow) -> bool {
        if opens || self.headline_style && !quoted {
            return false;
        }
        if quoted && follow.is_word {
            return true;
        }
        if follow.opens_quote || follow.opens_bracket || follow.is_number {
            return false;
        }
        // "and I. We"; but "I. M. Pei".
        if initial == 'I' && follow.word.chars().count() > 1 {
            return true;
        }
        let article = follow.word.len() <= 2 && !abbreviations::is_subject(follow.word);
        !article && self.starts_after_abbreviation(follow)
    }
}

/// What comes after a possible end.
struct Follow<'t> {
    /// The first word, without marks.
    word: &'t str,
    /// From the first word on, bounded.
    rest: &'t str,
    starts_small: bool,
    opens_quote: bool,
    opens_bracket: bool,
    opens_dash: bool,
    is_number: bool,
    is_word: bool,
}

impl<'t> Follow<'t> {
    fn of(ahead: &'t str) -> Self {
        let opened = ahead.trim_start_matches(|c: char| {
            words::is_opener(c) || c.is_whitespace() || matches!(c, '—' | '–' | '-' | '…' | '.' | '*' | '•')
        });
        let marks = &ahead[..ahead.len() - opened.len()];
        let end =
            opened.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))).unwrap_or(opened.len());
        let word = opened[..end].trim_end_matches(['\'', '’', '-']);
        let first = opened.chars().next();
        // "al-Qaida", "iPhone": a small letter may begin a name that begins a sentence.
        let name = || {
            let mut chars = word.chars().skip(1);
            word.contains("-") && word.split('-').nth(1).is_some_and(words::is_capitalised)
                || chars.next().is_some_and(char::is_uppercase)
        };
        Self {
            word,
            rest: opened,
            starts_small: first.is_some_and(char::is_lowercase) && !name(),
            opens_quote: marks.contains(['"', '“', '‘', '„', '«', '`', '\'']),
            opens_bracket: marks.contains(['(', '[', '{']),
            opens_dash: marks.starts_with(['—', '–', '-']),
            is_number: first.is_some_and(char::is_numeric),
            is_word: first.is_some_and(char::is_alphabetic),
        }
    }

    /// "C.L. “Butch” Otter": one word in quotation marks.
    fn is_nickname(&self) -> bool {
        self.rest[self.word.len()..].starts_with(['"', '”', '’', '\''])
    }

    /// "EDT", "Eastern", "Monday", "May": what goes on after "5 p.m.".
    fn is_time_word(&self) -> bool {
        const ZONES: [&str; 7] = ["eastern", "pacific", "central", "mountain", "local", "greenwich", "moscow"];
        let word = self.word;
        let zone = (2..=4).contains(&word.len()) && word.ends_with(['T', 'C', 'Z']) && words::is_all_capitals(word);
        zone || ZONES.iter().any(|zone| zone.eq_ignore_ascii_case(word))
            || crate::read::is_weekday(word)
            || crate::read::month(word).is_some()
    }
}

/// "Obama asked", "Mr. Lavrov said": up to four words of a name, then a verb of speaking.
fn is_speaker_tag(ahead: &str) -> bool {
    const VERBS: [&str; 24] = [
        "added",
        "adds",
        "asked",
        "asks",
        "continued",
        "cried",
        "demanded",
        "exclaimed",
        "explained",
        "inquired",
        "joked",
        "quipped",
        "recalled",
        "replied",
        "retorted",
        "said",
        "says",
        "shouted",
        "told",
        "tweeted",
        "wondered",
        "writes",
        "wrote",
        "yelled",
    ];
    for (i, word) in ahead.split_whitespace().take(5).enumerate() {
        let word = word.trim_end_matches(['.', ',', ':']);
        if i > 0 && VERBS.binary_search(&word).is_ok() {
            return true;
        }
        if !words::is_capitalised(word) {
            return false;
        }
    }
    false
}

/// A single capital: an initial, or a letter by itself.
fn initial(word: &str) -> Option<char> {
    let mut chars = word.chars();
    let first = chars.next().filter(|c| c.is_uppercase())?;
    let rest = chars.as_str();
    // "J.-P."
    (rest.is_empty() || rest.strip_prefix(".-").is_some_and(|r| r.chars().count() == 1)).then_some(first)
}

/// "3", "iv", "b": what numbers a point.
fn is_label(word: &str) -> bool {
    let digits = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let roman = word.len() <= 4 && word.bytes().all(|b| matches!(b.to_ascii_lowercase(), b'i' | b'v' | b'x'));
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    digits || roman || letter
}

/// Length of a note number right at the start: "[12]".
fn note_number(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (digits > 0 && inner[digits..].starts_with(']')).then_some(digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut sentences = Vec::new();
        each(text, Span::new(0, text.len()), is_caseless(text), |span| sentences.push(span.of(text)));
        sentences
    }

    /// Every case marks its boundaries with "|".
    fn check(cases: &[&str]) {
        for case in cases {
            let text = case.replace('|', "");
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            assert_eq!(found(&text), expected);
        }
    }

    #[test]
    fn abbreviations_inside_and_at_the_end() {
        check(&[
            "Mr. Lavrov met Gen. Li. | Sen. Cruz did not.",
            "He lives in the U.S. | The president does too.",
            "U.S. President Biden spoke. | He left.",
            "The U.S. Embassy in Kyiv closed. | Staff left.",
            "Shares of Apple Inc. fell. | Nobody at Apple Inc. | He was alone.",
            "It began on Jan. 5 and ended on Feb. 7. | Nobody came.",
            "The pact ran out in Aug. | Kenya left it in Sept. 2023. | Uganda stayed.",
            "They attacked the U.S. | Israel condemned it. | U.S. China policy changed.",
            "Rebels crossed from the D.R.C. | South Korea has no troops there.",
            "At 5 p.m. EDT the talks began. | They ended at 9 p.m. | Nobody slept.",
            "No. 5 is alive. | \"No. | We will not go.\"",
            "He has a Ph.D. from Yale. | Dr. No has none.",
            "She moved to St. Louis. | Then to Wall St. | It was cold.",
            "The army (formerly under Gen. Haftar) left. | It came back.",
            "Smith et al. found it. | Others did not.",
            "Roe v. Wade fell. | So did Smith vs. Jones.",
            "We met J. R. R. Tolkien and George W. Bush. | It was World War II. | Then came peace.",
            "Gov. C.L. \"Butch\" Otter spoke.",
            "They, the E.U. and the U.N. agree, etc. | But not all.",
            "Born (b. March 2009) in Bonn. | He left.",
        ]);
    }

    #[test]
    fn numbers_and_dots() {
        check(&[
            "Growth was 3.5 percent. | Inflation was .5 points.",
            "It ended in 1999. | 25 people died.",
            "Visit www.example.com. | Then write to a.b@example.com today.",
            "They fired at Israel . . . | Egypt called for calm . . . and left.",
            "Well ... I do not know. | He left...  | She stayed.",
            "1. Ships leave. | 2. Planes land.",
            "He said so.[4] | She did not. [5] [6] | They did.",
        ]);
    }

    #[test]
    fn quotations() {
        check(&[
            "“We will go.” | He left.",
            "“Why?” he asked. | “Because!” Obama said. | “Really?” | The crowd left.",
            "\"I came. | I saw,\" he said. | \"I left.\"",
            "''It is over.'' | She was sure.",
            "«C'est fini.» | He left.",
            "(He had left. | She had not.) | Then they met.",
            "He asked: \"Is it (?) true?\" | Nobody knew.",
            "What?! | No!! | Yes.",
            "He said so. \" | Then he left.".replace(". \" |", ".\" |").as_str(),
        ]);
    }

    #[test]
    fn other_scripts_and_no_case() {
        check(&[
            "习近平会见普京。|双方签署声明！|他们走了。",
            "he left. | she stayed and said nothing at all about it. | nobody knew why, and that was that.",
            "THE U.S. WILL SEND GEN. SMITH. | HE LEAVES TODAY. | IT IS OVER IN THE U.S. | THE END.",
            "قال الرئيس ذلك؟ | لا أحد يعرف.",
            "They left.Nobody stayed. | See example.Com/Page for more.".replace("left.N", "left.|N").as_str(),
        ]);
    }

    #[test]
    fn names_that_start_small() {
        check(&["He was killed. | al-Qaida said so.", "Sales rose. | iPhones led."]);
    }
}
