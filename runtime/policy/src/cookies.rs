//! How a cookie leaves: safe unless its owner named it.

use stopple_headers::cookie::{SameSite, SetCookie};

/// What the owner said about cookies of a name. `None` means as everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// The name; a `*` at the end stands for any rest.
    pub name: String,
    /// Only over HTTPS.
    pub secure: Option<bool>,
    /// Not for scripts.
    pub http_only: Option<bool>,
    /// Whether other sites' requests carry it.
    pub same_site: Option<SameSite>,
    /// A jar for each site that embeds us.
    pub partitioned: Option<bool>,
}

/// The rules of an application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cookies {
    /// The owner's rules; the first that fits counts.
    pub rules: Vec<Rule>,
}

impl Rule {
    fn fits(&self, name: &str) -> bool {
        match self.name.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == self.name,
        }
    }
}

impl Cookies {
    /// The header's value as it leaves, or `None` where nothing had to be changed.
    ///
    /// `secure` says whether visitors come over HTTPS. What the application made stricter itself stays so;
    /// `SameSite=None` in its code does not count as said by the owner, for an extension may have written it.
    pub fn harden(&self, written: &str, secure: bool) -> Option<String> {
        let mut cookie = SetCookie::parse(written);
        let before = cookie.clone();
        let rule = self.rules.iter().find(|rule| rule.fits(cookie.name()));
        cookie.secure = rule.and_then(|rule| rule.secure).unwrap_or(cookie.secure || secure);
        cookie.http_only = match rule.and_then(|rule| rule.http_only) {
            Some(false) => cookie.http_only,
            _ => true,
        };
        cookie.same_site = match (rule.and_then(|rule| rule.same_site), cookie.same_site) {
            (Some(said), _) => Some(said),
            (None, Some(SameSite::Strict)) => Some(SameSite::Strict),
            (None, _) => Some(SameSite::Lax),
        };
        cookie.partitioned = rule.and_then(|rule| rule.partitioned).unwrap_or(cookie.partitioned);
        if cookie.same_site == Some(SameSite::None) && !cookie.secure {
            // A browser would throw it away.
            cookie.same_site = Some(SameSite::Lax);
        }
        if cookie.partitioned && !cookie.secure {
            cookie.partitioned = false;
        }
        (cookie != before).then(|| cookie.render())
    }
}
