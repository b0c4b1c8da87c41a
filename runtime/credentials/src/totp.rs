//! One-time codes of authenticator applications (TOTP, RFC 6238): SHA-1, six digits, thirty seconds, which is what all of them speak.

use crate::{NoRandomness, mac, random};
use base32ct::{Base32UpperUnpadded, Encoding as _};
use hmac::Hmac;
use sha1::Sha1;
use std::fmt::Write as _;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroize as _;

/// Seconds of a step.
pub const STEP: u64 = 30;

/// Digits of a code.
const DIGITS: usize = 6;

/// Bytes of a new secret: as many as the digest has (RFC 4226, 4).
const SECRET: usize = 20;

/// Bytes of a secret that another program made. Some of them made no more than 80 bits.
const SHORTEST: usize = 10;
const LONGEST: usize = 128;

/// A secret that is shared with an application.
pub struct Secret(Vec<u8>);

/// The text is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSecret;

impl std::fmt::Display for NoSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a secret of one-time codes is base32 of {SHORTEST} to {LONGEST} bytes")
    }
}

impl std::error::Error for NoSecret {}

/// The code is none that counts. Whether it is wrong, old or used is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong;

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn new() -> Result<Self, NoRandomness> {
        Ok(Self(random::<SECRET>()?.to_vec()))
    }

    /// Reads one as people type it: spaces and small letters do not matter.
    ///
    /// # Errors
    /// If it is no base32, or too short to keep a secret.
    pub fn parse(text: &str) -> Result<Self, NoSecret> {
        let digits: String =
            text.chars().filter(|it| !matches!(it, ' ' | '-')).map(|it| it.to_ascii_uppercase()).collect();
        let bytes = Base32UpperUnpadded::decode_vec(digits.trim_end_matches('=')).map_err(|_| NoSecret)?;
        if (SHORTEST..=LONGEST).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(NoSecret) }
    }

    /// Its text.
    pub fn text(&self) -> String {
        Base32UpperUnpadded::encode_string(&self.0)
    }

    /// The code of a moment, in seconds since 1970.
    pub fn at(&self, when: u64) -> String {
        self.code(when / STEP, DIGITS)
    }

    /// The code of a counter (RFC 4226, 5.3).
    fn code(&self, counter: u64, digits: usize) -> String {
        let made = mac::<Hmac<Sha1>>(&self.0, &counter.to_be_bytes());
        // The last half byte says where the four bytes begin.
        let start = made.last().map_or(0, |last| usize::from(last & 15));
        let number = made.iter().skip(start).take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        let text = format!("{:010}", number & 0x7fff_ffff);
        text[text.len() - digits.min(text.len())..].to_owned()
    }

    /// Proves that a code is the one of now, or of the step before or after: clocks differ. The step has to be later than `last`,
    /// the one that was proven before, so that each code counts once (RFC 6238, 5.2). Gives the step, which is the next `last`.
    ///
    /// # Errors
    /// If it is not.
    pub fn verify(&self, code: &str, now: u64, last: Option<u64>) -> Result<u64, Wrong> {
        let code: Vec<u8> = code.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let step = now / STEP;
        let mut proven = Choice::from(0);
        let mut proven_step = 0_u64;
        // All three are compared, whichever it is, and the latest that fits counts: then it is used up as well.
        for candidate in [step.checked_sub(1), Some(step), step.checked_add(1)].into_iter().flatten() {
            let is_same = self.code(candidate, DIGITS).as_bytes().ct_eq(&code);
            let is_new = Choice::from(u8::from(last.is_none_or(|last| candidate > last)));
            proven_step.conditional_assign(&candidate, is_same & is_new);
            proven |= is_same & is_new;
        }
        if proven.into() { Ok(proven_step) } else { Err(Wrong) }
    }

    /// The address that an application reads from a QR code.
    pub fn uri(&self, account: &str, issuer: &str) -> String {
        let (account, issuer) = (percent(account), percent(issuer));
        // Some applications show the label only, so the issuer stands in both places.
        let label = if issuer.is_empty() { account } else { format!("{issuer}:{account}") };
        let issuer = if issuer.is_empty() { String::new() } else { format!("&issuer={issuer}") };
        format!("otpauth://totp/{label}?secret={}{issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP}", self.text())
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Text as a part of an address (RFC 3986, 2.1).
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte as char);
        } else {
            // Writing into a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

    use super::*;

    #[test]
    fn the_examples_of_rfc_6238() {
        let secret = Secret(b"12345678901234567890".to_vec());
        for (when, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret.code(when / STEP, 8), code);
            assert_eq!(secret.at(when), code[2..]);
        }
    }

    #[test]
    fn the_examples_of_rfc_4226() {
        let secret = Secret(b"12345678901234567890".to_vec());
        let codes: Vec<String> = (0..10).map(|counter| secret.code(counter, DIGITS)).collect();
        let expected =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        assert_eq!(codes, expected);
    }
}
