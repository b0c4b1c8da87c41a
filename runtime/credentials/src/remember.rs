//! Remember-me tokens: a series that names the login, and a token that is new after each use.
//!
//! Who presents a token of the series that was used up long ago holds a copy: either the visitor or a thief has the current
//! one, and nobody can tell which. Both are turned away. For a short while the token before the current one still counts,
//! since a browser sends several requests at once.

use crate::{NoRandomness, digest, random, same, text};

const SERIES: usize = 16;
const TOKEN: usize = 32;

/// What a browser keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Cookie {
    series: [u8; SERIES],
    token: [u8; TOKEN],
}

/// What the server keeps of a series: hashes only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Hash of the token that counts.
    pub current: [u8; 32],
    /// Hash of the one before.
    pub previous: [u8; 32],
    /// When the current one was given out, in seconds.
    pub rotated: u64,
}

/// What a presented token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The current one.
    Current,
    /// The one before, within the grace.
    JustReplaced,
    /// A copy that somebody used after it was replaced, or an invention for a series that exists.
    Stolen,
}

impl Cookie {
    /// A new login.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn new() -> Result<Self, NoRandomness> {
        Ok(Self { series: random()?, token: random()? })
    }

    /// The same login with a new token.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn rotated(&self) -> Result<Self, NoRandomness> {
        Ok(Self { series: self.series, token: random()? })
    }

    /// Reads a cookie's value.
    pub fn parse(value: &str) -> Option<Self> {
        let bytes = text::decode(value)?;
        let (series, token) = bytes.split_at_checked(SERIES)?;
        Some(Self { series: series.try_into().ok()?, token: token.try_into().ok()? })
    }

    /// The cookie's value.
    pub fn render(&self) -> String {
        text::encode(&[self.series.as_slice(), &self.token].concat())
    }

    /// Under what the server finds the series.
    pub fn series_digest(&self) -> [u8; 32] {
        digest(&self.series)
    }

    /// What the server keeps of the token.
    pub fn token_digest(&self) -> [u8; 32] {
        digest(&self.token)
    }
}

impl Kept {
    /// What the server keeps of a new login.
    pub fn first(cookie: &Cookie, now: u64) -> Self {
        Self { current: cookie.token_digest(), previous: [0; 32], rotated: now }
    }

    /// What it keeps once the token was replaced.
    pub fn replaced_by(&self, cookie: &Cookie, now: u64) -> Self {
        Self { current: cookie.token_digest(), previous: self.current, rotated: now }
    }

    /// Judges a token of this series. `grace` is in seconds; a clock that was set back grants it too.
    pub fn judge(&self, cookie: &Cookie, now: u64, grace: u64) -> Verdict {
        let presented = cookie.token_digest();
        let (current, previous) = (same(&presented, &self.current), same(&presented, &self.previous));
        if current {
            Verdict::Current
        } else if previous && now.saturating_sub(self.rotated) <= grace {
            Verdict::JustReplaced
        } else {
            Verdict::Stolen
        }
    }
}
