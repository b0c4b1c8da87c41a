//! Headers with a handful of values, each ordered from loose to strict, so that two wishes can be joined without loosening either.

use crate::Problem;

/// One such header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Header {
    /// `X-Frame-Options`: who may frame the page, for browsers without `frame-ancestors`.
    FrameOptions,
    /// `Referrer-Policy`: how much of the address other sites learn.
    Referrer,
    /// `Cross-Origin-Opener-Policy`: whether a window of another site keeps a handle on this one.
    Opener,
    /// `Cross-Origin-Embedder-Policy`: whether everything embedded has to agree to it.
    Embedder,
    /// `Cross-Origin-Resource-Policy`: who may embed this answer.
    Resource,
    /// `X-Content-Type-Options`: no guessing of types.
    ContentType,
    /// `Origin-Agent-Cluster`: a process of its own for the origin.
    AgentCluster,
}

/// Every header of this kind.
pub const ALL: &[Header] = &[
    Header::FrameOptions,
    Header::Referrer,
    Header::Opener,
    Header::Embedder,
    Header::Resource,
    Header::ContentType,
    Header::AgentCluster,
];

impl Header {
    /// The name of the header as it is sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::FrameOptions => "X-Frame-Options",
            Self::Referrer => "Referrer-Policy",
            Self::Opener => "Cross-Origin-Opener-Policy",
            Self::Embedder => "Cross-Origin-Embedder-Policy",
            Self::Resource => "Cross-Origin-Resource-Policy",
            Self::ContentType => "X-Content-Type-Options",
            Self::AgentCluster => "Origin-Agent-Cluster",
        }
    }

    /// Its values, the loosest first.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::FrameOptions => &["SAMEORIGIN", "DENY"],
            Self::Referrer => &[
                "unsafe-url",
                "no-referrer-when-downgrade",
                "origin-when-cross-origin",
                "origin",
                "strict-origin-when-cross-origin",
                "strict-origin",
                "same-origin",
                "no-referrer",
            ],
            Self::Opener => &["unsafe-none", "same-origin-allow-popups", "noopener-allow-popups", "same-origin"],
            Self::Embedder => &["unsafe-none", "credentialless", "require-corp"],
            Self::Resource => &["cross-origin", "same-site", "same-origin"],
            Self::ContentType => &["nosniff"],
            Self::AgentCluster => &["?0", "?1"],
        }
    }

    /// The value in the spelling of its specification.
    ///
    /// # Errors
    /// If the header has no such value. `Referrer-Policy` may be a list, of which browsers take the last they know.
    pub fn check(self, value: &str) -> Result<String, Problem> {
        let known = |word: &str| self.rank(word).and_then(|rank| self.values().get(rank).copied());
        if self == Self::Referrer && value.contains(',') {
            let words: Option<Vec<&str>> = value.split(',').map(|word| known(word.trim())).collect();
            if let Some(words) = words {
                return Ok(words.join(", "));
            }
        }
        match known(value.trim()) {
            Some(value) => Ok(value.to_owned()),
            None => Err(Problem::new(
                self.name(),
                value.escape_debug().to_string(),
                format!("is no value of this header; its values are {}", self.values().join(", ")),
            )),
        }
    }

    /// How strict a value is; `None` for one that this header does not have. A list counts as its last known value.
    pub fn rank(self, value: &str) -> Option<usize> {
        value
            .rsplit(',')
            .find_map(|word| self.values().iter().position(|known| known.eq_ignore_ascii_case(word.trim())))
    }

    /// Whether what a view set is at least as strict as what the guard would set.
    pub fn is_at_least(self, theirs: &str, ours: &str) -> bool {
        match (self.rank(theirs), self.rank(ours)) {
            (Some(theirs), Some(ours)) => theirs >= ours,
            // Browsers ignore a value that they do not know.
            (None, _) => false,
            (Some(_), None) => true,
        }
    }
}
