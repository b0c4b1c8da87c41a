//! Silent where known text before the visitor's part settles the host.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;

/// A second look at a request of the server.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if crate::addresses::host_is_settled(&hit.prefix) || is_put_into_a_folder(context, hit) {
        return None;
    }
    Some(draft)
}

/// `pd.read_csv(os.path.join(FOLDER, name))`: it would read an address as well, but this one is a path, and told as such.
fn is_put_into_a_folder(context: &Context, hit: &Hit) -> bool {
    hit.callee.starts_with("pandas.")
        && context.texts_on_way(hit).any(|text| text.contains("path.join(") || text.contains("Path("))
}
