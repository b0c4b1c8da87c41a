//! The bytes of a source file to text, as Python decodes them.

use crate::Problem;

/// A decoded file.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What could not be decoded.
    pub problems: Vec<Problem>,
}

/// Decodes a source file.
pub fn decode(bytes: &[u8]) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), problems: Vec::new() }
}
