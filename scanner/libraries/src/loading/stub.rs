//! One stub file that was read, with looks into it that cannot fail.

use crate::name::Name as Text;
use stopple_source::{LineIndex, Span};
use stopple_syntax::hir::{Argument, Constant, Expr, ExprId, File, Run, Scope, ScopeId, Stmt};

/// A stub file.
pub(super) struct Stub {
    /// The path, as it was given.
    pub path: String,
    /// The dotted name of its module.
    pub module: String,
    /// Whether it is an `__init__.pyi`.
    pub is_package: bool,
    /// The text.
    pub text: String,
    /// The lines of the text.
    pub lines: LineIndex,
    /// What was read.
    pub file: File,
}

impl Stub {
    pub fn expr(&self, id: ExprId) -> Expr {
        self.file.exprs.get(id.0 as usize).copied().unwrap_or(Expr::Invalid)
    }

    pub fn span(&self, id: ExprId) -> Span {
        self.file.expr_spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    pub fn scope(&self, id: u32) -> Option<&Scope> {
        self.file.scopes.get(id as usize)
    }

    /// The text of an expression as it is written.
    pub fn text_of(&self, id: ExprId) -> &str {
        self.slice(self.span(id))
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    pub fn name(&self, id: stopple_syntax::hir::NameId) -> &str {
        self.file.names.get(id.0 as usize).map_or("", |name| name)
    }

    pub fn string(&self, constant: Constant) -> Option<&str> {
        match constant {
            Constant::Str(id) => self.file.strings.get(id.0 as usize).map(|text| &**text),
            _ => None,
        }
    }

    /// The string that an expression is, if it is one.
    pub fn string_of(&self, id: ExprId) -> Option<&str> {
        match self.expr(id) {
            Expr::Constant(constant) => self.string(constant),
            _ => None,
        }
    }

    pub fn exprs(&self, run: Run) -> &[ExprId] {
        pool(&self.file.expr_lists, run)
    }

    pub fn arguments(&self, run: Run) -> &[Argument] {
        pool(&self.file.arguments, run)
    }

    /// The statements of a block, with their places.
    pub fn statements(&self, run: Run) -> impl Iterator<Item = (Stmt, Span)> {
        pool(&self.file.blocks, run).iter().filter_map(|id| {
            let at = id.0 as usize;
            Some((*self.file.stmts.get(at)?, self.file.stmt_spans.get(at).copied().unwrap_or_default()))
        })
    }

    /// The items of a subscript: those of a tuple, or the one thing that it is.
    pub fn subscript_items(&self, index: ExprId) -> Vec<ExprId> {
        match self.expr(index) {
            Expr::Tuple { items } => self.exprs(items).to_vec(),
            _ => vec![index],
        }
    }

    /// The names in `[...]` after the name of a class or function. They are read from the text, because the
    /// lowered form has no use for type parameters.
    pub fn type_params(&self, id: ScopeId) -> Vec<Text> {
        let Some(scope) = self.scope(id.0) else { return Vec::new() };
        let after = self.text.get(scope.name_span.end as usize..).unwrap_or("").trim_start();
        let Some(list) = after.strip_prefix('[') else { return Vec::new() };
        let mut names = Vec::new();
        let mut depth = 0u32;
        let mut start = 0;
        for (at, character) in list.char_indices() {
            match character {
                '[' | '(' => depth += 1,
                ']' if depth == 0 => {
                    names.extend(type_param(list.get(start..at)));
                    break;
                }
                ']' | ')' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    names.extend(type_param(list.get(start..at)));
                    start = at + 1;
                }
                _ => {}
            }
        }
        names
    }
}

fn type_param(text: Option<&str>) -> Option<Text> {
    let name = text?.split([':', '=']).next()?.trim().trim_start_matches('*');
    (!name.is_empty()).then(|| name.into())
}

fn pool<T>(pool: &[T], run: Run) -> &[T] {
    let start = run.start as usize;
    pool.get(start..start.saturating_add(run.len as usize)).unwrap_or(&[])
}
