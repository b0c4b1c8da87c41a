//! The pieces that formats are made of: numbers, and bytes in the alphabets that each author found best.

use super::Unreadable;
use base64ct::{Base64, Base64Bcrypt, Base64ShaCrypt, Base64Unpadded, Encoding as _};

/// What bcrypt writes digits with.
const BCRYPT: &[u8; 64] = b"./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A number as programs write it: decimal digits, none too many.
pub fn number<T: std::str::FromStr>(text: &str) -> Result<T, Unreadable> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Unreadable::Malformed);
    }
    // What does not fit is no number that anybody meant.
    text.parse().map_err(|_| Unreadable::TooCostly)
}

/// The number after a name, as in `m=65536`.
pub fn named<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, Unreadable> {
    number(text.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')).ok_or(Unreadable::Malformed)?)
}

/// The only pieces between separators.
pub fn pieces<const N: usize>(text: &str, separator: char) -> Result<[&str; N], Unreadable> {
    let pieces: Vec<&str> = text.splitn(N + 1, separator).collect();
    pieces.try_into().map_err(|_| Unreadable::Malformed)
}

/// base64 with padding.
pub fn base64(text: &str) -> Result<Vec<u8>, Unreadable> {
    Base64::decode_vec(text).map_err(|_| Unreadable::Malformed)
}

/// base64 without padding.
pub fn base64_bare(text: &str) -> Result<Vec<u8>, Unreadable> {
    Base64Unpadded::decode_vec(text).map_err(|_| Unreadable::Malformed)
}

/// passlib's: without padding, and a dot in place of the plus.
pub fn base64_dotted(text: &str) -> Result<Vec<u8>, Unreadable> {
    base64_bare(&text.replace('.', "+"))
}

/// Hexadecimal digits.
pub fn hex(text: &str) -> Result<Vec<u8>, Unreadable> {
    if !text.len().is_multiple_of(2) {
        return Err(Unreadable::Malformed);
    }
    let digit = |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Option<Vec<u8>> =
        text.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect();
    bytes.ok_or(Unreadable::Malformed)
}

/// Bcrypt's own base64. Programs disagree about the bits of the last digit that mean nothing, so they are cleared first.
pub fn bcrypt<const N: usize>(text: &str) -> Result<[u8; N], Unreadable> {
    let mut digits = text.as_bytes().to_vec();
    let idle = digits.len() * 6 - (N * 8).min(digits.len() * 6);
    if let Some(last) = digits.last_mut() {
        let value = BCRYPT.iter().position(|digit| digit == last).ok_or(Unreadable::Malformed)?;
        *last = BCRYPT[value >> idle.min(6) << idle.min(6)];
    }
    let mut bytes = [0; N];
    let written = Base64Bcrypt::decode(&digits, &mut bytes).map_err(|_| Unreadable::Malformed)?;
    if written.len() == N { Ok(bytes) } else { Err(Unreadable::Malformed) }
}

/// crypt's base64, whose digits begin with the lowest bits.
pub fn crypt(text: &str) -> Result<Vec<u8>, Unreadable> {
    Base64ShaCrypt::decode_vec(text).map_err(|_| Unreadable::Malformed)
}
