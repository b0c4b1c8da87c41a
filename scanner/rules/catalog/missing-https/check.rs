//! Finds applications in which nothing speaks of HTTPS.

use crate::{Context, Draft, code, settings};
use stopple_finding::Rule;
use stopple_syntax::hir::Expr;

/// One finding for each application.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let protects = context.has_fact(&["headers-protection", "proxy-fix"])
        || context.is_guarded("https")
        || context
            .facts("app-run")
            .chain(context.facts("server-run"))
            .any(|fact| ["ssl_context", "certfile", "ssl_certfile"].iter().any(|name| fact.argument(name).is_some()))
        || settings::of(context, &["PREFERRED_URL_SCHEME"]).iter().any(|setting| setting.text() == Some("https"))
        || settings::of(context, &["SESSION_COOKIE_SECURE"]).iter().any(|setting| setting.is(true))
        || code::files(context.program).any(speaks_of_https);
    if protects {
        return Vec::new();
    }
    let apps =
        context.facts("app-created").filter(|fact| !stopple_program::is_test_path(&context.source(fact.place).path));
    apps.map(|fact| context.draft(rule, fact.place, fact.holder, "nothing in the application speaks of HTTPS"))
        .collect()
}

fn speaks_of_https(file: code::Code) -> bool {
    let says = |name: &str| matches!(name, "SSLify" | "is_secure" | "TLSify" | "Talisman");
    file.exprs().any(|(_, expr)| matches!(expr, Expr::Attribute { name, .. } if says(file.name(name))))
        || file.hir.strings.iter().any(|text| &**text == "Strict-Transport-Security")
}
