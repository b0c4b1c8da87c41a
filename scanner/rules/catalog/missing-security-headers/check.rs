//! Finds applications that send no security header at all.

use crate::{Context, Draft, views};
use stopple_finding::Rule;

const HEADERS: &[&str] = &[
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "strict-transport-security",
    "referrer-policy",
    "permissions-policy",
    "x-xss-protection",
];

/// One finding for each application.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let sets_header = context.facts("response-header-set").any(|fact| {
        let key =
            views::argument(fact, &["key", "_key", "name"]).map(|key| views::strings(&key.view)).unwrap_or_default();
        key.iter().any(|key| HEADERS.contains(&key.to_lowercase().as_str()))
            || fact.path.contains("content_security_policy")
    });
    if sets_header
        || context.has_fact(&["headers-protection"])
        || context.is_guarded("headers")
        || context.analysis.routes.iter().any(|route| route.guards.iter().any(|guard| guard == "headers"))
    {
        return Vec::new();
    }
    // A mapping of headers that goes out with `headers.update` or `extend`.
    let writes_header = crate::code::files(context.program)
        .any(|file| file.hir.strings.iter().any(|text| HEADERS.iter().any(|header| text.eq_ignore_ascii_case(header))));
    if writes_header {
        return Vec::new();
    }
    let apps =
        context.facts("app-created").filter(|fact| !stopple_program::is_test_path(&context.source(fact.place).path));
    apps.map(|fact| context.draft(rule, fact.place, fact.holder, "the application sends no security headers")).collect()
}
