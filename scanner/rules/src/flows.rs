//! Judges flows: data of a source that a rule names, in a use that it names.
//!
//! One finding per rule and place of use. Of several sources the one that is understood best, by the shortest way, is
//! told in full; the others become notes.

use crate::catalog::Entry;
use crate::context::Context;
use crate::draft::Draft;
use crate::{code, identity, kept, reads, wording};
use std::collections::BTreeMap;
use stopple_finding::{Audience, Confidence, Step, StepKind};
use stopple_flow::outcome::{self, Certainty, Hit, Place};
use stopple_libraries::{Concepts, concept};
use stopple_program::ScopeRef;

/// All findings of one rule about flows.
pub(crate) fn judge(context: &Context, entry: &Entry) -> Vec<Draft> {
    if entry.sinks.is_empty() && entry.quiet_sinks.is_empty() {
        return Vec::new();
    }
    let mut by_place: BTreeMap<Place, Vec<(Draft, &Hit)>> = BTreeMap::new();
    for hit in &context.analysis.hits {
        let loud = entry.sinks.holds(hit.concept) && entry.sources.contains(&hit.source);
        let known_sink = entry.sinks.and(entry.quiet_sinks).holds(hit.concept);
        let known_source = entry.sources.contains(&hit.source) || entry.quiet_sources.contains(&hit.source);
        if !known_sink || !known_source || hit.concept.is_empty() {
            continue;
        }
        let mut draft = draft(context, entry, hit);
        if !loud {
            let (stored, kept) = match entry.sinks.holds(hit.concept) {
                true => (context.stored().found(context, hit), kept::found(context, hit)),
                false => (None, None),
            };
            draft = match (stored, kept) {
                (Some(stored), _) => draft.doubted(Confidence::Medium, OWN_ROW).note(stored),
                (None, Some(kept)) => draft.doubted(Confidence::Medium, OWN_KEY).note(kept),
                (None, None) => draft.quiet(),
            };
        }
        let judged = match entry.refine {
            Some(refine) => refine(context, hit, draft),
            None => Some(draft),
        };
        if let Some(draft) = judged {
            by_place.entry(hit.sink).or_default().push((draft, hit));
        }
    }
    drop_passed_on(&mut by_place);
    by_place.into_values().flat_map(|drafts| by_call(context, drafts)).filter_map(|told| merge(context, told)).collect()
}

/// The flows to one use, by where each is told. That is the use, but where several calls hand their finished statements to one
/// function that runs them (`database.rows(f"select ... {name}")`): there each call is a hole of its own.
fn by_call<'h>(context: &Context, drafts: Vec<(Draft, &'h Hit)>) -> Vec<Vec<(Draft, &'h Hit)>> {
    let mut calls: BTreeMap<Place, Vec<(Draft, &Hit)>> = BTreeMap::new();
    for (draft, hit) in drafts {
        calls.entry(put_together_at(context, hit).0).or_default().push((draft, hit));
    }
    let is_told = |drafts: &&Vec<(Draft, &Hit)>| drafts.iter().any(|(draft, _)| draft.audience == Audience::Regular);
    if calls.values().filter(is_told).count() < 2 {
        return vec![calls.into_values().flatten().collect()];
    }
    for drafts in calls.values_mut() {
        for (draft, hit) in drafts {
            draft.primary = context.location(put_together_at(context, hit).0);
        }
    }
    calls.into_values().collect()
}

/// Where the statement of a flow is put together, if it is handed to a function that runs statements with their parameters for
/// many: such a function does what it should. Else the use. With the function that holds the place.
fn put_together_at(context: &Context, hit: &Hit) -> (Place, ScopeRef) {
    let binds = || {
        let call = code::file(context.program, hit.call.file).call_at(hit.call.span);
        call.is_some_and(|(_, given)| given.len() > 1)
    };
    let is_shared = |called: &ScopeRef| context.times_called(*called) > 1;
    match hit.handed.iter().find(|(_, called)| is_shared(called)) {
        Some((given, _)) if Concepts::named("sql") == Some(hit.concept) && binds() => {
            (*given, code::file(context.program, given.file).holder(given.span))
        }
        _ => (hit.sink, hit.holder),
    }
}

/// Drops flows that go on from a use of the same rule: `text("..." + name)` is told, that its result is executed is not;
/// nor is that a mail is sent, after `mail["Subject"] = name` was told.
fn drop_passed_on(by_place: &mut BTreeMap<Place, Vec<(Draft, &Hit)>>) {
    let sets = |hit: &Hit| hit.callee.starts_with("email.");
    let uses: Vec<(Place, Place, u16, bool)> = by_place
        .iter()
        .flat_map(|(sink, drafts)| drafts.iter().map(|(_, hit)| (*sink, hit.read, hit.source, sets(hit))))
        .collect();
    let holds = |outer: Place, inner: Place| outer != inner && outer.file == inner.file && outer.span.holds(inner.span);
    for (sink, drafts) in by_place.iter_mut() {
        drafts.retain(|(_, hit)| {
            let passes = |used: Place| holds(*sink, used) || hit.steps.iter().any(|step| holds(step.place, used));
            !uses.iter().any(|(used, read, source, is_set)| {
                *read == hit.read && *source == hit.source && (passes(*used) || *is_set && !sets(hit))
            })
        });
    }
}

fn draft(context: &Context, entry: &Entry, hit: &Hit) -> Draft {
    let (source, read) = (concept::source_words(hit.source), reads::name_of(context, hit));
    let called = match hit.callee.as_str() {
        "" | "return" => String::new(),
        callee => context.called(hit.call, callee),
    };
    // One of two such calls is mended: the other one stays the finding that it was.
    let (given, holder) = put_together_at(context, hit);
    let mut draft = Draft::new(&entry.rule, context.location(hit.sink), context.holder(holder), String::new());
    draft.subject = format!("{source}, `{read}`,");
    draft = draft.tells(&wording::use_of(hit.concept, &called));
    draft.trace = hit.steps.iter().map(|step| step_of(context, step)).collect();
    if let [first, rest @ ..] = draft.trace.as_mut_slice() {
        first.text = format!("read from {source}: `{read}`");
        if let Some(last) = rest.last_mut().filter(|_| !called.is_empty() && hit.callee != "template") {
            last.text = format!("used by {called}");
        }
    }
    if reads::is_read_by_template(hit) {
        // The template gets no data: it looks at what it is given anyway.
        draft.trace.remove(1);
    }
    draft.identity = vec![
        hit.callee.clone(),
        identity::line_without_locals(context.program, given, holder),
        identity::without_locals(context.text(hit.read), context.program, hit.holder),
    ];
    match hit.certainty {
        Certainty::Understood => {}
        Certainty::Stored => {
            // A page that shows what others stored is as bad as one that shows what they send; whether what else is
            // stored is a setting that few may change is not known.
            let pages = ["html", "html-attribute", "html-url", "script"].into_iter().filter_map(Concepts::named);
            if pages.into_iter().any(|page| page == hit.concept) {
                draft = draft.doubted(Confidence::Medium, SHARED);
            } else {
                draft = draft.doubted(Confidence::Low, SHARED).quiet();
            }
        }
        Certainty::ThroughUnknown => {
            let why = "part of the way goes through code that is not known, or was not followed";
            draft = draft.doubted(Confidence::Medium, why);
        }
        Certainty::LookedUp => {
            draft = draft.quiet().doubted(Confidence::Low, "code that is not known may merely find something by it");
        }
        Certainty::ByName => {
            draft = draft.doubted(Confidence::Low, "the source or the use is recognised by its name alone");
            // Much is executed; the other names mean one thing wherever they stand.
            if hit.callee.ends_with(".execute") && !begins_as_statement(hit) {
                draft = draft.quiet();
            }
        }
    }
    if is_in_tests(context, hit) {
        draft = draft.quiet().note("it is in the tests of an application");
    }
    draft
}

/// Why data that another request stored is less sure.
const SHARED: &str = "one request stores it in an object that all share, another one uses it";

/// Why data that is read from a row is less sure.
const OWN_KEY: &str = "that it is what the visitor left there is judged by the key";
const OWN_ROW: &str = "that it is the row which the visitor filled is judged by the name of the column";

/// Whether the text is known to begin as a statement of SQL does.
fn begins_as_statement(hit: &Hit) -> bool {
    const WORDS: &[&str] = &[
        "select", "insert", "update", "delete", "with", "create", "drop", "alter", "replace", "call", "exec", "pragma",
    ];
    let first = hit.prefix.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    WORDS.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether a use stands in a test, and what is tested elsewhere.
fn is_in_tests(context: &Context, hit: &Hit) -> bool {
    let is_test = |place: Place| stopple_program::is_test_path(&context.source(place).path);
    is_test(hit.sink) && context.analysis.routes.iter().any(|route| !is_test(route.handler))
}

fn step_of(context: &Context, step: &outcome::FlowStep) -> Step {
    let kind = match step.kind {
        outcome::StepKind::Source => StepKind::Source,
        outcome::StepKind::Pass => StepKind::Pass,
        outcome::StepKind::Call => StepKind::Call,
        outcome::StepKind::Return => StepKind::Return,
        outcome::StepKind::Sink => StepKind::Sink,
    };
    Step { location: context.location(step.place), kind, text: step.text.clone() }
}

/// One draft of all that were judged for the same place.
fn merge(context: &Context, mut drafts: Vec<(Draft, &Hit)>) -> Option<Draft> {
    let rank = |draft: &Draft, hit: &Hit| {
        let quiet = draft.audience != Audience::Regular;
        (quiet, std::cmp::Reverse(draft.confidence), draft.trace.len(), hit.read, hit.source)
    };
    drafts.sort_by_key(|(draft, hit)| rank(draft, hit));
    let mut drafts = drafts.into_iter();
    let (mut first, first_hit) = drafts.next()?;
    let mut told = vec![so_does(context, first_hit)];
    for (draft, hit) in drafts {
        first.severity = first.severity.max(draft.severity);
        let note = so_does(context, hit);
        if !told.contains(&note) {
            first.notes.push(note.clone());
            told.push(note);
        }
    }
    Some(first)
}

/// The note about a further source. Two reads of one field are one source.
fn so_does(context: &Context, hit: &Hit) -> String {
    let (words, read) = (concept::source_words(hit.source), reads::name_of(context, hit));
    format!("so does {words}, `{read}` ({})", context.line_of(hit.read))
}
