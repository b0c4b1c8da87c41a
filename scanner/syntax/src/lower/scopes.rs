//! Bodies with names of their own: the module, functions, lambdas, classes.

use ruff_python_ast as ast;
use ruff_text_size::Ranged;
use stopple_source::Span;

use super::{Lowering, range_span, span};
use crate::hir::{ExprId, NameId, Param, ParamKind, Run, Scope, ScopeId, ScopeKind, Stmt, StmtId, StrId, Variable};
use crate::names::{Outside, Place, len32};
use crate::nesting;

/// What [`Lowering::open`] found, for [`Lowering::close`].
struct Opened {
    id: ScopeId,
    around: ScopeId,
    outside: Outside,
}

/// A parameter whose default and annotation are lowered, but which has no scope yet.
struct Pending {
    name: NameId,
    kind: ParamKind,
    default: Option<ExprId>,
    annotation: Option<ExprId>,
    span: Span,
}

impl Lowering<'_> {
    pub(super) fn module(&mut self, module: &ast::ModModule) {
        let name = self.name("<module>");
        let whole = range_span(module.range);
        let opened = self.open(ScopeKind::Module, name, whole, Span::new(whole.start, whole.start));
        let docstring = self.docstring(&module.body);
        let body = self.block(&module.body);
        self.close(opened, body, docstring);
    }

    /// Opens a scope inside the one at hand.
    fn open(&mut self, kind: ScopeKind, name: NameId, span: Span, name_span: Span) -> Opened {
        let id = ScopeId(len32(&self.file.scopes));
        let around = self.scope;
        let is_module = kind == ScopeKind::Module;
        let qualified = if is_module { Box::default() } else { self.qualified(name) };
        self.file.scopes.push(Scope {
            kind,
            name,
            qualified,
            parent: (!is_module).then_some(around),
            span,
            name_span,
            params: Vec::new(),
            slots: Vec::new(),
            cells: Vec::new(),
            decorators: Run::default(),
            bases: Run::default(),
            returns: None,
            body: Run::default(),
            is_async: false,
            is_generator: false,
            globals: Vec::new(),
            mentions: Vec::new(),
            inner: Vec::new(),
            docstring: None,
        });
        if !is_module && let Some(parent) = self.file.scopes.get_mut(around.0 as usize) {
            parent.inner.push(id);
        }
        let outside = self.names.enter(id.0, kind);
        self.scope = id;
        self.scope_depth += 1;
        Opened { id, around, outside }
    }

    fn close(&mut self, opened: Opened, body: Run, docstring: Option<StrId>) {
        if let Some(scope) = self.file.scopes.get_mut(opened.id.0 as usize) {
            scope.body = body;
            scope.docstring = docstring;
        }
        self.names.leave(opened.outside);
        self.scope = opened.around;
        self.scope_depth -= 1;
    }

    fn opened_scope(&mut self, opened: &Opened) -> Option<&mut Scope> {
        self.file.scopes.get_mut(opened.id.0 as usize)
    }

    /// Whether one more scope may be opened here; notes the place if not.
    fn may_open(&mut self, at: Span) -> bool {
        let may = self.scope_depth < nesting::MAX_SCOPES;
        if !may {
            self.cut.get_or_insert(at);
        }
        may
    }

    fn qualified(&self, name: NameId) -> Box<str> {
        /// Longer names are of no use to anyone, and each inner scope would repeat them.
        const LONGEST: usize = 4096;
        let name = self.identifiers.get(name.0);
        match self.file.scopes.get(self.scope.0 as usize) {
            Some(around) if around.qualified.len() > LONGEST => ["…", name].concat().into(),
            Some(around) => match around.kind {
                ScopeKind::Module => name.into(),
                ScopeKind::Class => [&around.qualified, ".", name].concat().into(),
                ScopeKind::Function | ScopeKind::Lambda => [&around.qualified, ".<locals>.", name].concat().into(),
            },
            None => name.into(),
        }
    }

    fn docstring(&mut self, body: &[ast::Stmt]) -> Option<StrId> {
        match body.first() {
            Some(ast::Stmt::Expr(first)) => match &*first.value {
                ast::Expr::StringLiteral(text) => Some(self.string(text.value.to_str())),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn function(&mut self, function: &ast::StmtFunctionDef) -> StmtId {
        if !self.may_open(span(function)) {
            return self.push_stmt(Stmt::Pass, span(function));
        }
        let decorators = self.expr_list(function.decorator_list.iter().map(|decorator| &decorator.expression));
        let frame = self.names.frame;
        self.type_params(function.type_params.as_deref());
        let pending = self.defaults(&function.parameters);
        let returns = self.optional(function.returns.as_deref());

        let name = self.name(function.name.as_str());
        let whole = self.header_span(span(function), &function.name, "def", function.decorator_list.last());
        let opened = self.open(ScopeKind::Function, name, whole, span(&function.name));
        self.bind_params(&opened, pending);
        let docstring = self.docstring(&function.body);
        let body = self.block(&function.body);
        if let Some(scope) = self.opened_scope(&opened) {
            scope.decorators = decorators;
            scope.returns = returns;
            scope.is_async = function.is_async;
        }
        let scope = opened.id;
        self.close(opened, body, docstring);
        self.names.frame = frame;
        self.store_definition(Stmt::Function { scope, target: Variable::Global(name) }, name, span(function))
    }

    pub(super) fn class(&mut self, class: &ast::StmtClassDef) -> StmtId {
        if !self.may_open(span(class)) {
            return self.push_stmt(Stmt::Pass, span(class));
        }
        let decorators = self.expr_list(class.decorator_list.iter().map(|decorator| &decorator.expression));
        let frame = self.names.frame;
        self.type_params(class.type_params.as_deref());
        let bases = match &class.arguments {
            Some(arguments) => self.arguments(arguments),
            None => Run::default(),
        };

        let name = self.name(class.name.as_str());
        let whole = self.header_span(span(class), &class.name, "class", class.decorator_list.last());
        let opened = self.open(ScopeKind::Class, name, whole, span(&class.name));
        let docstring = self.docstring(&class.body);
        let body = self.block(&class.body);
        if let Some(scope) = self.opened_scope(&opened) {
            scope.decorators = decorators;
            scope.bases = bases;
        }
        let scope = opened.id;
        self.close(opened, body, docstring);
        self.names.frame = frame;
        self.store_definition(Stmt::Class { scope, target: Variable::Global(name) }, name, span(class))
    }

    fn store_definition(&mut self, stmt: Stmt, name: NameId, at: Span) -> StmtId {
        let id = self.push_stmt(stmt, at);
        self.names.store(name, Place::Stmt(id.0));
        id
    }

    pub(super) fn lambda(&mut self, lambda: &ast::ExprLambda) -> Option<ScopeId> {
        if !self.may_open(span(lambda)) {
            return None;
        }
        let pending = lambda.parameters.as_deref().map(|parameters| self.defaults(parameters)).unwrap_or_default();
        let name = self.name("<lambda>");
        let at = span(lambda);
        let keyword = Span::new(at.start, (at.start + 6).min(at.end));
        let opened = self.open(ScopeKind::Lambda, name, at, keyword);
        self.bind_params(&opened, pending);
        let value = self.expr(&lambda.body);
        let returned = self.push_stmt(Stmt::Return(Some(value)), span(&*lambda.body));
        let body = Run { start: len32(&self.file.blocks), len: 1 };
        self.file.blocks.push(returned);
        let id = opened.id;
        self.close(opened, body, None);
        Some(id)
    }

    /// The names of `[T, *Ts]`: seen by the annotations and the body, without a value.
    pub(super) fn type_params(&mut self, params: Option<&ast::TypeParams>) {
        let Some(params) = params else { return };
        self.names.push_frame();
        for param in params.iter() {
            let name = self.name(param.name().as_str());
            self.names.bind_in_frame(name);
        }
    }

    fn defaults(&mut self, parameters: &ast::Parameters) -> Vec<Pending> {
        let mut pending = Vec::with_capacity(parameters.len());
        let plain = [(&parameters.posonlyargs, ParamKind::PositionalOnly), (&parameters.args, ParamKind::Normal)];
        for (list, kind) in plain {
            for parameter in list {
                let default = self.optional(parameter.default.as_deref());
                pending.push(self.pending(&parameter.parameter, kind, default));
            }
        }
        if let Some(parameter) = &parameters.vararg {
            pending.push(self.pending(parameter, ParamKind::VarPositional, None));
        }
        for parameter in &parameters.kwonlyargs {
            let default = self.optional(parameter.default.as_deref());
            pending.push(self.pending(&parameter.parameter, ParamKind::KeywordOnly, default));
        }
        if let Some(parameter) = &parameters.kwarg {
            pending.push(self.pending(parameter, ParamKind::VarKeyword, None));
        }
        pending
    }

    fn pending(&mut self, parameter: &ast::Parameter, kind: ParamKind, default: Option<ExprId>) -> Pending {
        let annotation = self.optional(parameter.annotation.as_deref());
        let name = self.name(parameter.name.as_str());
        Pending { name, kind, default, annotation, span: span(parameter) }
    }

    fn bind_params(&mut self, opened: &Opened, pending: Vec<Pending>) {
        let mut params = Vec::with_capacity(pending.len());
        for Pending { name, kind, default, annotation, span } in pending {
            self.names.bind_param(name);
            // The variable is written when all names are resolved.
            let variable = Variable::Slot(0);
            params.push(Param { name, kind, variable, default, annotation, span, reassigned: false });
        }
        if let Some(scope) = self.opened_scope(opened) {
            scope.params = params;
        }
    }

    /// From the keyword (`async` included) to the end of the body: the parser's span begins at the decorators.
    fn header_span(
        &self,
        whole: Span,
        name: &ast::Identifier,
        keyword: &str,
        last_decorator: Option<&ast::Decorator>,
    ) -> Span {
        let Some(decorator) = last_decorator else { return whole };
        let from = range_span(decorator.range()).end;
        let between = self.text.get(from as usize..range_span(name.range).start as usize).unwrap_or("");
        let skip = |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || c == '\\').len();
        let mut end = skip(between);
        for word in [keyword, "async"] {
            if let Some(before) = between.get(..end).and_then(|text| text.strip_suffix(word)) {
                let start = from + u32::try_from(before.len()).unwrap_or(0);
                end = skip(before);
                if word == "async" || !before.get(..end).is_some_and(|text| text.ends_with("async")) {
                    return Span::new(start, whole.end);
                }
            }
        }
        whole
    }
}
