//! Strict-Transport-Security (RFC 6797).

use crate::Problem;

/// The name of the header.
pub const NAME: &str = "Strict-Transport-Security";
/// The shortest time that the preload list of browsers takes: a year.
const PRELOAD_SECONDS: u64 = 31_536_000;

/// How long and for which hosts a browser must use HTTPS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hsts {
    /// Seconds; 0 makes browsers forget.
    pub max_age: u64,
    /// Also for every host below this one.
    pub include_subdomains: bool,
    /// The owner asks to be put on the list that browsers ship.
    pub preload: bool,
}

impl Hsts {
    /// A policy that means what it says.
    ///
    /// # Errors
    /// `preload` that the list's keepers would refuse (less than a year, or without subdomains).
    pub fn new(max_age: u64, include_subdomains: bool, preload: bool) -> Result<Self, Problem> {
        if preload && (max_age < PRELOAD_SECONDS || !include_subdomains) {
            let reason = format!("takes a max-age of at least {PRELOAD_SECONDS} seconds and includeSubDomains");
            return Err(Problem::new(NAME, "preload", reason));
        }
        Ok(Self { max_age, include_subdomains, preload })
    }

    /// Reads a header as a browser does: unknown directives are passed over; `None` where a browser would ignore it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut found = Self { max_age: 0, include_subdomains: false, preload: false };
        let mut max_age = None;
        for part in text.split(';') {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "max-age" if max_age.is_some() => return None,
                "max-age" => max_age = Some(value.trim().trim_matches('"').parse().ok()?),
                "includesubdomains" => found.include_subdomains = true,
                "preload" => found.preload = true,
                _ => {}
            }
        }
        found.max_age = max_age?;
        Some(found)
    }

    /// Whether it asks at least as much as another one.
    pub fn is_at_least(&self, other: &Self) -> bool {
        self.max_age >= other.max_age && (self.include_subdomains || !other.include_subdomains)
    }

    /// The value of the header.
    pub fn render(&self) -> String {
        let mut text = format!("max-age={}", self.max_age);
        if self.include_subdomains {
            text.push_str("; includeSubDomains");
        }
        if self.preload {
            text.push_str("; preload");
        }
        text
    }
}
