//! Text cannot be an operator: query strings and forms count only where they are decoded or run as code.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::concept;

/// A second look at a query of a document database.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if matches!(concept::source_name(hit.source), "http-json" | "http-body" | "websocket" | "database" | "response") {
        return Some(draft);
    }
    let decoded = hit.steps.iter().any(|step| {
        let text = context.text(step.place);
        text.contains("loads(") || text.contains("literal_eval(") || text.contains("_load(")
    });
    let run = ["$where", "$function", "$accumulator"].iter().any(|word| context.text(hit.call).contains(word));
    (decoded || run).then_some(draft)
}
