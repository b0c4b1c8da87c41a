//! Paths: what expressions name, read and replaced without evaluating anything.

use super::expr::key_of;
use super::{Interp, State};
use crate::guards::{Path, PathStep};
use crate::value::{Atom, Value};
use stopple_syntax::hir::{Expr, ExprId, Variable};

impl Interp<'_> {
    /// The path that an expression names, if it names one.
    pub fn path_of(&self, at: ExprId) -> Option<Path> {
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Var(variable) => Some(Path { root: variable, steps: Vec::new() }),
            Expr::Attribute { base, name, .. } => {
                let mut path = self.path_of(base)?;
                path.steps.push(PathStep::Attribute(self.symbol(name)));
                Some(path)
            }
            Expr::Subscript { base, index } => {
                let Expr::Constant(constant) = file.exprs[index.0 as usize] else { return None };
                let key = key_of(&self.constant(constant).into())?;
                let mut path = self.path_of(base)?;
                path.steps.push(PathStep::Entry(key));
                Some(path)
            }
            Expr::Named { target, .. } => self.path_of(target),
            // `request.args.get("id")` reads what `request.args["id"]` reads.
            Expr::Call { callee, arguments } if arguments.len == 1 => {
                let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] else { return None };
                if self.program.names.text(self.symbol(name)) != "get" {
                    return None;
                }
                let Expr::Constant(constant) = file.exprs[self.argument_expr(arguments, 0, "key")?.0 as usize] else {
                    return None;
                };
                let key = key_of(&self.constant(constant).into())?;
                let mut path = self.path_of(base)?;
                path.steps.push(PathStep::Entry(key));
                Some(path)
            }
            _ => None,
        }
    }

    /// The value under a path, without evaluating anything.
    pub fn peek(&mut self, st: &State, path: &Path) -> Value {
        let mut scratch = State { heap: st.heap.clone(), ..State::default() };
        let mut value = match path.root {
            Variable::Slot(slot) => st.slots.get(slot as usize).cloned().unwrap_or_default(),
            other => self.load(&mut scratch, other),
        };
        for step in &path.steps {
            let Some(Atom::Object(id)) = value.one() else { return Value::bottom() };
            let found = match step {
                PathStep::Attribute(name) => self.object_attribute(st, *id, *name).cloned(),
                PathStep::Entry(key) => self.object(st, *id).and_then(|object| match (&object.items, key) {
                    (Some(items), crate::heap::Key::Int(number)) => {
                        super::expr::index_of(items.len(), *number).map(|at| items[at].clone())
                    }
                    _ => object.entry(key).cloned(),
                }),
            };
            let taint = self.object_taint(st, *id);
            match found {
                Some(found) => value = found.and_taint(&taint),
                None => return Value::bottom(),
            }
        }
        value
    }

    /// Replaces the value under a path.
    pub fn poke(&mut self, st: &mut State, path: &Path, value: Value) {
        if value.is_bottom() {
            return;
        }
        let Some((last, before)) = path.steps.split_last() else {
            self.store(st, path.root, value);
            return;
        };
        let holder = self.peek(st, &Path { root: path.root, steps: before.to_vec() });
        let Some(Atom::Object(id)) = holder.one() else { return };
        let id = *id;
        if let Some(object) = self.edit(st, id) {
            match last {
                PathStep::Attribute(name) => object.set_attribute(*name, value),
                PathStep::Entry(key) => match (&mut object.items, key) {
                    (Some(items), crate::heap::Key::Int(number)) => {
                        if let Some(at) = super::expr::index_of(items.len(), *number) {
                            items[at] = value;
                        }
                    }
                    _ => object.set_entry(key.clone(), value),
                },
            }
        }
    }
}
