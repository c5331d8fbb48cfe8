//! Many reports on several threads, results in the order of the input.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many items a thread may be ahead of the slowest.
const AHEAD: usize = 16;
/// How much the items may weigh that a thread is ahead of the slowest: bounds memory however unequal they are.
const WEIGHT_AHEAD: usize = 4 << 20;

/// Applies `work` to every item on `threads` threads and hands the results to `take` in the order of the items.
///
/// At most a fixed number of items a thread is held at a time, so memory does not grow with their number. When
/// `take` fails, no further item is begun and its error is returned.
///
/// ```
/// use detente::ordered::for_each;
/// let mut seen = Vec::new();
/// for_each(1..=5, 2.try_into().unwrap(), |n| n * n, |square| {
///     seen.push(square);
///     Ok::<(), ()>(())
/// })
/// .unwrap();
/// assert_eq!(seen, [1, 4, 9, 16, 25]);
/// ```
///
/// # Errors
/// The first error of `take`.
pub fn for_each<I, T, R, E>(
    items: I,
    threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    for_each_weighed(items, threads, |_| 0, work, take)
}

/// As [`for_each`], of items of which some take much memory: `weigh` says how many bytes. Fewer items are held at a time
/// when they are heavy, one alone whatever it weighs.
///
/// # Errors
/// The first error of `take`.
pub fn for_each_weighed<I, T, R, E>(
    items: I,
    threads: NonZeroUsize,
    weigh: impl Fn(&T) -> usize + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    let threads = threads.get();
    let gate = Gate::default();
    let gate = &gate;
    std::thread::scope(|scope| {
        let (feed, fed) = channel::<(usize, usize, T)>();
        let (done, results) = channel::<(usize, usize, R)>();
        let fed = Mutex::new(fed);
        let fed = &fed;
        let work = &work;
        scope.spawn(move || {
            for (n, item) in items.enumerate() {
                let weight = weigh(&item);
                // Either end hangs up when `take` has failed.
                if !gate.enter(weight, threads) || feed.send((n, weight, item)).is_err() {
                    return;
                }
            }
        });
        std::thread::scope(move |workers| {
            // However this ends, the feeder must not wait any longer, and then the workers neither.
            let _closing = Closing(gate);
            for _ in 0..threads {
                let done = done.clone();
                workers.spawn(move || {
                    loop {
                        let next = match fed.lock() {
                            Ok(fed) => fed.recv(),
                            Err(_) => return,
                        };
                        let Ok((n, weight, item)) = next else { return };
                        if done.send((n, weight, work(item))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(done);
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            for (n, weight, result) in results {
                waiting.insert(n, (weight, result));
                while let Some((weight, result)) = waiting.remove(&next) {
                    next += 1;
                    take(result)?;
                    gate.leave(weight);
                }
            }
            Ok(())
        })
    })
}

/// Lets items in as long as there is room for them between the feeder and `take`.
#[derive(Default)]
struct Gate {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    items: usize,
    weight: usize,
    closed: bool,
}

impl Gate {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        // Nothing is done under the lock that could leave it half done.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for room; false when the gate was closed.
    fn enter(&self, weight: usize, threads: usize) -> bool {
        let mut inside = self.inside();
        loop {
            let light = inside.weight.saturating_add(weight) <= WEIGHT_AHEAD.saturating_mul(threads);
            if inside.closed {
                return false;
            }
            if inside.items == 0 || (light && inside.items < threads.saturating_mul(AHEAD)) {
                inside.items += 1;
                inside.weight = inside.weight.saturating_add(weight);
                return true;
            }
            inside = self.changed.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn leave(&self, weight: usize) {
        let mut inside = self.inside();
        inside.items = inside.items.saturating_sub(1);
        inside.weight = inside.weight.saturating_sub(weight);
        self.changed.notify_all();
    }
}

/// Closes the gate when it goes.
struct Closing<'g>(&'g Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.inside().closed = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_when_early_items_are_slow() {
        let mut seen = Vec::new();
        let slow = |n: usize| {
            if n.is_multiple_of(50) {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            n
        };
        for_each(0..200, NonZeroUsize::new(4).unwrap(), slow, |n| {
            seen.push(n);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert!(seen.iter().copied().eq(0..200));
    }

    #[test]
    fn an_error_stops_an_endless_input() {
        let result = for_each(0.., NonZeroUsize::MIN, |n: u64| n, |n| if n == 30 { Err(n) } else { Ok(()) });
        assert_eq!(result, Err(30));
    }

    #[test]
    fn heavy_items_wait_for_each_other() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        // One in four weighs more than all that may be held, and is held alone.
        let weigh = |n: &usize| {
            most.fetch_max(inside.load(Ordering::SeqCst), Ordering::SeqCst);
            if n.is_multiple_of(4) { usize::MAX } else { WEIGHT_AHEAD }
        };
        let mut seen = Vec::new();
        let work = |n: usize| {
            most.fetch_max(1 + inside.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
            n
        };
        for_each_weighed(0..40, NonZeroUsize::new(2).unwrap(), weigh, work, |n| {
            inside.fetch_sub(1, Ordering::SeqCst);
            seen.push(n);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert!(seen.iter().copied().eq(0..40));
        assert!(most.load(Ordering::SeqCst) <= 2, "{most:?}");
    }
}
