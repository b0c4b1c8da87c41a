//! Tells what a program that sends mail reads on its input from what other programs read.

use crate::{Context, Draft};
use stopple_flow::outcome::{Const, Fact, Hit, View};

/// Programs that take the receivers of a mail from its headers, if they are told to.
const MAILERS: &[&str] = &["sendmail", "msmtp", "exim", "exim4", "ssmtp", "nullmailer-inject", "qmail-inject"];

/// A second look at a header of a mail.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.parameter != "input" || !hit.callee.starts_with("subprocess.") {
        return Some(draft);
    }
    let started = |fact: &&Fact| match hit.callee.ends_with(".communicate") {
        true => fact.holder == hit.holder && fact.path.contains("Popen") && fact.place.span.start < hit.call.span.start,
        false => fact.place == hit.call,
    };
    let mut calls = context.analysis.facts.iter().filter(|fact| fact.name == "shell-call").filter(started);
    let sends = calls.any(|fact| fact.argument("args").is_some_and(|argument| is_mailer(&argument.view)));
    sends.then(|| draft.tells("is written into a header of a mail that a program sends"))
}

/// Whether a command, in one text or as a list of words, starts a program that sends mail.
fn is_mailer(command: &View) -> bool {
    let first = command.entries.iter().find(|(name, _)| name == "0").map_or(command, |(_, view)| view);
    first.constants.iter().flatten().any(|text| {
        let Const::Str(text) = text else { return false };
        let program = text.split_whitespace().next().unwrap_or_default();
        MAILERS.contains(&program.rsplit('/').next().unwrap_or_default())
    })
}
