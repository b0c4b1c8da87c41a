//! Finds views that change something, or give something away, and are open, among views that ask who is there
//! (long because every kind of neighbourhood is evidence of its own, and all of them share the same words).

use crate::{Context, Draft, code, guards, naming, views};
use std::collections::{BTreeMap, BTreeSet};
use stopple_finding::{Confidence, Rule};
use stopple_flow::outcome::{Place, Route};
use stopple_libraries::concept;
use stopple_program::FileId;
use stopple_syntax::hir::{Expr, ScopeKind};

/// Words of what only some people should do.
const SENSITIVE: &[&str] = &[
    "delete", "remove", "admin", "edit", "update", "create", "ban", "promote", "grant", "revoke", "settings", "purge",
    "destroy", "users", "import", "export", "approve", "publish",
];
/// Words of views that are open for a reason.
const OPEN: &[&str] = &[
    "login",
    "logout",
    "signin",
    "signup",
    "register",
    "registration",
    "sign_in",
    "sign_up",
    "forgot",
    "reset",
    "confirm",
    "verify",
    "activate",
    "callback",
    "webhook",
    "webhooks",
    "hook",
    "health",
    "healthz",
    "ping",
    "contact",
    "feedback",
    "subscribe",
    "unsubscribe",
    "oauth",
    "auth",
    "authorize",
    "token",
    "static",
    "public",
    "search",
    "language",
    "lang",
    "newsletter",
    "invite",
    "recover",
    "setup",
    "install",
    "error",
    "comment",
    "track",
    "captcha",
    "cart",
    "checkout",
    "payment",
    "ipn",
    "session",
    "log_in",
    "log_out",
    "password",
    "api_login",
    "status",
    "metrics",
];
const GUARDS: &[&str] = &["login", "role"];
/// Words of addresses and views that are there for those who run the application.
const ADMINISTRATION: &[&str] =
    &["admin", "admins", "administration", "administrator", "backoffice", "superuser", "staff"];

/// All such views.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let (own_guards, open) = (context.option(rule, "guards"), context.option(rule, "open"));
    let refusing = refusing_decorators(context);
    let is_guarded = |route: &Route| {
        is_guarded(route)
            || context.decorators(route.scope).any(|name| name.rsplit('.').next().is_some_and(|own| refusing.contains(own)))
            || guards::decorators_of_class(context, route).iter().any(|listed| {
                let file = code::file(context.program, route.scope.file);
                let called = file.text_at(file.span(*listed)).split('(').next().unwrap_or_default();
                called.rsplit('.').next().is_some_and(|own| refusing.contains(own.trim()))
            })
            // A guard of the project's own, by its name.
            || !guards::asking_decorators(context, route).is_empty()
            || context.decorators(route.scope).any(|written| {
                own_guards.iter().any(|guard| written == guard || written.rsplit('.').next() == Some(guard.as_str()))
            })
    };
    let knows_users = |file| {
        context.has_fact_for(file, &["session-set", "login", "password-check", "current-user-read"])
            || context.analysis.routes.iter().any(|route| {
                context.concerns(route.handler.file, file) && (route.kind == "user-loader" || is_guarded(route))
            })
    };
    let mut groups: BTreeMap<(u32, String), Vec<&Route>> = BTreeMap::new();
    for route in context
        .analysis
        .routes
        .iter()
        .filter(|route| matches!(route.kind.as_str(), "route" | "class-view" | "resource"))
    {
        let blueprint = route.endpoint.rsplit_once('.').map_or("", |(blueprint, _)| blueprint);
        groups.entry((route.handler.file.0, blueprint.to_owned())).or_default().push(route);
    }
    let mut drafts = Vec::new();
    let asks = |route: &Route| is_guarded(route) || asks_itself(route);
    // By the beginning of their addresses: what a hook of their blueprint guards is guarded as well.
    let mut guarded_by_hook: BTreeSet<Place> = BTreeSet::new();
    for ((_, blueprint), routes) in &groups {
        if has_guarding_hook(context, blueprint, routes) {
            guarded_by_hook.extend(routes.iter().map(|route| route.handler));
        }
    }
    let mut under: BTreeMap<(Option<u32>, &str), Vec<&Route>> = BTreeMap::new();
    for route in groups.values().flatten() {
        if let Some(first) = first_part(&route.rule) {
            under.entry((context.application_of(route.handler.file), first)).or_default().push(route);
        }
    }
    for ((_, blueprint), routes) in &groups {
        let guarded = routes.iter().filter(|route| asks(route)).count();
        if has_guarding_hook(context, blueprint, routes) {
            continue;
        }
        // Most of its neighbours ask who is there: then this one was forgotten.
        let are_most = guarded >= 2 && guarded * 2 >= routes.len();
        // So it was if all others that change something ask, however many show something to everybody.
        let changing = || routes.iter().filter(|route| does_harm(route));
        let asking = changing().filter(|route| asks(route)).count();
        let is_last = asking >= 3 && asking + 1 == changing().count();
        // All of one file, so of one application.
        let mut known = None;
        for route in routes {
            if let Some(draft) = idle(context, rule, route) {
                drafts.push(draft);
                continue;
            }
            let is_administration =
                administers(context, route) && *known.get_or_insert_with(|| knows_users(route.handler.file));
            let is_forgotten = (are_most || is_last) && does_harm(route);
            let hands_out = !is_forgotten && hands_out_all(route) && nearly_all_ask(routes, &asks);
            let beside = first_part(&route.rule)
                .and_then(|first| under.get(&(context.application_of(route.handler.file), first)))
                .filter(|beside| {
                    is_alone(route, beside, &|other| asks(other) || guarded_by_hook.contains(&other.handler))
                });
            let left_open = !is_forgotten && !hands_out && !is_administration && beside.is_none();
            let left_open = left_open.then(|| only_one_open(context, route, routes, &asks)).flatten();
            if is_guarded(route)
                || !is_forgotten && !hands_out && !is_administration && beside.is_none() && left_open.is_none()
                || context.names_endpoint(open, route)
                || checks_by_hand(context, route)
            {
                continue;
            }
            let name = context.text(route.handler);
            let message = if let Some(others) = left_open {
                let does = if guards::writes(route) { "does something for" } else { "shows something to" };
                let beside = if others == 1 { "the other view here asks" } else { "all other views here ask" };
                format!("`{name}` {does} anybody; {beside} who is there")
            } else if is_forgotten && !are_most {
                format!(
                    "`{name}` changes something for anybody; the {asking} other views here that do so ask who is there"
                )
            } else if is_forgotten {
                format!(
                    "`{name}` changes something for anybody; {guarded} of {} views here ask who is there",
                    routes.len()
                )
            } else if hands_out {
                format!("`{name}` hands out data to anybody; the {guarded} other views here ask who is there")
            } else if is_administration {
                format!("`{name}` is part of the administration and asks nobody who is there")
            } else {
                let first = first_part(&route.rule).unwrap_or_default();
                format!("`{name}` asks nobody who is there; every other view under `/{first}/` does")
            };
            let mut draft = context.draft(rule, route.handler, route.scope, message);
            draft.identity = vec![route.own_name().to_owned()];
            if left_open.is_some() {
                draft = draft.doubted(Confidence::Low, "that it shall be guarded is judged by its neighbours alone");
            }
            drafts.push(if stopple_program::is_test_path(&context.source(route.handler).path) {
                draft.quiet()
            } else {
                draft
            });
        }
    }
    drafts.extend(open_administration(context, rule, &knows_users));
    drafts
}

/// Decorators of the project that refuse somebody or send to the sign-in, whatever they are called: `@editors`.
fn refusing_decorators<'c>(context: &Context<'c>) -> BTreeSet<&'c str> {
    const REFUSALS: &[&str] = &["abort(401", "abort(403", "Unauthorized", "Forbidden", "), 401", "), 403"];
    let mut found = BTreeSet::new();
    for file in code::files(context.program) {
        for scope in file.hir.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function) {
            let is_of_module =
                scope.parent.and_then(|at| file.scope(at)).is_some_and(|at| at.kind == ScopeKind::Module);
            let body = file.text_at(scope.span);
            let wraps = is_of_module && (body.contains("wraps(") || body.matches("def ").count() > 1);
            let sends =
                body.contains("redirect(") && (LOGINS.iter().any(|word| body.contains(word)) || asks_for_user(body));
            if wraps && (sends || REFUSALS.iter().any(|word| body.contains(word))) {
                found.insert(file.name(scope.name));
            }
        }
    }
    found
}

/// Words of addresses and views by which somebody signs in.
const LOGINS: &[&str] = &["login", "signin", "sign_in"];

/// `"member" not in session`, `session.get("uid")`: whether code looks in the session for who is there.
fn asks_for_user(body: &str) -> bool {
    const USERS: &[&str] = &[
        "user",
        "username",
        "userid",
        "uid",
        "subject",
        "sub",
        "account",
        "member",
        "identity",
        "principal",
        "customer",
        "person",
        "staff",
        "employee",
        "operator",
        "admin",
        "logged",
        "authenticated",
    ];
    let quoted = |text: &str| text.split(['"', '\'']).next().is_some_and(|key| naming::has_any(key, USERS));
    ["session.get(\"", "session.get('", "session[\"", "session['"]
        .iter()
        .any(|word| body.split(word).skip(1).any(quoted))
        || body.split(" not in session").any(|before| {
            let before = before.trim_end().trim_end_matches(['"', '\'']);
            before.rsplit(['"', '\'']).next().is_some_and(|key| key.len() < 24 && naming::has_any(key, USERS))
        })
}

/// `@login_required` above `@app.route(...)`: Flask calls the function that was registered, which is the bare one.
fn idle(context: &Context, rule: &Rule, route: &Route) -> Option<Draft> {
    // The analysis knows guards by the function that they stand at, wherever.
    if !guards::asking_decorators(context, route).is_empty() {
        return None;
    }
    let written = guards::idle_decorators(context, route);
    // What is given a path registers too, whatever it is called.
    let registers = |written: &str| written.contains("(\"/") || written.contains("('/");
    let guard = written.iter().find(|written| !registers(written) && wraps(context, written))?;
    if checks_by_hand(context, route) || stopple_program::is_test_path(&context.source(route.handler).path) {
        return None;
    }
    let name = context.text(route.handler);
    let message = format!("`{guard}` stands above the route of `{name}`, so it asks nobody who is there");
    let mut draft = context.draft(rule, route.handler, route.scope, message);
    draft.identity = vec![route.own_name().to_owned()];
    Some(draft.advises(
        "Put the guard below `@app.route(...)`: decorators are applied from below, and Flask registers what it gets.",
    ))
}

/// Whether a decorator puts another function in the place of the view. One of the project's own may only note its name.
fn wraps(context: &Context, written: &str) -> bool {
    let name = written.split('(').next().unwrap_or_default().rsplit('.').next().unwrap_or_default().trim();
    let mut own = code::files(context.program).flat_map(|file| {
        file.hir
            .scopes
            .iter()
            .filter(move |scope| file.name(scope.name) == name)
            .map(move |scope| file.text_at(scope.span))
    });
    own.all(|body| body.contains("wraps(") || body.matches("def ").count() > 1)
}

/// Flask-Admin: views of models that everybody may use, in an application that knows its users.
fn open_administration<'c>(
    context: &'c Context,
    rule: &'c Rule,
    knows_users: &'c dyn Fn(FileId) -> bool,
) -> impl Iterator<Item = Draft> + 'c {
    // Flask-Admin has blueprints of its own: a hook of another one does not run for them.
    let is_for_all =
        |hook: &&Route| !hook.endpoint.contains('.') || context.text(hook.registration).contains("before_app_request");
    let hooks = move || context.analysis.routes.iter().filter(|route| route.kind == "hook").filter(is_for_all);
    context.facts("admin-view").filter_map(move |fact| {
        let file = code::file(context.program, fact.place.file);
        let view = views::argument(fact, &["view", "args"])?;
        let class = view.view.path.as_deref()?;
        let is_own_guard = file.imports("flask_basicauth")
            || hooks().any(|hook| context.concerns(hook.handler.file, file.id) && guards::refuses(context, hook));
        if is_own_guard || access(context, file, class, 0) != Access::Open || !knows_users(file.id) {
            return None;
        }
        let name = class.rsplit('.').next().unwrap_or_default();
        let message = format!("everybody may use this part of the administration: `{name}` has no `is_accessible`");
        let draft = context.draft(rule, view.place, fact.holder, message);
        Some(if file.is_test() { draft.quiet() } else { draft })
    })
}

/// What a class of views says about who may use them.
#[derive(PartialEq)]
enum Access {
    /// It is one of models, and nobody is asked.
    Open,
    /// It has nothing to do with it.
    Silent,
    /// Somebody is asked, or may be.
    Asks,
}

fn access(context: &Context, near: code::Code, class: &str, depth: u32) -> Access {
    if class.starts_with("flask_admin.") {
        return if class.ends_with("ModelView") { Access::Open } else { Access::Silent };
    }
    let name = class.rsplit('.').next().unwrap_or_default();
    let found = code::files(context.program).filter(|file| context.concerns(file.id, near.id)).find_map(|file| {
        let scope =
            file.hir.scopes.iter().find(|scope| scope.kind == ScopeKind::Class && file.name(scope.name) == name)?;
        Some((file, scope))
    });
    let Some((file, scope)) = found.filter(|_| depth < 8) else {
        return match name {
            "ModelView" if near.imports("flask_admin") => Access::Open,
            "BaseView" | "AdminIndexView" | "object" => Access::Silent,
            // Nobody knows what it does.
            _ => Access::Asks,
        };
    };
    let text = file.text_at(scope.span);
    if ["def is_accessible", "def _handle_view", "is_accessible ="].iter().any(|word| text.contains(word)) {
        return Access::Asks;
    }
    let bases = file.arguments(scope.bases).iter().map(|base| file.dotted(base.value()));
    bases.fold(Access::Silent, |all, base| match (all, access(context, file, base, depth + 1)) {
        (Access::Asks, _) | (_, Access::Asks) => Access::Asks,
        (Access::Open, _) | (_, Access::Open) => Access::Open,
        _ => Access::Silent,
    })
}

fn is_guarded(route: &Route) -> bool {
    route.guards.iter().any(|guard| GUARDS.contains(&guard.as_str()))
}

/// Whether what is run for it looks at the session or at a key in a header and refuses somebody, wherever that is written.
fn asks_itself(route: &Route) -> bool {
    let by_header = |(kind, read): &(u16, String)| {
        // Of a header whose name stands elsewhere it is not known what it holds: who refuses for it asks for a proof.
        let asked = read.split_once("headers").and_then(|(_, rest)| rest.split_once(['(', '[']));
        let has_name = asked.is_none_or(|(_, name)| name.trim_start().starts_with(['"', '\'']));
        concept::source_name(*kind) == "http-header"
            && (!has_name || naming::has_any(read, &["authorization", "key", "token", "signature", "sign"]))
    };
    route.facts.contains(&"assert-auth") && (route.reads("session") || route.inputs.iter().any(by_header))
}

/// The first part of an address with more parts, if it is a word.
fn first_part(rule: &str) -> Option<&str> {
    let (first, rest) = rule.strip_prefix('/')?.split_once('/')?;
    let is_word = !first.is_empty() && !first.contains('<') && !matches!(first, "api" | "v1" | "v2" | "v3");
    (is_word && !rest.is_empty()).then_some(first)
}

/// Whether a view is the only one under its part of the addresses that asks nobody. One that only shows something counts if
/// it shows what is stored, and at least two others that only show something ask.
fn is_alone(route: &Route, beside: &[&Route], asks: &dyn Fn(&Route) -> bool) -> bool {
    let others = || beside.iter().filter(|other| other.handler != route.handler);
    let names = format!("{} {}", route.rule, route.own_name());
    if naming::has_any(&names, OPEN) || others().any(|other| !asks(other)) {
        return false;
    }
    if guards::writes(route) {
        return does_harm(route) && others().count() >= 2;
    }
    let only_show = others().filter(|other| !guards::writes(other)).count();
    only_show >= 2 && route.reads("database")
}

/// Words of views that give everything at once.
const WHOLE: &[&str] =
    &["export", "dump", "backup", "backups", "users", "members", "customers", "employees", "invoices"];

/// Whether a view that only shows something is called one that hands out all there is.
fn hands_out_all(route: &Route) -> bool {
    let names = format!("{} {}", route.rule, route.own_name());
    route.kind != "error-handler"
        && !guards::writes(route)
        && naming::has_any(&names, WHOLE)
        && !naming::has_any(&names, OPEN)
}

/// Whether every other view asks who is there, but for those that are open for a reason; and there are some.
fn nearly_all_ask(routes: &[&Route], asks: &dyn Fn(&Route) -> bool) -> bool {
    let named = |route: &Route| format!("{} {}", route.rule, route.own_name());
    let open = routes.iter().filter(|route| !asks(route) && !naming::has_any(&named(route), OPEN)).count();
    open == 1 && routes.iter().filter(|route| asks(route)).count() >= 4
}

/// Words of what everybody may see: pages of a site, pictures, feeds that programs fetch, what was shared by its address.
const SHOWN: &[&str] = &[
    "index",
    "home",
    "landing",
    "about",
    "badge",
    "feed",
    "feeds",
    "rss",
    "atom",
    "sitemap",
    "robots",
    "version",
    "docs",
    "doc",
    "help",
    "faq",
    "terms",
    "privacy",
    "legal",
    "favicon",
    "embed",
    "embedded",
    "share",
    "shared",
    "preview",
    "avatar",
    "thumbnail",
    "thumb",
    "image",
    "images",
    "photo",
    "logo",
    "icon",
    "media",
    "assets",
    "post",
    "posts",
    "article",
    "articles",
    "blog",
    "news",
    "page",
    "pages",
    "product",
    "products",
    "category",
    "tag",
    "archive",
    "profile",
    "qr",
    "ical",
    "ics",
    "calendar",
    "schema",
    "openapi",
    "swagger",
    "spec",
    "challenge",
    "pixel",
    "open",
    "guest",
    "anonymous",
    "redirect",
    "short",
    "info",
    "config",
    "upload",
    "uploads",
    "css",
    "js",
];

/// Words of what somebody sends who is let in for it.
const PROOFS: &[&str] =
    &["code", "token", "secret", "otp", "pin", "key", "signature", "password", "challenge", "assertion", "credential"];

/// Whether a view is the only one of its group that asks nobody; the number of the others. One that shows something counts if
/// its address says what of it, and it gets that from where others get it that ask and only show something as well; or
/// if it hands out a table, as all others do. One that is there to change something counts beside three such others.
fn only_one_open(context: &Context, route: &Route, routes: &[&Route], asks: &dyn Fn(&Route) -> bool) -> Option<usize> {
    let names = format!("{} {}", route.rule, route.own_name());
    if naming::has_any(&names, OPEN)
        || !guards::writes(route) && naming::has_any(&names, SHOWN)
        || naming::has_any(&names, JOINING)
        || route.facts.iter().any(|fact| matches!(*fact, "password-hash" | "caller-proved"))
    {
        return None;
    }
    let others: Vec<&&Route> = routes.iter().filter(|other| other.handler != route.handler).collect();
    // A class of views may ask before any of its methods is called.
    let asks_before = |other: &Route| {
        let mut same = context.analysis.routes.iter().filter(|before| before.endpoint == other.endpoint);
        same.any(|before| {
            context.text(before.handler) == "dispatch_request"
                && context.concerns(before.handler.file, other.handler.file)
                && guards::refuses(context, before)
        })
    };
    if others.is_empty() || !others.iter().all(|other| asks(other) || asks_before(other)) || asks_before(route) {
        return None;
    }
    let distinct = |wanted: &dyn Fn(&Route) -> bool| {
        others.iter().filter(|other| wanted(other)).map(|other| other.handler).collect::<BTreeSet<Place>>().len()
    };
    let (all, writing) = (distinct(&|_| true), distinct(&guards::writes));
    let file = code::file(context.program, route.scope.file);
    let text = file.scope_text(route.scope.scope);
    if guards::writes(route) {
        // Who sends a code proves by it who he is, and is let in for it.
        let mut keys = text.split(['"', '\'']).skip(1).step_by(2);
        let proves = keys.any(|key| !key.contains(' ') && naming::has_any(key, PROOFS))
            || route.inputs.iter().any(|(_, read)| naming::has_any(read, PROOFS));
        // What only reckons with what was sent is nobody's.
        let does_something =
            !route.facts.is_empty() || calls(context, route).into_iter().any(|name| is_own(context, route, name));
        return (writing >= 3 && !proves && does_something).then_some(all);
    }
    // `Note.query.filter_by(public=True)`
    if naming::has_any(&text, &["public", "is_public", "published", "anonymous"]) {
        return None;
    }
    let own = sources_of(context, route);
    let shares = |other: &Route| !guards::writes(other) && !own.is_disjoint(&sources_of(context, other));
    let is_like_all = gives_table(route) && others.iter().all(|other| gives_table(other) && shares(other));
    let is_one_of_them =
        route.rule.contains('<') && all >= 3 && all - writing >= 2 && others.iter().any(|other| shares(other));
    (is_like_all || is_one_of_them).then_some(all)
}

/// Whether a view answers with a file of a table, by its address.
fn gives_table(route: &Route) -> bool {
    !guards::writes(route) && naming::has_any(&route.rule, &["csv", "xlsx", "xls", "tsv", "ods"])
}

/// What a view gets its data from, by what it calls: classes of the project, and functions of the project that find something.
fn sources_of<'c>(context: &Context<'c>, route: &Route) -> BTreeSet<&'c str> {
    const FINDING: &[&str] = &["get", "load", "find", "fetch", "read", "rows", "query", "list", "select", "lookup"];
    const OTHERWISE: &[&str] = &[
        "form",
        "schema",
        "error",
        "exception",
        "response",
        "serializer",
        "url",
        "json",
        "template",
        "config",
        "locale",
    ];
    calls(context, route)
        .into_iter()
        .filter(|name| !naming::has_any(name, OTHERWISE))
        .filter(|name| name.starts_with(char::is_uppercase) || naming::has_any(name, FINDING))
        .filter(|name| is_own(context, route, name))
        .collect()
}

/// Whether a name is that of a function or class of the project.
fn is_own(context: &Context, route: &Route, name: &str) -> bool {
    let mut files = code::files(context.program).filter(|other| context.concerns(other.id, route.scope.file));
    files.any(|other| other.hir.scopes.iter().any(|scope| other.name(scope.name) == name))
}

/// The first names of what a view calls, and of what it hands over first: `Order`, `db` and `Order` for `db.session.get(Order, 1)`.
fn calls<'c>(context: &Context<'c>, route: &Route) -> Vec<&'c str> {
    let file = code::file(context.program, route.scope.file);
    let within = context.program.scope(route.scope).span;
    let called = file.exprs().filter_map(move |(id, expr)| match expr {
        Expr::Call { callee, arguments } if code::holds(within, file.span(id)) => {
            let name = file.dotted(callee).split('.').next().unwrap_or_default();
            let first = file.arguments(arguments).first().map_or("", |first| file.dotted(first.value()));
            Some([name, first])
        }
        _ => None,
    });
    called.flatten().filter(|name| !name.is_empty()).collect()
}

/// Words of what everybody may add, and only some may take away.
const CONTRIBUTIONS: &[&str] = &["comment", "comments", "feedback", "review", "reviews"];

/// Words of views by which people become known; only where a password is hashed for them.
const JOINING: &[&str] = &["join", "enroll", "enrol", "become", "onboard", "apply"];

fn does_harm(route: &Route) -> bool {
    let names = format!("{} {}", route.rule, route.own_name());
    if naming::has_any(&names, JOINING) && route.facts.contains(&"password-hash") {
        return false;
    }
    let takes_away = naming::has_any(&names, &["delete", "remove", "destroy", "purge", "approve"])
        && naming::has_any(&names, CONTRIBUTIONS);
    if naming::has_any(&names, OPEN) && !takes_away {
        return false;
    }
    // Who registers is nobody yet, whatever the view is called.
    if route.facts.contains(&"password-hash") && !naming::has_any(&names, SENSITIVE) {
        return false;
    }
    let changes = route
        .facts
        .iter()
        .any(|fact| matches!(*fact, "state-change" | "model-attribute-set" | "upload-saved" | "exec" | "shell-call"));
    // A view that answers `DELETE` deletes, whatever the program keeps its data in (RFC 9110, section 9.3.5).
    let deletes = route.methods.iter().any(|method| method == "DELETE");
    deletes || changes && (guards::writes(route) || naming::has_any(&names, SENSITIVE))
}

/// Whether the view is called an administration's, and changes something or shows what is stored.
fn administers(context: &Context, route: &Route) -> bool {
    let names = format!("{} {}", route.rule, route.own_name());
    if !naming::has_any(&names, ADMINISTRATION) || naming::has_any(&names, OPEN) {
        return false;
    }
    let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope);
    let shows =
        [".query", "execute(", "select(", ".all()", "scalars(", ".find("].iter().any(|word| text.contains(word));
    shows || does_harm(route)
}

/// Whether the view looks for itself: at the session, the user, a header, or refuses somebody.
fn checks_by_hand(context: &Context, route: &Route) -> bool {
    let reads = route.inputs.iter().any(|(kind, read)| {
        matches!(concept::source_name(*kind), "session")
            || concept::source_name(*kind) == "http-header"
                && naming::has_any(read, &["authorization", "key", "token", "signature"])
    });
    let looks =
        route.facts.iter().any(|fact| matches!(*fact, "current-user-read" | "login" | "password-check" | "jwt-decode"))
            || refuses_somebody(context, route);
    let file = code::file(context.program, route.scope.file);
    let text = file.scope_text(route.scope.scope);
    // A decorator that the analysis does not know may be a guard.
    let has_unknown_decorator = !guards::asking_decorators(context, route).is_empty();
    reads
        || looks
        || has_unknown_decorator
        || looks_at_session(&text)
        || ["current_user", "g.user", "verify_", "check_perm", "require_", "signature", "PUBLIC"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether it ends with 401 or 403 for somebody, or calls what looks whether he may, and hides behind a 404 what he may not see.
fn refuses_somebody(context: &Context, route: &Route) -> bool {
    const REFUSALS: &[&str] =
        &["NotAuthorized", "Unauthorized", "Forbidden", "PermissionDenied", "PermissionError", "AccessDenied"];
    let file = code::file(context.program, route.scope.file);
    let calls_one_that_does = || {
        let called = file.exprs().filter_map(|(id, expr)| match expr {
            Expr::Call { callee, .. } if file.scope_at(file.span(id)) == route.scope.scope => Some(file.dotted(callee)),
            _ => None,
        });
        let names: Vec<&str> = called.filter(|name| !name.contains('.')).collect();
        file.hir.scopes.iter().any(|scope| {
            scope.kind == ScopeKind::Function
                && names.contains(&file.name(scope.name))
                && REFUSALS.iter().any(|word| file.text_at(scope.span).contains(word))
        })
    };
    route.facts.contains(&"assert-auth") || calls_one_that_does()
}

/// `session["user"]`, `session.get("user")`: Flask's session, not a database's (`db.session.get(Note, 1)`).
fn looks_at_session(text: &str) -> bool {
    ["session[", "session.get"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|letter| letter == '.' || letter == '_' || letter.is_alphanumeric())
                || text[..at].ends_with("flask.")
        })
    })
}

/// A hook on the same blueprint or in the same file that refuses or sends to the sign-in.
fn has_guarding_hook(context: &Context, blueprint: &str, routes: &[&Route]) -> bool {
    let hooks = context.analysis.routes.iter().filter(|route| route.kind == "hook");
    hooks.into_iter().any(|hook| {
        let registration = context.text(hook.registration);
        let is_application_wide = registration.contains("before_app_request");
        // A blueprint's hooks run for those that are registered on it, too.
        let is_of_another = hook
            .endpoint
            .rsplit_once('.')
            .is_some_and(|(own, _)| own != blueprint && !blueprint.starts_with(&format!("{own}.")))
            && !is_application_wide;
        // A hook of another file counts if it is the application's, not another blueprint's.
        let is_of_all = naming::has_any(registration, &["app", "application"]) || is_application_wide;
        let is_near = routes.iter().any(|route| route.handler.file == hook.handler.file) || is_of_all;
        is_near && !is_of_another && guards::refuses(context, hook)
    })
}
