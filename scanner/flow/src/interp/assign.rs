//! Assignment, deletion, and entering a context.

use super::expr::{index_of, key_of};
use super::{Interp, State};
use crate::heap::{Kind, Obj};
use crate::outcome::Const;
use crate::taint::{Happening, Label};
use crate::value::{Atom, Value};
use stopple_program::known;
use stopple_syntax::hir::{BinaryOp, Expr, ExprId, Run, Variable};

impl Interp<'_> {
    /// Assigns to a target: a name, an attribute, an entry, or several at once.
    pub fn assign(&mut self, st: &mut State, target: ExprId, value: Value) {
        if st.dead {
            return;
        }
        let file = self.hir();
        let place = self.place_of(target);
        match file.exprs[target.0 as usize] {
            Expr::Var(variable) => {
                let value = match self.variable_name(variable) {
                    Some(name) if !value.taint.is_clean() => value.step(place, Happening::Assigned(name)),
                    _ => value,
                };
                self.forget_flags(st, variable);
                self.store(st, variable, value);
            }
            Expr::Attribute { base, name, .. } => {
                let base = self.eval(st, base);
                let name = self.symbol(name);
                let value = if value.taint.is_clean() { value } else { value.step(place, Happening::Assigned(name)) };
                self.set_attribute(st, &base, name, value, target);
            }
            Expr::Subscript { base, index } => {
                let holder = base;
                let base = self.eval(st, base);
                let index = self.eval(st, index);
                let base = self.told_apart(st, (holder, base), &index, &value, target);
                self.declare_by_header(st, holder, &index, &value);
                if let Some(name) = index.as_str() {
                    self.note_template_word(st, holder, name, &value, place);
                }
                let value = if value.taint.is_clean() { value } else { value.step(place, Happening::Stored) };
                self.set_subscript(st, &base, &index, value, target);
            }
            Expr::Tuple { items } | Expr::List { items } => self.unpack(st, items, &value, target),
            Expr::Starred(inner) => self.assign(st, inner, value),
            _ => {}
        }
    }

    /// A mapping of which nothing is known is one whose entries are told apart, once the function that holds it makes one of
    /// them harmless: what it writes is what it reads there, and the other entries are what they were. Data of others that is
    /// put into it is not followed, since what else is done with the whole is not known.
    fn told_apart(
        &mut self,
        st: &mut State,
        (holder, base): (ExprId, Value),
        index: &Value,
        written: &Value,
        at: ExprId,
    ) -> Value {
        let is_open = |atom: &Atom| matches!(atom, Atom::Unknown | Atom::Const(Const::None));
        let Expr::Var(variable @ Variable::Slot(_)) = self.hir().exprs[holder.0 as usize] else { return base };
        if index.as_str().is_none() || !base.is_unknown() || !base.atoms().iter().all(is_open) {
            return base;
        }
        let is_of_base = |label: &Label| base.taint.labels().iter().any(|own| own.origin == label.origin);
        if base.taint.is_clean() || !self.deep_taint(st, written).labels().iter().all(is_of_base) {
            return base;
        }
        let mut mapping = Obj::new(Kind::Dict);
        mapping.rest = Value::unknown_with(base.taint.part_of_unknown());
        mapping.keys = self.any_string(base.taint.clone());
        // Whatever else is read of it is read of something that is not known.
        mapping.set_attribute(known::GETATTR, Value::unknown_with(base.taint.clone()));
        let mapping = self.allocate(st, at.0, 3, mapping);
        self.store(st, variable, mapping.clone());
        mapping
    }

    fn variable_name(&self, variable: Variable) -> Option<stopple_program::Symbol> {
        let frame = self.frame();
        match variable {
            Variable::Slot(slot) => {
                self.program.scope(frame.scope).slots.get(slot as usize).map(|name| self.symbol(*name))
            }
            Variable::Global(name) => Some(self.symbol(name)),
            Variable::Cell { up: 0, index } => {
                self.program.scope(frame.scope).cells.get(index as usize).map(|name| self.symbol(*name))
            }
            Variable::Cell { .. } => None,
        }
    }

    fn unpack(&mut self, st: &mut State, targets: Run, value: &Value, at: ExprId) {
        let file = self.hir();
        let exprs: Vec<ExprId> = targets.range().map(|at| file.expr_lists[at]).collect();
        let star = exprs.iter().position(|expr| matches!(file.exprs[expr.0 as usize], Expr::Starred(_)));
        let place = self.place_of(at);
        if let Some(items) = self.known_items(st, value) {
            match star {
                None if items.len() == exprs.len() => {
                    for (expr, item) in exprs.iter().zip(items) {
                        self.assign(st, *expr, item);
                    }
                    return;
                }
                Some(star) if items.len() + 1 >= exprs.len() => {
                    let after = exprs.len() - star - 1;
                    let middle = items[star..items.len() - after].to_vec();
                    for (expr, item) in exprs[..star].iter().zip(&items) {
                        self.assign(st, *expr, item.clone());
                    }
                    let list = self.allocate(st, at.0, 2, Obj::list(middle));
                    self.assign(st, exprs[star], list);
                    for (expr, item) in exprs[star + 1..].iter().zip(&items[items.len() - after..]) {
                        self.assign(st, *expr, item.clone());
                    }
                    return;
                }
                _ => {}
            }
        }
        // Alternatives that are tuples of the right length are taken apart one by one.
        let mut parts: Vec<Value> = vec![Value::bottom(); exprs.len()];
        for atom in value.atoms() {
            let single = Value { atoms: crate::value::Atoms::One(atom.clone()), ..value.clone() };
            match self.known_items(st, &single) {
                Some(items) if items.len() == exprs.len() => {
                    parts.iter_mut().zip(items).for_each(|(part, item)| part.join(&item));
                }
                // Of another length it raises.
                Some(_) if matches!(atom, Atom::Tuple(_)) && star.is_none() && value.atoms().len() > 1 => {}
                _ => {
                    let item = self.iterate(st, &single, place);
                    let item = if item.is_bottom() { Value::unknown_with(value.taint.clone()) } else { item };
                    parts.iter_mut().for_each(|part| part.join(&item));
                }
            }
        }
        for (number, (expr, part)) in exprs.iter().zip(parts).enumerate() {
            let part = if part.is_bottom() { Value::unknown_with(value.taint.clone()) } else { part };
            if star == Some(number) {
                let mut list = Obj::new(Kind::List);
                list.rest = part;
                let list = self.allocate(st, at.0, 2, list);
                self.assign(st, *expr, list);
            } else {
                self.assign(st, *expr, part);
            }
        }
    }

    pub fn augmented(&mut self, st: &mut State, op: BinaryOp, target: ExprId, value: ExprId) {
        let left = self.eval(st, target);
        let right = self.eval(st, value);
        if op == BinaryOp::Add {
            // `list += more` changes the list itself.
            if let Some(Atom::Object(id)) = left.one()
                && self.object_kind(st, *id) == Some(&Kind::List)
            {
                let id = *id;
                self.extend_list(st, id, &right, self.place_of(value));
                return;
            }
        }
        if op == BinaryOp::BitOr {
            // `app.jinja_env.filters |= FILTERS`
            self.note_template_words(st, target, &super::Arguments::of(vec![right.clone()]), target);
        }
        let result = self.binary(st, op, &left, &right, target);
        self.assign(st, target, result);
    }

    pub fn annotated(&mut self, st: &mut State, target: ExprId, annotation: ExprId, value: Option<ExprId>) {
        let given = value.map(|value| self.eval(st, value));
        let in_class = matches!(self.program.scope(self.frame().scope).kind, stopple_syntax::hir::ScopeKind::Class);
        match given {
            Some(value) => {
                let value = if value.is_unknown() && value.atoms().len() == 1 {
                    let kind = self.annotation_value(st, annotation);
                    if kind.is_unknown() { value } else { kind.and_taint(&value.taint) }
                } else {
                    value
                };
                self.assign(st, target, value);
            }
            None if in_class => {
                // A declared field: its type is what an instance will hold.
                let kind = self.annotation_value(st, annotation);
                if !kind.is_unknown() {
                    self.assign(st, target, kind);
                }
            }
            None => {}
        }
    }

    pub fn set_subscript(&mut self, st: &mut State, base: &Value, index: &Value, value: Value, at: ExprId) {
        let several = base.atoms().len() > 1;
        for atom in base.atoms() {
            match atom {
                Atom::Object(id) => {
                    let id = *id;
                    let Some(object) = self.object_shared(st, id) else { continue };
                    match &object.kind {
                        Kind::Library(item) => {
                            let item = *item;
                            self.item_set_subscript(st, item, &Value::from(atom.clone()), index, &value, at);
                            let told_apart = self.known.config == Some(item) && key_of(index).is_some();
                            if let Some(own) = self.edit(st, id) {
                                if told_apart {
                                    // One setting says nothing of the others.
                                    own.clone_from(&object);
                                }
                                let object = own;
                                match key_of(index) {
                                    Some(key) => object.set_entry(key, value.clone()),
                                    None => object.rest.join(&value),
                                }
                            }
                        }
                        Kind::Instance(class) => {
                            let method = self.attribute(st, &Value::from(atom.clone()), known::SETITEM, at);
                            if method
                                .atoms()
                                .iter()
                                .any(|atom| matches!(atom, Atom::Bound(_, crate::value::Method::Function(_))))
                            {
                                self.call_values(st, &method, vec![index.clone(), value.clone()], at);
                            } else if self.container_base(st, *class) == Some(Kind::Dict) {
                                let Some(object) = self.edit(st, id) else { continue };
                                match key_of(index) {
                                    Some(key) if !several => object.set_entry(key, value.clone()),
                                    Some(key) => {
                                        let joined = object.entry(&key).cloned().unwrap_or_default().joined(&value);
                                        object.set_entry(key, joined);
                                    }
                                    None => {
                                        object.rest.join(&value);
                                        object.keys.join(index);
                                        object.entries.iter_mut().for_each(|(_, own)| own.join(&value));
                                    }
                                }
                            } else if method.atoms().iter().any(|atom| matches!(atom, Atom::Bound(..))) {
                                self.call_values(st, &method, vec![index.clone(), value.clone()], at);
                            }
                        }
                        _ => {
                            self.note_shared_change(st, id, at);
                            let Some(object) = self.edit(st, id) else { continue };
                            let known = key_of(index);
                            match (&mut object.items, &known) {
                                (Some(items), Some(crate::heap::Key::Int(number))) => {
                                    if let Some(at) = index_of(items.len(), *number) {
                                        if several { items[at].join(&value) } else { items[at] = value.clone() }
                                    }
                                }
                                (Some(_), _) => {
                                    object.blur();
                                    object.rest.join(&value);
                                }
                                (None, Some(key)) if object.kind == Kind::Dict => {
                                    if several {
                                        let joined = object.entry(key).cloned().unwrap_or_default().joined(&value);
                                        object.set_entry(key.clone(), joined);
                                    } else {
                                        object.set_entry(key.clone(), value.clone());
                                    }
                                }
                                _ => {
                                    object.rest.join(&value);
                                    if object.kind != Kind::Dict {
                                        // The place may be one of those whose item is known.
                                        for (_, item) in std::mem::take(&mut object.entries) {
                                            object.rest.join(&item);
                                        }
                                    }
                                    if object.kind == Kind::Dict {
                                        object.keys.join(index);
                                        // The key may be one of those that are known.
                                        object.entries.iter_mut().for_each(|(_, own)| own.join(&value));
                                    }
                                }
                            }
                        }
                    }
                }
                Atom::Instance(item, _) => {
                    self.item_set_subscript(st, *item, &Value::from(atom.clone()), index, &value, at);
                }
                _ => {}
            }
        }
    }

    pub fn delete(&mut self, st: &mut State, target: ExprId) {
        let file = self.hir();
        match file.exprs[target.0 as usize] {
            Expr::Var(variable) => self.store(st, variable, Value::bottom()),
            Expr::Subscript { base, index } => {
                let base = self.eval(st, base);
                let index = self.eval(st, index);
                if let Some(Atom::Object(id)) = base.one()
                    && matches!(self.object_kind(st, *id), Some(Kind::List | Kind::Dict))
                {
                    self.note_shared_change(st, *id, target);
                }
                if let (Some(Atom::Object(id)), Some(key)) = (base.one(), key_of(&index))
                    && let Some(object) = self.edit(st, *id)
                {
                    if let (Some(items), crate::heap::Key::Int(number)) = (&mut object.items, &key)
                        && let Some(at) = index_of(items.len(), *number)
                    {
                        items.remove(at);
                    } else if object.kind == Kind::List {
                        object.blur();
                    }
                    object.entries.retain(|(own, _)| *own != key);
                }
            }
            Expr::Tuple { items } | Expr::List { items } => {
                for at in items.range() {
                    self.delete(st, file.expr_lists[at]);
                }
            }
            _ => {}
        }
    }

    /// What `with context as name` gives.
    pub fn enter(&mut self, st: &mut State, context: &Value, at: ExprId) -> Value {
        let mut result = Value::bottom();
        for atom in context.atoms() {
            let single = Value { atoms: crate::value::Atoms::One(atom.clone()), ..context.clone() };
            let entered = match atom {
                Atom::Object(id) => {
                    let kind = self.object_kind(st, *id).cloned();
                    match kind {
                        Some(Kind::Generator) => {
                            let place = self.place_of(at);
                            self.iterate(st, &single, place)
                        }
                        Some(Kind::Instance(_)) => {
                            let place = self.place_of(at);
                            self.call_own_method(st, &single, known::ENTER, Vec::new(), place)
                                .or_else(|| self.call_own_method(st, &single, known::AENTER, Vec::new(), place))
                                .unwrap_or(single)
                        }
                        Some(Kind::Library(item)) => self.item_enter(st, item, &single, at).unwrap_or(single),
                        _ => single,
                    }
                }
                Atom::Instance(item, _) => {
                    let item = *item;
                    self.item_enter(st, item, &single, at).unwrap_or(single)
                }
                _ => single,
            };
            result.join(&entered);
        }
        if result.is_bottom() { Value::unknown_with(context.taint.clone()) } else { result }
    }

    /// The truth of a value, if it is known.
    pub fn truth(&self, st: &State, value: &Value) -> Option<bool> {
        let mut known = None;
        for atom in value.atoms() {
            let truth = match atom {
                Atom::Const(constant) => match constant {
                    Const::None => false,
                    Const::Bool(truth) => *truth,
                    Const::Int(number) => *number != 0,
                    Const::Float(number) => *number != 0.0,
                    Const::Str(text) => !text.is_empty(),
                    Const::Bytes(bytes) => !bytes.is_empty(),
                    Const::Ellipsis => true,
                },
                Atom::Tuple(items) => !items.is_empty(),
                Atom::Function(_) | Atom::Class(_) | Atom::Module(_) | Atom::Bound(..) | Atom::Item(_) => true,
                Atom::Object(id) => {
                    if !matches!(self.object_kind(st, *id), Some(Kind::List | Kind::Set)) {
                        return None;
                    }
                    let object = self.object(st, *id)?;
                    match &object.items {
                        Some(items) if object.rest.is_bottom() => !items.is_empty(),
                        _ => return None,
                    }
                }
                _ => return None,
            };
            match known {
                None => known = Some(truth),
                Some(before) if before == truth => {}
                _ => return None,
            }
        }
        known
    }
}
