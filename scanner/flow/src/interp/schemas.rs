//! Schemas: what a visitor sends has been read field by field, and number fields are numbers.
//!
//! A schema is a class of the project whose attributes are fields of a library (marshmallow and what is built on it), or
//! a dictionary of fields (webargs); a parser of arguments is told its fields call by call (`add_argument`).

use super::classes::Ancestor;
use super::{Arguments, Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::taint::Taint;
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_syntax::hir::ExprId;

/// Classes of fields whose values are no texts, by their last name: every library of schemas calls them so.
const NUMBERS: &[&str] = &[
    "Int",
    "Integer",
    "Float",
    "Number",
    "Decimal",
    "Bool",
    "Boolean",
    "Date",
    "DateTime",
    "Time",
    "TimeDelta",
    "UUID",
    "NaiveDateTime",
    "AwareDateTime",
    "Timestamp",
    "Arbitrary",
    "Fixed",
    "Price",
];

/// A field: its name, and whether it is a number.
pub(crate) type Field = (Arc<str>, bool);

impl Interp<'_> {
    /// The fields of a schema; `None` if it is none.
    pub fn fields_of_schema(&self, st: &State, schema: &Value) -> Option<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        let mut add = |name: Arc<str>, value: &Value| {
            if let Some(item) = self.item_of(st, value) {
                let path = &*self.catalog.item(item).path;
                if path.contains("fields") {
                    let last = path.rsplit('.').next().unwrap_or_default();
                    fields.push((name, NUMBERS.contains(&last)));
                }
            }
        };
        let class = match schema.one()? {
            Atom::Class(class) => *class,
            Atom::Object(id) => {
                let object = self.object(st, *id)?;
                match object.kind {
                    Kind::Instance(class) => class,
                    Kind::Dict => {
                        for (key, value) in &object.entries {
                            if let Key::Str(name) = key {
                                add(Arc::clone(name), value);
                            }
                        }
                        return (!fields.is_empty()).then_some(fields);
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        for one in self.ancestors(st, class) {
            let Ancestor::Own(id) = one else { continue };
            for (name, value) in self.object(st, id).map(|class| class.attributes.clone()).unwrap_or_default() {
                add(self.program.names.shared(name), &value);
            }
        }
        (!fields.is_empty()).then_some(fields)
    }

    /// What such a schema makes of data: a mapping of its fields, with the data on those that are texts.
    pub fn loaded_by(&mut self, st: &mut State, fields: &[Field], taint: &Taint, at: ExprId) -> Value {
        let mut dict = Obj::new(Kind::Dict);
        for (name, is_number) in fields {
            let value = if *is_number { self.number(Taint::CLEAN) } else { Value::unknown_with(taint.clone()) };
            dict.set_entry(Key::Str(Arc::clone(name)), value);
        }
        dict.keys = self.any_string(Taint::CLEAN);
        dict.rest = Value::unknown_with(taint.clone());
        self.allocate(st, at.0, 0x5c4e, dict)
    }

    /// `schema.load(data)`. `None` if it is no call of that kind.
    pub(super) fn load_by_schema(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let path = &*self.catalog.item(item).path;
        if !(path.ends_with("Schema.load") || path.ends_with("Schema.loads")) {
            return None;
        }
        let data = args.positional.first().map(|(value, _)| value.clone())?;
        let fields = self.fields_of_schema(st, receiver)?;
        let taint = self.deep_taint(st, &data).step(self.place_of(at), crate::taint::Happening::Through);
        let loaded = self.loaded_by(st, &fields, &taint, at);
        let many = |own: &Self| {
            let name = own.program.names.get("many")?;
            let said = args.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value.clone());
            said.or_else(|| match receiver.one() {
                Some(Atom::Object(id)) => own.object(st, *id)?.attribute(name).cloned(),
                _ => None,
            })
        };
        match many(self).map(|value| self.truth(st, &value)) {
            None | Some(Some(false)) => Some(loaded),
            Some(_) => {
                let mut list = Obj::new(Kind::List);
                list.rest = loaded;
                Some(self.allocate(st, at.0, 0x5c4f, list))
            }
        }
    }

    /// `Model.model_validate(data)`: an instance whose fields are what they are declared to be.
    pub(super) fn validated(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
        if !matches!(last, "model_validate" | "model_validate_json" | "parse_obj" | "parse_raw") {
            return None;
        }
        let Atom::Class(class) = receiver.one()? else { return None };
        let class = *class;
        let taint = self.deep_taint(st, args.get(0, None)?).step(self.place_of(at), crate::taint::Happening::Through);
        let ancestors = self.ancestors(st, class);
        let mut instance = Obj::new(Kind::Instance(class));
        for name in self.declared_fields(st, &ancestors) {
            let declared = self.own_attribute(st, class, name).unwrap_or_default();
            let is_number =
                !declared.atoms().is_empty() && declared.atoms().iter().all(|atom| self.is_number_atom(atom));
            let value = if is_number { self.number(Taint::CLEAN) } else { declared };
            let value = match (is_number, value.is_bottom()) {
                (true, _) => value,
                (false, true) => Value::unknown_with(taint.clone()),
                (false, false) => value.and_taint(&taint),
            };
            instance.set_attribute(name, value);
        }
        Some(self.allocate(st, at.0, 0x5c51, instance))
    }

    /// `parser.add_argument("count", type=int)` is remembered, and `parser.parse_args()` gives numbers as numbers.
    pub(super) fn note_argument(&mut self, st: &mut State, receiver: &Value, args: &Arguments) {
        let (Some(Atom::Object(id)), Some(name)) = (receiver.one(), args.get(0, None).and_then(Value::as_str)) else {
            return;
        };
        let kind = self.program.names.get("type").and_then(|name| args.get(usize::MAX, Some(name)));
        let Some(Atom::Item(item)) = kind.and_then(Value::one) else { return };
        let item = self.catalog.resolve(*item);
        let path = &*self.catalog.item(item).path;
        let is_number = self.known.is_number(item)
            || path.contains("inputs.")
                && matches!(
                    path.rsplit('.').next(),
                    Some("positive" | "natural" | "boolean" | "int_range" | "date" | "datetime")
                );
        let value = if is_number {
            self.number(Taint::CLEAN)
        } else if path.ends_with(".FileStorage") {
            Atom::Instance(item, Arc::from([])).into()
        } else {
            return;
        };
        let (id, key) = (*id, Key::Str(format!("=typed:{}", name.trim_start_matches('-')).into()));
        if let Some(object) = self.edit(st, id) {
            object.set_entry(key, value);
        }
    }

    /// The numbers and uploads that a parser of arguments knows, put into what it gives.
    pub(super) fn with_types(&mut self, st: &mut State, receiver: &Value, given: Value, at: ExprId) -> Value {
        let Some(Atom::Object(id)) = receiver.one() else { return given };
        let known: Vec<(Arc<str>, Value)> = self
            .object(st, *id)
            .map(|object| {
                let typed = object.entries.iter().filter_map(|(key, value)| match key {
                    Key::Str(key) => key.strip_prefix("=typed:").map(|name| (Arc::from(name), value.clone())),
                    Key::Int(_) => None,
                });
                typed.collect()
            })
            .unwrap_or_default();
        if known.is_empty() {
            return given;
        }
        let taint = self.deep_taint(st, &given);
        let mut dict = Obj::new(Kind::Dict);
        dict.keys = self.any_string(Taint::CLEAN);
        dict.rest = Value::unknown_with(taint);
        for (name, value) in known {
            if let Some(symbol) = self.program.names.get(&name) {
                dict.set_attribute(symbol, value.clone());
            }
            dict.set_entry(Key::Str(name), value);
        }
        self.allocate(st, at.0, 0x5c50, dict)
    }

    /// The schema that a decorator is told, for the function that it decorates.
    pub(super) fn note_schema(&mut self, st: &State, args: &Arguments) {
        let Some(scope) = self.frame().decorating else { return };
        let Some((schema, _)) = args.positional.first() else { return };
        if let Some(fields) = self.fields_of_schema(st, schema) {
            self.out.schemas.push((scope, fields));
        }
    }
}

/// The fields of what decorators hand to functions.
pub(crate) type Schemas = Vec<(stopple_program::ScopeRef, Vec<Field>)>;
