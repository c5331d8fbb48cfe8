//! What could not be fetched, and why.

use std::time::Duration;

/// Why an address gave nothing. Messages do not repeat the address: whoever asked knows it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The server's `robots.txt` asks not to.
    #[error("the server's robots.txt asks not to fetch this")]
    Disallowed,
    /// `robots.txt` could not be read, which counts as asking not to (RFC 9309).
    #[error("the server's robots.txt cannot be read, so nothing is fetched from it for now: {0}")]
    Robots(String),
    /// An answer other than the thing asked for.
    #[error("the server answers with status {status}")]
    Status {
        /// "404".
        status: u16,
        /// When the server wants to be asked again, if it says so.
        again: Option<Duration>,
    },
    /// More redirections than [`crate::Manners::redirects`].
    #[error("redirected more than {0} times")]
    Redirected(u32),
    /// An answer longer than [`crate::Manners::bytes`].
    #[error("an answer of more than {0} bytes")]
    TooLong(u64),
    /// No whole answer within [`crate::Manners::patience`].
    #[error("no answer within {} seconds", .0.as_secs())]
    TooSlow(Duration),
    /// The address, the network or the server's protocol is at fault.
    #[error("{0}")]
    Failed(String),
}

impl FetchError {
    /// When the server wants to be asked again, if it says so.
    pub fn again(&self) -> Option<Duration> {
        match self {
            Self::Status { again, .. } => *again,
            _ => None,
        }
    }
}
