//! Sec-Fetch-Site: the browser's own word on where a request comes from. Pages cannot set it.

/// Where a request comes from, as the browser saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// A page of this very origin.
    SameOrigin,
    /// The user: typed, bookmarked, opened from outside.
    User,
    /// Another origin of the same site, or another site.
    Elsewhere,
}

impl Site {
    /// Reads the header. A word that the specification does not have counts as elsewhere: it can only be refused.
    pub fn parse(text: &str) -> Self {
        match text {
            "same-origin" => Self::SameOrigin,
            "none" => Self::User,
            _ => Self::Elsewhere,
        }
    }
}
