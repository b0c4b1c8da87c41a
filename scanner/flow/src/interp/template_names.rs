//! What the application, Flask and Jinja give to every template, and to its filters.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::Key;
use crate::value::{Atom, Value};
use stopple_syntax::hir::{Expr, ExprId, Variable};
use stopple_templates::Flow;

/// Functions that Flask and Jinja give to every template.
const FLASKS_OWN: &[&str] =
    &["url_for", "get_flashed_messages", "range", "dict", "lipsum", "cycler", "joiner", "namespace"];

/// Decorators of filters that are given something of Jinja's before the value.
const WANTING: &[&str] = &[
    "pass_context",
    "pass_environment",
    "pass_eval_context",
    "contextfilter",
    "environmentfilter",
    "evalcontextfilter",
];

impl Interp<'_> {
    /// What the context processors give to templates under a name.
    pub(super) fn given_by_processors(&mut self, st: &mut State, name: &str, at: ExprId) -> Option<Value> {
        let words = self.registered;
        // What Flask itself gives is no processor's; what no code names is nobody's.
        if words.processors.is_empty() || FLASKS_OWN.contains(&name) {
            return None;
        }
        let mut found = Value::bottom();
        for processor in &words.processors {
            let given = self.call(st, processor, Arguments::default(), at);
            let Some(Atom::Object(id)) = given.one() else { continue };
            let held = self.object(st, *id).and_then(|dict| dict.entry(&Key::Str(name.into())));
            found.join(&held.cloned().unwrap_or_else(Value::bottom));
        }
        (!found.is_bottom()).then_some(found)
    }

    /// Whether a filter asks for something of Jinja's before the value: `@pass_context`.
    pub(super) fn wants_context(&self, filter: &Value) -> bool {
        let Some(Atom::Function(function)) = filter.one() else { return false };
        let hir = self.program.file(function.scope.file).hir();
        self.program.scope(function.scope).decorators.range().any(|at| {
            let (Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. }) =
                hir.exprs[hir.expr_lists[at].0 as usize]
            else {
                return false;
            };
            WANTING.contains(&&*hir.names[name.0 as usize])
        })
    }

    /// Whether a variable goes through a filter that neither Jinja has nor the code is seen to register.
    pub(super) fn goes_through_unknown(&self, flow: &Flow) -> bool {
        let is_filter = |name: &str| !name.starts_with('.') && !name.ends_with("()");
        let is_known = |name: &str| stopple_templates::filter(name).is_some() || self.registered.filter(name).is_some();
        flow.filters.iter().any(|name| is_filter(name) && !is_known(name))
    }

    /// Whether the application, or Flask, gives a function of that name to every template.
    pub(super) fn is_given_to_all(&self, name: &str) -> bool {
        FLASKS_OWN.contains(&name) || self.registered.function(name).is_some()
    }

    pub(super) fn holds_key(&self, st: &State, mapping: &Value, name: &str) -> bool {
        mapping.atoms().iter().any(|atom| match atom {
            Atom::Object(id) => {
                self.object(st, *id).is_some_and(|object| object.entry(&Key::Str(name.into())).is_some())
            }
            _ => false,
        })
    }
}
