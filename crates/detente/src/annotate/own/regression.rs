//! Multinomial logistic regression, fitted by L-BFGS.
//!
//! J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35 (1980). The loss is
//! the mean negative log-likelihood of the rows plus half of `l2` times the squares of all weights but the biases.

use std::collections::VecDeque;

/// Steps that are remembered.
const MEMORY: usize = 8;
/// Most steps.
const STEPS: usize = 80;
/// Most halvings of one step.
const HALVINGS: usize = 20;
/// Relative gain below which nothing more is to be had.
const ENOUGH: f64 = 1e-6;

/// Classes with a bias and a weight a number each.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    width: usize,
    /// A row a class: bias, then weights.
    rows: Vec<f32>,
}

impl Regression {
    /// From a row a class; `None` unless there are two classes at least, all rows equally long and finite.
    pub fn from_rows(rows: Vec<Vec<f32>>) -> Option<Self> {
        let width = rows.first()?.len().checked_sub(1)?;
        let fits = rows.len() >= 2 && rows.iter().all(|r| r.len() == width + 1 && r.iter().all(|x| x.is_finite()));
        fits.then(|| Self { width, rows: rows.concat() })
    }

    /// A row a class: bias, then weights.
    pub fn rows(&self) -> Vec<Vec<f32>> {
        self.rows.chunks(self.width + 1).map(<[f32]>::to_vec).collect()
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.rows.len() / (self.width + 1)
    }

    /// Probability of each class for one row of numbers; of a row of another width than the head's, of none but the first.
    pub fn probabilities(&self, x: &[f32]) -> Vec<f32> {
        if x.len() != self.width {
            let mut none = vec![0.0; self.classes()];
            none.iter_mut().take(1).for_each(|p| *p = 1.0);
            return none;
        }
        let logit = |row: &[f32]| row[0] + row[1..].iter().zip(x).map(|(w, x)| w * x).sum::<f32>();
        let mut out: Vec<f32> = self.rows.chunks(self.width + 1).map(logit).collect();
        crate::annotate::dense::softmax(&mut out);
        out
    }

    /// Fits the `classes` of rows `x` (equally long) labelled `y`. Numbers are brought to mean 0 and variance 1 first, so
    /// that `l2` means the same for each. The same rows give the same head.
    pub fn fit(x: &[&[f32]], y: &[usize], classes: usize, l2: f64) -> Self {
        let width = x.first().map_or(0, |row| row.len());
        let (mean, deviation) = moments(x, width);
        let scaled: Vec<f64> = x
            .iter()
            .flat_map(|row| row.iter().zip(&mean).zip(&deviation).map(|((&x, m), d)| (f64::from(x) - m) / d))
            .collect();
        let loss = |w: &[f64]| loss(w, &scaled, y, width, classes, l2);
        let w = minimise(vec![0.0; classes * (width + 1)], loss);
        // Undo the scaling in the weights.
        let mut rows = Vec::with_capacity(w.len());
        for row in w.chunks(width + 1) {
            let moved: f64 = row[1..].iter().zip(&mean).zip(&deviation).map(|((w, m), d)| w * m / d).sum();
            rows.push((row[0] - moved) as f32);
            rows.extend(row[1..].iter().zip(&deviation).map(|(w, d)| (w / d) as f32));
        }
        Self { width, rows }
    }
}

/// Mean and standard deviation of every column; a deviation of nothing counts as 1.
fn moments(x: &[&[f32]], width: usize) -> (Vec<f64>, Vec<f64>) {
    let n = x.len().max(1) as f64;
    let mut mean = vec![0.0; width];
    for row in x {
        mean.iter_mut().zip(*row).for_each(|(m, &x)| *m += f64::from(x) / n);
    }
    let mut variance = vec![0.0; width];
    for row in x {
        variance.iter_mut().zip(*row).zip(&mean).for_each(|((v, &x), m)| *v += (f64::from(x) - m).powi(2) / n);
    }
    (mean, variance.into_iter().map(|v: f64| if v > 1e-12 { v.sqrt() } else { 1.0 }).collect())
}

/// The loss at `w` and its gradient. `x`: rows one after the other.
fn loss(w: &[f64], x: &[f64], y: &[usize], width: usize, classes: usize, l2: f64) -> (f64, Vec<f64>) {
    let n = y.len().max(1) as f64;
    let (mut total, mut gradient) = (0.0, vec![0.0; w.len()]);
    let mut p = vec![0.0; classes];
    for (row, &right) in x.chunks_exact(width.max(1)).zip(y) {
        for (p, w) in p.iter_mut().zip(w.chunks(width + 1)) {
            *p = w[0] + w[1..].iter().zip(row).map(|(w, x)| w * x).sum::<f64>();
        }
        let top = p.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = p.iter().map(|z| (z - top).exp()).sum();
        total += (top + sum.ln() - p[right]) / n;
        for (class, (p, g)) in p.iter().zip(gradient.chunks_mut(width + 1)).enumerate() {
            let pull = ((p - top).exp() / sum - f64::from(u8::from(class == right))) / n;
            g[0] += pull;
            g[1..].iter_mut().zip(row).for_each(|(g, x)| *g += pull * x);
        }
    }
    for (w, g) in w.chunks(width + 1).zip(gradient.chunks_mut(width + 1)) {
        for (w, g) in w[1..].iter().zip(&mut g[1..]) {
            total += 0.5 * l2 * w * w;
            *g += l2 * w;
        }
    }
    (total, gradient)
}

/// Where `f` (value and gradient) is smallest, from `w` on.
fn minimise(mut w: Vec<f64>, f: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let (mut value, mut gradient) = f(&w);
    let mut past: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for _ in 0..STEPS {
        let mut way: Vec<f64> = gradient.iter().map(|g| -g).collect();
        let mut shares = Vec::with_capacity(past.len());
        for (s, g, inverse) in past.iter().rev() {
            let share = dot(s, &way) * inverse;
            way.iter_mut().zip(g).for_each(|(w, g)| *w -= share * g);
            shares.push(share);
        }
        if let Some((s, g, _)) = past.back() {
            let scale = dot(s, g) / dot(g, g);
            way.iter_mut().for_each(|w| *w *= scale);
        }
        for ((s, g, inverse), share) in past.iter().zip(shares.iter().rev()) {
            let back = dot(g, &way) * inverse;
            way.iter_mut().zip(s).for_each(|(w, s)| *w += (share - back) * s);
        }
        let slope = dot(&gradient, &way);
        if slope >= 0.0 {
            break;
        }
        let mut length = if past.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let mut next = None;
        for _ in 0..HALVINGS {
            let there: Vec<f64> = w.iter().zip(&way).map(|(w, d)| w + length * d).collect();
            let (lower, at) = f(&there);
            if lower <= value + 1e-4 * length * slope {
                next = Some((there, lower, at));
                break;
            }
            length /= 2.0;
        }
        let Some((there, lower, at)) = next else { break };
        let s: Vec<f64> = there.iter().zip(&w).map(|(a, b)| a - b).collect();
        let g: Vec<f64> = at.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&s, &g);
        if curvature > 1e-12 {
            past.push_back((s, g, 1.0 / curvature));
            if past.len() > MEMORY {
                past.pop_front();
            }
        }
        let gain = (value - lower) / value.abs().max(1e-12);
        (w, value, gradient) = (there, lower, at);
        if gain < ENOUGH {
            break;
        }
    }
    w
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_apart_are_told_apart_and_one_number_that_never_changes_does_no_harm() {
        let x: Vec<Vec<f32>> = (0..60)
            .map(|i| {
                let turn = (i % 3) as f32;
                vec![turn * 2.0 + (i as f32 * 0.37).sin() * 0.3, 5.0 - turn, 1.0]
            })
            .collect();
        let rows: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
        let y: Vec<usize> = (0..60).map(|i| i % 3).collect();
        let head = Regression::fit(&rows, &y, 3, 1e-3);
        for (row, &right) in rows.iter().zip(&y) {
            let p = head.probabilities(row);
            assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert_eq!(crate::annotate::dense::argmax(&p), right);
        }
        assert_eq!(Regression::fit(&rows, &y, 3, 1e-3), head);
        assert_eq!(Regression::from_rows(head.rows()), Some(head));
    }

    #[test]
    fn the_minimum_of_a_bowl_is_found() {
        let bowl = |w: &[f64]| {
            let value = (w[0] - 3.0).powi(2) + 10.0 * (w[1] + 2.0).powi(2);
            (value, vec![2.0 * (w[0] - 3.0), 20.0 * (w[1] + 2.0)])
        };
        let w = minimise(vec![0.0, 0.0], bowl);
        assert!((w[0] - 3.0).abs() < 1e-2 && (w[1] + 2.0).abs() < 1e-2, "{w:?}");
    }

    #[test]
    fn more_weight_on_small_weights_makes_less_sure() {
        let rows: [&[f32]; 4] = [&[0.0], &[0.1], &[1.0], &[1.1]];
        let sure = |l2: f64| Regression::fit(&rows, &[0, 0, 1, 1], 2, l2).probabilities(&[1.0])[1];
        assert!(sure(1e-3) > sure(1.0) && sure(1.0) > 0.5);
    }
}
