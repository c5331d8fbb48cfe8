//! Organisations: bodies of states, ministries, armed groups, parties, companies, media.

use super::KnowledgeError;
use super::table::{bad, country, first_day, last_day, parts, rows, sectors};
use crate::ontology::Sector;
use crate::resolve::Country;
use crate::resolve::name::fold;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// What an organisation is, as later words may call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::Display)]
#[strum(serialize_all = "lowercase")]
pub enum OrganisationKind {
    /// A body of states ("the bloc", "the alliance", "the organisation").
    International,
    /// A ministry, agency or office of a state.
    Agency,
    /// An army, guard or other force of a state.
    Force,
    /// A police force.
    Police,
    /// A court.
    Court,
    /// A parliament or one of its chambers.
    Parliament,
    /// A party or political movement.
    Party,
    /// An armed group.
    Armed,
    /// A gang or cartel.
    Gang,
    /// A company.
    Company,
    /// A newspaper, agency, broadcaster.
    Media,
    /// A charity, watchdog, foundation, movement.
    Civil,
    /// A union.
    Union,
    /// A church or other religious body.
    Church,
    /// A university, institute, think-tank.
    School,
    /// A hospital or medical body.
    Medical,
}

/// A row of the table of organisations.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// The name it goes by.
    pub name: &'static str,
    /// Its state, or a PLOVER code; `None` where the context decides (a name many states use).
    pub country: Option<Country>,
    /// Sectors and the days between which they hold: rebels may come to govern.
    pub terms: Vec<Term>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Wikidata item.
    pub wikidata: Option<&'static str>,
}

/// What an organisation was, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Sectors.
    pub sectors: Vec<Sector>,
    /// First day, if it had one.
    pub from: Option<Date>,
    /// Last day, if it has one.
    pub to: Option<Date>,
}

impl Organisation {
    /// Its sectors on a day; without a day, those of today.
    pub fn sectors_on(&self, day: Option<Date>) -> &[Sector] {
        let holds = |t: &&Term| match day {
            Some(day) => t.from.is_none_or(|f| f <= day) && t.to.is_none_or(|l| day <= l),
            None => t.to.is_none(),
        };
        self.terms.iter().rev().find(holds).or(self.terms.last()).map_or(&[], |t| &t.sectors)
    }
}

/// The longest abbreviation that is some first name as well; longer ones are also written "Nato", "Unesco".
const SHORT: usize = 3;

/// True without any small letter.
fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// Reads "REB" or "REB ..2021-08-15;GOV 2021-08-15..".
fn terms(line: usize, field: &str) -> Result<Vec<Term>, KnowledgeError> {
    parts(field)
        .map(|part| {
            let odd = || bad("organisations", line, part, "sectors, with dates where they change: REB ..2021-08-15");
            let (codes, dates) = part.split_once(' ').unwrap_or((part, ".."));
            let (from, to) = dates.split_once("..").ok_or_else(odd)?;
            let day = |text: &str, read: fn(&str) -> Option<Date>| -> Result<Option<Date>, KnowledgeError> {
                if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or_else(odd) }
            };
            Ok(Term {
                sectors: sectors("organisations", line, codes)?,
                from: day(from, first_day)?,
                to: day(to, last_day)?,
            })
        })
        .collect()
}

/// All organisations by folded name and alias.
pub struct Organisations {
    rows: Vec<Organisation>,
    names: HashMap<String, Vec<usize>>,
    /// Names that mean it only where the report speaks of its state: written with `?` in the table.
    seconds: HashMap<String, Vec<usize>>,
    /// Short names that only capitals make: "IRA", "ANA", but not the first names Ira and Ana.
    capitals: HashSet<String>,
    /// "The National", "The Sun": one word behind an article, which inside other words means something else.
    alone: HashMap<String, Vec<usize>>,
    longest: usize,
}

impl Organisations {
    /// Reads the table `organisations`: name, aliases, country, sectors, kind, Wikidata item.
    ///
    /// An alias with `?` behind it means the organisation only where the report speaks of its state.
    ///
    /// # Errors
    /// The first line that is not as expected.
    pub fn read(text: &'static str) -> Result<Organisations, KnowledgeError> {
        let mut all = Organisations {
            rows: Vec::new(),
            names: HashMap::new(),
            seconds: HashMap::new(),
            capitals: HashSet::new(),
            alone: HashMap::new(),
            longest: 1,
        };
        let mut spelled = HashSet::new();
        for row in rows("organisations", text, 6) {
            let (line, f) = row?;
            let kind = f[4].parse().map_err(|_| bad("organisations", line, f[4], "a kind such as company"))?;
            let id = all.rows.len();
            for name in std::iter::once(f[0]).chain(parts(f[1])) {
                let (name, second) = name.strip_suffix('?').map_or((name, false), |n| (n, true));
                let key = fold(name);
                let key = key.strip_prefix("the ").unwrap_or(&key).to_string();
                all.longest = all.longest.max(key.split(' ').count());
                let alone = name.starts_with("The ") && !key.contains(' ');
                if key.len() <= SHORT {
                    let list = if is_upper(name) { &mut all.capitals } else { &mut spelled };
                    list.insert(key.clone());
                }
                let names = match (second, alone) {
                    (true, _) => &mut all.seconds,
                    (_, true) => &mut all.alone,
                    _ => &mut all.names,
                };
                let ids = names.entry(key).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            all.rows.push(Organisation {
                name: f[0].trim_end_matches('?'),
                country: if f[2].is_empty() { None } else { Some(country("organisations", line, f[2])?) },
                terms: terms(line, f[3])?,
                kind,
                wikidata: (!f[5].is_empty()).then_some(f[5]),
            });
        }
        all.capitals.retain(|key| !spelled.contains(key));
        Ok(all)
    }

    /// Rows with this folded name or alias, where it is written as `text` inside other words: there "Ira" is no "IRA".
    pub fn inside(&self, key: &str, text: &str) -> &[usize] {
        if self.capitals.contains(key) && !is_upper(text) { &[] } else { self.of(key) }
    }

    /// Rows with this folded name or alias.
    pub fn of(&self, key: &str) -> &[usize] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// Rows this folded name means as a whole mention, not inside one.
    pub fn alone(&self, key: &str) -> &[usize] {
        self.alone.get(key).map_or(&[], Vec::as_slice)
    }

    /// Rows this folded name means only where the report speaks of their state.
    pub fn seconds(&self, key: &str) -> &[usize] {
        self.seconds.get(key).map_or(&[], Vec::as_slice)
    }

    /// A row.
    pub fn get(&self, id: usize) -> Option<&Organisation> {
        self.rows.get(id)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True without any row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}
