//! Classes and their instances: attribute look-up, construction, methods. (long because each kind of value has its own
//! look-up here)

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::outcome::{Certainty, Const};
use crate::taint::Taint;
use crate::value::{Atom, Atoms, Descriptor, Method, Value};
use std::hash::BuildHasher;
use std::sync::Arc;
use stopple_program::{ScopeRef, Symbol, known};
use stopple_syntax::hir::ExprId;

/// A class on the way from a class to its bases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ancestor {
    Own(ObjId),
    Library(stopple_libraries::ItemId),
    Unknown,
}

impl Interp<'_> {
    /// The class and its bases, in an order close to Python's (depth first, each once, last occurrence kept).
    pub fn ancestors(&self, st: &State, class: ObjId) -> Vec<Ancestor> {
        let mut order: Vec<Ancestor> = Vec::new();
        self.add_ancestors(st, Ancestor::Own(class), &mut order, 0);
        let mut unique: Vec<Ancestor> = Vec::new();
        for one in order.into_iter().rev() {
            if !unique.contains(&one) {
                unique.push(one);
            }
        }
        unique.reverse();
        unique
    }

    fn add_ancestors(&self, st: &State, class: Ancestor, order: &mut Vec<Ancestor>, depth: u32) {
        if depth > 20 || order.len() > 100 {
            return;
        }
        order.push(class);
        let Ancestor::Own(id) = class else { return };
        for base in self.bases(st, id).into_iter().flatten() {
            for atom in base.atoms() {
                let next = match atom {
                    Atom::Class(base) if *base != id => Ancestor::Own(*base),
                    Atom::Item(item) => Ancestor::Library(*item),
                    Atom::Late(file, name) => {
                        let found = self.object_attribute(st, ObjId::module(*file), *name);
                        match found.and_then(Value::one) {
                            Some(Atom::Class(base)) if *base != id => Ancestor::Own(*base),
                            Some(Atom::Item(item)) => Ancestor::Library(*item),
                            _ => Ancestor::Unknown,
                        }
                    }
                    _ => Ancestor::Unknown,
                };
                self.add_ancestors(st, next, order, depth + 1);
            }
        }
    }

    /// Looks an attribute up along the ancestors; gives the value and whether it came from a library.
    fn class_attribute(
        &mut self,
        st: &mut State,
        ancestors: &[Ancestor],
        name: Symbol,
        receiver: &Value,
    ) -> Option<Value> {
        let text = self.program.names.text(name);
        for one in ancestors {
            match one {
                Ancestor::Own(id) => {
                    if let Some(value) = self.object_attribute(st, *id, name).cloned()
                        && !value.is_bottom()
                    {
                        return Some(self.settle(st, value));
                    }
                }
                Ancestor::Library(item) => {
                    if let Some(member) = self.catalog.member(*item, text) {
                        return Some(self.member_value(st, member, receiver));
                    }
                }
                Ancestor::Unknown => {}
            }
        }
        None
    }

    /// Binds what was found on a class to the instance (or class) through which it was read.
    pub(super) fn bind_attribute(
        &mut self,
        st: &mut State,
        found: Value,
        receiver: &Value,
        through_instance: bool,
        at: ExprId,
    ) -> Value {
        let needs_binding = found.atoms().iter().any(|atom| matches!(atom, Atom::Function(_) | Atom::Descriptor(..)));
        if !needs_binding {
            return found;
        }
        let mut bound = Value { atoms: Atoms::None, ..found.clone() };
        for atom in found.atoms() {
            let value: Value = match atom {
                Atom::Function(function) if through_instance => {
                    Atom::Bound(Arc::new(receiver.clone()), Method::Function(Arc::clone(function))).into()
                }
                Atom::Descriptor(Descriptor::Static, inner) => (**inner).clone(),
                Atom::Descriptor(Descriptor::Class, inner) => {
                    let class =
                        self.class_of(st, receiver).map_or_else(|| receiver.clone(), |id| Atom::Class(id).into());
                    match inner.one() {
                        Some(Atom::Function(function)) => {
                            Atom::Bound(Arc::new(class), Method::Function(Arc::clone(function))).into()
                        }
                        _ => (**inner).clone(),
                    }
                }
                Atom::Descriptor(Descriptor::Property, inner) if through_instance => {
                    let reads = match inner.one() {
                        Some(Atom::Tuple(parts)) => parts.first().and_then(Value::one),
                        one => one,
                    };
                    match reads {
                        Some(Atom::Function(function)) => {
                            let function = Arc::clone(function);
                            self.call_function(st, &function, Some(receiver.clone()), Arguments::default(), at)
                        }
                        _ => Value::unknown(),
                    }
                }
                other => other.clone().into(),
            };
            bound.join(&value);
        }
        bound
    }

    /// The class of an instance, or the class itself.
    pub fn class_of(&self, st: &State, value: &Value) -> Option<ObjId> {
        match value.one()? {
            Atom::Class(id) => Some(*id),
            Atom::Object(id) => match *self.object_kind(st, *id)? {
                Kind::Instance(class) => Some(class),
                _ => None,
            },
            _ => None,
        }
    }

    /// `base.name`
    pub fn attribute(&mut self, st: &mut State, base: &Value, name: Symbol, at: ExprId) -> Value {
        let mut result = Value::bottom();
        let base = self.settle(st, base.clone());
        if let Some(plain) = self.plain_column(st, &base, name) {
            return plain;
        }
        let was = self.reading.replace(at);
        for atom in base.atoms() {
            let single = Value { atoms: Atoms::One(atom.clone()), ..base.clone() };
            let value = self.attribute_of(st, atom, &single, name, at);
            result.join(&value);
        }
        self.reading = was;
        if name == known::DICT {
            // The data stands in it, under names that are the program's own.
            return result;
        }
        let is_of_class = is_constant(self.program.names.text(name)) && self.class_of(st, &base).is_some();
        if is_of_class && !result.is_unknown() {
            return result;
        }
        let callable = result.atoms().iter().all(|atom| matches!(atom, Atom::Bound(..) | Atom::Function(_)));
        let may_be_data = || result.atoms().iter().any(|atom| matches!(atom, Atom::Bound(_, Method::Unknown(_))));
        if callable && !result.atoms().is_empty() && !may_be_data() {
            return result;
        }
        let is_method = callable && !result.atoms().is_empty();
        let has_data = !base.taint.is_clean() || !result.taint.is_clean();
        if has_data && self.is_run_by_property(st, &base, name) {
            return result;
        }
        let result = if is_method { result } else { result.and_taint(&base.taint) };
        self.read_as_column(st, &base, name, result)
    }

    /// Whether a read of the attribute runs a property of the value's class, which was done.
    fn is_run_by_property(&self, st: &State, base: &Value, name: Symbol) -> bool {
        let runs = |atom: &Atom| {
            let Atom::Object(id) = atom else { return false };
            let Some(Kind::Instance(class)) = self.object_kind(st, *id).cloned() else { return false };
            if self.object_attribute(st, *id, name).is_some_and(|own| !own.is_bottom()) {
                return false;
            }
            let ancestors = self.ancestors(st, class);
            let found = ancestors.iter().find_map(|one| match one {
                Ancestor::Own(id) => self.object_attribute(st, *id, name),
                Ancestor::Library(_) | Ancestor::Unknown => None,
            });
            found.is_some_and(|found| !found.atoms().is_empty() && found.atoms().iter().all(is_property))
        };
        let mut there = base.atoms().iter().filter(|atom| !matches!(atom, Atom::Const(Const::None))).peekable();
        there.peek().is_some() && there.all(runs)
    }

    fn attribute_of(&mut self, st: &mut State, atom: &Atom, single: &Value, name: Symbol, at: ExprId) -> Value {
        let program = self.program;
        let text = program.names.text(name);
        match atom {
            Atom::Object(id) => {
                let object = match self.object_kind(st, *id) {
                    // What else these hold is not looked at.
                    Some(Kind::Instance(_) | Kind::Library(_) | Kind::Module) if name != known::DICT => {
                        self.object_attribute(st, *id, name);
                        st.heap.own(*id).or_else(|| self.base.get(id)).cloned()
                    }
                    _ => self.object_shared(st, *id),
                };
                let Some(object) = object else { return Value::unknown() };
                let own = object.attribute(name).cloned().filter(|value| !value.is_bottom());
                match &object.kind {
                    Kind::Instance(class) => {
                        let whole = on_part(&object, text);
                        if let Some(own) = own {
                            return self.settle(st, own).and_taint(&whole);
                        }
                        if name == known::CLASS {
                            return Atom::Class(*class).into();
                        }
                        if name == known::DICT {
                            let mut dict = Obj::new(Kind::Dict);
                            let whole = single.taint.clone().joined(&object.taint);
                            for (name, value) in &object.attributes {
                                let value = value.clone().and_taint(&whole);
                                dict.set_entry(crate::heap::Key::Str(program.names.shared(*name)), value);
                            }
                            if !whole.is_clean() {
                                dict.keys = self.any_string(Taint::CLEAN);
                                dict.rest = Value::unknown_with(whole);
                            }
                            return self.allocate(st, at.0, 7, dict);
                        }
                        let class = *class;
                        let ancestors = self.ancestors(st, class);
                        let receiver = single.clone().and_taint(&object.taint);
                        if let Some(method) = self.inherited_method(st, &ancestors, name, single) {
                            return method;
                        }
                        if let Some(found) = self.class_attribute(st, &ancestors, name, &receiver) {
                            let is_run = found.atoms().iter().all(is_property);
                            let bound = self.bind_attribute(st, found, &receiver, true, at);
                            let bound = self.described_read(st, bound, &receiver, at);
                            let is_method = matches!(bound.one(), Some(Atom::Bound(..)));
                            // What a class says of all its instances is no part of what one of them was made of, and
                            // what a property makes of the data has on it what is left of that.
                            let stands = is_method || is_constant(text) || is_run;
                            return if stands { bound } else { bound.and_taint(&whole) };
                        }
                        // A class with its own `__getattr__`, or a base that is not known.
                        let hook = self.class_attribute(st, &ancestors, known::GETATTR, &receiver);
                        if let Some(hook) = hook {
                            let bound = self.bind_attribute(st, hook, &receiver, true, at);
                            return self.call_values(st, &bound, vec![Value::string(text)], at);
                        }
                        Value::unknown_with(whole)
                    }
                    Kind::Library(item) => {
                        if let Some(own) = own {
                            return own.and_taint(&object.taint);
                        }
                        let item = *item;
                        if self.catalog.member(item, text).is_none()
                            && let Some(made) = self.stands_for(st, item, *id)
                        {
                            // What the code says may be replaced, so no branch is dead because of it.
                            let found = self.attribute(st, &made, name, at);
                            return self.as_setting(found);
                        }
                        let receiver = single.clone().and_taint(&object.taint);
                        let id = *id;
                        let found = self.instance_attribute(st, item, &[], &receiver, name, at);
                        if text == "data" { self.filtered(st, id, found, at) } else { found }
                    }
                    Kind::Module => own.unwrap_or_else(Value::unknown),
                    Kind::Partial if text == "func" => object.rest.clone(),
                    Kind::List | Kind::Dict if own.is_some() => own.unwrap_or_default().and_taint(&object.taint),
                    Kind::Dict
                        if !self.is_method_of_mappings(text)
                            && object.entry(&crate::heap::Key::Str(text.into())).is_none()
                            && object.attribute(known::GETATTR).is_some() =>
                    {
                        let open = object.attribute(known::GETATTR).cloned().unwrap_or_default();
                        self.attribute(st, &open, name, at)
                    }
                    // Mappings whose keys are attributes as well: what parsers of arguments give.
                    Kind::Dict if !self.is_method_of_mappings(text) => {
                        self.subscript(st, single, &Value::string(text), at)
                    }
                    _ => Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into(),
                }
            }
            Atom::Class(id) => {
                if (name == known::NAME || name == known::QUALNAME)
                    && let Some(Kind::Class(scope)) = self.object_kind(st, *id).cloned()
                {
                    let scope_name = program.scope(scope).name;
                    return Value::string(program.names.text(program.file(scope.file).symbol(scope_name)));
                }
                if text == "__subclasses__" {
                    return Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into();
                }
                if name == known::DICT {
                    return self.dict_of_class(st, *id, at);
                }
                let ancestors = self.ancestors(st, *id);
                match self.class_attribute(st, &ancestors, name, single) {
                    Some(found) => {
                        if let Some(Atom::Bound(_, Method::Item(item))) = found.one() {
                            // A library's class method, read through the project's class.
                            return Atom::Bound(Arc::new(single.clone()), Method::Item(*item)).into();
                        }
                        self.bind_attribute(st, found, single, false, at)
                    }
                    None => Value::unknown(),
                }
            }
            Atom::Super(class, receiver) => {
                let start = self.class_of(st, receiver).unwrap_or(*class);
                let ancestors = self.ancestors(st, start);
                let after = ancestors.iter().position(|one| *one == Ancestor::Own(*class)).map_or(1, |at| at + 1);
                let rest = ancestors.get(after..).unwrap_or(&[]).to_vec();
                let through_instance = !matches!(receiver.one(), Some(Atom::Class(_)));
                match self.class_attribute(st, &rest, name, receiver) {
                    Some(found) => self.bind_attribute(st, found, receiver, through_instance, at),
                    None => Value::unknown(),
                }
            }
            Atom::Module(module) => {
                if let stopple_program::ModuleRef::File(file) = module
                    && let Some(value) = self.module_attribute(st, *file, name)
                {
                    return self.settle(st, value);
                }
                if let Some(found) = self.program.submodule(*module, text) {
                    self.load_module(st, found);
                    return Atom::Module(found).into();
                }
                match module {
                    stopple_program::ModuleRef::File(file) => Atom::Late(*file, name).into(),
                    stopple_program::ModuleRef::Namespace(_) => Value::unknown(),
                }
            }
            Atom::Item(item) => self
                .item_attribute(st, *item, text)
                .unwrap_or_else(|| Atom::Foreign(format!("{}.{text}", self.catalog.item(*item).path).into()).into()),
            Atom::Foreign(path) if text == "major" && &**path == super::known_answers::VERSION => Const::Int(3).into(),
            Atom::Foreign(path) => Atom::Foreign(format!("{path}.{text}").into()).into(),
            Atom::Instance(item, arguments) => {
                let arguments = Arc::clone(arguments);
                if self.known.is_text(*item) {
                    return Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into();
                }
                self.instance_attribute(st, *item, &arguments, single, name, at)
            }
            Atom::Const(Const::None) => Value::bottom(),
            Atom::Const(_) | Atom::Tuple(_) => Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into(),
            Atom::Function(function) => {
                if name == known::NAME || name == known::QUALNAME {
                    let scope_name = program.scope(function.scope).name;
                    return Value::string(program.names.text(program.file(function.scope.file).symbol(scope_name)));
                }
                if name == known::CALL {
                    return atom.clone().into();
                }
                if text == "register"
                    && let Some(registrar) = self.overloading(st, function, at)
                {
                    return registrar;
                }
                if let Some(mark) = self.function_attribute(st, function, name) {
                    return mark;
                }
                if super::call::STARTS.contains(&text) {
                    // What a decorator of a task queue adds.
                    return Atom::Bound(Arc::new(single.clone()), Method::Unknown(name)).into();
                }
                Value::unknown()
            }
            Atom::Bound(_, Method::Function(_)) if name == known::NAME => Value::unknown(),
            Atom::Bound(_, Method::Function(function)) if self.function_attribute(st, function, name).is_some() => {
                self.function_attribute(st, function, name).unwrap_or_else(Value::unknown)
            }
            Atom::Bound(receiver, Method::Unknown(_)) => {
                Value::from(Atom::Bound(Arc::new(Value::unknown_with(receiver.taint.clone())), Method::Unknown(name)))
                    .with_taint(receiver.taint.clone())
            }
            Atom::Descriptor(Descriptor::Property, inner) if text == "setter" => {
                Atom::Descriptor(Descriptor::Setter, Arc::clone(inner)).into()
            }
            Atom::Descriptor(Descriptor::Property, _) if text == "deleter" || text == "getter" => atom.clone().into(),
            Atom::Unknown if name == known::DICT => {
                let (keys, rest) = (self.any_string(Taint::CLEAN), Value::unknown_with(single.taint.part_of_unknown()));
                self.allocate(st, at.0, 7, Obj { keys, rest, ..Obj::new(Kind::Dict) })
            }
            // If it is called, the receiver counts; read as it is, it is a part of what unknown code made.
            _ => Value::from(Atom::Bound(Arc::new(single.clone()), Method::Unknown(name)))
                .with_taint(single.taint.part_of_unknown()),
        }
    }

    /// `base.name = value`
    pub fn set_attribute(&mut self, st: &mut State, base: &Value, name: Symbol, value: Value, at: ExprId) {
        let base = self.settle(st, base.clone());
        self.note_row_attribute(st, &base, name, &value, self.place_of(at));
        let several = base.atoms().len() > 1;
        for atom in base.atoms() {
            match atom {
                Atom::Object(id) | Atom::Class(id) => {
                    let id = *id;
                    let kind = self.object_kind(st, id).cloned();
                    let value = match kind {
                        Some(Kind::Instance(_) | Kind::Class(_)) => self.kept_by(st, id, &value),
                        _ => value.clone(),
                    };
                    match kind {
                        Some(Kind::Library(item)) => {
                            self.item_set_attribute(st, item, &Value::from(atom.clone()), name, &value, at);
                            if self.catalog.member(item, self.program.names.text(name)).is_none()
                                && let Some(made) = self.stands_for(st, item, id)
                            {
                                self.set_attribute(st, &made, name, value.clone(), at);
                                continue;
                            }
                        }
                        Some(Kind::Instance(class)) => {
                            if self.call_setter(st, class, &Value::from(atom.clone()), name, &value, at) {
                                continue;
                            }
                            let ancestors = self.ancestors(st, class);
                            for one in &ancestors {
                                if let Ancestor::Library(item) = one {
                                    self.item_set_attribute(st, *item, &Value::from(atom.clone()), name, &value, at);
                                }
                            }
                        }
                        _ => {}
                    }
                    if let Some(object) = self.edit(st, id) {
                        if several {
                            let joined = object.attribute(name).cloned().unwrap_or_default().joined(&value);
                            object.set_attribute(name, joined);
                        } else {
                            object.set_attribute(name, value.clone());
                        }
                    }
                }
                Atom::Module(stopple_program::ModuleRef::File(file)) => {
                    if let Some(module) = self.edit(st, ObjId::module(*file)) {
                        module.set_attribute(name, value.clone());
                    }
                }
                Atom::Instance(item, _) => {
                    self.item_set_attribute(st, *item, &Value::from(atom.clone()), name, &value, at);
                }
                Atom::Function(function) | Atom::Bound(_, Method::Function(function)) => {
                    let function = Arc::clone(function);
                    self.set_function_attribute(st, &function, name, value.clone());
                }
                _ => {}
            }
        }
    }

    /// Runs a class body; its locals become the attributes of the class.
    pub fn run_class_body(&mut self, st: &mut State, scope: ScopeRef, class: ObjId) {
        let program = self.program;
        let context = {
            let frame = self.frame();
            rustc_hash::FxBuildHasher.hash_one((frame.context, scope.scope.0))
        };
        let closure = {
            let frame = self.frame();
            let in_class = matches!(program.scope(frame.scope).kind, stopple_syntax::hir::ScopeKind::Class);
            if in_class { frame.closure } else { frame.cells.or(frame.closure) }
        };
        let lowered = program.scope(scope);
        let mut inner = State {
            slots: Arc::new(vec![Value::bottom(); lowered.slots.len()]),
            heap: std::mem::take(&mut st.heap),
            checked: Vec::new(),
            dead: false,
        };
        self.frames.push(super::Frame { owner: Some(class), ..super::Frame::new(scope, context, closure) });
        self.block(&mut inner, lowered.body);
        self.frames.pop();
        st.heap = inner.heap;
        let file = program.file(scope.file);
        if let Some(object) = st.heap.edit(class, &self.base) {
            for (slot, name) in lowered.slots.iter().enumerate() {
                if let Some(value) = inner.slots.get(slot)
                    && !value.is_bottom()
                {
                    object.set_attribute(file.symbol(*name), value.clone());
                }
            }
        }
    }

    /// Makes an instance of a class of the project.
    pub fn instantiate(&mut self, st: &mut State, class: ObjId, args: Arguments, at: ExprId) -> Value {
        let object = Obj::new(Kind::Instance(class));
        let part = 0x1000_u32.wrapping_add(u32::try_from(class.0 & 0xffff).unwrap_or(0));
        let instance = self.allocate(st, at.0, part, object);
        self.initialise(st, class, &instance, args, at);
        instance
    }

    /// `class Criteria(dict)`, made as `Criteria({...})`: what it is made of is in it.
    fn hold_contents(
        &mut self,
        st: &mut State,
        base: stopple_libraries::ItemId,
        instance: &Value,
        args: &Arguments,
        at: ExprId,
    ) {
        let Some(Atom::Object(id)) = instance.one() else { return };
        let (id, place) = (*id, self.place_of(at));
        let Some((given, _)) = args.positional.first().filter(|(given, _)| !self.deep_taint(st, given).is_clean())
        else {
            return;
        };
        let Some(mut object) = self.object_shared(st, id).map(|own| Obj::clone(&own)) else { return };
        match &*self.catalog.item(base).path {
            "builtins.dict" | "collections.OrderedDict" | "collections.UserDict" => {
                self.merge_mapping(st, &mut object, given);
            }
            "builtins.list" | "collections.UserList" => object.rest.join(&self.iterate(st, given, place)),
            "builtins.str" | "collections.UserString" => object.taint.join(&given.taint),
            _ => return,
        }
        if let Some(held) = self.edit(st, id) {
            *held = object;
        }
    }

    /// Whether a class lists its instances.
    fn is_choice(&self, ancestors: &[Ancestor]) -> bool {
        ancestors.iter().any(|one| match one {
            Ancestor::Library(item) => self.catalog.item(*item).path.starts_with("enum."),
            _ => false,
        })
    }

    /// Runs `__init__`, or does what a library base or a declared class would do with the arguments.
    pub fn initialise(&mut self, st: &mut State, class: ObjId, instance: &Value, args: Arguments, at: ExprId) {
        let ancestors = self.ancestors(st, class);
        if let Some(Ancestor::Library(item)) = ancestors.iter().find(|one| matches!(one, Ancestor::Library(_))) {
            self.note_application(st, *item, instance);
        }
        for one in &ancestors {
            match one {
                Ancestor::Own(id) => {
                    let init = self.object_attribute(st, *id, known::INIT).cloned();
                    if let Some(init) = init {
                        let bound = self.bind_attribute(st, init, instance, true, at);
                        self.call(st, &bound, args, at);
                        return;
                    }
                }
                // `class Kind(str, Enum)`: calling it finds a member, and makes no text of what it is given.
                Ancestor::Library(_) if self.is_choice(&ancestors) => return,
                Ancestor::Library(item) => {
                    let item = *item;
                    self.construct_base(st, item, instance, &args, at);
                    self.hold_contents(st, item, instance, &args, at);
                    break;
                }
                Ancestor::Unknown => break,
            }
        }
        // What a form is given by name are values for its fields before anybody sends some, which stay fields.
        let form = self.catalog.find("wtforms.form.BaseForm");
        let is_form = |one: &Ancestor| match one {
            Ancestor::Library(item) => {
                form.is_some_and(|form| self.catalog.is_subclass(self.catalog.resolve(*item), form))
            }
            _ => false,
        };
        if ancestors.iter().any(is_form) {
            return;
        }
        // Declared classes (dataclasses, named tuples, models): keywords and places fill the fields.
        let Some(Atom::Object(id)) = instance.one() else { return };
        let id = *id;
        let fields = self.declared_fields(st, &ancestors);
        self.fill_defaults(st, id, class, &fields, at);
        if self.validates_fields(&ancestors) {
            self.fill_model(st, instance, &ancestors, &args, at);
            return;
        }
        self.note_row_made(st, class, &args, self.place_of(at));
        for (name, value, _) in &args.keywords {
            let step = value.clone().step(self.place_of(at), crate::taint::Happening::Assigned(*name));
            if let Some(object) = self.edit(st, id) {
                object.set_attribute(*name, step);
            }
        }
        for (name, value) in args.by_place(&fields) {
            if let Some(object) = self.edit(st, id) {
                object.set_attribute(name, value.clone());
            }
        }
        if let Some(double) = &args.double_star {
            let taint = self.deep_taint(st, double);
            let entries: Vec<(Symbol, Value)> = match double.one() {
                Some(Atom::Object(other)) => self
                    .object(st, *other)
                    .map(|other| {
                        other
                            .entries
                            .iter()
                            .filter_map(|(key, value)| match key {
                                crate::heap::Key::Str(text) => Some((self.program.names.get(text)?, value.clone())),
                                crate::heap::Key::Int(_) => None,
                            })
                            .collect()
                    })
                    .unwrap_or_default(),
                _ => Vec::new(),
            };
            let whole = match double.one() {
                Some(Atom::Object(other)) => {
                    self.object(st, *other).is_some_and(|other| !other.rest.is_bottom() || !other.taint.is_clean())
                }
                _ => true,
            };
            let chosen = self.entries_that_may_be(st, double);
            let whole = whole && chosen.is_empty();
            if let Some(object) = self.edit(st, id) {
                for (name, value) in chosen {
                    let value = object.attribute(name).cloned().unwrap_or_default().joined(&value);
                    object.set_attribute(name, value);
                }
                for (name, value) in entries {
                    object.set_attribute(name, value);
                }
                if whole {
                    object.taint.join(&taint);
                }
            }
        }
        self.convert_fields(st, id, &ancestors, &fields, at);
        let post = ancestors.iter().find_map(|one| match one {
            Ancestor::Own(id) => self.object_attribute(st, *id, known::POST_INIT).cloned(),
            _ => None,
        });
        if let Some(post) = post {
            let bound = self.bind_attribute(st, post, instance, true, at);
            self.call(st, &bound, Arguments::default(), at);
        }
    }
}

/// The data on an object as a whole, as it is on one of its attributes. The identifier of a row that was made of data is the
/// database's own; where the data gives it, it stands in the attribute itself.
fn on_part(object: &Obj, attribute: &str) -> Taint {
    match attribute {
        "id" | "_id" | "pk" | "uuid" => object.taint.weakened(Certainty::LookedUp),
        _ => object.taint.clone(),
    }
}

/// Whether this is a property whose function is known.
fn is_property(atom: &Atom) -> bool {
    let Atom::Descriptor(Descriptor::Property, inner) = atom else { return false };
    match inner.one() {
        Some(Atom::Tuple(parts)) => matches!(parts.first().and_then(Value::one), Some(Atom::Function(_))),
        one => matches!(one, Some(Atom::Function(_))),
    }
}

/// Whether an attribute is a constant of its class by its name: `FIELDS`.
fn is_constant(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}
