//! Tells YAML loaders that build objects from those that read data.

use crate::{Context, Draft};
use stopple_finding::Rule;
use stopple_flow::outcome::{Const, Hit};
use stopple_libraries::concept;

/// A second look at bytes that become objects.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.callee.starts_with("yaml.full_load") {
        return Some(draft.quiet());
    }
    let mut facts = context.analysis.facts.iter();
    if hit.callee.contains("YAML.load") {
        // `YAML(typ="unsafe")` builds objects, no other does.
        let call = facts.find(|fact| fact.name == "yaml-load" && fact.place == hit.call);
        let (_, kind) = call?.receiver.entries.iter().find(|(name, _)| name == "=typ")?;
        let is_unsafe = |constant: &Const| matches!(constant, Const::Str(text) if &**text == "unsafe");
        return kind.constants.iter().flatten().any(is_unsafe).then_some(draft);
    }
    let loader = facts
        .find(|fact| fact.name == "yaml-load" && fact.place == hit.call)
        .and_then(|fact| fact.argument("Loader"))
        .and_then(|argument| argument.view.path.as_deref());
    match loader.map(|path| path.rsplit('.').next().unwrap_or(path)) {
        Some("SafeLoader" | "CSafeLoader" | "BaseLoader" | "CBaseLoader") => None,
        Some("FullLoader" | "CFullLoader") => Some(draft.quiet().note("`FullLoader` builds few classes only")),
        Some("Loader" | "CLoader" | "UnsafeLoader" | "CUnsafeLoader") | None => Some(draft),
        // A loader of the project: most are made of the safe one.
        Some(_) => Some(draft.quiet().note("the loader is the project's own")),
    }
}

/// Functions that read pickles only where a switch says so: their callee and the switch.
const SWITCHED: &[(&str, &str)] = &[("numpy.load", "allow_pickle")];

/// Visitors' files that such a function reads with the switch on.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let from_outside = |kind: &u16| concept::is_visitors(*kind);
    let mut drafts = Vec::new();
    for fact in &context.analysis.facts {
        let switch = SWITCHED.iter().find(|(path, _)| fact.path == *path && fact.name == "deserialize");
        let Some((_, switch)) = switch else { continue };
        let is_on = fact.argument(switch).is_some_and(|argument| {
            argument.view.constants.iter().flatten().any(|constant| *constant == Const::Bool(true))
        });
        let read = fact.arguments.iter().find(|argument| argument.view.sources.iter().any(from_outside));
        if let (true, Some(read)) = (is_on, read) {
            let kind = read.view.sources.iter().copied().find(from_outside).unwrap_or_default();
            let message = format!(
                "{} is read by {} with `{switch}` on",
                concept::source_words(kind),
                context.called(fact.place, &fact.path)
            );
            let mut draft = Draft::new(rule, context.location(read.place), context.holder(fact.holder), message);
            draft.identity = vec![fact.path.clone()];
            drafts.push(draft);
        }
    }
    drafts
}
