//! The heads that look at spans and pairs of spans. The same computations as `training/reader/model.py`.

use super::ModelError;
use super::dense::{Linear, Rows, Stack, Weights, gelu, softmax};
use super::encoder::Encoded;
use super::pairs::PairScorer;
use super::roles::RoleScorer;

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
    pub roles: RoleScorer,
    /// Anchor and mention: from, to, value, period, good.
    pub tie_roles: RoleScorer,
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
            roles: RoleScorer::new(&w, "roles")?,
            tie_roles: RoleScorer::new(&w, "tie_roles")?,
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
