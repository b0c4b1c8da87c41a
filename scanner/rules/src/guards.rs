//! Who lets visitors into a view: decorators, hooks, and the check for forged requests.

use crate::{Context, code, naming};
use stopple_flow::outcome::Route;
use stopple_program::FileId;
use stopple_syntax::hir::{Expr, ExprId, ScopeKind};

/// Words in the names of decorators that ask who is there.
const ASKING: &[&str] = &[
    "auth",
    "required",
    "login",
    "permission",
    "permissions",
    "role",
    "roles",
    "admin",
    "protected",
    "token",
    "require",
    "requires",
    "authenticated",
    "limiter_user",
    "access",
    // `staff_only`, `for_members`, `guarded`
    "only",
    "staff",
    "superuser",
    "member",
    "members",
    "moderator",
    "guarded",
    "restricted",
    "authorized",
    "authorize",
    "secured",
];
/// Methods by which views are registered.
const REGISTERING: &[&str] = &["route", "get", "post", "put", "patch", "delete", "endpoint", "expose", "errorhandler"];
/// Methods that a forged request can do harm with.
const WRITING: &[&str] = &["DELETE", "PATCH", "POST", "PUT"];

/// Whether a route takes requests that are there to change something.
pub(crate) fn writes(route: &Route) -> bool {
    route.methods.iter().any(|method| WRITING.contains(&method.as_str()))
}

/// Whether the cookie that comes along says to the view whose request it is.
pub(crate) fn knows_by_cookie(route: &Route) -> bool {
    route.facts.iter().any(|fact| matches!(*fact, "session-set" | "current-user-read")) || route.reads("session")
}

/// Whether a view is seen to change something: rows, the session, who is signed in, files.
pub(crate) fn changes_something(route: &Route) -> bool {
    const CHANGES: &[&str] =
        &["state-change", "session-set", "login", "model-attribute-set", "upload-saved", "password-hash"];
    route.facts.iter().any(|fact| CHANGES.contains(fact))
}

/// The files with packages whose clients are known by a token that they send in a header.
pub(crate) fn known_by_token(context: &Context) -> Vec<FileId> {
    const PACKAGES: &[&str] = &["flask_jwt_extended", "flask_jwt", "flask_httpauth"];
    let by_token = |file: &code::Code| PACKAGES.iter().any(|package| file.imports(package));
    code::files(context.program).filter(by_token).map(|file| file.id).collect()
}

/// Whether who calls the view proves by a signature or a secret in the request who he is. Of the endpoints of an authorization
/// server the ones that end a session or tell of a user are asked by his browser.
pub(crate) fn proves_caller(context: &Context, route: &Route) -> bool {
    const OF_CLIENTS: &[&str] = &["revo", "introspect", "regist", "client"];
    let is_of_user = |text: &str| !OF_CLIENTS.iter().any(|word| text.to_lowercase().contains(word));
    let mut own = context.facts("caller-proved").filter(|fact| fact.holder == route.scope);
    route.facts.contains(&"caller-proved")
        && !own.any(|fact| {
            fact.path.ends_with(".create_endpoint_response")
                && fact.argument("name").is_none_or(|name| is_of_user(context.text(name.place)))
        })
}

/// The decorators of a view that ask who is there, by their names, as they are written.
pub(crate) fn asking_decorators<'a>(context: &Context<'a>, route: &Route) -> Vec<&'a str> {
    decorators_that_ask(context, route, true)
}

/// Those that stand above what registers the view, and so ask nobody.
pub(crate) fn idle_decorators<'a>(context: &Context<'a>, route: &Route) -> Vec<&'a str> {
    decorators_that_ask(context, route, false)
}

fn decorators_that_ask<'a>(context: &Context<'a>, route: &Route, behind_route: bool) -> Vec<&'a str> {
    let file = code::file(context.program, route.scope.file);
    let decorators = file.scope(route.scope.scope).map(|scope| file.list(scope.decorators)).unwrap_or_default();
    // What stands above `@app.route(...)` is put around a function that was registered without it.
    let registers = |decorator: &ExprId| code::holds(file.span(*decorator), route.registration.span);
    let behind = decorators.iter().rposition(registers).map_or(0, |at| at + 1);
    let asks = |decorator: &&ExprId| {
        let called = match file.expr(**decorator) {
            Expr::Call { callee, .. } => file.dotted(callee),
            _ => file.dotted(**decorator),
        };
        // `@auth.route("/admin")` registers, whatever its blueprint and its path are called.
        let (owner, name) = called.rsplit_once('.').unwrap_or(("", called));
        !REGISTERING.contains(&name) && (naming::has_any(name, ASKING) || naming::has_any(owner, ASKING))
    };
    let (above, below) = decorators.split_at_checked(behind).unwrap_or_default();
    let wanted = if behind_route { below } else { above };
    let of_class = if behind_route { decorators_of_class(context, route) } else { &[] };
    wanted.iter().chain(of_class).filter(asks).map(|it| file.text_at(file.span(*it))).collect()
}

/// What the class of a view lists: `decorators = [require(MEMBER)]`.
pub(crate) fn decorators_of_class<'a>(context: &Context<'a>, route: &Route) -> &'a [ExprId] {
    let file = code::file(context.program, route.scope.file);
    let class = file.scope(route.scope.scope).and_then(|method| method.parent);
    let Some(class) = class.filter(|class| file.scope(*class).is_some_and(|class| class.kind == ScopeKind::Class))
    else {
        return &[];
    };
    let listed = file.assigned("decorators").find(|(span, _)| file.scope_at(*span) == class);
    match listed.map(|(_, value)| file.expr(value)) {
        Some(Expr::List { items } | Expr::Tuple { items }) => file.list(items),
        _ => &[],
    }
}

/// Words by which a hook says that it looks who is there.
const WHO: &[&str] = &[
    "user",
    "login",
    "logged",
    "signin",
    "sign_in",
    "signed_in",
    "signed in",
    "account",
    "member",
    "identity",
    "role",
    "permission",
    "admin",
    "auth",
    "api_key",
    "guest",
    "anonymous",
];
/// Words that say so where nothing is said of forgery.
const PROOFS: &[&str] = &["session", "sign", "token", "key", "allow", "remote_addr", "secret", "bearer", "cookie"];
/// Statuses that say nothing about who asks.
const OTHERWISE: &[&str] = &[
    "400", "404", "405", "406", "409", "410", "411", "413", "414", "415", "417", "421", "422", "426", "428", "429",
    "431", "451", "500", "501", "502", "503", "504",
];

/// Whether a hook lets nobody pass who is not known: it refuses, or sends to the sign-in. One that asks whether a form was
/// forged, refuses what is too long or too often, ends with 404 for an unknown host, or sends everybody to HTTPS, asks nobody
/// who he is.
pub(crate) fn refuses(context: &Context, hook: &Route) -> bool {
    if hook.guards.iter().any(|guard| matches!(guard.as_str(), "login" | "role")) {
        return true;
    }
    let text = code::file(context.program, hook.scope.file).scope_text(hook.scope.scope);
    let lower = text.to_lowercase();
    let looks_who = WHO.iter().any(|word| lower.contains(word));
    let keeps_token = lower.contains("token") && hook.reads("session") && hook.reads("http-form");
    if keeps_token || ["csrf", "xsrf"].iter().any(|word| lower.contains(word)) {
        return looks_who && writes_refusal(&text, true);
    }
    let looks_who = looks_who || hook.reads("session") || PROOFS.iter().any(|word| lower.contains(word));
    // What it calls may refuse.
    let refuses_elsewhere = hook.facts.contains(&"assert-auth") && !text.contains("abort(");
    refuses_elsewhere || writes_refusal(&text, looks_who)
}

/// Whether a refusal is written there; of redirects and statuses that have other reasons too, if those count.
fn writes_refusal(text: &str, any: bool) -> bool {
    let statuses = || text.match_indices("abort(").map(|(at, word)| text[at + word.len()..].trim_start());
    let is_otherwise = |status: &str| OTHERWISE.iter().any(|code| status.starts_with(code));
    ["nauthorized", ", 401", ", 403"].iter().any(|word| text.contains(word))
        || statuses().any(|status| any || !is_otherwise(status))
        || any && text.contains("redirect(")
}

/// Everything that is seen to guard a view, for people: `login`, `role("manager")`, a hook, `csrf`.
pub fn guards_of(context: &Context, route: &Route) -> Vec<String> {
    let mut guards = route.guards.clone();
    if !route.answers() {
        return guards;
    }
    for written in asking_decorators(context, route) {
        // `@app.route("/login")` registers, and guards nothing.
        if !context.text(route.registration).contains(written) {
            guards.push(written.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    let blueprint = |route: &Route| route.endpoint.rsplit_once('.').map(|(blueprint, _)| blueprint.to_owned());
    for hook in context.analysis.routes.iter().filter(|hook| hook.kind == "hook") {
        let is_of_all = context.text(hook.registration).contains("before_app_request") || blueprint(hook).is_none();
        if (is_of_all || blueprint(hook) == blueprint(route)) && refuses(context, hook) {
            guards.push(context.text(hook.handler).to_owned());
        }
    }
    let is_exempt = route.guards.iter().any(|guard| guard == "csrf-exempt");
    if writes(route)
        && !is_exempt
        && (context.is_guarded("csrf") || context.has_fact_for(route.handler.file, &["csrf-protection"]))
    {
        guards.push("csrf".to_owned());
    }
    let mut told = std::collections::BTreeSet::new();
    guards.retain(|guard| told.insert(guard.clone()));
    guards
}
