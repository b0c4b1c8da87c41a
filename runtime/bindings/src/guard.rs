//! A request arrives, an answer leaves: the two crossings of the border that every request pays.

use crate::errors;
use crate::shield::Shield;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use std::borrow::Cow;
use stopple_credentials::{random, text};
use stopple_headers::cookie::{SameSite, value as cookie_value};
use stopple_headers::forwarded::{Claims, Proxies, believe};
use stopple_headers::origin::{Host, Origin, Scheme};
use stopple_policy::cookies::{Cookies, Rule};
use stopple_policy::forgery::{self, Asked};
use stopple_policy::hosts::Hosts;
use stopple_policy::shield::Facts;
use stopple_policy::target;
use stopple_policy::transport::{Arrival, Transport, Verdict};

/// Bytes of a nonce; CSP 3 asks for 16 at least.
const NONCE: usize = 18;

/// A cookie rule as Python gives it: name, Secure, HttpOnly, SameSite, Partitioned.
type CookieRule = (String, Option<bool>, Option<bool>, Option<String>, Option<bool>);

/// The decisions of one application.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct Guard {
    transport: Transport,
    trusted: Vec<Origin>,
    cookies: Option<Cookies>,
    proxies: Proxies,
    shield: Option<Py<Shield>>,
}

#[pymethods]
impl Guard {
    #[new]
    #[pyo3(signature = (*, https, hosts, https_exempt, https_port, trusted_origins, cookies, proxies, shield))]
    fn new(
        https: bool,
        hosts: Vec<String>,
        https_exempt: Vec<String>,
        https_port: Option<u16>,
        trusted_origins: Vec<String>,
        cookies: Option<Vec<CookieRule>>,
        proxies: (usize, usize, usize, usize),
        shield: Option<Py<Shield>>,
    ) -> PyResult<Self> {
        let hosts = Hosts::parse(hosts.iter().map(String::as_str)).map_err(errors::value)?;
        let trusted = trusted_origins
            .iter()
            .map(|text| {
                Origin::parse(text).ok_or_else(|| {
                    errors::value(format!("{text:?} is not an origin such as https://app.example, without a path"))
                })
            })
            .collect::<PyResult<Vec<_>>>()?;
        let cookies = cookies
            .map(|rules| Ok::<_, PyErr>(Cookies { rules: rules.into_iter().map(rule).collect::<PyResult<_>>()? }))
            .transpose()?;
        let (address, scheme, host, forwarded) = proxies;
        let proxies = Proxies { address, scheme, host, forwarded };
        let transport = Transport { enforced: https, hosts, exempt: https_exempt, port: https_port };
        Ok(Self { transport, trusted, cookies, proxies, shield })
    }

    /// Writes what the trusted proxies say into the request: scheme, address and host.
    fn hear_proxies(&self, environ: &Bound<'_, PyDict>) -> PyResult<()> {
        let py = environ.py();
        let address = text_of(environ, intern!(py, "HTTP_X_FORWARDED_FOR"))?;
        let scheme = text_of(environ, intern!(py, "HTTP_X_FORWARDED_PROTO"))?;
        let host = text_of(environ, intern!(py, "HTTP_X_FORWARDED_HOST"))?;
        let forwarded = text_of(environ, intern!(py, "HTTP_FORWARDED"))?;
        let claims = Claims {
            address: address.as_deref(),
            scheme: scheme.as_deref(),
            host: host.as_deref(),
            forwarded: forwarded.as_deref(),
        };
        let believed = believe(&claims, self.proxies);
        if let Some(address) = believed.address {
            environ.set_item(intern!(py, "REMOTE_ADDR"), address.to_string())?;
        }
        if let Some(scheme) = believed.scheme {
            environ.set_item(intern!(py, "wsgi.url_scheme"), scheme.name())?;
        }
        if let Some(host) = believed.host {
            let scheme = scheme_of(environ)?;
            let port = host.port().unwrap_or(scheme.default_port());
            environ.set_item(intern!(py, "HTTP_HOST"), host.to_string())?;
            environ.set_item(intern!(py, "SERVER_NAME"), host.name())?;
            environ.set_item(intern!(py, "SERVER_PORT"), port.to_string())?;
        }
        Ok(())
    }

    /// Judges a request. `None`: go on. Otherwise what is to be done, and its detail: `redirect` and an address, `host`,
    /// `plain`, `token` (the headers say nothing, a CSRF token has to), or `forgery`, its word and its sentence.
    fn arrive<'py>(
        &self,
        environ: &Bound<'py, PyDict>,
        check_transport: bool,
        plain_exempt: bool,
        check_forgery: bool,
    ) -> PyResult<Option<(&'static str, String, String)>> {
        let py = environ.py();
        let host = host_of(environ)?;
        let scheme = scheme_of(environ)?;
        if check_transport {
            // The address is needed to redirect only, which over HTTPS nobody is.
            let of = |key| match scheme {
                Scheme::Https => Ok(String::new()),
                Scheme::Http => text_of(environ, key).map(Option::unwrap_or_default),
            };
            let mount = of(intern!(py, "SCRIPT_NAME"))?;
            let path = of(intern!(py, "PATH_INFO"))?;
            let query = of(intern!(py, "QUERY_STRING"))?;
            let arrival = Arrival {
                scheme,
                host: host.as_ref(),
                mount: &mount,
                path: &path,
                query: &query,
                exempt: plain_exempt,
            };
            match self.transport.decide(&arrival) {
                Verdict::Answer => {}
                Verdict::Redirect(target) => return Ok(Some(("redirect", target, String::new()))),
                Verdict::ForeignHost => return Ok(Some(("host", String::new(), String::new()))),
                Verdict::NowhereToRedirect => return Ok(Some(("plain", String::new(), String::new()))),
            }
        }
        if !check_forgery {
            return Ok(None);
        }
        if is_text(environ, intern!(py, "REQUEST_METHOD"), intern!(py, "GET"))? {
            return Ok(None);
        }
        let method = text_of(environ, intern!(py, "REQUEST_METHOD"))?.unwrap_or_default();
        if forgery::is_safe(&method) {
            return Ok(None);
        }
        let site = text_of(environ, intern!(py, "HTTP_SEC_FETCH_SITE"))?;
        let origin = text_of(environ, intern!(py, "HTTP_ORIGIN"))?;
        let referrer = text_of(environ, intern!(py, "HTTP_REFERER"))?;
        let own = host.as_ref().map(|host| Origin::of(scheme, host));
        let asked = Asked {
            method: &method,
            site: site.as_deref(),
            origin: origin.as_deref(),
            referrer: referrer.as_deref(),
            own: own.as_ref(),
        };
        Ok(match forgery::decide(&asked, &self.trusted) {
            forgery::Verdict::Pass => None,
            forgery::Verdict::TokenNeeded => Some(("token", String::new(), String::new())),
            forgery::Verdict::Refuse(refusal) => Some(("forgery", refusal.word().to_owned(), refusal.to_string())),
        })
    }

    /// Changes the headers of an answer in place: adds what is missing, makes stricter what is weaker, hardens cookies.
    fn leave(&self, environ: &Bound<'_, PyDict>, headers: &Bound<'_, PyList>) -> PyResult<()> {
        let py = environ.py();
        let secure = scheme_of(environ)? == Scheme::Https;
        let nonce = nonce(environ)?;
        let nonce = nonce.to_cow()?;
        let personal = environ.contains(intern!(py, "stopple.personal"))?;
        let facts = Facts { secure, nonce: &nonce, personal };
        if let Some(more) = environ.get_item(intern!(py, "stopple.headers"))? {
            headers.set_slice(headers.len(), headers.len(), &more)?;
        }
        let harden = |written: &str| {
            self.cookies.as_ref().and_then(|rules| rules.harden(written, secure || self.transport.enforced))
        };
        let own = environ.get_item(intern!(py, "stopple.shield"))?;
        match own.as_ref().map(|own| own.cast::<Shield>()).transpose()? {
            Some(own) => own.get().dress(headers, &facts, harden),
            None => match &self.shield {
                Some(shield) => shield.get().dress(headers, &facts, harden),
                None => {
                    if personal {
                        add_vary(headers)?;
                    }
                    self.harden_alone(headers, harden)
                }
            },
        }
    }

    /// The host that a `Location` leads to, if that is not our own.
    fn foreign_host(&self, environ: &Bound<'_, PyDict>, location: &str) -> PyResult<Option<String>> {
        let own = host_of(environ)?.map(|host| Origin::of(scheme_of(environ).unwrap_or(Scheme::Http), &host));
        Ok(target::foreign_host(location, own.as_ref()))
    }

    /// The path that an address means on our own site, or `None` where it may lead away.
    fn own_path<'a>(&self, environ: &Bound<'_, PyDict>, address: &'a str) -> PyResult<Option<&'a str>> {
        let own = host_of(environ)?.map(|host| Origin::of(scheme_of(environ).unwrap_or(Scheme::Http), &host));
        Ok(target::own_path(address, own.as_ref()))
    }
}

impl Guard {
    /// Cookies, where no headers are wanted.
    fn harden_alone(&self, headers: &Bound<'_, PyList>, harden: impl Fn(&str) -> Option<String>) -> PyResult<()> {
        for place in 0..headers.len() {
            let (name, value): (String, String) = headers.get_item(place)?.extract()?;
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some(hardened) = harden(&value)
            {
                headers.set_item(place, (name, hardened))?;
            }
        }
        Ok(())
    }
}

/// The nonce of a request: made when it is first asked for, and kept in the request.
pub fn nonce<'py>(environ: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyString>> {
    let key = intern!(environ.py(), "stopple.nonce");
    if let Some(nonce) = environ.get_item(key)? {
        return Ok(nonce.cast_into::<PyString>()?);
    }
    let made = text::encode(&random::<NONCE>().map_err(errors::no_randomness)?);
    let made = PyString::new(environ.py(), &made);
    environ.set_item(key, &made)?;
    Ok(made)
}

/// The value of a cookie as it was sent, `None` where there is none; the first of several, as everywhere.
#[pyfunction]
pub fn cookie(environ: &Bound<'_, PyDict>, name: &str) -> PyResult<Option<String>> {
    let header = text_of(environ, intern!(environ.py(), "HTTP_COOKIE"))?;
    Ok(header.as_deref().and_then(|header| cookie_value(header, name)).map(str::to_owned))
}

/// A text of the environment; WSGI has text everywhere, so anything else is as good as absent.
fn text_of<'py>(environ: &Bound<'py, PyDict>, key: &Bound<'py, PyString>) -> PyResult<Option<String>> {
    Ok(match environ.get_item(key)? {
        Some(value) => match value.cast::<PyString>() {
            // What cannot be UTF-8 is no header that we could read.
            Ok(value) => Some(value.to_cow().map(Cow::into_owned).unwrap_or_else(|_| "\u{fffd}".to_owned())),
            Err(_) => None,
        },
        None => None,
    })
}

/// Whether a text of the environment is this one, without making a copy of it.
fn is_text(environ: &Bound<'_, PyDict>, key: &Bound<'_, PyString>, text: &Bound<'_, PyString>) -> PyResult<bool> {
    match environ.get_item(key)? {
        Some(value) => Ok(value.is(text) || value.eq(text)?),
        None => Ok(false),
    }
}

/// What tells caches that an answer depends on the cookie, where no shield does.
fn add_vary(headers: &Bound<'_, PyList>) -> PyResult<()> {
    for pair in headers.iter() {
        let (name, value): (String, String) = pair.extract()?;
        if name.eq_ignore_ascii_case("vary") && value.to_ascii_lowercase().contains("cookie") {
            return Ok(());
        }
    }
    headers.append(("Vary", "Cookie"))
}

fn scheme_of(environ: &Bound<'_, PyDict>) -> PyResult<Scheme> {
    let py = environ.py();
    if is_text(environ, intern!(py, "wsgi.url_scheme"), intern!(py, "https"))? {
        return Ok(Scheme::Https);
    }
    let scheme = text_of(environ, intern!(environ.py(), "wsgi.url_scheme"))?;
    Ok(scheme.as_deref().and_then(Scheme::parse).unwrap_or(Scheme::Http))
}

/// The host that a request names; without a `Host` header the one that the server was bound to (HTTP/1.0).
fn host_of(environ: &Bound<'_, PyDict>) -> PyResult<Option<Host>> {
    let py = environ.py();
    if let Some(host) = text_of(environ, intern!(py, "HTTP_HOST"))? {
        return Ok(Host::parse(&host));
    }
    let Some(name) = text_of(environ, intern!(py, "SERVER_NAME"))? else { return Ok(None) };
    Ok(match text_of(environ, intern!(py, "SERVER_PORT"))?.as_deref() {
        None | Some("80" | "443") => Host::parse(&name),
        Some(port) => Host::parse(&format!("{name}:{port}")),
    })
}

fn rule((name, secure, http_only, same_site, partitioned): CookieRule) -> PyResult<Rule> {
    let same_site = same_site
        .map(|word| {
            SameSite::parse(&word)
                .ok_or_else(|| errors::value(format!("cookie {name:?}: SameSite is Strict, Lax or None, not {word:?}")))
        })
        .transpose()?;
    Ok(Rule { name, secure, http_only, same_site, partitioned })
}
