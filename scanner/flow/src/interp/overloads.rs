//! Functions that are chosen by the class of their argument: `functools.singledispatch` and its kin for methods.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::Kind;
use crate::registration::Registration;
use crate::taint::Happening;
use crate::value::{Atom, Function, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{Expr, ExprId, Variable};

/// The word of a registration that adds one.
pub(crate) const OVERLOAD: &str = "overload";

impl Interp<'_> {
    /// `shown.register`, if the function is one of those: it takes the function for another class.
    pub(super) fn overloading(&mut self, st: &State, function: &Arc<Function>, at: ExprId) -> Option<Value> {
        if !self.is_dispatched(function.scope) {
            return None;
        }
        let mut registration = self.registration(st, OVERLOAD, &Arguments::default(), None, self.place_of(at));
        registration.subject = Atom::Function(Arc::clone(function)).into();
        Some(Atom::Registrar(Arc::new(registration)).into())
    }

    /// `shown.register(int)`, `shown.register(int, shown_number)`: the class comes first. `None` for other calls.
    pub(super) fn overload_for_class(
        &mut self,
        st: &mut State,
        registration: &Registration,
        args: &Arguments,
    ) -> Option<Value> {
        if registration.kind != OVERLOAD {
            return None;
        }
        let (class, _) = args.positional.first()?;
        if !class.atoms().iter().all(|atom| matches!(atom, Atom::Class(_) | Atom::Item(_))) {
            return None;
        }
        let registration = Registration { owner: class.clone(), ..registration.clone() };
        match args.positional.get(1) {
            Some((function, _)) => {
                self.register(st, &registration, function.clone());
                Some(function.clone())
            }
            None => Some(Atom::Registrar(Arc::new(registration)).into()),
        }
    }

    /// Whether a decorator makes the function one of those.
    fn is_dispatched(&self, scope: ScopeRef) -> bool {
        let file = self.program.file(scope.file).hir();
        self.program.scope(scope).decorators.range().any(|at| {
            let (Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. }) =
                file.exprs[file.expr_lists[at].0 as usize]
            else {
                return false;
            };
            matches!(&*file.names[name.0 as usize], "singledispatch" | "singledispatchmethod")
        })
    }

    /// Calls the functions that were registered for classes that the first argument may be of, beside the function itself.
    pub(super) fn call_overloads(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<&Value>,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let registered = self.registered;
        let overloads = registered.overloads.get(&function.scope)?;
        let given = args.positional.first().map(|(value, _)| value.clone());
        let mut result = Value::bottom();
        let mut after = State { dead: true, ..State::default() };
        let mut called = false;
        for (class, other) in overloads {
            let Some(Atom::Function(other)) = other.one() else { continue };
            let said = match class.one() {
                Some(Atom::Class(_) | Atom::Item(_)) => None,
                _ => self.class_annotated(st, other, usize::from(receiver.is_some())),
            };
            let class = said.as_ref().unwrap_or(class);
            if other.scope == function.scope || given.as_ref().is_some_and(|given| !self.may_be_of(st, class, given)) {
                continue;
            }
            let mut way = st.clone();
            let mut args = args.clone();
            if let (Some((first, _)), Some(Atom::Item(class))) = (args.positional.first_mut(), class.one())
                && self.known.is_number(*class)
            {
                // Only numbers come here.
                let place = self.place_of(at);
                *first = first.clone().cleared(Concepts::ALL, place, Happening::Guarded(Concepts::ALL));
            }
            let value = self.call_function(&mut way, other, receiver.cloned(), args, at);
            result.join(&value);
            self.join_states(&mut after, way);
            called = true;
        }
        if !called {
            return None;
        }
        let mut way = st.clone();
        let value = self.call_one(&mut way, function, receiver.cloned(), args.clone(), at);
        result.join(&value);
        self.join_states(&mut after, way);
        if !after.dead {
            *st = after;
        }
        Some(result)
    }

    /// The class for which a function was registered that says it by the annotation of its first argument.
    fn class_annotated(&mut self, st: &mut State, function: &Function, first: usize) -> Option<Value> {
        let annotation = self.program.scope(function.scope).params.get(first)?.annotation?;
        let said = self.in_file_of(function, |own| own.quietly(|own| own.eval(&mut st.clone(), annotation)));
        matches!(said.one(), Some(Atom::Class(_) | Atom::Item(_))).then_some(said)
    }

    /// Whether a value may be of a class of the language; of all others nothing is said.
    fn may_be_of(&self, st: &State, class: &Value, given: &Value) -> bool {
        let Some(Atom::Item(class)) = class.one() else { return true };
        let (is_text, is_number) = (self.known.is_text(*class), self.known.is_number(*class));
        given.atoms().is_empty()
            || given.atoms().iter().any(|atom| match atom {
                Atom::Instance(item, _) if self.known.is_text(*item) => is_text,
                Atom::Const(crate::outcome::Const::Str(_) | crate::outcome::Const::Bytes(_)) => is_text,
                _ if self.is_number_atom(atom) => is_number || !is_text,
                Atom::Tuple(_) => !is_text && !is_number,
                Atom::Object(id) => {
                    let is_own = matches!(
                        self.object_kind(st, *id),
                        Some(Kind::List | Kind::Dict | Kind::Set | Kind::Generator)
                    );
                    !(is_own && (is_text || is_number))
                }
                Atom::Instance(item, _)
                    if [self.known.list, self.known.dict, self.known.set, self.known.tuple].contains(&Some(*item)) =>
                {
                    !is_text && !is_number
                }
                _ => true,
            })
    }
}
