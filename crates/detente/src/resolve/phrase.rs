//! The words of a mention, and which of them name a state, an organisation, a role.

use super::dictionary::Own;
use super::knowledge::{Feature, Geonym, GeonymKind, Knowledge, Role, RoleKind};
use super::name::fold;
use super::own::Names;
use super::title;
use crate::ontology::Sector;
use std::ops::Range;

/// Longest mention that is taken apart, in words; of a longer one the rest is left as it is.
const MOST_WORDS: usize = 60;

/// A word of a mention.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    /// As written, without possessive 's.
    pub(super) text: &'t str,
    /// Folded.
    pub(super) key: String,
    /// True when a hyphen ties it to the word before.
    pub(super) tied: bool,
    /// True when it had a possessive 's.
    pub(super) owns: bool,
}

impl Word<'_> {
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_alphabetic())
    }
}

/// What a stretch of words is.
#[derive(Debug, Clone)]
pub(super) enum Piece<'k> {
    /// A state, region, people, or their adjective.
    Geonym(&'k [Geonym]),
    /// Rows of the table of organisations.
    Organisation(&'k [usize]),
    /// An entry of the user's own.
    Own(Own<'k>),
    /// A role or body.
    Role(&'k Role),
    /// "former", "ex-", "ousted".
    Former,
    /// "Mr.", "Dr.", "Gen.": titles that are not roles; with the sectors they speak for.
    Title(&'static [Sector]),
    /// A number.
    Number(u32),
    /// "pro-Russian", "Iran-backed": names a state that it does not belong to.
    Aside,
    /// Anything else.
    Other,
}

/// A stretch of words and what it is.
#[derive(Debug, Clone)]
pub(super) struct Segment<'k> {
    pub(super) words: Range<usize>,
    pub(super) piece: Piece<'k>,
}

/// A mention's words in segments.
#[derive(Debug, Clone)]
pub(super) struct Phrase<'t, 'k> {
    pub(super) words: Vec<Word<'t>>,
    pub(super) segments: Vec<Segment<'k>>,
    /// Where the name of a person begins; for others the number of words.
    name_start: usize,
    /// True when the word left of the mention says that it is over: "ousted [President X]".
    pub(super) former_before: bool,
}

/// Words that say that an office is over.
pub(super) const FORMER: &[&str] =
    &["former", "ex", "late", "ousted", "deposed", "retired", "erstwhile", "onetime", "disgraced", "exiled", "toppled"];
const ASIDE_AFTER: &[&str] = &[
    "backed",
    "allied",
    "aligned",
    "supported",
    "trained",
    "funded",
    "linked",
    "sponsored",
    "armed",
    "made",
    "built",
    "supplied",
    "speaking",
    "occupied",
    "held",
    "controlled",
    "friendly",
    "born",
    "brokered",
    "installed",
    "financed",
    "imposed",
    "affiliated",
    "inspired",
    "equipped",
    "designated",
    "sanctioned",
    "educated",
    "style",
    "bound",
];
const ASIDE_BEFORE: &[&str] = &["pro", "anti", "non", "counter", "inter", "trans", "pan", "cross"];

fn title(key: &str) -> Option<&'static [Sector]> {
    Some(match key {
        "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "lord" | "lady" | "dame" | "hon" | "honourable" | "madam"
        | "herr" | "senor" | "comrade" | "monsieur" | "hajj" | "haji" | "baron" | "baroness" | "count" | "duke"
        | "duchess" | "viscount" | "marquess" => &[],
        "gen" | "lt" | "col" | "maj" | "capt" | "sgt" | "cpl" | "pvt" | "adm" | "cmdr" | "brig" | "cmdt" | "spc"
        | "vadm" => &[Sector::Mil],
        "sen" | "rep" | "congr" => &[Sector::Leg],
        "gov" | "amb" | "pres" | "pm" => &[Sector::Gov],
        "rev" | "fr" | "msgr" => &[Sector::Rel],
        "prof" => &[Sector::Edu],
        "insp" | "supt" | "det" => &[Sector::Cop],
        _ => return None,
    })
}

fn number(key: &str) -> Option<u32> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(at) = WORDS.iter().position(|w| *w == key) {
        return Some(at as u32 + 1);
    }
    match key {
        "both" => Some(2),
        "dozen" | "dozens" | "scores" | "hundreds" | "thousands" | "several" | "many" | "some" => None,
        _ => key.chars().all(|c| c.is_ascii_digit()).then(|| key.parse().ok()).flatten(),
    }
}

/// The words of a text, parted at white space and hyphens.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    for chunk in text.split_whitespace() {
        let mut tied = false;
        for part in chunk.split(['-', '–', '‑', '/']) {
            let part = part.trim_matches(|c: char| matches!(c, ',' | '"' | '“' | '”' | '(' | ')' | ';' | ':'));
            let bare = without_possessive(part);
            let key = fold(bare);
            if key.is_empty() {
                tied = true;
                continue;
            }
            // Folding may part a word ("A&M"): its key then has blanks, which only costs a missed match.
            out.push(Word { text: bare, key, tied, owns: bare.len() < part.len() });
            tied = true;
            if out.len() >= MOST_WORDS {
                return out;
            }
        }
    }
    out
}

/// A word without 's or ’s at its end.
pub(super) fn without_possessive(word: &str) -> &str {
    for mark in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(mark) {
            return stem;
        }
    }
    word.strip_suffix(['\'', '’']).unwrap_or(word)
}

impl<'t, 'k> Phrase<'t, 'k> {
    /// A mention that is not taken apart.
    pub(super) fn none() -> Phrase<'t, 'k> {
        Phrase { words: Vec::new(), segments: Vec::new(), name_start: 0, former_before: false }
    }

    /// Takes a mention's text apart, the longest known stretch first from left to right.
    pub(super) fn read(text: &'t str, person: bool, names: Names<'k>) -> Phrase<'t, 'k> {
        let words = words(text);
        let knowledge = names.knowledge;
        let longest = knowledge.geonyms.longest().max(knowledge.organisations.longest()).max(knowledge.roles.longest());
        let longest = longest.max(names.dictionary.longest());
        let mut segments: Vec<Segment<'k>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (length, piece) = longest_piece(&words[at..], longest, names);
            segments.push(Segment { words: at..at + length, piece });
            at += length;
        }
        let name_start = words.len();
        let mut phrase = Phrase { words, segments, name_start, former_before: false };
        phrase.set_asides();
        phrase.set_regions(knowledge);
        phrase.set_ranks(person);
        if person {
            phrase.name_start = title::name_start(&phrase, knowledge);
            phrase.set_name();
        }
        phrase
    }

    /// Where the name of a person begins: behind titles, roles, nationalities and organisations.
    pub(super) fn name_start(&self) -> usize {
        self.name_start
    }

    /// "New Mexico", "East Azerbaijan": a region whose name has a state's name in it is not that state.
    fn set_regions(&mut self, knowledge: &Knowledge) {
        for i in 1..self.segments.len() {
            let (before, state) = (&self.segments[i - 1], &self.segments[i]);
            let Piece::Geonym(meanings) = state.piece else { continue };
            if !matches!(before.piece, Piece::Other) || !self.words[before.words.start].is_capital() {
                continue;
            }
            // "Central Serbia" is in Serbia all the same.
            let places = knowledge.places.of(&self.key(before.words.start..state.words.end));
            let regions = || places.iter().filter(|p| p.feature == Feature::Region);
            if regions().any(|_| true) && !regions().any(|p| meanings.iter().any(|g| g.country == Some(p.country))) {
                self.segments[i].piece = Piece::Other;
            }
        }
    }

    /// What stands in a person's name is no state and no organisation: "Taylor Swift", "Jordan Bardella".
    fn set_name(&mut self) {
        for segment in self.segments.iter_mut().filter(|s| s.words.start >= self.name_start) {
            if matches!(segment.piece, Piece::Geonym(_) | Piece::Organisation(_) | Piece::Own(_)) {
                segment.piece = Piece::Other;
            }
        }
    }

    /// Takes the role from words that are adjectives where another word follows: "two major candidates", "elite force".
    /// Before a person's name "major" is a rank.
    fn set_ranks(&mut self, person: bool) {
        for i in 0..self.segments.len() {
            let alone = matches!(self.segments[i].piece, Piece::Role(role) if role.alone);
            let Some(next) = self.segments.get(i + 1).filter(|_| alone) else { continue };
            let word = &self.words[next.words.start];
            let named = person
                && word.is_capital()
                && matches!(next.piece, Piece::Other | Piece::Organisation(_) | Piece::Own(_));
            if !named && !is_preposition(&word.key) {
                self.segments[i].piece = Piece::Other;
            }
        }
    }

    /// Turns "Iran" of "Iran-backed" and "Russian" of "pro-Russian" into asides.
    fn set_asides(&mut self) {
        for i in 0..self.segments.len() {
            if !matches!(self.segments[i].piece, Piece::Geonym(_) | Piece::Organisation(_) | Piece::Own(_)) {
                continue;
            }
            let Range { start, end } = self.segments[i].words;
            let after = self.words.get(end).is_some_and(|w| w.tied && ASIDE_AFTER.contains(&w.key.as_str()));
            let before =
                start > 0 && self.words[start].tied && ASIDE_BEFORE.contains(&self.words[start - 1].key.as_str());
            if after || before {
                self.segments[i].piece = Piece::Aside;
            }
        }
    }

    /// The words of a stretch as one key.
    pub(super) fn key(&self, words: Range<usize>) -> String {
        let keys: Vec<&str> = self.words[words].iter().map(|w| w.key.as_str()).collect();
        keys.join(" ")
    }

    /// All words as one key.
    pub(super) fn whole(&self) -> String {
        self.key(0..self.words.len())
    }

    /// The segment that decides what the mention is: the last role; before "of" in a name ("Ministry of Defence").
    pub(super) fn head(&self) -> Option<(usize, &'k Role)> {
        let role = |i: usize| match self.segments[i].piece {
            Piece::Role(role) => Some((i, role)),
            _ => None,
        };
        let of = self.segments.iter().position(|s| is_preposition(&self.words[s.words.start].key));
        if let Some(of) = of
            && let Some(found) = (0..of).rev().find_map(role)
        {
            return Some(found);
        }
        (0..self.segments.len()).rev().find_map(role)
    }

    /// True when "former", "ex-" or the like stands before the head, and not behind it.
    pub(super) fn is_former(&self) -> bool {
        if self.former_before {
            return true;
        }
        let end = self.head().map_or(self.segments.len(), |(i, _)| i);
        self.segments[..end].iter().any(|s| matches!(s.piece, Piece::Former))
    }

    /// A number before the head.
    pub(super) fn number(&self) -> Option<u32> {
        self.segments.iter().find_map(|s| match s.piece {
            Piece::Number(n) => Some(n),
            _ => None,
        })
    }

    /// Geonym segments in order.
    pub(super) fn geonyms(&self) -> impl Iterator<Item = (&Segment<'k>, &'k [Geonym])> {
        self.segments.iter().filter_map(|s| match s.piece {
            Piece::Geonym(meanings) => Some((s, meanings)),
            _ => None,
        })
    }

    /// The first organisation named inside.
    pub(super) fn organisations(&self) -> Option<(&Segment<'k>, &'k [usize])> {
        self.segments.iter().find_map(|s| match s.piece {
            Piece::Organisation(ids) => Some((s, ids)),
            _ => None,
        })
    }

    /// The first entry of the user's own inside.
    pub(super) fn own(&self) -> Option<(&Segment<'k>, Own<'k>)> {
        self.segments.iter().find_map(|s| match s.piece {
            Piece::Own(own) => Some((s, own)),
            _ => None,
        })
    }

    /// True when an organisation or an entry of the user's own is named inside.
    pub(super) fn names_body(&self) -> bool {
        self.segments.iter().any(|s| matches!(s.piece, Piece::Organisation(_) | Piece::Own(_)))
    }

    /// The sectors its words say, the head's first; empty when they say none.
    pub(super) fn sectors(&self, organisation: Option<&[Sector]>) -> Vec<Sector> {
        let of_organisation = || organisation.map(<[Sector]>::to_vec).unwrap_or_default();
        let mut out = match self.head() {
            Some((at, head)) => self.headed(at, head, organisation),
            None => {
                let titled = self.segments.iter().find_map(|s| match s.piece {
                    Piece::Title(sectors) if !sectors.is_empty() => Some(sectors.to_vec()),
                    _ => None,
                });
                titled.unwrap_or_else(of_organisation)
            }
        };
        if out.is_empty() {
            out = self
                .geonyms()
                .flat_map(|(_, g)| g)
                .find(|g| !g.sectors.is_empty() && g.kind == GeonymKind::Ethnic)
                .map(|g| g.sectors.clone())
                .unwrap_or_default();
        }
        if self.is_former() && out.iter().any(|s| is_office(*s)) {
            out = vec![Sector::Eli];
        }
        if self.geonyms().any(|(_, g)| g.iter().any(|g| g.sectors.contains(&Sector::Pre)))
            && !out.contains(&Sector::Pre)
        {
            out.push(Sector::Pre);
        }
        out
    }

    fn headed(&self, at: usize, head: &Role, organisation: Option<&[Sector]>) -> Vec<Sector> {
        // "border police commander": a commander of whatever stands nearest before.
        let before = || {
            self.segments[..at].iter().rev().find_map(|s| match s.piece {
                Piece::Role(role) if !role.takes && !role.sectors.is_empty() => Some(role.sectors.clone()),
                _ => None,
            })
        };
        // "chief of police", "leader of the opposition" inside a name.
        let after = || {
            self.segments[at + 1..].iter().find_map(|s| match s.piece {
                Piece::Role(role) if !role.sectors.is_empty() => Some(role.sectors.clone()),
                _ => None,
            })
        };
        if head.takes {
            return before()
                .or_else(|| organisation.map(<[Sector]>::to_vec))
                .or_else(after)
                .unwrap_or_else(|| head.sectors.clone());
        }
        let modifiers = before().unwrap_or_default();
        let armed = [Sector::Reb, Sector::Prm, Sector::Mil];
        let fights = |s: &[Sector]| s.iter().any(|x| [Sector::Mil, Sector::Uaf].contains(x));
        // "rebel soldiers" are rebels, "Hamas gunmen" are what Hamas is.
        if fights(&head.sectors) && modifiers.contains(&Sector::Reb) {
            return vec![Sector::Reb];
        }
        if head.sectors.contains(&Sector::Uaf)
            && let Some(o) = organisation
            && o.iter().any(|s| armed.contains(s))
        {
            return o.to_vec();
        }
        // "opposition lawmakers", "student protesters": both.
        let mut out = head.sectors.clone();
        out.extend(modifiers.into_iter().filter(|s| ADDS.contains(s) && !head.sectors.contains(s)));
        out
    }

    /// True when it stands for several: a plural role, a number above one, plural people.
    pub(super) fn is_plural(&self) -> bool {
        match self.head() {
            Some((at, role)) => {
                let word = &self.words[self.segments[at].words.end - 1].key;
                role.kind == RoleKind::People
                    || role.kind == RoleKind::Body
                        && word != role.lemma.rsplit(' ').next().unwrap_or("")
                        && word.ends_with('s')
            }
            None => {
                self.geonyms().any(|(_, g)| g.iter().any(|g| g.kind == GeonymKind::People))
                    || self.number().is_some_and(|n| n > 1)
            }
        }
    }

    /// True for a number or a word for many and nothing that is counted: "34", "at least three", "dozens".
    pub(super) fn is_bare_count(&self) -> bool {
        const MANY: [&str; 8] = ["dozens", "hundreds", "many", "scores", "several", "tens", "thousands", "others"];
        const ABOUT: [&str; 12] =
            ["about", "almost", "around", "as", "at", "few", "least", "more", "nearly", "of", "over", "than"];
        let counts = |s: &Segment| match s.piece {
            Piece::Number(_) => true,
            _ => MANY.contains(&self.words[s.words.start].key.as_str()),
        };
        let around = |s: &Segment| ABOUT.contains(&self.words[s.words.start].key.as_str());
        self.segments.iter().any(counts) && self.segments.iter().all(|s| counts(s) || around(s))
    }

    /// True when the words name a state's people, faith or the like and no role: "Palestinians", "22 Iraqis".
    pub(super) fn is_people(&self) -> bool {
        let last = self.segments.last().map(|s| &s.piece);
        self.head().is_none() && matches!(last, Some(Piece::Geonym(_)))
    }
}

/// Sectors that add to the head's when they stand before it.
const ADDS: &[Sector] = &[Sector::Opp, Sector::Edu, Sector::Rel, Sector::Pty, Sector::Lab, Sector::Ref];

/// True for words behind which stands what something is of.
pub(super) fn is_preposition(key: &str) -> bool {
    matches!(key, "of" | "for" | "in" | "at" | "to")
}

/// True for sectors whose holders become elites when they leave.
pub(super) fn is_office(sector: Sector) -> bool {
    matches!(sector, Sector::Gov | Sector::Leg | Sector::Jud | Sector::Mil | Sector::Spy | Sector::Cop)
}

fn longest_piece<'k>(words: &[Word], longest: usize, names: Names<'k>) -> (usize, Piece<'k>) {
    let first = &words[0];
    let mut key = String::new();
    let mut best: Option<(usize, Piece<'k>)> = None;
    for (i, word) in words.iter().take(longest).enumerate() {
        if i > 0 {
            key.push(' ');
        }
        key.push_str(&word.key);
        if let Some(piece) = piece_of(&key, first, names) {
            best = Some((i + 1, piece));
        }
    }
    best.unwrap_or((1, Piece::Other))
}

fn piece_of<'k>(key: &str, first: &Word, names: Names<'k>) -> Option<Piece<'k>> {
    if let Some(piece) = names.own_piece(key, first.text) {
        return Some(piece);
    }
    let knowledge = names.knowledge;
    if first.is_capital() {
        let organisations = knowledge.organisations.inside(key, first.text);
        if !organisations.is_empty() {
            return Some(Piece::Organisation(organisations));
        }
        let geonyms = knowledge.geonyms.of(key);
        if !geonyms.is_empty() {
            return Some(Piece::Geonym(geonyms));
        }
    }
    if let Some(role) = names.role(key) {
        return Some(Piece::Role(role));
    }
    if FORMER.contains(&key) {
        return Some(Piece::Former);
    }
    if let Some(sectors) = title(key) {
        return Some(Piece::Title(sectors));
    }
    number(key).map(Piece::Number)
}
