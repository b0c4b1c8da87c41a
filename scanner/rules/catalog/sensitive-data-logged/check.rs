//! Of what a visitor or the environment gives, only what is named like a secret is one.

use crate::secrets::names_a_secret;
use crate::{Context, Draft};
use stopple_flow::outcome::{Certainty, Hit};
use stopple_libraries::concept;

/// A second look at data in a log.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if concept::source_name(hit.source) == "password" {
        return Some(draft);
    }
    // What code that is not known gives back for a password is most often whether it is right.
    if hit.certainty <= Certainty::ThroughUnknown {
        return None;
    }
    // The first letters tell tokens apart, and give none away.
    if hit.steps.iter().map(|step| step.place).chain([hit.sink]).any(|place| takes_few_letters(context.text(place))) {
        return None;
    }
    let places = hit.steps.iter().map(|step| step.place).chain([hit.read]);
    places.map(|place| context.text(place)).any(reads_a_secret).then_some(draft)
}

/// Whether the text reads a key or an attribute that is named like a secret: `form["password"]`, `.get("token")`.
fn reads_a_secret(text: &str) -> bool {
    let is_quote = |letter: char| letter == '"' || letter == '\'';
    let mut keys = text.split(is_quote).skip(1).step_by(2);
    // A whole statement may quote a message; a key is one word, and the text is short.
    text.len() < 120
        && keys.any(|key| !key.contains(' ') && (names_a_secret(key) || key.eq_ignore_ascii_case("authorization")))
}

/// `token[:4]`, `token[-4:]`
fn takes_few_letters(text: &str) -> bool {
    let mut slices = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inside, _)| inside);
    text.len() < 120
        && slices.any(|inside| {
            let number =
                inside.strip_prefix(':').or_else(|| inside.strip_prefix('-').and_then(|rest| rest.strip_suffix(':')));
            number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|letters| letters <= 8)
        })
}
