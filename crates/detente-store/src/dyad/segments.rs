//! PELT: the best way to cut a series of counts into segments of one rate.
//!
//! Killick, Fearnhead and Eckley (2012), "Optimal detection of changepoints with a linear computational cost", Journal of the
//! American Statistical Association 107, 1590–1598.

/// Costs of segments of a series of counts: twice the negative Poisson log-likelihood at the segment's own rate, up to a
/// constant, divided by the dispersion of the counts. News comes in bursts: counts vary more than Poisson's would, and a
/// cost that does not know it finds changes in every burst (quasi-likelihood, Wedderburn 1974).
pub(super) struct Costs {
    sums: Vec<f64>,
    dispersion: f64,
}

impl Costs {
    pub(super) fn of(counts: &[f64]) -> Self {
        let mut sums = vec![0.0];
        let mut sum = 0.0;
        for count in counts {
            sum += count;
            sums.push(sum);
        }
        Self { sums, dispersion: dispersion(counts) }
    }

    /// How many counts there are.
    pub(super) fn len(&self) -> usize {
        self.sums.len() - 1
    }

    /// Cost of the segment from `start` to before `end`.
    pub(super) fn of_segment(&self, start: usize, end: usize) -> f64 {
        let (n, sum) = ((end - start) as f64, self.sums[end] - self.sums[start]);
        if sum <= 0.0 { 0.0 } else { -2.0 * sum * (sum / n).ln() / self.dispersion }
    }

    /// Mean of the segment.
    pub(super) fn mean(&self, start: usize, end: usize) -> f64 {
        if end > start { (self.sums[end] - self.sums[start]) / (end - start) as f64 } else { 0.0 }
    }
}

/// Variance over mean, from the differences of neighbours, so that changes of the rate itself count little; at least 1. The
/// tenth of the pairs that differ most is left out, and what that takes away is given back by a factor.
fn dispersion(counts: &[f64]) -> f64 {
    let mut ratios: Vec<f64> =
        counts.windows(2).filter(|w| w[0] + w[1] > 0.0).map(|w| (w[1] - w[0]).powi(2) / (w[0] + w[1])).collect();
    if ratios.is_empty() {
        return 1.0;
    }
    ratios.sort_by(f64::total_cmp);
    let kept = ratios.len() - ratios.len() / 10;
    // Of the square of a standard normal, the nine tenths below its 0.9 quantile (2.706) have this share of the mean: the
    // probability that a chi-squared variable of three degrees of freedom stays below it.
    let share = if kept < ratios.len() { 0.561 } else { 1.0 };
    let mean = ratios[..kept].iter().sum::<f64>() / ratios.len() as f64 / share;
    mean.max(1.0)
}

/// Shortest segment.
const SHORTEST: usize = 2;

/// The penalty of one more change by the Bayesian information criterion: its place and one more rate are two parameters.
pub(super) fn penalty(n: usize) -> f64 {
    2.0 * (n.max(2) as f64).ln()
}

/// Where segments begin, the first at 0 left out: the cut with the least cost and penalty.
pub(super) fn pelt(costs: &Costs) -> Vec<usize> {
    let n = costs.len();
    let penalty = penalty(n);
    // best[t]: least cost of the first t counts; before[t]: where its last segment begins.
    let mut best = vec![f64::INFINITY; n + 1];
    best[0] = -penalty;
    let mut before = vec![0; n + 1];
    let mut candidates: Vec<usize> = Vec::new();
    for t in SHORTEST..=n {
        let cut = t - SHORTEST;
        // A beginning that is worse than this cut by now will always be: what makes the method linear. Only cuts that a
        // further segment can begin at may rule out others.
        candidates.retain(|&s| cut < s + SHORTEST || best[s] + costs.of_segment(s, cut) < best[cut]);
        candidates.push(cut);
        for &s in &candidates {
            let cost = best[s] + costs.of_segment(s, t) + penalty;
            if cost < best[t] {
                best[t] = cost;
                before[t] = s;
            }
        }
    }
    let mut out = Vec::new();
    let mut t = n;
    while t >= SHORTEST && before[t] > 0 {
        t = before[t];
        out.push(t);
    }
    out.reverse();
    out
}

/// The best single cut between `start` and `end`, and how much it lowers the cost; `None` where there is no room.
pub(super) fn best_cut(costs: &Costs, start: usize, end: usize) -> Option<(usize, f64)> {
    let whole = costs.of_segment(start, end);
    let cuts = (start + SHORTEST)..=end.checked_sub(SHORTEST)?;
    let gain = |cut: usize| whole - costs.of_segment(start, cut) - costs.of_segment(cut, end);
    cuts.map(|cut| (cut, gain(cut))).max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All cuts of a short series, the best of them.
    fn exhaustive(costs: &Costs) -> (f64, Vec<usize>) {
        let n = costs.len();
        let mut best = (f64::INFINITY, Vec::new());
        for set in 0u32..1 << (n - 1) {
            let cuts: Vec<usize> = (1..n).filter(|i| set >> (i - 1) & 1 == 1).collect();
            let ends = cuts.iter().copied().chain([n]);
            let starts = [0].into_iter().chain(cuts.iter().copied());
            let segments: Vec<(usize, usize)> = starts.zip(ends).collect();
            if segments.iter().any(|(s, e)| e - s < SHORTEST) {
                continue;
            }
            let cost: f64 = segments.iter().map(|(s, e)| costs.of_segment(*s, *e)).sum();
            let cost = cost + penalty(n) * cuts.len() as f64;
            if cost < best.0 {
                best = (cost, cuts);
            }
        }
        best
    }

    #[test]
    fn pruning_loses_nothing() {
        let series: [&[f64]; 4] = [
            &[1.0, 0.0, 2.0, 1.0, 9.0, 11.0, 10.0, 12.0, 9.0, 1.0, 0.0, 1.0, 2.0],
            &[3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0],
            &[0.0, 0.0, 0.0, 40.0, 38.0, 0.0, 0.0, 5.0, 6.0, 5.0, 90.0, 80.0],
            &[5.0, 1.0, 7.0, 3.0, 30.0, 22.0, 28.0, 2.0, 4.0, 3.0],
        ];
        for counts in series {
            let costs = Costs::of(counts);
            assert_eq!(pelt(&costs), exhaustive(&costs).1, "{counts:?}");
        }
    }

    #[test]
    fn a_step_is_found_and_noise_is_not() {
        let step: Vec<f64> = (0..60).map(|n| if n < 30 { 4.0 } else { 12.0 } + f64::from(n % 3)).collect();
        assert_eq!(pelt(&Costs::of(&step)), [30]);
        assert!(pelt(&Costs::of(&[2.0; 50])).is_empty());
        assert!(pelt(&Costs::of(&[])).is_empty());
        assert!(pelt(&Costs::of(&[7.0])).is_empty());
        assert_eq!(best_cut(&Costs::of(&[1.0, 1.0]), 0, 2), None);
    }
}
