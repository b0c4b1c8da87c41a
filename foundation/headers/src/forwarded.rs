//! What proxies say about the client they speak for. Only as many are believed as the owner of the application says there are.
//!
//! Each proxy appends one value to the right. With `n` of them the n-th value from the right was written by the outermost
//! of our own; everything left of it was sent by the client and is worth nothing.

use crate::origin::{Host, Scheme};
use core::net::IpAddr;

/// The headers as they arrived; several of one name are joined with commas, as WSGI servers do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Claims<'a> {
    /// `X-Forwarded-For`
    pub address: Option<&'a str>,
    /// `X-Forwarded-Proto`
    pub scheme: Option<&'a str>,
    /// `X-Forwarded-Host`
    pub host: Option<&'a str>,
    /// `Forwarded` (RFC 7239)
    pub forwarded: Option<&'a str>,
}

/// How many of our own proxies write each header. Some append to what was there, some replace it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proxies {
    /// `X-Forwarded-For`
    pub address: usize,
    /// `X-Forwarded-Proto`
    pub scheme: usize,
    /// `X-Forwarded-Host`
    pub host: usize,
    /// `Forwarded`
    pub forwarded: usize,
}

impl Proxies {
    /// So many proxies, each of which appends to every header.
    pub fn all(number: usize) -> Self {
        Self { address: number, scheme: number, host: number, forwarded: number }
    }

    /// Whether anybody is believed at all.
    pub fn any(&self) -> bool {
        *self != Self::default()
    }
}

/// What may be believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Believed {
    /// The client's address.
    pub address: Option<IpAddr>,
    /// How the client reached the outermost proxy.
    pub scheme: Option<Scheme>,
    /// The host that the client asked for.
    pub host: Option<Host>,
}

/// Takes what the n-th proxy from the right wrote. No proxies, too few values or unreadable ones: nothing is believed.
pub fn believe(claims: &Claims<'_>, proxies: Proxies) -> Believed {
    let mut believed = Believed {
        address: claims.address.and_then(|text| nth_from_right(text, proxies.address)).and_then(address),
        scheme: claims.scheme.and_then(|text| nth_from_right(text, proxies.scheme)).and_then(Scheme::parse),
        host: claims.host.and_then(|text| nth_from_right(text, proxies.host)).and_then(Host::parse),
    };
    if let Some(element) = claims.forwarded.and_then(|text| nth_element(text, proxies.forwarded)) {
        for pair in split_outside_quotes(element, b';') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "for" if believed.address.is_none() => believed.address = address(value),
                "proto" if believed.scheme.is_none() => believed.scheme = Scheme::parse(value),
                "host" if believed.host.is_none() => believed.host = Host::parse(value),
                _ => {}
            }
        }
    }
    believed
}

fn nth_from_right(text: &str, number: usize) -> Option<&str> {
    text.rsplit(',').nth(number.checked_sub(1)?).map(str::trim)
}

fn nth_element(text: &str, number: usize) -> Option<&str> {
    if number == 0 {
        return None;
    }
    let elements = split_outside_quotes(text, b',');
    elements.len().checked_sub(number).and_then(|place| elements.get(place).copied())
}

/// Splits where the separator stands outside of quotes.
fn split_outside_quotes(text: &str, separator: u8) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if byte == separator && !quoted => {
                parts.extend(text.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).collect()
}

/// `1.2.3.4`, `1.2.3.4:567`, `::1`, `[::1]`, `[::1]:567`.
fn address(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split_once(']').and_then(|(address, _)| address.parse().ok());
    }
    text.rsplit_once(':').and_then(|(address, _)| address.parse().ok())
}
