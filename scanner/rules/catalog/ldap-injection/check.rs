//! Tells a name that somebody signs in with from one that is put together.

use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::Concepts;

/// A second look at a distinguished name.
pub fn refine(_context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    // Who signs in with the whole of his name (`ann@example.org`) and his password is who he says: there is nothing around
    // it that he could break out of (RFC 4513, section 5.1.3).
    let binds = hit.callee.rsplit('.').next().is_some_and(|name| name.starts_with("simple_bind"));
    let is_dn = Concepts::named("ldap-dn") == Some(hit.concept);
    if is_dn && binds && !hit.prefix.contains('=') { None } else { Some(draft) }
}
