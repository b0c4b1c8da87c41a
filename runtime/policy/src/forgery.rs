//! Cross-site request forgery: was this request started by a page of another site?
//!
//! The browser is asked first: `Sec-Fetch-Site`, then `Origin`, as Go 1.25 does. A token is asked of clients that send
//! neither. A token never outweighs what the browser said: a page of another site that got hold of one is still another site.

use std::fmt;
use stopple_headers::fetch::Site;
use stopple_headers::origin::Origin;

/// What is known of a request that wants to change something.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// `Sec-Fetch-Site`
    pub site: Option<&'a str>,
    /// `Origin`
    pub origin: Option<&'a str>,
    /// `Referer`
    pub referrer: Option<&'a str>,
    /// The origin that was asked, as the server knows it; `None` where its `Host` could not be read.
    pub own: Option<&'a Origin>,
}

/// Why a request was refused by its headers. What is wrong with a token is said where tokens are proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// `Sec-Fetch-Site` says another site.
    OtherSite,
    /// `Origin` is another origin.
    OtherOrigin,
    /// `Origin` is `null`: a sandboxed frame, a local file, a redirect across sites.
    OpaqueOrigin,
    /// Neither header came, and `Referer` names another origin.
    OtherReferrer,
}

impl Refusal {
    /// A word for logs and tests.
    pub fn word(self) -> &'static str {
        match self {
            Self::OtherSite => "other-site",
            Self::OtherOrigin => "other-origin",
            Self::OpaqueOrigin => "opaque-origin",
            Self::OtherReferrer => "other-referrer",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::OtherSite => "The request was started by a page of another site (Sec-Fetch-Site).",
            Self::OtherOrigin => "The request was started by a page of another origin (Origin).",
            Self::OpaqueOrigin => "The request comes from a page without an origin of its own (Origin: null).",
            Self::OtherReferrer => "The request was started by a page of another origin (Referer).",
        })
    }
}

/// What follows from the headers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Pass,
    /// The headers say nothing: a token has to.
    TokenNeeded,
    /// Refused.
    Refuse(Refusal),
}

/// Whether a method is meant to change nothing (RFC 9110 9.2.1).
pub fn is_safe(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE")
}

/// Decides. `trusted` are other origins whose pages may send requests here.
pub fn decide(asked: &Asked<'_>, trusted: &[Origin]) -> Verdict {
    if is_safe(asked.method) {
        return Verdict::Pass;
    }
    let origin = asked.origin.and_then(Origin::parse);
    let is_trusted = origin.as_ref().is_some_and(|origin| trusted.contains(origin));
    if let Some(site) = asked.site {
        return match Site::parse(site) {
            Site::SameOrigin | Site::User => Verdict::Pass,
            Site::Elsewhere if is_trusted => Verdict::Pass,
            Site::Elsewhere => Verdict::Refuse(Refusal::OtherSite),
        };
    }
    let is_own = |origin: &Origin| asked.own.is_some_and(|own| origin.is_own(own));
    match (asked.origin, origin) {
        (Some("null"), _) => return Verdict::Refuse(Refusal::OpaqueOrigin),
        (Some(_), Some(origin)) if is_own(&origin) || is_trusted => return Verdict::Pass,
        (Some(_), _) => return Verdict::Refuse(Refusal::OtherOrigin),
        (None, _) => {}
    }
    // Not needed, since many strip it; but where it came it must not name somebody else.
    match asked.referrer.map(Origin::of_address) {
        Some(Some(referrer)) if is_own(&referrer) || trusted.contains(&referrer) => Verdict::TokenNeeded,
        Some(_) => Verdict::Refuse(Refusal::OtherReferrer),
        None => Verdict::TokenNeeded,
    }
}
