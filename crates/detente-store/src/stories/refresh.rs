//! What stories say of themselves, worked out anew from their records.

use super::counts::{self, Count, Counted};
use super::{Touched, sides};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Works out reports, publishers, counts and pairs of the stories that changed.
pub(crate) fn refresh(db: &Connection, touched: &Touched) -> rusqlite::Result<()> {
    touched.0.iter().try_for_each(|story| one(db, *story))
}

/// A record of a story.
struct Member {
    event: i64,
    document: i64,
    original: i64,
    publisher: Option<String>,
    published: Option<String>,
    event_type: String,
    confidence: f64,
    start: i64,
    end: i64,
}

fn one(db: &Connection, story: i64) -> rusqlite::Result<()> {
    let sides = db
        .prepare_cached("SELECT actors, recipients FROM stories WHERE story = ?1")?
        .query_row([story], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))
        .optional()?;
    let Some((actors, recipients)) = sides else { return Ok(()) };
    let members = members(db, story)?;
    let Some(first) = members.first() else { return Ok(()) };
    let reports: BTreeSet<i64> = members.iter().map(|m| m.document).collect();
    let published = || members.iter().filter_map(|m| m.published.as_deref());
    let example = members.iter().fold(first, |best, m| if m.confidence > best.confidence { m } else { best });
    let said = said(db, &members)?;
    let (stated, agree) = counts::together(&said);
    let stated = serde_json::to_string(&stated).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    db.prepare_cached(
        "UPDATE stories SET event_type = ?2, events = ?3, reports = ?4, publishers = ?5, first_report = ?6,
           last_report = ?7, example = ?8, counts = ?9, counts_agree = ?10 WHERE story = ?1",
    )?
    .execute(params![
        story,
        most_frequent(&members),
        members.len(),
        reports.len(),
        publishers(&members),
        published().min(),
        published().max(),
        example.event,
        stated,
        agree
    ])?;
    db.prepare_cached("DELETE FROM dyad_stories WHERE story = ?1")?.execute([story])?;
    for (actor, recipient) in sides::pairs(&actors, &recipients) {
        db.prepare_cached(
            "INSERT INTO dyad_stories (actor, recipient, reports, story, day)
             SELECT ?2, ?3, reports, story, first_day FROM stories WHERE story = ?1",
        )?
        .execute(params![story, actor, recipient])?;
    }
    Ok(())
}

fn members(db: &Connection, story: i64) -> rusqlite::Result<Vec<Member>> {
    let mut rows = db.prepare_cached(
        "SELECT e.event, e.document, d.original, d.publisher, d.published, e.event_type, e.confidence, s.\"start\", s.\"end\"
         FROM events e JOIN documents d USING (document) JOIN sentences s USING (sentence)
         WHERE e.story = ?1 ORDER BY e.event",
    )?;
    rows.query_map([story], |r| {
        Ok(Member {
            event: r.get(0)?,
            document: r.get(1)?,
            original: r.get(2)?,
            publisher: r.get(3)?,
            published: r.get(4)?,
            event_type: r.get(5)?,
            confidence: r.get(6)?,
            start: r.get(7)?,
            end: r.get(8)?,
        })
    })?
    .collect()
}

/// Publishers who report on their own: of near-duplicates only the first counts. Reports that name no publisher count
/// together as one.
fn publishers(members: &[Member]) -> usize {
    let mut originals = BTreeSet::new();
    let first = members.iter().filter(|m| originals.insert(m.original));
    first.map(|m| m.publisher.as_deref()).collect::<BTreeSet<_>>().len()
}

/// The type most records give the event; of equals the first in the alphabet.
fn most_frequent(members: &[Member]) -> &str {
    let mut times = BTreeMap::<&str, usize>::new();
    for m in members {
        *times.entry(&m.event_type).or_default() += 1;
    }
    times.into_iter().fold(("", 0), |best, t| if t.1 > best.1 { t } else { best }).0
}

/// The counts of people in the sentences of the records, each with its document.
fn said(db: &Connection, members: &[Member]) -> rusqlite::Result<Vec<(i64, Count)>> {
    let mut found = db.prepare_cached(
        "SELECT q.amount, q.upper, substr(d.text, ?2 + 1, q.\"start\" - ?2),
           substr(d.text, q.\"start\" + 1, q.\"end\" - q.\"start\"), substr(d.text, q.\"end\" + 1, ?3 - q.\"end\")
         FROM quantities q JOIN documents d USING (document)
         WHERE q.document = ?1 AND q.kind = 'people' AND q.\"start\" >= ?2 AND q.\"end\" <= ?3 ORDER BY q.n",
    )?;
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for m in members.iter().filter(|m| seen.insert((m.document, m.start))) {
        let mut rows = found.query(params![m.document, m.start, m.end])?;
        while let Some(r) = rows.next()? {
            let (before, words, after): (String, String, String) = (r.get(2)?, r.get(3)?, r.get(4)?);
            let counted =
                Counted { amount: r.get(0)?, upper: r.get(1)?, before: &before, words: &words, after: &after };
            out.extend(counts::read(&counted).map(|count| (m.document, count)));
        }
    }
    Ok(out)
}
