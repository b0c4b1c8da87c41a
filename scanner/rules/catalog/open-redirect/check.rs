//! Silent where known text before the visitor's part settles the host.

use crate::addresses::host_is_settled;
use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at a redirect.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if Concepts::named("header") == Some(hit.concept) {
        // Of all headers one sends the browser elsewhere.
        let statement = context.text(hit.call).to_ascii_lowercase();
        if !["\"location\"", "'location'", ".location"].iter().any(|name| statement.contains(name)) {
            return None;
        }
    }
    if stays_on_host(&hit.prefix) || host_is_settled(&hit.prefix) { None } else { Some(draft) }
}

/// Whether an address with this beginning is a path of the same host. Browsers read `//` and `/\` as another host.
fn stays_on_host(prefix: &str) -> bool {
    match prefix.as_bytes() {
        [b'/', second, ..] => !matches!(second, b'/' | b'\\'),
        [b'?' | b'#', ..] => true,
        _ => false,
    }
}
