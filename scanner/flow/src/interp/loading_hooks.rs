//! What a schema runs when it loads data: the methods that validate a field, and those that make something else of the whole.

use super::{Arguments, Interp, State};
use crate::heap::Key;
use crate::value::{Atom, Method, Value};
use std::sync::Arc;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{Expr, ExprId, Variable};

impl Interp<'_> {
    /// `@validates("street") def exists(self, value)`: runs those of the fields, which look at what nobody has looked at.
    pub(super) fn run_validators(&mut self, st: &State, schema: &Value, loaded: &Value, at: ExprId) {
        let (Some(class), Some(Atom::Object(id))) = (self.class_of(st, schema), loaded.one()) else { return };
        let ancestors = self.ancestors(st, class);
        let fields = self.object(st, *id).map(|loaded| loaded.entries.clone()).unwrap_or_default();
        for (name, value) in fields {
            let Key::Str(name) = name else { continue };
            let Some(symbol) = self.program.names.get(&name).filter(|_| !value.taint.is_clean()) else { continue };
            for (function, _) in self.validators_of(st, &ancestors, symbol, &["validates"]) {
                // It only looks at the value; where it refuses, nothing goes on.
                let mut beside = st.clone();
                let method = Atom::Bound(Arc::new(schema.clone()), Method::Function(function)).into();
                self.call_values(&mut beside, &method, vec![value.clone()], at);
            }
        }
    }

    /// What is loaded in the end: `@post_load def make(self, data, **kwargs): return Order(**data)`.
    pub(super) fn made_of_loaded(&mut self, st: &mut State, schema: &Value, loaded: Value, at: ExprId) -> Value {
        let Some(class) = self.class_of(st, schema) else { return loaded };
        let ancestors = self.ancestors(st, class);
        let mut made = loaded;
        for (function, _) in self.methods_where(st, &ancestors, |method| self.is_decorated_with(method, "post_load")) {
            let method = Atom::Bound(Arc::new(schema.clone()), Method::Function(function)).into();
            let result = self.call(st, &method, Arguments::of(vec![made.clone()]), at);
            if !result.is_bottom() {
                made = result;
            }
        }
        made
    }

    /// Whether a function is decorated with a hook of this name, with or without options.
    fn is_decorated_with(&self, scope: ScopeRef, hook: &str) -> bool {
        let file = self.program.file(scope.file).hir();
        let name_of = |at: ExprId| match file.exprs[at.0 as usize] {
            Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. } => Some(&*file.names[name.0 as usize]),
            _ => None,
        };
        self.program.scope(scope).decorators.range().any(|at| {
            let written = file.expr_lists[at];
            let called = match file.exprs[written.0 as usize] {
                Expr::Call { callee, .. } => callee,
                _ => written,
            };
            name_of(called) == Some(hook)
        })
    }
}
