//! What a visitor left in the session or in a store beside the process, and a later request reads under the same key.

use crate::{Context, code, naming, views};
use stopple_flow::outcome::{Certainty, Fact, FactArgument, Hit};
use stopple_libraries::{Concepts, concept};

/// Uses of what was read from a store that are as harmful as with what is sent.
const USES: &[&str] = &[
    "html",
    "html-attribute",
    "script",
    "sql",
    "template",
    "shell",
    "code",
    "path-read",
    "path-write",
    "url",
    "deserialize",
    "format",
];

/// If what a flow begins with was kept by a visitor under the key that is read: a sentence about it.
pub(crate) fn found(context: &Context, hit: &Hit) -> Option<String> {
    if hit.certainty != Certainty::Understood {
        return None;
    }
    let (place, uses, key): (&str, &[&str], String) = match concept::source_name(hit.source) {
        // What the session holds is signed, so the application has put it there; an address it may have had from anybody.
        "session" => ("session", &["redirect"], session_key(context.text(hit.read))?.to_owned()),
        "database" => ("key", USES, read_key(context, hit)?),
        _ => return None,
    };
    let used = uses.iter().find(|word| Concepts::named(word) == Some(hit.concept))?;
    context.facts("kept").filter(|fact| fact.path == place && !speaks_of_a_check(context, fact)).find_map(|fact| {
        let does_harm = |kept: &&FactArgument| {
            kept.view.entries.iter().any(|(word, _)| word == used)
                && is_read(context, hit, &key, &kept.name)
                && !kept.view.reads.iter().any(|read| is_own_address(context.text(*read)))
        };
        let kept = fact.arguments.iter().find(does_harm)?;
        Some(format!("a visitor's data is kept under `{}` ({})", kept.name, context.line_of(fact.place)))
    })
}

/// Whether the function that keeps something in the session asks somebody whether it may: `if provider.validate_url(target)`.
fn speaks_of_a_check(context: &Context, fact: &Fact) -> bool {
    const ASKING: &[&str] = &["valid", "validate", "validated", "safe", "allowed", "verify", "trusted"];
    let text = code::file(context.program, fact.holder.file).scope_text(fact.holder.scope);
    fact.path == "session" && text.lines().any(|line| line.contains('(') && naming::has_any(line, ASKING))
}

/// The key in `session["next"]`, `session.pop("next", None)`, `session.get("next")`.
fn session_key(read: &str) -> Option<&str> {
    let (_, rest) = read.split_once("session")?;
    let rest = [".pop(", ".get(", "["].iter().find_map(|opening| rest.strip_prefix(opening))?;
    let key = rest.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    (!key.is_empty()).then_some(key)
}

/// The key that the call reads, or what is known of its beginning.
fn read_key(context: &Context, hit: &Hit) -> Option<String> {
    let fact = context.facts("key-read").find(|fact| fact.place == hit.read)?;
    let view = &fact.arguments.first()?.view;
    let key = if view.prefix.is_empty() { *views::strings(view).first()? } else { &*view.prefix };
    (key.len() > 2).then(|| key.to_owned())
}

/// Whether what was kept is what is read: under the same key, and of a dictionary the same part.
fn is_read(context: &Context, hit: &Hit, key: &str, kept: &str) -> bool {
    let Some(rest) = kept.strip_prefix(key) else { return false };
    let Some(part) = rest.strip_prefix('.') else { return rest.is_empty() };
    let places = hit.steps.iter().map(|step| step.place).chain([hit.sink, hit.call]);
    let mut texts = places.map(|place| context.text(place));
    let read = [
        format!("[\"{part}\"]"),
        format!("['{part}']"),
        format!(".get(\"{part}\""),
        format!(".get('{part}'"),
        format!(".pop(\"{part}\""),
        format!(".pop('{part}'"),
    ];
    texts.any(|text| read.iter().any(|read| text.contains(read.as_str())))
}

/// The address of the request itself leads to where the visitor already was.
fn is_own_address(read: &str) -> bool {
    [".url", ".base_url", ".full_path", ".path", ".referrer", ".endpoint", ".script_root"]
        .iter()
        .any(|word| read.ends_with(word))
}
