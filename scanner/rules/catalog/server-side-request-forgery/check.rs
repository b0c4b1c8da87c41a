//! Silent where known text before the visitor's part settles the host.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;

/// A second look at a request of the server.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if crate::addresses::host_is_settled(&hit.prefix) { None } else { Some(draft) }
}
