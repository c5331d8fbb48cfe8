//! One request after the other.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Response, header};
use ureq::{Agent, Body, ResponseExt};

use crate::error::FetchError;
use crate::robots::Robots;

/// How a guest behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// Name by which servers, and their `robots.txt`, know us.
    pub agent: String,
    /// Least time between two requests to one server; its `robots.txt` may ask for more.
    pub pause: Duration,
    /// Longest that one answer may take.
    pub patience: Duration,
    /// Most redirections of one request.
    pub redirects: u32,
    /// Most bytes of one answer, unpacked.
    pub bytes: u64,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            agent: "detente".to_owned(),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(60),
            redirects: 5,
            bytes: 16 << 20,
        }
    }
}

/// What a server said of the last version of a thing, to be asked whether it has changed since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The thing, new or changed.
    Fetched(Fetched),
    /// It is as it was.
    Unchanged,
}

/// A thing that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was in the end, after redirections.
    pub address: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// For the next request.
    pub validators: Validators,
}

/// Fetches one thing after the other; see [the crate](crate).
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    manners: Manners,
    servers: HashMap<String, Server>,
}

/// What is known of a server.
#[derive(Debug)]
struct Server {
    robots: Robots,
    asked: Instant,
}

/// How long rules are taken to hold.
const RULES_HOLD: Duration = Duration::from_secs(24 * 3600);

impl Fetcher {
    /// A guest who knows no server yet.
    pub fn new(manners: Manners) -> Self {
        let agent = Agent::config_builder()
            .user_agent(manners.agent.as_str())
            .max_redirects(manners.redirects)
            .timeout_global(Some(manners.patience))
            .http_status_as_error(false)
            .build()
            .into();
        Self { agent, manners, servers: HashMap::new() }
    }

    /// Fetches what is at an address, if it has changed since `known`.
    ///
    /// # Errors
    /// `robots.txt` asks not to, the server answers with something else, too slowly or too much, or cannot be reached.
    pub fn fetch(&mut self, address: &str, known: &Validators) -> Result<Answer, FetchError> {
        let robots = texting_robots::get_robots_url(address)
            .map_err(|_| FetchError::Failed("not an address of the web".to_owned()))?;
        let rules = self.rules(&robots)?;
        if !rules.allow(address) {
            return Err(FetchError::Disallowed);
        }
        let pause = rules.pause().unwrap_or_default().max(self.manners.pause);
        if let Some(server) = self.servers.get_mut(&robots) {
            std::thread::sleep(pause.saturating_sub(server.asked.elapsed()));
            server.asked = Instant::now();
        }
        let mut request = self.agent.get(address);
        for (name, value) in [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut response = request.call().map_err(|e| self.failed(&e))?;
        match response.status().as_u16() {
            200 => {}
            304 => return Ok(Answer::Unchanged),
            status => return Err(FetchError::Status { status, again: again(response.headers()) }),
        }
        let said = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let validators = Validators { etag: said(header::ETAG), modified: said(header::LAST_MODIFIED) };
        let address = response.get_uri().to_string();
        Ok(Answer::Fetched(Fetched { address, bytes: self.body(&mut response, self.manners.bytes)?, validators }))
    }

    /// The rules of the server whose `robots.txt` is at this address.
    fn rules(&mut self, robots: &str) -> Result<&Robots, FetchError> {
        let stale = self.servers.get(robots).is_none_or(|server| server.robots.age() > RULES_HOLD);
        if stale {
            let rules = self.read_rules(robots)?;
            // The request for the rules counts as one.
            self.servers.insert(robots.to_owned(), Server { robots: rules, asked: Instant::now() });
        }
        self.servers.get(robots).map(|server| &server.robots).ok_or(FetchError::Disallowed)
    }

    fn read_rules(&self, robots: &str) -> Result<Robots, FetchError> {
        /// RFC 9309 asks to read at least this much.
        const MOST: u64 = 500 << 10;
        let unreadable = |e: FetchError| FetchError::Robots(e.to_string());
        let mut response = self.agent.get(robots).call().map_err(|e| unreadable(self.failed(&e)))?;
        match response.status().as_u16() {
            200 => match self.body(&mut response, MOST) {
                Ok(bytes) => Ok(Robots::new(&self.manners.agent, &bytes)),
                Err(FetchError::TooLong(_)) => Ok(Robots::none()),
                Err(error) => Err(unreadable(error)),
            },
            // No rules.
            300..500 => Ok(Robots::none()),
            status => Err(unreadable(FetchError::Status { status, again: None })),
        }
    }

    fn body(&self, response: &mut Response<Body>, most: u64) -> Result<Vec<u8>, FetchError> {
        response.body_mut().with_config().limit(most).read_to_vec().map_err(|e| match e {
            ureq::Error::BodyExceedsLimit(_) => FetchError::TooLong(most),
            e => self.failed(&e),
        })
    }

    fn failed(&self, error: &ureq::Error) -> FetchError {
        match error {
            ureq::Error::TooManyRedirects => FetchError::Redirected(self.manners.redirects),
            ureq::Error::Timeout(_) => FetchError::TooSlow(self.manners.patience),
            error => FetchError::Failed(error.to_string()),
        }
    }
}

/// `Retry-After` in seconds; a date is left to the back-off.
fn again(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
