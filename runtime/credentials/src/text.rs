//! Secrets as text: base64 of the alphabet that addresses and cookies can hold, without padding, in constant time.

use base64ct::{Base64UrlUnpadded, Encoding as _};

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Text as bytes, or `None` for anything that [`encode`] does not write.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}
