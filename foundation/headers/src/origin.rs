//! Origins and hosts: what a browser or a client says about who asks whom.

use std::fmt;

/// A host and its port, as the `Host` header has them. Lower case, without a final dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Host {
    name: String,
    port: Option<u16>,
}

impl Host {
    /// Reads `host`, `host:port`, `[v6]`, `[v6]:port`.
    ///
    /// `None` for everything else: user information, paths, spaces, empty labels, a port that is no number. What is not
    /// understood is never compared or sent back to a browser.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (address, after) = rest.split_once(']')?;
                let address: core::net::Ipv6Addr = address.parse().ok()?;
                let port = match after.strip_prefix(':') {
                    Some(port) => Some(port),
                    None if after.is_empty() => None,
                    None => return None,
                };
                (format!("[{address}]"), port)
            }
            None => {
                let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
                (domain(name)?, port)
            }
        };
        let port = match port {
            None => None,
            Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            Some(_) => return None,
        };
        Some(Self { name, port })
    }

    /// The name without the port.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The port, where one is written.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Whether it names this very machine, which no visitor elsewhere can reach or be sent to.
    pub fn is_loopback(&self) -> bool {
        let bare = self.name.trim_matches(['[', ']']);
        self.name == "localhost"
            || self.name.ends_with(".localhost")
            || bare.parse::<core::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(out, "{}:{port}", self.name),
            None => out.write_str(&self.name),
        }
    }
}

/// A domain name or an IPv4 address: letters, digits, hyphens, underscores; at most 253 characters.
fn domain(text: &str) -> Option<String> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let fits = !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        });
    fits.then(|| text.to_ascii_lowercase())
}

/// The two schemes of the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Plain.
    Http,
    /// Over TLS.
    Https,
}

impl Scheme {
    /// Reads a scheme in any case.
    pub fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("https") {
            Some(Self::Https)
        } else if text.eq_ignore_ascii_case("http") {
            Some(Self::Http)
        } else {
            None
        }
    }

    /// The port where none is written.
    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// An origin of the web: scheme, host and port (RFC 6454).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    scheme: Scheme,
    name: String,
    port: u16,
}

impl Origin {
    /// The origin of a host that was reached in this way.
    pub fn of(scheme: Scheme, host: &Host) -> Self {
        Self { scheme, name: host.name.clone(), port: host.port.unwrap_or(scheme.default_port()) }
    }

    /// Reads an `Origin` header or a trusted origin of a configuration: `scheme://host[:port]`, nothing behind it.
    /// `None` for `null` and everything else that names no site.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        Some(Self::of(Scheme::parse(scheme)?, &Host::parse(rest)?))
    }

    /// The origin of a whole address, such as a `Referer`. The user information of an address makes it unreadable.
    pub fn of_address(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        Some(Self::of(Scheme::parse(scheme)?, &Host::parse(rest.get(..end)?)?))
    }

    /// Its host, without the port.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Whether a request that arrived at `own` may come from here as from itself.
    ///
    /// The same origin may; so may the `https` origin of the same host while `own` is plain, on default ports: then TLS
    /// ended before us and nobody told. The other way round is never right: it would let a network attacker in.
    pub fn is_own(&self, own: &Self) -> bool {
        if self == own {
            return true;
        }
        self.name == own.name
            && self.scheme == Scheme::Https
            && own.scheme == Scheme::Http
            && (self.port, own.port) == (443, 80)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}://{}", self.scheme.name(), self.name)?;
        if self.port == self.scheme.default_port() { Ok(()) } else { write!(out, ":{}", self.port) }
    }
}
