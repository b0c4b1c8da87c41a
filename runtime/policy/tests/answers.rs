//! Headers of an answer: added where absent, the stricter of two where the view has one already.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_headers::csp::Policy;
use stopple_headers::hsts::Hsts;
use stopple_headers::isolation::Header;
use stopple_headers::permissions::Permissions;
use stopple_policy::shield::{Edit, Facts, Kind, Present, Shield, Wishes};

fn shield() -> Shield {
    Shield::new(Wishes {
        csp: Some(Policy::parse("script-src 'nonce'").unwrap()),
        csp_report_only: Some(Policy::parse("default-src 'self'").unwrap()),
        isolation: vec![(Header::FrameOptions, "SAMEORIGIN".to_owned()), (Header::Referrer, "same-origin".to_owned())],
        permissions: Some(Permissions::parse("camera=(), usb=(self)").unwrap()),
        hsts: Some(Hsts::new(1000, true, false).unwrap()),
        others: vec![("X-Own".to_owned(), "1".to_owned())],
        private: Some("no-store".to_owned()),
    })
}

/// The headers of an answer after the shield.
fn dressed(shield: &Shield, headers: &[(&str, &str)], secure: bool) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let present: Vec<Present> = headers
        .iter()
        .enumerate()
        .filter_map(|(place, (name, value))| {
            Some(Present { kind: shield.kind(name)?, place, value: (*value).to_owned() })
        })
        .collect();
    let fixed: Vec<(String, String)> =
        shield.fixed().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    for edit in shield.edits(&present, &Facts { secure, nonce: "abc", personal: false }) {
        match edit {
            Edit::AddFixed(place) => all.push(fixed[place].clone()),
            Edit::Add(name, value) => all.push((name.to_owned(), value)),
            Edit::Replace(place, value) => all[place].1 = value,
        }
    }
    all
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    headers.iter().filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn a_bare_answer_gets_everything() {
    let headers = dressed(&shield(), &[], true);
    assert_eq!(find(&headers, "Content-Security-Policy"), ["script-src 'nonce-abc'"]);
    assert_eq!(find(&headers, "Content-Security-Policy-Report-Only"), ["default-src 'self'"]);
    assert_eq!(find(&headers, "X-Frame-Options"), ["SAMEORIGIN"]);
    assert_eq!(find(&headers, "Strict-Transport-Security"), ["max-age=1000; includeSubDomains"]);
    assert_eq!(find(&headers, "X-Own"), ["1"]);
    assert!(find(&headers, "Cache-Control").is_empty());
    assert!(find(&dressed(&shield(), &[], false), "Strict-Transport-Security").is_empty());
}

#[test]
fn the_stricter_of_two_leaves() {
    let headers = dressed(
        &shield(),
        &[
            ("x-frame-options", "deny"),
            ("Referrer-Policy", "unsafe-url"),
            ("Permissions-Policy", "usb=(), midi=()"),
            ("Strict-Transport-Security", "max-age=5"),
            ("X-Own", "2"),
            ("Content-Security-Policy", "default-src 'none'"),
        ],
        true,
    );
    assert_eq!(find(&headers, "X-Frame-Options"), ["deny"]);
    assert_eq!(find(&headers, "Referrer-Policy"), ["same-origin"]);
    assert_eq!(find(&headers, "Permissions-Policy"), ["usb=(), midi=(), camera=()"]);
    assert_eq!(find(&headers, "Strict-Transport-Security"), ["max-age=1000; includeSubDomains"]);
    assert_eq!(find(&headers, "X-Own"), ["2"]);
    assert_eq!(find(&headers, "Content-Security-Policy"), ["default-src 'none'", "script-src 'nonce-abc'"]);
}

#[test]
fn each_of_several_is_made_strict() {
    let headers = dressed(&shield(), &[("Referrer-Policy", "no-referrer"), ("Referrer-Policy", "unsafe-url")], true);
    assert_eq!(find(&headers, "Referrer-Policy"), ["no-referrer", "same-origin"]);
}

#[test]
fn answers_that_depend_on_who_asks_are_not_kept() {
    for private in [("Vary", "Accept, cookie"), ("Vary", "*"), ("Set-Cookie", "a=1")] {
        assert_eq!(find(&dressed(&shield(), &[private], true), "Cache-Control"), ["no-store"], "{private:?}");
    }
    assert!(find(&dressed(&shield(), &[("Vary", "Accept")], true), "Cache-Control").is_empty());
    let said = dressed(&shield(), &[("Vary", "Cookie"), ("Cache-Control", "private")], true);
    assert_eq!(find(&said, "Cache-Control"), ["private"]);
}

#[test]
fn personal_answers_vary_with_the_cookie() {
    let of = |headers: &[(&str, &str)]| {
        let shield = shield();
        let present: Vec<Present> = headers
            .iter()
            .enumerate()
            .filter_map(|(place, (name, value))| {
                Some(Present { kind: shield.kind(name)?, place, value: (*value).to_owned() })
            })
            .collect();
        shield.edits(&present, &Facts { secure: true, nonce: "abc", personal: true })
    };
    assert!(of(&[]).contains(&Edit::Add("Vary", "Cookie".to_owned())));
    assert!(of(&[]).contains(&Edit::Add("Cache-Control", "no-store".to_owned())));
    assert!(of(&[("Vary", "Accept")]).contains(&Edit::Replace(0, "Accept, Cookie".to_owned())));
    assert!(
        !of(&[("Vary", "accept, COOKIE")]).iter().any(|edit| matches!(edit, Edit::Replace(..) | Edit::Add("Vary", _)))
    );
}

#[test]
fn every_name_that_matters_has_a_length_that_does() {
    let shield = shield();
    for name in
        ["Vary", "Set-Cookie", "Cache-Control", "Strict-Transport-Security", "X-Own", "Cross-Origin-Embedder-Policy"]
    {
        assert!(shield.may_be_of_interest(name.len()), "{name}");
    }
    assert!(!shield.may_be_of_interest("Content-Type".len()));
}

#[test]
fn kinds_are_known_in_any_case() {
    let shield = shield();
    assert_eq!(shield.kind("SET-COOKIE"), Some(Kind::SetCookie));
    assert_eq!(shield.kind("x-own"), Some(Kind::Other(0)));
    assert_eq!(shield.kind("Content-Type"), None);
}

proptest! {
    #[test]
    fn never_weaker_never_twice(frame in ".{0,12}", referrer in ".{0,12}", permissions in ".{0,20}", hsts in ".{0,20}") {
        let headers = dressed(&shield(), &[("X-Frame-Options", &frame), ("Referrer-Policy", &referrer), ("Permissions-Policy", &permissions), ("Strict-Transport-Security", &hsts)], true);
        for (name, header, least) in [("X-Frame-Options", Header::FrameOptions, "SAMEORIGIN"), ("Referrer-Policy", Header::Referrer, "same-origin")] {
            let found = find(&headers, name);
            prop_assert_eq!(found.len(), 1);
            prop_assert!(header.is_at_least(found[0], least));
        }
        let found = find(&headers, "Permissions-Policy");
        prop_assert!(found.len() == 1 && found[0].contains("camera=()"));
        let found = find(&headers, "Strict-Transport-Security");
        prop_assert!(Hsts::parse(found[0]).unwrap().is_at_least(&Hsts::new(1000, true, false).unwrap()));
    }
}
