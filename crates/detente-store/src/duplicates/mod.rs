//! Which reports are near-duplicates: wire copies, shortened or lightly rewritten ones.
//!
//! Reports are sets of word shingles ([`shingles`]); MinHash signatures cut into bands (LSH: Broder 1997, Indyk and Motwani
//! 1998) find who may be alike ([`signature`]), and the exact Jaccard similarity decides. Groups have leaders: only the
//! first report of a group, its original, lies in the index, so that a thousand copies cost a thousand look-ups of one, and
//! the work for a report does not grow with the number stored.

mod shingles;
mod signature;

use rusqlite::{Connection, OptionalExtension, params};
use shingles::{jaccard, shingles};

/// Reports that share this much of their shingles are near-duplicates.
const ALIKE: f64 = 0.4;
/// Most originals looked at in one band …
const IN_BAND: usize = 64;
/// … and most that a report is compared with, word pair by word pair: who is alike shares several bands, so that of many who
/// share one the first few are enough.
const COMPARED: usize = 8;

/// Files a document under its original: the most similar earlier one, or itself.
pub(crate) fn file(db: &Connection, document: i64, text: &str) -> rusqlite::Result<()> {
    let mine = shingles(text);
    let bands = signature::bands(&mine);
    let mut best: Option<(f64, i64)> = None;
    for other in candidates(db, document, &bands)? {
        let theirs: String =
            db.prepare_cached("SELECT text FROM documents WHERE document = ?1")?.query_row([other], |r| r.get(0))?;
        let alike = jaccard(&mine, &shingles(&theirs));
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, other));
        }
    }
    let original = best.map_or(document, |(_, other)| other);
    if original == document {
        index(db, document, &bands)?;
    }
    db.prepare_cached("UPDATE documents SET original = ?2 WHERE document = ?1")?.execute([document, original])?;
    Ok(())
}

/// Takes a document, whose text is about to change, out of its group. The first of those it leaves takes its place.
pub(crate) fn take_out(db: &Connection, document: i64) -> rusqlite::Result<()> {
    let text: String =
        db.prepare_cached("SELECT text FROM documents WHERE document = ?1")?.query_row([document], |r| r.get(0))?;
    for band in signature::bands(&shingles(&text)) {
        db.prepare_cached("DELETE FROM shingle_bands WHERE band = ?1 AND document = ?2")?.execute([band, document])?;
    }
    let heir: Option<(i64, String)> = db
        .prepare_cached(
            "SELECT document, text FROM documents WHERE original = ?1 AND document <> ?1 ORDER BY document LIMIT 1",
        )?
        .query_row([document], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    if let Some((heir, text)) = heir {
        index(db, heir, &signature::bands(&shingles(&text)))?;
        db.prepare_cached("UPDATE documents SET original = ?2 WHERE original = ?1 AND document <> ?1")?
            .execute([document, heir])?;
    }
    Ok(())
}

fn index(db: &Connection, document: i64, bands: &[i64]) -> rusqlite::Result<()> {
    let mut row = db.prepare_cached("INSERT OR IGNORE INTO shingle_bands (band, document) VALUES (?1, ?2)")?;
    for band in bands {
        row.execute(params![band, document])?;
    }
    Ok(())
}

/// Originals that share a band, those that share most bands first.
fn candidates(db: &Connection, document: i64, bands: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut shared = std::collections::BTreeMap::<i64, usize>::new();
    let mut rows =
        db.prepare_cached("SELECT document FROM shingle_bands WHERE band = ?1 AND document <> ?2 LIMIT ?3")?;
    for band in bands {
        for other in rows.query_map(params![band, document, IN_BAND], |r| r.get::<_, i64>(0))? {
            *shared.entry(other?).or_default() += 1;
        }
    }
    let mut all: Vec<(usize, i64)> = shared.into_iter().map(|(other, n)| (n, other)).collect();
    all.sort_by_key(|&(n, other)| (std::cmp::Reverse(n), other));
    Ok(all.into_iter().take(COMPARED).map(|(_, other)| other).collect())
}
