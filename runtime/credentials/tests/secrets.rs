//! Tokens prove what they should and nothing else; weak keys are told from good ones.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_credentials::keys::{Key, Keyring};
use stopple_credentials::remember::{Cookie, Kept, Verdict};
use stopple_credentials::secret_key::{Weakness, judge};
use stopple_credentials::{csrf, digest, random, same, text};

#[test]
fn purposes_have_keys_of_their_own() {
    let key = |secret: &[u8], purpose: &str| *Key::derive(secret, purpose).bytes();
    assert_eq!(key(b"secret", "session"), key(b"secret", "session"));
    assert_ne!(key(b"secret", "session"), key(b"secret", "csrf"));
    assert_ne!(key(b"secret", "session"), key(b"secreu", "session"));
    let ring = Keyring::new(b"new", &[b"old".to_vec()], "session");
    assert_eq!(*ring.writing().bytes(), key(b"new", "session"));
    assert_eq!(ring.reading().count(), 2);
    assert_eq!(format!("{:?}", ring.writing()), "Key(secret)");
}

#[test]
fn csrf_tokens_are_masked_and_prove_their_secret() {
    let (secret, other) = (csrf::new_secret().unwrap(), csrf::new_secret().unwrap());
    let (one, two) = (csrf::mask(&secret).unwrap().unwrap(), csrf::mask(&secret).unwrap().unwrap());
    assert_ne!(one, two);
    assert!(csrf::verify(&one, &secret).is_ok() && csrf::verify(&two, &secret).is_ok());
    assert!(csrf::verify(&one, &other).is_err());
    assert!(csrf::verify(&secret, &secret).is_err(), "the secret itself is no token");
    assert!(csrf::verify(&one, "").is_err() && csrf::verify("", &secret).is_err());
    assert_eq!(csrf::mask("no secret").unwrap(), None);
}

#[test]
fn a_token_of_a_remembered_login() {
    let cookie = Cookie::new().unwrap();
    let read = Cookie::parse(&cookie.render()).unwrap();
    assert!(read == cookie);
    let next = cookie.rotated().unwrap();
    assert_eq!(next.series_digest(), cookie.series_digest());
    let kept = Kept::first(&cookie, 100).replaced_by(&next, 200);
    assert_eq!(kept.judge(&next, 9999, 60), Verdict::Current);
    assert_eq!(kept.judge(&cookie, 260, 60), Verdict::JustReplaced);
    assert_eq!(kept.judge(&cookie, 261, 60), Verdict::Stolen);
    assert_eq!(kept.judge(&cookie, 100, 60), Verdict::JustReplaced, "the clock was set back");
    assert_eq!(kept.judge(&cookie.rotated().unwrap(), 200, 60), Verdict::Stolen);
    assert!(Cookie::parse("").is_none() && Cookie::parse(&text::encode(&[0; 47])).is_none());
    assert_eq!(Kept::first(&cookie, 0).judge(&Cookie::parse(&text::encode(&[0; 48])).unwrap(), 0, 60), Verdict::Stolen);
}

#[test]
fn keys_that_can_be_guessed() {
    for (key, weakness) in [
        ("", Weakness::Missing),
        ("dev", Weakness::Known),
        ("secret", Weakness::Known),
        ("my secret key", Weakness::Known),
        ("changeme123", Weakness::Known),
        ("5791628bb0b13ce0c676dfde280ba245", Weakness::Known),
        ("hunter2", Weakness::Short),
        ("Xk29fLq0", Weakness::Short),
        ("abcdefghijklmnopqrstuvwxyz0123456789", Weakness::Guessable),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Weakness::Guessable),
        ("k3Jd9kQ2k3Jd9kQ2k3Jd9kQ2k3Jd9kQ2", Weakness::Guessable),
        ("this-is-a-very-secret-key-for-development", Weakness::Guessable),
        ("super-secret-key-change-this-in-production", Weakness::Guessable),
    ] {
        assert_eq!(judge(key.as_bytes()), Err(weakness), "{key}");
    }
}

proptest! {
    #[test]
    fn random_keys_are_good(bytes in any::<[u8; 32]>(), short in any::<[u8; 16]>()) {
        // What proptest shrinks to is no random key; only keys of many different bytes are asked about.
        let distinct = |bytes: &[u8]| bytes.iter().collect::<std::collections::BTreeSet<_>>().len();
        prop_assume!(distinct(&bytes) > 24 && distinct(&short) > 13);
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        prop_assert_eq!(judge(hex(&bytes).as_bytes()), Ok(()));
        prop_assert_eq!(judge(hex(&short).as_bytes()), Ok(()));
        prop_assert_eq!(judge(text::encode(&bytes).as_bytes()), Ok(()));
    }

    #[test]
    fn any_text_is_judged_and_proves_nothing(text in ".{0,120}") {
        let secret = csrf::new_secret().unwrap();
        prop_assert!(csrf::verify(&text, &secret).is_err());
        prop_assert!(csrf::verify(&text, &text).is_err());
        let _ = judge(text.as_bytes());
        Cookie::parse(&text);
    }

    #[test]
    fn a_token_changed_in_any_character_proves_nothing(place in 0usize..85, new in "[A-Za-z0-9_-]") {
        let secret = csrf::new_secret().unwrap();
        let token = csrf::mask(&secret).unwrap().unwrap();
        let mut changed = token.clone();
        changed.replace_range(place..=place, &new);
        prop_assume!(changed != token);
        prop_assert!(csrf::verify(&changed, &secret).is_err());
    }

    #[test]
    fn text_of_bytes_is_bytes_again(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        prop_assert_eq!(text::decode(&text::encode(&bytes)), Some(bytes.clone()));
        prop_assert!(same(&bytes, &bytes.clone()));
        prop_assert_eq!(digest(&bytes), digest(&bytes));
        prop_assert_ne!(random::<16>().unwrap(), random::<16>().unwrap());
    }
}
