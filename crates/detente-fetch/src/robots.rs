//! What a server asks of guests.

use std::time::{Duration, Instant};

use texting_robots::Robot;

/// Longest pause that is kept because a server asks for it.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The rules of one server.
#[derive(Debug)]
pub(crate) struct Robots {
    rules: Option<Robot>,
    read: Instant,
}

impl Robots {
    /// The rules for `agent` in a `robots.txt`; what cannot be understood asks for nothing.
    pub fn new(agent: &str, text: &[u8]) -> Self {
        Self { rules: Robot::new(agent, text).ok(), read: Instant::now() }
    }

    /// No rules.
    pub fn none() -> Self {
        Self { rules: None, read: Instant::now() }
    }

    pub fn allow(&self, address: &str) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.allowed(address))
    }

    /// The pause between two requests that the server asks for.
    pub fn pause(&self) -> Option<Duration> {
        let seconds = self.rules.as_ref()?.delay.filter(|s| s.is_finite() && *s > 0.0)?;
        Some(Duration::from_secs_f32(seconds.min(LONGEST_PAUSE.as_secs_f32())))
    }

    pub fn age(&self) -> Duration {
        self.read.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_heeded() {
        let text = b"User-agent: *\nDisallow: /\n\nUser-agent: detente\nDisallow: /drafts/\nCrawl-delay: 3\n";
        let rules = Robots::new("detente", text);
        assert!(rules.allow("https://a.example/news/1") && !rules.allow("https://a.example/drafts/1"));
        assert_eq!(rules.pause(), Some(Duration::from_secs(3)));
        assert!(!Robots::new("other", text).allow("https://a.example/news/1"));
        assert_eq!(Robots::new("detente", b"User-agent: *\nCrawl-delay: 86400").pause(), Some(LONGEST_PAUSE));
        assert!(Robots::new("detente", b"\xff\xfe\x00 nonsense").allow("https://a.example/"));
        assert!(Robots::none().allow("https://a.example/") && Robots::none().pause().is_none());
    }
}
