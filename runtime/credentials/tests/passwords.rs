//! Every format that other programs left behind is verified, and no stored text makes the machine work for ever.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use std::time::{Duration, Instant};
use stopple_credentials::passwords::{
    Cost, Form, LONGEST, NotHashed, Refused, Unreadable, format, hash, keyed, needs_rehash, normalise, verify,
};

const STORED: &str = include_str!("stored.tsv");

/// A cost for tests: the least there is.
const CHEAP: Cost = Cost { memory: 16, iterations: 1, lanes: 1 };

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    STORED.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap())
    })
}

#[test]
fn what_other_programs_stored_is_verified() {
    let mut formats = std::collections::BTreeSet::new();
    for (name, password, stored) in rows() {
        formats.insert(name);
        assert_eq!(format(stored), Some(name), "{stored}");
        assert_eq!(verify(password, stored), Ok(()), "{stored}");
        assert_eq!(verify("another", stored), Err(Refused::Wrong), "{stored}");
        assert_eq!(verify("", stored), Err(Refused::Wrong), "{stored}");
        assert_eq!(needs_rehash(stored, CHEAP), Ok(true), "{stored}");
    }
    assert_eq!(formats.len(), 24, "{formats:?}");
}

#[test]
fn a_hash_that_was_changed_proves_nothing() {
    for (_, password, stored) in rows().take(28) {
        for place in 0..stored.len() {
            let mut changed = stored.as_bytes().to_vec();
            changed[place] = if changed[place] == b'1' { b'2' } else { b'1' };
            let changed = String::from_utf8(changed).unwrap();
            // Which of its kinds a hash of bcrypt is says nothing today, and the idle bits of its base64 never did.
            let idle = stored.contains("2a$") || stored.contains("2b") || stored.contains("2y$");
            assert!(idle || verify(password, &changed) != Ok(()), "{stored} at {place} became {changed}");
        }
        assert!(verify(password, &stored[..stored.len() - 2]).is_err(), "cut: {stored}");
        assert!(verify(password, &format!("{stored}AA")).is_err(), "longer: {stored}");
    }
}

#[test]
fn new_hashes_are_argon2id() {
    let stored = hash("correct horse", CHEAP).unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=16,t=1,p=1$"), "{stored}");
    assert_ne!(stored, hash("correct horse", CHEAP).unwrap(), "a salt of its own");
    assert_eq!(verify("correct horse", &stored), Ok(()));
    assert_eq!(verify("correct horse ", &stored), Err(Refused::Wrong));
    assert_eq!(needs_rehash(&stored, CHEAP), Ok(false));
    for cost in [Cost { memory: 17, ..CHEAP }, Cost { iterations: 2, ..CHEAP }, Cost { memory: 32, lanes: 2, ..CHEAP }]
    {
        assert_eq!(needs_rehash(&stored, cost), Ok(true));
        assert_eq!(verify("correct horse", &hash("correct horse", cost).unwrap()), Ok(()));
    }
    assert_eq!(verify("", &hash("", CHEAP).unwrap()), Ok(()), "whether it may be empty is judged elsewhere");
}

#[test]
fn costs_have_bounds() {
    for cost in [
        Cost { memory: 7, ..CHEAP },
        Cost { iterations: 0, ..CHEAP },
        Cost { lanes: 0, ..CHEAP },
        Cost { lanes: 3, ..CHEAP },
        Cost { memory: 512 * 1024 + 1, ..CHEAP },
        Cost { memory: 512 * 1024, iterations: 9, ..CHEAP },
        Cost { memory: u32::MAX, iterations: u32::MAX, lanes: u32::MAX },
    ] {
        assert_eq!(hash("correct horse", cost), Err(NotHashed::Cost), "{cost:?}");
    }
    assert_eq!(hash(&"x".repeat(LONGEST + 1), CHEAP), Err(NotHashed::TooLong));
    let long = "x".repeat(LONGEST);
    assert_eq!(verify(&format!("{long}x"), &hash(&long, CHEAP).unwrap()), Err(Refused::Wrong));
}

#[test]
fn a_hostile_hash_takes_no_time() {
    let began = Instant::now();
    let (salt, hash) = ("c29tZXNhbHRzb21lc2FsdA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let hex = "00".repeat(32);
    for stored in [
        format!("$argon2id$v=19$m=4294967295,t=1,p=1${salt}${hash}"),
        format!("$argon2id$v=19$m=99999999999,t=1,p=1${salt}${hash}"),
        format!("$argon2id$v=19$m=65536,t=4294967295,p=1${salt}${hash}"),
        format!("argon2$argon2id$v=19$m=65536,t=4294967295,p=1${salt}${hash}"),
        "$2b$31$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BOS".to_owned(),
        "$2b$17$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BOS".to_owned(),
        format!("$pbkdf2-sha256$4294967295${salt}${hash}"),
        format!("pbkdf2:sha256:10000001$salt${hex}"),
        format!("$scrypt$ln=30,r=8,p=1${salt}${hash}"),
        format!("$scrypt$ln=63,r=8,p=1${salt}${hash}"),
        format!("$scrypt$ln=14,r=8,p=4294967295${salt}${hash}"),
        format!("$scrypt$ln=1,r=4294967295,p=1${salt}${hash}"),
        format!("scrypt:9223372036854775808:8:1$salt${hex}{hex}"),
        format!("scrypt:1048576:8:1$salt${hex}{hex}"),
        "$6$rounds=999999999$saltsalt$".to_owned() + &".".repeat(86),
    ] {
        assert_eq!(verify("x", &stored), Err(Refused::Unreadable(Unreadable::TooCostly)), "{stored}");
        assert_eq!(format(&stored), None);
    }
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[test]
fn what_is_no_hash_is_none() {
    for stored in [
        "",
        "correct horse",
        "plain$text",
        "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/",
        "$2x$04$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BOS",
        "md5$salt$5f4dcc3b5aa765d61d8327deb882cf99",
        "sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
        "pbkdf2:md5:1000$salt$00",
        "!",
        &"$".repeat(2000),
    ] {
        assert_eq!(verify("correct horse", stored), Err(Refused::Unreadable(Unreadable::Unknown)), "{stored}");
        assert_eq!(needs_rehash(stored, CHEAP), Err(Unreadable::Unknown));
    }
    for stored in [
        "$2b$04$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BO",
        "$2b$4$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BOS",
        "$2b$03$nt1rNOYKfHGZYZ9nwDZnT.5C41S8NDCQVXfOKsRmBGN7VdjzA1BOS",
        "$argon2id$v=18$m=64,t=2,p=2$7WvM6KyJ7YVPXitgbn5i6g$FtT2rxg7JzfaUzFnppvvTy2g3c14h7hsNylOzD5rHNE",
        "$argon2id$v=19$m=64,t=0,p=2$7WvM6KyJ7YVPXitgbn5i6g$FtT2rxg7JzfaUzFnppvvTy2g3c14h7hsNylOzD5rHNE",
        "$argon2id$v=19$m=+64,t=2,p=2$7WvM6KyJ7YVPXitgbn5i6g$FtT2rxg7JzfaUzFnppvvTy2g3c14h7hsNylOzD5rHNE",
        "$argon2id$v=19$m=64,t=2,p=2,keyid=AA$7WvM6KyJ7YVPXitgbn5i6g$FtT2rxg7JzfaUzFnppvvTy2g3c14h7hsNylOzD5rHNE",
        "$argon2id$v=19$m=64,t=2,p=2$7WvM6KyJ7YVPXitgbn5i6g$FtT2",
        "scrypt:1000:8:1$salt$00000000000000000000000000000000",
        "scrypt:1024:8:1$salt$00000000000000000000000000000000",
        "scrypt:1024:8:1$salt$0",
        "pbkdf2:sha256:1000$salt$00000000000000000000000000000000",
        "pbkdf2_sha256$0$salt$teAmtr2Ce6TCYs0ua6wE7C4dsGNBe6LkwpPP3cdXhpg=",
    ] {
        assert_eq!(verify("correct horse", stored), Err(Refused::Unreadable(Unreadable::Malformed)), "{stored}");
    }
}

#[test]
fn bits_that_mean_nothing_in_bcrypt_do_not_matter() {
    // The last digit of the salt carries two bits; some programs leave rubbish in the other four.
    let (_, password, stored) = rows().find(|(name, ..)| *name == "bcrypt").unwrap();
    let rubbish = stored.replacen("nT.5C41", "nT/5C41", 1);
    assert_ne!(rubbish, stored);
    assert_eq!(verify(password, &rubbish), Ok(()));
}

#[test]
fn the_double_hash_of_flask_security() {
    // Computed with Python's hmac module.
    assert_eq!(keyed("pässword", "a salt of the site"), DOUBLE);
    assert_ne!(keyed("pässword", "another"), DOUBLE);
}

const DOUBLE: &str = "bUYRNKZNIugZRug/5DEB9Gv87wWo+oUf9OnwWSNCTSt3G1VDNb0cCxJkFmCyr1mhjOvK0HBlc98GcnUOYu6rMA==";

#[test]
fn passwords_are_normalised() {
    let (together, apart) = ("Gr\u{fc}\u{df}e \u{fb01}", "Gru\u{308}\u{df}e \u{fb01}");
    assert_eq!(normalise(together, Form::Nfkd), normalise(apart, Form::Nfkd));
    assert_eq!(normalise(apart, Form::Nfkc), "Gr\u{fc}\u{df}e fi");
    assert_eq!(normalise(together, Form::Nfkd), "Gru\u{308}\u{df}e fi");
}

/// Texts that look like hashes.
fn like_a_hash() -> impl Strategy<Value = String> {
    let rows: Vec<&'static str> = rows().map(|(_, _, stored)| stored).collect();
    (prop::sample::select(rows), 0..200_usize, 0..200_usize, "[$:,=0-9a-z./+]{0,6}").prop_map(|(row, from, to, new)| {
        let (from, to) = (from.min(row.len()), to.min(row.len()));
        format!("{}{new}{}", &row[..from.min(to)], &row[from.max(to)..])
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn nothing_that_is_stored_panics(text in ".{0,120}") {
        let _ = format(&text);
        let _ = needs_rehash(&text, CHEAP);
    }

    #[test]
    fn nothing_that_resembles_a_hash_panics(text in like_a_hash()) {
        let _ = needs_rehash(&text, CHEAP);
        // Whatever is read is within the bounds; those of a few seconds are not waited for here.
        if let Some(name) = format(&text) {
            prop_assert!(!name.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_hashed_is_verified(password in ".{0,40}", other in ".{0,40}") {
        let stored = hash(&password, CHEAP).unwrap();
        prop_assert_eq!(verify(&password, &stored), Ok(()));
        prop_assert_eq!(verify(&other, &stored).is_ok(), password == other);
    }
}
