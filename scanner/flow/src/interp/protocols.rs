//! Methods that Python itself calls: for loops, `with`, assignments to properties, and classes that are derived.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Kind, ObjId};
use crate::outcome::Place;
use crate::taint::Taint;
use crate::value::{Atom, Atoms, Descriptor, Method, Value};
use std::sync::Arc;
use stopple_program::{Symbol, known};
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// What the methods of an instance give to a loop: its iterator's items, else what `__next__` or `__getitem__` give.
    pub(super) fn iterate_instance(&mut self, st: &mut State, id: ObjId, instance: &Value, place: Place) -> Value {
        let iterator = [known::ITER, known::AITER]
            .into_iter()
            .find_map(|name| self.call_own_method(st, instance, name, Vec::new(), place));
        if let Some(iterator) = iterator
            && !matches!(iterator.one(), Some(Atom::Object(own)) if *own == id)
        {
            return self.iterate(st, &iterator, place);
        }
        // The end of the iteration is an exception that the loop catches.
        let thrown = self.take_thrown(st);
        let item = [known::NEXT, known::ANEXT]
            .into_iter()
            .find_map(|name| self.call_own_method(st, instance, name, Vec::new(), place))
            .or_else(|| {
                let index = self.number(Taint::CLEAN);
                self.call_own_method(st, instance, known::GETITEM, vec![index], place)
            });
        self.set_thrown(st, &thrown, &Value::bottom());
        let whole = self.object(st, id).map(|object| object.taint.clone()).unwrap_or_default();
        match item {
            Some(item) if !item.is_bottom() => item.and_taint(&whole),
            _ => Value::unknown_with(whole),
        }
    }

    /// The end of `with context:`, with or without an exception.
    pub(super) fn leave(&mut self, st: &mut State, context: &Value, at: ExprId) {
        let place = self.place_of(at);
        for atom in context.atoms() {
            let single = Value { atoms: Atoms::One(atom.clone()), ..context.clone() };
            if self.class_of(st, &single).is_none() || matches!(atom, Atom::Class(_)) {
                continue;
            }
            for name in [known::EXIT, known::AEXIT] {
                let nothing = vec![Value::none(), Value::none(), Value::none()];
                self.call_own_method(st, &single, name, nothing, place);
            }
        }
    }

    /// `with context:` around a body that returned: what `__exit__` does then counts as well.
    pub(super) fn leave_by_return(&mut self, before: &State, contexts: &[(Value, ExprId)]) {
        let Some(heap) = self.frame_mut().exit.heap.take() else { return };
        let mut returning = State { heap, ..before.clone() };
        for (context, at) in contexts.iter().rev() {
            self.leave(&mut returning, context, *at);
            returning.dead = false;
        }
        self.frame_mut().exit.heap = Some(returning.heap);
    }

    /// `instance.name = value` where the class has a property of that name with a setter.
    pub(super) fn call_setter(
        &mut self,
        st: &mut State,
        class: ObjId,
        instance: &Value,
        name: Symbol,
        value: &Value,
        at: ExprId,
    ) -> bool {
        let Some(found) = self.own_attribute(st, class, name) else { return false };
        if let Some(symbol) = self.program.names.get("__set__")
            && self.describes(st, &found, symbol)
        {
            let place = self.place_of(at);
            self.call_own_method(st, &found, symbol, vec![instance.clone(), value.clone()], place);
            return true;
        }
        let Some(Atom::Descriptor(Descriptor::Property, inner)) = found.one() else { return false };
        let Some(Atom::Tuple(parts)) = inner.one() else { return false };
        let Some(setter) = parts.get(1).cloned() else { return false };
        let bound = match setter.one() {
            Some(Atom::Function(function)) => {
                Atom::Bound(Arc::new(instance.clone()), Method::Function(Arc::clone(function))).into()
            }
            _ => return false,
        };
        self.call_values(st, &bound, vec![value.clone()], at);
        true
    }

    /// Whether what a class holds is an instance of a class of the project that answers reads or assignments itself.
    pub(super) fn describes(&self, st: &State, held: &Value, method: Symbol) -> bool {
        let Some(Atom::Object(id)) = held.one() else { return false };
        let Some(Kind::Instance(class)) = self.object_kind(st, *id) else { return false };
        self.own_attribute(st, *class, method).is_some()
    }

    /// A class was made: what it holds is told its name there (`__set_name__`).
    pub(super) fn tell_names(&mut self, st: &mut State, class: ObjId, at: ExprId) {
        let Some(tells) = self.program.names.get("__set_name__") else { return };
        let held = self.object(st, class).map(|class| class.attributes.clone()).unwrap_or_default();
        for (name, value) in held {
            if self.describes(st, &value, tells) {
                let (owner, name) = (Atom::Class(class).into(), Value::string(self.program.names.text(name)));
                let was = std::mem::replace(&mut st.dead, false);
                let place = self.place_of(at);
                self.call_own_method(st, &value, tells, vec![owner, name], place);
                st.dead = was;
            }
        }
    }

    /// Each instance of a declared class has containers of its own (`field(default_factory=list)`).
    pub(super) fn fill_defaults(&mut self, st: &mut State, id: ObjId, class: ObjId, fields: &[Symbol], at: ExprId) {
        for (number, name) in fields.iter().enumerate() {
            let Some(default) = self.own_attribute(st, class, *name) else { continue };
            let Some(Atom::Object(shared)) = default.one() else { continue };
            let Some(object) = self.object_shared(st, *shared) else { continue };
            if !matches!(object.kind, Kind::List | Kind::Dict | Kind::Set) {
                continue;
            }
            let part = 0x4000_u32.wrapping_add(u32::try_from(number).unwrap_or(0));
            let own = self.allocate(st, at.0, part, (*object).clone());
            if let Some(instance) = self.edit(st, id) {
                instance.set_attribute(*name, own);
            }
        }
    }

    /// A class was derived: `__init_subclass__` of the classes before it in its order.
    pub(super) fn init_subclass(&mut self, st: &mut State, class: ObjId, args: Arguments, at: ExprId) {
        let Some(name) = self.program.names.get("__init_subclass__") else { return };
        let found = self.ancestors(st, class).into_iter().skip(1).find_map(|one| match one {
            Ancestor::Own(id) => self.object_attribute(st, id, name).cloned(),
            _ => None,
        });
        let function = found.as_ref().and_then(|found| match found.one() {
            Some(Atom::Function(function)) => Some(Arc::clone(function)),
            Some(Atom::Descriptor(Descriptor::Class, inner)) => match inner.one() {
                Some(Atom::Function(function)) => Some(Arc::clone(function)),
                _ => None,
            },
            _ => None,
        });
        if let Some(function) = function {
            let derived: Value = Atom::Class(class).into();
            let was = std::mem::replace(&mut st.dead, false);
            self.call_function(st, &function, Some(derived), args, at);
            st.dead = was;
        }
    }

    /// Calls a method of the project's class of an instance, if it has one of that name.
    pub fn call_own_method(
        &mut self,
        st: &mut State,
        instance: &Value,
        name: Symbol,
        args: Vec<Value>,
        place: Place,
    ) -> Option<Value> {
        let class = self.class_of(st, instance)?;
        let found = self.own_attribute(st, class, name)?;
        let at = self.expr_at(place);
        let bound = self.bind_attribute(st, found, instance, true, at);
        Some(self.call_values(st, &bound, args, at))
    }

    /// An expression that stands at a place; for objects made on behalf of an operator.
    pub fn expr_at(&self, place: Place) -> ExprId {
        let file = self.program.file(place.file).hir();
        let found = file.expr_spans.iter().position(|span| *span == place.span).unwrap_or(0);
        ExprId(u32::try_from(found).unwrap_or(0))
    }
}
