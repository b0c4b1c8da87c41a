//! Python text to declarations, lowered bodies and problems; the only crate that names the parser.
//!
//! [`read`] never fails: what could not be understood is a [`Problem`] beside what could. The parser's tree
//! lives and dies inside this crate; what leaves is the compact form of [`hir`].

mod decode;
mod dump;
pub mod hir;
mod intern;
mod lower;
mod names;
mod nesting;
mod reading;

use stopple_source::Span;

pub use decode::{Decoded, decode};
pub use dump::dump;
pub use nesting::MAX_DEPTH;
pub use reading::{parse_only, read};

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
