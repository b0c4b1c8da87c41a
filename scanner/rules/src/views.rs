//! Short questions to what the analysis knows about a value.

use crate::{Context, Draft};
use stopple_finding::Rule;
use stopple_flow::outcome::{Const, Fact, FactArgument, Hit, Place, View};
use stopple_program::{FileId, ScopeRef};

/// Whether the value is this constant and nothing else.
pub(crate) fn is(view: &View, wanted: bool) -> bool {
    matches!(view.constants.as_deref(), Some([Const::Bool(value)]) if *value == wanted)
}

/// Whether the value may be this constant, and all that it may be is known.
pub(crate) fn may_be(view: &View, wanted: bool) -> bool {
    view.constants.iter().flatten().any(|constant| *constant == Const::Bool(wanted))
}

/// The strings that the value may be.
pub(crate) fn strings(view: &View) -> Vec<&str> {
    let constants = view.constants.iter().flatten();
    constants
        .filter_map(|constant| match constant {
            Const::Str(text) => Some(&**text),
            Const::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        })
        .collect()
}

/// The smallest integer that the value may be.
pub(crate) fn integer(view: &View) -> Option<i64> {
    let constants = view.constants.iter().flatten();
    constants
        .filter_map(|constant| match constant {
            Const::Int(value) => Some(*value),
            _ => None,
        })
        .min()
}

/// The entry of a dictionary, object or class.
pub(crate) fn entry<'a>(view: &'a View, name: &str) -> Option<&'a View> {
    view.entries.iter().find(|(known, _)| known == name).map(|(_, view)| view)
}

/// The first of these arguments that is given.
pub(crate) fn argument<'a>(fact: &'a Fact, names: &[&str]) -> Option<&'a FactArgument> {
    names.iter().find_map(|name| fact.argument(name))
}

/// The calls that start the program which a hit gives its input: this very one, or the `Popen` before `communicate`.
pub(crate) fn starts_of<'a>(context: &Context<'a>, hit: &Hit) -> impl Iterator<Item = &'a Fact> {
    context.facts("shell-call").filter(move |fact| {
        if hit.callee.ends_with(".communicate") {
            fact.holder == hit.holder && fact.path.contains("Popen") && fact.place.span.start < hit.call.span.start
        } else {
            fact.place == hit.call
        }
    })
}

/// Whether the call has arguments that nobody sees: `**options`.
pub(crate) fn has_hidden_arguments(fact: &Fact) -> bool {
    fact.arguments.iter().any(|argument| argument.name == "**" || argument.name.starts_with('*'))
}

impl<'a> Context<'a> {
    /// All facts of a name.
    pub(crate) fn facts(&self, name: &'static str) -> impl Iterator<Item = &'a Fact> {
        self.analysis.facts.iter().filter(move |fact| fact.name == name)
    }

    /// Whether there is a fact of one of these names.
    pub(crate) fn has_fact(&self, names: &[&str]) -> bool {
        self.analysis.facts.iter().any(|fact| names.contains(&fact.name))
    }

    /// The same, of an application alone: that of a file, and what belongs to none.
    pub(crate) fn has_fact_for(&self, file: FileId, names: &[&str]) -> bool {
        self.analysis.facts.iter().any(|fact| names.contains(&fact.name) && self.concerns(fact.place.file, file))
    }

    /// A draft about a place.
    pub(crate) fn draft(&self, rule: &Rule, at: Place, holder: ScopeRef, message: impl Into<String>) -> Draft {
        let mut draft = Draft::new(rule, self.location(at), self.holder(holder), message.into());
        draft.identity = vec![crate::identity::without_locals(self.text(at), self.program, holder)];
        draft
    }
}
