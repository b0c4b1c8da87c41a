//! Methods that a framework calls because a class overrides them: the resolvers of a GraphQL schema.
//!
//! In a stub such a method is declared on the base class, with `Registers("resolver-method")` on its result. A name that
//! ends in `_` stands for all names that begin so: `def resolve_(...)` for `resolve_orders`.

use super::classes::Ancestor;
use super::schemas::{Field, Held};
use super::{Arguments, Interp, State};
use crate::heap::{Key, ObjId};
use crate::value::{Atom, Function, Value};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_libraries::model::{ItemKind, Note};
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

/// What an argument of a GraphQL field is declared as where it is no text of the visitor's choice (GraphQL, section 3.5).
const NO_TEXTS: &[&str] = &["Int", "Float", "Boolean", "UUID", "DateTime", "Date", "Time", "Decimal", "BigInt", "Enum"];

impl Interp<'_> {
    /// Registers the methods of a class that a library calls because one of its bases declares them.
    pub(super) fn register_overrides(&mut self, st: &mut State, class: ObjId, at: ExprId) {
        if self.quiet > 0 {
            return;
        }
        let declared: Vec<String> = self
            .ancestors(st, class)
            .into_iter()
            .filter_map(|one| match one {
                Ancestor::Library(item) => Some(self.called_by_library(item)),
                _ => None,
            })
            .flatten()
            .collect();
        if declared.is_empty() {
            return;
        }
        let own = self.object(st, class).map(|class| class.attributes.clone()).unwrap_or_default();
        for (name, value) in &own {
            let text = self.program.names.shared(*name);
            let called = declared.iter().find(|pattern| match pattern.ends_with('_') {
                true => text.starts_with(&***pattern),
                false => *text == **pattern,
            });
            let (Some(pattern), Some(function)) = (called, function_in(value)) else { continue };
            let fields = self.arguments_declared(st, &own, text.trim_start_matches(&**pattern));
            if !fields.is_empty() {
                self.out.schemas.push((function.scope, fields));
            }
            let registration = self.registration(st, "resolver", &Arguments::default(), None, self.place_of(at));
            self.register(st, &registration, value.clone());
        }
    }

    /// The methods that a library calls on what inherits from a class of it.
    fn called_by_library(&self, item: ItemId) -> Vec<String> {
        let ItemKind::Class(class) = &self.catalog.item(self.catalog.resolve(item)).kind else { return Vec::new() };
        let is_called = |member: &ItemId| match &self.catalog.item(*member).kind {
            ItemKind::Function(function) => function
                .returns
                .notes
                .iter()
                .any(|note| matches!(note, Note::Registers(kind) if &**kind == "resolver-method")),
            _ => false,
        };
        let own = class.members.iter().filter(|(_, member)| is_called(member)).map(|(name, _)| name.to_string());
        own.chain(class.bases.iter().flat_map(|base| self.called_by_library(*base))).collect()
    }

    /// What the arguments of a resolver are declared as: by the field of its name
    /// (`order = Field(Order, number=Int())`), or by the class `Arguments` or `Input` beside it.
    fn arguments_declared(&self, st: &State, own: &[(Symbol, Value)], field: &str) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut add = |name: Arc<str>, value: &Value| {
            if let Some(item) = self.item_of(st, value) {
                let last = self.catalog.item(item).path.rsplit('.').next().unwrap_or_default();
                let held = if NO_TEXTS.contains(&last) { Held::Harmless } else { Held::Anything };
                fields.push((name, held));
            }
        };
        for (name, value) in own {
            let text = self.program.names.text(*name);
            match value.one() {
                Some(Atom::Object(id)) if text == field => {
                    for (key, value) in self.object(st, *id).map(|object| object.entries.clone()).unwrap_or_default() {
                        if let Key::Str(key) = &key
                            && let Some(number) = key.strip_prefix('=').and_then(|number| number.parse().ok())
                        {
                            add(self.program.names.shared(Symbol(number)), &value);
                        }
                    }
                }
                Some(Atom::Class(class)) if matches!(text, "Arguments" | "Input") => {
                    for (name, value) in
                        &self.object(st, *class).map(|class| class.attributes.clone()).unwrap_or_default()
                    {
                        add(self.program.names.shared(*name), value);
                    }
                }
                _ => {}
            }
        }
        fields
    }
}

/// The function of a method, however it is bound.
fn function_in(value: &Value) -> Option<Arc<Function>> {
    match value.one()? {
        Atom::Function(function) => Some(Arc::clone(function)),
        Atom::Descriptor(_, inner) => function_in(inner),
        _ => None,
    }
}
