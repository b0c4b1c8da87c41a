//! Validators of fields: for what a text is harmless that they let through.
//!
//! Those of libraries are known by what they list or by their pattern; those of the project are functions that raise for
//! what they refuse, so what they prove is what is known of the value when they come back.

use super::classes::Ancestor;
use super::kept_tests::gained;
use super::schemas::LISTS;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::taint::Taint;
use crate::value::{Atom, Descriptor, Function, Method, Value};
use std::sync::Arc;
use stopple_libraries::{Concepts, concept};
use stopple_program::{ScopeRef, Symbol};
use stopple_syntax::hir::{Argument, Constant, Expr, ExprId, Stmt, Variable};

/// What says of a field of a model what it must look like.
const CONSTRAINTS: &[&str] = &["Field", "StringConstraints", "constr"];

impl Interp<'_> {
    /// What an object of a library was told under a name when it was made.
    pub(super) fn told(&self, st: &State, object: &Value, word: &str) -> Option<Value> {
        let Some(Atom::Object(id)) = object.one() else { return None };
        let name = self.program.names.get(word)?;
        self.object(st, *id)?.entry(&Key::Str(format!("={}", name.0).into())).cloned()
    }

    /// The validators that a field was made with.
    fn validators_told(&self, st: &State, field: &Value) -> Vec<Value> {
        let told = ["validate", "validators", "validator"].iter().filter_map(|word| self.told(st, field, word));
        told.flat_map(|told| self.known_items(st, &told).unwrap_or_else(|| vec![told])).collect()
    }

    /// For what a text is harmless that passed the validators of a field; those of the project are called with what `given`
    /// makes of it, the text at the place `which`.
    pub(super) fn proved_by_validators(
        &mut self,
        st: &State,
        field: &Value,
        (given, which): (&[Value], usize),
        at: ExprId,
    ) -> Concepts {
        if self.is_one_of_ours(st, field) {
            return Concepts::ALL;
        }
        let mut proved = Concepts::NONE;
        for validator in self.validators_told(st, field) {
            proved = proved.and(match self.item_of(st, &validator) {
                Some(item) => self.proved_by_library(st, item, &validator),
                None => self.proved_by_return(st, &validator, given.to_vec(), which, None, at),
            });
        }
        proved
    }

    /// For what a text is harmless that a validator of a library lets through.
    fn proved_by_library(&self, st: &State, item: stopple_libraries::ItemId, validator: &Value) -> Concepts {
        let path = &*self.catalog.item(item).path;
        let (whole, at_start) = match path.rsplit('.').next().unwrap_or_default() {
            last if LISTS.contains(&last) => return Concepts::ALL,
            // Looked for at the beginning of the text.
            "Regexp" => (false, true),
            "matches_re" => match self.told(st, validator, "func").as_ref().and_then(Value::one) {
                None => (true, false),
                Some(Atom::Item(item)) => match &*self.catalog.item(*item).path {
                    "re.fullmatch" => (true, false),
                    "re.match" => (false, true),
                    _ => (false, false),
                },
                Some(_) => return Concepts::NONE,
            },
            _ => return Concepts::NONE,
        };
        let Some(pattern) = self.pattern_told(st, validator) else { return Concepts::NONE };
        super::alphabets::harmless_after_match(&pattern, whole, at_start)
    }

    /// The pattern that a validator was made with.
    pub(super) fn pattern_told(&self, st: &State, validator: &Value) -> Option<Arc<str>> {
        let Some(Atom::Object(id)) = validator.one() else { return None };
        let pattern = self.object(st, *id)?.entry(&Key::Str("=0th".into())).cloned();
        let pattern = pattern.or_else(|| self.told(st, validator, "regex"))?;
        let flags = self.told(st, validator, "flags");
        pattern.as_str().map(|pattern| super::alphabets::with_flags(pattern, flags.as_ref()))
    }

    /// Something that a visitor wrote, to try a validator with.
    fn written_by_visitor(&mut self, at: ExprId) -> Value {
        let taint = Taint::read(concept::source_named("http-form").unwrap_or_default(), self.place_of(at));
        self.any_string(taint)
    }

    /// For what a field of a loaded schema is harmless: by its own validators, and by the methods of the schema that
    /// validate it.
    pub(super) fn proved_by_schema(&mut self, st: &State, schema: &Value, name: &str, at: ExprId) -> Concepts {
        let (Some(class), Some(symbol)) = (self.class_of(st, schema), self.program.names.get(name)) else {
            return Concepts::NONE;
        };
        let ancestors = self.ancestors(st, class);
        let Some(field) = self.attribute_among(st, &ancestors, symbol) else { return Concepts::NONE };
        let given = [self.written_by_visitor(at)];
        let mut proved = self.proved_by_validators(st, &field, (&given, 0), at);
        for (function, _) in self.validators_of(st, &ancestors, symbol, &["validates"]) {
            let method = Atom::Bound(Arc::new(schema.clone()), Method::Function(function)).into();
            proved = proved.and(self.proved_by_return(st, &method, given.to_vec(), 0, None, at));
        }
        proved
    }

    /// For what the data of a field of a form is harmless once the field was validated; with `form`, by the form and so
    /// by its method `validate_<name>` too.
    pub(super) fn proved_by_form(
        &mut self,
        st: &State,
        field: &Value,
        form: Option<(&Value, &[Ancestor], Symbol)>,
        at: ExprId,
    ) -> Concepts {
        let Some(item) = self.item_of(st, field) else { return Concepts::NONE };
        if !self.catalog.item(item).path.contains("fields") {
            return Concepts::NONE;
        }
        let mut proved = self.proved_by_validators(st, field, (&[], 0), at);
        let mut own: Vec<Value> = Vec::new();
        for validator in self.validators_told(st, field) {
            if matches!(validator.one(), Some(Atom::Function(_) | Atom::Bound(_, Method::Function(_)))) {
                own.push(validator);
            }
        }
        let whole = form.map_or_else(Value::unknown, |(form, ..)| form.clone());
        let mut calls: Vec<(Value, Vec<Value>)> = own.into_iter().map(|own| (own, vec![whole.clone()])).collect();
        if let Some((form, ancestors, name)) = form {
            let inline = format!("validate_{}", self.program.names.text(name));
            let inline = self.program.names.get(&inline);
            let method = inline.and_then(|inline| self.attribute_among(st, ancestors, inline));
            if let Some(Atom::Function(function)) = method.as_ref().and_then(Value::one) {
                let method = Atom::Bound(Arc::new(form.clone()), Method::Function(Arc::clone(function)));
                calls.push((method.into(), Vec::new()));
            }
        }
        for (callee, given) in calls {
            proved = proved.and(self.proved_of_data(st, item, &callee, given, at));
        }
        proved
    }

    /// What a function says of `field.data` that gets the field, and raises for what it refuses.
    fn proved_of_data(
        &mut self,
        st: &State,
        field: stopple_libraries::ItemId,
        callee: &Value,
        mut given: Vec<Value>,
        at: ExprId,
    ) -> Concepts {
        let Some(data) = self.program.names.get("data") else { return Concepts::NONE };
        let mut aside = st.clone();
        let text = self.written_by_visitor(at);
        let mut object = Obj::new(Kind::Library(field));
        object.set_attribute(data, text.clone());
        let tried = self.allocate(&mut aside, at.0, 0xf1e9, object);
        let Some(Atom::Object(id)) = tried.one() else { return Concepts::NONE };
        let id = *id;
        given.push(tried);
        self.quietly(|own| own.call_values(&mut aside, callee, given, at));
        if aside.dead {
            return Concepts::NONE;
        }
        let after = self.object_attribute(&aside, id, data).map(|after| after.taint.clone());
        after.map_or(Concepts::NONE, |after| gained(&text.taint, &after))
    }

    /// The data of a field of a form, as the filters give it that the field was made with.
    pub(super) fn filtered(&mut self, st: &mut State, field: ObjId, data: Value, at: ExprId) -> Value {
        let filters = self.told(st, &Atom::Object(field).into(), "filters");
        let filters = filters.and_then(|filters| self.known_items(st, &filters)).unwrap_or_default();
        filters.iter().fold(data, |data, filter| {
            let given = self.call_values(st, filter, vec![data.clone()], at);
            if given.is_bottom() { data } else { given }
        })
    }

    /// The functions of a class that validate a field, each with the class it stands in: `@field_validator("name")`,
    /// `@validates("name", "title")`, `@name.validator`.
    pub(super) fn validators_of(
        &self,
        st: &State,
        ancestors: &[Ancestor],
        name: Symbol,
        words: &[&str],
    ) -> Vec<(Arc<Function>, ObjId)> {
        let field = self.program.names.text(name);
        self.methods_where(st, ancestors, |method| self.validates(method, field, words))
    }

    /// The functions in the bodies of classes, static ones and those of the class included, that are meant; each with its class.
    pub(super) fn methods_where(
        &self,
        st: &State,
        ancestors: &[Ancestor],
        is_meant: impl Fn(ScopeRef) -> bool,
    ) -> Vec<(Arc<Function>, ObjId)> {
        let mut found = Vec::new();
        for one in ancestors {
            let Ancestor::Own(id) = one else { continue };
            for (_, value) in self.object(st, *id).map(|class| class.attributes.as_slice()).unwrap_or_default() {
                let function = match value.one() {
                    Some(Atom::Descriptor(Descriptor::Class | Descriptor::Static, inner)) => inner.one(),
                    one => one,
                };
                if let Some(Atom::Function(function)) = function
                    && is_meant(function.scope)
                {
                    found.push((Arc::clone(function), *id));
                }
            }
        }
        found
    }

    /// Whether a decorator of a function says that it validates a field.
    fn validates(&self, scope: ScopeRef, field: &str, words: &[&str]) -> bool {
        let file = self.program.file(scope.file).hir();
        let is_named = |at: ExprId| match file.exprs[at.0 as usize] {
            Expr::Constant(Constant::Str(text)) => {
                matches!(&*file.strings[text.0 as usize], own if own == field || own == "*")
            }
            _ => false,
        };
        self.program.scope(scope).decorators.range().any(|at| match file.exprs[file.expr_lists[at].0 as usize] {
            Expr::Call { callee, arguments } => {
                let (Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. }) = file.exprs[callee.0 as usize]
                else {
                    return false;
                };
                words.contains(&&*file.names[name.0 as usize])
                    && arguments.range().any(|at| match file.arguments[at] {
                        Argument::Positional(expr) => is_named(expr),
                        _ => false,
                    })
            }
            _ => false,
        })
    }

    /// For what a field of a model is harmless by the pattern that it has to match. It is looked for anywhere in the text.
    pub(super) fn proved_by_constraint(&mut self, st: &State, ancestors: &[Ancestor], name: Symbol) -> Concepts {
        for one in ancestors {
            let Ancestor::Own(id) = one else { continue };
            let Some((scope, said)) = self.said_of_field(st, *id, name) else { continue };
            let around = Function { scope, env: None, defaults: Vec::new(), owner: None };
            let pattern = self
                .in_file_of(&around, |own| said.iter().find_map(|said| own.pattern_among(&mut st.clone(), *said, 0)));
            return pattern.map_or(Concepts::NONE, |(pattern, at_start)| {
                super::alphabets::harmless_after_match(&pattern, false, at_start)
            });
        }
        Concepts::NONE
    }

    /// The annotation of a name in a class body and what it is given there, with the scope of the class.
    fn said_of_field(&self, st: &State, class: ObjId, name: Symbol) -> Option<(ScopeRef, Vec<ExprId>)> {
        let Some(Kind::Class(scope)) = self.object_kind(st, class).cloned() else { return None };
        let file = self.program.file(scope.file);
        let hir = file.hir();
        let slots = &self.program.scope(scope).slots;
        self.program.scope(scope).body.range().find_map(|at| {
            let Stmt::Annotated { target, annotation, value } = hir.stmts[hir.blocks[at].0 as usize] else {
                return None;
            };
            let Expr::Var(Variable::Slot(slot)) = hir.exprs[target.0 as usize] else { return None };
            let said = [Some(annotation), value].into_iter().flatten().collect();
            (file.symbol(*slots.get(slot as usize)?) == name).then_some((scope, said))
        })
    }

    /// The pattern of `Field(pattern=...)`, `Annotated[str, StringConstraints(pattern=...)]`, `constr(regex=...)`, and
    /// whether it has to match at the beginning, as it had in the days of `regex`.
    fn pattern_among(&mut self, st: &mut State, said: ExprId, depth: u32) -> Option<(Arc<str>, bool)> {
        let file = self.hir();
        if depth > 6 {
            return None;
        }
        match file.exprs[said.0 as usize] {
            Expr::Call { callee, arguments } => {
                let (Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. }) = file.exprs[callee.0 as usize]
                else {
                    return None;
                };
                if !CONSTRAINTS.contains(&&*file.names[name.0 as usize]) {
                    return None;
                }
                arguments.range().find_map(|at| {
                    let Argument::Keyword(word, expr) = file.arguments[at] else { return None };
                    let word = &*file.names[word.0 as usize];
                    if !matches!(word, "pattern" | "regex") {
                        return None;
                    }
                    let pattern = self.quietly(|own| own.eval(st, expr));
                    let pattern = pattern.as_str().cloned().or_else(|| self.pattern_of(st, &pattern));
                    pattern.map(|pattern| (pattern, word == "regex"))
                })
            }
            Expr::Subscript { index, .. } => self.pattern_among(st, index, depth + 1),
            Expr::Tuple { items } => {
                let parts: Vec<ExprId> = items.range().map(|at| file.expr_lists[at]).collect();
                parts.into_iter().find_map(|part| self.pattern_among(st, part, depth + 1))
            }
            Expr::Binary { left, right, .. } => {
                self.pattern_among(st, left, depth + 1).or_else(|| self.pattern_among(st, right, depth + 1))
            }
            _ => None,
        }
    }
}
