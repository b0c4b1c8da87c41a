//! Functions that nobody is seen to call: each is run by itself, as its class or module holds it.

use crate::interp::{Arguments, Interp, State};
use crate::value::{Atom, Descriptor, Function, Value};
use std::sync::Arc;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{ExprId, ScopeId, ScopeKind};

impl Interp<'_> {
    /// Runs a function that nobody is seen to call, with nothing known of its arguments but their annotations.
    pub fn run_standalone(&mut self, st: &mut State, scope: ScopeRef) {
        let program = self.program;
        let lowered = program.scope(scope);
        if lowered.kind != ScopeKind::Function || self.out.reached.contains(&scope) {
            return;
        }
        let at = ExprId(0);
        self.push_outer_frame(ScopeRef { file: scope.file, scope: ScopeId(0) });
        let before = self.steps;
        let (function, receiver) = self.find_function(st, scope, at);
        // What it takes to make the receiver is not taken from the function.
        self.budget = self.budget.saturating_add(self.steps - before);
        st.dead = false;
        self.call_function(st, &function, receiver, Arguments::default(), at);
        self.check_bodies_left(st);
        st.dead = false;
        self.frames.pop();
    }

    /// The function value of a scope: as its class or module holds it, else one that closes over nothing known.
    fn find_function(&mut self, st: &mut State, scope: ScopeRef, at: ExprId) -> (Arc<Function>, Option<Value>) {
        let program = self.program;
        let lowered = program.scope(scope);
        let file = program.file(scope.file);
        let name = file.symbol(lowered.name);
        let bare = Arc::new(Function { scope, env: None, defaults: vec![None; lowered.params.len()], owner: None });
        let Some(parent) = lowered.parent else { return (bare, None) };
        let holder = file.hir().scopes[parent.0 as usize].kind;
        let unwrap = |value: &Value| {
            value.atoms().iter().find_map(|atom| match atom {
                Atom::Function(function) if function.scope == scope => Some((Arc::clone(function), None)),
                Atom::Descriptor(kind, inner) => match inner.one() {
                    Some(Atom::Function(function)) if function.scope == scope => {
                        Some((Arc::clone(function), Some(*kind)))
                    }
                    _ => None,
                },
                _ => None,
            })
        };
        match holder {
            ScopeKind::Module => {
                let found = self.module_attribute(st, scope.file, name).and_then(|value| unwrap(&value));
                (found.map_or(bare, |(function, _)| function), None)
            }
            ScopeKind::Class => {
                let class_name = file.symbol(file.hir().scopes[parent.0 as usize].name);
                let class = self.module_attribute(st, scope.file, class_name).and_then(|value| match value.one() {
                    Some(Atom::Class(id)) => Some(*id),
                    _ => None,
                });
                let Some(class) = class else { return (bare, None) };
                let found = self.object(st, class).and_then(|object| object.attribute(name)).cloned();
                match found.and_then(|value| unwrap(&value)) {
                    Some((function, Some(Descriptor::Static))) => (function, None),
                    Some((function, Some(Descriptor::Class))) => (function, Some(Atom::Class(class).into())),
                    Some((function, _)) => {
                        let instance = self.framework_instance(st, class, at);
                        (function, Some(instance))
                    }
                    None => (bare, None),
                }
            }
            _ => (bare, None),
        }
    }
}
