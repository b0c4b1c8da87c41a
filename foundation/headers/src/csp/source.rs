//! One source of a directive: a keyword, a nonce, a hash, a scheme or a host.

use std::fmt;

/// Where something may be loaded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// `'none'`
    None,
    /// `'self'`
    SelfOrigin,
    /// A keyword other than those above, with its quotes: `'unsafe-inline'`, `'strict-dynamic'`, ...
    Keyword(&'static str),
    /// `'nonce'`: the place where the nonce of the request will stand. Not a word of CSP itself.
    RequestNonce,
    /// A nonce that is written out, with its quotes.
    FixedNonce(String),
    /// A hash, with its quotes.
    Hash(String),
    /// A scheme with its colon, `data:`.
    Scheme(String),
    /// A host with or without scheme, port and path; also `*`.
    Host(String),
}

/// Keywords, with their quotes.
const KEYWORDS: &[&str] = &[
    "'unsafe-inline'",
    "'unsafe-eval'",
    "'unsafe-hashes'",
    "'wasm-unsafe-eval'",
    "'strict-dynamic'",
    "'report-sample'",
    "'inline-speculation-rules'",
    "'trusted-types-eval'",
    "'report-sha256'",
    "'report-sha384'",
    "'report-sha512'",
    "'unsafe-allow-redirects'",
];

/// Hash algorithms and how many bytes each gives.
const HASHES: &[(&str, usize)] = &[("sha256-", 32), ("sha384-", 48), ("sha512-", 64)];

/// Whether a text may stand behind `'nonce-`: base64 of either alphabet, with at most two `=` at its end.
pub fn is_nonce(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty() && text.len() - body.len() <= 2 && body.bytes().all(is_base64)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

impl Source {
    /// Reads one word; the error is a sentence about it.
    pub(super) fn parse(word: &str) -> Result<Self, String> {
        let lower = word.to_ascii_lowercase();
        if let Some(inner) = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return Self::quoted(word, inner, &lower);
        }
        if word.contains(['\'', '"']) {
            return Err(format!("`{word}` has a stray quote"));
        }
        let bare = format!("'{lower}'");
        if ["none", "self", "nonce"].contains(&lower.as_str()) || KEYWORDS.contains(&bare.as_str()) {
            return Err(format!("`{word}` has to stand in single quotes: `{bare}`"));
        }
        if lower.starts_with("nonce-") || HASHES.iter().any(|(name, _)| lower.starts_with(name)) {
            return Err(format!("`{word}` has to stand in single quotes: `'{word}'`"));
        }
        if word.strip_suffix(':').is_some_and(is_scheme) {
            return Ok(Self::Scheme(lower));
        }
        host(word)?;
        Ok(Self::Host(word.to_owned()))
    }

    fn quoted(word: &str, inner: &str, lower: &str) -> Result<Self, String> {
        match lower {
            "'none'" => return Ok(Self::None),
            "'self'" => return Ok(Self::SelfOrigin),
            "'nonce'" => return Ok(Self::RequestNonce),
            _ => {}
        }
        if let Some(known) = KEYWORDS.iter().find(|known| **known == lower) {
            return Ok(Self::Keyword(known));
        }
        if lower.starts_with("'nonce-") {
            let nonce = inner.get("nonce-".len()..).unwrap_or_default();
            return if is_nonce(nonce) {
                Ok(Self::FixedNonce(word.to_owned()))
            } else {
                Err(format!("`{word}` is not a nonce in base64"))
            };
        }
        if let Some((name, bytes)) =
            HASHES.iter().find(|(name, _)| lower.get(1..).is_some_and(|it| it.starts_with(name)))
        {
            let hash = inner.get(name.len()..).unwrap_or_default();
            // base64 of n bytes has ceil(n * 4 / 3) characters besides its padding.
            let right = is_nonce(hash) && hash.trim_end_matches('=').len() == (bytes * 4).div_ceil(3);
            return if right {
                Ok(Self::Hash(word.to_owned()))
            } else {
                Err(format!("`{word}` is not a hash of {bytes} bytes in base64"))
            };
        }
        if is_host_like(inner) {
            return Err(format!("`{word}` has to stand without quotes"));
        }
        Err(format!("`{word}` is no keyword of a content security policy"))
    }

    /// Whether it can say who may frame a page.
    pub(super) fn may_embed(&self) -> bool {
        matches!(self, Self::None | Self::SelfOrigin | Self::Scheme(_) | Self::Host(_))
    }

    /// Whether it lets nothing in that lies on another site: `'self'`, nonces, hashes, keywords, and data that the page carries itself.
    pub fn stays_here(&self) -> bool {
        match self {
            Self::Host(_) => false,
            Self::Scheme(scheme) => ["data:", "blob:", "mediastream:", "filesystem:"].contains(&scheme.as_str()),
            _ => true,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "'none'",
            Self::SelfOrigin => "'self'",
            Self::Keyword(word) => word,
            Self::RequestNonce => "'nonce'",
            Self::FixedNonce(text) | Self::Hash(text) | Self::Scheme(text) | Self::Host(text) => text,
        })
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn is_host_like(text: &str) -> bool {
    text.contains(['.', '/', ':']) && host(text).is_ok()
}

/// `[scheme://]host[:port][/path]`, where the host may be `*` or begin with `*.`.
fn host(word: &str) -> Result<(), String> {
    let rest = match word.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        Some(_) => return Err(format!("`{word}` has a malformed scheme")),
        None => word,
    };
    let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
    if path.contains(['?', '#']) {
        return Err(format!("`{word}`: a source has no query and no fragment"));
    }
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !authority.ends_with(']') => (name, Some(port)),
        _ => (authority, None),
    };
    if port.is_some_and(|port| port != "*" && port.parse::<u16>().is_err()) {
        return Err(format!("`{word}` has a malformed port"));
    }
    let labels = name.strip_prefix("*.").unwrap_or(name);
    let plain = labels.split('.').all(|label| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    });
    let bracketed = labels.starts_with('[') && labels.ends_with(']');
    if labels == "*" || plain || bracketed {
        Ok(())
    } else {
        Err(format!("`{word}` is neither a keyword in quotes, nor a scheme with its colon, nor a host"))
    }
}
