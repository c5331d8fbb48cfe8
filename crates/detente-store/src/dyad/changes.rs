//! When a relation changed, and how sure that is.

use super::periods::{By, Period};
use super::segments::{Costs, best_cut, pelt, penalty};
use serde::Serialize;

/// The method, as it is printed beside its results.
pub const CHANGE_METHOD: &str = "PELT (Killick, Fearnhead and Eckley 2012) on events a period, quasi-Poisson cost with robust \
     dispersion, BIC penalty of 2 ln n a change, segments of two periods or more; interval: 2.5 % to 97.5 % of the change's \
     place in 400 bootstrap samples within the two segments beside it (after Hušková and Kirch 2008); support: share of the \
     samples in which the change alone is worth its penalty";

/// Bootstrap samples.
const SAMPLES: usize = 400;

/// A period with which a rate changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// "cooperation" or "conflict".
    pub of: &'static str,
    /// First period of the new rate.
    pub period: String,
    /// Earliest of the 95 % interval.
    pub earliest: String,
    /// Latest of the 95 % interval.
    pub latest: String,
    /// Events a period before, back to the change before this one.
    pub before: f64,
    /// Events a period from then on, up to the next change.
    pub after: f64,
    /// Share of bootstrap samples that find a change at all.
    pub support: f64,
}

/// Changes in a series of counts, one for each period.
pub(super) fn changes(of: &'static str, counts: &[u64], by: By, periods: &[Period]) -> Vec<Change> {
    let counts: Vec<f64> = counts.iter().map(|n| *n as f64).collect();
    let costs = Costs::of(&counts);
    let cuts = pelt(&costs);
    let label = |n: usize| periods.get(n).map(|p| by.label(*p)).unwrap_or_default();
    let rounded = |x: f64| (x * 100.0).round() / 100.0;
    let mut dice = Dice(0x00de_7e27_e000 ^ counts.len() as u64);
    let mut out = Vec::new();
    for (n, &cut) in cuts.iter().enumerate() {
        let start = if n == 0 { 0 } else { cuts[n - 1] };
        let end = cuts.get(n + 1).copied().unwrap_or(counts.len());
        let sampled = bootstrap(&counts[start..end], cut - start, penalty(counts.len()), &mut dice);
        out.push(Change {
            of,
            period: label(cut),
            earliest: label(start + sampled.low),
            latest: label(start + sampled.high),
            before: rounded(costs.mean(start, cut)),
            after: rounded(costs.mean(cut, end)),
            support: rounded(sampled.support),
        });
    }
    out
}

struct Sampled {
    low: usize,
    high: usize,
    support: f64,
}

/// Where the change lies in samples drawn with replacement from the counts before it and from those after it.
fn bootstrap(counts: &[f64], cut: usize, penalty: f64, dice: &mut Dice) -> Sampled {
    let (before, after) = counts.split_at(cut.min(counts.len()));
    let mut places = Vec::with_capacity(SAMPLES);
    let mut found = 0;
    let mut sample = Vec::with_capacity(counts.len());
    for _ in 0..SAMPLES {
        sample.clear();
        for side in [before, after] {
            sample.extend(side.iter().map(|_| side[dice.below(side.len())]));
        }
        if let Some((place, gain)) = best_cut(&Costs::of(&sample), 0, sample.len()) {
            places.push(place);
            found += usize::from(gain > penalty);
        }
    }
    places.sort_unstable();
    let at = |share: f64| {
        let n = (share * places.len().saturating_sub(1) as f64).round() as usize;
        places.get(n).copied().unwrap_or(cut)
    };
    Sampled { low: at(0.025).min(cut), high: at(0.975).max(cut), support: found as f64 / SAMPLES as f64 }
}

/// SplitMix64: the same question gives the same answer.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_interval_holds_the_change_and_is_narrow_where_the_step_is_high() {
        let periods = By::Month.all(date(2020, 1, 1), date(2024, 12, 31));
        let series = |high: u64| (0..60u64).map(|n| if n < 24 { 2 } else { high } + n * 7 % 3).collect::<Vec<_>>();
        let found = changes("conflict", &series(20), By::Month, &periods);
        assert_eq!(found.len(), 1);
        let change = &found[0];
        assert_eq!(
            (change.period.as_str(), change.earliest.as_str(), change.latest.as_str()),
            ("2022-01", "2022-01", "2022-01")
        );
        assert!(change.support > 0.99 && change.before < 4.0 && change.after > 19.0, "{change:?}");
        assert_eq!(changes("conflict", &series(20), By::Month, &periods), found);
        assert!(changes("conflict", &series(2), By::Month, &periods).is_empty());
    }
}
