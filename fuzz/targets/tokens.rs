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
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(Sealer::new(b"a key that nobody has", &[], "session").open("cookie", text).is_err());
        assert!(csrf::verify(text, "gYPkVQYbWcdZ0-JJtvvYZFVQVmYbzVgKXJ3HkSgLNZk").is_err());
        if let Some(cookie) = Cookie::parse(text) {
            assert_eq!(cookie.render(), text);
        }
    }
});
