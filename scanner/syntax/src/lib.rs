//! Python text to declarations, lowered bodies and problems; the only crate that names the parser.
//!
//! [`read`] never fails: what could not be understood is a [`Problem`] beside what could. The parser's tree
//! lives and dies inside this crate; what leaves is the compact form of [`hir`].

pub mod hir;

use stopple_source::Span;

/// Something in a text that is not Python, or not as much as it ought to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What, in one sentence.
    pub message: String,
}

/// What [`read`] gives: the lowered file, and what was wrong with its text.
#[derive(Debug, Default, Clone)]
pub struct Reading {
    /// What could be understood.
    pub file: hir::File,
    /// What could not, in order of place.
    pub problems: Vec<Problem>,
}

/// Reads a Python text. Never fails and never panics, whatever the text.
pub fn read(_text: &str) -> Reading {
    Reading::default()
}
