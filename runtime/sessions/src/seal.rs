//! Sealing: what leaves in a cookie can be neither read nor changed (XChaCha20-Poly1305), and says nothing when it is wrong.
//!
//! Sealed text is base64 of `version, nonce (24 bytes), ciphertext, tag (16 bytes)`. What it is for is authenticated
//! with it, so that a sealed thing of one kind never opens as another.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use stopple_credentials::keys::Keyring;
use stopple_credentials::{NoRandomness, random, text};

const VERSION: u8 = 1;
const NONCE: usize = 24;
/// Bytes that sealing adds before base64.
pub const OVERHEAD: usize = 1 + NONCE + 16;

/// It did not open: changed, cut, of another purpose, or sealed under a key that is not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unopened;

/// Seals and opens things of one purpose.
pub struct Sealer {
    ciphers: Vec<XChaCha20Poly1305>,
    purpose: String,
}

impl Sealer {
    /// A sealer whose keys are made of `SECRET_KEY` and its fallbacks.
    pub fn new(secret: &[u8], fallbacks: &[Vec<u8>], purpose: &str) -> Self {
        let keyring = Keyring::new(secret, fallbacks, purpose);
        let ciphers = keyring.reading().map(|key| XChaCha20Poly1305::new(key.bytes().into())).collect();
        Self { ciphers, purpose: purpose.to_owned() }
    }

    /// Seals. `place` is where it will lie (a cookie's name): it opens only there.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<String, NoRandomness> {
        let nonce = random::<NONCE>()?;
        let bound = self.bound(place);
        let payload = Payload { msg: plain, aad: &bound };
        // Encryption fails for 256 GiB only; the first cipher is the key that writes.
        let sealed = self.ciphers[0].encrypt(XNonce::from_slice(&nonce), payload).unwrap_or_default();
        let mut bytes = Vec::with_capacity(OVERHEAD + plain.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&sealed);
        Ok(text::encode(&bytes))
    }

    /// Opens.
    ///
    /// # Errors
    /// If any bit of it is not as it was sealed, for this purpose and place, under one of our keys.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Vec<u8>, Unopened> {
        let bytes = text::decode(sealed).ok_or(Unopened)?;
        let rest = bytes.strip_prefix(&[VERSION]).ok_or(Unopened)?;
        let (nonce, cipher_text) = rest.split_at_checked(NONCE).ok_or(Unopened)?;
        let bound = self.bound(place);
        let payload = || Payload { msg: cipher_text, aad: &bound };
        self.ciphers.iter().find_map(|cipher| cipher.decrypt(XNonce::from_slice(nonce), payload()).ok()).ok_or(Unopened)
    }

    fn bound(&self, place: &str) -> Vec<u8> {
        [&[VERSION], self.purpose.as_bytes(), &[0], place.as_bytes()].concat()
    }
}
