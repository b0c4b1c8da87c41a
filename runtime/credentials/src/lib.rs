//! Secrets: where keys come from, what tokens are made of, and how they are compared.
//!
//! Nothing here returns a flag for "wrong": a check gives what was proven, or an error that says nothing an attacker can use.
//! Secrets are compared in constant time, and keys leave memory when they are dropped.

pub mod codes;
pub mod csrf;
pub mod judge;
pub mod keys;
pub mod passwords;
pub mod qr;
pub mod remember;
pub mod secret_key;
pub mod text;
pub mod totp;

use subtle::ConstantTimeEq;

/// The operating system gave no randomness. There is no safe way on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandomness;

impl std::fmt::Display for NoRandomness {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the operating system gives no random bytes")
    }
}

impl std::error::Error for NoRandomness {}

/// Random bytes of the operating system.
///
/// # Errors
/// If it has none.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// Whether two secrets are the same. The time tells their lengths at most.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// SHA-256: what a store keeps in place of a token, so that who reads the store cannot use it. Tokens are random and long;
/// a password would need more than this.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

/// HMAC (RFC 2104).
fn mac<M: hmac::Mac + hmac::digest::KeyInit>(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = <M as hmac::Mac>::new_from_slice(key).expect("a key of HMAC can have any length");
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}
