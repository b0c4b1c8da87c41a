//! How long a session lives: so long since it began, and so long since it was last used.

/// Limits in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without a request.
    pub idle: u64,
    /// In all.
    pub absolute: u64,
}

/// When a session began and was last known to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// Seconds since 1970.
    pub began: u64,
    /// Seconds since 1970; written again only now and then, see [`Limits::wants_renewal`].
    pub used: u64,
}

/// A clock may be set back by this much without ending anybody's session.
const SKEW: u64 = 300;

impl Limits {
    /// Whether a session still lives. A session of the future is none: its clock was wrong, or is now; it is not kept alive
    /// for as long as the clock was set back.
    pub fn alive(&self, life: Life, now: u64) -> bool {
        let since = |then: u64| if then <= now.saturating_add(SKEW) { Some(now.saturating_sub(then)) } else { None };
        since(life.began).is_some_and(|age| age <= self.absolute)
            && since(life.used).is_some_and(|idle| idle <= self.idle)
    }

    /// Whether the last use should be written again: after a twentieth of the idle limit, so that not every answer carries a cookie.
    pub fn wants_renewal(&self, life: Life, now: u64) -> bool {
        now.saturating_sub(life.used) > self.idle / 20
    }

    /// When it ends at the latest if nobody uses it any more.
    pub fn end(&self, life: Life) -> u64 {
        life.used.saturating_add(self.idle).min(life.began.saturating_add(self.absolute))
    }
}
