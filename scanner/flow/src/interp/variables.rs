//! Variables: slots, cells, globals.

use super::{Interp, State};
use crate::heap::{Key, Obj, ObjId};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_program::Symbol;
use stopple_syntax::hir::{self, Variable};

impl Interp<'_> {
    /// The cells object of the `up`-th function outward.
    pub(super) fn cells(&self, st: &State, up: u32) -> Option<ObjId> {
        let frame = self.frame();
        let is_class = matches!(self.program.scope(frame.scope).kind, hir::ScopeKind::Class);
        let mut up = up;
        let mut at = if is_class {
            frame.closure?
        } else if up == 0 {
            return frame.cells;
        } else {
            up -= 1;
            frame.closure?
        };
        while up > 0 {
            let object = self.object(st, at)?;
            at = match object.keys.one()? {
                Atom::Object(parent) => *parent,
                _ => return None,
            };
            up -= 1;
        }
        Some(at)
    }

    /// Puts the variables of the function at hand into a mapping, by name.
    pub(super) fn add_locals(&mut self, st: &mut State, dict: &mut Obj) {
        let scope = self.program.scope(self.frame().scope);
        for (number, name) in scope.slots.iter().enumerate() {
            let value = st.slots.get(number).cloned().unwrap_or_default();
            if !value.is_bottom() {
                dict.set_entry(Key::Str(self.program.names.shared(self.symbol(*name))), value);
            }
        }
        for (number, name) in scope.cells.iter().enumerate() {
            let value = self.load(st, Variable::Cell { up: 0, index: u32::try_from(number).unwrap_or(u32::MAX) });
            dict.set_entry(Key::Str(self.program.names.shared(self.symbol(*name))), value);
        }
    }

    /// The value of a variable.
    pub fn load(&mut self, st: &mut State, variable: Variable) -> Value {
        match variable {
            Variable::Slot(slot) => {
                let value = st.slots.get(slot as usize).cloned().unwrap_or_default();
                if value.is_bottom() {
                    let scope = self.program.scope(self.frame().scope);
                    if matches!(scope.kind, hir::ScopeKind::Class)
                        && let Some(name) = scope.slots.get(slot as usize)
                    {
                        return self.load(st, Variable::Global(*name));
                    }
                    return Value::unknown();
                }
                self.settle(st, value)
            }
            Variable::Cell { up, index } => {
                let Some(id) = self.cells(st, up) else { return Value::unknown() };
                let value = self
                    .object(st, id)
                    .and_then(|cells| cells.items.as_ref())
                    .and_then(|items| items.get(index as usize))
                    .cloned()
                    .unwrap_or_default();
                if value.is_bottom() { Value::unknown() } else { self.settle(st, value) }
            }
            Variable::Global(name) => {
                let symbol = self.symbol(name);
                self.global(st, self.file_id(), symbol)
            }
        }
    }

    /// Replaces names that could not be looked up when they were imported.
    pub fn settle(&mut self, st: &mut State, value: Value) -> Value {
        if !value.atoms().iter().any(|atom| matches!(atom, Atom::Late(..))) {
            return value;
        }
        let mut settled = Value { atoms: crate::value::Atoms::None, ..value.clone() };
        for atom in value.atoms() {
            match atom {
                Atom::Late(file, name) => {
                    let found = self.module_attribute(st, *file, *name).filter(|found| {
                        !found.atoms().iter().any(|a| matches!(a, Atom::Late(f, n) if f == file && n == name))
                    });
                    settled.join(&found.unwrap_or_else(Value::unknown));
                }
                other => settled.add(other),
            }
        }
        settled
    }

    /// Stores a variable.
    pub fn store(&mut self, st: &mut State, variable: Variable, value: Value) {
        st.checked.retain(|(path, _)| path.root != variable);
        match variable {
            Variable::Slot(slot) => {
                let slot = slot as usize;
                let slots = Arc::make_mut(&mut st.slots);
                if slots.len() <= slot {
                    slots.resize(slot + 1, Value::bottom());
                }
                slots[slot] = value;
            }
            Variable::Cell { up, index } => {
                if let Some(id) = self.cells(st, up)
                    && let Some(cells) = self.edit(st, id)
                {
                    let items = cells.items.get_or_insert_with(Vec::new);
                    if items.len() <= index as usize {
                        items.resize(index as usize + 1, Value::bottom());
                    }
                    items[index as usize] = value;
                }
            }
            Variable::Global(name) => {
                let symbol = self.symbol(name);
                let module = ObjId::module(self.file_id());
                if let Some(module) = self.edit(st, module) {
                    module.set_attribute(symbol, value);
                }
            }
        }
    }

    pub fn global(&mut self, st: &mut State, file: stopple_program::FileId, name: Symbol) -> Value {
        if let Some(value) = self.module_attribute(st, file, name) {
            return self.settle(st, value);
        }
        self.builtin_name(name).unwrap_or_else(Value::unknown)
    }
}
