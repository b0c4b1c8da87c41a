//! Finds forms that let their user set what he may do.

use crate::{Context, Draft, code, naming};
use stopple_finding::Rule;
use stopple_flow::outcome::Fact;
use stopple_syntax::hir::{Expr, ScopeKind, Stmt};

/// Words of fields that say what somebody may do.
const RIGHTS: &[&str] = &[
    "admin",
    "isadmin",
    "administrator",
    "superuser",
    "staff",
    "role",
    "roles",
    "permission",
    "permissions",
    "balance",
];

/// `form.populate_obj(current_user)`, where the form has a field for the rights of a user: whoever is signed in fills it in.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    context.facts("model-attribute-set").filter_map(|fact| own_rights(context, rule, fact)).collect()
}

fn own_rights(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let filled = fact.path.ends_with(".populate_obj").then(|| fact.argument("obj"))??;
    let file = code::file(context.program, fact.place.file);
    let is_own = ["current_user", "g.user"].iter().any(|name| {
        let text = context.text(filled.place);
        text == *name || text.strip_prefix(name).is_some_and(|rest| rest == "._get_current_object()")
    });
    if !is_own || file.is_test() || is_for_the_powerful(context, fact) {
        return None;
    }
    let class = fact.receiver.path.as_deref()?.rsplit('.').next()?;
    let field = field_of_rights(context, class, 0)?;
    let message = format!("`{class}` has the field `{field}`: whoever is signed in sets it for himself");
    let mut draft = context.draft(rule, fact.place, fact.holder, message);
    draft.identity = vec![class.to_owned(), field.to_owned()];
    Some(draft)
}

/// Whether the view asks for a role, by a guard or by its name.
fn is_for_the_powerful(context: &Context, fact: &Fact) -> bool {
    context.routes_of(fact.holder).any(|route| {
        route.guards.iter().any(|guard| guard == "role")
            || crate::guards::asking_decorators(context, route).iter().any(|written| naming::has_any(written, RIGHTS))
    })
}

/// The first field of a form, or of a form that it extends, that is called one of rights.
fn field_of_rights<'c>(context: &Context<'c>, class: &str, depth: u32) -> Option<&'c str> {
    let found = code::files(context.program).find_map(|file| {
        let at = file
            .hir
            .scopes
            .iter()
            .position(|scope| scope.kind == ScopeKind::Class && file.name(scope.name) == class)?;
        Some((file, at))
    });
    let (file, at) = found.filter(|_| depth < 6)?;
    let scope = file.hir.scopes.get(at)?;
    let field = file.stmts().find_map(|(span, statement)| {
        let Stmt::Assign { targets, value } = statement else { return None };
        let [target] = file.list(targets) else { return None };
        let name = file.dotted(*target);
        let is_here = file.scope_at(span).0 as usize == at;
        let is_field = matches!(file.expr(value), Expr::Call { callee, .. } if file.dotted(callee).ends_with("Field"));
        (is_here && is_field && naming::has_any(name, RIGHTS)).then_some(name)
    });
    field.or_else(|| {
        let bases = file.arguments(scope.bases).iter().map(|base| file.dotted(base.value()));
        bases.into_iter().find_map(|base| field_of_rights(context, base.rsplit('.').next()?, depth + 1))
    })
}
