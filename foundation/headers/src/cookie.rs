//! Set-Cookie (RFC 6265bis): a cookie as an application wrote it, and as it may leave.

use crate::Problem;

/// The name of the header.
pub const NAME: &str = "Set-Cookie";

/// When a browser sends a cookie along with requests that other sites start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameSite {
    /// Always; needs `Secure`.
    None,
    /// When a user follows a link.
    Lax,
    /// Never.
    Strict,
}

impl SameSite {
    /// Reads the word in any case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Lax, Self::Strict].into_iter().find(|known| known.name().eq_ignore_ascii_case(text.trim()))
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Lax => "Lax",
            Self::Strict => "Strict",
        }
    }
}

/// A `Set-Cookie` header, read without changing its meaning: attributes that concern safety are fields, the others stay text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetCookie<'a> {
    /// Name and value as they were written, `name=value`.
    pub pair: &'a str,
    /// `Secure`
    pub secure: bool,
    /// `HttpOnly`
    pub http_only: bool,
    /// `Partitioned`
    pub partitioned: bool,
    /// `SameSite`, where it has a known value.
    pub same_site: Option<SameSite>,
    /// `Domain`, where it is set and not empty.
    pub domain: Option<&'a str>,
    /// `Path`, the last one.
    pub path: Option<&'a str>,
    /// `Expires`, `Max-Age` and what else there is, as written.
    pub others: Vec<&'a str>,
}

impl<'a> SetCookie<'a> {
    /// Reads the header's value. It cannot fail: what is no attribute is kept as it is.
    pub fn parse(text: &'a str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let mut cookie = Self {
            pair: parts.next().unwrap_or_default(),
            secure: false,
            http_only: false,
            partitioned: false,
            same_site: None,
            domain: None,
            path: None,
            others: Vec::new(),
        };
        for part in parts.filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').map_or((part, ""), |(name, value)| (name.trim(), value.trim()));
            match name {
                _ if name.eq_ignore_ascii_case("secure") => cookie.secure = true,
                _ if name.eq_ignore_ascii_case("httponly") => cookie.http_only = true,
                _ if name.eq_ignore_ascii_case("partitioned") => cookie.partitioned = true,
                _ if name.eq_ignore_ascii_case("samesite") => cookie.same_site = SameSite::parse(value),
                _ if name.eq_ignore_ascii_case("domain") => cookie.domain = Some(value).filter(|it| !it.is_empty()),
                _ if name.eq_ignore_ascii_case("path") => cookie.path = Some(value).filter(|it| !it.is_empty()),
                _ => cookie.others.push(part),
            }
        }
        cookie
    }

    /// The cookie's name.
    pub fn name(&self) -> &'a str {
        self.pair.split_once('=').map_or("", |(name, _)| name.trim())
    }

    /// What a browser would do with it at once: refuse it, for this reason.
    ///
    /// # Errors
    /// A prefix of the name that its attributes do not keep, `SameSite=None` or `Partitioned` without `Secure`.
    pub fn check(&self) -> Result<(), Problem> {
        let name = self.name();
        let fail = |reason: &str| Err(Problem::new(NAME, name.escape_debug().to_string(), reason));
        let begins = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if begins("__Secure-") && !self.secure {
            return fail("the prefix `__Secure-` needs Secure");
        }
        if begins("__Host-") && (!self.secure || self.domain.is_some() || self.path != Some("/")) {
            return fail("the prefix `__Host-` needs Secure, Path=/ and no Domain");
        }
        if self.same_site == Some(SameSite::None) && !self.secure {
            return fail("SameSite=None needs Secure");
        }
        if self.partitioned && !self.secure {
            return fail("Partitioned needs Secure");
        }
        Ok(())
    }

    /// The header's value.
    pub fn render(&self) -> String {
        let mut text = self.pair.to_owned();
        let mut add = |name: &str, value: &str| {
            text.push_str("; ");
            text.push_str(name);
            text.push_str(value);
        };
        for other in &self.others {
            add(other, "");
        }
        if let Some(domain) = self.domain {
            add("Domain=", domain);
        }
        if let Some(path) = self.path {
            add("Path=", path);
        }
        if self.secure {
            add("Secure", "");
        }
        if self.http_only {
            add("HttpOnly", "");
        }
        if let Some(same_site) = self.same_site {
            add("SameSite=", same_site.name());
        }
        if self.partitioned {
            add("Partitioned", "");
        }
        text
    }
}

/// Whether a text can be the name of a cookie.
pub fn is_name(text: &str) -> bool {
    crate::is_token(text)
}

/// The value of the first cookie of this name in a `Cookie` header, as it was sent.
///
/// The first is the one with the longest path, which browsers send first; the same as Werkzeug takes.
pub fn value<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').find_map(|pair| {
        let (found, value) = pair.split_once('=')?;
        (found.trim() == name).then(|| value.trim().trim_matches('"'))
    })
}
