//! "BEIJING, May 16 (AP) —": where, when and by which agency a report was filed, before its first sentence.
//!
//! The head of the paragraph is read as a small grammar over tokens: places parted by strokes, regions after commas, a
//! date, an agency in brackets, a dash. A form that ordinary prose can take too ("Geneva – the …") counts only with
//! other evidence: an agency, a date, or a place in capitals where the text is not.

use super::{places, words};
use crate::read::{is_weekday, month};
use crate::text::Span;

use super::Dateline;

/// The longest dateline, in bytes.
const LONGEST: usize = 200;
/// Most words in one place's name.
const PLACE_WORDS: usize = 6;

/// News agencies and broadcasters that sign datelines, small; where a dateline shows no other evidence.
/// Sorted.
const AGENCIES: [&str; 100] = [
    "aa",
    "aap",
    "abc",
    "abc news",
    "afp",
    "agence france-presse",
    "agerpres",
    "al arabiya",
    "al jazeera",
    "ana",
    "anadolu",
    "anadolu agency",
    "ani",
    "ansa",
    "antara",
    "ap",
    "apa",
    "apn",
    "app",
    "associated press",
    "azertac",
    "bbc",
    "bbc news",
    "belga",
    "belta",
    "bernama",
    "bloomberg",
    "bna",
    "bns",
    "bss",
    "bta",
    "canadian press",
    "cbs",
    "cbs news",
    "china daily",
    "cna",
    "cnn",
    "cnn business",
    "cp",
    "deutsche welle",
    "dpa",
    "dw",
    "efe",
    "fars",
    "fox news",
    "france 24",
    "global times",
    "gna",
    "hina",
    "ians",
    "ina",
    "interfax",
    "ips",
    "irin",
    "irna",
    "itar-tass",
    "jiji",
    "jiji press",
    "jta",
    "kcna",
    "kuna",
    "kyodo",
    "lusa",
    "ma'an",
    "mehr",
    "mena",
    "mti",
    "nan",
    "nbc",
    "nbc news",
    "npr",
    "pa",
    "pajhwok",
    "pap",
    "petra",
    "press association",
    "press trust of india",
    "pti",
    "qna",
    "reuter",
    "reuters",
    "rfe/rl",
    "ria novosti",
    "sana",
    "sky news",
    "spa",
    "sputnik",
    "tanjug",
    "tasnim",
    "tass",
    "the new humanitarian",
    "thomson reuters foundation",
    "ukrinform",
    "un news",
    "unian",
    "upi",
    "voa",
    "wam",
    "xinhua",
    "yonhap",
];

/// Labels in capitals that stand where a place would.
/// Sorted.
const LABELS: [&str; 61] = [
    "a",
    "abstract",
    "advisory",
    "analysis",
    "background",
    "blog",
    "breaking",
    "breaking news",
    "brief",
    "business",
    "byline",
    "chronology",
    "column",
    "comment",
    "commentary",
    "correction",
    "developing",
    "editor's note",
    "editorial",
    "exclusive",
    "explainer",
    "fact check",
    "factbox",
    "feature",
    "focus",
    "headline",
    "highlights",
    "in pictures",
    "insight",
    "interview",
    "just in",
    "key points",
    "listen",
    "live",
    "look",
    "must read",
    "news",
    "note",
    "opinion",
    "photo",
    "photos",
    "politics",
    "poll",
    "profile",
    "q",
    "q&a",
    "read",
    "recap",
    "related",
    "source",
    "sport",
    "summary",
    "timeline",
    "title",
    "update",
    "update 1",
    "video",
    "warning",
    "watch",
    "world",
    "wrapup",
];

/// True when the line or paragraph at `span` opens with a dateline that names its agency or date: strong enough to part
/// it from the line above.
pub(super) fn starts_here(text: &str, span: Span) -> bool {
    // Nearly every line fails here, before anything is taken apart.
    let first = span.of(text).chars().next();
    first.is_some_and(|c| c.is_uppercase() || c == '(')
        && parse(text, span, true).is_some_and(|d| d.agency.is_some() || (d.date.is_some() && d.place.is_some()))
}

/// The dateline that the paragraph at `span` opens with. `upper_case`: the text is all in capitals, so capitals are no
/// evidence.
pub(super) fn parse(text: &str, span: Span, upper_case: bool) -> Option<Dateline> {
    let head = words::head(span.of(text), LONGEST);
    let first = head.chars().next()?;
    if !(first.is_alphanumeric() || matches!(first, '(' | '[')) {
        return None;
    }
    let tokens = tokens(head);
    let mut reader = Reader { head, tokens: &tokens, at: 0, upper_case };
    let mut found = reader.dateline()?;
    // "AP - TORONTO, Canada --": a site's mark, then the report's own dateline.
    if found.place.is_none() {
        let mut again = Reader { head, tokens: &tokens, at: reader.at, upper_case };
        if let Some(inner) = again.dateline().filter(|d| d.place.is_some()) {
            found = Dateline { agency: inner.agency.or(found.agency), span: Span::new(0, inner.span.end), ..inner };
        }
    }
    let shift = |s: Span| Span::new(s.start + span.start, s.end + span.start);
    Some(Dateline {
        span: shift(found.span),
        place: found.place.map(shift),
        region: found.region.map(shift),
        agency: found.agency.map(shift),
        date: found.date.map(shift),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    Comma,
    Stroke,
    Stop,
    Colon,
    Bar,
    Open,
    Close,
    Dash,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// White space before it.
    spaced: bool,
}

fn tokens(head: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = head.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut kind = match c {
            ',' => Kind::Comma,
            '/' => Kind::Stroke,
            '.' => Kind::Stop,
            ':' => Kind::Colon,
            '|' => Kind::Bar,
            '(' | '[' => Kind::Open,
            ')' | ']' => Kind::Close,
            '-' | '—' | '–' | '―' | '‒' | '−' | '_' => Kind::Dash,
            _ if c.is_alphabetic() => Kind::Word,
            _ if c.is_numeric() => Kind::Number,
            _ => Kind::Other,
        };
        if matches!(kind, Kind::Word | Kind::Number) {
            while let Some(&(at, c)) = chars.peek() {
                let inner = matches!(c, '\'' | '’' | '&') || (c == '-' && joins(head, at));
                if !(c.is_alphanumeric() || inner && head[at + c.len_utf8()..].starts_with(char::is_alphanumeric)) {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            if kind == Kind::Number && !head[start..end].chars().all(char::is_numeric) {
                kind = Kind::Word;
            }
        } else if kind == Kind::Dash {
            while let Some(&(at, _)) = chars.peek().filter(|(_, c)| matches!(c, '-' | '—' | '–' | '_')) {
                end = at + head[at..].chars().next().map_or(1, char::len_utf8);
                chars.next();
            }
        }
        tokens.push(Token { kind, start, end, spaced });
        spaced = false;
    }
    tokens
}

/// A hyphen inside a word: letters on both sides, and only one hyphen.
fn joins(head: &str, at: usize) -> bool {
    !head[at + 1..].starts_with(['-', ' '])
}

struct Reader<'t> {
    head: &'t str,
    tokens: &'t [Token],
    at: usize,
    upper_case: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn kind(&self) -> Option<Kind> {
        self.peek().map(|t| t.kind)
    }

    fn eat(&mut self, kind: Kind) -> bool {
        let is = self.kind() == Some(kind);
        self.at += usize::from(is);
        is
    }

    fn word(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |t| &self.head[t.start..t.end])
    }

    fn dateline(&mut self) -> Option<Dateline> {
        let start = self.peek()?.start;
        let mut agency = None;
        let mut place = None;
        let mut region: Option<Span> = None;
        let mut date = None;
        let mut parts = 0;

        let first = self.bracketed_agency(None).or_else(|| self.bare_agency()).or_else(|| self.agency_before_date());
        if let Some(found) = first {
            agency = Some(found);
            // "TASS, May 16."
            if self.eat(Kind::Comma) {
                date = self.date();
            }
        } else {
            date = self.date();
            if date.is_none() {
                place = Some(self.place()?);
                parts = 1;
                // "PARIS/LONDON", "PARIS and LONDON".
                while self.kind() == Some(Kind::Stroke) && self.stroke_is_between_places() {
                    self.at += 1;
                    self.place()?;
                }
            }
            loop {
                let before = self.at;
                let comma = self.eat(Kind::Comma) || self.eat(Kind::Bar) || self.eat(Kind::Stop);
                let named = place.map(|p: Span| p.of(self.head));
                let signed =
                    self.bracketed_agency(named).or_else(|| self.stroke_agency()).or_else(|| self.bare_agency());
                if signed.is_some() {
                    agency = signed;
                    break;
                }
                if date.is_none()
                    && let Some(found) = self.date()
                {
                    date = Some(found);
                    self.time();
                    continue;
                }
                if comma
                    && date.is_none()
                    && let Some(found) = self.place()
                {
                    parts += 1;
                    region = Some(region.map_or(found, |r| r.cover(found)));
                    continue;
                }
                self.at = before;
                break;
            }
        }
        let known = agency.is_some_and(|a| is_agency(a.of(self.head).split('.').next().unwrap_or_default()));
        let delimiter = self.delimiter(known, known || date.is_some());
        let rest = self.peek();
        let end = match delimiter {
            Some(end) => end,
            // "(CNN)The", "BEIJING (Reuters) The".
            None if known && self.tokens.get(self.at.wrapping_sub(1)).is_some_and(|t| t.kind == Kind::Close) => {
                self.tokens[self.at - 1].end
            }
            None => return None,
        };
        let colon =
            delimiter.is_some() && self.tokens.get(self.at.wrapping_sub(1)).is_some_and(|t| t.kind == Kind::Colon);
        let upper_next =
            rest.is_none_or(|t| t.kind != Kind::Word || !self.head[t.start..t.end].starts_with(char::is_lowercase));
        let name = place.map(|p| p.of(self.head)).unwrap_or("");
        let label = LABELS.binary_search(&name.to_lowercase().as_str()).is_ok();
        let in_capitals = words::is_all_capitals(name) && name.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let enough = match (agency, date, place) {
            _ if label => false,
            (Some(_), None, None) => known,
            (Some(_), _, Some(_)) => known || in_capitals || date.is_some(),
            (Some(_), Some(_), None) => true,
            (None, Some(_), Some(_)) => !colon || in_capitals,
            (None, None, Some(_)) if self.upper_case => false,
            (None, None, Some(_)) if in_capitals => upper_next && (!colon || parts == 1),
            (None, None, Some(_)) if colon && upper_next && places::is_city(name) => true,
            (None, None, Some(_)) if colon || !upper_next => false,
            (None, None, Some(_)) => parts >= 2 || self.is_place_by_its_dash(place, end),
            _ => false,
        };
        enough.then_some(Dateline { span: Span::new(start, end), place, region, agency, date })
    }

    /// "Washington — President Biden said": a dash that does not come in a pair, and a capital after it. An aside ("Mr.
    /// Smith — the mayor — said") has another dash in its sentence.
    fn is_place_by_its_dash(&self, place: Option<Span>, end: usize) -> bool {
        let short = place.is_some_and(|p| p.of(self.head).split_whitespace().count() <= 2);
        let after = &self.head[end..];
        let sentence = after.find(". ").map_or(after, |stop| &after[..stop]);
        let next = sentence.trim_start();
        let dash = self.head[..end].trim_end();
        short
            && dash.ends_with(['—', '–'])
            && next.len() < sentence.len()
            && next.starts_with(|c: char| c.is_uppercase())
            && ![" – ", " - ", "—"].iter().any(|dash| sentence.contains(dash))
    }

    /// One to six words with capitals, small connecting words between them, stops of abbreviations inside.
    fn place(&mut self) -> Option<Span> {
        const BETWEEN: [&str; 18] = [
            "al", "and", "aux", "bin", "da", "das", "de", "del", "den", "do", "dos", "du", "el", "la", "of", "sur",
            "the", "upon",
        ];
        let first = self.peek()?;
        let mut end = None;
        let mut at = self.at;
        let mut count = 0;
        while let Some(token) = self.tokens.get(at) {
            let word = &self.head[token.start..token.end];
            match token.kind {
                Kind::Word if words::is_capitalised(word) || word.contains('-') && words::is_all_capitals(word) => {
                    // "Geneva May 16 (…)"
                    if month(word).is_some() && self.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number) {
                        break;
                    }
                    // "Washington CNN —"
                    if end.is_some()
                        && word.len() >= 3
                        && words::is_all_capitals(word)
                        && is_agency(word)
                        && !self.caps_place(first)
                    {
                        break;
                    }
                    count += 1;
                    end = Some(token.end);
                    at += 1;
                    self.at = at;
                    // "St. Louis", "Calif.": the stop belongs to the name when a name or the dateline goes on.
                    if self.tokens.get(at).is_some_and(|t| t.kind == Kind::Stop && !t.spaced) && word.len() <= 5 {
                        let abbreviated = self.tokens.get(at + 1).is_some_and(|t| match t.kind {
                            Kind::Word => words::is_capitalised(&self.head[t.start..t.end]),
                            Kind::Open | Kind::Comma | Kind::Dash => {
                                !matches!(self.head.as_bytes().get(t.start), Some(b'-')) || t.spaced
                            }
                            _ => false,
                        });
                        if abbreviated {
                            end = self.tokens.get(at).map(|t| t.end);
                            at += 1;
                            self.at = at;
                        }
                    }
                }
                Kind::Word if count > 0 && BETWEEN.binary_search(&word).is_ok() => at += 1,
                _ => break,
            }
            if count > PLACE_WORDS {
                return None;
            }
        }
        Some(Span::new(first.start, end?))
    }

    fn caps_place(&self, first: Token) -> bool {
        words::is_all_capitals(&self.head[first.start..first.end])
    }

    fn stroke_is_between_places(&self) -> bool {
        let next = self.word(1);
        words::is_capitalised(next)
            && !(is_agency(next) && self.tokens.get(self.at + 2).is_some_and(|t| t.kind == Kind::Stroke))
    }

    /// "May 16", "Oct. 7, 2023", "4 June 2021", "Thursday, May 16", "2024-05-16".
    fn date(&mut self) -> Option<Span> {
        let from = self.at;
        if is_weekday(self.word(0)) {
            self.at += 1;
            self.eat(Kind::Stop);
            self.eat(Kind::Comma);
        }
        let start = self.peek().map(|t| t.start);
        let found = self.month_and_day().or_else(|| self.iso_date());
        let (Some(start), Some(end)) = (start, found) else {
            self.at = from;
            return None;
        };
        Some(Span::new(start, end))
    }

    fn month_and_day(&mut self) -> Option<usize> {
        let from = self.at;
        let day_first = self.is_day();
        if day_first {
            self.at += 1;
        }
        if month(self.word(0)).is_none() {
            self.at = from;
            return None;
        }
        self.at += 1;
        if self.kind() == Some(Kind::Stop) && self.tokens.get(self.at + 1).is_some_and(|t| t.kind == Kind::Number)
            || day_first
        {
            self.eat(Kind::Stop);
        }
        if !day_first {
            if !self.is_day() {
                self.at = from;
                return None;
            }
            self.at += 1;
        }
        let mut end = self.tokens[self.at - 1].end;
        let comma = self.at + usize::from(self.kind() == Some(Kind::Comma));
        if let Some(year) = self.tokens.get(comma).filter(|t| t.kind == Kind::Number && t.end - t.start == 4) {
            end = year.end;
            self.at = comma + 1;
        }
        Some(end)
    }

    fn is_day(&self) -> bool {
        let word = self.word(0);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
            && matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th")
    }

    /// The tokens of "2024-05-16" are one word: a number with hyphens.
    fn iso_date(&mut self) -> Option<usize> {
        let token = self.peek()?;
        self.head[token.start..token.end].parse::<jiff::civil::Date>().ok()?;
        self.at += 1;
        Some(token.end)
    }

    /// "6:02am EDT", "10.30 GMT" after a date.
    fn time(&mut self) {
        let from = self.at;
        self.eat(Kind::Comma);
        let clock = self.word(0).starts_with(|c: char| c.is_ascii_digit());
        if !clock {
            self.at = from;
            return;
        }
        while let Some(token) = self.peek() {
            let word = &self.head[token.start..token.end];
            let part = match token.kind {
                Kind::Number | Kind::Colon | Kind::Stop => true,
                Kind::Word => {
                    word.starts_with(|c: char| c.is_ascii_digit())
                        || matches!(word.to_ascii_lowercase().as_str(), "am" | "pm" | "a" | "p" | "m")
                        || (word.len() <= 4 && word.ends_with('T') && words::is_all_capitals(word))
                }
                _ => false,
            };
            if !part {
                return;
            }
            self.at += 1;
        }
    }

    /// "(AP)", "(China Daily/ANN)". Not a place's initials ("World Health Organization (WHO)").
    fn bracketed_agency(&mut self, place: Option<&str>) -> Option<Span> {
        if self.kind() != Some(Kind::Open) {
            return None;
        }
        let close = (self.at + 1..self.tokens.len().min(self.at + 9)).find(|&i| self.tokens[i].kind == Kind::Close)?;
        let inner = &self.tokens[self.at + 1..close];
        let (first, last) = (inner.first()?, inner.last()?);
        let span = Span::new(first.start, last.end);
        let name = span.of(self.head);
        let named = inner.iter().all(|t| match t.kind {
            Kind::Word => true,
            Kind::Stroke | Kind::Dash | Kind::Other => true,
            Kind::Stop => is_agency(name),
            _ => false,
        });
        let capital = words::is_capitalised(name) || is_agency(name);
        if !named || !capital || name.chars().count() < 2 || place.is_some_and(|p| is_initials(p, name)) {
            return None;
        }
        self.at = close + 1;
        Some(span)
    }

    /// "/TASS/".
    fn stroke_agency(&mut self) -> Option<Span> {
        let [open, name, close] = [0, 1, 2].map(|i| self.tokens.get(self.at + i).copied());
        let (open, name, close) = (open?, name?, close?);
        let is = open.kind == Kind::Stroke && close.kind == Kind::Stroke && name.kind == Kind::Word;
        if !is || !words::is_capitalised(&self.head[name.start..name.end]) {
            return None;
        }
        self.at += 3;
        Some(Span::new(name.start, name.end))
    }

    /// "TASS, May 16.": a known agency, a comma and a date.
    fn agency_before_date(&mut self) -> Option<Span> {
        let from = self.at;
        let first = self.peek()?;
        let name = Span::new(first.start, first.end);
        self.at += 1;
        let dated = is_agency(name.of(self.head)) && self.eat(Kind::Comma) && self.date().is_some();
        self.at = if dated { from + 1 } else { from };
        dated.then_some(name)
    }

    /// "AP -", "Washington CNN —", "Tehran, IRNA –": a known agency right before the dash.
    fn bare_agency(&mut self) -> Option<Span> {
        // "INTERFAX.RU -": an agency's address.
        let name = self.peek()?;
        let kinds = [1, 2, 3].map(|i| self.tokens.get(self.at + i).map(|t| (t.kind, t.spaced)));
        if let [Some((Kind::Stop, false)), Some((Kind::Word, false)), Some((Kind::Dash, _))] = kinds
            && words::is_capitalised(self.word(0))
            && is_agency(self.word(0))
        {
            let span = Span::new(name.start, self.tokens.get(self.at + 2)?.end);
            self.at += 3;
            return Some(span);
        }
        for count in [2, 1] {
            let Some(last) = self.tokens.get(self.at + count - 1) else { continue };
            let span = Span::new(self.peek()?.start, last.end);
            let dash = self.tokens.get(self.at + count).is_some_and(|t| t.kind == Kind::Dash);
            if dash && words::is_capitalised(span.of(self.head)) && is_agency(span.of(self.head)) {
                self.at += count;
                return Some(span);
            }
        }
        None
    }

    /// The dash (or colon, or ".-") that ends a dateline; where it ends.
    fn delimiter(&mut self, signed: bool, sure: bool) -> Option<usize> {
        let from = self.at;
        let stop = self.eat(Kind::Stop);
        let token = match self.peek() {
            // "(TASS)." ends there.
            None | Some(_) if stop && signed && self.kind() != Some(Kind::Dash) => {
                return self.tokens.get(from).map(|t| t.end);
            }
            Some(token) => token,
            None => return None,
        };
        let mark = &self.head[token.start..token.end];
        let after_space = self.head[token.end..].starts_with(char::is_whitespace);
        let ends = token.end == self.head.len();
        let delimits = match token.kind {
            Kind::Dash if matches!(mark, "-" | "_") => {
                token.spaced && (after_space || ends || sure) || ((after_space || ends) && sure)
            }
            Kind::Dash => true,
            Kind::Colon => after_space && !stop,
            _ => false,
        };
        if !delimits {
            self.at = from;
            return None;
        }
        self.at += 1;
        Some(token.end)
    }
}

/// True for the name of a news agency or broadcaster.
pub(super) fn is_agency(name: &str) -> bool {
    name.len() <= 28 && AGENCIES.binary_search(&name.to_lowercase().as_str()).is_ok()
}

/// True when `short` is made of the first letters of the words of `long`.
fn is_initials(long: &str, short: &str) -> bool {
    let initials = long.split_whitespace().filter(|w| words::is_capitalised(w)).filter_map(|w| w.chars().next());
    initials.flat_map(char::to_uppercase).eq(short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Place, region, agency, date, what follows.
    fn read(text: &str) -> Option<[&str; 5]> {
        let d = parse(text, Span::new(0, text.len()), words::is_upper_case(text))?;
        let of = |s: Option<Span>| s.map_or("", |s| s.of(text));
        Some([of(d.place), of(d.region), of(d.agency), of(d.date), text[d.span.end..].trim_start()])
    }

    #[test]
    fn agencies_forms() {
        for (text, expected) in [
            ("BEIJING (AP) — On Thursday", ["BEIJING", "", "AP", "", "On Thursday"]),
            ("WASHINGTON, Feb 26 - The dollar", ["WASHINGTON", "", "", "Feb 26", "The dollar"]),
            ("PARIS/LONDON (Reuters) - Talks", ["PARIS", "", "Reuters", "", "Talks"]),
            ("BAGHDAD, Iraq, March 3 (Xinhua) -- Five", ["BAGHDAD", "Iraq", "Xinhua", "March 3", "Five"]),
            ("Geneva, 4 June 2021 – The envoy", ["Geneva", "", "", "4 June 2021", "The envoy"]),
            ("AP - A company", ["", "", "AP", "", "A company"]),
            ("Reuters - Short-sellers", ["", "", "Reuters", "", "Short-sellers"]),
            ("(CNN) -- The", ["", "", "CNN", "", "The"]),
            ("(CNN)The president", ["", "", "CNN", "", "The president"]),
            ("Washington (CNN)President", ["Washington", "", "CNN", "", "President"]),
            ("Washington CNN  — The", ["Washington", "", "CNN", "", "The"]),
            ("NEW YORK, Dec. 22 (UPI) — Chelsea", ["NEW YORK", "", "UPI", "Dec. 22", "Chelsea"]),
            ("Philadelphia (AFP) – US", ["Philadelphia", "", "AFP", "", "US"]),
            ("MOSCOW, May 16. /TASS/. Russia", ["MOSCOW", "", "TASS", "May 16", "Russia"]),
            ("MOSCOW. May 16 (Interfax) - Russia", ["MOSCOW", "", "Interfax", "May 16", "Russia"]),
            ("Madrid, Mar 3 (EFE).- Spain", ["Madrid", "", "EFE", "Mar 3", "Spain"]),
            ("EDGARTOWN, Mass. (AP) — The", ["EDGARTOWN", "Mass.", "AP", "", "The"]),
            ("ST. PETERSBURG, Russia (AP) _ The", ["ST. PETERSBURG", "Russia", "AP", "", "The"]),
            ("UNITED NATIONS, Oct. 7, 2023 (Xinhua) -- The", ["UNITED NATIONS", "", "Xinhua", "Oct. 7, 2023", "The"]),
            ("KABUL, Afghanistan — A bomb", ["KABUL", "Afghanistan", "", "", "A bomb"]),
            ("WASHINGTON -- President", ["WASHINGTON", "", "", "", "President"]),
            ("NEW DELHI: The government", ["NEW DELHI", "", "", "", "The government"]),
            ("Evansville, Indiana, United States - This", ["Evansville", "Indiana, United States", "", "", "This"]),
            ("BEIJING | Thu May 16, 2024 6:02am EDT (Reuters) - Xi", ["BEIJING", "", "Reuters", "May 16, 2024", "Xi"]),
            ("May 16 (Reuters) - Apple said", ["", "", "Reuters", "May 16", "Apple said"]),
            ("SPACE.com - x", ["", "", "", "", ""]),
            ("Washington — President Biden said so.", ["Washington", "", "", "", "President Biden said so."]),
            ("AP - TORONTO, Canada -- A second", ["TORONTO", "Canada", "AP", "", "A second"]),
            ("RIO DE JANEIRO, May 16 - Brazil", ["RIO DE JANEIRO", "", "", "May 16", "Brazil"]),
            ("Rio de Janeiro (dpa) - Brazil", ["Rio de Janeiro", "", "dpa", "", "Brazil"]),
            ("Tehran, May 16, IRNA – Iran", ["Tehran", "", "IRNA", "May 16", "Iran"]),
            ("Moscow. May 16. INTERFAX.RU - Russia", ["Moscow", "", "INTERFAX.RU", "May 16", "Russia"]),
            ("TASS, May 16. Russia", ["", "", "TASS", "May 16", "Russia"]),
            ("TASS, May 16 - Russia", ["", "", "TASS", "May 16", "Russia"]),
            ("Paris: The government", ["Paris", "", "", "", "The government"]),
            ("TORONTO, March 11 - ", ["TORONTO", "", "", "March 11", ""]),
        ] {
            let found = read(text);
            if expected.iter().all(|part| part.is_empty()) {
                assert_eq!(found, None, "{text}");
            } else {
                assert_eq!(found, Some(expected), "{text}");
            }
        }
    }

    #[test]
    fn prose_with_dashes_and_brackets_is_none() {
        for text in [
            "Donald Trump — the Republican nominee — said",
            "Biden: We will win",
            "TASS, a Russian agency, said",
            "TASS, May 16 being a holiday, said",
            "The World Health Organization (WHO) – the UN body – said",
            "World Health Organization (WHO) – the UN body – said",
            "Marco Rubio (R-Fla.) – the senator",
            "Barack Obama – America's first black president – said",
            "EXCLUSIVE - The president",
            "UPDATE 1 - The president",
            "On Thursday - after days of talks - the",
            "BEIJING-The",
            "In May 2024 - the year of",
            "Geneva – the city of peace",
            "He (John) - the father",
            "WHO SAYS SO - NOBODY KNOWS",
            "— Obama",
            "1987 - the year",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn text_in_capitals_needs_an_agency_or_a_date() {
        assert_eq!(read("TALKS END IN GENEVA - ENVOY SAYS ALL IS WELL"), None);
        assert_eq!(read("GENEVA (AP) - TALKS END"), Some(["GENEVA", "", "AP", "", "TALKS END"]));
        assert_eq!(read("GENEVA, MAY 3 - TALKS END"), Some(["GENEVA", "", "", "MAY 3", "TALKS END"]));
    }
}
