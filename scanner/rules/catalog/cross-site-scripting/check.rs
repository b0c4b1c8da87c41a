//! Tells what a link can carry from what only the visitor's own program can send.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::concept;

/// A second look at data in a page.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    // A page of an attacker cannot make a victim's browser send headers or cookies of his choice to another site.
    match concept::source_name(hit.source) {
        "http-header" | "http-cookie" | "http-host" | "http-method" => Some(draft.quiet()),
        _ => Some(draft),
    }
}
