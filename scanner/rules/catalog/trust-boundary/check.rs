//! Raises what makes a visitor what he wants to be: his rights, by the names under which they are stored.

use crate::{Context, Draft, code, naming};
use stopple_finding::{Audience, Severity};
use stopple_flow::outcome::Hit;

/// Words of what a user may do.
const RIGHTS: &[&str] = &[
    "role",
    "roles",
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
];

/// A second look at a visitor's data in the session.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    let file = code::file(context.program, hit.sink.file);
    let targets = file.around(hit.sink.span).targets;
    if let (true, Some(name)) = (hit.callee.ends_with("__setitem__"), targets.first()) {
        draft = draft.tells(&format!("is kept in the session as `{name}`"));
    }
    let mut names = targets.into_iter();
    if let Some(name) = names.find(|name| naming::has_any(name, RIGHTS)) {
        draft.severity = Severity::High;
        draft.audience = if file.is_test() { Audience::Pedantic } else { Audience::Regular };
        draft = draft.note(format!("`{name}` says what a user may do: whoever sends it chooses his own rights"));
    }
    Some(draft)
}
