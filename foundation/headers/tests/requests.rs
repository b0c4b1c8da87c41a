//! What clients, browsers and proxies say is read strictly: what is not understood counts as nothing.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_headers::cookie::{SameSite, SetCookie, value};
use stopple_headers::fetch::Site;
use stopple_headers::forwarded::{Claims, Proxies, believe};
use stopple_headers::origin::{Host, Origin, Scheme};

#[test]
fn hosts() {
    for (text, name, port) in [
        ("Shop.Example", "shop.example", None),
        ("shop.example.:8443", "shop.example", Some(8443)),
        ("127.0.0.1:80", "127.0.0.1", Some(80)),
        ("[::1]", "[::1]", None),
        ("[2001:DB8:0::1]:443", "[2001:db8::1]", Some(443)),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", None),
    ] {
        let host = Host::parse(text).unwrap();
        assert_eq!((host.name(), host.port()), (name, port), "{text}");
    }
    for text in [
        "",
        ":80",
        "a:",
        "a:x",
        "a:99999",
        "a:+80",
        "a b",
        "a@b",
        "a/b",
        "a\\b",
        "a..b",
        "[::1",
        "[::1]x",
        "[a]",
        "::1",
        "b\u{fc}cher",
        "a\0",
    ] {
        assert_eq!(Host::parse(text), None, "{text:?}");
    }
    assert!(Host::parse("localhost:5000").unwrap().is_loopback());
    assert!(Host::parse("[::1]").unwrap().is_loopback() && Host::parse("127.9.9.9").unwrap().is_loopback());
    assert!(!Host::parse("localhost.evil.example").unwrap().is_loopback());
}

#[test]
fn origins() {
    let own = Origin::parse("https://shop.example").unwrap();
    assert_eq!(Origin::parse("HTTPS://Shop.example:443"), Some(own.clone()));
    assert_eq!(own.to_string(), "https://shop.example");
    for other in [
        "http://shop.example",
        "https://shop.example:444",
        "https://a.shop.example",
        "https://shop.example.evil.example",
    ] {
        assert!(!Origin::parse(other).unwrap().is_own(&own), "{other}");
    }
    for none in ["null", "", "shop.example", "https://", "https://a/", "https://a@b", "ftp://a", "https://a#b"] {
        assert_eq!(Origin::parse(none), None, "{none}");
    }
    let plain = Origin::parse("http://shop.example").unwrap();
    assert!(own.is_own(&plain), "TLS that ended before us");
    assert!(!plain.is_own(&own), "never the other way round");
    assert!(
        !Origin::parse("https://shop.example").unwrap().is_own(&Origin::parse("http://shop.example:8080").unwrap())
    );
    assert_eq!(Origin::of_address("https://shop.example/a?b#c"), Some(own.clone()));
    assert_eq!(Origin::of_address("https://shop.example\\@evil.example/"), Some(own));
    assert_eq!(Origin::of_address("https://shop.example@evil.example/"), None);
}

#[test]
fn proxies_are_believed_as_far_as_they_are_counted() {
    let claims = Claims {
        address: Some("6.6.6.6, 9.9.9.9, 10.0.0.1"),
        scheme: Some("ftp, https"),
        host: Some("evil.example, shop.example"),
        forwarded: None,
    };
    assert_eq!(believe(&claims, Proxies::all(0)), Default::default());
    let one = believe(&claims, Proxies::all(1));
    assert_eq!(one.address, Some("10.0.0.1".parse().unwrap()));
    assert_eq!(one.scheme, Some(Scheme::Https));
    assert_eq!(one.host, Host::parse("shop.example"));
    let replaced = Claims { address: Some("9.9.9.9, 10.0.0.1"), scheme: Some("https"), ..Default::default() };
    let both = believe(&replaced, Proxies { address: 2, scheme: 1, ..Default::default() });
    assert_eq!((both.address, both.scheme), (Some("9.9.9.9".parse().unwrap()), Some(Scheme::Https)));
    let two = believe(&claims, Proxies::all(2));
    assert_eq!((two.address, two.scheme), (Some("9.9.9.9".parse().unwrap()), None));
    assert_eq!(believe(&claims, Proxies::all(4)), Default::default());
}

#[test]
fn forwarded_of_the_standard() {
    let text = r#"for=6.6.6.6;proto=http, for="[2001:db8::1]:47";Proto=HTTPS;host="shop.example", for=10.0.0.1"#;
    let claims = Claims { forwarded: Some(text), ..Default::default() };
    let two = believe(&claims, Proxies::all(2));
    assert_eq!(two.address, Some("2001:db8::1".parse().unwrap()));
    assert_eq!((two.scheme, two.host), (Some(Scheme::Https), Host::parse("shop.example")));
    assert_eq!(believe(&claims, Proxies::all(1)).scheme, None);
    let tricky = Claims { forwarded: Some(r#"for="a, for=6.6.6.6", for=9.9.9.9"#), ..Default::default() };
    assert_eq!(believe(&tricky, Proxies::all(1)).address, Some("9.9.9.9".parse().unwrap()));
    assert_eq!(believe(&tricky, Proxies::all(2)).address, None);
}

#[test]
fn cookies() {
    let cookie = SetCookie::parse("a=b=c; path=/x ; SECURE;httponly; samesite=lax; Max-Age=5; partitioned; Domain=");
    assert_eq!((cookie.name(), cookie.path, cookie.domain), ("a", Some("/x"), None));
    assert_eq!(cookie.same_site, Some(SameSite::Lax));
    assert_eq!(cookie.render(), "a=b=c; Max-Age=5; Path=/x; Secure; HttpOnly; SameSite=Lax; Partitioned");
    assert!(cookie.check().is_ok());
    for wrong in [
        "__Host-a=1; Secure",
        "__Host-a=1; Secure; Path=/; Domain=x",
        "__host-a=1; Path=/",
        "__Secure-a=1",
        "a=1; SameSite=None",
        "a=1; Partitioned",
    ] {
        assert!(SetCookie::parse(wrong).check().is_err(), "{wrong}");
    }
    assert_eq!(value("a=1; b=2; a=3", "a"), Some("1"));
    assert_eq!(value("ab=1", "a"), None);
}

#[test]
fn browsers_words() {
    assert_eq!(Site::parse("same-origin"), Site::SameOrigin);
    assert_eq!(Site::parse("none"), Site::User);
    for other in ["same-site", "cross-site", "", "Same-Origin", "same-origin, same-origin"] {
        assert_eq!(Site::parse(other), Site::Elsewhere, "{other}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".{0,60}", number in 0usize..5) {
        if let Some(host) = Host::parse(&text) {
            prop_assert_eq!(Host::parse(&host.to_string()), Some(host));
        }
        if let Some(origin) = Origin::parse(&text) {
            prop_assert_eq!(Origin::parse(&origin.to_string()), Some(origin));
        }
        Origin::of_address(&text);
        let text = Some(text.as_str());
        believe(&Claims { address: text, scheme: text, host: text, forwarded: text }, Proxies::all(number));
    }

    #[test]
    fn a_cookie_read_and_written_means_the_same(text in "[ -~]{0,60}") {
        let cookie = SetCookie::parse(&text);
        let written = cookie.render();
        prop_assert_eq!(SetCookie::parse(&written), cookie);
    }

    #[test]
    fn what_a_client_puts_before_is_never_believed(forged in "[ -~&&[^\"]]{0,30}", last in 1u8..255) {
        let text = format!("{forged}, 10.0.0.{last}");
        let claims = Claims { address: Some(&text), ..Default::default() };
        prop_assert_eq!(believe(&claims, Proxies::all(1)).address, Some(core::net::IpAddr::from([10, 0, 0, last])));
    }
}
