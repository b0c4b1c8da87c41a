//! Any text is read as a policy or refused; what was read is a header that can be sent, and reads as the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stopple_headers::csp::Policy;
use stopple_headers::hsts::Hsts;
use stopple_headers::is_plain_value;
use stopple_headers::permissions::Permissions;

fuzz_target!(|text: &str| {
    if let Ok(policy) = Policy::parse(text) {
        assert_eq!(Policy::parse(&policy.to_string()).as_ref(), Ok(&policy));
        assert!(is_plain_value(&policy.written().with_nonce("abc")));
        policy.weaknesses();
        policy.keeps_to_its_own_site();
    }
    if let Ok(policy) = Permissions::parse(text) {
        assert_eq!(Permissions::parse(&policy.render()).as_ref(), Ok(&policy));
    }
    if let Some(policy) = Hsts::parse(text) {
        assert_eq!(Hsts::parse(&policy.render()), Some(policy));
    }
});
