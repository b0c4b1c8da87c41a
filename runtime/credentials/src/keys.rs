//! One `SECRET_KEY`, many purposes: each gets a key of its own (HKDF-SHA-256, RFC 5869), so that none can be turned against another.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize as _;

/// Keeps these keys apart from those of other programs that are fed the same secret.
const SALT: &[u8] = b"stopple/1";

/// A key for one purpose.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a purpose.
    pub fn derive(secret: &[u8], purpose: &str) -> Self {
        let mut key = [0; 32];
        let expanded = Hkdf::<Sha256>::new(Some(SALT), secret).expand(purpose.as_bytes(), &mut key);
        // HKDF fails for more than 8160 bytes only.
        debug_assert!(expanded.is_ok());
        Self(key)
    }

    /// Its bytes, for the cipher that uses them.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key(secret)")
    }
}

/// The key that writes, and older ones that still read.
#[derive(Debug, Clone)]
pub struct Keyring {
    keys: Vec<Key>,
}

impl Keyring {
    /// The keys of a purpose. The first secret writes; the others (`SECRET_KEY_FALLBACKS`) read.
    pub fn new(secret: &[u8], fallbacks: &[Vec<u8>], purpose: &str) -> Self {
        let secrets = std::iter::once(secret).chain(fallbacks.iter().map(Vec::as_slice));
        Self { keys: secrets.map(|secret| Key::derive(secret, purpose)).collect() }
    }

    /// The key that writes.
    pub fn writing(&self) -> &Key {
        &self.keys[0]
    }

    /// All keys, the writing one first.
    pub fn reading(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter()
    }
}
