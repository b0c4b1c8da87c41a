//! Functions that walk through a document, however deep it is, and end the request where they find an operator of MongoDB
//! that the program does not list.

use super::{Exit, Interp};
use crate::taint::{Happening, Taint};
use crate::value::Value;
use stopple_program::ScopeRef;
use stopple_source::Span;
use stopple_syntax::hir::{BinaryOp, CompareOp, Constant, Expr, ExprId, File, Run, Scope, Stmt, Variable};

/// Operators that run code of whoever wrote them.
const RUNNING: &[&str] = &["$where", "$function", "$accumulator"];

impl Interp<'_> {
    /// What a function that calls itself leaves: where it refuses foreign operators, the document that it walked through has
    /// none.
    pub(super) fn after_walk(&self, function: ScopeRef, given: &[Value], exit: &mut Exit) {
        let scope = self.program.scope(function);
        let file = self.program.file(function.file).hir();
        let Some(number) = walked(file, scope).filter(|_| refuses(file, scope.span)) else { return };
        let Some(document) = given.get(number).map(|value| value.taint.clone()) else { return };
        let place = crate::outcome::Place { file: function.file, span: scope.name_span };
        let nosql = Self::concepts(&["nosql"]);
        let clear = |taint: &Taint| {
            taint.map(|label| {
                if !document.labels().iter().any(|own| own.origin == label.origin) || label.cleared.holds(nosql) {
                    return label.clone();
                }
                let mut label = label.step(place, Happening::Guarded(nosql));
                label.cleared = label.cleared.and(nosql);
                label
            })
        };
        exit.value.taint = clear(&exit.value.taint);
        for values in [&mut exit.when_true, &mut exit.when_false].into_iter().flatten() {
            if let Some(value) = values.get_mut(number) {
                value.taint = clear(&value.taint);
            }
        }
    }
}

/// The parameter through which a function walks by calling itself, with the values of a mapping and with the items of a list.
fn walked(file: &File, scope: &Scope) -> Option<usize> {
    let own_name = &*file.names[scope.name.0 as usize];
    let calls: Vec<Span> = expressions(file, scope.span)
        .filter(|(_, expr)| match expr {
            Expr::Call { callee, .. } => name_of(file, *callee) == Some(own_name),
            _ => false,
        })
        .map(|(span, _)| span)
        .collect();
    let number_of = |at: ExprId| match file.exprs[at.0 as usize] {
        Expr::Var(variable) => scope.params.iter().position(|param| param.variable == variable),
        _ => None,
    };
    let (mut values, mut items) = (None, None);
    for (span, statement) in statements(file, scope.span) {
        let Stmt::For { iter, .. } = statement else { continue };
        if !calls.iter().any(|call| span.holds(*call)) {
            continue;
        }
        match file.exprs[iter.0 as usize] {
            Expr::Call { callee, .. } => {
                if let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize]
                    && matches!(&*file.names[name.0 as usize], "values" | "items")
                {
                    values = values.or_else(|| number_of(base));
                }
            }
            _ => items = items.or_else(|| number_of(iter)),
        }
    }
    values.filter(|number| items == Some(*number))
}

/// Whether what begins with `$` ends the request, but for what is listed.
fn refuses(file: &File, inside: Span) -> bool {
    let asks = |span: Span| expressions(file, span).any(|(_, expr)| is_dollar_test(file, expr));
    // `unknown = operators - KNOWN`
    let is_rest = |at: ExprId| match file.exprs[at.0 as usize] {
        Expr::Binary { op: BinaryOp::Sub, .. } => true,
        Expr::Var(variable) => statements(file, inside).any(|(_, statement)| match statement {
            Stmt::Assign { targets, value } => {
                let is_target =
                    |at: usize| matches!(file.exprs[file.expr_lists[at].0 as usize], Expr::Var(own) if own == variable);
                matches!(file.exprs[value.0 as usize], Expr::Binary { op: BinaryOp::Sub, .. })
                    && targets.range().any(is_target)
            }
            _ => false,
        }),
        _ => false,
    };
    // `{"$where"} & spec.keys()`, `key in DENIED`
    let is_denied = |test: ExprId| {
        matches!(
            file.exprs[test.0 as usize],
            Expr::Binary { op: BinaryOp::BitAnd, .. } | Expr::Compare { op: CompareOp::In, .. }
        )
    };
    let any_refused = |is_meant: &dyn Fn(ExprId) -> bool| {
        statements(file, inside).any(|(_, statement)| match statement {
            Stmt::If { test, then, .. } => is_meant(test) && ends(file, then),
            _ => false,
        })
    };
    // Those that run code may be listed here, and refused by another list.
    let lists_running = file.strings.iter().any(|text| RUNNING.contains(&&**text));
    asks(inside)
        && any_refused(&|test| is_rest(test) || is_foreign(file, test))
        && (!lists_running || any_refused(&is_denied))
}

/// `key.startswith("$") and key not in KNOWN`, `any(key.startswith("$") for key in spec)`
fn is_foreign(file: &File, test: ExprId) -> bool {
    match file.exprs[test.0 as usize] {
        Expr::BoolOp { is_and: true, operands } => {
            let mut parts = operands.range().map(|at| file.exprs[file.expr_lists[at].0 as usize]);
            let is_unlisted = |part: Expr| matches!(part, Expr::Compare { op: CompareOp::NotIn, .. });
            parts.clone().any(|part| is_dollar_test(file, part))
                && parts.all(|part| is_dollar_test(file, part) || is_unlisted(part))
        }
        Expr::Call { callee, arguments } if name_of(file, callee) == Some("any") => {
            arguments.range().any(|at| match file.exprs[file.arguments[at].value().0 as usize] {
                Expr::Comprehension { element, .. } => is_foreign(file, element),
                _ => false,
            })
        }
        expr => is_dollar_test(file, expr),
    }
}

/// `key[0] == "$"`, `key[:1] == "$"`, `key.startswith("$")`
fn is_dollar_test(file: &File, expr: Expr) -> bool {
    let is_dollar = |at: ExprId| match file.exprs[at.0 as usize] {
        Expr::Constant(Constant::Str(text)) => &*file.strings[text.0 as usize] == "$",
        _ => false,
    };
    match expr {
        Expr::Compare { op: CompareOp::Eq, left, right } => is_dollar(left) || is_dollar(right),
        Expr::Call { callee, arguments } => {
            name_of(file, callee) == Some("startswith")
                && arguments.range().any(|at| is_dollar(file.arguments[at].value()))
        }
        _ => false,
    }
}

/// Whether a block ends the request: it raises, or aborts.
fn ends(file: &File, block: Run) -> bool {
    let last = block.range().last().map(|at| file.stmts[file.blocks[at].0 as usize]);
    match last {
        Some(Stmt::Raise { .. }) => true,
        Some(Stmt::Expr(call)) => match file.exprs[call.0 as usize] {
            Expr::Call { callee, .. } => name_of(file, callee) == Some("abort"),
            _ => false,
        },
        _ => false,
    }
}

/// The last part of a dotted name.
fn name_of(file: &File, at: ExprId) -> Option<&str> {
    match file.exprs[at.0 as usize] {
        Expr::Var(Variable::Global(name)) | Expr::Attribute { name, .. } => Some(&file.names[name.0 as usize]),
        _ => None,
    }
}

fn expressions(file: &File, inside: Span) -> impl Iterator<Item = (Span, Expr)> + '_ {
    file.expr_spans.iter().copied().zip(file.exprs.iter().copied()).filter(move |(span, _)| inside.holds(*span))
}

fn statements(file: &File, inside: Span) -> impl Iterator<Item = (Span, Stmt)> + '_ {
    file.stmt_spans.iter().copied().zip(file.stmts.iter().copied()).filter(move |(span, _)| inside.holds(*span))
}
