//! Looks at code as it is written: constants, dotted names, and what stands around a place.

use crate::naming;
use stopple_flow::outcome::{Const, Place};
use stopple_program::{FileId, Program, ScopeRef};
use stopple_source::Span;
use stopple_syntax::hir::{self, Argument, Constant, Expr, ExprId, Run, ScopeId, ScopeKind, Stmt};

/// A file of the program with the lookups that syntactic rules share.
#[derive(Clone, Copy)]
pub(crate) struct Code<'a> {
    pub(crate) id: FileId,
    pub(crate) hir: &'a hir::File,
    pub(crate) path: &'a str,
    text: &'a str,
}

/// All files of the program.
pub(crate) fn files(program: &Program) -> impl Iterator<Item = Code<'_>> {
    (0_u32..).zip(&program.files).map(|(number, file)| Code {
        id: FileId(number),
        hir: file.hir(),
        path: &file.source.path,
        text: &file.source.text,
    })
}

/// The file of an id.
pub(crate) fn file(program: &Program, id: FileId) -> Code<'_> {
    let file = program.file(id);
    Code { id, hir: file.hir(), path: &file.source.path, text: &file.source.text }
}

/// Names and keys that a value is stored under, with the expression that makes it.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    /// Names of the variables, attributes and constant keys that are assigned; empty if nothing is.
    pub(crate) targets: Vec<String>,
    /// The largest expression around the place inside its statement.
    pub(crate) expression: Span,
}

impl<'a> Code<'a> {
    pub(crate) fn expr(&self, id: ExprId) -> Expr {
        self.hir.exprs.get(id.0 as usize).copied().unwrap_or(Expr::Invalid)
    }

    pub(crate) fn span(&self, id: ExprId) -> Span {
        self.hir.expr_spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place { file: self.id, span }
    }

    pub(crate) fn text_at(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    pub(crate) fn name(&self, id: hir::NameId) -> &'a str {
        self.hir.names.get(id.0 as usize).map_or("", |name| &**name)
    }

    /// Every expression with its id.
    pub(crate) fn exprs(&self) -> impl Iterator<Item = (ExprId, Expr)> + 'a {
        (0_u32..).map(ExprId).zip(self.hir.exprs.iter().copied())
    }

    /// Every statement with its span.
    pub(crate) fn stmts(&self) -> impl Iterator<Item = (Span, Stmt)> + use<'a> {
        self.hir.stmt_spans.iter().copied().zip(self.hir.stmts.iter().copied())
    }

    pub(crate) fn list(&self, run: Run) -> &'a [ExprId] {
        self.hir.expr_lists.get(run.range()).unwrap_or_default()
    }

    pub(crate) fn arguments(&self, run: Run) -> &'a [Argument] {
        self.hir.arguments.get(run.range()).unwrap_or_default()
    }

    pub(crate) fn entries(&self, run: Run) -> &'a [hir::Entry] {
        self.hir.entries.get(run.range()).unwrap_or_default()
    }

    /// A string constant.
    pub(crate) fn string(&self, id: ExprId) -> Option<&'a str> {
        match self.expr(id) {
            Expr::Constant(Constant::Str(text)) => self.hir.strings.get(text.0 as usize).map(|text| &**text),
            _ => None,
        }
    }

    /// A constant of any kind.
    pub(crate) fn constant(&self, id: ExprId) -> Option<Const> {
        match self.expr(id) {
            Expr::Constant(Constant::None) => Some(Const::None),
            Expr::Constant(Constant::Bool(value)) => Some(Const::Bool(value)),
            Expr::Constant(Constant::Int(value)) => Some(Const::Int(value)),
            Expr::Constant(Constant::Str(_)) => self.string(id).map(|text| Const::Str(text.into())),
            Expr::Constant(Constant::Bytes(at)) => {
                self.hir.bytes.get(at as usize).map(|bytes| Const::Bytes((&**bytes).into()))
            }
            _ => None,
        }
    }

    /// All assignments, with an annotation or without: the statement, what is given a value, and the value.
    pub(crate) fn assignments(&self) -> impl Iterator<Item = (Span, Vec<ExprId>, ExprId)> + use<'a> {
        let file = *self;
        self.stmts().filter_map(move |(span, statement)| match statement {
            Stmt::Assign { targets, value } => Some((span, file.list(targets).to_vec(), value)),
            Stmt::Annotated { target, value: Some(value), .. } => Some((span, vec![target], value)),
            _ => None,
        })
    }

    /// What is assigned to a name, wherever in the file, each with its statement.
    pub(crate) fn assigned<'n>(&self, name: &'n str) -> impl Iterator<Item = (Span, ExprId)> + use<'a, 'n> {
        let file = *self;
        self.stmts().filter_map(move |(span, statement)| match statement {
            Stmt::Assign { targets, value } => {
                file.list(targets).iter().any(|target| file.dotted(*target) == name).then_some((span, value))
            }
            _ => None,
        })
    }

    /// What a variable stands for, where it is assigned once in its scope.
    pub(crate) fn only_value(&self, variable: ExprId) -> Option<ExprId> {
        let scope = self.scope_at(self.span(variable));
        let mut values = self.assigned(self.dotted(variable)).filter(|(span, _)| self.scope_at(*span) == scope);
        let (_, only) = values.next()?;
        if values.next().is_some() { None } else { Some(only) }
    }

    /// What a call of a function of the same file gives back, where that ends in one `return`.
    pub(crate) fn given_back(&self, call: ExprId) -> Option<ExprId> {
        let Expr::Call { callee, .. } = self.expr(call) else { return None };
        let name = self.dotted(callee);
        let is_it = |scope: &hir::Scope| scope.kind == ScopeKind::Function && self.name(scope.name) == name;
        let number = self.hir.scopes.iter().position(is_it)?;
        let function = ScopeId(u32::try_from(number).ok()?);
        let mut given = self.stmts().filter_map(|(span, statement)| match statement {
            Stmt::Return(value) if self.scope_at(span) == function => value,
            _ => None,
        });
        let only = given.next()?;
        if given.next().is_some() { None } else { Some(only) }
    }

    /// What is called at a place, and its arguments.
    pub(crate) fn call_at(&self, span: Span) -> Option<(ExprId, &'a [Argument])> {
        self.exprs().find_map(|(id, expr)| match expr {
            Expr::Call { callee, arguments } if self.span(id) == span => Some((callee, self.arguments(arguments))),
            _ => None,
        })
    }

    /// The name as written: `a`, `a.b.c`; empty for anything else.
    pub(crate) fn dotted(&self, id: ExprId) -> &'a str {
        match self.expr(id) {
            Expr::Var(_) => self.text_at(self.span(id)),
            Expr::Attribute { base, .. } if !self.dotted(base).is_empty() => self.text_at(self.span(id)),
            _ => "",
        }
    }

    /// What an expression is called where it is written: the variable, the attribute, or the constant key.
    pub(crate) fn label(&self, id: ExprId) -> Option<&'a str> {
        match self.expr(id) {
            Expr::Var(_) => Some(self.text_at(self.span(id))),
            Expr::Attribute { base, name, .. } => match self.name(name) {
                "data" => self.label(base),
                name => Some(name),
            },
            Expr::Subscript { index, .. } => self.string(index),
            Expr::Call { callee, arguments } => {
                let Expr::Attribute { base, name, .. } = self.expr(callee) else { return None };
                match self.name(name) {
                    "get" | "pop" => self.arguments(arguments).first().and_then(|first| self.string(first.value())),
                    "encode" | "strip" | "decode" => self.label(base),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The argument that stands at a place of a call, or has this name.
    pub(crate) fn argument(&self, given: &[Argument], place: usize, name: &str) -> Option<ExprId> {
        given.iter().enumerate().find_map(|(at, argument)| match argument {
            Argument::Positional(value) if at == place => Some(*value),
            Argument::Keyword(own, value) if self.name(*own) == name => Some(*value),
            _ => None,
        })
    }

    /// The innermost scope around a span.
    pub(crate) fn scope_at(&self, span: Span) -> ScopeId {
        let mut best = (ScopeId(0), u32::MAX);
        for (number, scope) in (0_u32..).zip(&self.hir.scopes) {
            let size = scope.span.end.saturating_sub(scope.span.start);
            if scope.kind != ScopeKind::Module && holds(scope.span, span) && size < best.1 {
                best = (ScopeId(number), size);
            }
        }
        best.0
    }

    pub(crate) fn holder(&self, span: Span) -> ScopeRef {
        ScopeRef { file: self.id, scope: self.scope_at(span) }
    }

    pub(crate) fn scope(&self, id: ScopeId) -> Option<&'a hir::Scope> {
        self.hir.scopes.get(id.0 as usize)
    }

    /// The text of a scope without its comments; of the module, nothing.
    pub(crate) fn scope_text(&self, id: ScopeId) -> String {
        match self.scope(id) {
            Some(scope) if scope.kind != ScopeKind::Module => {
                let lines = self.text_at(scope.span).lines();
                lines.map(|line| line.split(" #").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
            }
            _ => String::new(),
        }
    }

    /// The name of the innermost function around a span; empty at module and class level.
    pub(crate) fn function_name(&self, span: Span) -> &'a str {
        let mut at = Some(self.scope_at(span));
        while let Some(id) = at {
            let Some(scope) = self.scope(id) else { break };
            if scope.kind == ScopeKind::Function {
                return self.name(scope.name);
            }
            at = scope.parent;
        }
        ""
    }

    /// The smallest statement around a span.
    pub(crate) fn statement_at(&self, span: Span) -> Option<(Span, Stmt)> {
        self.stmts()
            .filter(|(around, _)| holds(*around, span))
            .min_by_key(|(around, _)| around.end.saturating_sub(around.start))
    }

    /// What stands around a place: the names that the value goes to, and the whole expression.
    pub(crate) fn around(&self, span: Span) -> Around {
        let mut around = Around { targets: Vec::new(), expression: span };
        let Some((statement_span, statement)) = self.statement_at(span) else { return around };
        let mut add = |target: ExprId| match self.expr(target) {
            Expr::Tuple { items } | Expr::List { items } => {
                around.targets.extend(self.list(items).iter().filter_map(|item| self.label(*item)).map(str::to_owned));
            }
            _ => around.targets.extend(self.label(target).map(str::to_owned)),
        };
        match statement {
            Stmt::Assign { targets, .. } => self.list(targets).iter().for_each(|target| add(*target)),
            Stmt::Augmented { target, .. } | Stmt::Annotated { target, .. } => add(target),
            _ => {}
        }
        let largest = self
            .hir
            .expr_spans
            .iter()
            .filter(|expr| holds(**expr, span) && holds(statement_span, **expr))
            .max_by_key(|expr| expr.end.saturating_sub(expr.start));
        around.expression = largest.copied().unwrap_or(span);
        // A keyword, a key of a dictionary or the key that a setter is given names the value too.
        for (_, expr) in self.exprs() {
            match expr {
                Expr::Call { callee, arguments } => {
                    let arguments = self.arguments(arguments);
                    if self.is_setter(callee)
                        && let Some((key, values)) = arguments.split_first()
                        && let Some(key) = self.string(key.value())
                        && values.iter().any(|value| holds(self.span(value.value()), span))
                    {
                        around.targets.push(key.to_owned());
                    }
                    for argument in arguments {
                        if let Argument::Keyword(name, value) = argument
                            && holds(self.span(*value), span)
                        {
                            around.targets.push(self.name(*name).to_owned());
                        }
                    }
                }
                Expr::Dict { entries } => {
                    for entry in self.entries(entries) {
                        if let Some(key) = entry.key.and_then(|key| self.string(key))
                            && holds(self.span(entry.value), span)
                        {
                            around.targets.push(key.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        around
    }

    /// Whether a call stores its other arguments under its first.
    fn is_setter(&self, callee: ExprId) -> bool {
        matches!(self.expr(callee), Expr::Attribute { name, .. }
            if matches!(self.name(name), "set" | "set_cookie" | "setdefault" | "setex" | "hset"))
    }

    /// The test of the `if __name__ == "__main__"` around a span, or nothing.
    pub(crate) fn statement_around_name_main(&self, span: Span) -> Span {
        let tests = self.stmts().filter_map(|(around, statement)| match statement {
            Stmt::If { test, .. } if holds(around, span) && self.text_at(self.span(test)).contains("__main__") => {
                Some(self.span(test))
            }
            _ => None,
        });
        tests.last().unwrap_or_default()
    }

    /// Whether the file imports a package or something of it.
    pub(crate) fn imports(&self, package: &str) -> bool {
        let is_it = |name: hir::NameId| self.name(name).split('.').next() == Some(package);
        self.stmts().any(|(_, statement)| match statement {
            Stmt::ImportFrom { level: 0, module: Some(module), .. } => is_it(module),
            Stmt::Import { names } => {
                self.hir.aliases.get(names.range()).unwrap_or_default().iter().any(|alias| is_it(alias.name))
            }
            _ => false,
        })
    }

    /// Whether the file is a test, by its path.
    pub(crate) fn is_test(&self) -> bool {
        stopple_program::is_test_path(self.path)
    }

    /// Whether the file is there for developers alone, by its path or the name of a class around the span.
    pub(crate) fn is_for_developers(&self, span: Span) -> bool {
        let stem = self.path.rsplit('/').next().unwrap_or_default();
        let mut names = vec![stem.trim_end_matches(".py").to_owned()];
        let mut at = Some(self.scope_at(span));
        while let Some(scope) = at.and_then(|id| self.scope(id)) {
            names.push(self.name(scope.name).to_owned());
            at = scope.parent;
        }
        self.is_test()
            || names.iter().any(|name| {
                naming::has_any(
                    name,
                    &[
                        "test",
                        "tests",
                        "testing",
                        "dev",
                        "develop",
                        "development",
                        "local",
                        "debug",
                        "unittest",
                        "devserver",
                        "devel",
                        "pytest",
                        "ci",
                    ],
                )
            })
    }
}

/// Whether one span lies in another.
pub(crate) fn holds(outer: Span, inner: Span) -> bool {
    outer.holds(inner)
}
