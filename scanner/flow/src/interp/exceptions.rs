//! Exceptions on their way: what is raised, here or in a called function, is what a handler catches.
//!
//! They stand in the heap, as an object of an identity of their own, so that states that are joined join them, and a
//! call that is remembered brings them back.

use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Heap, Kind, Obj, ObjId, objects_of};
use crate::outcome::Place;
use crate::taint::Taint;
use crate::value::{Atom, Atoms, Value};
use std::sync::Arc;
use stopple_libraries::concept;
use stopple_syntax::hir::ExprId;

/// More objects than these do not travel along.
const MOST_CARRIED: usize = 24;

/// The objects that can be reached through a value, to be taken along with it into another heap.
pub(super) fn carry(heap: &Heap, value: &Value, carried: &mut Vec<(ObjId, Arc<Obj>)>) {
    let mut ids = Vec::new();
    objects_of(value, &mut ids);
    while let Some(id) = ids.pop() {
        if carried.len() >= MOST_CARRIED || carried.iter().any(|(known, _)| *known == id) {
            continue;
        }
        let Some(object) = heap.own(id) else { continue };
        carried.push((id, Arc::clone(object)));
        let parts = object.attributes.iter().map(|(_, value)| value).chain(object.items.iter().flatten());
        let entries = object.entries.iter().map(|(_, value)| value);
        parts.chain(entries).chain([&object.rest]).for_each(|value| objects_of(value, &mut ids));
    }
}

impl Interp<'_> {
    /// `raise value`; without a value the exception at hand goes on.
    pub(super) fn throw(&mut self, st: &mut State, value: Option<Value>, at: Option<ExprId>) {
        if st.dead {
            return;
        }
        if let (Some(mut value), Some(at)) = (value, at) {
            let is_class = matches!(value.one(), Some(Atom::Class(_)))
                || matches!(value.one(), Some(Atom::Item(item)) if self.is_class(*item));
            if is_class {
                value = self.call_values(st, &value, Vec::new(), at);
            }
            self.check_bodies_of(st, &value);
            self.add_thrown(st, &value);
        }
        self.pass_on(st);
    }

    fn is_class(&self, item: stopple_libraries::ItemId) -> bool {
        matches!(self.catalog.item(self.catalog.resolve(item)).kind, stopple_libraries::model::ItemKind::Class(_))
    }

    /// What is on its way goes to the handlers around this place, or to the caller.
    pub(super) fn pass_on(&mut self, st: &State) {
        self.note_raise(st);
        if !self.frame().raised.is_empty() {
            return;
        }
        let value = self.thrown(st);
        if value.is_bottom() {
            return;
        }
        let mut carried = Vec::new();
        carry(&st.heap, &value, &mut carried);
        let thrown = &mut self.frame_mut().thrown;
        thrown.0.join(&value);
        for (id, object) in carried {
            match thrown.1.iter_mut().find(|(known, _)| *known == id) {
                Some((_, own)) => Arc::make_mut(own).join(&object),
                None => thrown.1.push((id, object)),
            }
        }
    }

    /// After a call: what the called function threw is on its way here.
    pub(super) fn receive(&mut self, st: &mut State, thrown: &(Value, Vec<(ObjId, Arc<Obj>)>)) {
        if thrown.0.is_bottom() || self.loads_modules {
            return;
        }
        for (id, object) in &thrown.1 {
            if st.heap.own(*id).is_none() {
                st.heap.put(*id, Arc::clone(object));
            }
        }
        self.add_thrown(st, &thrown.0);
    }

    fn add_thrown(&mut self, st: &mut State, value: &Value) {
        if self.loads_modules || value.is_bottom() {
            return;
        }
        let together = self.thrown(st).joined(value);
        self.put_thrown(st, together);
    }

    fn put_thrown(&mut self, st: &mut State, value: Value) {
        st.heap.put(ObjId::THROWN, Arc::new(Obj { rest: value, ..Obj::new(Kind::List) }));
    }

    /// The exceptions that are on their way.
    pub(crate) fn thrown(&self, st: &State) -> Value {
        st.heap.own(ObjId::THROWN).map(|object| object.rest.clone()).unwrap_or_default()
    }

    /// The same, which are on their way no longer.
    pub(super) fn take_thrown(&mut self, st: &mut State) -> Value {
        let before = self.thrown(st);
        if !before.is_bottom() {
            self.put_thrown(st, Value::bottom());
        }
        before
    }

    /// After the handlers: what was on its way before, and what none of them caught.
    pub(super) fn set_thrown(&mut self, st: &mut State, before: &Value, left: &Value) {
        let now = before.clone().joined(left);
        if self.thrown(st) != now {
            self.put_thrown(st, now);
        }
    }

    /// Those of some exceptions that a class of exceptions stands for. Only exceptions of the project's own classes count:
    /// what those of libraries hold is a message, which handlers do not take for anything else.
    pub(crate) fn caught_by(&self, st: &State, class: &Value, thrown: &Value) -> Value {
        let mut caught = Value::bottom();
        for atom in thrown.atoms() {
            let is_own =
                matches!(atom, Atom::Object(id) if matches!(self.object_kind(st, *id), Some(Kind::Instance(_))));
            let fits = is_own
                && class
                    .atoms()
                    .iter()
                    .any(|kind| matches!(kind, Atom::Class(_) | Atom::Item(_)) && self.may_catch(st, kind, atom));
            if fits {
                caught.join(&Value { atoms: Atoms::One(atom.clone()), ..thrown.clone() });
            }
        }
        caught
    }

    /// What a handler's `as name` holds, of what may reach it; and what passes it.
    pub(super) fn exception_value(
        &mut self,
        st: &State,
        thrown: &Value,
        kind: Option<&Value>,
        place: Place,
    ) -> (Value, Value) {
        let mut kinds: Vec<Atom> = Vec::new();
        for atom in kind.map(Value::atoms).unwrap_or_default() {
            match atom {
                Atom::Tuple(items) => items.iter().for_each(|item| kinds.extend(item.atoms().iter().cloned())),
                other => kinds.push(other.clone()),
            }
        }
        let mut value = Value::bottom();
        let mut passed = Value::bottom();
        for atom in thrown.atoms() {
            let caught = kind.is_none() || kinds.iter().any(|kind| self.may_catch(st, kind, atom));
            let one = Value { atoms: Atoms::One(atom.clone()), ..thrown.clone() };
            if caught { value.join(&one) } else { passed.join(&one) }
        }
        for kind in &kinds {
            if let Atom::Item(item) = kind {
                value.add(&Atom::Instance(*item, Arc::from([])));
            }
        }
        if value.is_bottom() {
            value = Value::unknown();
        }
        let kind = concept::source_named("exception").unwrap_or_default();
        (value.and_taint(&Taint::read(kind, place)), passed)
    }

    /// Whether `except kind` may catch this.
    fn may_catch(&self, st: &State, kind: &Atom, thrown: &Atom) -> bool {
        let of_library = |item: stopple_libraries::ItemId| match kind {
            Atom::Item(wanted) => self.catalog.is_subclass(item, self.catalog.resolve(*wanted)),
            Atom::Class(_) => false,
            _ => true,
        };
        match thrown {
            Atom::Instance(item, _) => of_library(*item),
            Atom::Object(id) => match self.object_kind(st, *id).cloned() {
                Some(Kind::Library(item)) => of_library(item),
                Some(Kind::Instance(class)) => {
                    let ancestors = self.ancestors(st, class);
                    match kind {
                        Atom::Class(wanted) => ancestors.contains(&Ancestor::Own(*wanted)),
                        Atom::Item(_) => ancestors.iter().any(|one| match one {
                            Ancestor::Library(item) => of_library(*item),
                            Ancestor::Unknown => true,
                            Ancestor::Own(_) => false,
                        }),
                        _ => true,
                    }
                }
                _ => true,
            },
            _ => true,
        }
    }
}
