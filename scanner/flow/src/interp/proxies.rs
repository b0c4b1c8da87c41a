//! Names that stand for something else at each use: proxies of a function, and the user who is signed in.

use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::value::{Atom, Method, Value};
use stopple_libraries::ItemId;
use stopple_syntax::hir::ExprId;

/// The entry under which a proxy keeps the function that it asks, by the type variable of its stub.
const ASKED: &str = "=<T>";

impl Interp<'_> {
    /// What a name holds, as it is used: a proxy (`database = LocalProxy(find_database)`) is what its function gives.
    pub(super) fn behind_proxy(&mut self, st: &mut State, value: Value, at: ExprId) -> Value {
        let (Some(proxy), Some(Atom::Object(id))) = (self.known.proxy, value.one()) else { return value };
        // While modules are run there is no request to ask for.
        if self.loads_modules || !matches!(self.object_kind(st, *id), Some(Kind::Library(own)) if *own == proxy) {
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
    pub(super) fn signed_in_user(&mut self, st: &mut State, member: ItemId, at: ExprId) -> Option<Value> {
        if self.known.current_user != Some(self.catalog.resolve(member)) || self.registered.user_loaders.is_empty() {
            return None;
        }
        let loaders = &self.registered.user_loaders;
        let mut user = Value::bottom();
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
        let is_own = |atom: &Atom| matches!(atom, Atom::Object(_));
        (!user.atoms().is_empty() && user.atoms().iter().all(is_own)).then_some(user)
    }
}
