//! The table of rules that the build script makes of `catalog/`.

use crate::{Context, Draft};
use std::sync::Arc;
use stopple_finding::{Audience, Confidence, Rule, Severity};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at a flow that a rule's sources and sinks select: the draft, changed or not, or `None` for silence.
pub type Refine = fn(&Context, &Hit, Draft) -> Option<Draft>;

/// All that a rule finds by looking at facts, routes and templates.
pub type Check = fn(&Context, &Rule) -> Vec<Draft>;

/// A rule with all that judges for it.
pub(crate) struct Entry {
    pub(crate) rule: Rule,
    /// Kinds of sources that must not reach the sinks.
    pub(crate) sources: &'static [u16],
    /// Further kinds, for pedantic readers.
    pub(crate) quiet_sources: &'static [u16],
    /// The uses that are judged.
    pub(crate) sinks: Concepts,
    /// Further uses, for pedantic readers.
    pub(crate) quiet_sinks: Concepts,
    pub(crate) refine: Option<Refine>,
    pub(crate) check: Option<Check>,
    /// Names of its options.
    pub(crate) options: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// Every rule, in order of id.
pub fn catalog() -> Vec<Arc<Rule>> {
    ENTRIES.iter().map(|entry| Arc::new(entry.rule.clone())).collect()
}

/// The names of a rule's options, which its page explains. Each takes a list of strings.
pub fn option_names(id: &str) -> &'static [&'static str] {
    ENTRIES.iter().find(|entry| entry.rule.id == id).map_or(&[], |entry| entry.options)
}

/// Whether the rule of that id judges flows.
pub fn is_flow_rule(id: &str) -> bool {
    ENTRIES.iter().any(|entry| entry.rule.id == id && !entry.sinks.is_empty())
}
