//! The way of data in words.

use crate::outcome::{ColumnRead, FlowStep, Place, StepKind};
use crate::taint::{Happening, Label, Origin, Trail};
use stopple_libraries::{Concepts, concept};
use stopple_program::{Program, ScopeRef};

/// The steps of a flow, from the read to the use for which the data is not harmless.
pub(crate) fn steps(program: &Program, label: &Label, concept: Concepts, sink: Place, callee: &str) -> Vec<FlowStep> {
    let mut trails: Vec<&Trail> = Vec::new();
    let mut at: Option<&Trail> = label.trail.as_deref();
    while let Some(trail) = at {
        if !matches!(trail.happening, Happening::Column(..))
            && !is_call_of_the_framework(program, trail)
            && !tells_nothing(program, trail, concept)
        {
            trails.push(trail);
        }
        at = trail.before.as_deref();
    }
    trails.reverse();
    // `"a" + x + "b"`: the whole tells what its parts tell.
    trails.dedup_by(|later, earlier| {
        let same = matches!(
            (later.happening, earlier.happening),
            (Happening::Combined, Happening::Combined) | (Happening::Through, Happening::Through)
        );
        let is_part = same && holds(later.place, earlier.place);
        if is_part {
            std::mem::swap(later, earlier);
        }
        is_part
    });
    let Origin { kind, place } = label.origin;
    let text = format!("read from {}: `{}`", concept::source_words(kind), excerpt(program, place));
    let mut steps = vec![FlowStep { place, kind: StepKind::Source, text }];
    steps.extend(trails.into_iter().map(|trail| step(program, trail, concept)));
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
        _ => "used here".to_owned(),
    };
    steps.push(FlowStep { place: sink, kind: StepKind::Sink, text });
    steps
}

/// The columns of rows that data was read from on its way, the first one first. None if the way was not followed: who knows
/// what is left of it there.
pub(crate) fn columns(program: &Program, label: &Label) -> Vec<ColumnRead> {
    let trail = || std::iter::successors(label.trail.as_deref(), |step| step.before.as_deref());
    if trail().any(|step| matches!(step.happening, Happening::Cut | Happening::ThroughUnknown)) {
        return Vec::new();
    }
    let name = |symbol| program.names.shared(symbol);
    let read = trail().filter_map(|step| match step.happening {
        Happening::Column(class, column) => Some(ColumnRead { class: class.map(name), column: name(column) }),
        _ => None,
    });
    let mut read: Vec<ColumnRead> = read.collect();
    read.reverse();
    read
}

/// The calls through which a text went as it was, after a visitor's data was put into it.
pub(crate) fn handed(label: &Label) -> Vec<(Place, ScopeRef)> {
    let mut calls = Vec::new();
    for step in std::iter::successors(label.trail.as_deref(), |step| step.before.as_deref()) {
        match step.happening {
            Happening::Combined => {
                calls.reverse();
                return calls;
            }
            Happening::Passed(function, _) => calls.push((step.place, function)),
            Happening::Stored
            | Happening::Written
            | Happening::Rendered
            | Happening::Cut
            | Happening::ThroughUnknown => {
                break;
            }
            _ => {}
        }
    }
    Vec::new()
}

/// Whether a step is the framework's own call of a handler. It stands nowhere in the code: entry points are run from the
/// first expression of their file, and the first expression of a file is never a call (its callee comes before it).
fn is_call_of_the_framework(program: &Program, trail: &Trail) -> bool {
    let is_call = matches!(trail.happening, Happening::Passed(..) | Happening::Through | Happening::ThroughUnknown);
    let first = || program.files.get(trail.place.file.0 as usize).and_then(|file| file.hir().expr_spans.first());
    is_call && first() == Some(&trail.place.span)
}

/// Whether a step made data harmless for something else than its use, and there is no call to show.
fn tells_nothing(program: &Program, trail: &Trail, concept: Concepts) -> bool {
    match trail.happening {
        Happening::Guarded(cleared) => !cleared.holds(concept),
        Happening::Cleared(cleared) => {
            let text = program.source(trail.place.file).slice(trail.place.span);
            !cleared.holds(concept) && !text.ends_with(')')
        }
        _ => false,
    }
}

fn holds(outer: Place, inner: Place) -> bool {
    outer.file == inner.file && outer.span.holds(inner.span)
}

fn step(program: &Program, trail: &Trail, concept: Concepts) -> FlowStep {
    let name = |symbol| program.names.text(symbol);
    let here = || excerpt(program, trail.place);
    let text = match trail.happening {
        Happening::Assigned(symbol) => format!("assigned to `{}`", name(symbol)),
        Happening::Passed(scope, symbol) => {
            let function = program.scope_name(scope);
            // Who makes an instance calls the class.
            let called = function.strip_suffix(".__init__").unwrap_or(&function);
            format!("passed to `{called}` as `{}`", name(symbol))
        }
        Happening::Returned(scope) => format!("returned by `{}`", program.scope_name(scope)),
        Happening::Combined => "put into a larger string".to_owned(),
        Happening::Through => format!("goes through `{}`", here()),
        Happening::ThroughUnknown => format!("goes through code that is not known: `{}`", here()),
        Happening::Cut => format!("goes through a call that was not followed further: `{}`", here()),
        // Data that was made harmless for this very use has lost that since, or came by another way as well.
        Happening::Cleared(cleared) if cleared.holds(concept) => {
            format!("made harmless by `{}`, but not for good or not on every way", here())
        }
        Happening::Guarded(cleared) if cleared.holds(concept) => "checked, but not on every way".to_owned(),
        Happening::Cleared(cleared) if resolves_only(cleared, concept) => {
            "`..` is resolved, but the result is not compared with the folder".to_owned()
        }
        Happening::Cleared(_) | Happening::Guarded(_) => format!("goes through `{}`", here()),
        Happening::Stored => "stored in a container".to_owned(),
        Happening::Written => "written into a file".to_owned(),
        Happening::Rendered => "passed to a template".to_owned(),
        Happening::Column(_, column) => format!("read as `{}`", name(column)),
    };
    FlowStep { place: trail.place, kind: trail.happening.kind(), text }
}

/// Whether a call took the `..` out of a path, and the use is one of a path.
fn resolves_only(cleared: Concepts, concept: Concepts) -> bool {
    let named = |name| Concepts::named(name).unwrap_or_default();
    cleared == named("dots") && named("path-read").and(named("path-write")).holds(concept)
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
