//! CSRF tokens: a secret of the session, masked anew each time it is shown, so that compressed pages tell nothing about it (BREACH).

use crate::{NoRandomness, random, same, text};

/// Bytes of the secret.
const LENGTH: usize = 32;

/// Why a token does not count. What exactly is wrong with it is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong;

/// A new secret for a session, as text.
///
/// # Errors
/// If there is no randomness.
pub fn new_secret() -> Result<String, NoRandomness> {
    Ok(text::encode(&random::<LENGTH>()?))
}

/// A token that shows the secret under a new mask; `None` where the text is no secret of ours.
///
/// # Errors
/// If there is no randomness.
pub fn mask(secret: &str) -> Result<Option<String>, NoRandomness> {
    let Some(secret) = text::decode(secret).filter(|secret| secret.len() == LENGTH) else {
        return Ok(None);
    };
    let mask = random::<LENGTH>()?;
    let mut bytes = Vec::with_capacity(2 * LENGTH);
    bytes.extend_from_slice(&mask);
    bytes.extend(mask.iter().zip(&secret).map(|(mask, secret)| mask ^ secret));
    Ok(Some(text::encode(&bytes)))
}

/// Proves that a token shows this secret.
///
/// # Errors
/// If it does not, or is no token at all.
pub fn verify(token: &str, secret: &str) -> Result<(), Wrong> {
    let secret = text::decode(secret).filter(|secret| secret.len() == LENGTH).ok_or(Wrong)?;
    let token = text::decode(token).filter(|token| token.len() == 2 * LENGTH).ok_or(Wrong)?;
    let (mask, masked) = token.split_at(LENGTH);
    let shown: Vec<u8> = mask.iter().zip(masked).map(|(mask, masked)| mask ^ masked).collect();
    if same(&shown, &secret) { Ok(()) } else { Err(Wrong) }
}
