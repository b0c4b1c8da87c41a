//! Finds servers that listen on every address of the machine.

use crate::{Context, Draft, code, views};
use stopple_finding::Rule;

const ALL: &[&str] = &["0.0.0.0", "::", "[::]"];

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for fact in ["app-run", "server-run", "bind"].into_iter().flat_map(|name| context.facts(name)) {
        let open = fact.arguments.iter().find(|argument| {
            let named = matches!(
                argument.name.as_str(),
                "host" | "hostname" | "address" | "listener" | "listen" | "bind" | "interface" | "server_address"
            );
            let first = views::entry(&argument.view, "0").map(views::strings).unwrap_or_default();
            let mut texts = views::strings(&argument.view).into_iter().chain(first);
            // `app.run("")` takes the loopback address; a server of WSGI's takes every one.
            let empty_is_all = fact.name == "server-run";
            named
                && texts.any(|text| {
                    let host = text.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches(':');
                    ALL.contains(&text) || ALL.contains(&host) || host == "0.0.0." || empty_is_all && text.is_empty()
                })
        });
        let Some(argument) = open else { continue };
        if !code::file(context.program, fact.place.file).is_test() {
            drafts.push(context.draft(
                rule,
                argument.place,
                fact.holder,
                "the server listens on every address of the machine",
            ));
        }
    }
    drafts
}
