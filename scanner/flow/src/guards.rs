//! Paths to variables and their attributes, which a check can make harmless.

use stopple_program::Symbol;
use stopple_syntax::hir::Variable;

/// A variable, an attribute of it, or an entry under a constant key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The variable.
    pub root: Variable,
    /// What follows.
    pub steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// `.name`
    Attribute(Symbol),
    /// `["key"]`, `[0]`
    Entry(crate::heap::Key),
}
