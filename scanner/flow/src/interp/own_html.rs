//! Objects that say themselves what their HTML is: Jinja escapes nothing of what `__html__` gives.

use super::{Interp, State};
use crate::outcome::Place;
use crate::value::{Atom, Method, Value};
use stopple_program::known;

impl Interp<'_> {
    /// What `__html__` of a value gives, if it is an object of the program that has one.
    pub(super) fn own_html(&mut self, st: &mut State, value: &Value, place: Place) -> Option<Value> {
        if !self.registered.has_html_methods {
            return None;
        }
        let mut made = Value::bottom();
        for atom in value.atoms() {
            let Atom::Object(_) = atom else { continue };
            let one = Value::from(atom.clone()).with_taint(value.taint.clone());
            let class = self.class_of(st, &one)?;
            if self.own_attribute(st, class, known::HTML).is_none() {
                continue;
            }
            let was = std::mem::replace(&mut st.dead, false);
            if let Some(html) = self.call_own_method(st, &one, known::HTML, Vec::new(), place) {
                made.join(&html);
            }
            st.dead = was;
        }
        (!made.is_bottom()).then_some(made)
    }

    /// So many parameters of a filter have no default, beside what is piped into it.
    pub(super) fn wanted_beside_first(&self, function: &Value) -> usize {
        let Some(Atom::Function(function)) = function.one() else { return 0 };
        let params = &self.program.scope(function.scope).params;
        let is_wanted = |param: &&stopple_syntax::hir::Param| {
            param.default.is_none() && matches!(param.kind, stopple_syntax::hir::ParamKind::Normal)
        };
        params.iter().filter(is_wanted).count().saturating_sub(1)
    }

    /// Whether this is an attribute of a form of which nothing is known: a field of a library's own kind, or added later.
    pub(super) fn is_field_of_form(&self, st: &State, value: &Value) -> bool {
        value.atoms().iter().any(|atom| {
            let Atom::Bound(form, Method::Unknown(_)) = atom else { return false };
            let Some(class) = self.class_of(st, form) else { return false };
            self.ancestors(st, class).iter().any(|one| {
                matches!(one, super::classes::Ancestor::Library(item) if self.catalog.member(*item, "populate_obj").is_some())
            })
        })
    }

    pub(super) fn is_markup(&self, st: &State, value: &Value) -> bool {
        let markup = |atom: &Atom| match self.item_of(st, &atom.clone().into()) {
            Some(item) => &*self.catalog.item(item).path == "markupsafe.Markup",
            None => false,
        };
        !value.atoms().is_empty() && value.atoms().iter().all(markup)
    }
}
