//! Judgement: the rule catalog, and what must not meet.

use std::sync::Arc;
use stopple_finding::{Finding, Rule};
use stopple_flow::outcome::Analysis;
use stopple_program::Program;

/// Every rule, in order of id.
pub fn catalog() -> Vec<Arc<Rule>> {
    Vec::new()
}

/// Judges an analysis: all findings of all rules, in order of path, place and rule.
pub fn judge(_program: &Program, _analysis: &Analysis) -> Vec<Finding> {
    Vec::new()
}
