//! Policies are read word for word, refused with the part that is wrong, and written as they were meant.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_headers::csp::{Policy, Source, is_nonce};
use stopple_headers::hsts::Hsts;
use stopple_headers::isolation::{ALL, Header};
use stopple_headers::permissions::Permissions;

fn refused(text: &str) -> (String, String) {
    let problem = Policy::parse(text).unwrap_err();
    (problem.part, problem.reason)
}

#[test]
fn a_policy_is_written_with_the_nonce_of_the_request() {
    let policy = Policy::parse("script-src 'nonce' 'strict-dynamic'; style-src 'self' 'nonce'").unwrap();
    let written = policy.written();
    assert!(written.has_nonce());
    assert_eq!(written.with_nonce("abc"), "script-src 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'");
    assert_eq!(policy.to_string(), "script-src 'nonce' 'strict-dynamic'; style-src 'self' 'nonce'");
}

#[test]
fn what_a_browser_would_ignore_is_refused_and_named() {
    for (text, part) in [
        ("script src", "script"),
        ("script-src self", "script-src"),
        ("script-src 'self", "script-src"),
        ("img-src 'none' https:", "img-src"),
        ("img-src https://a.example/?q", "img-src"),
        ("img-src 'https://a.example'", "img-src"),
        ("img-src https://a.example:99999", "img-src"),
        ("style-src nonce-abc", "style-src"),
        ("style-src 'nonce-'", "style-src"),
        ("style-src 'sha256-YWJj'", "style-src"),
        ("frame-ancestors 'unsafe-inline'", "frame-ancestors"),
        ("sandbox allow-all", "sandbox"),
        ("report-uri", "report-uri"),
        ("report-uri here", "report-uri"),
        ("report-to a b", "report-to"),
        ("require-trusted-types-for script", "require-trusted-types-for"),
        ("trusted-types 'x y'", "trusted-types"),
        ("upgrade-insecure-requests 1", "upgrade-insecure-requests"),
        ("img-src a; img-src b", "img-src"),
        ("img-src a,b", "img-src"),
        ("img-src a\u{e4}", "img-src"),
    ] {
        assert_eq!(refused(text).0, part, "{text}");
    }
    assert_eq!(refused("script_src 'self'").1, "is no directive; `script-src` is meant, perhaps");
}

#[test]
fn what_a_browser_understands_is_taken() {
    for text in [
        "default-src 'none'",
        "img-src *",
        "img-src data: blob: https://*.a.example:*/path/ a.example:8443 [::1]:80",
        "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
        "script-src 'unsafe-eval' 'wasm-unsafe-eval' 'report-sample'",
        "sandbox allow-forms allow-scripts",
        "trusted-types a b 'allow-duplicates'; require-trusted-types-for 'script'",
        "upgrade-insecure-requests; report-uri /r; report-to r",
        "worker-src 'self'; manifest-src 'self'",
    ] {
        assert_eq!(Policy::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Policy::parse("IMG-SRC 'SELF'; ;").unwrap().to_string(), "img-src 'self'");
    assert_eq!(Policy::parse("img-src").unwrap().to_string(), "img-src 'none'");
}

#[test]
fn a_nonce_is_added_without_allowing_less() {
    let mut policy = Policy::parse("default-src 'self' https://a.example").unwrap();
    policy.add_nonce("script-src").unwrap();
    policy.add_nonce("script-src").unwrap();
    assert_eq!(policy.sources("script-src").unwrap().len(), 3);
    let mut policy = Policy::parse("script-src 'none'").unwrap();
    policy.add_nonce("script-src").unwrap();
    assert_eq!(policy.sources("script-src").unwrap(), [Source::RequestNonce]);
    assert!(policy.add_nonce("sandbox").is_err());
}

#[test]
fn weaknesses_are_said() {
    let said = |text: &str| Policy::parse(text).unwrap().weaknesses();
    let strict = "default-src 'none'; script-src 'nonce' 'strict-dynamic'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    assert_eq!(said(strict), Vec::<String>::new());
    assert_eq!(said("").len(), 5);
    let weak = said(
        "default-src *; script-src 'unsafe-inline' 'unsafe-eval' data: 'nonce-abc'; base-uri *; form-action *; frame-ancestors https:",
    );
    assert!(weak.iter().any(|it| it.contains("the same in every answer")), "{weak:?}");
    assert!(weak.iter().any(|it| it.contains("data:")));
    assert_eq!(weak.iter().filter(|it| it.starts_with("script-src")).count(), 3);
    assert!(said("script-src 'unsafe-inline'; object-src 'none'")[0].contains("injected script"));
}

#[test]
fn home_is_where_nothing_foreign_is_loaded() {
    let home = |text: &str| Policy::parse(text).unwrap().keeps_to_its_own_site();
    assert!(home("default-src 'self'; img-src data:; connect-src https://api.example"));
    assert!(!home("default-src 'self'; img-src https://images.example"));
    assert!(!home("default-src https:"));
    assert!(!home("script-src 'self'"));
}

#[test]
fn hsts() {
    let policy = Hsts::new(31_536_000, true, true).unwrap();
    assert_eq!(policy.render(), "max-age=31536000; includeSubDomains; preload");
    assert_eq!(Hsts::parse(&policy.render()), Some(policy));
    assert!(Hsts::new(5, true, true).is_err() && Hsts::new(31_536_000, false, true).is_err());
    assert_eq!(Hsts::parse("includeSubDomains"), None);
    assert_eq!(Hsts::parse("max-age=1; max-age=2"), None);
    assert!(Hsts::parse(" MAX-AGE=\"5\" ; x").is_some_and(|it| it.max_age == 5));
    assert!(!Hsts::parse("max-age=99999999").unwrap().is_at_least(&policy));
}

#[test]
fn the_stricter_of_two_values() {
    assert!(Header::FrameOptions.is_at_least("deny", "SAMEORIGIN"));
    assert!(!Header::FrameOptions.is_at_least("ALLOW-FROM x", "SAMEORIGIN"));
    assert!(Header::Referrer.is_at_least("origin, no-referrer", "same-origin"));
    assert_eq!(Header::Referrer.check("origin, NO-REFERRER").unwrap(), "origin, no-referrer");
    assert!(Header::Opener.check("same").is_err());
    for header in ALL {
        for value in header.values() {
            assert_eq!(header.check(&value.to_ascii_uppercase()).unwrap(), *value);
            assert!(header.is_at_least(value, header.values()[0]));
        }
    }
}

#[test]
fn permissions() {
    let policy = Permissions::parse("camera=(), geolocation=(self \"https://a.example\"), usb=*").unwrap();
    assert_eq!(policy.render(), "camera=(), geolocation=(self \"https://a.example\"), usb=*");
    let other = Permissions::parse("usb=(), geolocation=(\"https://a.example\"), midi=self").unwrap();
    assert_eq!(policy.both(&other).render(), "camera=(), geolocation=(\"https://a.example\"), usb=(), midi=(self)");
    for wrong in ["camera", "Camera=()", "camera=(x)", "camera=(", "camera=(), camera=()", "camera=(\"https://a\\\"\")"]
    {
        assert!(Permissions::parse(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,80}") {
        if let Ok(policy) = Policy::parse(&text) {
            let again = policy.to_string();
            prop_assert_eq!(Policy::parse(&again).unwrap(), policy.clone());
            let sent = policy.written().with_nonce("abc");
            prop_assert!(stopple_headers::is_plain_value(&sent));
            policy.weaknesses();
        }
        if let Ok(policy) = Permissions::parse(&text) {
            prop_assert!(stopple_headers::is_plain_value(&policy.render()));
            prop_assert_eq!(Permissions::parse(&policy.render()).unwrap(), policy.clone());
            prop_assert_eq!(policy.both(&policy).render(), policy.render());
        }
        Hsts::parse(&text);
        is_nonce(&text);
    }

    #[test]
    fn words_of_policies_are_read_or_refused(
        words in proptest::collection::vec(
            prop_oneof!["[a-z-]{1,12}", Just("script-src".to_owned()), Just("'self'".to_owned()), Just("'none'".to_owned()), Just(";".to_owned()), Just("'nonce'".to_owned()), Just("https:".to_owned()), Just("*.a.b".to_owned())],
            0..12,
        )
    ) {
        let text = words.join(" ");
        if let Ok(policy) = Policy::parse(&text) {
            prop_assert_eq!(Policy::parse(&policy.to_string()).unwrap(), policy);
        }
    }
}
