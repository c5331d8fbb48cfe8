//! Leaders and other much-reported persons, with the offices they held and when.

use super::KnowledgeError;
use super::table::{bad, country, first_day, last_day, parts, rows, sectors};
use crate::ontology::Sector;
use crate::resolve::Country;
use crate::resolve::name::{first_word, fold, full_surname, skeleton, surname, without_particle};
use jiff::civil::Date;
use std::collections::HashMap;

/// A row of the table of people.
pub type PersonId = usize;

/// An office and when it was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// What it is called, folded: "prime minister".
    pub title: String,
    /// Sectors where the row says them; else those of the title as a role.
    pub sectors: Vec<Sector>,
    /// First day; `None` when it is not known or long ago.
    pub from: Option<Date>,
    /// Last day; `None` while it lasts.
    pub to: Option<Date>,
}

impl Office {
    /// True when it was held on `day`; without a day, when it is still held.
    pub fn held_on(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t),
            None => self.to.is_none(),
        }
    }

    /// True when it had ended before `day`; without a day, when it has an end.
    pub fn over_by(&self, day: Option<Date>) -> bool {
        match (day, self.to) {
            (Some(day), Some(to)) => to < day,
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }
}

/// A person and what they were.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The name they go by.
    pub name: &'static str,
    /// Their state, or the body they served.
    pub country: Country,
    /// Offices in the order of the table.
    pub offices: Vec<Office>,
    /// Wikidata item.
    pub wikidata: Option<&'static str>,
    /// Single words that are enough to mean them ("Putin"), folded.
    pub bynames: Vec<String>,
    /// True when the row has a surname and dates only.
    pub sparse: bool,
}

impl Person {
    /// Offices held on a day.
    pub fn offices_on(&self, day: Option<Date>) -> impl Iterator<Item = &Office> {
        self.offices.iter().filter(move |o| o.held_on(day))
    }
}

/// All persons.
pub struct People {
    people: Vec<Person>,
    /// Folded full names and aliases of more than one word.
    full: HashMap<String, Vec<PersonId>>,
    /// Folded surnames and bynames.
    short: HashMap<String, Vec<PersonId>>,
    /// Skeletons of full names, for spellings the table does not list.
    sounds: HashMap<String, Vec<PersonId>>,
}

/// States where the family name stands first.
const FAMILY_NAME_FIRST: &[&str] = &["CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "SGP"];

impl People {
    /// Reads the table `leaders`: name, aliases, country, offices, Wikidata item.
    ///
    /// An office is `title FROM..TO`, with its sectors in brackets where the title does not say them.
    ///
    /// # Errors
    /// The first line that is not as expected.
    pub fn read(text: &'static str) -> Result<People, KnowledgeError> {
        let mut all =
            People { people: Vec::new(), full: HashMap::new(), short: HashMap::new(), sounds: HashMap::new() };
        for row in rows("leaders", text, 5) {
            let (line, f) = row?;
            let country = country("leaders", line, f[2])?;
            let offices = parts(f[3]).map(|o| office(line, o)).collect::<Result<Vec<_>, _>>()?;
            let id = all.people.len();
            let names: Vec<String> = std::iter::once(f[0]).chain(parts(f[1])).map(fold).collect();
            let bynames = names.iter().filter(|n| !n.contains(' ')).cloned().collect();
            for name in &names {
                all.index(id, name, country);
            }
            all.people.push(Person {
                name: f[0],
                country,
                offices,
                wikidata: (!f[4].is_empty()).then_some(f[4]),
                bynames,
                sparse: !names.iter().any(|n| n.contains(' ')),
            });
        }
        Ok(all)
    }

    fn index(&mut self, id: PersonId, name: &str, country: Country) {
        let mut short = vec![surname(name), full_surname(name), without_particle(full_surname(name)), name];
        if FAMILY_NAME_FIRST.contains(&country.as_str()) {
            short.push(first_word(name));
        }
        short.sort_unstable();
        short.dedup();
        for key in short {
            let ids = self.short.entry(key.to_string()).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if name.contains(' ') {
            self.full.entry(name.to_string()).or_default().push(id);
            let ids = self.sounds.entry(skeleton(name)).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    /// The row of a person.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// Rows whose full name or alias is this folded name.
    pub fn by_full_name(&self, key: &str) -> &[PersonId] {
        self.full.get(key).map_or(&[], Vec::as_slice)
    }

    /// Rows whose full name sounds like this folded one; the caller compares the spellings.
    pub fn by_sound(&self, key: &str) -> &[PersonId] {
        self.sounds.get(&skeleton(key)).map_or(&[], Vec::as_slice)
    }

    /// Rows whose surname or byname is this folded word (or words: "bin laden").
    pub fn by_surname(&self, key: &str) -> &[PersonId] {
        self.short.get(key).map_or(&[], Vec::as_slice)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// True without any row.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}

fn office(line: usize, text: &str) -> Result<Office, KnowledgeError> {
    let odd = || bad("leaders", line, text, "an office and its dates: president 2014-06..2019-05-20 [GOV]");
    let (rest, codes) = match text.split_once('[') {
        Some((rest, codes)) => (rest.trim(), codes.strip_suffix(']').ok_or_else(odd)?),
        None => (text, ""),
    };
    let (title, from, to) = match rest.rsplit_once(' ').and_then(|(t, dates)| Some((t, dates.split_once("..")?))) {
        Some((title, (from, to))) => (title, from, to),
        None => (rest, "", ""),
    };
    let day = |text: &str, read: fn(&str) -> Option<Date>| -> Result<Option<Date>, KnowledgeError> {
        if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or_else(odd) }
    };
    Ok(Office {
        title: fold(title),
        sectors: sectors("leaders", line, codes)?,
        from: day(from, first_day)?,
        to: day(to, last_day)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn offices_begin_and_end() {
        let text = "name\taliases\tcountry\toffices\twikidata\nAna Sol\tSol\tPRT\tmayor 2001..2004-05;president 2004-06-01..2008 [GOV];banker\t\n";
        let people = People::read(text).unwrap();
        let ana = people.get(people.by_full_name("ana sol")[0]).unwrap();
        assert_eq!(people.by_surname("sol").len(), 1);
        let titles = |day| ana.offices_on(day).map(|o| o.title.as_str()).collect::<Vec<_>>();
        assert_eq!(titles(Some(date(2004, 5, 31))), ["mayor", "banker"]);
        assert_eq!(titles(Some(date(2008, 12, 31))), ["president", "banker"]);
        assert_eq!(titles(None), ["banker"]);
        assert!(ana.offices[1].over_by(Some(date(2009, 1, 1))));
        assert!(People::read("n\ta\tc\to\tw\nA\t\tPRT\tmayor 20x1..\t\n").is_err());
    }
}
