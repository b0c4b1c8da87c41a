//! What happens when a class is made: its metaclass is called, and its bases know of it (`Base.__subclasses__()`).

use super::classes::Ancestor;
use super::{Arguments, Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::value::{Atom, Descriptor, Function, Value};
use std::sync::Arc;
use stopple_program::{Symbol, known};
use stopple_syntax::hir::ExprId;

/// More classes of one base are not told apart.
const MOST_DERIVED: usize = 32;

impl Interp<'_> {
    /// A class was made, with the metaclass that stands in its line, if one does.
    pub(super) fn class_begun(&mut self, st: &mut State, class: ObjId, metaclass: Option<&Value>, at: ExprId) {
        self.note_derived(st, class);
        let given = metaclass.and_then(Value::one).and_then(|atom| match atom {
            Atom::Class(id) => Some(*id),
            _ => None,
        });
        let Some(meta) = given.or_else(|| self.metaclass_of_bases(st, class)) else { return };
        let mut kept = Obj::new(Kind::Cells);
        kept.rest = Atom::Class(meta).into();
        st.heap.put(beside(class, "metaclass"), Arc::new(kept));
        let name = self.attribute(st, &Atom::Class(class).into(), known::NAME, at);
        let bases = self.bases(st, class).cloned().unwrap_or_default();
        let body = self.dict_of_class(st, class, at);
        let given = vec![name, Atom::Tuple(bases.into()).into(), body];
        for (hook, receiver) in [(known::NEW, meta), (known::INIT, class)] {
            if let Some(function) = self.hook_of(st, meta, hook) {
                self.making.push(class);
                let was = std::mem::replace(&mut st.dead, false);
                self.call_function(st, &function, Some(Atom::Class(receiver).into()), Arguments::of(given.clone()), at);
                st.dead = was;
                self.making.pop();
            }
        }
    }

    /// `super().__new__(...)` in a metaclass: the class that is being made.
    pub(super) fn class_in_making(&self, name: Symbol) -> Option<Value> {
        let class = self.making.last().filter(|_| name == known::NEW)?;
        Some(Atom::Class(*class).into())
    }

    fn hook_of(&self, st: &State, meta: ObjId, hook: Symbol) -> Option<Arc<Function>> {
        let found = self.own_attribute(st, meta, hook)?;
        match found.one()? {
            Atom::Function(function) => Some(Arc::clone(function)),
            Atom::Descriptor(Descriptor::Static, inner) => match inner.one()? {
                Atom::Function(function) => Some(Arc::clone(function)),
                _ => None,
            },
            _ => None,
        }
    }

    fn metaclass_of_bases(&self, st: &State, class: ObjId) -> Option<ObjId> {
        self.ancestors(st, class).into_iter().skip(1).find_map(|one| {
            let Ancestor::Own(base) = one else { return None };
            match self.object(st, beside(base, "metaclass"))?.rest.one()? {
                Atom::Class(meta) => Some(*meta),
                _ => None,
            }
        })
    }

    fn note_derived(&mut self, st: &mut State, class: ObjId) {
        let mut bases = Vec::new();
        for base in self.bases(st, class).into_iter().flatten() {
            if let Some(Atom::Class(base)) = base.one() {
                bases.push(*base);
            }
        }
        for base in bases {
            let id = beside(base, "derived");
            if self.object_kind(st, id).is_none() {
                st.heap.put(id, Arc::new(Obj::list(Vec::new())));
            }
            let derived = Value::from(Atom::Class(class));
            if let Some(Obj { items: Some(items), .. }) = self.edit(st, id)
                && items.len() < MOST_DERIVED
                && !items.contains(&derived)
            {
                items.push(derived);
            }
        }
    }

    /// `Base.__subclasses__()`
    pub(super) fn classes_derived(&mut self, st: &mut State, class: ObjId, at: ExprId) -> Value {
        let items = self.object(st, beside(class, "derived")).and_then(|derived| derived.items.clone());
        self.listing(st, items.unwrap_or_default(), at, 0xd3)
    }

    /// `Garden.__dict__`, `vars(Garden)`: what stands in the body of a class.
    pub(super) fn dict_of_class(&mut self, st: &mut State, class: ObjId, at: ExprId) -> Value {
        let attributes = self.object(st, class).map(|class| class.attributes.clone()).unwrap_or_default();
        let mut dict = Obj::new(Kind::Dict);
        for (name, value) in attributes {
            dict.set_entry(Key::Str(self.program.names.shared(name)), value);
        }
        self.allocate(st, at.0, 0xd4, dict)
    }
}

/// What is kept beside a class, and is no attribute of it.
fn beside(class: ObjId, what: &str) -> ObjId {
    ObjId::of((class, what))
}
