//! Finds views that change state for whoever has the cookie, in an application that never asks where the request comes from.

use crate::{Context, Draft, code, guards, naming, settings};
use std::collections::BTreeMap;
use stopple_finding::Rule;
use stopple_flow::outcome::Route;
use stopple_libraries::concept;
use stopple_program::FileId;
use stopple_syntax::hir::{Expr, ScopeId, ScopeKind, Stmt};

/// One finding for each such view.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let known = Known::of(context);
    let mut drafts = by_link(context, rule, &known);
    drafts.extend(by_form(context, rule, &known));
    drafts
}

/// Words of views that change what cannot be brought back.
const CHANGING: &[&str] = &[
    "delete",
    "remove",
    "destroy",
    "drop",
    "purge",
    "transfer",
    "pay",
    "promote",
    "demote",
    "revoke",
    "ban",
    "cancel",
    "approve",
    "reject",
    "suspend",
    "disable",
    "deactivate",
    "erase",
    "wipe",
    "withdraw",
];

/// Views that change something when a link is followed: no extension looks at `GET`, and a picture on another site is enough.
fn by_link(context: &Context, rule: &Rule, known: &Known) -> Vec<Draft> {
    // A hook that loads the user from the session, and a decorator that asks for him.
    let loads_user = context.analysis.routes.iter().any(|route| route.kind == "hook" && asks_for_user(route));
    let is_asked = |route: &Route| loads_user && !guards::asking_decorators(context, route).is_empty();
    let follows = |route: &&Route| {
        matches!(route.kind.as_str(), "route" | "class-view")
            && route.methods.iter().any(|method| method == "GET")
            && (route.methods.iter().all(|method| matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS"))
                || deletes_by_link(context, route))
            && route.facts.contains(&"state-change")
            && naming::has_any(&format!("{} {}", route.rule, route.own_name()), CHANGING)
            && (asks_for_user(route) || is_asked(route))
            && !context.names_endpoint(context.option(rule, "exempt"), route)
            && !context.is_any_for(&known.strict, route.handler.file)
            && !names_a_check(context, route)
    };
    let routes = context.analysis.routes.iter().filter(follows);
    routes
        .map(|route| {
            let name = context.text(route.handler);
            let message = format!("`{name}` changes something when a link of any other site is followed");
            let draft = context.draft(rule, route.handler, route.scope, message);
            let draft = draft
                .advises("Let the view take `POST` alone, and send a token with it: `GET` is never asked for one.");
            if stopple_program::is_test_path(&context.source(route.handler).path) { draft.quiet() } else { draft }
        })
        .collect()
}

/// Whether a view answers `GET` as it does `DELETE`: it does not ask which one it is.
fn deletes_by_link(context: &Context, route: &Route) -> bool {
    let has = |wanted: &str| route.methods.iter().any(|method| method == wanted);
    let text = || code::file(context.program, route.scope.file).scope_text(route.scope.scope);
    has("DELETE") && !has("POST") && !text().contains(".method")
}

/// Views that change something on a form's word.
fn by_form(context: &Context, rule: &Rule, known: &Known) -> Vec<Draft> {
    if context.is_guarded("csrf") {
        return Vec::new();
    }
    let mut applications: BTreeMap<Option<u32>, Application> = BTreeMap::new();
    let mut application = |route: &Route| {
        let file = route.handler.file;
        *applications.entry(context.application_of(file)).or_insert_with(|| known.application(context, file))
    };
    let hooks: Vec<&Route> =
        context.analysis.routes.iter().filter(|route| route.kind == "hook" && asks_for_user(route)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    for route in &context.analysis.routes {
        let Application { is_protected, by_token, knows_users } = application(route);
        let is_left_out = || known.left_out.iter().any(|names| context.names_endpoint(names, route));
        if is_protected && !is_left_out()
            || !is_open(context, route)
            || context.names_endpoint(context.option(rule, "exempt"), route)
        {
            continue;
        }
        let name = context.text(route.handler);
        let mut draft = context.draft(
            rule,
            route.handler,
            route.scope,
            format!("`{name}` does what a form of any other site tells it to"),
        );
        let changes = guards::changes_something(route) || changes_in_memory(context, route);
        // Who is nobody yet has nothing that another site could use.
        let does = |what: &str| route.facts.contains(&what);
        // Who changes a password is asked for the old one, and is somebody before.
        let signs_in = does("login")
            || does("password-check") && (does("session-set") || does("set-cookie"))
            || naming::has_any(
                name,
                &[
                    "login",
                    "signin",
                    "register",
                    "signup",
                    "logout",
                    "recover",
                    "recoverpass",
                    "forgot",
                    "reset",
                    "subscribe",
                ],
            );
        // A resource of an API is not called by forms as a rule.
        let is_resource = route.kind == "resource" || by_token && !route.facts.contains(&"session-set");
        if !knows_users
            || !changes
            || is_resource
            || signs_in
            || !(asks_for_user(route) || hooks.iter().any(|hook| is_for(context, hook, route)))
            || stopple_program::is_test_path(&context.source(route.handler).path)
        {
            draft = draft.quiet();
        }
        if !drafts
            .iter()
            .any(|known| known.primary.span == draft.primary.span && known.primary.file.path == draft.primary.file.path)
        {
            drafts.push(draft);
        }
    }
    drafts
}

/// What holds for all views of an application.
#[derive(Clone, Copy)]
struct Application {
    is_protected: bool,
    /// Whether clients are known by a token that they send in a header.
    by_token: bool,
    knows_users: bool,
}

/// The files that say something about their application.
struct Known {
    /// `SameSite=Strict` on the session's cookie: no other site's form is sent with it.
    strict: Vec<FileId>,
    /// An extension, or a hook of the project's own, that looks at a token or at the origin.
    protecting: Vec<FileId>,
    /// The endpoints that such a hook lets through unseen.
    left_out: Vec<Vec<String>>,
    tokens: Vec<FileId>,
    users: Vec<FileId>,
    /// Where views are guarded by a login, which may be one by a token.
    logins: Vec<FileId>,
}

impl Known {
    fn of(context: &Context) -> Self {
        let of_facts = |names: &[&'static str]| {
            let facts = names.iter().flat_map(|name| context.facts(name));
            facts.map(|fact| fact.place.file).collect::<Vec<_>>()
        };
        let of_routes = |says: &dyn Fn(&Route) -> bool| {
            let routes = context.analysis.routes.iter().filter(|route| says(route));
            routes.map(|route| route.handler.file).collect::<Vec<_>>()
        };
        // Who signs people in, and so writes the session, may be another program with the same key.
        let reads_who = |route: &Route| {
            let is_who = |(kind, read): &(u16, String)| {
                concept::source_name(*kind) == "session" && naming::has_any(read, PEOPLE)
            };
            route.inputs.iter().any(is_who)
        };
        let mut users = of_facts(&["session-set", "login", "current-user-read"]);
        users.extend(of_routes(&reads_who));
        let cookies = settings::of(context, &["SESSION_COOKIE_SAMESITE"]);
        let is_strict = |text: &str| text.eq_ignore_ascii_case("strict");
        let strict = cookies.iter().filter(|setting| setting.text().is_some_and(is_strict));
        let hooks: Vec<&Route> =
            context.analysis.routes.iter().filter(|route| looks_at_origin(context, route)).collect();
        let mut protecting = of_facts(&["csrf-protection"]);
        protecting.extend(hooks.iter().map(|hook| hook.handler.file));
        Self {
            strict: strict.map(|setting| setting.place.file).collect(),
            protecting,
            left_out: hooks.iter().map(|hook| endpoints_left_out(context, hook)).collect(),
            tokens: guards::known_by_token(context),
            users,
            logins: of_routes(&|route| route.guards.iter().any(|guard| guard == "login")),
        }
    }

    fn application(&self, context: &Context, file: FileId) -> Application {
        let is_any = |files: &[FileId]| context.is_any_for(files, file);
        let by_token = is_any(&self.tokens);
        Application {
            is_protected: is_any(&self.protecting) || is_any(&self.strict),
            by_token,
            knows_users: is_any(&self.users) || !by_token && is_any(&self.logins),
        }
    }
}

/// Whether the hook runs before the view, as far as can be seen: it is the application's, or it stands in the same folder.
fn is_for(context: &Context, hook: &Route, route: &Route) -> bool {
    let folder = |route: &Route| {
        context.source(route.handler).path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    folder(hook) == folder(route) || naming::has_any(context.text(hook.registration), &["app", "application"])
}

/// What a session is asked for by who wants to know whose it is.
const PEOPLE: &[&str] = &["user", "uid", "userid", "username", "account", "member", "customer", "email", "login"];

/// Words of what is kept for the program's own use: that a request came changes it, whatever the request says.
const BOOKKEEPING: &[&str] = &[
    "cache", "cached", "caches", "memo", "limit", "limits", "limiter", "rate", "rates", "hits", "attempts", "tries",
    "failures", "seen", "stats", "metrics", "counter", "counters", "counts", "visits", "log", "logs", "history",
];

/// How names of functions begin that are there to change what is kept.
const KEEPING: &[&str] = &[
    "add", "append", "clear", "create", "delete", "drop", "insert", "put", "remove", "save", "set", "store", "update",
    "write",
];

/// Whether a view changes what the process keeps in its memory, itself or in a function that it calls, or the signed-in user.
fn changes_in_memory(context: &Context, route: &Route) -> bool {
    let file = code::file(context.program, route.scope.file);
    let changes_user = || {
        file.stmts().any(|(span, statement)| {
            let targets = match statement {
                Stmt::Assign { targets, .. } => file.list(targets).to_vec(),
                Stmt::Augmented { target, .. } | Stmt::Annotated { target, value: Some(_), .. } => vec![target],
                _ => return false,
            };
            file.scope_at(span) == route.scope.scope
                && targets.into_iter().any(|target| match file.expr(target) {
                    Expr::Attribute { base, name, .. } => {
                        let owner = file.dotted(base);
                        (owner.rsplit('.').next() == Some("current_user") || owner.ends_with("g.user"))
                            && !naming::has_any(file.name(name), BOOKKEEPING)
                    }
                    _ => false,
                })
        })
    };
    let changes_shared = || {
        let text = file.scope_text(route.scope.scope);
        context.facts("shared-change").any(|fact| {
            let changed = context.text(fact.place).split(['[', '(']).next().unwrap_or_default();
            let holder = code::file(context.program, fact.holder.file);
            // What a decorator puts around the view is no part of what it does.
            let is_called = || {
                holder.scope(fact.holder.scope).is_some_and(|scope| {
                    let parent = scope.parent.and_then(|parent| holder.scope(parent));
                    let is_inside = parent.is_some_and(|parent| parent.kind == ScopeKind::Function);
                    // A function that looks something up may remember it.
                    let is_method = parent.is_some_and(|parent| parent.kind == ScopeKind::Class);
                    let name = holder.name(scope.name);
                    !is_inside
                        && (is_method || KEEPING.iter().any(|verb| name.starts_with(verb)))
                        && scope.kind == ScopeKind::Function
                        && !naming::has_any(name, BOOKKEEPING)
                        && text.split(name).skip(1).any(|rest| rest.starts_with('('))
                })
            };
            !naming::has_any(changed, BOOKKEEPING) && (fact.holder == route.scope || is_called())
        })
    };
    changes_user() || route.facts.contains(&"shared-change") && changes_shared()
}

/// Whether it matters to the view whose cookie came along.
fn asks_for_user(route: &Route) -> bool {
    route.guards.iter().any(|guard| matches!(guard.as_str(), "login" | "role")) || guards::knows_by_cookie(route)
}

/// Whether a form of another site reaches what the view does.
fn is_open(context: &Context, route: &Route) -> bool {
    if !matches!(route.kind.as_str(), "route" | "class-view" | "resource") || !guards::writes(route) {
        return false;
    }
    let reads_form = route.reads("http-form") || route.reads("http-file") || takes_any_json(route);
    let takes_nothing = !reads_form
        && !route.reads("http-json")
        && !route.reads("http-body")
        && route.methods.iter().any(|method| method == "POST")
        && (route.facts.contains(&"state-change") || changes_in_memory(context, route))
        && route.kind == "route";
    if !reads_form && !takes_nothing {
        return false;
    }
    // A form of Flask-WTF checks by itself; what comes with a signature or a client's secret does not ask the cookie.
    if route.facts.contains(&"csrf-form")
        || guards::proves_caller(context, route)
        || route.guards.iter().any(|guard| matches!(guard.as_str(), "csrf" | "csrf-exempt"))
    {
        return false;
    }
    let reads_header = route
        .inputs
        .iter()
        .any(|(kind, read)| concept::source_name(*kind) == "http-header" && !is_sent_by_any_form(read));
    !reads_header && !names_a_check(context, route)
}

/// `request.get_json(force=True)`: JSON in whatever a form says that it is.
fn takes_any_json(route: &Route) -> bool {
    let is_forced = |read: &str| {
        let written: String = read.split_whitespace().collect();
        written.contains("get_json(True") || written.contains("force=True")
    };
    route.inputs.iter().any(|(kind, read)| concept::source_name(*kind) == "http-json" && is_forced(read))
}

/// Whether a header is one that browsers send with every form, or that of an uploaded file.
fn is_sent_by_any_form(read: &str) -> bool {
    let is_of_file = read.ends_with("mimetype") || read.ends_with("content_type") && !read.starts_with("request.");
    is_of_file && !read.starts_with("request.mimetype")
        || naming::has_any(read, &["referer", "referrer", "user_agent", "accept", "accept_languages"])
}

/// Whether the view speaks of a check of its own.
fn names_a_check(context: &Context, route: &Route) -> bool {
    let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope).to_lowercase();
    ["csrf", "xsrf", "authorization", "api_key", "signature"].iter().any(|word| text.contains(word))
        || compares_with_session(&text)
        || calls_a_check(context, route)
}

/// Whether a function of the project that the view calls, or is decorated with, compares what was sent with what the
/// session keeps, and refuses what differs.
fn calls_a_check(context: &Context, route: &Route) -> bool {
    if !route.reads("session") {
        return false;
    }
    let file = code::file(context.program, route.scope.file);
    let Some(view) = file.scope(route.scope.scope) else { return false };
    let mut called: Vec<&str> = context.decorators(route.scope).collect();
    called.extend(file.exprs().filter_map(|(id, expr)| match expr {
        Expr::Call { callee, .. } if code::holds(view.span, file.span(id)) => Some(file.dotted(callee)),
        _ => None,
    }));
    let names: Vec<&str> = called.iter().filter_map(|name| name.rsplit('.').next()).collect();
    code::files(context.program).filter(|other| context.concerns(other.id, file.id)).any(|other| {
        (0..).map(ScopeId).zip(&other.hir.scopes).any(|(id, scope)| {
            scope.kind == ScopeKind::Function
                && names.contains(&other.name(scope.name))
                && compares_with_session(&other.scope_text(id).to_lowercase())
        })
    })
}

/// Whether a function compares something of the session with something that was sent, and refuses what differs.
fn compares_with_session(text: &str) -> bool {
    let reads_sent = ["request.form", "request.values", "request.headers", "request.get_json", "request.json"]
        .iter()
        .any(|read| text.contains(read));
    let keeps = ["session[", "session.get(", "session.pop("].iter().any(|read| text.contains(read));
    let compares = |line: &str| {
        line.contains("compare_digest(")
            || (line.contains(" != ") || line.contains(" == "))
                && ["token", "session", "nonce"].iter().any(|word| line.contains(word))
                && !line.contains("request.method")
    };
    let refuses = ["abort(", "raise ", "return false", "400", "403"].iter().any(|word| text.contains(word));
    reads_sent && keeps && refuses && text.lines().any(compares)
}

/// `request.endpoint not in NO_TOKEN and ...`, and `if request.endpoint in NO_TOKEN: return`: the names in that collection.
fn endpoints_left_out(context: &Context, hook: &Route) -> Vec<String> {
    let file = code::file(context.program, hook.scope.file);
    let text = file.scope_text(hook.scope.scope);
    let mut names = Vec::new();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let (rest, lets_through) = match line.split_once("request.endpoint ") {
            Some((_, rest)) if rest.starts_with("not in ") => (rest.trim_start_matches("not in "), false),
            Some((_, rest)) if rest.starts_with("in ") => (rest.trim_start_matches("in "), true),
            _ => continue,
        };
        if lets_through != (next.starts_with("return") || line.contains(": return")) {
            continue;
        }
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        for (_, value) in file.assigned(name) {
            if let Expr::Set { items } | Expr::Tuple { items } | Expr::List { items } = file.expr(value) {
                names.extend(file.list(items).iter().filter_map(|item| file.string(*item)).map(str::to_owned));
            }
        }
    }
    names
}

/// A hook of the project's own that looks at a token or at the origin.
fn looks_at_origin(context: &Context, route: &Route) -> bool {
    if !route.kind.ends_with("hook") {
        return false;
    }
    let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope).to_lowercase();
    // What the form sent is compared with what the session keeps.
    let compares =
        text.contains("token") && route.reads("session") && (route.reads("http-form") || route.reads("http-header"));
    compares || ["csrf", "xsrf", "origin", "sec-fetch-site"].iter().any(|word| text.contains(word))
}
