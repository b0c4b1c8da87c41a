//! Names that stand for something else at each use: proxies of a function, and the user who is signed in.

use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::value::{Atom, Method, Value};
use stopple_syntax::hir::ExprId;

/// The entry under which a proxy keeps the function that it asks, by the type variable of its stub.
const ASKED: &str = "=<T>";

impl Interp<'_> {
    /// What a name holds, as it is used: a proxy (`database = LocalProxy(find_database)`) is what its function gives.
    pub(super) fn behind_proxy(&mut self, st: &mut State, value: Value, at: ExprId) -> Value {
        // While modules are run there is no request to ask for.
        if self.loads_modules {
            return value;
        }
        if let Some(Atom::Instance(class, _)) = value.one()
            && self.known.current_user == Some(*class)
        {
            let is_there = |atom: &Atom| match atom {
                Atom::Object(id) => st.heap.own(*id).is_some() || self.base.contains_key(id),
                _ => true,
            };
            let known = self
                .signed_in
                .as_ref()
                .filter(|user| user.as_ref().is_none_or(|user| user.atoms().iter().all(is_there)));
            let user = match known {
                Some(user) => user.clone(),
                None => {
                    let user = self.signed_in_user(st, at);
                    self.signed_in = Some(user.clone());
                    user
                }
            };
            return user.unwrap_or(value);
        }
        let (Some(proxy), Some(Atom::Object(id))) = (self.known.proxy, value.one()) else { return value };
        if !matches!(self.object_kind(st, *id), Some(Kind::Library(own)) if *own == proxy) {
            return value;
        }
        let asked = self.object(st, *id).and_then(|object| object.entry(&Key::Str(ASKED.into()))).cloned();
        let is_function =
            |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Bound(_, Method::Function(_)) | Atom::Item(_));
        match asked {
            Some(asked) if !asked.atoms().is_empty() && asked.atoms().iter().all(is_function) => {
                self.call_values(st, &asked, Vec::new(), at)
            }
            _ => value,
        }
    }

    /// The user who is signed in, as the application's own loader finds him by what the session says.
    fn signed_in_user(&mut self, st: &mut State, at: ExprId) -> Option<Value> {
        let loaders = &self.registered.user_loaders;
        let mut user = Value::bottom();
        // What the loader looks at and does is no fact of who asks for the user: it is run as a handler of its own too.
        let (seen, reads) = (std::mem::take(&mut *self.trace.borrow_mut()), self.out.reads.len());
        for loader in loaders {
            let asked = self.any_string(crate::taint::Taint::CLEAN);
            // Nobody may be signed in; then there is nothing to be read.
            let mut aside = st.clone();
            let found = self.quietly(|own| own.call_values(&mut aside, loader, vec![asked], at));
            if !aside.dead {
                *st = aside;
                user.join(&Self::without_none(&found));
            }
        }
        *self.trace.borrow_mut() = seen;
        self.out.reads.truncate(reads);
        let is_own = |atom: &Atom| matches!(atom, Atom::Object(_));
        (!user.atoms().is_empty() && user.atoms().iter().all(is_own)).then_some(user)
    }
}
