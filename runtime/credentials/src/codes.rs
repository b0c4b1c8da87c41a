//! Codes that people type: recovery codes, and the few digits that a mail brings.

use crate::keys::Key;
use crate::{NoRandomness, mac, random, text};
use hmac::Hmac;
use sha2::Sha256;

/// Digits and letters that nobody takes for one another (Crockford's base 32: no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a recovery code: five bits each, so 120, above the 112 that need no slow hash (ASVS 6.5.2).
const LENGTH: usize = 24;
const GROUP: usize = 4;

/// A new recovery code, in groups.
///
/// # Errors
/// If there is no randomness.
pub fn new_recovery() -> Result<String, NoRandomness> {
    let drawn = random::<LENGTH>()?;
    let mut code = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (place, byte) in drawn.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            code.push('-');
        }
        // 256 is a multiple of 32: every character is as likely.
        code.push(ALPHABET[usize::from(byte % 32)] as char);
    }
    Ok(code)
}

/// What is kept of a recovery code: an HMAC under a key of its own, so that who reads the table cannot even try. However
/// the code is typed, with small letters, without dashes, O for zero: it is the same.
pub fn recovery_digest(code: &str, secret: &[u8]) -> String {
    let typed: String = code
        .chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '-' | '\u{2010}'..='\u{2015}'))
        .map(|it| match it.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    text::encode(&mac::<Hmac<Sha256>>(Key::derive(secret, "recovery codes").bytes(), typed.as_bytes()))
}

/// A code of so many decimal digits, each as likely.
///
/// # Errors
/// If there is no randomness.
pub fn new_digits(digits: usize) -> Result<String, NoRandomness> {
    let mut code = String::with_capacity(digits);
    while code.len() < digits {
        for byte in random::<32>()? {
            // Above 250 the first digits would come oftener than the last.
            if byte < 250 && code.len() < digits {
                code.push(char::from(b'0' + byte % 10));
            }
        }
    }
    Ok(code)
}
