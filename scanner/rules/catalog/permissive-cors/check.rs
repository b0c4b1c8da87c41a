//! Finds applications that let every site read their answers.

use crate::{Context, Draft, code, naming, settings, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Fact, View};
use stopple_libraries::concept;

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let granted = context.facts("cors").filter_map(|fact| granted(context, rule, fact));
    let written = context.facts("response-header-set").filter_map(|fact| written(context, rule, fact));
    granted.chain(written).collect()
}

/// Flask-CORS: `origins` is `*` unless it is given.
fn granted(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    if fact.path.starts_with("flask_socketio.") {
        return connected(context, rule, fact);
    }
    let by_resource = fact
        .argument("resources")
        .map(|resources| resources.view.entries.iter().map(|(_, view)| view).collect::<Vec<_>>())
        .unwrap_or_default();
    let resource = |name: &str| by_resource.iter().find_map(|view| views::entry(view, name));
    let origins = fact.argument("origins").map(|argument| &argument.view).or_else(|| resource("origins"));
    let file = code::file(context.program, fact.place.file);
    let by_setting = |key: &str| {
        let settings = settings::of(context, &[key]);
        let near = settings.iter().filter(|setting| context.concerns(setting.place.file, file.id));
        near.into_iter().any(|setting| !setting.is_for_developers && matches!(setting.text(), Some("*" | ".*")))
    };
    let opens = match (origins, fact.argument("origins").and_then(|given| setting_read(context.text(given.place)))) {
        (Some(view), Some(key)) => is_any(view) || view.constants.is_none() && by_setting(key),
        (Some(view), None) => is_any(view),
        (None, _) if views::has_hidden_arguments(fact) || !by_resource.is_empty() => false,
        (None, _) => !is_configured(context) || by_setting("CORS_ORIGINS"),
    };
    if !opens || code::file(context.program, fact.place.file).is_test() {
        return None;
    }
    let credentials = fact
        .argument("supports_credentials")
        .map(|argument| &argument.view)
        .or_else(|| resource("supports_credentials"));
    let place = fact
        .argument("origins")
        .or_else(|| fact.argument("resources").filter(|_| origins.is_some()))
        .map_or(fact.place, |argument| argument.place);
    if credentials.is_some_and(|view| views::is(view, true)) {
        return Some(context.draft(
            rule,
            place,
            fact.holder,
            "every site reads the answers that the user's cookies give",
        ));
    }
    let mut draft = context.draft(rule, place, fact.holder, "every site may read the answers");
    draft.severity = Severity::Low;
    Some(draft.quiet())
}

/// The setting that an expression reads: `app.config["CORS_ORIGINS"]`, `config.get("ORIGINS")`.
fn setting_read(text: &str) -> Option<&str> {
    let rest = text.split_once("config[").or_else(|| text.split_once("config.get("))?.1;
    rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next()
}

/// Flask-SocketIO: only pages of the own origin may connect, unless `cors_allowed_origins` names others. A browser sends the
/// cookies with the connection, whatever page opens it.
fn connected(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let origins = fact.argument("cors_allowed_origins").filter(|origins| is_any(&origins.view))?;
    if code::file(context.program, fact.place.file).is_test() {
        return None;
    }
    let message = "every site may open a websocket in the name of the user";
    let mut draft = context.draft(rule, origins.place, fact.holder, message);
    draft = draft.doubted(Confidence::Medium, "what a connection may do without more is not known");
    draft.severity = Severity::Medium;
    Some(draft)
}

fn is_any(view: &View) -> bool {
    let any = |text: &&str| matches!(*text, "*" | ".*" | "null");
    views::strings(view).iter().any(any) || view.entries.iter().any(|(_, item)| views::strings(item).iter().any(any))
}

fn is_configured(context: &Context) -> bool {
    code::files(context.program)
        .any(|file| file.hir.strings.iter().chain(&file.hir.names).any(|text| &**text == "CORS_ORIGINS"))
}

/// `response.headers["Access-Control-Allow-Origin"] = ...`
fn written(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let keys = views::argument(fact, &["key", "_key", "name"]).map(|key| views::strings(&key.view)).unwrap_or_default();
    let is_origin = keys
        .iter()
        .any(|key| key.eq_ignore_ascii_case("access-control-allow-origin") || *key == "access_control_allow_origin");
    if !is_origin {
        return None;
    }
    let value = views::argument(fact, &["value", "_value"])?;
    let file = code::file(context.program, fact.place.file);
    let function = file.scope_text(file.scope_at(fact.place.span));
    let sends_credentials =
        function.to_lowercase().contains("allow-credentials") || function.contains("access_control_allow_credentials");
    if is_any(&value.view) {
        let mut draft = context.draft(rule, value.place, fact.holder, "every site may read the answers");
        draft.severity = Severity::Low;
        return Some(draft.quiet());
    }
    let reflects =
        value.view.sources.iter().any(|kind| matches!(concept::source_name(*kind), "http-header" | "http-host"));
    // An origin that is looked up first is not just sent back.
    let asks = |line: &str| {
        (line.trim_start().starts_with("if ") || line.trim_start().starts_with("elif ") || line.contains(" if "))
            && (["==", "match(", "allow"].iter().any(|word| line.contains(word)) || looks_up(line))
    };
    let is_checked =
        function.lines().any(asks) || naming::has_any(&function, &["allowed", "whitelist", "allowlist", "trusted"]);
    if !reflects || is_checked || file.is_test() {
        return None;
    }
    let mut draft =
        context.draft(rule, value.place, fact.holder, "whatever origin asks is allowed to read the answers");
    draft = draft.doubted(Confidence::Medium, "a check that the code does not show may come first");
    if !sends_credentials {
        draft.severity = Severity::Low;
    }
    Some(draft)
}

/// Whether something is looked up in a collection. A piece of text that is looked for in an origin is there in that of any
/// site that puts it into its own name: `"shop.example" in origin`.
fn looks_up(line: &str) -> bool {
    line.match_indices(" in ").any(|(at, _)| !line[..at].ends_with(['"', '\'']))
}
