//! Finds connections whose other end is not checked, or that speak an old protocol.

use crate::{Context, Draft, code, views};
use std::collections::BTreeSet;
use stopple_finding::{Rule, Severity};
use stopple_flow::outcome::{Const, Fact, FactArgument, Place};
use stopple_syntax::hir::{Expr, Stmt};

const OLD: &[&str] = &[
    "PROTOCOL_SSLv2",
    "PROTOCOL_SSLv3",
    "PROTOCOL_TLSv1",
    "PROTOCOL_TLSv1_1",
    "TLSVersion.SSLv3",
    "TLSVersion.TLSv1",
    "TLSVersion.TLSv1_1",
    "SSLv3_METHOD",
    "TLSv1_METHOD",
    "TLSv1_1_METHOD",
    "SSLv2_METHOD",
];

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut told: BTreeSet<Place> = BTreeSet::new();
    for fact in &context.analysis.facts {
        let found = match fact.name {
            "http-request" => unchecked(context, fact),
            "tls-context" | "tls-setting" => tls(context, fact).or_else(|| unchecked(context, fact)),
            "ssh-host-keys" => host_keys(context, fact),
            // `Server("ldap.example.com", use_ssl=True)`, `initialize("ldaps://...")`
            "cleartext-protocol" if is_wrapped(fact) => None,
            "cleartext-protocol" => {
                let called = context.called(fact.place, &fact.path);
                Some((fact.place, format!("{called} sends everything readable to whoever is on the way"), true))
            }
            _ => None,
        };
        let Some((place, message, is_quiet)) = found else { continue };
        if !told.insert(place) {
            continue;
        }
        let mut draft = context.draft(rule, place, fact.holder, message);
        let file = code::file(context.program, fact.place.file);
        // A password goes over it.
        let sends_password = is_quiet && {
            let scope = with_callers(context, fact);
            let signs_in = [".login(", ".simple_bind(", ".simple_bind_s(", ".bind_s("].iter();
            let is_apart = ["starttls", "start_tls", "localhost", "127.0.0.1"].iter();
            signs_in.into_iter().any(|word| scope.contains(word))
                && !is_apart.into_iter().any(|word| scope.contains(word))
        };
        if is_quiet {
            draft.severity = if sends_password { Severity::Medium } else { Severity::Low };
        }
        let is_quiet = is_quiet && !sends_password;
        drafts.push(if is_quiet || file.is_test() { draft.quiet() } else { draft });
    }
    for file in code::files(context.program) {
        drafts.extend(replaced_default(context, rule, file).into_iter().filter(|draft| {
            told.iter().all(|place| {
                place.file != file.id
                    || !code::holds(draft.primary.span, place.span) && !code::holds(place.span, draft.primary.span)
            })
        }));
    }
    drafts
}

/// The text of the function that makes a connection, and of those that call it by its name.
fn with_callers(context: &Context, fact: &Fact) -> String {
    let file = code::file(context.program, fact.place.file);
    let mut text = file.scope_text(fact.holder.scope);
    let function = file.function_name(fact.place.span);
    if function.is_empty() || function.starts_with("__") {
        return text;
    }
    for other in code::files(context.program).filter(|other| context.concerns(other.id, file.id)) {
        for (id, expr) in other.exprs() {
            let Expr::Call { callee, .. } = expr else { continue };
            if other.dotted(callee).rsplit('.').next() == Some(function) {
                text.push('\n');
                text.push_str(&other.scope_text(other.scope_at(other.span(id))));
            }
        }
    }
    text
}

/// Whether a connection that may be readable is made with TLS around it from the start, or may be for all that is known:
/// of an address from the settings nobody knows the scheme.
fn is_wrapped(fact: &Fact) -> bool {
    if let Some(given) = fact.argument("uri") {
        let readable = |text: &str| text.starts_with("ldap:");
        if !readable(&given.view.prefix) && !views::strings(&given.view).into_iter().any(readable) {
            return true;
        }
    }
    fact.argument("use_ssl").is_some_and(|given| views::is(&given.view, true))
        || views::argument(fact, &["uri", "host"]).is_some_and(|given| {
            let addresses = views::strings(&given.view);
            let is_tls = |text: &str| text.starts_with("ldaps:") || text.starts_with("ldapi:");
            given.view.prefix.starts_with("ldaps:")
                || !addresses.is_empty() && addresses.iter().all(|text| is_tls(text))
        })
}

type Found = Option<(Place, String, bool)>;

fn unchecked(context: &Context, fact: &Fact) -> Found {
    let off = |argument: &&FactArgument| {
        let is_off = views::is(&argument.view, false);
        match argument.name.as_str() {
            "verify" | "verify_ssl" | "ssl" | "validate_cert" | "verify_certs" => is_off,
            "tlsAllowInvalidCertificates" | "tlsAllowInvalidHostnames" | "tlsInsecure" => {
                views::is(&argument.view, true)
            }
            "cert_reqs" | "ssl_cert_reqs" => is_off || asks_for_none(context, argument),
            "host" | "hosts" | "url" | "uri" => {
                views::strings(&argument.view).iter().any(|address| says_unchecked(address))
            }
            // `session.verify = False`
            "value" if fact.path.ends_with(".verify") => is_off,
            // `curl.setopt(pycurl.SSL_VERIFYPEER, 0)`
            "value" if fact.path.ends_with(".setopt") => {
                let is_zero = matches!(argument.view.constants.as_deref(), Some([Const::Int(0)]));
                let option = fact.argument("option").map(|option| context.text(option.place)).unwrap_or_default();
                (is_off || is_zero) && ["SSL_VERIFYPEER", "SSL_VERIFYHOST"].iter().any(|name| option.ends_with(name))
            }
            _ => false,
        }
    };
    let argument = fact.arguments.iter().find(off)?;
    Some((argument.place, "the server's certificate is not checked".to_owned(), false))
}

/// `None`, `"none"`, `"CERT_NONE"`, `ssl.CERT_NONE`.
fn asks_for_none(context: &Context, argument: &FactArgument) -> bool {
    let mut constants = argument.view.constants.iter().flatten();
    let is_none = match constants.next() {
        Some(Const::None | Const::Int(0)) => true,
        Some(Const::Str(text)) => matches!(&**text, "none" | "CERT_NONE"),
        _ => context.text(argument.place).ends_with("CERT_NONE"),
    };
    is_none && constants.next().is_none()
}

/// Switches in the query of an address: `rediss://...?ssl_cert_reqs=none`.
fn says_unchecked(address: &str) -> bool {
    let query = address.split_once('?').map_or("", |(_, query)| query).to_ascii_lowercase();
    query.split('&').any(|pair| {
        matches!(
            pair,
            "ssl_cert_reqs=none"
                | "ssl_cert_reqs=cert_none"
                | "tlsallowinvalidcertificates=true"
                | "tlsallowinvalidhostnames=true"
                | "tlsinsecure=true"
        )
    })
}

fn tls(context: &Context, fact: &Fact) -> Found {
    if fact.path.ends_with("_create_unverified_context") || fact.path.ends_with("_create_stdlib_context") {
        return Some((fact.place, "the context checks no certificate".to_owned(), false));
    }
    // An assignment's place may be the target; what is assigned stands in its statement.
    let file = code::file(context.program, fact.place.file);
    let statement = match file.statement_at(fact.place.span) {
        Some((span, Stmt::Assign { .. } | Stmt::Annotated { .. })) if fact.name == "tls-setting" => file.text_at(span),
        _ => context.text(fact.place),
    };
    let is_assigned = |attribute: &str| fact.path.ends_with(attribute);
    if is_assigned(".check_hostname") && fact.argument("value").is_some_and(|value| views::is(&value.view, false)) {
        return Some((fact.place, "the name in the server's certificate is not checked".to_owned(), false));
    }
    if is_assigned("_create_default_https_context") && statement.contains("unverified") {
        return Some((fact.place, "no request of the whole program checks a certificate".to_owned(), false));
    }
    let number = fact
        .argument("value")
        .or_else(|| fact.argument("protocol"))
        .or_else(|| fact.argument("ssl_version"))
        .and_then(|argument| views::integer(&argument.view));
    let is_old = match number {
        // The numbers of `TLSVersion` and of `PROTOCOL_...`, as Python's own module has them.
        Some(768..=770) => is_assigned("_version"),
        Some(0 | 1 | 3 | 4) => fact.name == "tls-context",
        _ => false,
    };
    if is_assigned(".verify_mode") && number == Some(0) {
        return Some((fact.place, "the server's certificate is not checked".to_owned(), false));
    }
    let has_word = |word: &str| {
        statement
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.')
            .any(|part| part == word || part.ends_with(&format!(".{word}")))
    };
    // `ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)`
    if has_word("OPT_X_TLS_REQUIRE_CERT") && (has_word("OPT_X_TLS_NEVER") || has_word("OPT_X_TLS_ALLOW")) {
        return Some((fact.place, "the server's certificate is not checked".to_owned(), false));
    }
    if has_word("CERT_NONE") && (is_assigned(".verify_mode") || fact.name == "tls-context") {
        return Some((fact.place, "the server's certificate is not checked".to_owned(), false));
    }
    // `ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)`
    let lax = ["OPT_X_TLS_NEVER", "OPT_X_TLS_ALLOW"].into_iter().find(|word| has_word(word));
    if let (Some(lax), true) = (lax, fact.path.ends_with("set_option")) {
        return Some((fact.place, format!("`{lax}` takes any certificate that the server shows"), false));
    }
    if is_old && !OLD.iter().any(|word| has_word(word)) {
        return Some((fact.place, "an old protocol is chosen that can be broken".to_owned(), false));
    }
    let old = OLD.iter().find(|word| has_word(word))?;
    if is_assigned(".maximum_version") || fact.name == "tls-context" || is_assigned(".minimum_version") {
        return Some((fact.place, format!("`{old}` is an old protocol that can be broken"), false));
    }
    None
}

fn host_keys(context: &Context, fact: &Fact) -> Found {
    let policy = fact.argument("policy")?;
    let named = policy.view.path.clone().unwrap_or_default();
    let text = context.text(policy.place);
    let accepts =
        ["AutoAddPolicy", "WarningPolicy"].into_iter().find(|word| named.ends_with(word) || text.contains(word))?;
    Some((policy.place, format!("`{accepts}` talks to any server that answers"), false))
}

/// `ssl._create_default_https_context = ssl._create_unverified_context`
fn replaced_default(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (span, statement) in file.stmts() {
        let Stmt::Assign { targets, value } = statement else { continue };
        let is_default =
            file.list(targets).iter().any(|target| file.dotted(*target).ends_with("_create_default_https_context"));
        if is_default && file.text_at(file.span(value)).contains("unverified") {
            let draft = context.draft(
                rule,
                file.place(span),
                file.holder(span),
                "no request of the whole program checks a certificate",
            );
            drafts.push(if file.is_test() { draft.quiet() } else { draft });
        }
    }
    drafts
}
