//! Nobody without the key makes a token or a sealed session that counts, and nothing that is sent in their place panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stopple_credentials::remember::Cookie;
use stopple_credentials::{csrf, secret_key};
use stopple_sessions::seal::Sealer;
use stopple_sessions::value::Value;

fuzz_target!(|bytes: &[u8]| {
    let _ = secret_key::judge(bytes);
    if let Some(value) = Value::decode(bytes) {
        let written = value.encode();
        assert_eq!(Value::decode(&written).map(|again| again.encode()), Some(written));
    }
    let sealer = Sealer::new(b"a key that nobody has", &[], "session");
    let mut sealed = sealer.seal("cookie", bytes).expect("randomness").into_bytes();
    assert_eq!(sealer.open("cookie", std::str::from_utf8(&sealed).expect("text")).as_deref(), Ok(bytes));
    // One character changed, wherever the input says, and it opens no more.
    let at =
        bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte))) % sealed.len();
    sealed[at] = if sealed[at] == b'A' { b'B' } else { b'A' };
    assert!(sealer.open("cookie", std::str::from_utf8(&sealed).expect("text")).is_err());
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(sealer.open("cookie", text).is_err());
        assert!(csrf::verify(text, "gYPkVQYbWcdZ0-JJtvvYZFVQVmYbzVgKXJ3HkSgLNZk").is_err());
        if let Some(cookie) = Cookie::parse(text) {
            assert_eq!(cookie.render(), text);
        }
    }
});
