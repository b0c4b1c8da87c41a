//! The compiled form of the stubs: modules, classes, functions, and the notes on their parts.

use crate::concept::Concepts;
use crate::name::Name;
use serde::{Deserialize, Serialize};

/// Index into [`Catalog::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId(pub u32);

/// All that is known of libraries.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Catalog {
    /// Everything that has a name.
    pub items: Vec<Item>,
    /// Dotted module name to its item, sorted by name.
    pub modules: Vec<(Name, ItemId)>,
}

/// A named thing of a library.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Item {
    /// Full dotted name, e.g. `flask.wrappers.Request.args`.
    pub path: Name,
    /// What it is.
    pub kind: ItemKind,
}

/// What a named thing is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum ItemKind {
    /// A module; members sorted by name.
    Module(Vec<(Name, ItemId)>),
    /// A class.
    Class(Class),
    /// A function or method.
    Function(Function),
    /// A variable, attribute or property, with its type.
    Value(Typed),
    /// The same thing under another name (`from x import y` in a stub).
    Alias(ItemId),
}

/// A class of a library.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Class {
    /// Base classes that the catalog knows.
    pub bases: Vec<ItemId>,
    /// Members, sorted by name.
    pub members: Vec<(Name, ItemId)>,
    /// Names of its type variables, in order (`class Foo(Generic[T])` or `class Foo[T]`).
    pub type_params: Vec<Name>,
}

/// How a function is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binding {
    /// A function of a module, or a method that takes `self`.
    Plain,
    /// `@staticmethod`
    Static,
    /// `@classmethod`
    Class,
}

/// A function or method of a library.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Function {
    /// Parameters as declared; for a method the first is `self` (or `cls`).
    pub params: Vec<Param>,
    /// What it gives.
    pub returns: Typed,
    /// How it is reached.
    pub binding: Binding,
    /// `async def`: the call gives something to be awaited.
    pub is_async: bool,
    /// Whether data of the arguments is in the result although no parameter says so: true if no parameter has a
    /// `Carries`, the result is not `Inert()`, and it is neither a number, a boolean nor `None`.
    pub carries_all: bool,
}

/// How a parameter takes its argument; the same words as Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By place or by name.
    Normal,
    /// `*args`.
    VarPositional,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    VarKeyword,
}

/// A parameter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// How it is passed.
    pub kind: ParamKind,
    /// Whether it may be left out.
    pub has_default: bool,
    /// Its type.
    pub typed: Typed,
}

/// A type with the notes on it.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Typed {
    /// The type.
    pub kind: Type,
    /// The notes of `Annotated`.
    pub notes: Vec<Note>,
}

/// As much of a type as the analysis has use for.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Type {
    /// Not said, `Any`, `object`, or something that the catalog does not know.
    #[default]
    Unknown,
    /// `None`
    None,
    /// `NoReturn` or `Never`: the call does not come back.
    Never,
    /// An instance, with its type arguments. `str`, `bytes`, `int`, `bool`, `float`, `list`, `dict`, `set`,
    /// `tuple[T, ...]` are instances of the classes of the module `builtins`.
    Instance(ItemId, Vec<Type>),
    /// The class itself: `type[X]`.
    ClassObject(ItemId),
    /// The class that a type variable stands for: `type[T]`.
    ClassOf(Name),
    /// An instance of a class of the program that is analysed, by its number there. No stub says this: it is what a type
    /// variable stands for in a call.
    Outer(u64),
    /// A function or module item by reference.
    Item(ItemId),
    /// One of them. `X | None` keeps `None` in the list.
    Union(Vec<Type>),
    /// `tuple[A, B]`.
    Tuple(Vec<Type>),
    /// `Self`.
    Receiver,
    /// Something that is called and then gives this.
    Callable(Box<Typed>),
    /// A type variable of the class at hand, by index; or, in a function, `T` means "the type of the argument that has the same `T`".
    Variable(Name),
    /// A literal constant, e.g. `Literal["x"]`, as written in Python.
    Literal(Name),
}

/// A fact about a type's use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Note {
    /// `Source("kind")`: what is read here comes from there.
    Source(u16),
    /// `Sink("concept", ...)`: an argument here is used so.
    Sink(Concepts),
    /// `Carries("return")` (the default), `Carries("self")` or `Carries("other_parameter")`: data of this argument goes there.
    Carries(Name),
    /// `Clears("concept", ...)`: what comes out here is harmless for these concepts. `"*"` for all.
    Clears(Concepts),
    /// `Clears("concept", ..., when="escape=True")`: the same, where this argument (or the one by which the object was
    /// made) is surely so. `unless="quote=False"`: the same, but where it is surely so.
    ClearsIf(Concepts, Switch),
    /// `Inert()`: nothing of the arguments is in the result.
    Inert,
    /// `Guards("concept", ..., when=True)`: when the result is truthy (or falsy, `when=False`), or when the call comes
    /// back at all (`when=None`), this argument is harmless for these concepts.
    Guards(Concepts, Option<bool>),
    /// `Registers("kind")`: the callable that is passed here (or, on a result, the callable that the result is applied to
    /// as a decorator) is called by the framework. Kinds: `route`, `hook`, `error-handler`, `template-filter`,
    /// `template-global`, `class-view`, `resource`, `command`, `callback`, `user-loader`, `background`, `receiver` (it is given
    /// what the signal of the method is sent), `websocket` (it is given a message), `resolver` (it is given the arguments of a
    /// GraphQL field), `resolver-method` (so is a method that overrides this one), `request-loader` (it is given the request), `address-values` (it is given the parameters of the address), `blueprint` (its routes),
    /// `session-interface` (an object that opens the session of each request).
    Registers(Name),
    /// `Calls("parameter", ...)`: the callable that is passed here is called with the data of these parameters (their elements
    /// if written `"parameter[]"`), and what it returns is in the result.
    Calls(Vec<Name>),
    /// `Fact("name")`: each call (on a result), or each assignment (on an attribute), is reported to the rules with its arguments.
    Fact(Name),
    /// `Decorates("word")`: on a result or a function: a route decorated with this is guarded so. Words: `login`, `role`, `csrf-exempt`, `csrf`, `rate-limit`, `cors`, `parses-input`, `headers`.
    Decorates(Name),
    /// `Restores("concept", ...)`: what comes out here is as it was before the last call that made it harmless for any of
    /// these concepts (`unquote`, `unescape`, `b64decode`).
    Restores(Concepts),
}

/// What a boolean argument has to be, or must not be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Switch {
    /// The parameter.
    pub parameter: Name,
    /// The constant that is looked for.
    pub constant: bool,
    /// Whether the note holds where the argument is that constant, or everywhere else.
    pub holds: bool,
}

impl Catalog {
    /// The item of an id.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// Follows aliases.
    pub fn resolve(&self, mut id: ItemId) -> ItemId {
        for _ in 0..32 {
            match &self.item(id).kind {
                ItemKind::Alias(target) => id = *target,
                _ => break,
            }
        }
        id
    }

    /// The module of a dotted name.
    pub fn module(&self, name: &str) -> Option<ItemId> {
        self.modules.binary_search_by(|(known, _)| (**known).cmp(name)).ok().map(|at| self.modules[at].1)
    }

    /// The member of a module or class (its bases included), aliases followed.
    pub fn member(&self, id: ItemId, name: &str) -> Option<ItemId> {
        self.member_at(id, name, 0)
    }

    fn member_at(&self, id: ItemId, name: &str, depth: u32) -> Option<ItemId> {
        if depth > 16 {
            return None;
        }
        let id = self.resolve(id);
        match &self.item(id).kind {
            ItemKind::Module(members) => find(members, name).map(|found| self.resolve(found)),
            ItemKind::Class(class) => find(&class.members, name)
                .map(|found| self.resolve(found))
                .or_else(|| class.bases.iter().find_map(|base| self.member_at(*base, name, depth + 1))),
            _ => None,
        }
    }

    /// The item of a full dotted path, e.g. `builtins.str` or `flask.Flask.route`.
    pub fn find(&self, path: &str) -> Option<ItemId> {
        let mut end = path.len();
        loop {
            if let Some(module) = self.module(&path[..end]) {
                let mut at = module;
                for part in path[end..].split('.').filter(|part| !part.is_empty()) {
                    at = self.member(at, part)?;
                }
                return Some(at);
            }
            end = path[..end].rfind('.')?;
        }
    }

    /// The names of the functions and methods that register something of this kind by an argument.
    pub fn registering_by_argument<'c>(&'c self, kind: &'c str) -> impl Iterator<Item = &'c str> {
        self.items.iter().filter_map(move |item| {
            let ItemKind::Function(function) = &item.kind else { return None };
            let registers = |note: &Note| matches!(note, Note::Registers(own) if &**own == kind);
            let yes = function.params.iter().any(|param| param.typed.notes.iter().any(registers));
            yes.then(|| item.path.rsplit('.').next().unwrap_or_default())
        })
    }

    /// Whether class `id` is `ancestor` or inherits from it.
    pub fn is_subclass(&self, id: ItemId, ancestor: ItemId) -> bool {
        self.is_subclass_at(id, ancestor, 0)
    }

    fn is_subclass_at(&self, id: ItemId, ancestor: ItemId, depth: u32) -> bool {
        let id = self.resolve(id);
        if id == self.resolve(ancestor) {
            return true;
        }
        match &self.item(id).kind {
            ItemKind::Class(class) if depth < 16 => {
                class.bases.iter().any(|base| self.is_subclass_at(*base, ancestor, depth + 1))
            }
            _ => false,
        }
    }
}

fn find(members: &[(Name, ItemId)], name: &str) -> Option<ItemId> {
    members.binary_search_by(|(known, _)| (**known).cmp(name)).ok().map(|at| members[at].1)
}
