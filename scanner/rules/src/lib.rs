//! Judgement: the rule catalog, and what must not meet.
//!
//! A rule is a folder of `catalog/`: `rule.md` with its facts and its page, `cases/`, and a `check.rs` where data is not
//! enough. A `check.rs` has `pub fn refine` (a second look at each flow that the front matter selects), `pub fn check`
//! (a rule that judges shapes), or both; see [`Refine`] and [`Check`]. The build script finds them.

mod addresses;
mod calls;
mod catalog;
mod code;
mod context;
mod draft;
mod echoes;
mod flows;
mod guard;
mod guards;
mod identity;
mod kept;
mod links;
mod literal_secrets;
mod naming;
mod overlaid;
mod patterns;
mod reads;
mod secrets;
mod settings;
mod stored;
mod views;
mod wording;

pub use calls::as_written;
pub use catalog::{Check, Refine, catalog, is_flow_rule, option_names};
pub use context::{Context, Options};
pub use draft::Draft;
pub use guards::guards_of;

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use stopple_finding::{Finding, Rule};
use stopple_flow::outcome::Analysis;
use stopple_program::Program;

/// Judges an analysis: all findings of all rules, in order of path, place and rule.
pub fn judge(program: &Program, analysis: &Analysis, options: &Options) -> Vec<Finding> {
    let context = Context::new(program, analysis, options);
    let judged = catalog::ENTRIES.par_iter().flat_map_iter(|entry| {
        let rule = Arc::new(entry.rule.clone());
        let flows = flows::judge(&context, entry);
        let shapes = entry.check.map(|check| check(&context, &entry.rule)).unwrap_or_default();
        flows.into_iter().chain(shapes).map(move |draft| (Arc::clone(&rule), draft))
    });
    let mut drafts: Vec<(Arc<Rule>, Draft)> = judged.collect();
    echoes::drop_echoes(&mut drafts);
    drafts.sort_by(|(a_rule, a), (b_rule, b)| {
        let key = |draft: &Draft| (draft.primary.span.start, draft.primary.span.end);
        (a.primary.file.path.as_str(), key(a), a_rule.id, &a.message).cmp(&(
            b.primary.file.path.as_str(),
            key(b),
            b_rule.id,
            &b.message,
        ))
    });
    let mut seen = BTreeMap::new();
    drafts
        .into_iter()
        .map(|(rule, draft)| {
            let mut parts = vec![rule.id.to_owned(), draft.primary.file.path.clone(), draft.holder.clone()];
            parts.extend(draft.identity.iter().cloned());
            let ordinal = seen.entry(parts.clone()).and_modify(|count| *count += 1).or_insert(0_u32);
            parts.push(ordinal.to_string());
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let fingerprint = stopple_finding::fingerprint(&parts);
            draft.into_finding(rule, fingerprint)
        })
        .collect()
}
