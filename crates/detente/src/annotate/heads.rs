//! The heads that look at spans and pairs of spans. The same computations as `training/reader/model.py`.

use super::ModelError;
use super::dense::{Linear, Rows, Stack, Weights, gelu, softmax};
use super::encoder::Encoded;

/// Upper edges of the buckets of distance, in word pieces.
const EDGES: [usize; 8] = [1, 2, 3, 5, 9, 17, 33, 65];

/// Bucket of the signed distance from piece `left` to piece `right`; the middle one is zero.
fn bucket(left: usize, right: usize) -> usize {
    let size = EDGES.partition_point(|&e| e <= left.abs_diff(right));
    if right < left { EDGES.len() - size } else { EDGES.len() + size }
}

/// Mean vector of the pieces `start..end`.
pub fn span_mean(encoded: &Encoded, (start, end): (usize, usize)) -> Vec<f32> {
    let width = encoded.width;
    let mut mean = vec![0.0; width];
    for piece in encoded.hidden[start * width..end * width].chunks_exact(width) {
        mean.iter_mut().zip(piece).for_each(|(m, x)| *m += x);
    }
    let n = (end - start).max(1) as f32;
    mean.iter_mut().for_each(|m| *m /= n);
    mean
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
    starts: Vec<usize>,
    /// Label of each; empty when the scorer knows none.
    labels: Vec<usize>,
}

impl PairScorer {
    fn new(weights: &Weights, name: &str, labelled: (bool, bool)) -> Result<Self, ModelError> {
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
        let mut middle = Rows::empty(self.distance.width);
        let mut row = vec![0.0; middle.width];
        for &(l, r) in pairs {
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
            gelu(&mut row);
            middle.push(&row);
        }
        self.out.apply(&middle)
    }
}

/// All heads behind the tags.
pub struct Heads {
    /// Mode of a trigger: "TYPE/mode" flat, 0 for none.
    pub mode: Linear,
    /// Status of a trigger.
    pub status: Stack,
    /// Contexts of a trigger, each yes or no.
    pub contexts: Stack,
    /// Trend of an anchor, 0 for none.
    pub trend: Stack,
    /// Status of an anchor.
    pub tie_status: Stack,
    /// Whether an anchor's tie goes both ways.
    pub mutual: Stack,
    /// Trigger and mention: actor, recipient, place, time, quantity, good.
    pub roles: PairScorer,
    /// Anchor and mention: from, to, value, period, good.
    pub tie_roles: PairScorer,
    /// Cue and word: outside, begin and inside of source, begin and inside of content.
    pub said: PairScorer,
    /// Mention and earlier mention: the same?
    pub coreference: PairScorer,
    none_span: Rows,
    pair_query: Linear,
    pair_hidden: Linear,
    pair_type: Linear,
}

impl Heads {
    /// Reads the heads from the contents of `heads.safetensors`.
    pub fn new(data: &[u8]) -> Result<Self, ModelError> {
        let w = Weights::new(data)?;
        Ok(Self {
            mode: w.linear("mode")?,
            status: w.stack("status")?,
            contexts: w.stack("contexts")?,
            trend: w.stack("trend")?,
            tie_status: w.stack("tie_status")?,
            mutual: w.stack("mutual")?,
            roles: PairScorer::new(&w, "roles", (true, true))?,
            tie_roles: PairScorer::new(&w, "tie_roles", (true, true))?,
            said: PairScorer::new(&w, "said", (false, false))?,
            coreference: PairScorer::new(&w, "coreference", (true, true))?,
            none_span: w.table("none_span")?,
            pair_query: w.linear("pair_query")?,
            pair_hidden: w.linear("pair_hidden")?,
            pair_type: w.linear("pair_type")?,
        })
    }

    /// Probability of each event type for what passes between two spans of pieces; `None` stands for nobody named.
    pub fn pair(
        &self,
        encoded: &Encoded,
        actor: Option<(usize, usize)>,
        recipient: Option<(usize, usize)>,
    ) -> Vec<f32> {
        let vector = |span: Option<(usize, usize)>, none: usize| match span {
            Some(span) => span_mean(encoded, span),
            None => self.none_span.row(none).to_vec(),
        };
        let (a, r) = (vector(actor, 0), vector(recipient, 1));
        let product: Vec<f32> = a.iter().zip(&r).map(|(x, y)| x * y).collect();
        let asked_for = [a.as_slice(), &r, &product].concat();
        let query = self.pair_query.apply(&Rows { width: asked_for.len(), data: asked_for.clone() });
        let scale = (encoded.width as f32).sqrt();
        let tokens = encoded.hidden.chunks_exact(encoded.width);
        let mut weights: Vec<f32> =
            tokens.clone().map(|t| t.iter().zip(&query.data).map(|(x, y)| x * y).sum::<f32>() / scale).collect();
        softmax(&mut weights);
        let mut asked = vec![0.0; encoded.width];
        for (token, weight) in tokens.zip(&weights) {
            asked.iter_mut().zip(token).for_each(|(x, t)| *x += weight * t);
        }
        let sentence = span_mean(encoded, (0, encoded.pieces));
        let all = [asked_for, asked, sentence].concat();
        let mut hidden = self.pair_hidden.apply(&Rows { width: all.len(), data: all });
        gelu(&mut hidden.data);
        let mut types = self.pair_type.apply(&hidden).data;
        softmax(&mut types);
        types
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
