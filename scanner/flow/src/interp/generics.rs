//! What the type variables of stubs stand for in a call: `session.get(User, 1)` gives a `User`.

use super::binding::Bound;
use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::value::{Atom, Atoms, Value};
use std::borrow::Cow;
use stopple_libraries::model::{Function, ItemKind, ParamKind, Type, Typed};
use stopple_libraries::{ItemId, Name};
use stopple_syntax::hir::ExprId;

/// The hidden entry of an instance that a library made.
const MADE_BY_LIBRARY: &str = "=row";

impl Interp<'_> {
    /// The type of a call's result, with those of its type variables filled in that the arguments tell.
    pub(super) fn bound_type<'f>(&self, st: &State, function: &'f Function, bound: &[Bound<'_>]) -> Cow<'f, Typed> {
        let names_one = |kind: &Type| match kind {
            Type::ClassOf(_) => true,
            Type::Instance(_, arguments) => arguments.iter().any(|kind| matches!(kind, Type::Variable(_))),
            _ => false,
        };
        if !function.params.iter().any(|param| names_one(&param.typed.kind)) {
            return Cow::Borrowed(&function.returns);
        }
        let mut known: Vec<(&Name, Option<Type>)> = Vec::new();
        for one in bound {
            match &one.param.typed.kind {
                Type::ClassOf(name) => {
                    // Of several classes it is none: what comes are tuples.
                    let told = known.iter().any(|(own, _)| *own == name);
                    let is_many = told && one.param.kind == ParamKind::VarPositional;
                    known.push((name, self.type_of_class(st, &one.value).filter(|_| !is_many)));
                    if is_many {
                        known.iter_mut().filter(|(own, _)| *own == name).for_each(|(_, kind)| *kind = None);
                    }
                }
                Type::Instance(_, variables) => {
                    let given = self.arguments_of(&one.value);
                    for (variable, kind) in variables.iter().zip(given) {
                        if let (Type::Variable(name), Type::Outer(_) | Type::Instance(..)) = (variable, &kind) {
                            known.push((name, Some(kind)));
                        }
                    }
                }
                _ => {}
            }
        }
        known.retain(|(_, kind)| kind.is_some());
        if known.is_empty() {
            return Cow::Borrowed(&function.returns);
        }
        let kind = substituted(&function.returns.kind, &known);
        Cow::Owned(Typed { kind, notes: function.returns.notes.clone() })
    }

    /// What an instance of a class is, as a type; or another one of what an instance is.
    pub(super) fn type_of_class(&self, st: &State, value: &Value) -> Option<Type> {
        match value.one()? {
            Atom::Class(id) => Some(Type::Outer(id.0)),
            Atom::Item(item) => {
                let item = self.catalog.resolve(*item);
                matches!(self.catalog.item(item).kind, ItemKind::Class(_)).then(|| Type::Instance(item, Vec::new()))
            }
            Atom::Object(id) => match *self.object_kind(st, *id)? {
                Kind::Instance(class) => Some(Type::Outer(class.0)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a class holds, read through an instance, if a library's class answers such reads itself: a column of a table
    /// is, on a row, what stands in it.
    pub(super) fn described_read(&mut self, st: &mut State, held: Value, instance: &Value, at: ExprId) -> Value {
        if let Some(reads) = self.program.names.get("__get__")
            && self.describes(st, &held, reads)
        {
            let place = self.place_of(at);
            let class = self.class_of(st, instance).map_or_else(Value::unknown, |class| Atom::Class(class).into());
            let read = self.call_own_method(st, &held, reads, vec![instance.clone(), class], place);
            return read.filter(|read| !read.is_bottom()).unwrap_or_else(Value::unknown);
        }
        let Some(get) = self.item_of(st, &held).and_then(|item| self.catalog.member(item, "__get__")) else {
            return held;
        };
        match &self.catalog.item(get).kind {
            ItemKind::Function(function) => self.typed_value(st, &function.returns, Some(&held), &[], at),
            _ => held,
        }
    }

    /// An instance of a class of the program that a library made: its own `__init__` may never have been run.
    pub(super) fn outer_instance(&mut self, st: &mut State, class: u64, at: ExprId) -> Value {
        let mut object = Obj::new(Kind::Instance(ObjId(class)));
        object.set_entry(Key::Str(MADE_BY_LIBRARY.into()), Value::none());
        let part = 0x6000_u32.wrapping_add(u32::try_from(class & 0xfff).unwrap_or(0));
        self.allocate(st, at.0, part, object)
    }

    /// Keeps what an object of a generic class is made of: `closing(connection)` gives the connection back.
    pub(super) fn keep_by_variables(&self, st: &mut State, class: ItemId, instance: &Value, args: &Arguments) {
        let ItemKind::Class(made) = &self.catalog.item(self.catalog.resolve(class)).kind else { return };
        if made.type_params.is_empty() {
            return;
        }
        let init = self.catalog.member(class, "__init__").map(|init| &self.catalog.item(init).kind);
        let (Some(ItemKind::Function(init)), Some(Atom::Object(id))) = (init, instance.one()) else { return };
        for (number, param) in init.params.iter().skip(1).enumerate() {
            let Type::Variable(name) = &param.typed.kind else { continue };
            let given = args.get(number, self.program.names.get(&param.name)).cloned();
            if let (Some(given), true) = (given, made.type_params.contains(name))
                && let Some(object) = self.edit(st, *id)
            {
                object.set_entry(variable_key(name), given);
            }
        }
    }

    /// What a type variable of its class stands for in an object, if the object was made of it.
    pub(super) fn kept_by_variable(&self, st: &State, name: &Name, receiver: Option<&Value>) -> Option<Value> {
        let Some(Atom::Object(id)) = receiver.and_then(Value::one) else { return None };
        matches!(self.object_kind(st, *id), Some(Kind::Library(_)))
            .then(|| self.object(st, *id))??
            .entry(&variable_key(name))
            .cloned()
    }

    /// A value as it is kept by an object that outlives the request. A row that is kept there is a copy of settings; what
    /// is made of those is not followed.
    pub(super) fn kept_by(&self, st: &State, holder: ObjId, value: &Value) -> Value {
        let is_row = |atom: &Atom| match atom {
            Atom::Object(id) => {
                let object = st.heap.own(*id).or_else(|| self.base.get(id));
                object.is_some_and(|object| object.entry(&Key::Str(MADE_BY_LIBRARY.into())).is_some())
            }
            _ => false,
        };
        let outlives = self.loads_modules || self.base.contains_key(&holder);
        if !outlives || !value.atoms().iter().any(is_row) {
            return value.clone();
        }
        let mut kept = Value { atoms: Atoms::None, ..value.clone() };
        value.atoms().iter().for_each(|atom| kept.add(if is_row(atom) { &Atom::Unknown } else { atom }));
        kept
    }
}

/// The hidden entry under which an object keeps what a type variable of its class stands for.
fn variable_key(name: &Name) -> Key {
    Key::Str(format!("=<{name}>").into())
}

/// A type with type variables filled in.
fn substituted(kind: &Type, known: &[(&Name, Option<Type>)]) -> Type {
    let all = |kinds: &[Type]| kinds.iter().map(|kind| substituted(kind, known)).collect();
    match kind {
        Type::Variable(name) => known
            .iter()
            .find(|(own, _)| *own == name)
            .and_then(|(_, kind)| kind.clone())
            .unwrap_or_else(|| kind.clone()),
        Type::Instance(item, arguments) => Type::Instance(*item, all(arguments)),
        Type::Union(kinds) => Type::Union(all(kinds)),
        Type::Tuple(kinds) => Type::Tuple(all(kinds)),
        kind => kind.clone(),
    }
}
