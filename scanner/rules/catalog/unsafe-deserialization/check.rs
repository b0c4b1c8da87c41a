//! Tells YAML loaders that build objects from those that read data.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;

/// A second look at bytes that become objects.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.callee.starts_with("yaml.full_load") {
        return Some(draft.quiet());
    }
    let mut facts = context.analysis.facts.iter();
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
