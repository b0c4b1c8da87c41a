//! The third step: drafts to the items of the catalog.

use super::declare::{Binding, Draft, DraftKind, Names};
use super::function::join;
use super::lookup::{Target, Want};
use super::{Loader, Place};
use crate::model::{Class, Item, ItemId, ItemKind, Note, Typed};
use crate::name::Name as Text;
use std::collections::BTreeMap;
use stopple_syntax::hir::{Argument, Expr, ScopeId, ScopeKind};

type Members = Vec<(Text, ItemId)>;

impl Loader {
    /// Fills every item that was declared, and the table of modules.
    pub(super) fn compile(&mut self) {
        for at in 0..self.drafts.len() {
            let id = ItemId(u32::try_from(self.base_len + at).unwrap_or(u32::MAX));
            let kind = self.compile_item(id);
            if let Some(item) = self.catalog.items.get_mut(id.0 as usize) {
                item.kind = kind;
            }
        }
        for (parent, name, child) in std::mem::take(&mut self.adopted) {
            if let Some(Item { kind: ItemKind::Module(members), .. }) = self.catalog.items.get_mut(parent.0 as usize)
                && let Err(at) = members.binary_search_by(|(known, _)| known.cmp(&name))
            {
                members.insert(at, (name, child));
            }
        }
        let mut modules: BTreeMap<Text, ItemId> = std::mem::take(&mut self.catalog.modules).into_iter().collect();
        modules.extend(self.modules.iter().map(|(name, id)| (name.as_str().into(), *id)));
        self.catalog.modules = modules.into_iter().collect();
    }

    fn compile_item(&mut self, id: ItemId) -> ItemKind {
        let Some(Draft { place, kind }) = self.draft(id) else { return ItemKind::Module(Vec::new()) };
        let place = *place;
        match kind {
            DraftKind::Module { names, .. } => {
                let members = self.members(names, false);
                ItemKind::Module(self.with_base(id, members))
            }
            DraftKind::Class { scope, names } => {
                let (scope, members) = (*scope, self.members(names, true));
                ItemKind::Class(self.class(place, scope, members))
            }
            DraftKind::Function(scopes) => {
                let scopes = scopes.clone();
                let in_class = self.in_class(place);
                match self.function(place.stub, &scopes, in_class) {
                    Some(function) => ItemKind::Function(function),
                    None => ItemKind::Value(Typed::default()),
                }
            }
            DraftKind::Property(getter, setters) => {
                let (getter, setters) = (*getter, setters.clone());
                ItemKind::Value(self.property(place, getter, &setters))
            }
            DraftKind::Attribute(annotation) => {
                let annotation = *annotation;
                ItemKind::Value(self.typed(place, annotation))
            }
        }
    }

    fn in_class(&self, place: Place) -> bool {
        let Some(stub) = self.stubs.get(place.stub) else { return false };
        let parent = stub.scope(place.scope).and_then(|scope| scope.parent);
        parent.and_then(|parent| stub.scope(parent.0)).is_some_and(|scope| scope.kind == ScopeKind::Class)
    }

    /// The members by the names: an alias is the thing itself under one more name.
    fn members(&self, names: &Names, all: bool) -> Members {
        names
            .iter()
            .filter(|(_, known)| all || known.public)
            .filter_map(|(name, known)| {
                let target = match &known.binding {
                    Binding::Item(id) => return Some((name.clone(), *id)),
                    binding => self.target_of(binding, name, 0)?,
                };
                match target {
                    Target::Item(id) => Some((name.clone(), id)),
                    _ => None,
                }
            })
            .collect()
    }

    /// What the catalog had in a module before and this stub does not declare stays.
    fn with_base(&self, id: ItemId, members: Members) -> Members {
        let path = self.catalog.items.get(id.0 as usize).map(|item| item.path.clone()).unwrap_or_default();
        let before = self.catalog.module(&path).map(|base| &self.catalog.item(base).kind);
        let Some(ItemKind::Module(before)) = before else { return members };
        let mut joined: BTreeMap<Text, ItemId> = before.iter().cloned().collect();
        joined.extend(members);
        joined.into_iter().collect()
    }

    fn class(&mut self, place: Place, scope: ScopeId, members: Members) -> Class {
        let mut class = Class { members, ..Class::default() };
        let Some(stub) = self.stub(place.stub) else { return class };
        class.type_params = stub.type_params(scope);
        self.decorator_words(place, scope);
        let Some(bases) = stub.scope(scope.0).map(|scope| scope.bases) else { return class };
        let mut seen = Vec::new();
        let mut declared = !class.type_params.is_empty();
        for argument in stub.arguments(bases) {
            let Argument::Positional(expr) = *argument else { continue };
            let (base, items) = match stub.expr(expr) {
                Expr::Subscript { base, index } => (base, stub.subscript_items(index)),
                _ => (expr, Vec::new()),
            };
            let variables: Vec<Text> = items
                .iter()
                .filter_map(|item| match self.reference(place, *item, Want::Type, 0) {
                    Some(Target::Variable(name)) => Some(name),
                    _ => None,
                })
                .collect();
            match self.reference(place, base, Want::Type, 0) {
                Some(Target::Item(id)) if self.is_class(id) => {
                    let is_self = self.classes.get(&place) == Some(&id);
                    if !is_self && !class.bases.contains(&id) {
                        class.bases.push(id);
                    }
                    seen.extend(variables);
                }
                Some(Target::Word("Generic" | "Protocol")) if !items.is_empty() && !declared => {
                    class.type_params = variables;
                    declared = true;
                }
                Some(Target::Word(_) | Target::Type(..)) => {}
                _ => {
                    let name = stub.text_of(base).to_owned();
                    let message = format!(
                        "`{name}` is no class that is declared or imported here: import it, or remove the base"
                    );
                    self.problem(place.stub, stub.span(base), message);
                }
            }
        }
        if !declared {
            for name in seen {
                if !class.type_params.contains(&name) {
                    class.type_params.push(name);
                }
            }
        }
        class
    }

    /// The type that a property has; what its setter does with the value is a note on it too.
    fn property(&mut self, place: Place, getter: ScopeId, setters: &[ScopeId]) -> Typed {
        let mut typed = match self.function(place.stub, &[getter], true) {
            Some(function) => function.returns,
            None => return Typed::default(),
        };
        for setter in setters {
            let Some(function) = self.function(place.stub, &[*setter], true) else { continue };
            let value = function.params.into_iter().nth(1).map(|param| param.typed.notes).unwrap_or_default();
            let notes = value.into_iter().chain(function.returns.notes);
            let notes = notes.filter(|note| matches!(note, Note::Sink(_) | Note::Fact(_))).collect();
            let kind = typed.kind.clone();
            typed = join(typed, Typed { kind, notes });
        }
        typed
    }
}
