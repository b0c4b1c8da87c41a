//! Schemas: what a visitor sends has been read field by field, and number fields are numbers.
//!
//! A schema is a class of the project whose attributes are fields of a library (marshmallow and what is built on it), or
//! a dictionary of fields (webargs); a parser of arguments is told its fields call by call (`add_argument`).

use super::classes::Ancestor;
use super::{Arguments, Interp, State};
use crate::guards::{Path, PathStep};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Implication, Method, Value};
use std::sync::Arc;
use stopple_libraries::{Concepts, ItemId};
use stopple_program::{ScopeRef, Symbol};
use stopple_syntax::hir::{Expr, ExprId, Stmt, Variable};

/// Classes of fields whose values are no texts of a visitor's, by their last name: every library of schemas calls them so.
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
    "Enum",
    "NaiveDateTime",
    "AwareDateTime",
    "Timestamp",
    "Arbitrary",
    "Fixed",
    "Price",
];

/// Classes of fields that hold a text and nothing else.
const TEXTS: &[&str] = &["Str", "String", "Email", "Url", "URL"];

/// What a field of a schema lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// A number, or one of the values that the program names.
    Harmless,
    /// A text: no object with operators in it.
    Text,
    /// Whatever was sent.
    Anything,
}

/// A field: its name, and what it holds.
pub(crate) type Field = (Arc<str>, Held);

/// Stands among the fields of a schema that hands on what it has no field for.
const OTHERS: &str = "**";

/// Validators that let nothing through but what the program lists.
pub(super) const LISTS: &[&str] = &["OneOf", "ContainsOnly", "Equal", "AnyOf", "in_"];

impl Interp<'_> {
    /// Whether a field was made with a validator that lists what it lets through, or wants a narrow pattern
    /// (`validate.Regexp(r"^[a-z]+\Z")`).
    pub(super) fn is_one_of_ours(&self, st: &State, field: &Value) -> bool {
        let Some(Atom::Object(id)) = field.one() else { return false };
        let Some(object) = self.object(st, *id) else { return false };
        let told = ["validate", "validators"].iter().filter_map(|word| {
            let name = self.program.names.get(word)?;
            object.entry(&Key::Str(format!("={}", name.0).into()))
        });
        let is_off = |value: &Value| self.truth(st, value) == Some(false);
        if self.told(st, field, "choices").is_some()
            && !self.told(st, field, "validate_choice").is_some_and(|checks| is_off(&checks))
        {
            return true;
        }
        told.into_iter().any(|validators| {
            let all = self.known_items(st, validators).unwrap_or_else(|| vec![validators.clone()]);
            all.iter().any(|one| {
                let Some(item) = self.item_of(st, one) else { return false };
                let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
                LISTS.contains(&last) || last == "Regexp" && self.wants_narrow(st, one)
            })
        })
    }

    /// Whether a validator wants a pattern of a narrow alphabet. Such validators match at the beginning.
    fn wants_narrow(&self, st: &State, validator: &Value) -> bool {
        let pattern = self.pattern_told(st, validator);
        pattern.is_some_and(|pattern| super::strings::pattern_restricts(&pattern, false, true))
    }

    /// `form.validate()` was true: its fields hold what they offer, or what their validators let through. So does the one
    /// field that was validated by itself (`form.colour.validate(form)`).
    pub(super) fn refine_validated(&mut self, st: &mut State, form: ExprId, place: crate::outcome::Place) {
        let (Some(path), Some(data)) = (self.path_of(form), self.program.names.get("data")) else { return };
        let value = self.recall(st, form);
        let Some(class) = self.class_of(st, &value) else {
            let proved = self.proved_by_form(st, &value, None, form);
            return self.clear_data(st, &path, &[PathStep::Attribute(data)], proved, place);
        };
        let ancestors = self.ancestors(st, class);
        for one in &ancestors {
            let Ancestor::Own(id) = *one else { continue };
            for (name, field) in self.object(st, id).map(|class| class.attributes.clone()).unwrap_or_default() {
                let proved = self.proved_by_form(st, &field, Some((&value, &ancestors, name)), form);
                let steps = [PathStep::Attribute(name), PathStep::Attribute(data)];
                self.clear_data(st, &path, &steps, proved, place);
            }
        }
    }

    fn clear_data(
        &mut self,
        st: &mut State,
        path: &Path,
        further: &[PathStep],
        proved: Concepts,
        place: crate::outcome::Place,
    ) {
        if !proved.is_empty() {
            let steps = path.steps.iter().chain(further).cloned().collect();
            self.clear_at(st, &Path { root: path.root, steps }, proved, place);
        }
    }

    /// The fields of a schema; `None` if it is none.
    pub fn fields_of_schema(&self, st: &State, schema: &Value) -> Option<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        let mut add = |name: Arc<str>, value: &Value| {
            if let Some(item) = self.item_of(st, value) {
                let path = &*self.catalog.item(item).path;
                if path.contains("fields") {
                    let last = path.rsplit('.').next().unwrap_or_default();
                    let held = match () {
                        () if NUMBERS.contains(&last) || self.is_one_of_ours(st, value) => Held::Harmless,
                        () if TEXTS.contains(&last) => Held::Text,
                        () => Held::Anything,
                    };
                    fields.push((name, held));
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
        let passes_others = fields.iter().any(|(name, _)| &**name == OTHERS);
        let nosql = Self::concepts(&["nosql"]);
        let place = self.place_of(at);
        for (name, held) in fields.iter().filter(|(name, _)| &**name != OTHERS) {
            let value = match held {
                Held::Harmless => self.number(Taint::CLEAN),
                Held::Text => Value::unknown_with(taint.cleared(nosql, place, Happening::Cleared(nosql))),
                Held::Anything => Value::unknown_with(taint.clone()),
            };
            dict.set_entry(Key::Str(Arc::clone(name)), value);
        }
        dict.keys = self.any_string(if passes_others { taint.clone() } else { Taint::CLEAN });
        dict.rest = Value::unknown_with(taint.clone());
        self.allocate(st, at.0, 0x5c4e, dict)
    }

    /// Whether a schema hands on what it has no field for: `unknown = INCLUDE` in its `Meta`, its making or the call.
    fn lets_others_through(&mut self, st: &mut State, schema: &Value, args: &Arguments) -> bool {
        let names = &self.program.names;
        let Some(unknown) = names.get("unknown") else { return false };
        let is_include = |own: &Self, value: &Value| match value.one() {
            Some(Atom::Item(item)) => own.catalog.item(*item).path.ends_with(".INCLUDE"),
            _ => value.as_str().is_some_and(|text| &**text == "include"),
        };
        if let Some((_, value, _)) = args.keywords.iter().find(|(name, ..)| *name == unknown) {
            return is_include(self, value);
        }
        let Some(class) = self.class_of(st, schema) else { return false };
        let meta = names.get("Meta").and_then(|meta| self.own_attribute(st, class, meta));
        let Some(Atom::Class(meta)) = meta.as_ref().and_then(Value::one) else { return false };
        self.own_attribute(st, *meta, unknown).is_some_and(|value| is_include(self, &value))
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
        if path.ends_with("Schema.validate") {
            return self.errors_by_schema(st, receiver, args, at);
        }
        if !(path.ends_with("Schema.load") || path.ends_with("Schema.loads")) {
            return None;
        }
        let data = args.positional.first().map(|(value, _)| value.clone())?;
        let fields = self.fields_of_schema(st, receiver)?;
        let taint = self.deep_taint(st, &data).step(self.place_of(at), Happening::Through);
        let loaded = self.loaded_by(st, &fields, &taint, at);
        self.run_validators(st, receiver, &loaded, at);
        for (name, held) in &fields {
            let proved =
                if *held == Held::Harmless { Concepts::NONE } else { self.proved_by_schema(st, receiver, name, at) };
            if let Some(Atom::Object(id)) = loaded.one().filter(|_| !proved.is_empty())
                && let Some(object) = self.edit(st, *id)
            {
                let value = object.entry(&Key::Str(Arc::clone(name))).cloned().unwrap_or_default();
                let place = self.place_of(at);
                let value = value.cleared(proved, place, Happening::Guarded(proved));
                if let Some(object) = self.edit(st, *id) {
                    object.set_entry(Key::Str(Arc::clone(name)), value);
                }
            }
        }
        if self.lets_others_through(st, receiver, args)
            && let Some(Atom::Object(id)) = loaded.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.keys.taint.join(&taint);
        }
        let loaded = self.made_of_loaded(st, receiver, loaded, at);
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

    /// `errors = schema.validate(data)`: if there are none, the fields of the data are what the schema lets through.
    fn errors_by_schema(&mut self, st: &mut State, schema: &Value, args: &Arguments, at: ExprId) -> Option<Value> {
        let (_, expr) = args.positional.first()?;
        let expr = expr.filter(|expr| self.argument_is_here(*expr))?;
        let (path, fields) = (self.path_of(expr)?, self.fields_of_schema(st, schema)?);
        let mut implications = Vec::new();
        for (name, held) in fields {
            let proved =
                if held == Held::Harmless { Concepts::ALL } else { self.proved_by_schema(st, schema, &name, at) };
            if !proved.is_empty() {
                let steps = path.steps.iter().cloned().chain([PathStep::Entry(Key::Str(name))]).collect();
                let path = Path { root: path.root, steps };
                let value = self.peek(st, &path);
                let value = value.clone().with_taint(self.held(st, &value));
                implications.push(Implication {
                    path: Some(path),
                    value,
                    when_true: Concepts::NONE,
                    when_false: proved,
                    inside: None,
                });
            }
        }
        let implications = Arc::new(implications);
        self.tests.insert(self.place_of(at), Arc::clone(&implications));
        let errors: Value = Atom::Instance(self.known.dict?, Arc::from([])).into();
        Some(Value { implies: Some(implications), ..errors })
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
        let taint = self.deep_taint(st, args.get(0, None)?).step(self.place_of(at), Happening::Through);
        let data = Value::unknown_with(taint);
        let ancestors = self.ancestors(st, class);
        let instance = self.allocate(st, at.0, 0x5c51, Obj::new(Kind::Instance(class)));
        for name in self.declared_fields(st, &ancestors) {
            let value = self.field_of_model(st, &ancestors, name, &data, at);
            self.set_field(st, &instance, name, value);
        }
        Some(instance)
    }

    /// The value of one field of a class that validates its fields (pydantic), made of what is given for it.
    pub(super) fn field_of_model(
        &mut self,
        st: &mut State,
        ancestors: &[Ancestor],
        name: Symbol,
        given: &Value,
        at: ExprId,
    ) -> Value {
        if self.declared_number(st, ancestors, name) {
            return self.number(Taint::CLEAN);
        }
        // A text stays a text; what is an object of a class of its own has the data on it.
        let declared = self.attribute_among(st, ancestors, name);
        let has_class =
            |value: &Value| value.atoms().iter().any(|atom| matches!(atom, Atom::Object(_) | Atom::Instance(..)));
        let mut value = match declared {
            Some(declared) if given.is_unknown() && has_class(&declared) => declared.and_taint(&given.taint),
            _ => given.clone(),
        };
        if value.is_unknown() && !value.taint.is_clean() && self.is_declared_text(st, ancestors, name) {
            value = self.any_string(value.taint);
        }
        if !value.taint.is_clean() {
            let proved = self.proved_by_constraint(st, ancestors, name);
            if !proved.is_empty() {
                value = value.cleared(proved, self.place_of(at), Happening::Guarded(proved));
            }
        }
        for (function, class) in self.validators_of(st, ancestors, name, &["field_validator", "validator"]) {
            let class: Value = Atom::Class(class).into();
            let validator = Atom::Bound(Arc::new(class), Method::Function(function)).into();
            let mut aside = st.clone();
            let checked = self.call_values(&mut aside, &validator, vec![value.clone()], at);
            if !aside.dead && !checked.is_bottom() {
                value = checked;
                *st = aside;
            }
        }
        value
    }

    fn set_field(&mut self, st: &mut State, instance: &Value, name: Symbol, value: Value) {
        if let Some(Atom::Object(id)) = instance.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.set_attribute(name, value);
        }
    }

    /// Whether a class validates what its fields are given.
    pub(super) fn validates_fields(&self, ancestors: &[Ancestor]) -> bool {
        ancestors
            .iter()
            .any(|one| matches!(one, Ancestor::Library(item) if self.catalog.item(*item).path.starts_with("pydantic.")))
    }

    /// `Model(**data)`: each field is made of the data, as far as it is not given by name.
    pub(super) fn fill_model(
        &mut self,
        st: &mut State,
        instance: &Value,
        ancestors: &[Ancestor],
        args: &Arguments,
        at: ExprId,
    ) {
        for name in self.declared_fields(st, ancestors) {
            let named = args.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value.clone());
            let given = match (named, &args.double_star) {
                (Some(named), _) => named.step(self.place_of(at), Happening::Assigned(name)),
                // The fields are what the data is there for: none of them was merely found by it.
                (None, Some(double)) if matches!(double.one(), Some(Atom::Unknown)) => double.clone(),
                (None, Some(double)) => {
                    let double = double.clone();
                    let text = self.program.names.shared(name);
                    self.subscript(st, &double, &Value::string(&text), at)
                }
                (None, None) => continue,
            };
            let value = self.field_of_model(st, ancestors, name, &given, at);
            self.set_field(st, instance, name, value);
        }
    }

    /// Whether a class that validates its fields declares this one as a number.
    pub(super) fn declared_number(&mut self, st: &mut State, ancestors: &[Ancestor], name: Symbol) -> bool {
        let validates = self.validates_fields(ancestors);
        let class = ancestors.iter().find_map(|one| match one {
            Ancestor::Own(id) => Some(*id),
            _ => None,
        });
        if let (true, Some(class)) = (validates, class)
            && self.is_declared_harmless(st, class, name)
        {
            return true;
        }
        validates
            && ancestors.iter().any(|one| match one {
                Ancestor::Own(id) => self.object_attribute(st, *id, name).is_some_and(|value| {
                    !value.atoms().is_empty() && value.atoms().iter().all(|atom| self.is_number_atom(atom))
                }),
                _ => false,
            })
    }

    /// Whether a field is declared to be one of some constants, a member of an enumeration, a UUID, a date.
    pub(super) fn is_declared_harmless(&mut self, st: &mut State, class: ObjId, name: Symbol) -> bool {
        let ancestors = self.ancestors(st, class);
        self.kind_of_field(st, &ancestors, name).is_some_and(|kind| {
            !kind.atoms().is_empty() && kind.atoms().iter().all(|atom| self.is_harmless_kind(st, atom))
        })
    }

    /// The annotation of a name in a class body, with the scope of the class.
    pub(super) fn annotation_of(&self, st: &State, class: ObjId, name: Symbol) -> Option<(ScopeRef, ExprId)> {
        let Some(Kind::Class(scope)) = self.object_kind(st, class).cloned() else { return None };
        let file = self.program.file(scope.file);
        let hir = file.hir();
        let slots = &self.program.scope(scope).slots;
        self.program.scope(scope).body.range().find_map(|at| {
            let Stmt::Annotated { target, annotation, .. } = hir.stmts[hir.blocks[at].0 as usize] else { return None };
            let Expr::Var(Variable::Slot(slot)) = hir.exprs[target.0 as usize] else { return None };
            (file.symbol(*slots.get(slot as usize)?) == name).then_some((scope, annotation))
        })
    }

    /// The value of an annotation: the constants of `Literal[...]`, else what a variable of that type holds.
    pub(super) fn declared_kind(&mut self, st: &mut State, annotation: ExprId) -> Value {
        let file = self.hir();
        if let Expr::Subscript { base, index } = file.exprs[annotation.0 as usize] {
            let named = match file.exprs[base.0 as usize] {
                Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. } => &*file.names[name.0 as usize],
                _ => "",
            };
            match named {
                "Literal" => {
                    let words = self.eval(st, index);
                    return match self.known_items(st, &words) {
                        Some(items) => items.iter().fold(Value::bottom(), |all, item| all.joined(item)),
                        None => words,
                    };
                }
                "Optional" => return self.declared_kind(st, index),
                _ => {}
            }
        }
        self.annotation_value(st, annotation)
    }

    pub(super) fn is_harmless_kind(&self, st: &State, atom: &Atom) -> bool {
        match atom {
            Atom::Const(_) => true,
            Atom::Instance(item, _) => {
                let path = &*self.catalog.item(*item).path;
                self.known.is_number(*item)
                    || matches!(path, "uuid.UUID" | "decimal.Decimal")
                    || path.starts_with("datetime.")
                    || path.starts_with("ipaddress.")
            }
            Atom::Object(id) => match self.object_kind(st, *id) {
                Some(Kind::Instance(class)) => self.ancestors(st, *class).iter().any(
                    |one| matches!(one, Ancestor::Library(item) if self.catalog.item(*item).path.starts_with("enum.")),
                ),
                Some(Kind::Library(item)) => self.is_harmless_kind(st, &Atom::Instance(*item, Arc::from([]))),
                _ => false,
            },
            _ => false,
        }
    }

    /// `parser.add_argument("count", type=int)` is remembered, and `parser.parse_args()` gives numbers as numbers.
    pub(super) fn note_argument(&mut self, st: &mut State, receiver: &Value, args: &Arguments) {
        let (Some(Atom::Object(id)), Some(name)) = (receiver.one(), args.get(0, None).and_then(Value::as_str)) else {
            return;
        };
        let kind = self.program.names.get("type").and_then(|name| args.get(usize::MAX, Some(name)));
        let path_of = |item| &*self.catalog.item(item).path;
        let item = match kind.and_then(Value::one) {
            Some(Atom::Item(item)) => Some(self.catalog.resolve(*item)),
            _ => None,
        };
        let is_number = item.is_some_and(|item| {
            let path = path_of(item);
            self.known.is_number(item)
                || path.contains("inputs.")
                    && matches!(
                        path.rsplit('.').next(),
                        Some("positive" | "natural" | "boolean" | "int_range" | "date" | "datetime")
                    )
        });
        let choices = self.program.names.get("choices").and_then(|name| args.get(usize::MAX, Some(name)));
        let is_chosen = choices.is_some_and(|choices| self.is_trusted_collection(st, choices));
        let is_narrow = kind.is_some_and(|kind| self.takes_narrow(st, kind));
        let value = match item {
            _ if is_number || is_chosen || is_narrow => self.number(Taint::CLEAN),
            Some(item) if path_of(item).ends_with(".FileStorage") => Atom::Instance(item, Arc::from([])).into(),
            _ => return,
        };
        let (id, key) = (*id, Key::Str(format!("=typed:{}", name.trim_start_matches('-')).into()));
        if let Some(object) = self.edit(st, id) {
            object.set_entry(key, value);
        }
    }

    /// Whether the type of an argument is a pattern that lets through nothing that means something anywhere
    /// (`inputs.regex("^[0-9]+$")`). It is looked for anywhere in the text.
    fn takes_narrow(&self, st: &State, kind: &Value) -> bool {
        let Some(Atom::Object(id)) = kind.one() else { return false };
        let is_pattern =
            self.item_of(st, kind).is_some_and(|item| self.catalog.item(item).path.ends_with("inputs.regex"));
        let pattern = self.object(st, *id).and_then(|object| object.entry(&Key::Str("=<T>".into())));
        is_pattern
            && pattern
                .and_then(Value::as_str)
                .is_some_and(|pattern| super::alphabets::harmless_after_match(pattern, false, false) == Concepts::ALL)
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

    /// Whether dictionaries, or their kin in `collections`, have a method of that name.
    pub(super) fn is_method_of_mappings(&self, name: &str) -> bool {
        name.starts_with("__")
            || self
                .known
                .dict
                .into_iter()
                .chain(self.known.mapping.iter().copied())
                .any(|class| self.catalog.member(class, name).is_some())
    }

    /// The schema that a decorator is told, for the function that it decorates.
    pub(super) fn note_schema(&mut self, st: &mut State, args: &Arguments) {
        let Some(scope) = self.frame().decorating else { return };
        let Some((schema, _)) = args.positional.first() else { return };
        let schema = schema.clone();
        if let Some(mut fields) = self.fields_of_schema(st, &schema) {
            if self.lets_others_through(st, &schema, args) {
                fields.push((Arc::from(OTHERS), Held::Anything));
            }
            self.out.schemas.push((scope, fields));
        }
    }
}

/// The fields of what decorators hand to functions.
pub(crate) type Schemas = Vec<(ScopeRef, Vec<Field>)>;
