//! Everything the store knows of a pair, put together.

use super::changes::{CHANGE_METHOD, Change, changes};
use super::periods::By;
use super::statements::Said;
use super::stories::Story;
use super::tally::{Direction, OfSource, Row, Tally, by_period};
use super::tension::{TENSION_DEFINITION, Tension, index};
use super::ties::TieSeries;
use crate::error::{At, Result, StoreError};
use crate::import::Layout;
use crate::open::Archive;
use detente::ontology::{Quad, Status};
use jiff::civil::Date;
use serde::Serialize;

/// What is asked about a pair.
///
/// ```
/// use detente_store::dyad::Question;
/// let question = Question::of("RUS", "CHN")?;
/// assert_eq!((question.a.as_str(), question.most), ("RUS", 5));
/// assert!(Question::of("Russia", "CHN").unwrap_err().to_string().contains("three letters"));
/// # Ok::<(), detente_store::StoreError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// One country's code.
    pub a: String,
    /// The other's.
    pub b: String,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Length of the periods.
    pub by: By,
    /// Which events count.
    pub statuses: Vec<Status>,
    /// Projects whose imported events count as well; GDELT and ICEWS tell of a meeting once for each side.
    pub with: Vec<Layout>,
    /// Most stories, statements of each side, and ties of each kind.
    pub most: usize,
}

impl Question {
    /// All that happened between `a` and `b`, by month.
    ///
    /// # Errors
    /// One of them is no country's code.
    pub fn of(a: &str, b: &str) -> Result<Self> {
        let code = |text: &str| match text.to_ascii_uppercase() {
            code if code.len() == 3 && code.bytes().all(|c| c.is_ascii_uppercase()) => Ok(code),
            _ => Err(StoreError::Question(format!(
                "'{text}' is no country's code; expected three letters, such as RUS or CHN (ISO 3166-1 alpha-3, UNO, EUR, …)"
            ))),
        };
        Ok(Self {
            a: code(a)?,
            b: code(b)?,
            since: None,
            until: None,
            by: By::default(),
            statuses: vec![Status::Actual],
            with: Vec::new(),
            most: 5,
        })
    }
}

/// The record of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DyadRecord {
    /// One country's code.
    pub a: String,
    /// The other's.
    pub b: String,
    /// First day that counts: as asked, else of the first event.
    pub since: Option<Date>,
    /// Last day that counts: as asked, else of the last event.
    pub until: Option<Date>,
    /// Length of the periods.
    pub by: By,
    /// Which events count.
    pub statuses: Vec<Status>,
    /// All that passed between the two.
    pub total: Tally,
    /// What `a` did to `b`.
    pub forth: Tally,
    /// What `b` did to `a`.
    pub back: Tally,
    /// What they did together.
    pub mutual: Tally,
    /// Every period from the first to the last, those without events too.
    pub periods: Vec<PeriodRecord>,
    /// When the rates of cooperation and of conflict changed.
    pub changes: Vec<Change>,
    /// How the changes were found.
    pub change_method: &'static str,
    /// The index of tension at the end of each period.
    pub tension: Vec<Tension>,
    /// What the index is.
    pub tension_definition: &'static str,
    /// What each said of the other: `a` of `b`, then `b` of `a`.
    pub statements: Vec<Statements>,
    /// What ties them.
    pub ties: Vec<TieSeries>,
    /// Projects whose events are counted in.
    pub with: Vec<String>,
    /// What each project's imported events have of the pair, counted in or not.
    pub other_sources: Vec<OfSource>,
    /// How many stories there are.
    pub stories: u64,
    /// Those that most reports told.
    pub top_stories: Vec<Story>,
}

/// A period with what passed in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodRecord {
    /// "2024-05".
    pub period: String,
    /// What passed.
    #[serde(flatten)]
    pub tally: Tally,
}

/// What one said of the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statements {
    /// Who spoke.
    pub speaker: String,
    /// Of whom.
    pub about: String,
    /// How many statements.
    pub count: u64,
    /// The latest.
    pub latest: Vec<Said>,
}

impl Archive {
    /// Answers a question about a pair.
    ///
    /// # Errors
    /// What the database says.
    pub fn dyad(&self, question: &Question) -> Result<DyadRecord> {
        let snapshot = self.db.unchecked_transaction().at(&self.path)?;
        let Question { a, b, since, until, by, statuses, with, most } = question;
        // What was before the first day still weighs on the index of tension.
        let all = self.days_of(a, b, None, *until, statuses, with)?;
        let rows: Vec<Row> = all.iter().filter(|r| since.is_none_or(|s| r.day >= s)).cloned().collect();
        let first = since.or_else(|| rows.iter().map(|r| r.day).min());
        let last = until.or_else(|| rows.iter().map(|r| r.day).max());
        let periods = match (first, last) {
            (Some(first), Some(last)) => by.all(first, last),
            _ => Vec::new(),
        };
        let in_periods = by_period(&rows, *by, &periods);
        let tallies: Vec<Tally> = in_periods.iter().map(|rows| Tally::of(rows.iter())).collect();
        let counts = |quads: [Quad; 2]| -> Vec<u64> {
            tallies.iter().map(|t| quads.iter().map(|q| t.of_quad(*q)).sum()).collect()
        };
        let cooperation = counts([Quad::VerbalCooperation, Quad::MaterialCooperation]);
        let conflict = counts([Quad::VerbalConflict, Quad::MaterialConflict]);
        let mut found = changes("cooperation", &cooperation, *by, &periods);
        found.extend(changes("conflict", &conflict, *by, &periods));
        let of = |direction| Tally::of(rows.iter().filter(|r| r.direction == direction));
        let mut statements = Vec::new();
        let ways: &[_] = if a == b { &[] } else { &[(a, b), (b, a)] };
        for (speaker, about) in ways {
            let (count, latest) = self.statements_on(speaker, about, *since, *until, *most)?;
            statements.push(Statements { speaker: (*speaker).clone(), about: (*about).clone(), count, latest });
        }
        let (stories, top_stories) = self.stories_of(a, b, *since, *until, *most)?;
        let record = DyadRecord {
            a: a.clone(),
            b: b.clone(),
            since: first,
            until: last,
            by: *by,
            statuses: statuses.clone(),
            total: Tally::of(rows.iter()),
            forth: of(Direction::Forth),
            back: of(Direction::Back),
            mutual: of(Direction::Mutual),
            tension: index(&all, *by, &periods),
            tension_definition: TENSION_DEFINITION,
            changes: found,
            change_method: CHANGE_METHOD,
            statements,
            ties: self.ties_between(a, b, *since, *until, *most)?,
            with: with.iter().map(ToString::to_string).collect(),
            other_sources: self.other_sources(a, b, *since, *until)?,
            stories,
            top_stories,
            periods: periods
                .iter()
                .zip(tallies)
                .map(|(period, tally)| PeriodRecord { period: by.label(*period), tally })
                .collect(),
        };
        drop(snapshot);
        Ok(record)
    }
}
