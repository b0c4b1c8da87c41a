//! The second step: from a name, where it stands, to what it means, across modules and stubs.

use super::declare::{Binding, DraftKind, Names};
use super::{DEPTH, Loader, Place};
use crate::model::{ItemId, ItemKind};
use crate::name::Name as Text;
use stopple_syntax::hir::{Expr, ExprId, ScopeKind};

/// What a name means.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Item(ItemId),
    /// The alias of a type: what it stands for, and where that is written.
    Type(Place, ExprId),
    Variable(Text),
    /// A word of the type language.
    Word(&'static str),
    /// `typing` or another module of words.
    Words(&'static str),
}

/// Words of the type language that stubs use without a declaration of ours.
const WORDS: &[&str] = &[
    "Annotated",
    "Any",
    "AnyStr",
    "Awaitable",
    "Callable",
    "ClassVar",
    "Concatenate",
    "Coroutine",
    "Dict",
    "Final",
    "FrozenSet",
    "Generic",
    "List",
    "Literal",
    "LiteralString",
    "NamedTuple",
    "Never",
    "NewType",
    "NoReturn",
    "NotRequired",
    "Optional",
    "ParamSpec",
    "Protocol",
    "ReadOnly",
    "Required",
    "Self",
    "Set",
    "TYPE_CHECKING",
    "Text",
    "Tuple",
    "Type",
    "TypeAlias",
    "TypeGuard",
    "TypeIs",
    "TypeVar",
    "TypedDict",
    "Union",
    "Unpack",
    "deprecated",
    "final",
    "overload",
    "override",
    "runtime_checkable",
];

/// The word of that spelling.
pub(super) fn word(name: &str) -> Option<&'static str> {
    WORDS.binary_search(&name).ok().and_then(|at| WORDS.get(at).copied())
}

const VOCABULARY_MODULES: &[&str] =
    &["__future__", "_typeshed", "abc", "collections.abc", "stopple", "typing", "typing_extensions"];

/// Whether a module of that name gives words of the type language or notes.
pub(super) fn is_vocabulary_module(module: &str) -> bool {
    VOCABULARY_MODULES.contains(&module)
}

/// What is looked for. A method called `list` must not hide the type of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Type,
    Anything,
}

impl Loader {
    /// What `name` means at `place`: scopes from inside outward, then builtins, then words.
    pub(super) fn lookup(&self, place: Place, name: &str, want: Want, depth: u32) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        let stub = self.stubs.get(place.stub)?;
        let mut at = Some(place.scope);
        while let Some(id) = at {
            let scope = stub.scope(id)?;
            if scope.kind != ScopeKind::Module {
                let params = stub.type_params(stopple_syntax::hir::ScopeId(id));
                if params.iter().any(|param| **param == *name) {
                    return Some(Target::Variable(name.into()));
                }
            }
            if scope.kind == ScopeKind::Class {
                let found = self
                    .classes
                    .get(&Place { stub: place.stub, scope: id })
                    .and_then(|class| self.names(*class))
                    .and_then(|names| self.binding(names, name, want, depth));
                if found.is_some() {
                    return found;
                }
            }
            at = scope.parent.map(|parent| parent.0);
        }
        self.modules
            .get(&stub.module)
            .and_then(|module| self.names(*module))
            .and_then(|names| self.binding(names, name, want, depth))
            .or_else(|| self.lookup_in_module("builtins", name, depth + 1))
            .or_else(|| word(name).map(Target::Word))
    }

    fn names(&self, id: ItemId) -> Option<&Names> {
        match &self.draft(id)?.kind {
            DraftKind::Module { names, .. } | DraftKind::Class { names, .. } => Some(names),
            _ => None,
        }
    }

    fn binding(&self, names: &Names, name: &str, want: Want, depth: u32) -> Option<Target> {
        let known = names.get(name)?;
        if let (Want::Type, Binding::Item(id)) = (want, &known.binding) {
            let is_type = self
                .draft(*id)
                .is_none_or(|draft| matches!(draft.kind, DraftKind::Class { .. } | DraftKind::Module { .. }));
            if !is_type {
                return None;
            }
        }
        self.target_of(&known.binding, name, depth + 1)
    }

    /// What a binding means in the end.
    pub(super) fn target_of(&self, binding: &Binding, name: &str, depth: u32) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        match binding {
            Binding::Item(id) => Some(Target::Item(*id)),
            Binding::Import { module, name: Some(name), .. } => self.lookup_in_module(module, name, depth + 1),
            Binding::Import { module, name: None, .. } => self.module_target(module),
            Binding::TypeVariable => Some(Target::Variable(name.into())),
            Binding::Expr(place, expr) => {
                // `name = name` inside a class means the outer name: the walk outward is bounded by `depth`.
                self.reference(*place, *expr, Want::Anything, depth + 1).or(Some(Target::Type(*place, *expr)))
            }
        }
    }

    fn module_target(&self, module: &str) -> Option<Target> {
        if let Some(id) = self.modules.get(module) {
            return Some(Target::Item(*id));
        }
        let known = self.catalog.module(module).map(Target::Item);
        known.or_else(|| VOCABULARY_MODULES.iter().find(|known| **known == module).map(|known| Target::Words(known)))
    }

    /// The member of a module by the dotted name of the module; its submodules are members too.
    pub(super) fn lookup_in_module(&self, module: &str, name: &str, depth: u32) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        let declared = self.modules.get(module).and_then(|id| self.names(*id)?.get(name));
        declared
            .and_then(|known| self.target_of(&known.binding, name, depth + 1))
            .or_else(|| {
                let id = self.catalog.module(module)?;
                self.catalog.member(id, name).map(Target::Item)
            })
            .or_else(|| {
                let submodule = format!("{module}.{name}");
                self.module_target(&submodule)
            })
            .or_else(|| if is_vocabulary_module(module) { word(name).map(Target::Word) } else { None })
    }

    /// The member of what was found.
    pub(super) fn member_of(&self, target: &Target, name: &str, depth: u32) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        match target {
            Target::Words(module) => {
                word(name).map(Target::Word).or_else(|| self.lookup_in_module(module, name, depth + 1))
            }
            Target::Item(id) => match self.draft(*id).map(|draft| &draft.kind) {
                Some(DraftKind::Module { .. }) => {
                    let module = self.catalog.items.get(id.0 as usize)?.path.clone();
                    let typing = is_vocabulary_module(&module).then(|| word(name).map(Target::Word)).flatten();
                    typing.or_else(|| self.lookup_in_module(&module, name, depth + 1))
                }
                Some(DraftKind::Class { names, .. }) => names
                    .get(name)
                    .and_then(|known| self.target_of(&known.binding, name, depth + 1))
                    .or_else(|| self.inherited(*id, name, depth + 1)),
                Some(_) => None,
                None => {
                    let vocabulary = is_vocabulary_module(&self.catalog.items.get(id.0 as usize)?.path);
                    let typing = vocabulary.then(|| word(name).map(Target::Word)).flatten();
                    typing.or_else(|| self.catalog.member(*id, name).map(Target::Item))
                }
            },
            _ => None,
        }
    }

    fn inherited(&self, class: ItemId, name: &str, depth: u32) -> Option<Target> {
        self.base_targets(class, depth)
            .iter()
            .filter(|base| !matches!(base, Target::Item(id) if *id == class))
            .find_map(|base| self.member_of(base, name, depth + 1))
    }

    /// What the bases of a class are, arguments of types left away.
    fn base_targets(&self, class: ItemId, depth: u32) -> Vec<Target> {
        let Some(draft) = self.draft(class) else { return Vec::new() };
        let DraftKind::Class { scope, .. } = &draft.kind else { return Vec::new() };
        let Some(stub) = self.stubs.get(draft.place.stub) else { return Vec::new() };
        let Some(bases) = stub.scope(scope.0).map(|scope| scope.bases) else { return Vec::new() };
        let mut found = Vec::new();
        for argument in stub.arguments(bases) {
            let stopple_syntax::hir::Argument::Positional(expr) = *argument else { continue };
            let expr = match stub.expr(expr) {
                Expr::Subscript { base, .. } => base,
                _ => expr,
            };
            found.extend(self.reference(draft.place, expr, Want::Type, depth + 1));
        }
        found
    }

    /// What a name or a dotted name means.
    pub(super) fn reference(&self, place: Place, expr: ExprId, want: Want, depth: u32) -> Option<Target> {
        if depth > DEPTH {
            return None;
        }
        let stub = self.stubs.get(place.stub)?;
        match stub.expr(expr) {
            Expr::Var(_) => self.lookup(place, stub.text_of(expr), want, depth + 1),
            Expr::Attribute { base, name, .. } => {
                let base = self.reference(place, base, want, depth + 1)?;
                self.member_of(&base, stub.name(name), depth + 1)
            }
            _ => None,
        }
    }

    /// Whether an item is, or will be, a class.
    pub(super) fn is_class(&self, id: ItemId) -> bool {
        match self.draft(id) {
            Some(draft) => matches!(draft.kind, DraftKind::Class { .. }),
            None => self.catalog.items.get(id.0 as usize).is_some_and(|item| matches!(item.kind, ItemKind::Class(_))),
        }
    }

    /// Reports each import that leads nowhere.
    pub(super) fn check_imports(&mut self) {
        let mut lost = Vec::new();
        let modules: Vec<ItemId> = self.modules.values().copied().collect();
        for id in modules {
            let Some(names) = self.names(id) else { continue };
            for (bound, known) in names {
                let Binding::Import { module, name, stub, span } = &known.binding else { continue };
                if self.target_of(&known.binding, bound, 0).is_some() {
                    continue;
                }
                let message = match name {
                    Some(name) if self.module_target(module).is_some() => {
                        format!("the stub of `{module}` has no `{name}`: declare it there, or remove this import")
                    }
                    _ => format!("there is no stub of the module `{module}`: write one, or remove this import"),
                };
                lost.push((*stub, *span, message));
            }
        }
        for (stub, span, message) in lost {
            self.problem(stub, span, message);
        }
    }
}
