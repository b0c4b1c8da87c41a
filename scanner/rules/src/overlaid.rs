//! Settings of classes that are nothing but the base of others, where those say something else.

use crate::Context;
use crate::code::{self, Code};
use stopple_syntax::hir::{Expr, ExprId, Scope, ScopeId, ScopeKind};

/// Whether a class is used for nothing but to derive others, and all of them set the key anew that are not meant for developers.
pub(crate) fn is_overlaid(context: &Context, class: &str, key: &str) -> bool {
    let mut is_set_anew = false;
    for file in code::files(context.program) {
        for (at, scope) in classes(file).filter(|(_, scope)| derives(file, scope, class)) {
            if sets(file, at, key) {
                is_set_anew = true;
            } else if !file.is_for_developers(scope.span) {
                return false;
            }
        }
    }
    is_set_anew && !code::files(context.program).any(|file| uses(file, class))
}

fn classes(file: Code<'_>) -> impl Iterator<Item = (ScopeId, &Scope)> {
    let all = file.hir.scopes.iter().enumerate().filter(|(_, scope)| scope.kind == ScopeKind::Class);
    all.filter_map(|(at, scope)| Some((ScopeId(u32::try_from(at).ok()?), scope)))
}

fn bases<'a>(file: Code<'a>, scope: &Scope) -> impl Iterator<Item = ExprId> + use<'a> {
    file.arguments(scope.bases).iter().map(|base| base.value())
}

fn derives(file: Code, scope: &Scope, class: &str) -> bool {
    bases(file, scope).any(|base| file.dotted(base).rsplit('.').next() == Some(class))
}

fn sets(file: Code, class: ScopeId, key: &str) -> bool {
    file.assignments().any(|(span, targets, _)| {
        file.scope_at(span) == class && targets.iter().any(|target| file.text_at(file.span(*target)) == key)
    })
}

/// Whether a class of that name is met anywhere but among the bases of others.
fn uses(file: Code, class: &str) -> bool {
    let among_bases: Vec<ExprId> =
        classes(file).flat_map(|(_, scope)| bases(file, scope).collect::<Vec<_>>()).collect();
    file.exprs().any(|(at, expr)| match expr {
        Expr::Var(_) => file.text_at(file.span(at)) == class && !among_bases.contains(&at),
        Expr::Attribute { name, .. } => file.name(name) == class && !among_bases.contains(&at),
        // `from_object("shop.settings.Base")`
        _ => file.string(at).is_some_and(|text| text.rsplit(['.', ':']).next() == Some(class)),
    })
}
