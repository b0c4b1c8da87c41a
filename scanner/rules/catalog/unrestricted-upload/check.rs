//! Tells uploads that land where they are served from others.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;

/// A second look at a stored upload.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let served = |folder: &str| hit.prefix.split('/').any(|part| part == folder);
    if ["static", "public", "htdocs", "www", "templates"].into_iter().any(served) {
        return Some(draft);
    }
    Some(draft.quiet().note("the folder is not known to be served"))
}
