//! Finds views that change state for whoever has the cookie, in an application that never asks where the request comes from.

use crate::{Context, Draft, code, naming};
use std::collections::BTreeMap;
use stopple_finding::Rule;
use stopple_flow::outcome::Route;
use stopple_libraries::concept;
use stopple_program::FileId;

const WRITING: &[&str] = &["DELETE", "PATCH", "POST", "PUT"];
const CHANGES: &[&str] =
    &["state-change", "session-set", "login", "model-attribute-set", "upload-saved", "password-hash"];

/// One finding for each such view.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = by_link(context, rule);
    drafts.extend(by_form(context, rule));
    drafts
}

/// Words of views that change what cannot be brought back.
const CHANGING: &[&str] =
    &["delete", "remove", "destroy", "drop", "purge", "transfer", "pay", "promote", "demote", "revoke", "ban"];

/// Views that change something when a link is followed: no extension looks at `GET`, and a picture on another site is enough.
fn by_link(context: &Context, rule: &Rule) -> Vec<Draft> {
    let follows = |route: &&Route| {
        matches!(route.kind.as_str(), "route" | "class-view")
            && route.methods.iter().all(|method| matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS"))
            && !route.methods.is_empty()
            && route.facts.contains(&"state-change")
            && naming::has_any(&format!("{} {}", route.rule, route.own_name()), CHANGING)
            && asks_for_user(route)
            && !context.names_endpoint(context.option(rule, "exempt"), route)
            && !sends_strict_cookies(context, route.handler.file)
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

/// Views that change something on a form's word.
fn by_form(context: &Context, rule: &Rule) -> Vec<Draft> {
    if context.is_guarded("csrf") {
        return Vec::new();
    }
    // Of each application by itself, looked up once.
    let mut known: BTreeMap<u32, Application> = BTreeMap::new();
    let mut application = |route: &Route| {
        let file = route.handler.file;
        let number = context.analysis.applications.get(file.0 as usize).copied().unwrap_or_default();
        *known.entry(number).or_insert_with(|| Application::of(context, file))
    };
    let hooks: Vec<&Route> =
        context.analysis.routes.iter().filter(|route| route.kind == "hook" && asks_for_user(route)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    for route in &context.analysis.routes {
        let Application { is_protected, by_token, knows_users } = application(route);
        if is_protected || !is_open(context, route) || context.names_endpoint(context.option(rule, "exempt"), route) {
            continue;
        }
        let name = context.text(route.handler);
        let mut draft = context.draft(
            rule,
            route.handler,
            route.scope,
            format!("`{name}` does what a form of any other site tells it to"),
        );
        let changes = route.facts.iter().any(|fact| CHANGES.contains(fact));
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

impl Application {
    fn of(context: &Context, file: FileId) -> Self {
        let by_token = has_tokens(context, file);
        let routes = || context.analysis.routes.iter().filter(|route| context.concerns(route.handler.file, file));
        Self {
            is_protected: context.has_fact_for(file, &["csrf-protection"])
                || has_own_protection(context, file)
                || sends_strict_cookies(context, file),
            by_token,
            knows_users: context.has_fact_for(file, &["session-set", "login", "current-user-read"])
                || !by_token && routes().any(|route| route.guards.iter().any(|guard| guard == "login")),
        }
    }
}

fn has_tokens(context: &Context, application: FileId) -> bool {
    code::files(context.program)
        .filter(|file| context.concerns(file.id, application))
        .any(|file| ["flask_jwt_extended", "flask_jwt", "flask_httpauth"].iter().any(|package| file.imports(package)))
}

/// Whether the hook runs before the view, as far as can be seen: it is the application's, or it stands in the same folder.
fn is_for(context: &Context, hook: &Route, route: &Route) -> bool {
    let folder = |route: &Route| {
        context.source(route.handler).path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    folder(hook) == folder(route) || naming::has_any(context.text(hook.registration), &["app", "application"])
}

/// Whether it matters to the view whose cookie came along.
fn asks_for_user(route: &Route) -> bool {
    route.guards.iter().any(|guard| matches!(guard.as_str(), "login" | "role"))
        || route.facts.iter().any(|fact| matches!(*fact, "session-set" | "current-user-read"))
        || route.inputs.iter().any(|(kind, _)| concept::source_name(*kind) == "session")
}

/// Whether a form of another site reaches what the view does.
fn is_open(context: &Context, route: &Route) -> bool {
    if !matches!(route.kind.as_str(), "route" | "class-view" | "resource")
        || !route.methods.iter().any(|method| WRITING.contains(&method.as_str()))
    {
        return false;
    }
    let reads = |word: &str| route.inputs.iter().any(|(kind, _)| concept::source_name(*kind) == word);
    let reads_form = reads("http-form") || reads("http-file");
    let takes_nothing = !reads_form
        && !reads("http-json")
        && !reads("http-body")
        && route.methods.iter().any(|method| method == "POST")
        && route.facts.contains(&"state-change")
        && route.kind == "route";
    if !reads_form && !takes_nothing {
        return false;
    }
    // A form of Flask-WTF checks by itself.
    if route.facts.contains(&"csrf-form")
        || route.guards.iter().any(|guard| matches!(guard.as_str(), "csrf" | "csrf-exempt"))
    {
        return false;
    }
    let reads_header = route.inputs.iter().any(|(kind, read)| {
        concept::source_name(*kind) == "http-header" && !naming::has_any(read, &["referer", "referrer", "user_agent"])
    });
    !reads_header && !names_a_check(context, route)
}

/// Whether the view speaks of a check of its own.
fn names_a_check(context: &Context, route: &Route) -> bool {
    let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope).to_lowercase();
    ["csrf", "xsrf", "authorization", "api_key", "signature"].iter().any(|word| text.contains(word))
}

/// A hook of the project's own that looks at a token or at the origin.
fn has_own_protection(context: &Context, application: FileId) -> bool {
    let hooks = context.analysis.routes.iter().filter(|route| route.kind.ends_with("hook"));
    hooks.filter(|hook| context.concerns(hook.handler.file, application)).any(|route| {
        let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope).to_lowercase();
        ["csrf", "xsrf", "origin", "sec-fetch-site"].iter().any(|word| text.contains(word))
    })
}

/// `SameSite=Strict` on the session's cookie: no other site's form is sent with it.
fn sends_strict_cookies(context: &Context, application: FileId) -> bool {
    crate::settings::of(context, &["SESSION_COOKIE_SAMESITE"])
        .iter()
        .filter(|setting| context.concerns(setting.place.file, application))
        .any(|setting| setting.text().is_some_and(|text| text.eq_ignore_ascii_case("strict")))
}
