//! When two entries of one name say different things of the same day.

use super::{Belongs, Term};
use jiff::civil::Date;

/// What both say on the first day on which they differ; `None` when they never do.
///
/// Inside one entry the first term that holds is meant, so later ones that overlap it are no contradiction.
pub(super) fn differ_on(earlier: &[Term], later: &[Term]) -> Option<(String, String)> {
    // What they say changes only on these days.
    let mut days: Vec<Date> = vec![Date::MIN];
    days.extend(earlier.iter().chain(later).flat_map(|t| [t.from, t.until]).flatten());
    days.sort_unstable();
    days.dedup();
    let on = |terms: &'_ [Term], day: Date| terms.iter().position(|t| t.holds_on(Some(day)));
    days.into_iter().find_map(|day| {
        let (a, b) = (&earlier[on(earlier, day)?], &later[on(later, day)?]);
        let same = a.belongs == b.belongs && a.sectors == b.sectors;
        (!same).then(|| (said(a), said(b)))
    })
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
