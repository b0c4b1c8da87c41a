//! Tells what a program that sends mail reads on its input from what other programs read.

use crate::{Context, Draft, views};
use stopple_flow::outcome::{Hit, View};

/// Programs that take the receivers of a mail from its headers, if they are told to.
const MAILERS: &[&str] = &["sendmail", "msmtp", "exim", "exim4", "ssmtp", "nullmailer-inject", "qmail-inject"];

/// A second look at a header of a mail.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.parameter != "input" || !hit.callee.starts_with("subprocess.") {
        return Some(draft);
    }
    let sends =
        views::starts_of(context, hit).any(|fact| fact.argument("args").is_some_and(|given| is_mailer(&given.view)));
    sends.then(|| draft.tells("is written into a header of a mail that a program sends"))
}

/// Whether a command, in one text or as a list of words, starts a program that sends mail.
fn is_mailer(command: &View) -> bool {
    let first = views::entry(command, "0").unwrap_or(command);
    views::strings(first).into_iter().any(|text| {
        let program = text.split_whitespace().next().unwrap_or_default();
        MAILERS.contains(&program.rsplit('/').next().unwrap_or_default())
    })
}
