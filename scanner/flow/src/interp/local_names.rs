//! What the code of a function says of one of its variables: what is assigned to it, and what it goes over.

use super::Interp;
use stopple_source::Span;
use stopple_syntax::hir::{Expr, ExprId, Stmt};

impl Interp<'_> {
    /// What a variable of this function goes over, in loops and comprehensions.
    pub(super) fn walked_here(&self, variable: ExprId) -> impl Iterator<Item = ExprId> {
        let file = self.hir();
        let wanted = match file.exprs[variable.0 as usize] {
            Expr::Var(wanted) => Some(wanted),
            _ => None,
        };
        let scope = self.program.scope(self.frame().scope).span;
        let loops = file.stmts.iter().filter_map(|statement| match statement {
            Stmt::For { target, iter, .. } => Some((*target, *iter)),
            _ => None,
        });
        let clauses = file.clauses.iter().map(|clause| (clause.target, clause.iter));
        loops.chain(clauses).filter_map(move |(target, iter)| {
            let span = file.expr_spans[target.0 as usize];
            let is_here = scope.holds(span);
            let is_wanted = matches!(file.exprs[target.0 as usize], Expr::Var(own) if Some(own) == wanted);
            (is_here && is_wanted).then_some(iter)
        })
    }

    /// What is assigned to a variable in this function, or is the context manager that it stands for.
    pub(super) fn assigned_here(&self, variable: ExprId) -> impl Iterator<Item = ExprId> {
        let file = self.hir();
        let wanted = match file.exprs[variable.0 as usize] {
            Expr::Var(wanted) => Some(wanted),
            _ => None,
        };
        let scope = self.program.scope(self.frame().scope);
        // Local variables of inner functions have numbers of their own.
        let is_here = move |span: Span| {
            scope.span.holds(span) && !scope.inner.iter().any(|inner| file.scopes[inner.0 as usize].span.holds(span))
        };
        let is_wanted = move |at: ExprId| matches!(file.exprs[at.0 as usize], Expr::Var(own) if Some(own) == wanted);
        file.stmts.iter().zip(&file.stmt_spans).filter_map(move |(statement, span)| {
            let assigned = match statement {
                Stmt::With { items, .. } => {
                    let mut items = file.with_items[items.range()].iter();
                    items.find(|item| item.target.is_some_and(is_wanted)).map(|item| item.context)
                }
                Stmt::Assign { targets, value } => {
                    file.expr_lists[targets.range()].iter().any(|at| is_wanted(*at)).then_some(*value)
                }
                _ => None,
            }?;
            is_here(*span).then_some(assigned)
        })
    }
}
