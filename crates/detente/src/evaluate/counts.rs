//! Right, spurious, missed; and a table of figures.

use std::collections::BTreeSet;
use std::fmt;

/// Counts of one kind of decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and in the gold file.
    pub right: usize,
    /// Found, not in the gold file.
    pub spurious: usize,
    /// In the gold file, not found.
    pub missed: usize,
}

impl Counts {
    /// Adds the counts of other items.
    pub fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }

    /// Share of what was found that is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.spurious)
    }

    /// Share of the gold file that was found.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Mean F1 over the labels of the gold side.
///
/// ```
/// use detente::evaluate::macro_f1;
/// assert_eq!(macro_f1(&["a", "b", "b"], &["a", "b", "b"]), 1.0);
/// ```
pub fn macro_f1<L: Ord + PartialEq>(gold: &[L], guess: &[L]) -> f64 {
    let labels: BTreeSet<&L> = gold.iter().collect();
    let total: f64 = labels.iter().map(|label| of_label(gold, guess, label).f1()).sum();
    total / labels.len().max(1) as f64
}

/// Counts of one label.
pub(crate) fn of_label<L: PartialEq>(gold: &[L], guess: &[L], label: &L) -> Counts {
    let mut counts = Counts::default();
    for (g, p) in gold.iter().zip(guess) {
        match (g == label, p == label) {
            (true, true) => counts.right += 1,
            (false, true) => counts.spurious += 1,
            (true, false) => counts.missed += 1,
            (false, false) => {}
        }
    }
    counts
}

/// How far probabilities are from the share that is right: the mean distance of the two over ten bins of equal width,
/// each weighed by how many fall into it (expected calibration error).
///
/// ```
/// use detente::evaluate::calibration_error;
/// assert!((calibration_error(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)])).abs() < 1e-9);
/// assert!((calibration_error(&[(0.9, false), (0.1, false)]) - 0.5).abs() < 1e-9);
/// ```
pub fn calibration_error(answers: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0usize); 10];
    for &(probability, right) in answers {
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.0 += probability - f64::from(u8::from(right));
        bin.1 += 1;
    }
    bins.iter().map(|b| b.0.abs()).sum::<f64>() / answers.len().max(1) as f64
}

/// Figures with their names, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// What was scored: file and number of items.
    pub title: String,
    /// Counted figures: name and counts.
    pub counted: Vec<(String, Counts)>,
    /// Other figures: name and value.
    pub figures: Vec<(String, f64)>,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        if !self.counted.is_empty() {
            writeln!(f, "{:32} {:>9} {:>7} {:>7} {:>7}", "", "precision", "recall", "F1", "gold")?;
        }
        for (name, c) in &self.counted {
            let gold = c.right + c.missed;
            writeln!(f, "{name:32} {:9.3} {:7.3} {:7.3} {gold:7}", c.precision(), c.recall(), c.f1())?;
        }
        for (name, value) in &self.figures {
            writeln!(f, "{name:32} {value:9.3}")?;
        }
        Ok(())
    }
}
