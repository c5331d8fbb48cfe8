//! Two spans and what is between them, in numbers. The same computations as `training/reader/pairs.py`.

use super::ModelError;
use super::dense::{Linear, Rows, Weights, gelu};

/// Upper edges of the buckets of distance, in word pieces.
const EDGES: [usize; 8] = [1, 2, 3, 5, 9, 17, 33, 65];

/// Bucket of the signed distance from piece `left` to piece `right`; the middle one is zero.
fn bucket(left: usize, right: usize) -> usize {
    let size = EDGES.partition_point(|&e| e <= left.abs_diff(right));
    if right < left { EDGES.len() - size } else { EDGES.len() + size }
}

/// Scores pairs: gelu(A l + B r + (P l)∘(Q r) + distance + labels) → one score a question.
pub struct PairScorer {
    a: Linear,
    b: Linear,
    p: Linear,
    q: Linear,
    distance: Rows,
    left_labels: Option<Rows>,
    right_labels: Option<Rows>,
    out: Linear,
}

/// One side of the pairs a scorer is asked about.
pub struct Side {
    sum: Rows,
    product: Rows,
    /// First piece of each.
    pub starts: Vec<usize>,
    /// Label of each; empty when the scorer knows none.
    labels: Vec<usize>,
}

impl PairScorer {
    pub fn new(weights: &Weights, name: &str, labelled: (bool, bool)) -> Result<Self, ModelError> {
        let part = |p: &str| format!("{name}.{p}");
        let table = |on: bool, p: &str| if on { weights.table(&part(p)).map(Some) } else { Ok(None) };
        Ok(Self {
            a: weights.linear(&part("a"))?,
            b: weights.linear(&part("b"))?,
            p: weights.linear(&part("p"))?,
            q: weights.linear(&part("q"))?,
            distance: weights.table(&part("distance"))?,
            left_labels: table(labelled.0, "left")?,
            right_labels: table(labelled.1, "right")?,
            out: weights.linear(&part("out"))?,
        })
    }

    /// Prepares left sides.
    pub fn left(&self, vectors: &Rows, starts: Vec<usize>, labels: Vec<usize>) -> Side {
        Side { sum: self.a.apply(vectors), product: self.p.apply(vectors), starts, labels }
    }

    /// Prepares right sides.
    pub fn right(&self, vectors: &Rows, starts: Vec<usize>, labels: Vec<usize>) -> Side {
        Side { sum: self.b.apply(vectors), product: self.q.apply(vectors), starts, labels }
    }

    /// Scores of each of the `pairs` (left, right): a row a pair.
    pub fn scores(&self, left: &Side, right: &Side, pairs: &[(usize, usize)]) -> Rows {
        self.out.apply(&self.middle(left, right, pairs, |_, _| ()))
    }

    /// The vector of each of the `pairs`; `more(n, row)` adds to that of pair `n` before the GELU.
    pub fn middle(
        &self,
        left: &Side,
        right: &Side,
        pairs: &[(usize, usize)],
        more: impl Fn(usize, &mut [f32]),
    ) -> Rows {
        let mut middle = Rows::empty(self.distance.width);
        let mut row = vec![0.0; middle.width];
        for (n, &(l, r)) in pairs.iter().enumerate() {
            let distance = self.distance.row(bucket(left.starts[l], right.starts[r]));
            let (al, pl, br, qr) = (left.sum.row(l), left.product.row(l), right.sum.row(r), right.product.row(r));
            for i in 0..row.len() {
                row[i] = al[i] + br[i] + pl[i] * qr[i] + distance[i];
            }
            for (table, side, at) in [(&self.left_labels, left, l), (&self.right_labels, right, r)] {
                if let Some(table) = table {
                    row.iter_mut().zip(table.row(side.labels[at])).for_each(|(x, y)| *x += y);
                }
            }
            more(n, &mut row);
            gelu(&mut row);
            middle.push(&row);
        }
        middle
    }

    /// Scores of the pairs' vectors, a row a pair.
    pub fn out(&self, middle: &Rows) -> Rows {
        self.out.apply(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_buckets_are_symmetric_about_zero() {
        assert_eq!(bucket(7, 7), 8);
        assert_eq!(bucket(7, 8), 9);
        assert_eq!(bucket(8, 7), 7);
        assert_eq!(bucket(0, 500), 16);
        assert_eq!(bucket(500, 0), 0);
    }
}
