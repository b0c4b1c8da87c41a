//! Tells headers that decide something from others: Werkzeug refuses line breaks, so the value is all that is chosen.

use crate::addresses::names_sending_header;
use crate::{Context, Draft, code};
use stopple_flow::outcome::Hit;
use stopple_libraries::concept;

const DECIDING: &[&str] = &[
    "content-type",
    "content-security-policy",
    "set-cookie",
    "link",
    "access-control-allow",
    "x-accel-redirect",
    "x-sendfile",
];

/// A second look at a header.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let statement = context.text(hit.call).to_ascii_lowercase();
    if names_sending_header(&statement) {
        // That is a redirect, and judged as one.
        return None;
    }
    // A request's headers are the browser's own, and hold no line break: what answers to them allows is judged as CORS.
    if concept::source_name(hit.source) == "http-header" && statement.contains("access-control-") {
        return Some(draft.quiet());
    }
    if hit.callee.starts_with("socket.") {
        // A request that is written by hand: nobody refuses its line breaks. Other protocols have no headers.
        let is_http = hit.prefix.contains("HTTP/1.")
            || code::file(context.program, hit.holder.file).scope_text(hit.holder.scope).contains(" HTTP/1.")
            || context
                .texts_on_way(hit)
                .any(|text| text.contains("HTTP/1.") || text.contains(": ") && text.contains("\\r\\n"));
        return is_http.then(|| draft.tells("is written into a request that is made by hand"));
    }
    // Who chooses the name sets `Set-Cookie` or takes the policy away, if no more.
    if hit.parameter == "key" && hit.prefix.is_empty() || hit.parameter == "headers" && names_all(context, hit) {
        return Some(draft.tells("names a header of the response"));
    }
    let attribute = hit.callee.rsplit('.').next().unwrap_or_default();
    if [hit.parameter.as_str(), attribute].iter().any(|name| matches!(*name, "mimetype" | "content_type")) {
        // `"image/" + kind` makes no page of a picture.
        let is_page = hit.prefix.is_empty() || hit.prefix.starts_with("text/");
        return Some(if is_page { draft } else { draft.quiet() });
    }
    let quoted = |name: &&str| statement.contains(&format!("\"{name}")) || statement.contains(&format!("'{name}"));
    if DECIDING.iter().any(quoted) { Some(draft) } else { Some(draft.quiet()) }
}

/// Whether headers are all that the visitor sent, their names included: `headers=dict(pair.split("=") for pair in ...)`.
fn names_all(context: &Context, hit: &Hit) -> bool {
    let written = context.text(hit.sink);
    let made = context.assigned_above(hit.sink).unwrap_or(written);
    let is_made_of_pairs = made.starts_with("dict(") && made.contains(" for ")
        || made.starts_with('{') && made.contains(" for ") && !made[1..].trim_start().starts_with(['"', '\'']);
    let is_sent = ["request.get_json()", "request.json", "request.args", "request.form"].iter().any(|read| {
        made == *read || made.strip_prefix(read).is_some_and(|rest| rest.starts_with(".to_dict(") || rest.is_empty())
    });
    is_made_of_pairs || is_sent
}
