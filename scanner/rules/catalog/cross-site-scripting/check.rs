//! Tells what a link can carry from what only the visitor's own program can send, and what templates show unescaped
//! from what else comes out of a database.

use crate::{Context, Draft};
use stopple_finding::{Audience, Confidence, Severity};
use stopple_flow::outcome::Hit;
use stopple_libraries::{Concepts, concept};

/// A second look at data in a page.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    // Where the template stands is known to it too. What is HTML by intent gets in, and its script does not run.
    let is_place = |word: &str| Concepts::named(word) == Some(hit.concept);
    if hit.callee == "template" && !is_place("html") && context.is_guarded("templates") {
        return Some(draft.shut("its templates escape for this place"));
    }
    if (is_place("html") || hit.callee != "template") && !is_place("script") && context.stops_injected_script() {
        return Some(draft.shut("no script runs that comes in here; other markup still gets in"));
    }
    match concept::source_name(hit.source) {
        // A page of an attacker cannot make a victim's browser send headers or cookies of his choice to another site.
        "http-header" | "http-cookie" | "http-host" | "http-method" => Some(draft.quiet()),
        // Who wrote what is stored is not known here; but a template escapes unless its author said otherwise.
        "database" => {
            draft.confidence = draft.confidence.min(Confidence::Medium);
            draft.severity = draft.severity.min(Severity::Medium);
            let unescaped = ["html", "script", "html-url"].into_iter().filter_map(Concepts::named);
            if hit.callee == "template" && unescaped.into_iter().any(|concept| concept == hit.concept) {
                draft.audience = Audience::Regular;
            }
            Some(draft)
        }
        _ => Some(draft),
    }
}
