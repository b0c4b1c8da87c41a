//! Finds files that everybody on the machine may write.

use crate::{Context, Draft, views};
use stopple_finding::Rule;

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for fact in context.facts("file-permissions") {
        let Some(mode) = fact.argument("mode") else { continue };
        let Some(bits) = views::integer(&mode.view) else { continue };
        // 0o1777 is the mode of /tmp: everybody writes, nobody removes another's.
        if bits & 0o002 != 0 && bits & 0o1000 == 0 {
            drafts.push(context.draft(
                rule,
                mode.place,
                fact.holder,
                format!("everybody on the machine may write what has the mode {bits:#o}"),
            ));
        }
    }
    drafts
}
