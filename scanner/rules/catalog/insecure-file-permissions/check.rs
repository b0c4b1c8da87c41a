//! Finds files that everybody on the machine may write.

use crate::{Context, Draft, code, views};
use stopple_finding::Rule;
use stopple_flow::outcome::Const;
use stopple_source::Span;
use stopple_syntax::hir::Expr;

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = code::files(context.program).flat_map(|file| by_name(context, rule, file)).collect();
    for fact in context.facts("file-permissions") {
        let Some(mode) = fact.argument("mode") else { continue };
        let Some(bits) = views::integer(&mode.view) else { continue };
        // 0o1777 is the mode of /tmp: everybody writes, nobody removes another's.
        if bits & 0o002 != 0 && bits & 0o1000 == 0 {
            drafts.push(context.draft(
                rule,
                mode.place,
                fact.holder,
                format!("everybody on the machine may write what has the mode {bits:#o}"),
            ));
        }
    }
    drafts
}

/// `os.umask(0)`, and modes that are put together of `stat`'s names.
fn by_name(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (id, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let name = match file.expr(callee) {
            Expr::Attribute { name, .. } => file.name(name),
            _ => file.dotted(callee),
        };
        if !matches!(name, "chmod" | "fchmod" | "lchmod" | "umask") {
            continue;
        }
        let Some(last) = file.arguments(arguments).last().map(|last| last.value()) else { continue };
        let message = if name != "umask" {
            let written = file.text_at(file.span(last));
            if !["S_IWOTH", "S_IRWXO"].iter().any(|bits| written.contains(bits)) || written.contains('~') {
                continue;
            }
            "everybody on the machine may write what has this mode"
        } else {
            let is_nothing = file.dotted(callee) == "os.umask" && file.constant(last) == Some(Const::Int(0));
            // `mask = os.umask(0)` asks for the one that holds, and puts it back.
            if !is_nothing || is_put_back(file, file.span(id)) {
                continue;
            }
            "everything that is made from now on may be written by everybody on the machine"
        };
        let span = file.span(last);
        let draft = context.draft(rule, file.place(span), file.holder(span), message);
        drafts.push(if file.is_for_developers(span) { draft.quiet() } else { draft });
    }
    drafts
}

/// Whether the next statement sets another mask.
fn is_put_back(file: code::Code, span: Span) -> bool {
    let next = file.stmts().map(|(at, _)| at).filter(|at| at.start > span.end).min_by_key(|at| at.start);
    next.is_some_and(|next| file.text_at(next).starts_with("os.umask("))
}
