//! The headers that a browser's safety hangs on, as types: read from text, judged, written again.
//!
//! Nothing here knows Flask, Python, a clock or a request as a whole. Both wings use it: the guard writes these headers,
//! the scanner may judge them at rest.
//!
//! | module | what it holds | source |
//! |---|---|---|
//! | [`csp`] | Content-Security-Policy | W3C CSP 3 |
//! | [`hsts`] | Strict-Transport-Security | RFC 6797 |
//! | [`permissions`] | Permissions-Policy | W3C Permissions Policy, RFC 8941 |
//! | [`isolation`] | the headers with a handful of values: framing, referrer, COOP, COEP, CORP | HTML, Fetch |
//! | [`cookie`] | Set-Cookie | RFC 6265bis |
//! | [`origin`] | Origin, Host | RFC 6454, RFC 9110 |
//! | [`forwarded`] | Forwarded, X-Forwarded-* | RFC 7239 |
//! | [`fetch`] | Sec-Fetch-Site | W3C Fetch Metadata |

pub mod cookie;
pub mod csp;
pub mod fetch;
pub mod forwarded;
pub mod hsts;
pub mod isolation;
pub mod origin;
pub mod permissions;

use std::fmt;

/// What is wrong with a header that somebody wrote: which header, which part of it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The header's name as it is sent.
    pub header: &'static str,
    /// The directive, feature or attribute; empty where the whole is meant.
    pub part: String,
    /// One sentence without a full stop.
    pub reason: String,
}

impl Problem {
    pub(crate) fn new(header: &'static str, part: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { header, part: part.into(), reason: reason.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part.is_empty() {
            write!(out, "{}: {}", self.header, self.reason)
        } else {
            write!(out, "{}, `{}`: {}", self.header, self.part, self.reason)
        }
    }
}

impl std::error::Error for Problem {}

/// Whether a text may be the value of a header: no line breaks, no control characters, no bytes outside of ASCII.
pub fn is_plain_value(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'\t' || (0x20..0x7f).contains(&byte))
}

/// A token of RFC 9110: what names of headers, cookies and parameters are made of.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
