//! Of all patterns that visitors' text is matched against, those that take exponential time.

use crate::{Context, Draft, patterns};
use stopple_flow::outcome::{Const, Fact, Hit};

/// A second look at a text that is matched.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let method = hit.callee.rsplit('.').next().unwrap_or_default();
    let whole = method == "fullmatch";
    let pattern = patterns_of(context, hit).into_iter().find(|pattern| patterns::is_exponential(pattern, whole))?;
    Some(draft.note(format!("a repetition stands inside a repetition in `{pattern}`")))
}

/// The patterns that this call may use, as far as they are constants.
fn patterns_of(context: &Context, hit: &Hit) -> Vec<String> {
    let compiled = context.analysis.facts.iter().filter(|fact| fact.name == "regex-compiled");
    let here = compiled.clone().find(|fact| fact.place == hit.call);
    if let Some(fact) = here.filter(|fact| fact.argument("pattern").is_some()) {
        return constants(context, fact);
    }
    // `NAME.match(text)`: the pattern was compiled where NAME is assigned.
    let call = context.text(hit.call);
    let method = hit.callee.rsplit('.').next().unwrap_or_default();
    let before = call.split(&format!(".{method}(")).next().unwrap_or_default();
    // `self.pattern` and `checks.PATTERN` are assigned under their last name.
    let receiver = before.rsplit('.').next().unwrap_or_default().trim();
    let assigned = |fact: &&Fact| {
        let line = context.line_text(fact.place);
        let target = line.split('=').next().unwrap_or_default().trim();
        target == receiver && (fact.place.file == hit.call.file)
    };
    let inline = |fact: &&Fact| fact.place.file == hit.call.file && hit.call.span.contains(fact.place.span.start);
    compiled
        .filter(|fact| fact.place != hit.call)
        .filter(|fact| assigned(fact) || inline(fact))
        .flat_map(|fact| constants(context, fact))
        .collect()
}

/// The pattern of a call; without its blanks and comments where the call says `re.VERBOSE`.
fn constants(context: &Context, fact: &Fact) -> Vec<String> {
    let call = context.text(fact.place);
    let is_verbose = ["VERBOSE", "re.X"].iter().any(|flag| call.contains(flag));
    let values = fact.argument("pattern").and_then(|argument| argument.view.constants.as_ref());
    let text = |constant: &Const| match constant {
        Const::Str(text) if is_verbose => Some(patterns::without_comments(text)),
        Const::Str(text) => Some(text.to_string()),
        _ => None,
    };
    values.into_iter().flatten().filter_map(text).collect()
}
