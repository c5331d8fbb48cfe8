//! Whose a role or body is, and in which sector: by its own words, its possessor, and what it is of.

use super::country::Country;
use super::described::differ;
use super::knowledge::{GeonymKind, Role, RoleKind};
use super::phrase::{Phrase, Piece, Segment, is_office};
use super::reading::Link;
use super::resolver::{ANY_KIND, Resolver};
use crate::ontology::{EntityKind, MentionKind, Sector};

impl Resolver<'_> {
    /// Country and sectors the words of a group, organisation or titled person say, its possessor and complement included.
    pub(super) fn role_of(&self, i: usize) -> (Option<Country>, Vec<Sector>) {
        let reading = &self.readings[i];
        let phrase = &reading.phrase;
        let person = reading.kind == MentionKind::Person;
        let head = phrase.head().map(|(_, r)| r);
        let relation = head.filter(|r| r.relational);
        let whose = self.person_inside(i);
        // "PTI activists" behind "Pakistan Tehreek-e-Insaf (PTI)": what the report calls so goes before the tables.
        let called = self.called_in_report(i);
        // "Santos aides" are not the company's where the report speaks of a Santos.
        let own =
            self.body_inside(i).filter(|_| called.is_none()).filter(|b| whose.as_ref().is_none_or(|w| w.at != b.at));
        let end = phrase.name_start();
        let linked = reading.possessor.map(|p| (p, true)).or(match reading.complement {
            Some((Link::Of, c)) => Some((c, false)),
            _ => None,
        });
        let named = self.named_inside(i, linked.filter(|l| l.1).map(|l| l.0));
        let officer = head.is_some_and(|r| r.sectors.iter().any(|s| is_office(*s)));
        let titled = head.is_some_and(|_| !person || end > 0);
        let (linked_country, linked_sectors) = match linked {
            Some((j, _)) if relation.is_some_and(|r| !self.lends(r, j)) => (None, None),
            Some((j, possessive)) if titled || possessive || person => {
                (self.linked_country(j), self.body_of(j, officer))
            }
            _ => (None, None),
        };
        let of_body = called.as_ref().map(|c| c.sectors.as_slice()).or(own.as_ref().and_then(|o| o.sectors));
        let mut sectors = phrase.sectors(of_body);
        // "the leader of Hamas", "NATO's spokesman": what the body is; "Navalny aide": what he is.
        let heads = self.heads_body(i);
        let decides = head.is_some_and(|r| r.takes || heads)
            && own.is_none()
            && called.is_none()
            && !phrase.segments.iter().enumerate().any(|(at, s)| {
                let other = phrase.head().is_none_or(|(head, _)| head != at);
                other && matches!(s.piece, Piece::Role(r) if !r.takes)
            });
        let modifier = || whose.as_ref().filter(|_| officer).map(|w| w.sectors.clone());
        // Whoever heads a body of unknown kind is no government.
        let told = |s: &Vec<Sector>| heads || !s.is_empty();
        if decides && let Some(theirs) = linked_sectors.or_else(modifier).filter(told) {
            sectors = if phrase.is_former() { vec![Sector::Eli] } else { theirs };
        }
        if let Some(role) = relation
            && !self.says_who(i, role)
        {
            // "Iran's enemies" may be anybody; only an office goes with the word itself ("counterpart").
            let inside = named.is_some() || own.is_some() || called.is_some();
            let stated = linked.is_some_and(|(j, _)| !self.lends(role, j)) || inside;
            if stated {
                sectors.retain(|s| is_office(*s) && role.sectors.contains(s));
            }
            let country = whose.and_then(|w| w.country).or(linked_country);
            return (country.filter(|_| !inside), sectors);
        }
        // "Germany's Foreign Office" is not Britain's, though a row has the name.
        let alone = phrase.segments.len() == 1;
        let country = named
            .or_else(|| called.and_then(|c| c.country))
            .or_else(|| own.as_ref().and_then(|o| o.country).filter(|c| !(alone && differ(Some(*c), linked_country))))
            .or_else(|| whose.and_then(|w| w.country))
            .or_else(|| self.place_inside(i))
            .or(linked_country)
            .or_else(|| match reading.complement {
                Some((Link::In, c)) if !person => self.linked_country(c),
                _ => None,
            });
        (country, sectors)
    }

    /// True when mention `i` heads a body that is no state's: "president of the teachers' union", "the charity's director".
    pub(super) fn heads_body(&self, i: usize) -> bool {
        let reading = &self.readings[i];
        let Some((_, role)) = reading.phrase.head() else { return false };
        let heads = role.takes && role.kind == RoleKind::Person || HEADS.contains(&role.lemma.as_str());
        let body = reading.possessor.or(match reading.complement {
            Some((Link::Of, c)) => Some(c),
            _ => None,
        });
        let Some(body) = body.filter(|_| heads && !role.relational) else { return false };
        let theirs = &self.readings[body];
        let sectors = self.body_of(body, false).unwrap_or_default();
        matches!(theirs.kind, MentionKind::Organization | MentionKind::Group)
            && !sectors.iter().any(|s| is_office(*s))
            && theirs.phrase.geonyms().next().is_none()
    }

    /// The body that initials before a role mean in this report: "PTI" of "12 PTI activists".
    fn called_in_report(&self, i: usize) -> Option<Modifier> {
        let phrase = &self.readings[i].phrase;
        let (head, _) = phrase.head()?;
        let initials = |word: &&super::phrase::Word| {
            let letters = super::phrase::without_possessive(word.text);
            letters.len() >= 2 && letters.chars().all(char::is_uppercase)
        };
        let before = phrase.segments.iter().take(head).flat_map(|s| &phrase.words[s.words.clone()]);
        before.filter(initials).find_map(|word| {
            let known = ["name", "initials"].iter().find_map(|how| self.known(&format!("{how} {}", word.key)))?;
            let draft = &self.drafts[known];
            let told = draft.kind == EntityKind::Organization && (draft.country.is_some() || !draft.sectors.is_empty());
            told.then(|| Modifier { at: 0, country: draft.country, sectors: draft.sectors.clone() })
        })
    }

    /// The country a state's name, adjective or capital inside the words gives.
    ///
    /// A capital is where a body sits: "Chad's Paris embassy" is Chad's, whose it is going first.
    fn named_inside(&self, i: usize, possessor: Option<usize>) -> Option<Country> {
        let reading = &self.readings[i];
        let end = if reading.kind == MentionKind::Person { reading.phrase.name_start() } else { usize::MAX };
        let inside = reading.phrase.geonyms().filter(|(s, _)| s.words.end <= end);
        let meaning = inside.filter_map(|(_, meanings)| self.scene.meaning(meanings, &ANY_KIND)).next()?;
        let seat = (meaning.kind == GeonymKind::Capital).then_some(possessor).flatten();
        seat.and_then(|p| self.linked_country(p)).or(meaning.country)
    }

    /// The country a mention lends to what belongs to it.
    fn linked_country(&self, j: usize) -> Option<Country> {
        let owner = || {
            let theirs = self.readings[j].possessor?;
            (theirs < j).then(|| self.country_of(theirs)).flatten()
        };
        // "a spokesman for the border service in Dushanbe", which has not been linked yet.
        let seat = || {
            let (_, place) = self.readings[j].complement?;
            let lies = matches!(self.readings[place].kind, MentionKind::Place | MentionKind::State);
            let body = matches!(self.readings[j].kind, MentionKind::Organization | MentionKind::Group);
            (lies && body && self.entities_of[j].is_empty()).then(|| self.country_of(place)).flatten()
        };
        self.country_of(j).or_else(owner).or_else(seat)
    }

    /// The sectors of an organisation or group another mention is of; those of a person for a role that is an office's
    /// ("the president's spokeswoman", not "the president's supporters").
    fn body_of(&self, j: usize, office: bool) -> Option<Vec<Sector>> {
        let lends = |kind| match kind {
            EntityKind::Organization | EntityKind::Group => true,
            EntityKind::Person => office,
            _ => false,
        };
        if let Some(&entity) = self.entities_of[j].first() {
            let draft = &self.drafts[entity];
            return lends(draft.kind).then(|| draft.sectors.clone());
        }
        let reading = &self.readings[j];
        match reading.kind {
            MentionKind::Organization | MentionKind::Group => {
                Some(reading.phrase.sectors(self.body_inside(j).and_then(|o| o.sectors)))
            }
            MentionKind::Person if office => self.person_at(j).map(|p| self.persons.sectors(p).to_vec()),
            _ => None,
        }
    }

    /// A person named before a role: "Machado supporters", "the Morales government".
    fn person_inside(&self, i: usize) -> Option<Modifier> {
        let phrase = &self.readings[i].phrase;
        if self.readings[i].kind == MentionKind::Person {
            return None;
        }
        let (head, role) = phrase.head()?;
        capitals(phrase, head).find_map(|words| {
            let at = words.start;
            let key = phrase.key(words);
            let (country, sectors) = self.person_called(&key)?;
            // "Hamas leaders": the body, though somebody may be called so.
            let body = phrase.organisations().is_some_and(|(s, _)| s.words.start == at);
            if body && !self.persons.is_named(&key) {
                return None;
            }
            Some(Modifier { at, country, sectors: if role.takes { sectors } else { Vec::new() } })
        })
    }

    /// The country of a town or province named before a role: "Los Angeles police", "Florida Rep. X".
    fn place_inside(&self, i: usize) -> Option<Country> {
        let phrase = &self.readings[i].phrase;
        let end = if self.readings[i].kind == MentionKind::Person {
            phrase.segments.iter().position(|s| s.words.start >= phrase.name_start()).unwrap_or(0)
        } else {
            phrase.head()?.0
        };
        capitals(phrase, end)
            .filter(|words| !phrase.segments.iter().any(|s| s.words == *words && !matches!(s.piece, Piece::Other)))
            .find_map(|words| self.town_inside(&phrase.key(words)))
    }

    /// The country of a town inside other words. Most names are some town's somewhere: it must be a large one, or lie in
    /// a state the report speaks of.
    pub(super) fn town_inside(&self, key: &str) -> Option<Country> {
        let country = self.town_country(key)?;
        let large = || self.knowledge.places.of(key).iter().any(|p| p.country == country && p.population >= 500_000);
        (self.scene.weight(country) > 0.0 || large()).then_some(country)
    }
}

/// Offices of states and of bodies alike.
const HEADS: &[&str] = &["president", "vice president", "secretary", "general secretary", "treasurer", "leader"];

/// Somebody that stands before a role, from word `at` on.
struct Modifier {
    at: usize,
    country: Option<Country>,
    sectors: Vec<Sector>,
}

/// Runs of capitalised words before segment `end` that are no roles or states: as names of persons, bodies or towns.
fn capitals<'p>(phrase: &'p Phrase, end: usize) -> impl Iterator<Item = std::ops::Range<usize>> + use<'p> {
    let open = |s: &Segment| match s.piece {
        Piece::Other => phrase.words[s.words.start].is_capital(),
        _ => false,
    };
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for segment in &phrase.segments[..end] {
        if matches!(segment.piece, Piece::Organisation(_)) {
            runs.push(segment.words.clone());
        } else if open(segment) {
            match runs.last_mut().filter(|r| r.end == segment.words.start) {
                Some(run) => run.end = segment.words.end,
                None => runs.push(segment.words.clone()),
            }
        }
    }
    runs.into_iter()
}

/// True when a relational role takes sector and country of its own from the words before it.
pub(super) fn has_office(role: &Role) -> bool {
    !role.sectors.is_empty()
}
