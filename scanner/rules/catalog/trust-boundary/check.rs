//! Raises what makes a visitor what he wants to be: his rights, by the names under which they are stored.

use crate::{Context, Draft, code, naming};
use stopple_finding::{Audience, Severity};
use stopple_flow::outcome::{Certainty, Hit};
use stopple_syntax::hir::Expr;

/// Words of what a user may do.
const RIGHTS: &[&str] = &[
    "role",
    "roles",
    "groups",
    "scopes",
    "admin",
    "administrator",
    "isadmin",
    "superuser",
    "staff",
    "permission",
    "permissions",
    "privilege",
    "privileges",
    "rights",
    "authenticated",
    "logged_in",
    "loggedin",
    // Whose data he sees, and what he pays.
    "tenant",
    "tenant_id",
    "user_id",
    "userid",
    "uid",
    "account_id",
    "discount",
    "price",
    "credit",
    "balance",
];

/// Words of groups by which rows are picked, if the session is asked for them then.
const SCOPES: &[&str] =
    &["team", "workspace", "organization", "organisation", "org", "company", "department", "clinic"];

/// Whether a query picks rows by what the session holds under a name.
fn picks_rows(context: &Context, name: &str) -> bool {
    let reads = [format!("session[\"{name}\"]"), format!("session['{name}']")];
    code::files(context.program).any(|file| {
        file.exprs().any(|(id, expr)| {
            let text = || file.text_at(file.span(id));
            matches!(expr, Expr::Call { .. })
                && reads.iter().any(|read| text().contains(read.as_str()))
                && [" where ", " WHERE ", "filter_by(", ".filter(", ".where("].iter().any(|word| text().contains(word))
                && text().len() < 600
        })
    })
}

/// A second look at a visitor's data in the session.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    // What unknown code makes of it is an answer more often than not: `session["admin"] = backend.verify(user, password)`.
    if hit.certainty != Certainty::Understood {
        return None;
    }
    let file = code::file(context.program, hit.sink.file);
    let targets = file.around(hit.sink.span).targets;
    if let (true, Some(name)) = (hit.callee.ends_with("__setitem__"), targets.first()) {
        draft = draft.tells(&format!("is kept in the session as `{name}`"));
    }
    // `session[key] = value` for whatever a form holds: `role` and `user_id` are keys like any other.
    let is_key = hit.parameter == "key" && hit.prefix.is_empty();
    let is_all = hit.callee.ends_with(".update") && hit.whole;
    if (is_key || is_all) && !file.is_test() {
        draft.severity = Severity::High;
        draft.audience = Audience::Regular;
        return Some(
            draft.note("the visitor chooses the keys: also those by which the application knows who may do what"),
        );
    }
    let mut names = targets.into_iter();
    let is_right =
        |name: &String| naming::has_any(name, RIGHTS) || naming::has_any(name, SCOPES) && picks_rows(context, name);
    if let Some(name) = names.find(is_right) {
        draft.severity = Severity::High;
        draft.audience = if file.is_test() { Audience::Pedantic } else { Audience::Regular };
        draft = draft.note(format!("`{name}` says who the user is or what he may do: whoever sends it chooses that"));
    }
    Some(draft)
}
