//! What could not be read in a template, and where.

use stopple_source::Span;

/// Something in the template that Jinja would refuse, or that this reader had to cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The part that is concerned.
    pub span: Span,
    /// What is wrong with it, in words.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}
