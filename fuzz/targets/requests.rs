//! Whatever a client sends as host, origin, cookie or forwarded header: no panic, and nothing of it leads away or splits a header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stopple_headers::cookie::SetCookie;
use stopple_headers::forwarded::{Claims, Proxies, believe};
use stopple_headers::origin::{Host, Origin, Scheme};
use stopple_policy::cookies::Cookies;
use stopple_policy::hosts::Hosts;
use stopple_policy::target::own_path;
use stopple_policy::transport::{Arrival, Transport, Verdict};

fuzz_target!(|input: (&str, &str, u8)| {
    let (one, two, number) = input;
    let own = Origin::parse("https://shop.example");
    if let Some(path) = own_path(one, own.as_ref()) {
        assert!(path.starts_with('/') && !path.starts_with("//") && !path.contains('\\'));
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
