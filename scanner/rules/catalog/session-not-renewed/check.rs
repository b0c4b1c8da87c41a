//! Finds sign-ins that keep the session of before.

use crate::{Context, Draft, code, naming, settings, views};
use stopple_finding::{Rule, Severity};
use stopple_flow::outcome::{Fact, Route};
use stopple_program::ScopeRef;
use stopple_syntax::hir::Stmt;

const USERS: &[&str] = &[
    "user",
    "userid",
    "uid",
    "username",
    "account",
    "logged",
    "authenticated",
    "admin",
    "member",
    "customer",
    "person",
    "staff",
    "employee",
    "operator",
];
/// What providers of identities call who signed in. Beside other words they name something else: `mail_subject`, `login_identity`.
const SUBJECTS: &[&str] = &["subject", "sub", "identity", "principal"];
/// What reads who signed in elsewhere out of what the provider sent.
const PROVIDED: &[&str] = &[
    "jwt.decode(",
    "authorize_access_token(",
    "parse_id_token(",
    "fetch_id_token(",
    "verify_id_token(",
    "verify_oauth2_token(",
    "acquire_token_by_auth_code_flow(",
    "acquire_token_by_authorization_code(",
];

/// Words of what is kept about a sign-in, and is not the user: `session["login_reason"]`.
const ABOUT: &[&str] =
    &["reason", "mechanism", "method", "provider", "next", "url", "attempts", "failed", "state", "time", "at", "error"];

/// The name of the class whose `get` or `post` this is.
fn class_of_view<'a>(file: code::Code<'a>, span: stopple_source::Span) -> Option<&'a str> {
    let function = file.scope(file.scope_at(span))?;
    if !matches!(file.name(function.name), "get" | "post" | "put" | "dispatch_request") {
        return None;
    }
    let class = file.scope(function.parent?)?;
    (class.kind == stopple_syntax::hir::ScopeKind::Class).then(|| file.name(class.name))
}

/// One finding for each place that puts the user into the session.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    // Its cookie is `__Host-`: nobody plants one from a neighbouring name or over plain HTTP.
    if context.is_guarded("session") && context.is_guarded("https") {
        return Vec::new();
    }
    let renewed = renewed_keys(context);
    let is_on_server = code::files(context.program).any(|file| file.imports("flask_session"));
    let mut drafts = Vec::new();
    for fact in context.facts("session-set") {
        let keys = keys_of(fact);
        let signs_in = puts_a_user(fact) && signs_in(context, fact)
            || keys.iter().any(|key| renewed.iter().any(|(own, holder)| own == key && *holder != fact.holder))
                && begins_a_session(context, fact);
        if !signs_in || renews(context, fact) || drafts.iter().any(|(holder, _): &(_, Draft)| *holder == fact.holder) {
            continue;
        }
        let mut draft =
            context.draft(rule, fact.place, fact.holder, "the user is put into the session that was there before");
        if is_on_server {
            draft.severity = Severity::Medium;
            draft.audience = stopple_finding::Audience::Regular;
        }
        drafts.push((fact.holder, draft));
    }
    if is_on_server {
        drafts.extend(marked(context, rule));
    }
    drafts.into_iter().map(|(_, draft)| draft).collect()
}

/// `login_user(user)` of Flask-Login writes into the session and leaves its identifier as it is. Where the session lies on the
/// server, who planted the identifier is signed in too, unless the client's address is compared with each request.
fn marked<'c>(context: &'c Context, rule: &'c Rule) -> impl Iterator<Item = (ScopeRef, Draft)> + 'c {
    let protects = || {
        settings::of(context, &["SESSION_PROTECTION"]).iter().any(|setting| setting.text() == Some("strong"))
            || code::files(context.program).any(|file| {
                file.stmts().any(|(_, statement)| match statement {
                    Stmt::Assign { targets, value } => {
                        file.string(value) == Some("strong")
                            && file.list(targets).iter().any(|at| file.dotted(*at).ends_with(".session_protection"))
                    }
                    _ => false,
                })
            })
    };
    let facts = context.facts("login").filter(move |fact| {
        let file = code::file(context.program, fact.place.file);
        let on_server = |other: &code::Code| other.imports("flask_session") && context.concerns(other.id, file.id);
        fact.path.starts_with("flask_login.")
            && !file.is_test()
            && checks_a_password(context, fact)
            && !renews(context, fact)
            && code::files(context.program).any(|other| on_server(&other))
            && !protects()
    });
    facts.map(move |fact| {
        let message = "the user is signed in to the session that was there before, under the same identifier";
        let mut draft = context.draft(rule, fact.place, fact.holder, message);
        draft.severity = Severity::Medium;
        (fact.holder, draft)
    })
}

/// Whether a key of the session is called like the one for who is there.
fn names_user(key: &str) -> bool {
    naming::has_any(key, USERS) || SUBJECTS.contains(&key)
}

/// Whether the user is put into the session: `session["user_id"] = user.id`, `session.update(user_id=user.id)`.
fn puts_a_user(fact: &Fact) -> bool {
    let keys = keys_of(fact);
    let is_user = |key: &str| {
        (names_user(key) || key == "login" || key.ends_with("_id") && !key.starts_with('_'))
            && !naming::has_any(key, ABOUT)
    };
    keys.iter().any(|key| is_user(key)) || fact.arguments.iter().any(|given| is_user(&given.name))
}

fn signs_in(context: &Context, fact: &Fact) -> bool {
    let file = code::file(context.program, fact.place.file);
    let keys = keys_of(fact);
    let is_named = |name: &str| {
        naming::has_any(
            name,
            &["login", "signin", "sign_in", "log_in", "authenticate", "authorize", "auth", "callback", "authorized"],
        )
    };
    // `class Login(MethodView)`, which may keep other numbers too.
    let by_class = || {
        keys.iter().any(|key| naming::has_any(key, USERS)) && class_of_view(file, fact.place.span).is_some_and(is_named)
    };
    is_named(file.function_name(fact.place.span))
        || by_class()
        || checks_a_password(context, fact)
        || keys.iter().any(|key| names_user(key)) && comes_from_a_provider(context, fact)
}

/// Whether a view that everybody reaches reads who somebody is from the token of a provider. Who is signed in and adds
/// another account stays who he is.
fn comes_from_a_provider(context: &Context, fact: &Fact) -> bool {
    let file = code::file(context.program, fact.place.file);
    let text = file.scope_text(fact.holder.scope);
    let is_open = |route: &Route| route.guards.is_empty() && !route.facts.contains(&"current-user-read");
    PROVIDED.iter().any(|word| text.contains(word))
        && context.routes_of(fact.holder).any(is_open)
        && !naming::has_any(file.function_name(fact.place.span), &["link", "connect", "add"])
}

fn checks_a_password(context: &Context, fact: &Fact) -> bool {
    context.facts("password-check").any(|other| other.holder == fact.holder)
        // The password is checked in a helper of the view.
        || context.routes_of(fact.holder).any(|route| route.facts.contains(&"password-check"))
}

fn renews(context: &Context, fact: &Fact) -> bool {
    let cleared = context.facts("session-cleared").any(|other| {
        other.holder == fact.holder
            || code::holds(context.program.scope(fact.holder).span, other.place.span)
                && other.place.file == fact.place.file
    });
    let text = code::file(context.program, fact.place.file).scope_text(fact.holder.scope);
    cleared
        || ["session.clear(", "regenerate", "session.sid", "cycle_key(", "renew"].iter().any(|word| text.contains(word))
        // `for key in list(session): session.pop(key)`
        || text.contains(" in list(session") && (text.contains("session.pop(") || text.contains("del session["))
}

/// The keys under which a sign-in that empties the session puts the user, whatever they are called.
fn renewed_keys<'c>(context: &'c Context) -> Vec<(&'c str, ScopeRef)> {
    let mut found = Vec::new();
    for fact in context.facts("session-set") {
        if checks_a_password(context, fact) && renews(context, fact) {
            let keys = keys_of(fact);
            let about = |key: &&str| !naming::has_any(key, ABOUT);
            found.extend(keys.into_iter().filter(about).map(|key| (key, fact.holder)));
        }
    }
    found
}

/// Whether a view puts something into the session that it did not look at before: a second way to sign in, by a token or
/// another service. Who has just been registered comes from a form of this site.
fn begins_a_session(context: &Context, fact: &Fact) -> bool {
    let file = code::file(context.program, fact.place.file);
    let text = file.scope_text(fact.holder.scope);
    let function = file.function_name(fact.place.span);
    let looks = ["in session", "session.get(", "session.pop(", "= session[", "(session["];
    context.routes_of(fact.holder).next().is_some()
        && !looks.iter().any(|word| text.contains(word))
        && !naming::has_any(function, &["register", "registration", "signup", "sign_up", "join", "create", "setup"])
}

/// The keys of the session that are set.
fn keys_of(fact: &Fact) -> Vec<&str> {
    fact.argument("key").map(|key| views::strings(&key.view)).unwrap_or_default()
}
