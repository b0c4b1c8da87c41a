//! The way of data in words.

use crate::outcome::{FlowStep, Place, StepKind};
use crate::taint::{Happening, Label, Origin, Trail};
use stopple_libraries::concept;
use stopple_program::Program;

/// The steps of a flow, from the read to the use.
pub(crate) fn steps(program: &Program, label: &Label, sink: Place, callee: &str) -> Vec<FlowStep> {
    let mut steps = Vec::new();
    let mut at: Option<&Trail> = label.trail.as_deref();
    while let Some(trail) = at {
        steps.push(step(program, trail));
        at = trail.before.as_deref();
    }
    let Origin { kind, place } = label.origin;
    let text = format!("read from {}: `{}`", concept::source_words(kind), excerpt(program, place));
    steps.push(FlowStep { place, kind: StepKind::Source, text });
    steps.reverse();
    // Two steps in one place tell less than the later one.
    steps.dedup_by(|later, earlier| {
        let same = later.place == earlier.place && earlier.kind == StepKind::Pass;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    let text = match callee {
        "return" => "returned to the browser".to_owned(),
        "template" => format!("written by the template: `{}`", excerpt(program, sink)),
        _ => format!("used by `{callee}`"),
    };
    steps.push(FlowStep { place: sink, kind: StepKind::Sink, text });
    steps
}

fn step(program: &Program, trail: &Trail) -> FlowStep {
    let name = |symbol| program.names.text(symbol);
    let text = match trail.happening {
        Happening::Assigned(symbol) => format!("assigned to `{}`", name(symbol)),
        Happening::Passed(scope, symbol) => format!("passed to `{}` as `{}`", program.scope_name(scope), name(symbol)),
        Happening::Returned(scope) => format!("returned by `{}`", program.scope_name(scope)),
        Happening::Combined => "put into a larger string".to_owned(),
        Happening::Through => format!("goes through `{}`", excerpt(program, trail.place)),
        Happening::ThroughUnknown => {
            format!("goes through code that is not known: `{}`", excerpt(program, trail.place))
        }
        Happening::Cut => {
            format!("goes through a call that was not followed further: `{}`", excerpt(program, trail.place))
        }
        Happening::Cleared(concepts) => format!("made harmless as {}", words(concepts)),
        Happening::Guarded(concepts) => format!("checked, so harmless as {}", words(concepts)),
        Happening::Stored => "stored in a container".to_owned(),
        Happening::Rendered => "passed to a template".to_owned(),
    };
    FlowStep { place: trail.place, kind: trail.happening.kind(), text }
}

fn words(concepts: stopple_libraries::Concepts) -> String {
    if concepts == stopple_libraries::Concepts::ALL {
        return "anything".to_owned();
    }
    let names: Vec<&str> = concepts.names().collect();
    if names.len() > 12 { "nearly anything".to_owned() } else { names.join(", ") }
}

/// The source text of a place, on one line, shortened.
pub(crate) fn excerpt(program: &Program, place: Place) -> String {
    let text = program.source(place.file).slice(place.span);
    let mut short = String::new();
    for char in text.chars() {
        if short.chars().count() >= 60 {
            short.push('…');
            break;
        }
        short.push(if char.is_control() { ' ' } else { char });
    }
    short
}
