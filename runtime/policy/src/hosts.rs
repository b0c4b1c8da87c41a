//! Hosts that the application answers for. The `Host` header is a client's word; links and redirects are built from it.

use stopple_headers::origin::Host;

/// Whom the application answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hosts {
    /// Nobody said. Requests are answered, but nothing is ever sent back to the name they bring, unless it is this machine.
    Unsaid,
    /// Any: the owner wrote `*`.
    Any,
    /// These.
    Listed(Vec<Rule>),
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    name: String,
    port: Option<u16>,
    below: bool,
}

/// How a host stands to the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is ours: visitors may be sent to it.
    Ours,
    /// It may be asked for, but nobody vouches for it.
    Unknown,
    /// It is not ours, or no host at all.
    Foreign,
}

impl Rule {
    /// Reads `shop.example`, `shop.example:8443`, `.shop.example` (it and everything below).
    pub fn parse(text: &str) -> Option<Self> {
        let below = text.starts_with('.') || text.starts_with("*.");
        let bare = text.trim_start_matches('*').strip_prefix('.').unwrap_or(text);
        let host = Host::parse(bare)?;
        Some(Self { name: host.name().to_owned(), port: host.port(), below })
    }

    fn covers(&self, host: &Host) -> bool {
        let named = host.name() == self.name
            || self.below && host.name().strip_suffix(&self.name).is_some_and(|rest| rest.ends_with('.'));
        named && (self.port.is_none() || self.port == host.port())
    }
}

impl Hosts {
    /// Reads the owner's list; the error is the entry that is no host.
    ///
    /// # Errors
    /// An entry that is neither `*` nor a host.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut rules = Vec::new();
        for entry in entries {
            if entry == "*" {
                return Ok(Self::Any);
            }
            rules.push(Rule::parse(entry).ok_or_else(|| format!("`{}` is not a host", entry.escape_debug()))?);
        }
        Ok(if rules.is_empty() { Self::Unsaid } else { Self::Listed(rules) })
    }

    /// How a host stands to the list. `None` is a `Host` header that could not be read.
    pub fn standing(&self, host: Option<&Host>) -> Standing {
        match (self, host) {
            (_, None) => Standing::Foreign,
            (Self::Any, Some(_)) => Standing::Ours,
            (Self::Unsaid, Some(host)) if host.is_loopback() => Standing::Ours,
            (Self::Unsaid, Some(_)) => Standing::Unknown,
            (Self::Listed(rules), Some(host)) if rules.iter().any(|rule| rule.covers(host)) => Standing::Ours,
            (Self::Listed(_), Some(_)) => Standing::Foreign,
        }
    }
}
