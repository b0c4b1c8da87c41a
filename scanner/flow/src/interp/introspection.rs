//! Programs that look at themselves: `dir`, `inspect.getmembers`, marks that decorators hang on functions, and classes that
//! `type` makes. It is how tables of commands, macros and views fill themselves.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::outcome::Const;
use crate::taint::Taint;
use crate::value::{Atom, Function, Method, Value};
use std::sync::Arc;
use stopple_program::{ModuleRef, Symbol};
use stopple_syntax::hir::{Clause, Expr, ExprId, ScopeKind, Variable};

/// More names than this are not told apart.
const MOST_NAMES: usize = 128;
/// So many things that a program lists of itself are looked at one by one.
const MOST_CHOSEN: usize = 64;
/// The hidden entry of a list of names that `dir` gave.
const LISTING: &str = "=dir";

impl Interp<'_> {
    /// `dir(self)`: the names that hang on an object, without those that every object has.
    pub(super) fn names_listed(&mut self, st: &mut State, object: &Value, at: ExprId) -> Option<Value> {
        let names = self.names_on(st, object)?;
        let items = names.iter().map(|name| Value::string(self.program.names.text(*name))).collect();
        Some(self.listing(st, items, at, 0xd1))
    }

    /// A list whose items loops take one by one.
    pub(super) fn listing(&mut self, st: &mut State, items: Vec<Value>, at: ExprId, part: u32) -> Value {
        let mut list = Obj::list(items);
        list.set_entry(Key::Str(LISTING.into()), Value::bottom());
        self.allocate(st, at.0, part, list)
    }

    /// `{name[4:]: function for name, function in globals().items() if name.startswith("cmd_")}`: of what a program lists of
    /// itself, each thing is looked at alone, so that those that are left out are not in the result.
    pub(super) fn chosen_one_by_one(
        &mut self,
        st: &mut State,
        clause: Clause,
        iterable: &Value,
        (key, value): (ExprId, Option<ExprId>),
        (kind, at): (Kind, ExprId),
    ) -> Option<Value> {
        if clause.conditions.len == 0 || !(self.loads_modules || self.is_listing(st, iterable)) {
            return None;
        }
        let items = self.known_items(st, iterable).filter(|items| (2..=MOST_CHOSEN).contains(&items.len()))?;
        if !items.iter().all(|item| self.deep_taint(st, item).is_clean()) {
            return None;
        }
        let file = self.hir();
        let mut made = Obj { items: (kind != Kind::Dict).then(Vec::new), ..Obj::new(kind) };
        for item in items {
            let mut way = st.clone();
            self.assign(&mut way, clause.target, item);
            for condition in clause.conditions.range() {
                let condition = file.expr_lists[condition];
                let told = self.eval(&mut way, condition);
                if self.truth(&way, &told) == Some(false) {
                    way.dead = true;
                }
                if way.dead {
                    break;
                }
                self.refine(&mut way, condition, true);
            }
            if way.dead {
                continue;
            }
            let first = self.eval(&mut way, key);
            match (value, &mut made.items) {
                (Some(value), _) => {
                    let value = self.eval(&mut way, value);
                    super::expr::store_entry(&mut made, &first, value);
                }
                (None, Some(items)) => items.push(first),
                (None, None) => {}
            }
        }
        if made.kind == Kind::List {
            made.set_entry(Key::Str(LISTING.into()), Value::bottom());
        }
        Some(self.allocate(st, at.0, 0, made))
    }

    /// Whether a value is what `dir` gave: each of its names stands for something else, so loops take them one by one.
    pub(super) fn is_listing(&self, st: &State, value: &Value) -> bool {
        let Some(Atom::Object(id)) = value.one() else { return false };
        let object = st.heap.own(*id).or_else(|| self.base.get(id));
        object.is_some_and(|object| object.kind == Kind::List && object.entry(&Key::Str(LISTING.into())).is_some())
    }

    /// `inspect.getmembers(object, predicate)`: pairs of names and what stands under them.
    pub(super) fn members_listed(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Option<Value> {
        let object = args.get(0, self.program.names.get("object"))?.clone();
        let wanted = match args.get(1, self.program.names.get("predicate")).and_then(Value::one) {
            Some(Atom::Item(item)) => self.catalog.item(*item).path.rsplit('.').next().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        let fits = |atom: &Atom| match wanted.as_str() {
            "isclass" => matches!(atom, Atom::Class(_)),
            "ismethod" | "isroutine" | "isfunction" => matches!(atom, Atom::Function(_) | Atom::Bound(..)),
            _ => true,
        };
        let mut pairs = Vec::new();
        for name in self.names_on(st, &object)? {
            let value = self.attribute(st, &object, name, at);
            if value.atoms().iter().any(fits) {
                pairs.push(Atom::Tuple(vec![Value::string(self.program.names.text(name)), value].into()).into());
            }
        }
        Some(self.listing(st, pairs, at, 0xd2))
    }

    /// `sys.modules[__name__]`: the module at hand.
    pub(super) fn own_module(&self, base: ExprId, index: ExprId) -> Option<Value> {
        let file = self.hir();
        let Expr::Attribute { name, .. } = file.exprs[base.0 as usize] else { return None };
        let Expr::Var(Variable::Global(index)) = file.exprs[index.0 as usize] else { return None };
        let is_it = &*file.names[name.0 as usize] == "modules" && &*file.names[index.0 as usize] == "__name__";
        is_it.then(|| Atom::Module(ModuleRef::File(self.file_id())).into())
    }

    fn names_on(&self, st: &State, object: &Value) -> Option<Vec<Symbol>> {
        let mut holders = Vec::new();
        match object.one()? {
            Atom::Object(id) => {
                let class = self.class_of(st, object)?;
                holders.push(*id);
                holders.extend(self.own_ancestors(st, class));
            }
            Atom::Class(class) => holders.extend(self.own_ancestors(st, *class)),
            Atom::Module(ModuleRef::File(file)) => holders.push(ObjId::module(*file)),
            _ => return None,
        }
        let mut names = Vec::new();
        for id in holders {
            let attributes = self.object(st, id).map(|holder| holder.attributes.as_slice()).unwrap_or_default();
            for (name, value) in attributes {
                let is_own = !self.program.names.text(*name).starts_with("__") && !value.is_bottom();
                if is_own && names.len() < MOST_NAMES && !names.contains(name) {
                    names.push(*name);
                }
            }
        }
        Some(names)
    }

    /// A class and its bases, as far as they are the project's.
    pub(super) fn own_ancestors(&self, st: &State, class: ObjId) -> Vec<ObjId> {
        let own = |one: Ancestor| match one {
            Ancestor::Own(id) => Some(id),
            _ => None,
        };
        self.ancestors(st, class).into_iter().filter_map(own).collect()
    }

    /// `type("Name", (Mixin, Base), {"field": value})`: a class as a statement would make it. One class for each set of bases,
    /// also where the same line makes several.
    pub(super) fn class_made(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Option<Value> {
        let (bases, body) = (args.get(1, None)?.clone(), args.get(2, None)?.clone());
        let bases = self.known_items(st, &bases)?;
        let mut own = bases.iter().filter_map(|base| match base.one()? {
            Atom::Class(id) => Some(*id),
            _ => None,
        });
        let first = own.clone().next()?;
        let Some(Kind::Class(scope)) = self.object_kind(st, first).cloned() else { return None };
        let known: u64 = own.by_ref().fold(0, |all, id| ObjId::of((all, id)).0);
        let mut class = Obj::new(Kind::Class(scope));
        class.items = Some(bases);
        if let Some(Atom::Object(id)) = body.one() {
            let entries = self.object(st, *id).map(|body| body.entries.clone()).unwrap_or_default();
            for (key, value) in entries {
                if let Key::Str(name) = key
                    && let Some(name) = self.program.names.get(&name)
                {
                    class.set_attribute(name, value);
                }
            }
        }
        let part = u32::try_from(known & 0x7fff_ffff).unwrap_or_default();
        match self.allocate(st, at.0, part, class).one() {
            Some(Atom::Object(id)) => Some(Atom::Class(*id).into()),
            _ => None,
        }
    }

    /// `function.command = name`: what decorators hang on a function is found there again.
    pub(super) fn set_function_attribute(&mut self, st: &mut State, function: &Function, name: Symbol, value: Value) {
        let id = marks_of(function);
        if self.object_kind(st, id).is_none() {
            st.heap.put(id, Arc::new(Obj::new(Kind::Cells)));
        }
        if let Some(marks) = self.edit(st, id) {
            marks.set_attribute(name, value);
        }
    }

    /// What hangs on a function under a name.
    pub(super) fn function_attribute(&self, st: &State, function: &Function, name: Symbol) -> Option<Value> {
        self.object_attribute(st, marks_of(function), name).filter(|value| !value.is_bottom()).cloned()
    }

    /// `hasattr(function, "command")`, if that is known: nothing hangs on a function that nobody hung there, unless it is a
    /// wrapper, which may have taken over what hangs on another one.
    pub(super) fn has_attribute(&self, st: &State, object: &Value, name: &Value) -> Option<bool> {
        let text = name.as_str()?;
        let (Atom::Function(function) | Atom::Bound(_, Method::Function(function))) = object.one()? else {
            return self.has_class_attribute(st, object, text);
        };
        if let Some(symbol) = self.program.names.get(text)
            && self.function_attribute(st, function, symbol).is_some()
        {
            return Some(true);
        }
        let parent = self.program.scope(function.scope).parent;
        let is_nested = parent.is_some_and(|parent| {
            let parent = stopple_program::ScopeRef { file: function.scope.file, scope: parent };
            self.program.scope(parent).kind == ScopeKind::Function
        });
        (!is_nested && !text.starts_with("__")).then_some(false)
    }

    /// Of a class whose bases are all the program's, all is known.
    fn has_class_attribute(&self, st: &State, object: &Value, text: &str) -> Option<bool> {
        let holders = match object.one()? {
            Atom::Class(class) => {
                let ancestors = self.ancestors(st, *class);
                if ancestors.iter().any(|one| !matches!(one, Ancestor::Own(_))) {
                    return None;
                }
                self.own_ancestors(st, *class)
            }
            _ => return None,
        };
        let name = self.program.names.get(text);
        let is_there = |id: &ObjId| name.is_some_and(|name| self.object_attribute(st, *id, name).is_some());
        let has_hook = holders.iter().any(|id| self.object(st, *id).is_some_and(|class| class.taint != Taint::CLEAN));
        (!has_hook && !text.starts_with("__")).then(|| holders.iter().any(is_there))
    }

    /// The answer of `hasattr`.
    pub(super) fn attribute_asked(&self, st: &State, args: &Arguments) -> Value {
        let known = match (args.get(0, None), args.get(1, None)) {
            (Some(object), Some(name)) => self.has_attribute(st, object, name),
            _ => None,
        };
        known.map_or_else(Value::any_bool, |known| Const::Bool(known).into())
    }
}

/// The object that holds what hangs on a function.
fn marks_of(function: &Function) -> ObjId {
    ObjId::of((0x6d61_726b_u64, function.scope.file.0, function.scope.scope.0, function.env))
}
