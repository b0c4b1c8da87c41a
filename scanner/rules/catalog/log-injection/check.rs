//! Silent where the value is written as `repr` writes it, which escapes line breaks.

use crate::{Context, Draft, code};
use stopple_finding::Audience;
use stopple_flow::outcome::Hit;

/// Words of lines about who came in and who did not.
const ACCESS: &[&str] = &[
    "audit",
    "security",
    "login",
    "log-in",
    "logged in",
    "signin",
    "sign-in",
    "signed in",
    "denied",
    "unauthorized",
    "authenticat",
];

/// What is written of a collection is what `repr` writes of its items.
fn is_a_collection(sink: &str) -> bool {
    let makes = ["dict(", "list(", "tuple(", "sorted(", "set("].iter().any(|call| sink.starts_with(call));
    let is_whole = ["request.form", "request.args", "request.values", "request.files"]
        .iter()
        .any(|read| sink == *read || sink.strip_prefix("flask.").is_some_and(|rest| rest == *read));
    let gives = sink.starts_with("request.") && (sink.ends_with(".to_dict()") || sink.contains(".getlist("));
    (makes && sink.ends_with(')')) || is_whole || gives
}

/// The letter of the placeholder that an argument of a call of `logging` is written by: `s` of `%s`, `r` of `%r`.
fn placeholder_of(context: &Context, hit: &Hit) -> Option<char> {
    let file = code::file(context.program, hit.call.file);
    let (_, given) = file.call_at(hit.call.span)?;
    let at = given.iter().position(|argument| file.span(argument.value()) == hit.sink.span)?;
    let format = given.iter().position(|argument| file.string(argument.value()).is_some())?;
    let text = file.string(given.get(format)?.value())?.replace("%%", "");
    let mut placeholders = text.split('%').skip(1);
    let own = placeholders.nth(at.checked_sub(format + 1)?)?;
    own.chars().find(char::is_ascii_alphabetic)
}

/// A second look at data in a log.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    // structlog writes named values quoted; what `extra` holds is no part of the line.
    if hit.parameter == "extra" || hit.callee.starts_with("structlog.") && hit.parameter != "event" {
        return None;
    }
    // What is printed is read by whoever started the program; that a secret stands in it is another rule's.
    if hit.callee == "builtins.print" {
        return None;
    }
    let sink = context.text(hit.sink);
    let call = context.text(hit.call);
    let format = call.find(['"', '\'']).and_then(|at| call.get(at..)).unwrap_or_default();
    let by_format = !sink.starts_with(['"', '\'', 'f']) && format.contains("%r") && !format.contains("%s")
        || placeholder_of(context, hit).is_some_and(|kind| matches!(kind, 'r' | 'a' | 'd'));
    let holes = sink.matches('{').count();
    let by_conversion = holes > 0 && holes == sink.matches("!r}").count() + sink.matches("!a}").count();
    let by_call = sink.starts_with("repr(") || sink.starts_with("ascii(");
    if by_format || by_conversion || by_call || is_a_collection(sink) {
        return None;
    }
    // Of these lines somebody decides whom to shut out, or finds out who did it.
    let words = call.to_lowercase();
    if ACCESS.iter().any(|word| words.contains(word)) && !code::file(context.program, hit.sink.file).is_test() {
        draft.audience = Audience::Regular;
        draft = draft.note("it is a line about who came in: a forged one accuses somebody else");
    }
    Some(draft)
}
