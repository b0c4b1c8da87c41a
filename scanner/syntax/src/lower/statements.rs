//! Statements.

use ruff_python_ast as ast;
use stopple_source::Span;

use super::expressions::binary_op;
use super::{Lowering, range_span, settle, span};
use crate::hir::{Alias, Case, Handler, Run, Stmt, StmtId, Variable, WithItem};
use crate::names::{Place, len32};

impl Lowering<'_> {
    pub(super) fn block(&mut self, body: &[ast::Stmt]) -> Run {
        let mark = self.gathered.stmts.len();
        for stmt in body {
            let at = span(stmt);
            let id = match self.deeper(at, |this| this.stmt_here(stmt, at)) {
                Some(Some(id)) => id,
                // `global` and `nonlocal` leave no statement.
                Some(None) => continue,
                None => self.push_stmt(Stmt::Pass, at),
            };
            self.gathered.stmts.push(id);
        }
        settle(&mut self.gathered.stmts, mark, &mut self.file.blocks)
    }

    fn stmt_here(&mut self, stmt: &ast::Stmt, at: Span) -> Option<StmtId> {
        let lowered = match stmt {
            ast::Stmt::FunctionDef(function) => return Some(self.function(function)),
            ast::Stmt::ClassDef(class) => return Some(self.class(class)),
            ast::Stmt::If(conditional) => return Some(self.conditional(conditional, at)),
            ast::Stmt::Global(global) => {
                self.declare(&global.names, true);
                return None;
            }
            ast::Stmt::Nonlocal(nonlocal) => {
                self.declare(&nonlocal.names, false);
                return None;
            }
            ast::Stmt::Expr(expression) => Stmt::Expr(self.expr(&expression.value)),
            ast::Stmt::Assign(assign) => {
                let value = self.expr(&assign.value);
                Stmt::Assign { targets: self.expr_list(&assign.targets), value }
            }
            ast::Stmt::AugAssign(assign) => {
                let target = self.expr(&assign.target);
                Stmt::Augmented { op: binary_op(assign.op), target, value: self.expr(&assign.value) }
            }
            ast::Stmt::AnnAssign(assign) => {
                let annotation = self.expr(&assign.annotation);
                let value = self.optional(assign.value.as_deref());
                Stmt::Annotated { target: self.expr(&assign.target), annotation, value }
            }
            ast::Stmt::Return(value) => Stmt::Return(self.optional(value.value.as_deref())),
            ast::Stmt::Raise(raise) => {
                let exception = self.optional(raise.exc.as_deref());
                Stmt::Raise { exception, cause: self.optional(raise.cause.as_deref()) }
            }
            ast::Stmt::While(while_) => {
                let test = self.expr(&while_.test);
                let body = self.block(&while_.body);
                Stmt::While { test, body, otherwise: self.block(&while_.orelse) }
            }
            ast::Stmt::For(for_) => {
                let iter = self.expr(&for_.iter);
                let target = self.expr(&for_.target);
                let body = self.block(&for_.body);
                Stmt::For { target, iter, body, otherwise: self.block(&for_.orelse), is_async: for_.is_async }
            }
            ast::Stmt::Try(try_) => {
                let body = self.block(&try_.body);
                let handlers = self.handlers(&try_.handlers);
                let otherwise = self.block(&try_.orelse);
                let finally = self.block(&try_.finalbody);
                Stmt::Try { body, handlers, otherwise, finally, is_star: try_.is_star }
            }
            ast::Stmt::With(with) => {
                let items = self.with_items(&with.items);
                Stmt::With { items, body: self.block(&with.body), is_async: with.is_async }
            }
            ast::Stmt::Match(match_) => {
                let subject = self.expr(&match_.subject);
                Stmt::Match { subject, cases: self.cases(&match_.cases) }
            }
            ast::Stmt::Import(import) => Stmt::Import { names: self.import(&import.names) },
            ast::Stmt::ImportFrom(import) => self.import_from(import),
            ast::Stmt::Delete(delete) => Stmt::Delete { targets: self.expr_list(&delete.targets) },
            ast::Stmt::Assert(assert) => {
                let test = self.expr(&assert.test);
                Stmt::Assert { test, message: self.optional(assert.msg.as_deref()) }
            }
            ast::Stmt::TypeAlias(alias) => {
                let target = self.expr(&alias.name);
                let frame = self.names.frame;
                self.type_params(alias.type_params.as_deref());
                let value = self.expr(&alias.value);
                self.names.frame = frame;
                Stmt::TypeAlias { target, value }
            }
            ast::Stmt::Pass(_) => Stmt::Pass,
            ast::Stmt::Break(_) => Stmt::Break,
            ast::Stmt::Continue(_) => Stmt::Continue,
            ast::Stmt::IpyEscapeCommand(command) => Stmt::Expr(self.invalid(command.range)),
        };
        Some(self.push_stmt(lowered, at))
    }

    fn declare(&mut self, names: &[ast::Identifier], is_global: bool) {
        for name in names.iter().filter(|name| name.is_valid()) {
            let name = self.name(name.as_str());
            self.names.declare(name, is_global);
            if is_global
                && let Some(scope) = self.file.scopes.get_mut(self.scope.0 as usize)
                && !scope.globals.contains(&name)
            {
                scope.globals.push(name);
            }
        }
    }

    /// `elif` clauses are put together from the last to the first, so that a long chain costs no stack.
    fn conditional(&mut self, conditional: &ast::StmtIf, at: Span) -> StmtId {
        let test = self.expr(&conditional.test);
        let then = self.block(&conditional.body);
        let mut otherwise = Run::default();
        let mut tested = Vec::new();
        for clause in &conditional.elif_else_clauses {
            match &clause.test {
                Some(test) => {
                    let test = self.expr(test);
                    let then = self.block(&clause.body);
                    tested.push((test, then, Span::new(range_span(clause.range).start, at.end)));
                }
                None => otherwise = self.block(&clause.body),
            }
        }
        for (test, then, clause) in tested.into_iter().rev() {
            let nested = self.push_stmt(Stmt::If { test, then, otherwise }, clause);
            otherwise = Run { start: len32(&self.file.blocks), len: 1 };
            self.file.blocks.push(nested);
        }
        self.push_stmt(Stmt::If { test, then, otherwise }, at)
    }

    fn handlers(&mut self, handlers: &[ast::ExceptHandler]) -> Run {
        let mut lowered = Vec::with_capacity(handlers.len());
        for ast::ExceptHandler::ExceptHandler(handler) in handlers {
            let kind = self.optional(handler.type_.as_deref());
            let target = handler.name.as_ref().filter(|name| name.is_valid());
            let target = target.map(|name| Variable::Global(self.name(name.as_str())));
            let body = self.block(&handler.body);
            let whole = range_span(handler.range);
            let keyword = Span::new(whole.start, (whole.start + 6).min(whole.end));
            lowered.push(Handler { kind, target, body, span: keyword });
        }
        let start = len32(&self.file.handlers);
        for (index, handler) in (start..).zip(&lowered) {
            if let Some(Variable::Global(name)) = handler.target {
                self.names.store(name, Place::Handler(index));
            }
        }
        self.file.handlers.append(&mut lowered);
        Run { start, len: len32(&self.file.handlers) - start }
    }

    fn with_items(&mut self, items: &[ast::WithItem]) -> Run {
        let mut lowered = Vec::with_capacity(items.len());
        for item in items {
            let context = self.expr(&item.context_expr);
            lowered.push(WithItem { context, target: self.optional(item.optional_vars.as_deref()) });
        }
        let start = len32(&self.file.with_items);
        self.file.with_items.append(&mut lowered);
        Run { start, len: len32(&self.file.with_items) - start }
    }

    fn cases(&mut self, cases: &[ast::MatchCase]) -> Run {
        let mut lowered = Vec::with_capacity(cases.len());
        for case in cases {
            let pattern = self.pattern(&case.pattern);
            let guard = self.optional(case.guard.as_deref());
            lowered.push(Case { pattern, guard, body: self.block(&case.body) });
        }
        let start = len32(&self.file.cases);
        self.file.cases.append(&mut lowered);
        Run { start, len: len32(&self.file.cases) - start }
    }

    fn import(&mut self, aliases: &[ast::Alias]) -> Run {
        let start = len32(&self.file.aliases);
        for alias in aliases.iter().filter(|alias| alias.name.is_valid()) {
            self.mention_path(alias.name.as_str());
            let bound = match &alias.asname {
                Some(name) => name.as_str(),
                None => alias.name.split('.').next().unwrap_or_default(),
            };
            self.alias(alias, Some(bound));
        }
        Run { start, len: len32(&self.file.aliases) - start }
    }

    fn import_from(&mut self, import: &ast::StmtImportFrom) -> Stmt {
        let module = import.module.as_ref().filter(|module| module.is_valid()).map(|module| {
            self.mention_path(module.as_str());
            self.name(module.as_str())
        });
        let start = len32(&self.file.aliases);
        for alias in import.names.iter().filter(|alias| alias.name.is_valid()) {
            let name = alias.name.as_str();
            if name == "*" {
                self.alias(alias, None);
            } else {
                self.mention_path(name);
                self.alias(alias, Some(alias.asname.as_ref().map_or(name, |name| name.as_str())));
            }
        }
        let names = Run { start, len: len32(&self.file.aliases) - start };
        Stmt::ImportFrom { level: import.level, module, names }
    }

    fn alias(&mut self, alias: &ast::Alias, bound: Option<&str>) {
        let name = self.name(alias.name.as_str());
        let index = len32(&self.file.aliases);
        let target = match bound {
            Some(bound) => {
                let bound = self.name(bound);
                self.names.store(bound, Place::Alias(index));
                bound
            }
            None => name,
        };
        self.file.aliases.push(Alias {
            name,
            has_as: alias.asname.is_some(),
            target: Variable::Global(target),
            span: span(alias),
        });
    }

    /// A dotted path is mentioned whole and by its segments.
    fn mention_path(&mut self, path: &str) {
        let whole = self.name(path);
        self.mention(whole);
        if path.contains('.') {
            for segment in path.split('.') {
                let segment = self.name(segment);
                self.mention(segment);
            }
        }
    }
}
