//! Findings that tell again, as another rule, what a stronger one tells at the same place.

use crate::Draft;
use std::sync::Arc;
use stopple_finding::Rule;

/// Of two rules, the first says all that there is to say: whoever mends that flaw mends the second with it.
const PAIRS: &[(&str, &str)] = &[
    // A template that a visitor writes may hold script, too.
    ("template-injection", "cross-site-scripting"),
    // Of this header it is known what the visitor's text decides.
    ("permissive-cors", "header-injection"),
];

/// Drops what is told better by another finding on the same lines.
pub(crate) fn drop_echoes(drafts: &mut Vec<(Arc<Rule>, Draft)>) {
    let strong: Vec<(&'static str, String, (u32, u32))> = drafts
        .iter()
        .filter(|(rule, _)| PAIRS.iter().any(|(strong, _)| *strong == rule.id))
        .map(|(rule, draft)| (rule.id, draft.primary.file.path.clone(), lines(draft)))
        .collect();
    drafts.retain(|(rule, draft)| {
        let (first, last) = lines(draft);
        !PAIRS.iter().filter(|(_, weak)| *weak == rule.id).any(|(by, _)| {
            strong.iter().any(|(id, path, (from, to))| {
                id == by && *path == draft.primary.file.path && *from <= last && first <= *to
            })
        })
    });
}

fn lines(draft: &Draft) -> (u32, u32) {
    let (lines, span) = (draft.primary.file.lines(), draft.primary.span);
    (lines.line(span.start), lines.line(span.end))
}
