//! The settings of an application: from calls on its configuration, and from classes and files of settings.

use crate::Context;
use crate::code::{self, Code};
use crate::naming;
use crate::overlaid::is_overlaid;
use std::collections::BTreeMap;
use stopple_flow::outcome::{Const, Place};
use stopple_program::{FileId, ModuleRef, ScopeRef};
use stopple_syntax::hir::{Argument, Expr, ExprId, ScopeId, ScopeKind, Stmt};

/// A value that a setting gets.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    /// The key, e.g. `SECRET_KEY`.
    pub(crate) key: String,
    /// A constant that it may be.
    pub(crate) value: Const,
    /// Only if the environment does not say otherwise.
    pub(crate) is_fallback: bool,
    /// The value's expression.
    pub(crate) place: Place,
    /// What holds it.
    pub(crate) holder: ScopeRef,
    /// Meant for tests or for a developer's machine.
    pub(crate) is_for_developers: bool,
}

impl Setting {
    pub(crate) fn is(&self, wanted: bool) -> bool {
        self.value == Const::Bool(wanted)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Const::Str(text) => Some(text),
            Const::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }
}

/// All settings whose key is one of these, in order of place.
pub(crate) fn of(context: &Context, keys: &[&str]) -> Vec<Setting> {
    let mut found: BTreeMap<Place, Setting> = BTreeMap::new();
    from_facts(context, keys, &mut found);
    // Then a class need not be called one of settings.
    let reads_objects = context.has_fact(&["config-object"]);
    let read = modules_read(context);
    for file in code::files(context.program) {
        from_classes(context, file, (reads_objects, read.contains(&file.id)), keys, &mut found);
    }
    found.into_values().collect()
}

fn from_facts(context: &Context, keys: &[&str], found: &mut BTreeMap<Place, Setting>) {
    for fact in &context.analysis.facts {
        let file = code::file(context.program, fact.place.file);
        let mut add = |key: &str, value: &Const, place: Place, is_fallback: bool| {
            if !keys.contains(&key) {
                return;
            }
            found.entry(place).or_insert_with(|| Setting {
                key: key.to_owned(),
                value: value.clone(),
                is_fallback,
                place,
                holder: fact.holder,
                is_for_developers: file.is_for_developers(place.span) || is_under_testing(file, place),
            });
        };
        match fact.name {
            "config-set" | "secret-key-set" | "debug-set" => {
                let key = match fact.name {
                    "debug-set" => vec!["DEBUG"],
                    "secret-key-set" if fact.path.ends_with(".secret_key") => vec!["SECRET_KEY"],
                    "config-set" => {
                        fact.argument("key").map(|key| crate::views::strings(&key.view)).unwrap_or_default()
                    }
                    _ => continue,
                };
                let Some(value) = fact.argument("value") else { continue };
                let place = value_place(file, value.place);
                for key in key {
                    // What is now on and now off is not switched here.
                    let is_switch = |constant: &Const| matches!(constant, Const::Bool(_));
                    let constants = value.view.constants.as_deref().unwrap_or_default();
                    for constant in constants.iter().filter(|constant| constants.len() == 1 || !is_switch(constant)) {
                        add(key, constant, place, false);
                    }
                    let expr = expr_at(file, place).filter(|_| value.view.constants.is_none());
                    if let Some((constant, at)) = expr.and_then(|expr| fallback(file, expr)) {
                        add(key, &constant, file.place(file.span(at)), true);
                    } else if let Some((constant, at)) = expr.and_then(|expr| rewritten(file, expr)) {
                        add(key, &constant, file.place(file.span(at)), false);
                    }
                }
            }
            "config-update" => {
                for argument in &fact.arguments {
                    for constant in argument.view.constants.iter().flatten() {
                        add(&argument.name, constant, argument.place, false);
                    }
                    if argument.view.constants.is_none()
                        && let Some(expr) = expr_at(file, argument.place)
                        && let Some((constant, at)) = fallback(file, expr)
                    {
                        add(&argument.name, &constant, file.place(file.span(at)), true);
                    }
                    for (key, view) in &argument.view.entries {
                        for constant in view.constants.iter().flatten() {
                            let place = entry_place(file, argument.place, key)
                                .or_else(|| entry_place(file, given_to(file, argument.place)?, key))
                                .unwrap_or(argument.place);
                            add(key, constant, place, false);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The value's own place where a fact names the whole assignment.
fn value_place(file: Code, place: Place) -> Place {
    let statement = file.stmts().find(|(span, _)| *span == place.span);
    match statement {
        Some((_, Stmt::Assign { value, .. } | Stmt::Annotated { value: Some(value), .. })) => {
            file.place(file.span(value))
        }
        _ => match file.statement_at(place.span) {
            // The target alone.
            Some((_, Stmt::Assign { targets, value }))
                if file.list(targets).iter().any(|target| code::holds(file.span(*target), place.span)) =>
            {
                file.place(file.span(value))
            }
            _ => place,
        },
    }
}

fn expr_at(file: Code, place: Place) -> Option<ExprId> {
    file.exprs().map(|(id, _)| id).find(|id| file.span(*id) == place.span)
}

/// Where the value of a key stands inside a dictionary display, or is a keyword of `dict(...)`.
fn entry_place(file: Code, around: Place, key: &str) -> Option<Place> {
    file.exprs().filter(|(id, _)| code::holds(around.span, file.span(*id))).find_map(|(_, expr)| match expr {
        Expr::Dict { entries } => file
            .entries(entries)
            .iter()
            .find(|entry| entry.key.and_then(|at| file.string(at)) == Some(key))
            .map(|entry| file.place(file.span(entry.value))),
        Expr::Call { arguments, .. } => file.arguments(arguments).iter().find_map(|argument| match argument {
            Argument::Keyword(name, value) if file.name(*name) == key => Some(file.place(file.span(*value))),
            _ => None,
        }),
        _ => None,
    })
}

/// What a name is given in this file, if it is given one thing alone: `DEFAULTS = {...}`.
fn given_to(file: Code, name: Place) -> Option<Place> {
    let name = file.text_at(name.span);
    let mut given = file.assigned(name);
    let (_, only) = given.next().filter(|_| given.next().is_none())?;
    Some(file.place(file.span(only)))
}

/// Whether the place stands under a condition about tests.
pub(crate) fn is_under_testing(file: Code, place: Place) -> bool {
    is_under(file, place, |test| naming::has_any(test, &["testing", "test", "debug", "dev", "development"]))
}

/// Whether the place stands under a condition about the environment: `if "DEBUG" in os.environ`.
pub(crate) fn is_under_the_environment(file: Code, place: Place) -> bool {
    is_under(file, place, |test| ["environ", "getenv"].iter().any(|word| test.contains(word)))
}

/// Whether the place stands under a condition of some kind, by its text.
fn is_under(file: Code, place: Place, is_meant: impl Fn(&str) -> bool) -> bool {
    file.stmts().any(|(span, statement)| match statement {
        Stmt::If { test, .. } => code::holds(span, place.span) && is_meant(file.text_at(file.span(test))),
        _ => false,
    })
}

/// The modules that applications read their settings from: `app.config.from_object(__name__)`, `from_object("shop.base")`.
fn modules_read(context: &Context) -> Vec<FileId> {
    let mut found = Vec::new();
    for fact in context.facts("config-object") {
        let Some(object) = fact.argument("obj") else { continue };
        if context.text(object.place) == "__name__" {
            found.push(fact.place.file);
        }
        for name in crate::views::strings(&object.view) {
            if let Some(ModuleRef::File(file)) = context.program.import_anywhere(fact.place.file, name) {
                found.push(file);
            }
        }
    }
    found
}

/// `KEY = value` in classes and files of settings.
fn from_classes(
    context: &Context,
    file: Code,
    (reads_objects, is_read): (bool, bool),
    keys: &[&str],
    found: &mut BTreeMap<Place, Setting>,
) {
    for (span, statement) in file.stmts() {
        let (target, value) = match statement {
            Stmt::Assign { targets, value } => match file.list(targets) {
                [target] => (*target, value),
                _ => continue,
            },
            Stmt::Annotated { target, value: Some(value), .. } => (target, value),
            _ => continue,
        };
        if !matches!(file.expr(target), Expr::Var(_)) {
            continue;
        }
        let key = file.text_at(file.span(target));
        let is_read = is_read && file.scope_at(span) == ScopeId(0);
        if !keys.contains(&key)
            || !(is_read || holds_settings(file, span) || reads_objects && is_plain_settings(file, span))
        {
            continue;
        }
        let (constant, at, is_fallback) =
            match (file.constant(value).or_else(|| named_constant(context, file, value, 0)), fallback(file, value)) {
                (Some(constant), _) => (constant, value, false),
                (None, Some((constant, at))) => (constant, at, true),
                (None, None) => match rewritten(file, value) {
                    Some((constant, at)) => (constant, at, false),
                    None => continue,
                },
            };
        let class = file.scope(file.scope_at(span)).filter(|scope| scope.kind == ScopeKind::Class);
        if class.is_some_and(|class| is_overlaid(context, file.name(class.name), key)) {
            continue;
        }
        let place = file.place(file.span(at));
        found.entry(place).or_insert_with(|| Setting {
            key: key.to_owned(),
            value: constant,
            is_fallback,
            place,
            holder: file.holder(span),
            is_for_developers: file.is_for_developers(span),
        });
    }
}

/// What is assigned to a name outside of all functions and classes.
fn in_module<'a>(file: Code<'a>, name: &'a str) -> impl Iterator<Item = ExprId> + 'a {
    file.assigned(name).filter(move |(span, _)| file.scope_at(*span) == ScopeId(0)).map(|(_, value)| value)
}

/// The constant that a name of a module stands for, if it is given one alone: in this file, or in the one that it is
/// imported from.
fn named_constant(context: &Context, file: Code, value: ExprId, depth: u32) -> Option<Const> {
    let Expr::Var(_) = file.expr(value) else { return None };
    let name = file.dotted(value);
    if depth > 4 {
        return None;
    }
    let mut given = in_module(file, name);
    if let Some(only) = given.next() {
        let constant = || file.constant(only).or_else(|| named_constant(context, file, only, depth + 1));
        return if given.next().is_none() { constant() } else { None };
    }
    file.stmts().find_map(|(_, statement)| {
        let Stmt::ImportFrom { level, module, names } = statement else { return None };
        let aliases = file.hir.aliases.get(names.range())?;
        // `KEY`, `KEY as SECRET_KEY`
        let alias =
            aliases.iter().find(|alias| file.text_at(alias.span).split_whitespace().next_back() == Some(name))?;
        let dotted = module.map_or("", |module| file.name(module));
        let from = match level {
            0 => context.program.import_anywhere(file.id, dotted),
            _ => context.program.import_relative(file.id, level, dotted),
        };
        let Some(ModuleRef::File(from)) = from else { return None };
        let (other, wanted) = (code::file(context.program, from), file.name(alias.name));
        let mut constants = in_module(other, wanted);
        let only = constants.next().filter(|_| constants.next().is_none())?;
        other.constant(only).or_else(|| named_constant(context, other, only, depth + 1))
    })
}

fn holds_settings(file: Code, span: stopple_source::Span) -> bool {
    const WORDS: &[&str] = &["config", "configs", "configuration", "settings", "setting", "conf", "cfg"];
    let Some(scope) = file.scope(file.scope_at(span)) else { return false };
    let name = match scope.kind {
        ScopeKind::Class => {
            let name = file.name(scope.name);
            if naming::has_any(name, WORDS) {
                return true;
            }
            file.path
        }
        ScopeKind::Module => file.path,
        ScopeKind::Function | ScopeKind::Lambda => return false,
    };
    naming::has_any(name, WORDS)
}

/// Whether the class around has nothing but constants in capitals, as `app.config.from_object` wants them.
fn is_plain_settings(file: Code, span: stopple_source::Span) -> bool {
    let inside = file.scope_at(span);
    let Some(scope) = file.scope(inside).filter(|scope| scope.kind == ScopeKind::Class) else { return false };
    let head = file.text_at(scope.span).lines().next().unwrap_or_default();
    let mut assigned =
        file.stmts().filter(|(at, _)| file.scope_at(*at) == inside).map(|(_, statement)| match statement {
            Stmt::Assign { targets, .. } => file.list(targets).first().copied(),
            Stmt::Annotated { target, .. } => Some(target),
            _ => None,
        });
    let is_capital = |target: ExprId| !file.text_at(file.span(target)).chars().any(char::is_lowercase);
    !head.contains("Enum") && assigned.all(|target| target.is_none_or(is_capital))
}

/// The constant that an expression only writes in another way, which makes it no harder to guess:
/// `b64encode(b"secret")`, `sha256(b"secret").hexdigest()`, `"secret".encode()`.
fn rewritten(file: Code, expr: ExprId) -> Option<(Const, ExprId)> {
    const WRITING: &[&str] = &[
        "b64encode",
        "urlsafe_b64encode",
        "standard_b64encode",
        "b32encode",
        "b16encode",
        "hexlify",
        "md5",
        "sha1",
        "sha256",
        "sha384",
        "sha512",
        "str",
        "bytes",
    ];
    let Expr::Call { callee, arguments } = file.expr(expr) else { return None };
    let name = match file.expr(callee) {
        Expr::Attribute { base, name, .. } => {
            if matches!(file.name(name), "hexdigest" | "digest" | "encode" | "decode" | "hex" | "strip") {
                return file.constant(base).map(|constant| (constant, base)).or_else(|| rewritten(file, base));
            }
            file.name(name)
        }
        _ => file.dotted(callee),
    };
    let first = file.arguments(arguments).first().filter(|_| WRITING.contains(&name))?.value();
    let constant = file.constant(first).filter(|constant| matches!(constant, Const::Str(_) | Const::Bytes(_)));
    constant.map(|constant| (constant, first)).or_else(|| rewritten(file, first))
}

/// The constant that an expression gives if the environment has nothing: `getenv(name, constant)`, `x or constant`.
pub(crate) fn fallback(file: Code, expr: ExprId) -> Option<(Const, ExprId)> {
    match file.expr(expr) {
        Expr::BoolOp { is_and: false, operands } => {
            let last = *file.list(operands).last()?;
            file.constant(last).map(|constant| (constant, last)).or_else(|| fallback(file, last))
        }
        Expr::Call { callee, arguments } => {
            let name = file.dotted(callee);
            let reads_environment =
                name.ends_with("environ.get") || name.ends_with("getenv") || name == "env" || name == "config";
            if !reads_environment {
                return None;
            }
            let given = file.arguments(arguments);
            let default = given.iter().find_map(|argument| match argument {
                Argument::Keyword(name, value) if file.name(*name) == "default" => Some(*value),
                _ => None,
            });
            let default = default.or_else(|| given.get(1).map(|argument| argument.value()))?;
            file.constant(default).map(|constant| (constant, default))
        }
        _ => None,
    }
}
