//! Functions: decorators, parameters, overloads, and what is carried when nothing is said.

use super::note::is_note;
use super::types::union;
use super::{Loader, Place};
use crate::model::{Binding, Function, Note, Param, ParamKind, Type, Typed};
use stopple_source::Span;
use stopple_syntax::hir::{self, Expr, ScopeId};

/// Decorators that say nothing of interest here.
const PLAIN_DECORATORS: &[&str] = &[
    "abstractmethod",
    "cached_property",
    "classmethod",
    "deleter",
    "deprecated",
    "final",
    "getter",
    "overload",
    "override",
    "property",
    "runtime_checkable",
    "setter",
    "staticmethod",
    "type_check_only",
];

impl Loader {
    /// The last words of the decorators of a function or class.
    pub(super) fn decorator_words(&mut self, place: Place, scope: ScopeId) -> Vec<String> {
        let Some(stub) = self.stub(place.stub) else { return Vec::new() };
        let Some(decorated) = stub.scope(scope.0) else { return Vec::new() };
        let mut words = Vec::new();
        for decorator in stub.exprs(decorated.decorators) {
            let named = match stub.expr(*decorator) {
                Expr::Call { callee, .. } => callee,
                _ => *decorator,
            };
            let word = stub.text_of(named).rsplit('.').next().unwrap_or("").trim().to_owned();
            if !PLAIN_DECORATORS.contains(&word.as_str()) && !is_note(&word) {
                let message = format!("a stub has no use for the decorator `{word}`: write the type that it makes");
                self.problem(place.stub, stub.span(*decorator), message);
            }
            words.push(word);
        }
        words
    }

    /// The notes that stand as decorators (`@Fact("state-change")`): they are notes on the result.
    fn decorator_notes(&mut self, place: Place, scope: ScopeId) -> Vec<Note> {
        let Some(stub) = self.stub(place.stub) else { return Vec::new() };
        let Some(decorated) = stub.scope(scope.0) else { return Vec::new() };
        let mut notes = Vec::new();
        for decorator in stub.exprs(decorated.decorators) {
            if let Expr::Call { callee, .. } = stub.expr(*decorator)
                && is_note(stub.text_of(callee).rsplit('.').next().unwrap_or(""))
            {
                notes.extend(self.note(place, *decorator));
            }
        }
        notes
    }

    /// A function out of its overloads: the parameters of all, the results of all, each note once.
    pub(super) fn function(&mut self, stub: usize, scopes: &[ScopeId], in_class: bool) -> Option<Function> {
        let mut whole: Option<Function> = None;
        let mut name = String::new();
        for scope in scopes {
            let (one, own_name) = self.overload(Place { stub, scope: scope.0 }, *scope, in_class)?;
            name = own_name;
            whole = Some(match whole {
                None => one,
                Some(first) => merge(first, one),
            });
        }
        let mut function = whole?;
        function.carries_all =
            carries_all(&self.catalog, &function, in_class && (name == "__init__" || name == "__new__"));
        Some(function)
    }

    fn overload(&mut self, place: Place, id: ScopeId, in_class: bool) -> Option<(Function, String)> {
        let stub = self.stub(place.stub)?;
        let scope = stub.scope(id.0)?;
        let words = self.decorator_words(place, id);
        let binding = if words.iter().any(|word| word == "staticmethod") {
            Binding::Static
        } else if words.iter().any(|word| word == "classmethod") {
            Binding::Class
        } else {
            Binding::Plain
        };
        let mut params = Vec::new();
        for (at, param) in scope.params.iter().enumerate() {
            let mut typed = match param.annotation {
                Some(annotation) => self.typed(place, annotation),
                None => Typed::default(),
            };
            let is_receiver = in_class && at == 0 && binding != Binding::Static;
            if is_receiver && typed.kind == Type::Unknown {
                typed.kind = Type::Receiver;
            }
            params.push(Param {
                name: stub.name(param.name).into(),
                kind: kind(param.kind),
                has_default: param.default.is_some(),
                typed,
            });
        }
        let mut returns = match scope.returns {
            Some(annotation) => self.typed(place, annotation),
            None => Typed::default(),
        };
        for note in self.decorator_notes(place, id) {
            if !returns.notes.contains(&note) {
                returns.notes.push(note);
            }
        }
        self.check_targets(place.stub, scope.name_span, &params, in_class);
        let name = stub.name(scope.name).to_owned();
        Some((Function { params, returns, binding, is_async: scope.is_async, carries_all: false }, name))
    }

    /// Reports `Carries` and `Calls` that name no parameter.
    fn check_targets(&mut self, stub: usize, span: Span, params: &[Param], in_class: bool) {
        for param in params {
            for note in &param.typed.notes {
                let targets: Vec<&str> = match note {
                    Note::Carries(target) => vec![target],
                    Note::Calls(targets) => targets.iter().map(|target| &**target).collect(),
                    _ => continue,
                };
                for target in targets {
                    let name = target.strip_suffix("[]").unwrap_or(target);
                    let known = params.iter().any(|param| *param.name == *name)
                        || (matches!(note, Note::Carries(_)) && name == "return")
                        || (in_class && name == "self");
                    if !known {
                        self.problem(
                            stub,
                            span,
                            format!("there is no parameter `{name}`, which a note on `{}` names", param.name),
                        );
                    }
                }
            }
        }
    }
}

fn kind(kind: hir::ParamKind) -> ParamKind {
    match kind {
        hir::ParamKind::PositionalOnly => ParamKind::PositionalOnly,
        hir::ParamKind::Normal => ParamKind::Normal,
        hir::ParamKind::VarPositional => ParamKind::VarPositional,
        hir::ParamKind::KeywordOnly => ParamKind::KeywordOnly,
        hir::ParamKind::VarKeyword => ParamKind::VarKeyword,
    }
}

fn merge(mut first: Function, later: Function) -> Function {
    for param in later.params {
        match first.params.iter_mut().find(|known| known.name == param.name) {
            Some(known) => {
                known.has_default |= param.has_default;
                known.typed = join(std::mem::take(&mut known.typed), param.typed);
            }
            None => {
                let last = first.params.iter().position(|known| known.kind == ParamKind::VarKeyword);
                let at = last.unwrap_or(first.params.len());
                first.params.insert(at, Param { has_default: true, ..param });
            }
        }
    }
    first.returns = join(first.returns, later.returns);
    first
}

/// Both types, and the notes of both.
pub(super) fn join(mut left: Typed, right: Typed) -> Typed {
    for note in right.notes {
        if !left.notes.contains(&note) {
            left.notes.push(note);
        }
    }
    Typed { kind: union([left.kind, right.kind]), notes: left.notes }
}

/// The rule for functions that do not say what they carry; see [`Function::carries_all`]. A constructor gives its object.
fn carries_all(catalog: &crate::model::Catalog, function: &Function, is_constructor: bool) -> bool {
    let said = |typed: &Typed| typed.notes.iter().any(|note| matches!(note, Note::Carries(_)));
    if function.params.iter().any(|param| said(&param.typed)) || function.returns.notes.contains(&Note::Inert) {
        return false;
    }
    is_constructor || !holds_nothing(catalog, &function.returns.kind)
}

/// Whether a value of that type is too small to hold anybody's text.
fn holds_nothing(catalog: &crate::model::Catalog, kind: &Type) -> bool {
    match kind {
        Type::None | Type::Never | Type::Literal(_) => true,
        Type::Instance(id, _) => catalog.items.get(id.0 as usize).is_some_and(|item| {
            matches!(&*item.path, "builtins.int" | "builtins.float" | "builtins.complex" | "builtins.bool")
        }),
        Type::Union(kinds) => kinds.iter().all(|kind| holds_nothing(catalog, kind)),
        _ => false,
    }
}
