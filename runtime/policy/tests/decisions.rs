//! Every decision, in its plain cases and for whatever a client may send.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_headers::cookie::{SameSite, SetCookie};
use stopple_headers::origin::{Host, Origin, Scheme};
use stopple_policy::cookies::{Cookies, Rule};
use stopple_policy::forgery::{Asked, Refusal, Verdict, decide, is_safe};
use stopple_policy::hosts::{Hosts, Standing};
use stopple_policy::rate::Rate;
use stopple_policy::target::{foreign_host, own_path};
use stopple_policy::transport::{self, Arrival, Transport};

fn own() -> Origin {
    Origin::parse("https://shop.example").unwrap()
}

fn asked<'a>(own: &'a Origin, site: Option<&'a str>, origin: Option<&'a str>, referrer: Option<&'a str>) -> Asked<'a> {
    Asked { method: "POST", site, origin, referrer, own: Some(own) }
}

#[test]
fn forgery_in_every_combination() {
    use Verdict::{Pass, Refuse, TokenNeeded};
    let own = own();
    let trusted = [Origin::parse("https://app.example").unwrap()];
    for (site, origin, referrer, verdict) in [
        (Some("same-origin"), None, None, Pass),
        (Some("none"), None, None, Pass),
        (Some("same-origin"), Some("https://evil.example"), None, Pass),
        (Some("cross-site"), None, None, Refuse(Refusal::OtherSite)),
        (Some("same-site"), Some("https://a.shop.example"), None, Refuse(Refusal::OtherSite)),
        (Some("cross-site"), Some("https://app.example"), None, Pass),
        (Some("cross-site"), Some("https://shop.example"), None, Refuse(Refusal::OtherSite)),
        (None, Some("https://shop.example"), None, Pass),
        (None, Some("https://app.example"), None, Pass),
        (None, Some("https://evil.example"), None, Refuse(Refusal::OtherOrigin)),
        (None, Some("http://shop.example"), None, Refuse(Refusal::OtherOrigin)),
        (None, Some(""), None, Refuse(Refusal::OtherOrigin)),
        (None, Some("null"), None, Refuse(Refusal::OpaqueOrigin)),
        (None, None, None, TokenNeeded),
        (None, None, Some("https://shop.example/form"), TokenNeeded),
        (None, None, Some("https://app.example/form"), TokenNeeded),
        (None, None, Some("https://evil.example/form"), Refuse(Refusal::OtherReferrer)),
        (None, None, Some("about:blank"), Refuse(Refusal::OtherReferrer)),
    ] {
        let said = decide(&asked(&own, site, origin, referrer), &trusted);
        assert_eq!(said, verdict, "{site:?} {origin:?} {referrer:?}");
    }
    let unreadable = Asked { own: None, ..asked(&own, None, Some("https://shop.example"), None) };
    assert_eq!(decide(&unreadable, &[]), Refuse(Refusal::OtherOrigin));
    for method in ["GET", "HEAD", "OPTIONS", "TRACE"] {
        assert!(is_safe(method));
    }
    for method in ["POST", "PUT", "PATCH", "DELETE", "get", "", "PROPFIND"] {
        assert!(!is_safe(method));
    }
}

#[test]
fn hosts_and_redirects() {
    let listed = Hosts::parse(["shop.example", ".static.example", "admin.example:8443"]).unwrap();
    let standing = |hosts: &Hosts, host: &str| hosts.standing(Host::parse(host).as_ref());
    for (host, expected) in [
        ("shop.example", Standing::Ours),
        ("SHOP.example:8080", Standing::Ours),
        ("static.example", Standing::Ours),
        ("a.b.static.example", Standing::Ours),
        ("notstatic.example", Standing::Foreign),
        ("admin.example:8443", Standing::Ours),
        ("admin.example", Standing::Foreign),
        ("localhost", Standing::Foreign),
        ("a b", Standing::Foreign),
    ] {
        assert_eq!(standing(&listed, host), expected, "{host}");
    }
    assert_eq!(standing(&Hosts::Unsaid, "localhost:5000"), Standing::Ours);
    assert_eq!(standing(&Hosts::Unsaid, "evil.example"), Standing::Unknown);
    assert_eq!(standing(&Hosts::Any, "evil.example"), Standing::Ours);
    assert!(Hosts::parse(["a b"]).is_err());

    let transport = Transport { enforced: true, hosts: listed, exempt: vec!["/health".to_owned()], port: None };
    let decide = |scheme, host: &str, path: &str, query: &str| {
        let host = Host::parse(host);
        transport.decide(&Arrival { scheme, host: host.as_ref(), mount: "", path, query, exempt: false })
    };
    use transport::Verdict::{Answer, ForeignHost, Redirect};
    assert_eq!(decide(Scheme::Https, "shop.example", "/", ""), Answer);
    assert_eq!(
        decide(Scheme::Http, "shop.example:80", "/a b", "q=%41 "),
        Redirect("https://shop.example/a%20b?q=%41%20".to_owned())
    );
    assert_eq!(decide(Scheme::Http, "shop.example:8080", "/", ""), Redirect("https://shop.example:8080/".to_owned()));
    assert_eq!(decide(Scheme::Http, "shop.example", "/health", ""), Answer);
    assert_eq!(
        decide(Scheme::Http, "shop.example", "/health/x", ""),
        Redirect("https://shop.example/health/x".to_owned())
    );
    assert_eq!(decide(Scheme::Http, "evil.example", "/health", ""), ForeignHost);
}

#[test]
fn targets_are_paths_of_our_own() {
    let own = own();
    for (address, path) in [
        ("/", Some("/")),
        ("/a?b=//c#d", Some("/a?b=//c#d")),
        ("https://shop.example", Some("/")),
        ("https://shop.example/x?y", Some("/x?y")),
        ("https://shop.example?y", None),
        ("//evil.example", None),
        ("/a//evil.example", None),
        ("/./", None),
        ("/%2E%2e/x", None),
        ("/a\u{a0}b", None),
        ("/a\\b", None),
        ("/\n/evil.example", None),
        ("a", None),
        ("", None),
        ("javascript:alert(1)", None),
        ("https://evil.example", None),
        ("http://shop.example/", None),
    ] {
        assert_eq!(own_path(address, Some(&own)), path, "{address:?}");
    }
    assert_eq!(own_path("https://shop.example/", None), None);
}

#[test]
fn where_a_location_leads() {
    let own = own();
    for (location, host) in [
        ("/x", None),
        ("x//y", None),
        ("https://shop.example/x", None),
        ("http://shop.example:8080/x", None),
        ("https://evil.example/x", Some("evil.example")),
        ("//evil.example", Some("evil.example")),
        ("/\\evil.example", Some("evil.example")),
        ("\\\\EVIL.example?a", Some("evil.example")),
        (" /\t/evil.example", Some("evil.example")),
        ("https:evil.example", Some("evil.example")),
        ("https:///evil.example", Some("evil.example")),
        ("https://shop.example@evil.example:444/", Some("evil.example")),
        ("https://e\u{457}il.example/", Some("e\u{457}il.example")),
    ] {
        assert_eq!(foreign_host(location, Some(&own)).as_deref(), host, "{location:?}");
    }
}

#[test]
fn cookies_are_loosened_by_name_only() {
    let rules = Cookies {
        rules: vec![
            Rule { name: "theme".to_owned(), http_only: Some(false), ..Rule::default() },
            Rule {
                name: "embed_*".to_owned(),
                same_site: Some(SameSite::None),
                partitioned: Some(true),
                ..Rule::default()
            },
            Rule { name: "open".to_owned(), secure: Some(false), ..Rule::default() },
        ],
    };
    let harden = |text: &str| rules.harden(text, true);
    assert_eq!(harden("a=1").as_deref(), Some("a=1; Secure; HttpOnly; SameSite=Lax"));
    assert_eq!(harden("a=1; Secure; HttpOnly; SameSite=Strict"), None);
    assert_eq!(harden("a=1; SameSite=None").as_deref(), Some("a=1; Secure; HttpOnly; SameSite=Lax"));
    assert_eq!(harden("theme=1").as_deref(), Some("theme=1; Secure; SameSite=Lax"));
    assert_eq!(harden("embed_a=1").as_deref(), Some("embed_a=1; Secure; HttpOnly; SameSite=None; Partitioned"));
    assert_eq!(harden("open=1; Secure").as_deref(), Some("open=1; HttpOnly; SameSite=Lax"));
    assert_eq!(rules.harden("embed_a=1", false).as_deref(), Some("embed_a=1; HttpOnly; SameSite=Lax"));
}

#[test]
fn rates() {
    let rate = Rate::parse("3 per minute").unwrap();
    let (mut kept, mut allowed) = (None, Vec::new());
    for now in [0, 1, 2, 3, 20_000_001, 20_000_002, 100_000_000] {
        let answer = rate.decide(kept, now, 1);
        kept = Some(answer.state);
        allowed.push((answer.allowed, answer.remaining));
    }
    assert_eq!(allowed, [(true, 2), (true, 1), (true, 0), (false, 0), (true, 0), (false, 0), (true, 2)]);
    assert!(!rate.decide(kept, 100_000_000, 5).allowed, "more than there ever is");
    for (text, shown) in [
        ("10/minute", "10/minute"),
        ("100 per 15 minutes", "100/15 minutes"),
        ("1/second", "1/second"),
        ("5/Days", "5/day"),
        ("7/120 seconds", "7/2 minutes"),
    ] {
        assert_eq!(Rate::parse(text).unwrap().to_string(), shown);
    }
    for wrong in [
        "",
        "5",
        "5/",
        "/minute",
        "0/minute",
        "-1/minute",
        "5/0 minutes",
        "5/fortnight",
        "5/99999999999999999999 days",
        "5/800 days",
    ] {
        assert!(Rate::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_clock_set_back_locks_nobody_out_for_longer_than_a_period() {
    let rate = Rate::new(1, 60).unwrap();
    let answer = rate.decide(Some(u64::MAX), 1000, 1);
    assert!(!answer.allowed && answer.retry == 60_000_000);
    assert!(rate.decide(Some(answer.state), 1000 + 60_000_000, 1).allowed);
}

proptest! {
    #[test]
    fn a_page_of_another_site_never_passes(origin in "https://[a-z]{1,9}\\.evil\\.example(:[0-9]{1,4})?", referrer in proptest::option::of(".{0,30}"), method in "[A-Z]{1,8}") {
        let own = own();
        let asked = Asked { method: &method, site: None, origin: Some(&origin), referrer: referrer.as_deref(), own: Some(&own) };
        let passed = decide(&asked, &[]) == Verdict::Pass;
        prop_assert_eq!(passed, is_safe(&method));
        let asked = Asked { site: Some("cross-site"), ..asked };
        prop_assert_eq!(decide(&asked, &[]) == Verdict::Pass, is_safe(&method));
    }

    #[test]
    fn a_redirect_leads_to_https_on_the_same_host(host in "[a-z]{1,8}\\.example(:[1-9][0-9]{0,3})?", path in "/.{0,40}", query in ".{0,40}") {
        let transport = Transport { enforced: true, hosts: Hosts::Any, exempt: Vec::new(), port: None };
        let parsed = Host::parse(&host);
        let arrival = Arrival { scheme: Scheme::Http, host: parsed.as_ref(), mount: "", path: &path, query: &query, exempt: false };
        let transport::Verdict::Redirect(target) = transport.decide(&arrival) else { panic!("no redirect") };
        prop_assert!(stopple_headers::is_plain_value(&target) && !target.contains(' '));
        let there = Origin::of_address(&target).unwrap();
        prop_assert_eq!(there.scheme(), Scheme::Https);
        let start = format!("https://{}", parsed.unwrap().name());
        prop_assert!(target.starts_with(&start));
    }

    #[test]
    fn a_target_never_leaves(address in "[/\\\\a-z.:@%?# \\t2eE]{0,24}") {
        if let Some(path) = own_path(&address, Some(&own())) {
            prop_assert!(path.starts_with('/') && !path.starts_with("//"));
            prop_assert!(!path.contains('\\') && !path.contains(char::is_control));
        }
    }

    #[test]
    fn a_hardened_cookie_keeps_its_value_and_needs_no_second_time(text in "[a-z_-]{1,9}=[ -~&&[^;]]{0,20}(; [ -~&&[^;]]{0,15}){0,4}", secure: bool) {
        let rules = Cookies::default();
        let once = rules.harden(&text, secure).unwrap_or_else(|| text.clone());
        prop_assert_eq!(rules.harden(&once, secure), None);
        let (before, after) = (SetCookie::parse(&text), SetCookie::parse(&once));
        prop_assert_eq!(before.pair, after.pair);
        prop_assert!(after.http_only && (after.secure || !secure) && after.same_site.is_some());
        prop_assert_ne!(after.same_site, Some(SameSite::None));
    }

    #[test]
    fn never_more_than_the_rate_in_any_period(count in 1u32..20, steps in proptest::collection::vec(0u64..20_000_000, 1..200)) {
        let rate = Rate::new(count, 60).unwrap();
        let (mut now, mut kept, mut taken) = (0, None, Vec::new());
        for step in steps {
            now += step;
            let answer = rate.decide(kept, now, 1);
            kept = Some(answer.state);
            if answer.allowed { taken.push(now) }
            prop_assert!(answer.remaining <= count);
        }
        // GCRA: never more than the burst and what has come back in a period.
        for (place, start) in taken.iter().enumerate() {
            let within = taken[place..].iter().take_while(|time| **time < start + 60_000_000).count();
            prop_assert!(within <= 2 * count as usize);
            let at_once = taken[place..].iter().take_while(|time| **time == *start).count();
            prop_assert!(at_once <= count as usize);
        }
    }
}
