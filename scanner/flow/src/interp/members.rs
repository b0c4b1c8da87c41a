//! What is read from, written to and done with things of libraries: attributes, items, iteration, operators.

use super::call::Arguments;
use super::shared::shared_id;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::Place;
use crate::taint::Taint;
use crate::value::{Atom, Method, Value};
use std::sync::Arc;
use stopple_libraries::model::{Binding, ItemKind, Note, Type, Typed};
use stopple_libraries::{Concepts, ItemId};
use stopple_program::{Symbol, known};
use stopple_syntax::hir::{BinaryOp, ExprId};

impl Interp<'_> {
    /// An attribute of a module, class or function of a library, read through the thing itself.
    pub fn item_attribute(&mut self, st: &mut State, item: ItemId, name: &str) -> Option<Value> {
        let member = self.catalog.member(item, name)?;
        let receiver: Value = Atom::Item(item).into();
        if let ItemKind::Class(_) = self.catalog.item(self.catalog.resolve(item)).kind
            && let ItemKind::Function(function) = &self.catalog.item(member).kind
        {
            return Some(match function.binding {
                Binding::Class => Atom::Bound(Arc::new(receiver), Method::Item(member)).into(),
                _ => Atom::Item(member).into(),
            });
        }
        Some(self.member_value(st, member, &receiver))
    }

    /// A member that was found, as a value.
    pub fn member_value(&mut self, st: &mut State, member: ItemId, receiver: &Value) -> Value {
        let catalog = self.catalog;
        match &catalog.item(member).kind {
            ItemKind::Module(_) | ItemKind::Class(_) => Atom::Item(member).into(),
            ItemKind::Function(function) => {
                let through_module = matches!(receiver.one(), Some(Atom::Item(_)));
                if through_module || function.binding == Binding::Static {
                    Atom::Item(member).into()
                } else {
                    Atom::Bound(Arc::new(receiver.clone()), Method::Item(member)).into()
                }
            }
            ItemKind::Value(typed) => {
                let at = self.reading.unwrap_or(ExprId(0));
                if &*catalog.item(member).path == super::known_answers::VERSION {
                    return Atom::Foreign(super::known_answers::VERSION.into()).into();
                }
                if !self.methods.is_empty() && catalog.item(member).path.ends_with("Request.method") {
                    return self.route_method();
                }
                if self.address.is_some() && catalog.item(member).path.ends_with("Request.view_args") {
                    return self.address_arguments(st, typed, at);
                }
                let through_module = matches!(receiver.one(), Some(Atom::Item(_)));
                if let (true, Some(id)) = (through_module, self.shared_object(member))
                    && self.object(st, id).is_some()
                {
                    let read =
                        self.typed_value(st, &Typed { kind: Type::None, notes: typed.notes.clone() }, None, &[], at);
                    return Value::from(Atom::Object(id)).with_taint(read.taint);
                }
                let arguments = self.arguments_of(receiver);
                if let (Type::Instance(class, _), Some(_)) = (&typed.kind, self.known.config)
                    && Some(*class) == self.known.config
                {
                    // The settings of an application are one mapping, through whatever name it is reached.
                    let id = shared_id(*class, self.applications.of(self.file_id()));
                    if self.object(st, id).is_some() {
                        return Atom::Object(id).into();
                    }
                }
                if self.known.extensions == Some(member) {
                    // So is what extensions leave on it.
                    let id = shared_id(member, self.applications.of(self.file_id()));
                    if self.object_kind(st, id).is_some() {
                        return Atom::Object(id).into();
                    }
                }
                let value = self.typed_value(st, typed, Some(receiver), &arguments, at);
                let nothing = (&[][..], &Arguments::default());
                let value = self.begun(st, &catalog.item(member).path, Some(receiver), nothing, value);
                // A property of an object that holds data holds it too, unless it is a number or says otherwise.
                let inert = typed.notes.iter().any(|note| matches!(note, Note::Inert));
                let number = !value.atoms().is_empty() && value.atoms().iter().all(|atom| self.is_number_atom(atom));
                let carries = typed.notes.iter().any(|note| matches!(note, Note::Carries(_)));
                let has_source = !carries && typed.notes.iter().any(|note| matches!(note, Note::Source(_)));
                let value = if inert || number || has_source { value } else { value.and_taint(&receiver.taint) };
                self.clear_by_notes(value, &typed.notes, at)
            }
            ItemKind::Alias(target) => {
                let target = *target;
                self.member_value(st, target, receiver)
            }
        }
    }

    /// `request.method` in a handler whose route names its methods.
    fn route_method(&self) -> Value {
        self.note(crate::trace::Seen::Method);
        let mut method = Value::bottom();
        for name in &self.methods {
            method.join(&Value::string(name));
        }
        if self.methods.iter().any(|name| name == "GET") {
            // Flask answers `HEAD` with what `GET` gives.
            method.join(&Value::string("HEAD"));
        }
        method
    }

    /// `request.view_args` in a handler whose address is known: each parameter is what its converter makes of it. The prefix
    /// of a blueprint may have others.
    fn address_arguments(&mut self, st: &mut State, typed: &Typed, at: ExprId) -> Value {
        self.note(crate::trace::Seen::Address);
        let read = self.typed_value(st, typed, None, &[], at);
        let place = self.place_of(at);
        let mut arguments = Obj::new(Kind::Dict);
        arguments.rest = Value::unknown_with(read.taint);
        for parameter in self.address.clone().unwrap_or_default() {
            let value = self.parameter(st, &parameter, place);
            arguments.set_entry(Key::Str(parameter.name.as_str().into()), value);
        }
        self.allocate(st, at.0, 0xadd2, arguments)
    }

    pub(super) fn arguments_of(&self, receiver: &Value) -> Vec<Type> {
        match receiver.one() {
            Some(Atom::Instance(_, arguments)) => arguments.to_vec(),
            _ => Vec::new(),
        }
    }

    /// `instance.name` of a library class.
    pub fn instance_attribute(
        &mut self,
        st: &mut State,
        item: ItemId,
        _arguments: &[Type],
        receiver: &Value,
        name: Symbol,
        at: ExprId,
    ) -> Value {
        let program = self.program;
        let text = program.names.text(name);
        let was = self.reading.replace(at);
        let value = match self.catalog.member(item, text) {
            Some(member) => self.member_value(st, member, receiver),
            None => match self.catalog.member(item, "__getattr__") {
                Some(hook) => {
                    self.call_item(st, hook, Some(receiver.clone()), Arguments::of(vec![Value::string(text)]), at)
                }
                None => Value::from(Atom::Bound(Arc::new(receiver.clone()), Method::Unknown(name)))
                    .with_taint(receiver.taint.clone()),
            },
        };
        self.reading = was;
        value
    }

    /// `instance[index]` of a library class.
    pub fn item_subscript(
        &mut self,
        st: &mut State,
        item: ItemId,
        _arguments: &[Type],
        receiver: &Value,
        index: &Value,
        at: ExprId,
    ) -> Value {
        match self.catalog.member(item, "__getitem__") {
            Some(member) => self.call_item(st, member, Some(receiver.clone()), Arguments::of(vec![index.clone()]), at),
            None => Value::unknown_with(receiver.taint.clone()),
        }
    }

    /// `instance[index] = value` of a library class.
    pub fn item_set_subscript(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        index: &Value,
        value: &Value,
        at: ExprId,
    ) {
        if let Some(member) = self.catalog.member(item, "__setitem__") {
            let args = Arguments::of(vec![index.clone(), value.clone()]);
            self.call_item(st, member, Some(receiver.clone()), args, at);
        }
    }

    /// `instance.name = value` of a library class: an attribute may be a sink or a fact.
    pub fn item_set_attribute(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        name: Symbol,
        value: &Value,
        at: ExprId,
    ) {
        let catalog = self.catalog;
        let program = self.program;
        let text = program.names.text(name);
        let Some(member) = catalog.member(item, text) else { return };
        if matches!(text, "mimetype" | "content_type") {
            self.declare_type(st, receiver, value);
        }
        if text == "headers" && self.says_not_html(st, value) {
            self.declare_type(st, receiver, &Value::string("text/plain"));
        }
        let item = catalog.item(member);
        let ItemKind::Value(typed) = &item.kind else { return };
        for note in &typed.notes {
            match note {
                Note::Sink(concepts) => {
                    let place = self.place_of(at);
                    let html = Self::concepts(&["html"]);
                    let given = super::bodies::Given {
                        value: value.clone(),
                        sink: place,
                        call: place,
                        callee: item.path.to_string(),
                        parameter: text.to_owned(),
                    };
                    let kept = concepts.holds(html) && self.keep_body(st, receiver, &given);
                    let concepts = if kept { Concepts(concepts.0 & !html.0) } else { *concepts };
                    self.check_sink(st, concepts, value, place, place, &item.path, text);
                }
                Note::Fact(fact) => self.note_assignment(st, fact, &item.path, receiver, text, value, at),
                Note::Registers(kind) => {
                    self.register_argument(st, kind, value, &Arguments::default(), Some(receiver), at);
                }
                _ => {}
            }
        }
    }

    /// Puts data on an object as a whole.
    pub fn taint_object(&mut self, st: &mut State, value: &Value, taint: &Taint) {
        if taint.is_clean() {
            return;
        }
        for atom in value.atoms() {
            if let Atom::Object(id) = atom
                && let Some(object) = self.edit(st, *id)
            {
                object.taint.join(taint);
                // What was stored before may have been replaced.
                object.entries.iter_mut().for_each(|(_, value)| value.taint.join(taint));
            }
        }
    }

    /// One item of an iteration over a library object.
    pub fn item_iterate(
        &mut self,
        st: &mut State,
        item: ItemId,
        _arguments: &[Type],
        receiver: &Value,
        place: Place,
    ) -> Value {
        for name in ["__iter__", "__aiter__"] {
            if let Some(member) = self.catalog.member(item, name) {
                let catalog = self.catalog;
                if let ItemKind::Function(function) = &catalog.item(member).kind {
                    // `Iterator[T]` gives `T`.
                    let kind = match &function.returns.kind {
                        Type::Instance(_, arguments) if !arguments.is_empty() => arguments[0].clone(),
                        other => other.clone(),
                    };
                    let arguments = self.arguments_of(receiver);
                    let typed = Typed { kind, notes: function.returns.notes.clone() };
                    let at = self.reading.unwrap_or_else(|| self.expr_at(place));
                    let value = self.typed_value(st, &typed, Some(receiver), &arguments, at);
                    return value.and_taint(&receiver.taint);
                }
            }
        }
        Value::unknown_with(receiver.taint.clone())
    }

    /// `"user" in session`: it is a look at what the library says stands in there.
    pub(super) fn note_look(&mut self, st: &State, container: &Value, at: ExprId) {
        let member = self.item_of(st, container).and_then(|item| self.catalog.member(item, "__contains__"));
        let Some(ItemKind::Function(function)) = member.map(|member| &self.catalog.item(member).kind) else { return };
        for note in &function.returns.notes {
            if let (Note::Source(kind), 0) = (note, self.quiet) {
                self.note_read(self.frame().scope, *kind, self.place_of(at));
            }
        }
    }

    /// `with instance as name`.
    pub fn item_enter(&mut self, st: &mut State, item: ItemId, receiver: &Value, at: ExprId) -> Option<Value> {
        let member = ["__enter__", "__aenter__"].iter().find_map(|name| self.catalog.member(item, name))?;
        Some(self.call_item(st, member, Some(receiver.clone()), Arguments::default(), at))
    }

    /// An operator that a library class defines.
    pub fn operator_of_library(
        &mut self,
        st: &mut State,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        at: ExprId,
    ) -> Option<Value> {
        let (name, reflected) = match op {
            BinaryOp::Add => ("__add__", "__radd__"),
            BinaryOp::Mod => ("__mod__", "__rmod__"),
            BinaryOp::Div => ("__truediv__", "__rtruediv__"),
            _ => return None,
        };
        for (receiver, other, name) in [(left, right, name), (right, left, reflected)] {
            let Some(item) = self.item_of(st, receiver) else { continue };
            if self.known.is_text(item) || self.known.is_number(item) {
                continue;
            }
            if let Some(member) = self.catalog.member(item, name) {
                return Some(self.call_item(
                    st,
                    member,
                    Some(receiver.clone()),
                    Arguments::of(vec![other.clone()]),
                    at,
                ));
            }
        }
        None
    }

    /// An operator that a class of the project defines.
    pub fn operator_of_class(
        &mut self,
        st: &mut State,
        op: BinaryOp,
        left: &Value,
        right: &Value,
        at: ExprId,
    ) -> Option<Value> {
        self.class_of(st, left)?;
        let name = match op {
            BinaryOp::Add => known::ADD,
            BinaryOp::Mod => known::MOD,
            BinaryOp::Div => self.program.names.get("__truediv__")?,
            BinaryOp::Sub => self.program.names.get("__sub__")?,
            BinaryOp::Mult => self.program.names.get("__mul__")?,
            BinaryOp::BitOr => self.program.names.get("__or__")?,
            BinaryOp::BitAnd => self.program.names.get("__and__")?,
            BinaryOp::RShift => self.program.names.get("__rshift__")?,
            BinaryOp::LShift => self.program.names.get("__lshift__")?,
            _ => return None,
        };
        let place = self.place_of(at);
        self.call_own_method(st, left, name, vec![right.clone()], place)
    }
}
