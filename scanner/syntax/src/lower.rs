//! The parser's tree to the lowered form, in one walk.

mod expressions;
mod patterns;
mod scopes;
mod statements;
mod strings;

use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};
use stopple_source::Span;

use crate::Problem;
use crate::hir::{Expr, ExprId, File, NameId, PatternId, Run, ScopeId, Stmt, StmtId, StrId};
use crate::intern::Interner;
use crate::names::{Names, len32};
use crate::nesting;

/// Lowers a module. Adds a problem where it is nested too deeply to be lowered whole.
pub(crate) fn lower(text: &str, module: &ast::ModModule, problems: &mut Vec<Problem>) -> File {
    let mut lowering = Lowering::new(text);
    lowering.module(module);
    lowering.finish(problems)
}

/// The file that grows, and what must be known meanwhile.
struct Lowering<'t> {
    text: &'t str,
    file: File,
    names: Names,
    identifiers: Interner,
    strings: Interner,
    /// Lists under construction. A list is gathered here while its members fill the pools, and moves to its own
    /// pool in one piece.
    gathered: Gathered,
    scope: ScopeId,
    depth: u32,
    /// How many scopes lie around the one at hand.
    scope_depth: u32,
    /// Where nesting was cut first.
    cut: Option<Span>,
}

#[derive(Default)]
struct Gathered {
    exprs: Vec<ExprId>,
    stmts: Vec<StmtId>,
    patterns: Vec<PatternId>,
    parts: Vec<crate::hir::Part>,
    arguments: Vec<crate::hir::Argument>,
    entries: Vec<crate::hir::Entry>,
    clauses: Vec<crate::hir::Clause>,
}

/// Moves what was gathered since `mark` to the end of `pool`.
fn settle<T>(gathered: &mut Vec<T>, mark: usize, pool: &mut Vec<T>) -> Run {
    let start = len32(pool);
    pool.extend(gathered.drain(mark.min(gathered.len())..));
    Run { start, len: len32(pool) - start }
}

fn span(ranged: &impl Ranged) -> Span {
    range_span(ranged.range())
}

fn range_span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

impl<'t> Lowering<'t> {
    fn new(text: &'t str) -> Self {
        // Measured on large projects: about one expression for 20 bytes, one statement for 60, one new name for 80.
        let bytes = text.len();
        let file = File {
            exprs: Vec::with_capacity(bytes / 20),
            expr_spans: Vec::with_capacity(bytes / 20),
            stmts: Vec::with_capacity(bytes / 60),
            stmt_spans: Vec::with_capacity(bytes / 60),
            blocks: Vec::with_capacity(bytes / 60),
            ..File::default()
        };
        Self {
            text,
            file,
            names: Names::default(),
            identifiers: Interner::with_capacity(bytes / 80),
            strings: Interner::with_capacity(bytes / 200),
            gathered: Gathered::default(),
            scope: ScopeId(0),
            depth: 0,
            scope_depth: 0,
            cut: None,
        }
    }

    fn finish(mut self, problems: &mut Vec<Problem>) -> File {
        if let Some(span) = self.cut {
            problems.push(Problem { span, message: nesting::MESSAGE.to_owned() });
        }
        self.names.resolve(&mut self.file, &mut self.identifiers);
        // Files stay in memory to the end of a scan.
        self.file.exprs.shrink_to_fit();
        self.file.expr_spans.shrink_to_fit();
        self.file.stmts.shrink_to_fit();
        self.file.stmt_spans.shrink_to_fit();
        self.file.blocks.shrink_to_fit();
        self.file.names = self.identifiers.into_texts();
        self.file.strings = self.strings.into_texts();
        self.file
    }

    fn name(&mut self, text: &str) -> NameId {
        NameId(self.identifiers.intern(text))
    }

    fn string(&mut self, text: &str) -> StrId {
        StrId(self.strings.intern(text))
    }

    /// Notes that the body at hand mentions `name`.
    fn mention(&mut self, name: NameId) {
        if let Some(scope) = self.file.scopes.get_mut(self.scope.0 as usize) {
            scope.mentions.push(name);
        }
    }

    fn push_expr(&mut self, expr: Expr, span: Span) -> ExprId {
        let id = ExprId(len32(&self.file.exprs));
        self.file.exprs.push(expr);
        self.file.expr_spans.push(span);
        id
    }

    fn push_stmt(&mut self, stmt: Stmt, span: Span) -> StmtId {
        let id = StmtId(len32(&self.file.stmts));
        self.file.stmts.push(stmt);
        self.file.stmt_spans.push(span);
        id
    }

    /// Runs `inner` one level deeper, on more stack where it runs low; `None` where the limit of depth is reached.
    fn deeper<R>(&mut self, at: Span, inner: impl FnOnce(&mut Self) -> R) -> Option<R> {
        if self.depth >= nesting::MAX_DEPTH {
            self.cut.get_or_insert(at);
            return None;
        }
        self.depth += 1;
        let result = nesting::with_stack(self.depth, || inner(self));
        self.depth -= 1;
        Some(result)
    }
}
