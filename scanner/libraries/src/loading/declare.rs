//! The first step: every name of a stub gets a place, and every declaration an item that is filled later.

use super::lookup::{is_vocabulary_module, word};
use super::stub::Stub;
use super::{DEPTH, Loader, Place};
use crate::model::{ItemId, ItemKind};
use crate::name::Name as Text;
use std::collections::BTreeMap;
use std::rc::Rc;
use stopple_source::{LineIndex, Span};
use stopple_syntax::hir::{Alias, Expr, ExprId, Run, ScopeId, Stmt, Variable};

/// The names of a module or class.
pub(super) type Names = BTreeMap<Text, Name>;

/// What a name in a module or class stands for.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Whether others see it. `from x import y` without `as` is for the stub's own use.
    pub public: bool,
    pub binding: Binding,
}

#[derive(Debug, Clone)]
pub(super) enum Binding {
    Item(ItemId),
    /// Something of another module, or that module.
    Import {
        module: String,
        name: Option<Text>,
        stub: usize,
        span: Span,
    },
    /// `A = B`, or the alias of a type.
    Expr(Place, ExprId),
    /// `T = TypeVar("T")`
    TypeVariable,
}

/// What an item will be.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where its annotations are evaluated.
    pub place: Place,
    pub kind: DraftKind,
}

#[derive(Debug)]
pub(super) enum DraftKind {
    Module {
        names: Names,
        stars: Vec<String>,
    },
    Class {
        scope: ScopeId,
        names: Names,
    },
    /// The overloads of a function, in order.
    Function(Vec<ScopeId>),
    /// The getter of a property, and its setters.
    Property(ScopeId, Vec<ScopeId>),
    Attribute(ExprId),
}

/// A body that is being declared.
struct Body<'a> {
    stub: &'a Rc<Stub>,
    place: Place,
    /// The dotted path of the module or class.
    path: String,
    in_class: bool,
    /// Inside `if` or `try`: several declarations of a name are alternatives.
    conditional: bool,
    names: Names,
    stars: Vec<String>,
}

impl Loader {
    /// Reads a stub and declares what it holds.
    pub(super) fn add(&mut self, path: &str, module: String, is_package: bool, text: &str) {
        let reading = stopple_syntax::read(text);
        let index = self.stubs.len();
        let stub = Rc::new(Stub {
            path: path.to_owned(),
            module: module.clone(),
            is_package,
            text: text.to_owned(),
            lines: LineIndex::new(text),
            file: reading.file,
        });
        self.stubs.push(Rc::clone(&stub));
        for problem in reading.problems {
            self.problem(index, problem.span, problem.message);
        }
        if self.modules.contains_key(&module) {
            self.problem(index, Span::default(), format!("there is another stub of the module `{module}`: join them"));
            return;
        }
        let place = Place { stub: index, scope: 0 };
        let id = self.new_item(
            module.clone(),
            Draft { place, kind: DraftKind::Module { names: Names::new(), stars: Vec::new() } },
        );
        self.modules.insert(module.clone(), id);
        let mut body = Body {
            stub: &stub,
            place,
            path: module,
            in_class: false,
            conditional: false,
            names: Names::new(),
            stars: Vec::new(),
        };
        if let Some(scope) = stub.scope(0) {
            self.declare_block(&mut body, scope.body, 0);
        }
        let (declared, from) = (body.names, body.stars);
        if let Some(Draft { kind: DraftKind::Module { names, stars }, .. }) = self.draft_mut(id) {
            *names = declared;
            *stars = from;
        }
    }

    fn declare_block(&mut self, body: &mut Body<'_>, run: Run, depth: u32) {
        if depth > DEPTH {
            return;
        }
        let stub = Rc::clone(body.stub);
        for (statement, span) in stub.statements(run) {
            match statement {
                Stmt::Function { scope, .. } => self.declare_function(body, scope),
                Stmt::Class { scope, .. } => self.declare_class(body, scope, depth),
                Stmt::Annotated { target, annotation, value } => {
                    self.declare_annotated(body, target, annotation, value);
                }
                Stmt::Assign { targets, value } => {
                    for target in stub.exprs(targets) {
                        self.declare_alias(body, *target, value);
                    }
                }
                Stmt::TypeAlias { target, value } => self.declare_alias(body, target, value),
                Stmt::Import { names } => {
                    for alias in aliases(&stub, names) {
                        declare_import(body, alias);
                    }
                }
                Stmt::ImportFrom { level, module, names } => {
                    let module = module.map_or("", |name| stub.name(name));
                    let Some(module) = absolute(&stub, level, module) else {
                        self.problem(body.place.stub, span, "this import leaves the stub folder");
                        continue;
                    };
                    for alias in aliases(&stub, names) {
                        declare_import_from(body, &module, alias);
                    }
                }
                Stmt::If { then, otherwise, .. } => {
                    let outer = std::mem::replace(&mut body.conditional, true);
                    self.declare_block(body, then, depth + 1);
                    self.declare_block(body, otherwise, depth + 1);
                    body.conditional = outer;
                }
                Stmt::Expr(_) | Stmt::Pass => {}
                _ => self.problem(body.place.stub, span, "a stub holds declarations only: remove this statement"),
            }
        }
    }

    fn declare_function(&mut self, body: &mut Body<'_>, scope: ScopeId) {
        let Some(function) = body.stub.scope(scope.0) else { return };
        let name: Text = body.stub.name(function.name).into();
        let span = function.name_span;
        let place = Place { stub: body.place.stub, scope: scope.0 };
        let words = self.decorator_words(place, scope);
        let is_property = body.in_class && words.iter().any(|word| word == "property" || word == "cached_property");
        let is_setter = words.iter().any(|word| word == "setter" || word == "deleter");
        if let Some(Binding::Item(id)) = body.names.get(&name).map(|known| known.binding.clone()) {
            match self.draft_mut(id).map(|draft| &mut draft.kind) {
                Some(DraftKind::Property(_, setters)) if is_setter => setters.push(scope),
                Some(DraftKind::Function(overloads)) if !is_property => overloads.push(scope),
                _ => self.twice(body, &name, span),
            }
            return;
        }
        let kind = if is_property { DraftKind::Property(scope, Vec::new()) } else { DraftKind::Function(vec![scope]) };
        let id = self.new_item(format!("{}.{name}", body.path), Draft { place, kind });
        body.names.insert(name, Name { public: true, binding: Binding::Item(id) });
    }

    fn declare_class(&mut self, body: &mut Body<'_>, scope: ScopeId, depth: u32) {
        let stub = Rc::clone(body.stub);
        let Some(class) = stub.scope(scope.0) else { return };
        let name: Text = stub.name(class.name).into();
        if body.names.contains_key(&name) {
            self.twice(body, &name, class.name_span);
            return;
        }
        let place = Place { stub: body.place.stub, scope: scope.0 };
        let path = format!("{}.{name}", body.path);
        let id = self.new_item(path.clone(), Draft { place, kind: DraftKind::Class { scope, names: Names::new() } });
        self.classes.insert(place, id);
        body.names.insert(name, Name { public: true, binding: Binding::Item(id) });
        let mut inner = Body {
            stub: &stub,
            place,
            path,
            in_class: true,
            conditional: false,
            names: Names::new(),
            stars: Vec::new(),
        };
        self.declare_block(&mut inner, class.body, depth + 1);
        let declared = inner.names;
        if let Some(Draft { kind: DraftKind::Class { names, .. }, .. }) = self.draft_mut(id) {
            *names = declared;
        }
    }

    fn declare_annotated(&mut self, body: &mut Body<'_>, target: ExprId, annotation: ExprId, value: Option<ExprId>) {
        let stub = Rc::clone(body.stub);
        let Expr::Var(_) = stub.expr(target) else {
            self.problem(body.place.stub, stub.span(target), "write `name: type`");
            return;
        };
        let name: Text = stub.text_of(target).into();
        let is_alias = stub.text_of(annotation).ends_with("TypeAlias");
        if let Some(value) = value.filter(|_| is_alias) {
            self.declare_alias(body, target, value);
            return;
        }
        if body.names.contains_key(&name) {
            self.twice(body, &name, stub.span(target));
            return;
        }
        let id = self.new_item(
            format!("{}.{name}", body.path),
            Draft { place: body.place, kind: DraftKind::Attribute(annotation) },
        );
        body.names.insert(name, Name { public: true, binding: Binding::Item(id) });
    }

    fn declare_alias(&mut self, body: &mut Body<'_>, target: ExprId, value: ExprId) {
        let stub = Rc::clone(body.stub);
        let Expr::Var(_) = stub.expr(target) else {
            self.problem(body.place.stub, stub.span(target), "write `name = other_name`, or `name: type`");
            return;
        };
        let name: Text = stub.text_of(target).into();
        if matches!(&*name, "__all__" | "__slots__" | "__match_args__") {
            return;
        }
        let binding = match stub.expr(value) {
            Expr::Call { callee, .. } if stub.text_of(callee).ends_with("TypeVar") => Binding::TypeVariable,
            Expr::Call { callee, .. } if stub.text_of(callee).ends_with("ParamSpec") => Binding::TypeVariable,
            Expr::Var(_) | Expr::Attribute { .. } | Expr::Subscript { .. } | Expr::Binary { .. } => {
                Binding::Expr(body.place, value)
            }
            _ => {
                let message = "a stub gives types, not values: write `name: type`, or `name = other_name` for an alias";
                self.problem(body.place.stub, stub.span(value), message);
                return;
            }
        };
        if body.names.contains_key(&name) {
            self.twice(body, &name, stub.span(target));
            return;
        }
        body.names.insert(name, Name { public: true, binding });
    }

    fn twice(&mut self, body: &Body<'_>, name: &str, span: Span) {
        if !body.conditional {
            self.problem(body.place.stub, span, format!("`{name}` is declared twice here: keep one"));
        }
    }

    /// Makes the packages that have no stub of their own, and puts each submodule into its package.
    pub(super) fn link_packages(&mut self) {
        let mut names: Vec<String> = self.modules.keys().cloned().collect();
        while let Some(name) = names.pop() {
            let Some((parent, child)) = name.rsplit_once('.') else { continue };
            let Some(id) = self.modules.get(&name).copied() else { continue };
            let child: Text = child.into();
            if !self.modules.contains_key(parent) {
                if let Some(known) = self.catalog.module(parent) {
                    self.adopted.push((known, child, id));
                    continue;
                }
                let draft = Draft {
                    place: Place { stub: usize::MAX, scope: 0 },
                    kind: DraftKind::Module { names: Names::new(), stars: Vec::new() },
                };
                let made = self.new_item(parent.to_owned(), draft);
                self.modules.insert(parent.to_owned(), made);
                names.push(parent.to_owned());
            }
            let Some(parent) = self.modules.get(parent).copied() else { continue };
            if let Some(Draft { kind: DraftKind::Module { names, .. }, .. }) = self.draft_mut(parent) {
                let hidden = names.get(&child).is_none_or(|known| !known.public);
                if hidden {
                    names.insert(child, Name { public: true, binding: Binding::Item(id) });
                }
            }
        }
    }

    /// Copies what star imports bring, until nothing new comes.
    pub(super) fn spread_stars(&mut self) {
        let modules: Vec<ItemId> = self.modules.values().copied().collect();
        for _ in 0..DEPTH {
            let mut changed = false;
            for id in &modules {
                let Some(Draft { kind: DraftKind::Module { stars, .. }, place }) = self.draft(*id) else { continue };
                let (stars, stub) = (stars.clone(), place.stub);
                for module in stars {
                    for name in self.public_names(&module) {
                        let binding = Binding::Import {
                            module: module.clone(),
                            name: Some(name.clone()),
                            stub,
                            span: Span::default(),
                        };
                        if let Some(Draft { kind: DraftKind::Module { names, .. }, .. }) = self.draft_mut(*id) {
                            names.entry(name).or_insert_with(|| {
                                changed = true;
                                Name { public: true, binding }
                            });
                        }
                    }
                }
            }
            if !changed {
                break;
            }
        }
    }

    fn public_names(&self, module: &str) -> Vec<Text> {
        if let Some(id) = self.modules.get(module) {
            return match self.draft(*id).map(|draft| &draft.kind) {
                Some(DraftKind::Module { names, .. }) => names
                    .iter()
                    .filter(|(name, known)| known.public && !name.starts_with('_'))
                    .map(|(name, _)| name.clone())
                    .collect(),
                _ => Vec::new(),
            };
        }
        match self.catalog.module(module).map(|id| &self.catalog.item(id).kind) {
            Some(ItemKind::Module(members)) => {
                members.iter().map(|(name, _)| name.clone()).filter(|name| !name.starts_with('_')).collect()
            }
            _ => Vec::new(),
        }
    }
}

fn aliases(stub: &Stub, run: Run) -> Vec<Alias> {
    let start = run.start as usize;
    stub.file.aliases.get(start..start.saturating_add(run.len as usize)).unwrap_or(&[]).to_vec()
}

/// What an alias binds: the name after `as`, or the first part of a dotted name.
fn bound_name(stub: &Stub, alias: Alias) -> Text {
    if let (true, Variable::Global(name)) = (alias.has_as, alias.target) {
        return stub.name(name).into();
    }
    if alias.has_as {
        return stub.slice(alias.span).rsplit(char::is_whitespace).next().unwrap_or("").into();
    }
    stub.name(alias.name).split('.').next().unwrap_or("").into()
}

fn declare_import(body: &mut Body<'_>, alias: Alias) {
    let dotted = body.stub.name(alias.name);
    let name = bound_name(body.stub, alias);
    let module = if alias.has_as { dotted } else { &*name }.to_owned();
    let binding = Binding::Import { module, name: None, stub: body.place.stub, span: alias.span };
    body.names.entry(name).or_insert(Name { public: alias.has_as, binding });
}

fn declare_import_from(body: &mut Body<'_>, module: &str, alias: Alias) {
    let imported: Text = body.stub.name(alias.name).into();
    if is_vocabulary_module(module) && (module == "stopple" || module == "__future__" || word(&imported).is_some()) {
        return;
    }
    if &*imported == "*" {
        body.stars.push(module.to_owned());
        return;
    }
    let name = bound_name(body.stub, alias);
    let binding =
        Binding::Import { module: module.to_owned(), name: Some(imported), stub: body.place.stub, span: alias.span };
    body.names.entry(name).or_insert(Name { public: alias.has_as, binding });
}

/// The absolute name of the module in `from ..module import`, as Python counts the dots.
fn absolute(stub: &Stub, level: u32, module: &str) -> Option<String> {
    if level == 0 {
        return Some(module.to_owned());
    }
    let mut parts: Vec<&str> = stub.module.split('.').collect();
    let up = if stub.is_package { level - 1 } else { level };
    for _ in 0..up {
        parts.pop()?;
    }
    if !module.is_empty() {
        parts.push(module);
    }
    (!parts.is_empty()).then(|| parts.join("."))
}
