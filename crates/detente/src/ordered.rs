//! Many reports on several threads, results in the order of the input.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{channel, sync_channel};

/// How many items a thread may be ahead of the slowest: bounds memory however unequal the items are.
const AHEAD: usize = 16;

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
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    let threads = threads.get();
    std::thread::scope(|scope| {
        // A permit for every item between the feeder and `take`.
        let (permit, permits) = sync_channel::<()>(threads * AHEAD);
        let (feed, fed) = channel::<(usize, T)>();
        let (done, results) = channel::<(usize, R)>();
        let fed = Mutex::new(fed);
        let fed = &fed;
        let work = &work;
        scope.spawn(move || {
            for item in items.enumerate() {
                // Either end hangs up when `take` has failed.
                if permit.send(()).is_err() || feed.send(item).is_err() {
                    return;
                }
            }
        });
        // `take`'s end owns the permits: when it leaves early they are gone, which stops the feeder, then the workers.
        std::thread::scope(move |workers| {
            for _ in 0..threads {
                let done = done.clone();
                workers.spawn(move || {
                    loop {
                        let next = match fed.lock() {
                            Ok(fed) => fed.recv(),
                            Err(_) => return,
                        };
                        let Ok((n, item)) = next else { return };
                        if done.send((n, work(item))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(done);
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            for (n, result) in results {
                waiting.insert(n, result);
                while let Some(result) = waiting.remove(&next) {
                    next += 1;
                    let _ = permits.recv();
                    take(result)?;
                }
            }
            Ok(())
        })
    })
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
}
