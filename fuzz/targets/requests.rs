//! Whatever a client sends as host, origin, cookie or forwarded header: no panic, and nothing of it leads away or splits a header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stopple_headers::cookie::{self, SetCookie};
use stopple_headers::forwarded::{Claims, Proxies, believe};
use stopple_headers::origin::{Host, Origin, Scheme};
use stopple_policy::cookies::Cookies;
use stopple_policy::forgery::{self, Asked};
use stopple_policy::hosts::Hosts;
use stopple_policy::target::{foreign_host, own_path};
use stopple_policy::transport::{Arrival, Transport, Verdict};

fuzz_target!(|input: (&str, &str, u8)| {
    let (one, two, number) = input;
    let own = Origin::parse("https://shop.example");
    if let Some(path) = own_path(one, own.as_ref()) {
        assert!(path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'));
        assert_eq!(foreign_host(path, own.as_ref()), None);
    }
    let asked = Asked { method: "POST", site: None, origin: Some(one), referrer: Some(two), own: own.as_ref() };
    if forgery::decide(&asked, &[]) == forgery::Verdict::Pass {
        assert_eq!(Origin::parse(one), own);
    }
    let asked = Asked { site: Some(one), ..asked };
    if forgery::decide(&asked, &[]) == forgery::Verdict::Pass {
        assert!(matches!(one, "same-origin" | "none") || Origin::parse(one) == own);
    }
    if let Some(value) = cookie::value(one, two) {
        assert!(one.contains(value) && !value.contains(';'));
    }
    let claims = Claims { address: Some(one), scheme: Some(two), host: Some(one), forwarded: Some(two) };
    believe(&claims, Proxies::all(usize::from(number)));
    if let Some(host) = Host::parse(one) {
        assert_eq!(Host::parse(&host.to_string()).as_ref(), Some(&host));
        let transport = Transport { enforced: true, hosts: Hosts::Any, exempt: Vec::new(), port: None };
        let arrival =
            Arrival { scheme: Scheme::Http, host: Some(&host), mount: "", path: two, query: two, exempt: false };
        if let Verdict::Redirect(target) = transport.decide(&arrival) {
            assert!(stopple_headers::is_plain_value(&target) && target.starts_with("https://"));
        }
    }
    let once = Cookies::default().harden(one, true).unwrap_or_else(|| one.to_owned());
    assert_eq!(Cookies::default().harden(&once, true), None);
    assert_eq!(SetCookie::parse(one).pair, SetCookie::parse(&once).pair);
});
