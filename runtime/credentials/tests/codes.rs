//! Codes, secrets of authenticator applications, QR codes, and the judgement of passwords.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use std::time::{Duration, Instant};
use stopple_credentials::judge::{Fault, HINTS, judge, strength};
use stopple_credentials::totp::{STEP, Secret};
use stopple_credentials::{codes, qr};

const NOW: u64 = 1_800_000_010;

#[test]
fn a_code_counts_for_a_step_of_drift_and_once() {
    let secret = Secret::new().unwrap();
    let step = NOW / STEP;
    let verify = |when, last| secret.verify(&secret.at(when), NOW, last);
    assert_eq!(verify(NOW, None), Ok(step));
    assert_eq!(verify(NOW - STEP, None), Ok(step - 1));
    assert_eq!(verify(NOW + STEP, None), Ok(step + 1));
    assert!(verify(NOW - 2 * STEP, None).is_err() && verify(NOW + 2 * STEP, None).is_err());
    assert!(verify(NOW, Some(step)).is_err(), "used");
    assert!(verify(NOW - STEP, Some(step)).is_err(), "older than one that was used");
    assert_eq!(verify(NOW + STEP, Some(step)), Ok(step + 1));
    assert_eq!(secret.verify(&format!(" {} {} ", &secret.at(NOW)[..3], &secret.at(NOW)[3..]), NOW, None), Ok(step));
    assert_eq!(secret.verify(&secret.at(3), 3, None), Ok(0), "the first step of all");
    assert!(secret.verify("000000", u64::MAX, Some(u64::MAX)).is_err());
    for code in ["", "1", "12345", "1234567", "12345a", "١٢٣٤٥٦", "\0\0\0\0\0\0"] {
        assert!(secret.verify(code, NOW, None).is_err(), "{code:?}");
    }
}

#[test]
fn secrets_are_read_as_people_type_them() {
    let secret = Secret::parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
    assert_eq!(secret.at(59), "287082");
    assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    for text in [
        "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        "GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====",
    ] {
        assert_eq!(Secret::parse(text).unwrap().at(59), "287082", "{text}");
    }
    for text in ["", "GEZDGNBV", "not base32!", "GEZDGNBVGY3TQOJQ1", &"A".repeat(1000)] {
        assert!(Secret::parse(text).is_err(), "{text}");
    }
    let new = Secret::new().unwrap();
    assert_eq!(new.text().len(), 32);
    assert_eq!(Secret::parse(&new.text()).unwrap().at(NOW), new.at(NOW));
}

#[test]
fn the_address_for_the_application() {
    let secret = Secret::parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
    assert_eq!(
        secret.uri("ann+1@example.com", "Müller & Söhne"),
        "otpauth://totp/M%C3%BCller%20%26%20S%C3%B6hne:ann%2B1%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=M%C3%BCller%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30"
    );
    assert!(secret.uri("a:b?c#d", "").starts_with("otpauth://totp/a%3Ab%3Fc%23d?secret="));
}

#[test]
fn recovery_codes_are_long_and_forgiving() {
    let code = codes::new_recovery().unwrap();
    assert_eq!((code.len(), code.split('-').count()), (29, 6));
    assert!(code.chars().all(|it| it == '-' || it.is_ascii_digit() || it.is_ascii_uppercase()));
    assert_ne!(code, codes::new_recovery().unwrap());
    let digest = codes::recovery_digest("10AB-CDEF", b"secret");
    for typed in ["10ABCDEF", "loab-cdef", " IO ab cd ef ", "1O\u{2013}ABCDEF"] {
        assert_eq!(codes::recovery_digest(typed, b"secret"), digest, "{typed}");
    }
    assert_ne!(codes::recovery_digest("10AB-CDEG", b"secret"), digest);
    assert_ne!(codes::recovery_digest("10AB-CDEF", b"secreu"), digest);
    assert!(!digest.contains("10AB"));
}

#[test]
fn digits_are_each_as_likely() {
    let mut seen = [0_u32; 10];
    for _ in 0..2000 {
        let code = codes::new_digits(8).unwrap();
        assert_eq!(code.len(), 8);
        code.bytes().for_each(|byte| seen[usize::from(byte - b'0')] += 1);
    }
    // 1600 are expected of each; six standard deviations are 228.
    assert!(seen.iter().all(|count| (1372..1828).contains(count)), "{seen:?}");
}

#[test]
fn a_qr_code_is_a_drawing_without_style() {
    let svg = qr::svg("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ").unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ") && svg.ends_with("\"/></svg>"));
    assert!(!svg.contains("style") && !svg.contains("otpauth") && svg.contains("fill=\"currentColor\""));
    assert!(svg.contains("M4 4h7v1h-7z"), "the mark in its corner");
    assert!(qr::svg(&"x".repeat(5000)).is_err());
}

#[test]
fn what_is_tried_first_is_no_password() {
    let judged = |password: &str| judge(password, 8, &["Ann Archer".into(), "ann.archer@northwind.example".into()]);
    for password in [
        "password",
        "12345678",
        "aaaaaaaa",
        "Passw0rd",
        "qwertyuiop",
        "iloveyou",
        "drowssap",
        "PASSWORD",
        "passwordpassword",
        "abcdefghijkl",
        "sunshine1",
        "1qaz2wsx",
        "19841984",
    ] {
        assert_eq!(judged(password), Err(Fault::Common), "{password}");
    }
    for password in ["northwind-12", "AnnArcher2026", "ann.archer@northwind.example", "Northwind!northwind"] {
        assert_eq!(judged(password), Err(Fault::Context), "{password}");
    }
    for password in
        ["correct horse battery", "vX7#pq2Lm!", "northwind has 17 grey umbrellas", "Straße nach Ypern, morgens"]
    {
        assert_eq!(judged(password), Ok(()), "{password}");
    }
    assert_eq!(judge("seven77", 8, &[]), Err(Fault::Short));
    assert_eq!(judge("übergröße", 9, &[]), Ok(()), "characters, not bytes");
    assert_eq!(judge(&"correct horse ".repeat(100), 8, &[]), Err(Fault::Long));
    assert_eq!(judge("grey umbrellas", 8, &["re".into(), String::new()]), Ok(()), "words too short to mean anything");
}

#[test]
fn strength_has_a_reason() {
    assert_eq!(strength("password", &[]), (0, "Many people use this password or one like it."));
    assert_eq!(strength("correct horse battery staple", &[]), (4, ""));
    assert_eq!(strength("", &[]).0, 0);
    assert_eq!(strength("aaaaaaaaaa", &[]).1, "Repetitions add little.");
    assert!(strength("archerarcher", &["Ann Archer".into()]).0 < strength("archerarcher", &[]).0.max(1));
}

#[test]
fn judging_takes_no_time() {
    let words: Vec<String> = (0..1000).map(|number| format!("word{number} of the@site{number}")).collect();
    let _ = strength("warm", &[]);
    for password in ["4@8({[<369&#!1|0$5+7%2".repeat(20), "a1".repeat(512), "é".repeat(1024), "2019-12-31".repeat(100)]
    {
        let began = Instant::now();
        let _ = judge(&password, 8, &words);
        let _ = strength(&password, &words);
        assert!(began.elapsed() < Duration::from_secs(2), "{password} took {:?}", began.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_is_judged(password in ".{0,60}", word in ".{0,20}") {
        let _ = judge(&password, 8, std::slice::from_ref(&word));
        let (score, hint) = strength(&password, &[word]);
        prop_assert!(score <= 4 && (hint.is_empty() || HINTS.contains(&hint)));
    }

    #[test]
    fn any_text_is_no_code(text in ".{0,20}", now: u64, last: Option<u64>) {
        let secret = Secret::parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        let typed: String = text.split_ascii_whitespace().collect();
        if let Ok(step) = secret.verify(&text, now, last) {
            prop_assert!(secret.at(step * STEP) == typed && last.is_none_or(|last| step > last));
        }
    }

    #[test]
    fn any_text_is_read_or_refused_as_a_secret(text in "[a-zA-Z0-9 =-]{0,80}") {
        if let Ok(secret) = Secret::parse(&text) {
            prop_assert_eq!(Secret::parse(&secret.text()).unwrap().at(NOW), secret.at(NOW));
        }
    }

    #[test]
    fn recovery_codes_of_any_spelling(text in "\\PC{0,40}") {
        prop_assert_eq!(codes::recovery_digest(&text, b"s"), codes::recovery_digest(&format!("-{text} "), b"s"));
        let _ = qr::svg(&text);
    }
}
