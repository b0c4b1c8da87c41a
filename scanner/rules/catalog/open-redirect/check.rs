//! Silent where known text before the visitor's part settles the host.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;

/// A second look at a redirect.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if stays_on_host(&hit.prefix) || crate::addresses::host_is_settled(&hit.prefix) { None } else { Some(draft) }
}

/// Whether an address with this beginning is a path of the same host. Browsers read `//` and `/\` as another host.
fn stays_on_host(prefix: &str) -> bool {
    match prefix.as_bytes() {
        [b'/', second, ..] => !matches!(second, b'/' | b'\\'),
        [b'?' | b'#', ..] => true,
        _ => false,
    }
}
