//! How probable it is that an event's type and participants are right.

use crate::annotate::Trigger;
use serde::Deserialize;
use std::sync::LazyLock;

/// Of what the model's probabilities say (as [`event`] combines them), the share that is right on held-out reports:
/// points of a rising line, fitted by `training/reader/calibrate.py`.
#[derive(Deserialize)]
struct Calibration {
    event: Vec<(f64, f64)>,
}

const FITTED: &str = include_str!("../../../../model/calibration.json");

/// The shipped line. That the file, which is part of the program, can be read is tested; `None` would leave what the
/// heads say as it is.
static SHIPPED: LazyLock<Option<Calibration>> = LazyLock::new(|| serde_json::from_str(FITTED).ok());

/// Probability that type and participants are right, to three decimals: the trigger's times the weakest part's, on
/// the line of held-out reports.
pub fn event(trigger: &Trigger, actors: &[f32], recipients: &[f32]) -> f64 {
    let weakest = actors.iter().chain(recipients).copied().fold(1.0, f32::min);
    let said = f64::from(trigger.score * weakest);
    (on_line(SHIPPED.as_ref().map_or(&[], |line| &line.event), said) * 1000.0).round() / 1000.0
}

/// Where `x` lies on the line through `points`, which rise from left to right; flat beyond the first and the last.
fn on_line(points: &[(f64, f64)], x: f64) -> f64 {
    let right = points.partition_point(|p| p.0 < x);
    match (right.checked_sub(1).and_then(|left| points.get(left)), points.get(right)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0),
        (Some(end), None) | (None, Some(end)) => end.1,
        (None, None) => x,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_straight_between_points_and_flat_outside() {
        let points = [(0.2, 0.1), (0.6, 0.5), (1.0, 0.6)];
        assert_eq!(on_line(&points, 0.0), 0.1);
        assert!((on_line(&points, 0.4) - 0.3).abs() < 1e-12);
        assert!((on_line(&points, 0.8) - 0.55).abs() < 1e-12);
        assert_eq!(on_line(&points, 1.0), 0.6);
        assert_eq!(on_line(&[], 0.7), 0.7);
    }

    #[test]
    fn the_shipped_line_rises() {
        let points = &SHIPPED.as_ref().expect("the shipped line can be read").event;
        assert!(points.len() > 2 && points.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1), "{points:?}");
    }
}
