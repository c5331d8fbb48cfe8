//! When to ask again.

use std::time::Duration;

/// Longest wait after however many failures.
const LONGEST: Duration = Duration::from_secs(6 * 3600);

/// When a feed is asked next: after the interval, and after each failure in a row twice as long again, to some six hours,
/// or as long as the server asks for; all of it longer or shorter by up to a tenth, so that many feeds and many guests do
/// not come at once.
///
/// ```
/// use detente_fetch::Schedule;
/// use std::time::Duration;
/// let minute = Duration::from_secs(60);
/// let mut schedule = Schedule::new(15 * minute, 7);
/// let wait = schedule.done();
/// assert!(wait >= 13 * minute && wait <= 17 * minute);
/// let (first, second) = (schedule.failed(None), schedule.failed(None));
/// assert!(second > first && schedule.failures() == 2);
/// ```
#[derive(Debug, Clone)]
pub struct Schedule {
    interval: Duration,
    failures: u32,
    chance: fastrand::Rng,
}

impl Schedule {
    /// A feed that is asked every `interval`; `seed` makes the chance in it one that can be repeated.
    pub fn new(interval: Duration, seed: u64) -> Self {
        Self { interval, failures: 0, chance: fastrand::Rng::with_seed(seed) }
    }

    /// The wait after an answer.
    pub fn done(&mut self) -> Duration {
        self.failures = 0;
        self.around(self.interval)
    }

    /// The wait after a failure; `again`: when the server wants to be asked again.
    pub fn failed(&mut self, again: Option<Duration>) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let longer = self.interval.saturating_mul(1 << self.failures.min(16));
        let wait = self.around(longer.min(LONGEST.max(self.interval)));
        again.map_or(wait, |again| wait.max(again))
    }

    /// Failures in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    fn around(&mut self, wait: Duration) -> Duration {
        wait.mul_f64(0.9 + 0.2 * self.chance.f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_patient_and_an_answer_forgets_them() {
        let minute = Duration::from_secs(60);
        let mut schedule = Schedule::new(minute, 1);
        for n in 1..40 {
            let wait = schedule.failed(None);
            let expected = minute.saturating_mul(1 << n.min(16)).min(LONGEST).as_secs_f64();
            assert!((wait.as_secs_f64() / expected - 1.0).abs() <= 0.1 + 1e-9, "{n}: {wait:?}");
        }
        assert!(schedule.done() <= minute.mul_f64(1.1));
        assert!(schedule.failed(Some(10 * LONGEST)) == 10 * LONGEST);
        let waits = |seed| Schedule::new(minute, seed).done();
        assert!(waits(1) == waits(1) && waits(1) != waits(2));
    }
}
