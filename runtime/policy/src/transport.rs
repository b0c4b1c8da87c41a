//! HTTPS or not: answer, redirect, refuse.

use crate::hosts::{Hosts, Standing};
use stopple_headers::origin::{Host, Scheme};

/// What the owner wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transport {
    /// Plain requests are redirected.
    pub enforced: bool,
    /// Whom the application answers for.
    pub hosts: Hosts,
    /// Paths that are answered without HTTPS, whole and exact: a health check.
    pub exempt: Vec<String>,
    /// The port that HTTPS is served on, where it is not the one of the request (or 443 for 80).
    pub port: Option<u16>,
}

/// A request as far as this decision needs it.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// How it arrived, proxies heard.
    pub scheme: Scheme,
    /// The host that it names, where it could be read.
    pub host: Option<&'a Host>,
    /// Path of the application and below it, one character a byte as WSGI has it (PEP 3333).
    pub mount: &'a str,
    /// Path below the mount, in the same form.
    pub path: &'a str,
    /// What stands behind the question mark.
    pub query: &'a str,
    /// The route itself is exempt from HTTPS.
    pub exempt: bool,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Answer,
    /// Send the visitor here.
    Redirect(String),
    /// The host is not ours.
    ForeignHost,
    /// HTTPS is wanted, but nobody vouches for the host that one would redirect to.
    NowhereToRedirect,
}

impl Transport {
    /// Decides.
    pub fn decide(&self, arrival: &Arrival<'_>) -> Verdict {
        let standing = self.hosts.standing(arrival.host);
        let Some(host) = arrival.host.filter(|_| standing != Standing::Foreign) else {
            return Verdict::ForeignHost;
        };
        if !self.enforced || arrival.scheme == Scheme::Https || arrival.exempt {
            return Verdict::Answer;
        }
        if arrival.mount.is_empty() && self.exempt.iter().any(|path| path == arrival.path) {
            return Verdict::Answer;
        }
        match standing {
            Standing::Ours => Verdict::Redirect(self.target(host, arrival)),
            _ => Verdict::NowhereToRedirect,
        }
    }

    fn target(&self, host: &Host, arrival: &Arrival<'_>) -> String {
        let mut target = format!("https://{}", host.name());
        match self.port.or(host.port()) {
            None | Some(80 | 443) => {}
            Some(port) => {
                target.push(':');
                target.push_str(&port.to_string());
            }
        }
        encode(arrival.mount, false, &mut target);
        encode(arrival.path, false, &mut target);
        if !arrival.query.is_empty() {
            target.push('?');
            encode(arrival.query, true, &mut target);
        }
        target
    }
}

/// Percent-encodes what must not stand in an address. A query is encoded already; only what no address may hold is touched.
fn encode(text: &str, is_query: bool, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for character in text.chars() {
        let plain = character.is_ascii_alphanumeric()
            || "/-._~!$&'()*+,;=:@".contains(character)
            || is_query && "%?[]|".contains(character);
        if plain {
            out.push(character);
            continue;
        }
        // A character of WSGI is a byte; anything else never came from a socket and is encoded as UTF-8.
        let mut buffer = [0; 4];
        let code = u32::from(character);
        let bytes = match u8::try_from(code) {
            Ok(byte) => {
                buffer[0] = byte;
                &buffer[..1]
            }
            Err(_) => character.encode_utf8(&mut buffer).as_bytes(),
        };
        for byte in bytes {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
