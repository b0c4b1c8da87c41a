//! Tells what a link can carry from what only the visitor's own program can send, and what templates show unescaped
//! from what else comes out of a database.

use crate::{Context, Draft, code, stored};
use stopple_finding::{Audience, Confidence, Severity};
use stopple_flow::outcome::{Certainty, Hit, Place};
use stopple_libraries::{Concepts, concept};

/// A second look at data in a page.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    let is_place = |word: &str| Concepts::named(word) == Some(hit.concept);
    if hit.callee == "template"
        && let Some(remedy) = advice(context.text(hit.sink), &is_place)
    {
        draft = draft.advises(remedy);
    }
    // Where the template stands is known to it too. What is HTML by intent gets in, and its script does not run.
    if hit.callee == "template" && !is_place("html") && context.is_guarded("templates") {
        return Some(draft.shut("its templates escape for this place"));
    }
    if (is_place("html") || hit.callee != "template") && !is_place("script") && context.stops_injected_script() {
        return Some(draft.shut("no script runs that comes in here; other markup still gets in"));
    }
    match concept::source_name(hit.source) {
        // A page of an attacker cannot make a victim's browser send headers or cookies of his choice to another site.
        "http-header" | "http-cookie" | "http-host" | "http-method" => Some(draft.quiet()),
        // Who chooses the server chooses what it answers.
        "response" if is_of_chosen_server(context, hit) => {
            draft.audience = Audience::Regular;
            Some(draft.doubted(
                Confidence::Medium,
                "that it is the answer of the server which the visitor chose is judged by where it is read",
            ))
        }
        // Who wrote what is stored is not known here; but a template escapes unless its author said otherwise.
        "database" => {
            draft = draft.doubted(Confidence::Medium, "who wrote what is stored is not known");
            draft.severity = draft.severity.min(Severity::Medium);
            if stored::is_cleaned(context, hit) {
                return Some(draft.quiet());
            }
            // Of rows of known models it is known which columns hold texts. Of others: numbers stand by themselves in scripts,
            // and hardly anybody fills what is called `id`.
            let is_text = || {
                hit.columns.last().is_some_and(|read| read.class.is_some())
                    || context.text(hit.sink).contains("|safe")
                    || stands_in_text(context, hit.sink) && !stored::is_of_no_text(hit)
            };
            // Who calls it markup gives escaping up, as `|safe` does.
            if hit.callee.contains(".Markup") && is_place("html") {
                draft.audience = Audience::Regular;
            }
            if hit.callee == "template" && (is_place("html") || is_place("html-url") || is_place("script") && is_text())
            {
                draft.audience = Audience::Regular;
            }
            Some(draft)
        }
        _ => Some(draft),
    }
}

/// Whether an output of a template stands within a text of a script, as far as its line tells: `'Hello {{ name }}'`, and not
/// `count: {{ count }}`.
fn stands_in_text(context: &Context, output: Place) -> bool {
    let source = context.source(output);
    if source.path.ends_with(".py") {
        return true;
    }
    let before = source.text.get(..output.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end_matches(['{', '-', ' ', '\t']);
    line.chars().last().is_some_and(|last| !":=,([+*/<>&|?!;".contains(last))
}

/// Whether an answer is read or shown in a function that asks a server of a visitor's choice.
fn is_of_chosen_server(context: &Context, hit: &Hit) -> bool {
    let scope_of = |place: Place| code::file(context.program, place.file).holder(place.span);
    let scopes = [scope_of(hit.read), hit.holder];
    context.analysis.hits.iter().any(|other| {
        Concepts::named("url") == Some(other.concept)
            && concept::is_visitors(other.source)
            && other.certainty == Certainty::Understood
            && scopes.contains(&scope_of(other.call))
    })
}

/// What to do about an output of a template, by what is written and where it stands.
fn advice(output: &str, is_place: &dyn Fn(&str) -> bool) -> Option<&'static str> {
    let written: String = output.split_whitespace().collect();
    // The filter gives the text up; where escaping would not do, it is not the filter that is to blame.
    let is_raw = written.contains("|safe") || written.contains("Markup(");
    Some(match () {
        () if is_place("script") => {
            "Write data into scripts with `|tojson`, without quotes around it, or put it into a `data-` attribute and read that."
        }
        () if is_place("html-url") => {
            "Show only addresses that begin with `https://`, `http://` or one `/`: escaping does not keep `javascript:` out."
        }
        () if is_place("css") => "Choose colours, sizes and classes from a fixed list, and write those into the style.",
        () if is_raw => {
            "Take `|safe` off, so that the template escapes. HTML that users may write goes through a sanitizer such as `nh3` first."
        }
        () if is_place("html-attribute") => {
            "Put quotes around the value of the attribute: what is escaped stays inside of them."
        }
        () if written.starts_with("{{") => {
            "Let the template escape: name it `.html`, and take it out of `{% autoescape false %}`, or write `|e`."
        }
        () => return None,
    })
}
