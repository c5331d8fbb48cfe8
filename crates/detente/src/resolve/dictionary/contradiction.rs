//! When two entries of one name say different things of the same day.

use super::problem::shown;
use super::{Belongs, Entry, Term};
use jiff::civil::Date;

/// What both say on the first day on which they differ; `None` when they never do.
///
/// Inside one entry the first term that holds is meant, so later ones that overlap it are no contradiction.
pub(super) fn differ_on(earlier: &Entry, later: &Entry) -> Option<(String, String)> {
    // What they say changes only on these days.
    let mut days: Vec<Date> = vec![Date::MIN];
    days.extend(earlier.terms.iter().chain(&later.terms).flat_map(|t| [t.from, t.until]).flatten());
    days.sort_unstable();
    days.dedup();
    let renamed = matches!((&earlier.name, &later.name), (Some(a), Some(b)) if a != b);
    let named = |entry: &Entry, term: &Term| match &entry.name {
        Some(name) if renamed => format!("{}, {}", shown(name), said(term)),
        _ => said(term),
    };
    days.into_iter().find_map(|day| {
        let (a, b) = (on(earlier, day)?, on(later, day)?);
        let same = a.belongs == b.belongs && a.sectors == b.sectors && !renamed;
        (!same).then(|| (named(earlier, a), named(later, b)))
    })
}

fn on(entry: &Entry, day: Date) -> Option<&Term> {
    entry.terms.iter().find(|t| t.holds_on(Some(day)))
}

/// "LBN REB, from 1982-06-01".
pub(in crate::resolve) fn said(term: &Term) -> String {
    let mut out = match term.belongs {
        Belongs::To(country) => country.to_string(),
        Belongs::Nowhere => "of no state".to_string(),
        Belongs::Open => "of any state".to_string(),
    };
    for sector in &term.sectors {
        out.push(' ');
        out.push_str(&sector.to_string());
    }
    match (term.from, term.until.and_then(|u| u.yesterday().ok())) {
        (Some(from), Some(to)) => out.push_str(&format!(" ({from} to {to})")),
        (Some(from), None) => out.push_str(&format!(" (from {from})")),
        (None, Some(to)) => out.push_str(&format!(" (to {to})")),
        (None, None) => {}
    }
    out
}
