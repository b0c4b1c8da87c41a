//! Whatever lies in a column of passwords or is typed as a code: read within its bounds or refused, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stopple_credentials::passwords::stored::Stored;
use stopple_credentials::passwords::{Cost, Unreadable, format, needs_rehash};
use stopple_credentials::totp::Secret;
use stopple_credentials::{codes, judge, qr};

const COST: Cost = Cost { memory: 16, iterations: 1, lanes: 1 };

fuzz_target!(|input: (&str, &str, u64)| {
    let (one, two, number) = input;
    match Stored::read(one) {
        Ok(stored) => {
            assert!((16..=64).contains(&stored.hash.len()));
            assert_eq!(format(one), Some(stored.format));
            assert!(needs_rehash(one, COST).is_ok());
        }
        Err(unreadable) => {
            assert_eq!(format(one), None);
            assert_eq!(needs_rehash(one, COST), Err::<bool, Unreadable>(unreadable));
        }
    }
    if let Ok(secret) = Secret::parse(one)
        && let Ok(step) = secret.verify(two, number, None)
    {
        assert_eq!(secret.verify(two, number, Some(step)), Err(stopple_credentials::totp::Wrong));
    }
    let _ = judge::judge(one, 8, &[two.to_owned()]);
    assert_eq!(codes::recovery_digest(one, b"secret"), codes::recovery_digest(&format!("- {one}"), b"secret"));
    if let Ok(drawn) = qr::svg(one) {
        assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>"));
    }
});
