//! Fetches feeds and pages as a guest behaves: asks only for what has changed, heeds `robots.txt`, waits between two
//! requests to the same server, and comes back later when a server is in trouble.
//!
//! ```no_run
//! use detente_fetch::{Answer, Fetcher, Manners, Validators};
//! let mut fetcher = Fetcher::new(Manners::default());
//! match fetcher.fetch("https://news.example/feed.xml", &Validators::default())? {
//!     Answer::Fetched(fetched) => println!("{} bytes from {}", fetched.bytes.len(), fetched.address),
//!     Answer::Unchanged => println!("nothing new"),
//! }
//! # Ok::<(), detente_fetch::FetchError>(())
//! ```

mod error;
mod fetcher;
mod robots;
mod schedule;

pub use error::FetchError;
pub use fetcher::{Answer, Fetched, Fetcher, Manners, Validators};
pub use schedule::Schedule;

/// True for what is fetched instead of opened: "http://…", "https://…".
///
/// ```
/// assert!(detente_fetch::is_address("https://news.example/feed.xml"));
/// assert!(!detente_fetch::is_address("news/feed.xml"));
/// ```
pub fn is_address(source: &str) -> bool {
    let begins = |scheme: &str| source.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}
