//! Tells uploads that land where they are served from others.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at a stored upload.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let written = context.text(hit.sink);
    let served = |folder: &str| {
        let mut parts = hit.prefix.split('/').chain(written.split(['/', '"', '\'']));
        parts.any(|part| part == folder)
    };
    if ["static", "public", "htdocs", "www", "templates"].into_iter().any(served) {
        return Some(draft);
    }
    // A name that may still climb out of its folder was not looked at in any way.
    let climbs = Concepts::named("path-write");
    let is_raw = |other: &Hit| other.sink == hit.sink && Some(other.concept) == climbs && other.source == hit.source;
    if context.analysis.hits.iter().any(is_raw) {
        return Some(draft);
    }
    Some(draft.quiet().note("the folder is not known to be served"))
}
