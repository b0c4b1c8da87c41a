//! Silent where known text before the visitor's part settles the host.

use crate::addresses::{host_is_settled, names_sending_header};
use crate::{Context, Draft};
use stopple_flow::outcome::Hit;
use stopple_libraries::{Concepts, concept};

/// A second look at a redirect.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if Concepts::named("header") == Some(hit.concept) {
        // Of all headers these send the browser elsewhere.
        let statement = context.text(hit.call).to_ascii_lowercase();
        if !names_sending_header(&statement) && !statement.contains(".location") {
            return None;
        }
        if hit.callee.starts_with("socket.") {
            return None;
        }
        // An address that was looked at is one for `redirect()` and for the header.
        if Concepts::named("redirect").is_some_and(|redirect| hit.cleared.holds(redirect)) {
            return None;
        }
    }
    // `Refresh: 5; url=...` begins with the time.
    let begins = hit.prefix.split_once("url=").map_or(&*hit.prefix, |(_, address)| address);
    if stays_on_host(begins) || host_is_settled(begins) {
        return None;
    }
    // A redirect to a host that came in the query or the form is turned home.
    if matches!(concept::source_name(hit.source), "http-query" | "http-form") && context.is_guarded("redirects") {
        return Some(draft.shut("it turns such a redirect home"));
    }
    // The address of this very request leads to where the visitor already is.
    let read = context.text(hit.read).split(".replace(").next().unwrap_or_default();
    let same_page = [".url", ".base_url", ".root_url", ".url_root", ".host_url", ".full_path", ".path"];
    let is_own = same_page.iter().any(|name| read.ends_with(name)) && !is_taken_apart(context, hit);
    if is_own && read.ends_with("path") && matches!(&*hit.prefix, "" | "/") && is_of_a_route(context, hit) {
        return None;
    }
    Some(if is_own && (hit.whole || is_replaced(context, hit)) { draft.quiet() } else { draft })
}

/// Whether the path is that of a route whose rule leaves its first segment not empty: Werkzeug takes two slashes for one, and
/// none of its own converters matches a slash at the beginning. So the path cannot be taken for a host.
fn is_of_a_route(context: &Context, hit: &Hit) -> bool {
    const CONVERTERS: &[&str] = &["string", "path", "int", "float", "uuid", "any", "default"];
    let mut routes = context.routes_of(hit.holder).peekable();
    let is_known = |segment: &str| match segment.split_once('<') {
        None => !segment.is_empty(),
        Some(("", parameter)) => match parameter.split_once(':') {
            Some((converter, _)) => {
                CONVERTERS.contains(&converter.split('(').next().unwrap_or_default())
                    && !converter.contains("minlength=0")
            }
            None => true,
        },
        Some(_) => true,
    };
    routes.peek().is_some()
        && routes
            .all(|route| route.rule.strip_prefix('/').and_then(|rest| rest.split('/').next()).is_some_and(is_known))
}

/// `request.url.replace("http://", "https://", 1)`: another scheme or language, and the same site at its beginning.
fn is_replaced(context: &Context, hit: &Hit) -> bool {
    matches!(&*hit.prefix, "" | "/" | "http" | "https" | "http://" | "https://")
        && context.texts_on_way(hit).any(|text| text.contains(".replace("))
}

/// `request.url.split("next=")[1]`: no longer the address, but what a part of it says.
fn is_taken_apart(context: &Context, hit: &Hit) -> bool {
    const BEHIND: &[&str] = &["[", ".lstrip(", ".removeprefix("];
    let read = context.text(hit.read);
    context.texts_on_way(hit).any(|text| {
        ["split(", "partition("].iter().any(|word| text.contains(word))
            || text.split_once(read).is_some_and(|(_, rest)| BEHIND.iter().any(|word| rest.starts_with(word)))
    })
}

/// Whether an address with this beginning is a path of the same host. Browsers read `//` and `/\` as another host.
fn stays_on_host(prefix: &str) -> bool {
    match prefix.as_bytes() {
        [b'/', second, ..] => !matches!(second, b'/' | b'\\'),
        [b'?' | b'#', ..] => true,
        _ => false,
    }
}
