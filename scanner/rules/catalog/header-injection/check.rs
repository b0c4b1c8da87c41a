//! Tells headers that decide something from others: Werkzeug refuses line breaks, so the value is all that is chosen.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::concept;

const DECIDING: &[&str] = &[
    "content-type",
    "content-security-policy",
    "refresh",
    "set-cookie",
    "link",
    "access-control-allow",
    "x-accel-redirect",
    "x-sendfile",
];

/// A second look at a header.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let statement = context.text(hit.call).to_ascii_lowercase();
    if statement.contains("\"location\"") || statement.contains("'location'") {
        // That is a redirect, and judged as one.
        return None;
    }
    // A request's headers are the browser's own, and hold no line break: what answers to them allows is judged as CORS.
    if concept::source_name(hit.source) == "http-header" && statement.contains("access-control-") {
        return Some(draft.quiet());
    }
    if matches!(hit.parameter.as_str(), "mimetype" | "content_type") {
        return Some(draft);
    }
    let quoted = |name: &&str| statement.contains(&format!("\"{name}")) || statement.contains(&format!("'{name}"));
    if DECIDING.iter().any(quoted) { Some(draft) } else { Some(draft.quiet()) }
}
