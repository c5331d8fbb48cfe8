//! Who takes which part in a deed or a tie: every mention of a passage is weighed for a trigger, in view of the others.
//! The same computations as `training/reader/roles.py`.

use super::ModelError;
use super::dense::{Linear, Norm, Rows, Weights, gelu, multiply, softmax};
use super::pairs::{PairScorer, Side};

/// A mention's number counted from its trigger: −1 is the last one before it, 0 the first one behind.
const RANKS: isize = 6;
/// Other triggers that stand between, at most.
const BETWEEN: usize = 4;
/// Heads of the attention among mentions.
const HEADS: usize = 4;

/// Scores pairs of trigger and mention: each pair's own vector, then attention among those of one trigger, among those of
/// one mention, and among those of one trigger again.
pub struct RoleScorer {
    pair: PairScorer,
    rank: Rows,
    between: Rows,
    enter: Norm,
    asked: Linear,
    mixed: Linear,
    mixed_norm: Norm,
    wide: Linear,
    narrow: Linear,
    norm: Norm,
    across: Attention,
    again: Attention,
    last: Wide,
}

/// What each row takes from those of its group, added to it.
struct Attention {
    enter: Norm,
    asked: Linear,
    mixed: Linear,
}

impl Attention {
    fn new(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        Ok(Self {
            enter: weights.norm(&format!("{name}.enter"))?,
            asked: weights.linear(&format!("{name}.asked"))?,
            mixed: weights.linear(&format!("{name}.mixed"))?,
        })
    }

    fn apply(&self, rows: &mut Rows, groups: &[Vec<usize>]) {
        let mut entered = rows.clone();
        self.enter.apply(&mut entered);
        add(rows, &self.mixed.apply(&attention(&self.asked.apply(&entered), groups)));
    }
}

/// Each row through a wider layer, added to it.
struct Wide {
    norm: Norm,
    wide: Linear,
    narrow: Linear,
}

impl Wide {
    fn new(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        Ok(Self {
            norm: weights.norm(&format!("{name}.norm"))?,
            wide: weights.linear(&format!("{name}.wide"))?,
            narrow: weights.linear(&format!("{name}.narrow"))?,
        })
    }

    fn apply(&self, rows: &mut Rows) {
        let mut entered = rows.clone();
        self.norm.apply(&mut entered);
        let mut wide = self.wide.apply(&entered);
        gelu(&mut wide.data);
        add(rows, &self.narrow.apply(&wide));
    }
}

impl RoleScorer {
    /// Reads the weights called `name.…`.
    pub fn new(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let part = |p: &str| format!("{name}.{p}");
        Ok(Self {
            pair: PairScorer::new(weights, name, (true, true))?,
            rank: weights.table(&part("rank"))?,
            between: weights.table(&part("between"))?,
            enter: weights.norm(&part("enter"))?,
            asked: weights.linear(&part("asked"))?,
            mixed: weights.linear(&part("mixed"))?,
            mixed_norm: weights.norm(&part("mixed_norm"))?,
            wide: weights.linear(&part("wide"))?,
            narrow: weights.linear(&part("narrow"))?,
            norm: weights.norm(&part("norm"))?,
            across: Attention::new(weights, &part("across"))?,
            again: Attention::new(weights, &part("again"))?,
            last: Wide::new(weights, &part("last"))?,
        })
    }

    /// Prepares the triggers.
    pub fn left(&self, vectors: &Rows, starts: Vec<usize>, labels: Vec<usize>) -> Side {
        self.pair.left(vectors, starts, labels)
    }

    /// Prepares the mentions, which are in order of position.
    pub fn right(&self, vectors: &Rows, starts: Vec<usize>, labels: Vec<usize>) -> Side {
        self.pair.right(vectors, starts, labels)
    }

    /// Scores of the `pairs` of trigger and mention, a row a pair; the pairs are those of the first trigger first, its mentions
    /// in order.
    ///
    /// All triggers go through each layer together; only attention stays within one.
    pub fn scores(&self, triggers: &Side, mentions: &Side, pairs: &[(usize, usize)]) -> Rows {
        let orders: Vec<Vec<(usize, usize)>> =
            triggers.starts.iter().map(|&t| order(t, &triggers.starts, &mentions.starts)).collect();
        let middle = self.pair.middle(triggers, mentions, pairs, |n, row| {
            let (trigger, mention) = pairs[n];
            let (rank, between) = orders[trigger][mention];
            let added = self.rank.row(rank).iter().zip(self.between.row(between));
            row.iter_mut().zip(added).for_each(|(x, (a, b))| *x += a + b);
        });
        let of_trigger = groups(pairs.iter().map(|p| p.0), triggers.starts.len());
        let of_mention = groups(pairs.iter().map(|p| p.1), mentions.starts.len());
        let mut rows = self.among(middle, &of_trigger);
        self.across.apply(&mut rows, &of_mention);
        self.again.apply(&mut rows, &of_trigger);
        self.last.apply(&mut rows);
        self.pair.out(&rows)
    }

    /// The first layer, of attention among the mentions of each trigger.
    fn among(&self, mut rows: Rows, of_trigger: &[Vec<usize>]) -> Rows {
        self.enter.apply(&mut rows);
        let mixed = self.mixed.apply(&attention(&self.asked.apply(&rows), of_trigger));
        add(&mut rows, &mixed);
        self.mixed_norm.apply(&mut rows);
        let mut wide = self.wide.apply(&rows);
        gelu(&mut wide.data);
        add(&mut rows, &self.narrow.apply(&wide));
        self.norm.apply(&mut rows);
        rows
    }
}

/// Rank and number of triggers between, for each of `mentions` seen from `trigger`; all are first pieces, in order.
fn order(trigger: usize, triggers: &[usize], mentions: &[usize]) -> Vec<(usize, usize)> {
    let before = mentions.partition_point(|&m| m < trigger) as isize;
    let placed = |(m, &start): (usize, &usize)| {
        let rank = (m as isize - before).clamp(-RANKS, RANKS - 1) + RANKS;
        let (low, high) = (start.min(trigger), start.max(trigger));
        let between = triggers.partition_point(|&t| t < high).saturating_sub(triggers.partition_point(|&t| t <= low));
        (rank as usize, between.min(BETWEEN))
    };
    mentions.iter().enumerate().map(placed).collect()
}

/// The rows of each of `count` groups, in order, given the group of every row.
fn groups(of_rows: impl Iterator<Item = usize>, count: usize) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); count];
    of_rows.enumerate().for_each(|(row, group)| out[group].push(row));
    out
}

/// What each row takes from those of its group. A row of `asked` is query, key and value of all heads.
fn attention(asked: &Rows, groups: &[Vec<usize>]) -> Rows {
    let width = asked.width / 3;
    let size = width / HEADS;
    let scale = 1.0 / (size as f32).sqrt();
    let mut out = Rows { width, data: vec![0.0; asked.len() * width] };
    let (mut queries, mut keys, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let (mut weights, mut taken) = (Vec::new(), Vec::new());
    for group in groups.iter().filter(|group| !group.is_empty()) {
        let n = group.len();
        for head in 0..HEADS {
            let part = |row: usize, which: usize| &asked.row(row)[which * width + head * size..][..size];
            queries.clear();
            values.clear();
            keys.clear();
            keys.resize(size * n, 0.0);
            for (at, &row) in group.iter().enumerate() {
                queries.extend(part(row, 0).iter().map(|x| x * scale));
                values.extend_from_slice(part(row, 2));
                // A column a key.
                keys[at..].iter_mut().step_by(n).zip(part(row, 1)).for_each(|(x, key)| *x = *key);
            }
            weights.clear();
            weights.resize(n * n, 0.0);
            multiply(n, size, n, &queries, &keys, &mut weights);
            weights.chunks_exact_mut(n).for_each(softmax);
            taken.clear();
            taken.resize(n * size, 0.0);
            multiply(n, n, size, &weights, &values, &mut taken);
            for (&row, taken) in group.iter().zip(taken.chunks_exact(size)) {
                out.data[row * width + head * size..][..size].copy_from_slice(taken);
            }
        }
    }
    out
}

fn add(rows: &mut Rows, more: &Rows) {
    rows.data.iter_mut().zip(&more.data).for_each(|(x, y)| *x += y);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_counted_from_the_trigger_and_triggers_between_them() {
        let seen = order(20, &[4, 20, 31], &[2, 10, 25, 40]);
        assert_eq!(seen, [(4, 1), (5, 0), (6, 0), (7, 1)]);
        // A mention that begins with the trigger is the first behind it.
        assert_eq!(order(10, &[10], &[10]), [(6, 0)]);
    }

    #[test]
    fn rows_that_ask_for_nothing_take_the_mean() {
        // Query, key and value of two rows, four heads of one number each.
        let mut asked = Rows { width: 12, data: vec![0.0; 24] };
        asked.data[8..12].copy_from_slice(&[3.0, 3.0, 3.0, 5.0]);
        asked.data[20..24].copy_from_slice(&[1.0, 3.0, 3.0, 5.0]);
        let mean = [2.0, 3.0, 3.0, 5.0, 2.0, 3.0, 3.0, 5.0];
        assert_eq!(attention(&asked, &[vec![0, 1]]).data, mean);
        assert_eq!(attention(&asked, &groups([0, 0].into_iter(), 1)).data, mean);
        // Each alone.
        assert_eq!(attention(&asked, &groups([0, 1].into_iter(), 2)).data, [3.0, 3.0, 3.0, 5.0, 1.0, 3.0, 3.0, 5.0]);
    }
}
