//! Finds tokens that are believed without a look at their signature.

use crate::{Context, Draft, code, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Fact, View};

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let read = context.facts("jwt-decode").filter_map(|fact| decoded(context, rule, fact));
    let made = context.facts("jwt-encode").filter_map(|fact| signed(context, rule, fact));
    read.chain(made).collect()
}

fn decoded(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let quiet =
        |draft: Draft| if code::file(context.program, fact.place.file).is_test() { draft.quiet() } else { draft };
    if fact.path.ends_with("get_unverified_claims") {
        return Some(quiet(context.draft(
            rule,
            fact.place,
            fact.holder,
            "the token is read without a look at its signature",
        )));
    }
    if let Some(verify) = fact.argument("verify").filter(|argument| views::is(&argument.view, false)) {
        return Some(quiet(context.draft(rule, verify.place, fact.holder, "the token's signature is not checked")));
    }
    if let Some(options) = fact.argument("options") {
        let off = |name: &str| views::entry(&options.view, name).is_some_and(|view| views::is(view, false));
        if off("verify_signature") {
            return Some(quiet(context.draft(
                rule,
                options.place,
                fact.holder,
                "the token's signature is not checked",
            )));
        }
        if let Some(name) = ["verify_exp", "verify_aud"].into_iter().find(|name| off(name)) {
            let mut draft = context.draft(rule, options.place, fact.holder, format!("`{name}` is off"));
            draft.severity = Severity::Low;
            return Some(draft.quiet());
        }
    }
    match fact.argument("algorithms") {
        Some(algorithms) if names_none(&algorithms.view) => Some(quiet(context.draft(
            rule,
            algorithms.place,
            fact.holder,
            "a token that says `none` needs no signature",
        ))),
        Some(_) => None,
        None if views::has_hidden_arguments(fact) || fact.path.starts_with("authlib") => None,
        None => {
            // PyJWT refuses since version 2; before, the token chose.
            let mut draft =
                context.draft(rule, fact.place, fact.holder, "the token chooses the algorithm by which it is checked");
            draft.severity = Severity::Medium;
            draft = draft.doubted(Confidence::Medium, "newer versions of the library may refuse this");
            Some(if fact.path.starts_with("jose") { quiet(draft) } else { draft.quiet() })
        }
    }
}

fn signed(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let algorithm = fact.argument("algorithm").filter(|argument| names_none(&argument.view))?;
    Some(context.draft(rule, algorithm.place, fact.holder, "the token is not signed"))
}

fn names_none(view: &View) -> bool {
    let is_none = |text: &&str| text.eq_ignore_ascii_case("none");
    views::strings(view).iter().any(is_none)
        || view.entries.iter().any(|(_, item)| views::strings(item).iter().any(is_none))
}
