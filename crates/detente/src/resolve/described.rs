//! Known names inside a description: "the Lebanese armed group Hezbollah", "the bellicose Kremlin".

use super::country::Country;
use super::knowledge::{Geonym, GeonymKind, RoleKind};
use super::phrase::{Piece, is_preposition};
use super::resolver::{ANY_KIND, Resolver};

/// Names that stand for a state by themselves.
const STATES: [GeonymKind; 3] = [GeonymKind::State, GeonymKind::Capital, GeonymKind::Seat];

/// True for two states that are not one.
pub(super) fn differ(a: Option<Country>, b: Option<Country>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.is_state() && b.is_state() && a != b)
}

impl Resolver<'_> {
    /// The row that the words describe: a name at their end with a nationality, a kind of body or small words before it,
    /// or one before a word that says no more than that it is a body ("the Hamas group", "G-20 group of economies").
    pub(super) fn described(&self, i: usize, whose: Option<Country>) -> Option<usize> {
        let at = self.describes(i, |piece| matches!(piece, Piece::Organisation(_)))?;
        let phrase = &self.readings[i].phrase;
        let Piece::Organisation(ids) = phrase.segments[at].piece else { return None };
        let row = self.row_inside(i, phrase.segments[at].words.clone(), ids)?;
        let country = self.knowledge.organisations.get(row)?.country;
        self.may_be_of(i, whose, country).then_some(row)
    }

    /// True when neither the possessor's state nor any that the words name speaks against `country`.
    pub(super) fn may_be_of(&self, i: usize, whose: Option<Country>, country: Option<Country>) -> bool {
        let geonyms = self.readings[i].phrase.geonyms();
        let mut said = geonyms.map(|(_, m)| self.scene.meaning(m, &ANY_KIND).and_then(|g| g.country));
        !differ(whose, country) && !said.any(|c| differ(c, country))
    }

    /// The first segment that `is` one, when all other words describe it.
    pub(super) fn describes(&self, i: usize, is: impl Fn(&Piece) -> bool) -> Option<usize> {
        let phrase = &self.readings[i].phrase;
        let at = phrase.segments.iter().position(|s| is(&s.piece))?;
        let before = phrase.segments[..at].iter().all(|s| match s.piece {
            Piece::Role(role) => role.kind != RoleKind::Person,
            Piece::Other => {
                let word = &phrase.words[s.words.start];
                !word.is_capital() && !is_preposition(&word.key) && !matches!(word.key.as_str(), "and" | "or")
            }
            Piece::Geonym(_) | Piece::Aside | Piece::Number(_) => true,
            _ => false,
        });
        // Capitals behind it would be a body of its own: "U.N. Human Rights Office".
        let behind = match phrase.head().filter(|(h, _)| *h > at) {
            None => at + 1 == phrase.segments.len(),
            Some((h, role)) => {
                let words = phrase.segments[at].words.end..phrase.segments[h].words.end;
                let bare = role.takes && role.kind == RoleKind::Body && !phrase.is_plural();
                bare && phrase.words[words].iter().all(|w| !w.is_capital())
            }
        };
        (before && behind).then_some(at)
    }

    /// The state that a mention of another kind names, alone or behind small words: "DPRK", "the bellicose Kremlin".
    pub(super) fn state_in(&self, i: usize) -> Option<Geonym> {
        let phrase = &self.readings[i].phrase;
        let (last, before) = phrase.segments.split_last()?;
        let small = before.iter().all(|s| {
            matches!(s.piece, Piece::Aside)
                || matches!(s.piece, Piece::Other) && !phrase.words[s.words.start].is_capital()
        });
        let clear = small && before.iter().all(|s| !is_preposition(&phrase.words[s.words.start].key));
        let meaning = self.geonym(&phrase.key(last.words.clone()), &STATES).filter(|_| clear)?;
        meaning.country.is_some().then_some(meaning)
    }
}
