//! Looks at the flags of cookies, where they are set and in the settings of the session's cookie.

use crate::{Context, Draft, code, naming, settings, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Fact;

/// Cookies that an attacker would like to have.
const PRECIOUS: &[&str] = &[
    "session",
    "sessionid",
    "sid",
    "auth",
    "token",
    "jwt",
    "login",
    "user",
    "userid",
    "remember",
    "access",
    "refresh",
    "secret",
    "credential",
    "identity",
    "account",
    "admin",
    "role",
    "uid",
    "username",
    "api_key",
];
/// Cookies that hold a preference.
const HARMLESS: &[&str] = &[
    "lang", "language", "locale", "theme", "tz", "timezone", "currency", "consent", "sidebar", "view", "mode", "dark",
    "color", "seen", "visited", "visits", "banner", "sort", "page", "font", "layout", "test", "flash", "country",
    "region", "cookies",
];
/// Settings of cookies that extensions set, with the names that these have unless told otherwise.
const KEYS: &[(&str, &str)] = &[
    ("SESSION_COOKIE_SECURE", "session"),
    ("SESSION_COOKIE_HTTPONLY", "session"),
    ("REMEMBER_COOKIE_SECURE", "remember_token"),
    ("REMEMBER_COOKIE_HTTPONLY", "remember_token"),
    ("JWT_COOKIE_SECURE", "access_token_cookie"),
];

/// All cookies whose flags are off.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = context.facts("set-cookie").filter_map(|fact| judge(context, rule, fact)).collect();
    let keys: Vec<&str> =
        KEYS.iter().filter(|(_, cookie)| !context.hardens_cookie(cookie)).map(|(key, _)| *key).collect();
    for setting in settings::of(context, &keys) {
        if setting.is(false) && !setting.is_for_developers && !setting.is_fallback {
            let mut draft = context.draft(rule, setting.place, setting.holder, format!("`{}` is off", setting.key));
            draft.severity = Severity::Medium;
            draft.identity.push(setting.key);
            drafts.push(draft);
        }
    }
    drafts
}

fn judge(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let key = fact.argument("key").map(|key| views::strings(&key.view)).unwrap_or_default().join(" ");
    let is_removed = fact.argument("value").is_some_and(|value| views::strings(&value.view) == [""])
        || ["max_age", "expires"]
            .iter()
            .any(|name| fact.argument(name).is_some_and(|argument| views::integer(&argument.view) == Some(0)));
    if is_removed || context.hardens_cookie(&key) {
        return None;
    }
    let is_precious = naming::has_any(&key, PRECIOUS);
    let is_for_scripts = naming::has_any(&key, &["csrf", "xsrf"]);
    let file = code::file(context.program, fact.place.file);
    let quiet = |draft: Draft| {
        if file.is_test() || (naming::has_any(&key, HARMLESS) && !is_precious) { draft.quiet() } else { draft }
    };
    for flag in ["secure", "httponly"] {
        let Some(argument) = fact.argument(flag) else { continue };
        if views::is(&argument.view, false) && !(flag == "httponly" && is_for_scripts) {
            let mut draft = context.draft(
                rule,
                argument.place,
                fact.holder,
                format!("the cookie{} is set with `{flag}` off", quoted(&key)),
            );
            draft.severity = if is_precious { Severity::Medium } else { Severity::Low };
            return Some(quiet(draft));
        }
    }
    if views::has_hidden_arguments(fact) {
        return None;
    }
    let lacks = |flag: &str| fact.argument(flag).is_none();
    let (secure, http_only) = (lacks("secure"), lacks("httponly") && !is_for_scripts);
    let missing = match (secure, http_only) {
        (true, true) => "`secure` and `httponly`",
        (true, false) => "`secure`",
        (false, true) => "`httponly`",
        (false, false) if lacks("samesite") => "`samesite`",
        (false, false) => return None,
    };
    let mut draft =
        context.draft(rule, fact.place, fact.holder, format!("the cookie{} is set without {missing}", quoted(&key)));
    draft = draft.doubted(Confidence::Medium, "what the cookie is good for is judged by its name");
    draft.severity = if is_precious && secure { Severity::Medium } else { Severity::Low };
    draft.identity = vec![key.clone(), missing.to_owned()];
    Some(if !secure && (!http_only || !is_precious) { draft.quiet() } else { quiet(draft) })
}

fn quoted(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!(" `{key}`") }
}
