//! Text cannot be an operator: query strings and forms count only where they are decoded or run as code.

use crate::{Context, Draft};
use stopple_finding::Confidence;
use stopple_flow::outcome::{Certainty, Hit};
use stopple_libraries::concept;

/// A second look at a query of a document database.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    let run = ["$where", "$function", "$accumulator"].iter().find(|word| context.text(hit.call).contains(**word));
    if let Some(word) = run {
        let called = context.called(hit.call, &hit.callee);
        draft = draft
            .tells(&format!("becomes part of the JavaScript that the database runs for {called} (`{word}`)"))
            .advises("Write the condition with operators such as `$gt` and keep `$where` constant, or do without it.");
        if hit.certainty == Certainty::Understood {
            draft.confidence = Confidence::High;
        }
        return Some(draft);
    }
    if matches!(concept::source_name(hit.source), "http-json" | "http-body" | "websocket" | "database" | "response") {
        return Some(draft);
    }
    let decoded = hit.steps.iter().any(|step| {
        let text = context.text(step.place);
        text.contains("loads(") || text.contains("literal_eval(") || text.contains("_load(")
    });
    decoded.then_some(draft)
}
