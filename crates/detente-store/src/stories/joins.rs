//! Which story an event belongs to.

use super::{Touched, family, sides, words};
use detente::record::{EventRecord, PlaceRecord};
use jiff::{ToSpan, civil::Date};
use rusqlite::{Connection, params};

/// Days between the first records of a story and those that still join it.
const WINDOW: i32 = 3;
/// Most stories that an event is compared with: of the same day the latest, …
const SAME_DAY_STORIES: usize = 32;
/// … of the days before, and of those after, the nearest …
const OTHER_STORIES: usize = 16;
/// … and most records of each.
const RECORDS: usize = 8;

/// Words that must be shared, by what else speaks for one event.
const COPIES: f64 = 0.25;
const SAME_DAY_AND_TOWN: f64 = 0.2;
const SAME_DAY: f64 = 0.34;
const NEXT_DAY: f64 = 0.45;
const WITHIN_WINDOW: f64 = 0.6;

/// Puts an event into the story it belongs to, or begins one with it.
pub(crate) fn join(
    db: &Connection,
    event: i64,
    document: i64,
    record: &EventRecord,
    day: &str,
    said: &[u8],
    touched: &mut Touched,
) -> rusqlite::Result<()> {
    let Some(date) = crate::records::day(day) else { return Ok(()) };
    let family = family::of(record.event_type, record.status);
    let (actors, recipients) = (sides::key(&record.actors), sides::key(&record.recipients));
    let original: i64 =
        db.prepare_cached("SELECT original FROM documents WHERE document = ?1")?.query_row([document], |r| r.get(0))?;
    let mine = Mine { date, place: record.place.as_ref(), said, original };
    let story = match mine.best_of(db, family, &actors, &recipients)? {
        Some(story) => {
            db.prepare_cached(
                "UPDATE stories SET first_day = min(first_day, ?2), last_day = max(last_day, ?2), place = coalesce(place, ?3),
                   place_country = coalesce(place_country, ?4) WHERE story = ?1",
            )?
            .execute(params![story, day, town(mine.place), country(mine.place)])?;
            story
        }
        None => {
            db.prepare_cached(
                "INSERT INTO stories (family, actors, recipients, event_type, place, place_country, first_day, last_day,
                   events, reports, publishers, example, counts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 0, 0, 0, ?8, '[]')",
            )?
            .execute(params![
                family,
                actors,
                recipients,
                <&str>::from(record.event_type),
                town(mine.place),
                country(mine.place),
                day,
                event
            ])?;
            db.last_insert_rowid()
        }
    };
    db.prepare_cached("UPDATE events SET story = ?2 WHERE event = ?1")?.execute([event, story])?;
    touched.add(story);
    Ok(())
}

/// After records have been taken out: days and place from those that are left; a story without any is no more.
pub(crate) fn recount(db: &Connection, story: i64) -> rusqlite::Result<()> {
    let changed = db
        .prepare_cached(
            "UPDATE stories SET (first_day, last_day) = (SELECT min(day), max(day) FROM events WHERE story = ?1),
               place = (SELECT place FROM events WHERE story = ?1 AND geonames IS NOT NULL ORDER BY event LIMIT 1),
               place_country = (SELECT place_country FROM events WHERE story = ?1 AND place_country IS NOT NULL
                 ORDER BY event LIMIT 1)
             WHERE story = ?1 AND EXISTS (SELECT 1 FROM events WHERE story = ?1)",
        )?
        .execute([story])?;
    if changed == 0 {
        db.prepare_cached("DELETE FROM dyad_stories WHERE story = ?1")?.execute([story])?;
        db.prepare_cached("DELETE FROM stories WHERE story = ?1")?.execute([story])?;
    }
    Ok(())
}

/// A place that is a point on the map, not a whole country or region.
fn town(place: Option<&PlaceRecord>) -> Option<&str> {
    place.filter(|p| p.geonames.is_some()).map(|p| p.name.as_str())
}

fn country(place: Option<&PlaceRecord>) -> Option<&str> {
    place.and_then(|p| p.country.as_deref())
}

/// What is compared of an event.
struct Mine<'r> {
    date: Date,
    place: Option<&'r PlaceRecord>,
    said: &'r [u8],
    original: i64,
}

/// What is compared of a story.
struct Theirs {
    story: i64,
    place: Option<String>,
    place_country: Option<String>,
    first_day: String,
    last_day: String,
}

impl Mine<'_> {
    /// The story that shares most, if one shares enough.
    fn best_of(&self, db: &Connection, family: &str, actors: &str, recipients: &str) -> rusqlite::Result<Option<i64>> {
        let shifted = |days: i32| self.date.checked_add(days.days()).unwrap_or(self.date).to_string();
        let of = "SELECT story, place, place_country, first_day, last_day FROM stories
             WHERE family = ?1 AND actors = ?2 AND recipients = ?3 AND first_day";
        // Each part is read in the order of the index and ends at its limit, however many stories a busy pair has.
        let mut near = db.prepare_cached(&format!(
            "SELECT * FROM ({of} = ?4 ORDER BY story DESC LIMIT {SAME_DAY_STORIES})
             UNION ALL SELECT * FROM ({of} < ?4 AND first_day >= ?5 ORDER BY first_day DESC, story DESC LIMIT {OTHER_STORIES})
             UNION ALL SELECT * FROM ({of} > ?4 AND first_day <= ?6 ORDER BY first_day, story LIMIT {OTHER_STORIES})"
        ))?;
        let near = near
            .query_map(
                params![family, actors, recipients, self.date.to_string(), shifted(-WINDOW), shifted(WINDOW)],
                |r| {
                    Ok(Theirs {
                        story: r.get(0)?,
                        place: r.get(1)?,
                        place_country: r.get(2)?,
                        first_day: r.get(3)?,
                        last_day: r.get(4)?,
                    })
                },
            )?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut best: Option<(f64, i64)> = None;
        for theirs in near {
            if let Some(share) = self.share(db, &theirs)?
                && best.is_none_or(|(most, _)| share > most)
            {
                best = Some((share, theirs.story));
            }
        }
        Ok(best.map(|(_, story)| story))
    }

    /// How much more than enough is shared; `None` if not enough.
    fn share(&self, db: &Connection, theirs: &Theirs) -> rusqlite::Result<Option<f64>> {
        let differ = |a: Option<&str>, b: Option<&str>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let (here, there) = (town(self.place), theirs.place.as_deref());
        if differ(here, there) || differ(country(self.place), theirs.place_country.as_deref()) {
            return Ok(None);
        }
        let same_town = here.is_some() && here == there;
        let need = match self.days_from(theirs) {
            0 if same_town => SAME_DAY_AND_TOWN,
            0 => SAME_DAY,
            1 => NEXT_DAY,
            _ => WITHIN_WINDOW,
        };
        let mut records = db.prepare_cached(
            "SELECT e.words, d.original FROM events e JOIN documents d USING (document) WHERE e.story = ?1
             ORDER BY e.event LIMIT ?2",
        )?;
        let mut most: Option<f64> = None;
        for record in records
            .query_map(params![theirs.story, RECORDS], |r| Ok((r.get::<_, Option<Vec<u8>>>(0)?, r.get::<_, i64>(1)?)))?
        {
            let (said, original) = record?;
            let shared = words::overlap(self.said, said.as_deref().unwrap_or_default());
            let need = if original == self.original { need.min(COPIES) } else { need };
            if shared >= need {
                most = Some(most.map_or(shared - need, |m| m.max(shared - need)));
            }
        }
        Ok(most)
    }

    /// Days between the event and the story's days; 0 inside them.
    fn days_from(&self, theirs: &Theirs) -> i32 {
        let between = |day: &str| {
            crate::records::day(day).map_or(WINDOW, |d| self.date.since(d).map_or(WINDOW, |s| s.get_days()))
        };
        let (first, last) = (between(&theirs.first_day), between(&theirs.last_day));
        if first >= 0 && last <= 0 { 0 } else { first.abs().min(last.abs()) }
    }
}
