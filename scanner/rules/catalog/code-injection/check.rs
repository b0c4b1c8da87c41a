//! Silent where the program looks at every node of a parsed expression before it runs it, and lets a few kinds through.

use crate::code::Code;
use crate::{Context, Draft, code};
use stopple_flow::outcome::Hit;
use stopple_source::Span;
use stopple_syntax::hir::{CompareOp, Expr, ExprId, ScopeKind};

/// A second look at code that is run: formulas of a language of the program's own are none.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let file = code::file(context.program, hit.holder.file);
    let Some(holder) = file.scope(hit.holder.scope).filter(|scope| scope.kind == ScopeKind::Function) else {
        return Some(draft);
    };
    // The check stands above the call, or in a function of the file that is called above it.
    let above = Span { start: holder.span.start, end: hit.call.span.start };
    let called = file.exprs().filter_map(|(id, expr)| match expr {
        Expr::Call { callee, .. } if code::holds(above, file.span(id)) => file.dotted(callee).rsplit('.').next(),
        _ => None,
    });
    let called: Vec<&str> = called.collect();
    let helpers = file.hir.scopes.iter().filter(|scope| {
        scope.kind == ScopeKind::Function && scope.span != holder.span && called.contains(&file.name(scope.name))
    });
    let mut spans = helpers.map(|scope| scope.span).chain([above]);
    if spans.any(|span| lets_few_through(file, span)) { None } else { Some(draft) }
}

/// Whether code walks through a tree and refuses every node that is none of a few kinds.
fn lets_few_through(file: Code, span: Span) -> bool {
    let text = file.text_at(span);
    let walks = text.contains("ast.walk(") || text.contains("in walk(");
    let refuses = ["raise ", "abort(", "return "].iter().any(|word| text.contains(word));
    if !walks || !refuses {
        return false;
    }
    let mut allowed =
        file.exprs().filter(|(id, _)| code::holds(span, file.span(*id))).filter_map(|(id, expr)| match expr {
            Expr::Call { callee, arguments }
                if file.dotted(callee) == "isinstance" && is_demanded(file, span, file.span(id)) =>
            {
                file.arguments(arguments).get(1).map(|kinds| kinds.value())
            }
            Expr::Compare { op: CompareOp::NotIn, left, right } => {
                let is_kind = matches!(file.expr(left), Expr::Call { callee, .. } if file.dotted(callee) == "type");
                is_kind.then_some(right)
            }
            _ => None,
        });
    allowed.any(|kinds| is_narrow(file, kinds, text))
}

/// `not isinstance(...)`, `all(isinstance(...) for ...)`, `if isinstance(...): continue`
fn is_demanded(file: Code, around: Span, call: Span) -> bool {
    let before = file.text_at(Span { start: around.start, end: call.start }).trim_end();
    let behind = file.text_at(Span { start: call.end, end: around.end });
    let goes_on = behind.strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with("continue"));
    before.ends_with("not") || before.ends_with("all(") || goes_on
}

/// Whether kinds of nodes lead to nothing outside of the expression: no attributes, and calls only of functions that are looked at.
fn is_narrow(file: Code, kinds: ExprId, text: &str) -> bool {
    let listed = match file.expr(kinds) {
        Expr::Tuple { .. } | Expr::List { .. } | Expr::Set { .. } => file.text_at(file.span(kinds)),
        _ => {
            let name = file.label(kinds).unwrap_or_default();
            let mut values = file.assigned(name).map(|(_, value)| file.text_at(file.span(value)));
            match (values.next(), values.next()) {
                (Some(only), None) => only,
                _ => return false,
            }
        }
    };
    let names = |kind: &str| listed.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == kind);
    let of_trees = names("Expression") || names("BinOp") || names("Constant") || names("Num");
    of_trees && !names("Attribute") && !names("AST") && !names("expr") && (!names("Call") || text.contains(".func"))
}
