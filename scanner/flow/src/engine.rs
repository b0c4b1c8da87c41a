//! The order of a whole analysis: of each application the modules, registrations, handlers, the rest.

use crate::applications::Applications;
use crate::entry::Entry;
use crate::heap::{Base, Obj, ObjId};
use crate::interest::Interest;
use crate::interp::{Interp, Output, State};
use crate::known::Known;
use crate::memo::{self, Calls, Kept};
use crate::outcome::{Analysis, Route, Work};
use crate::registered::Registered;
use crate::registration::Registration;
use crate::updates::Updates;
use crate::value::Value;
use crate::{entry, routes};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use stopple_libraries::{Catalog, concept};
use stopple_program::{FileId, ModuleRef, Program, ScopeRef, TemplateFile};
use stopple_templates::Template;

/// Steps that one entry point may take.
const BUDGET: u64 = 16_000;
/// Steps that a function that registers handlers and that nobody calls may take.
const REGISTERING_BUDGET: u64 = 8_000;
/// Steps for a first look at a function that nobody is seen to call, beside those of its own statements.
const GLANCE: u64 = 200;
const BYTES_OF_A_STEP: u32 = 16;
/// Frames in that look: the module, the function, what it calls, and what that calls.
const GLANCE_DEPTH: usize = 3;

/// Entry points that run side by side, each seeing what earlier waves kept of calls.
const WAVE: usize = 64;

/// Analyses the whole program. The answer depends on the program and the catalog alone.
///
/// It runs on the rayon pool at hand, whose threads need large stacks (64 MiB are enough): calls of the program are
/// followed by calls here.
pub fn analyse(program: &Program, catalog: &Catalog) -> Analysis {
    let known = Known::new(catalog);
    let (interest, (applications, templates)) = rayon::join(
        || Interest::new(program, catalog),
        || {
            let parse = |template: &TemplateFile| stopple_templates::parse(&template.source.text);
            let templates: Vec<Template> = program.templates.par_iter().map(parse).collect();
            (Applications::new(program, catalog), templates)
        },
    );
    let unknown = Registered::default();
    let shape = Shape {
        program,
        catalog,
        known: &known,
        interest: &interest,
        applications: &applications,
        templates: &templates,
        registered: &unknown,
    };
    // Applications share nothing, so each is run as a program of its own. The largest come first, and the smaller ones fill
    // the threads while the modules of a large one are run, one after another.
    let size = |files: &[FileId]| files.iter().map(|file| program.file(*file).hir().stmts.len()).sum::<usize>();
    let mut all = applications.all();
    all.sort_by_cached_key(|files| std::cmp::Reverse(size(files)));
    let parts: Vec<Part> = all.par_iter().with_max_len(1).map(|files| run_application(&shape, files)).collect();
    let mut analysis = Analysis { applications: applications.numbers(), ..Analysis::default() };
    let mut outputs = Vec::new();
    for part in parts {
        analysis.routes.extend(part.routes);
        add_work(&mut analysis.work, part.work);
        outputs.extend(part.outputs);
    }
    analysis.routes.sort_by(|a, b| (&a.rule, a.registration, a.handler).cmp(&(&b.rule, b.registration, b.handler)));
    collect(&mut analysis, outputs);
    analysis
}

/// What one application gave.
struct Part {
    routes: Vec<Route>,
    work: Vec<Work>,
    outputs: Vec<Output>,
}

/// Runs the files of one application: modules, hooks, views, what is left, and again what others left data for.
fn run_application(shape: &Shape<'_>, files: &[FileId]) -> Part {
    let Shape { program, interest, .. } = *shape;
    let (base, first) = run_modules(shape, files);
    let mut registered = Registered::new(program, files, &first.registrations);
    let handlers = entry::handlers(program, &base, &first);
    let shared = Arc::new(base);
    registered.names_without_text = Interp::new(shape, Arc::clone(&shared), Arc::default()).names_without_text(files);
    let shape = &Shape { registered: &registered, ..*shape };
    let mut rounds = Rounds { shape, shared, calls: Arc::default(), work: Vec::new() };
    rounds.work.push(work_of("modules", std::slice::from_ref(&first)));
    // Hooks come before every view, so views are run on what hooks leave. Commands come before all of them: they find
    // nothing that a visitor left.
    let (commands, served): (Vec<usize>, Vec<usize>) =
        (0..handlers.len()).partition(|at| has_own_process(&handlers[*at]));
    let (early, late): (Vec<usize>, Vec<usize>) = served.iter().partition(|at| comes_first(&handlers[**at]));
    let mut runs: Vec<Run> = handlers.iter().map(|_| Run::default()).collect();
    rounds.run("commands", &commands, &handlers, &mut runs);
    let before_views = rounds.run("hooks", &early, &handlers, &mut runs);
    let by_views = rounds.run("views and other handlers", &late, &handlers, &mut runs);
    // What matters and was not reached. It does not come before or after a request that leaves something.
    let mut reached: FxHashSet<ScopeRef> = first.reached.clone();
    runs.iter().for_each(|run| reached.extend(run.output.reached.iter().copied()));
    let left: Vec<Entry> = interest
        .speaking_functions(program, files)
        .filter(|scope| !reached.contains(scope) && !program.is_test(*scope))
        .map(Entry::standalone)
        .collect();
    let left = run_entries(shape, &rounds.shared, &mut rounds.calls, &left.iter().collect::<Vec<_>>());
    rounds.work.push(work_of("functions that nobody calls", left.iter().map(|run| &run.output)));
    // The second round runs again what looked at something before another one left data in it.
    let again: Vec<usize> = served
        .into_iter()
        .filter(|at| {
            let (seen, edited) = (&runs[*at].output.seen, &runs[*at].edited);
            by_views.touch(seen, edited) || comes_first(&handlers[*at]) && before_views.touch(seen, edited)
        })
        .collect();
    rounds.run("again", &again, &handlers, &mut runs);
    let Rounds { shared, work, .. } = rounds;
    runs.extend(left);
    let mut outputs: Vec<Output> = runs.into_iter().map(|run| run.output).collect();
    let routes = routes::routes(program, &shared, &first, &handlers, &outputs);
    outputs.push(first);
    Part { routes, work, outputs }
}

/// Whether an entry point is run before others in their requests.
fn comes_first(entry: &Entry) -> bool {
    matches!(entry.kind.as_str(), "hook" | "response-hook" | "context-processor" | "user-loader" | "address-values")
}

/// Whether an entry point is run in a process of its own: what it leaves in memory is gone when it ends.
fn has_own_process(entry: &Entry) -> bool {
    entry.kind == "command"
}

/// Rounds of handlers, each on what the ones before it left.
struct Rounds<'a> {
    shape: &'a Shape<'a>,
    shared: Arc<Base>,
    calls: Arc<Calls>,
    work: Vec<Work>,
}

impl Rounds<'_> {
    /// Runs some of the handlers and adds to their results; gives what they left in shared objects.
    fn run(&mut self, phase: &'static str, which: &[usize], handlers: &[Entry], runs: &mut [Run]) -> Updates {
        let mut updates = Updates::default();
        if which.is_empty() {
            return updates;
        }
        let entries: Vec<&Entry> = which.iter().map(|at| &handlers[*at]).collect();
        let mut done = run_entries(self.shape, &self.shared, &mut self.calls, &entries);
        self.work.push(work_of(phase, done.iter().map(|run| &run.output)));
        for (run, _) in done.iter_mut().zip(&entries).filter(|(_, entry)| !has_own_process(entry)) {
            updates.apply(Arc::make_mut(&mut self.shared), std::mem::take(&mut run.changed));
        }
        // What was kept of calls no longer holds where they looked at what is different now.
        if !updates.is_empty() {
            let calls = Arc::make_mut(&mut self.calls);
            calls.values_mut().for_each(|kept| kept.retain(|call| !updates.touch_call(&call.seen)));
        }
        for (at, run) in which.iter().zip(done) {
            runs[*at].output.add(run.output);
            runs[*at].edited = run.edited;
        }
        updates
    }
}

/// Adds the work of an application, phase by phase.
fn add_work(all: &mut Vec<Work>, work: Vec<Work>) {
    for more in work {
        match all.iter_mut().find(|known| known.phase == more.phase) {
            Some(known) => known.add(more),
            None => all.push(more),
        }
    }
}

/// The work of a phase.
fn work_of<'o>(phase: &'static str, outputs: impl IntoIterator<Item = &'o Output>) -> Work {
    let mut all = Work { phase, ..Work::default() };
    for output in outputs {
        all.add(Work {
            phase,
            entries: 1,
            steps: output.effort.0,
            runs: output.calls.0,
            taken_over: output.calls.1,
            cuts: output.effort.1,
        });
    }
    all
}

/// What every run looks at and none changes.
#[derive(Clone, Copy)]
pub(crate) struct Shape<'a> {
    pub program: &'a Program,
    pub catalog: &'a Catalog,
    pub known: &'a Known,
    pub interest: &'a Interest,
    pub applications: &'a Applications,
    pub templates: &'a [Template],
    pub registered: &'a Registered,
}

/// Runs the bodies of all modules that matter, then the functions that register handlers and that nobody called.
fn run_modules(shape: &Shape<'_>, files: &[FileId]) -> (Base, Output) {
    let (program, interest) = (shape.program, shape.interest);
    let mut interp = Interp::new(shape, Arc::new(Base::default()), Arc::default());
    interp.loads_modules = true;
    let mut st = State::default();
    interp.make_shared_objects(&mut st, files);
    for file in files.iter().filter(|file| interest.is_file(**file)) {
        interp.runs.clear();
        interp.load_from_outside(&mut st, ModuleRef::File(*file));
    }
    let mut left: Vec<ScopeRef> = interest.registering_functions(program, files).collect();
    left.sort_unstable();
    for scope in left {
        if interp.out.reached.contains(&scope) {
            continue;
        }
        interp.budget = interp.steps + REGISTERING_BUDGET;
        interp.runs.clear();
        interp.run_standalone(&mut st, scope);
        // Who registers may read a request too; what it stores then is found as what any request stores.
        for (id, object) in st.heap.changed() {
            if crate::updates::has_settings(&object) && object.holds_taint() {
                st.heap.put(id, crate::updates::as_others_find_it(&object));
            }
        }
        interp.flush(&mut st);
        st.dead = false;
    }
    interp.flush(&mut st);
    let base = std::mem::take(&mut interp.base);
    interp.out.effort = (interp.steps, interp.cuts);
    (Arc::try_unwrap(base).unwrap_or_else(|base| (*base).clone()), interp.out)
}

/// What one entry point gave.
#[derive(Default)]
struct Run {
    output: Output,
    /// Shared objects that it changed, whatever was put into them.
    edited: FxHashSet<ObjId>,
    /// Those in which others find something, and what hangs on them.
    changed: Vec<(ObjId, Arc<Obj>)>,
    /// Calls that others may take over.
    kept: Vec<(ScopeRef, Vec<Arc<Kept>>)>,
}

/// Runs entry points in waves; what a wave kept of calls helps the next one, whatever the threads.
fn run_entries(shape: &Shape<'_>, base: &Arc<Base>, calls: &mut Arc<Calls>, entries: &[&Entry]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(entries.len());
    for wave in entries.chunks(WAVE) {
        let earlier = &*calls;
        let mut done: Vec<Run> = wave.par_iter().map(|entry| run_entry(shape, base, earlier, entry)).collect();
        let all = Arc::make_mut(calls);
        done.iter_mut().for_each(|run| memo::share(all, std::mem::take(&mut run.kept)));
        runs.extend(done);
    }
    runs
}

/// Runs one entry point; gives what it found and the shared objects that it changed.
fn run_entry(shape: &Shape<'_>, base: &Arc<Base>, calls: &Arc<Calls>, entry: &Entry) -> Run {
    let mut interp = Interp::new(shape, Arc::clone(base), Arc::clone(calls));
    let mut st = State::default();
    let mut glance: Option<Output> = None;
    if entry.target.is_none() {
        // Nobody is seen to call it, so nothing goes in. Unless it reads a visitor's data, its own calls are all that counts.
        let span = shape.program.scope(entry.scope).span;
        interp.budget = GLANCE + u64::from((span.end - span.start) / BYTES_OF_A_STEP);
        interp.deepest = GLANCE_DEPTH;
        interp.run_entry(&mut st, entry);
        let visitors = concept::source_named("database").unwrap_or(u16::MAX);
        if interp.cuts > 0 && interp.out.reads.iter().any(|(_, kind, _)| *kind < visitors) {
            interp.out.effort = (interp.steps, interp.cuts);
            glance = Some(std::mem::take(&mut interp.out));
            interp = Interp::new(shape, Arc::clone(base), Arc::clone(calls));
            st = State::default();
        }
    }
    if interp.steps == 0 {
        interp.budget = BUDGET;
        interp.run_entry(&mut st, entry);
    }
    let mut changed: Vec<(ObjId, Arc<Obj>)> = st
        .heap
        .changed()
        .into_iter()
        .filter(|(id, object)| base.get(id).is_some_and(|before| !Arc::ptr_eq(before, object) && before != object))
        .collect();
    changed.sort_by_key(|(id, _)| *id);
    let edited = changed.iter().map(|(id, _)| *id).collect();
    // Only data matters across requests; whatever else was stored is as it was before. What is stored in `g` ends with
    // its request, so it reaches others only from what runs in their requests too.
    let shares_request = comes_first(entry) || entry.kind == "callback";
    changed
        .retain(|(_, object)| object_holds_data(object) && (shares_request || !shape.known.ends_with_request(object)));
    // Those with settings, and what hangs on them.
    let mut settings: FxHashSet<ObjId> = FxHashSet::default();
    if !shares_request && entry.target.is_some() {
        for (id, object) in changed.iter_mut().filter(|(_, object)| crate::updates::has_settings(object)) {
            *object = crate::updates::as_others_find_it(object);
            settings.insert(*id);
        }
    }
    let mut reachable = changed.clone();
    let mut at = 0;
    while at < reachable.len() && reachable.len() < 2_000 {
        let (holder, object) = reachable[at].clone();
        at += 1;
        let mut ids = Vec::new();
        for value in object
            .attributes
            .iter()
            .map(|(_, v)| v)
            .chain(object.entries.iter().map(|(_, v)| v))
            .chain(object.items.iter().flatten())
            .chain([&object.rest])
        {
            crate::heap::objects_of(value, &mut ids);
        }
        for id in ids {
            if base.contains_key(&id) || reachable.iter().any(|(known, _)| *known == id) {
                continue;
            }
            if let Some(object) = st.heap.own(id) {
                let object = if settings.contains(&holder) {
                    settings.insert(id);
                    crate::updates::as_others_find_it(object)
                } else {
                    Arc::clone(object)
                };
                reachable.push((id, object));
            }
        }
    }
    let mut output = interp.out;
    output.effort = (interp.steps, interp.cuts);
    if entry.target.is_some() {
        output.seen = interp.trace.into_inner().into_shared();
    }
    output.add(glance.unwrap_or_default());
    Run { output, edited, changed: reachable, kept: interp.memo.into_shareable() }
}

fn object_holds_data(object: &Obj) -> bool {
    let holds = value_holds_data;
    !object.taint.is_clean()
        || object.attributes.iter().any(|(_, value)| holds(value))
        || object.entries.iter().any(|(_, value)| holds(value))
        || object.items.iter().flatten().any(holds)
        || holds(&object.rest)
}

fn value_holds_data(value: &Value) -> bool {
    use crate::value::Atom;
    let atom_holds = |atom: &Atom| match atom {
        Atom::Object(_) => true,
        Atom::Tuple(items) => items.iter().any(value_holds_data),
        _ => false,
    };
    !value.taint.is_clean() || value.atoms().iter().any(atom_holds)
}

/// Puts the outputs of all entry points together, each thing once, in order of place.
fn collect(analysis: &mut Analysis, outputs: Vec<Output>) {
    let mut reached: FxHashSet<ScopeRef> = FxHashSet::default();
    for output in outputs {
        analysis.hits.extend(output.hits);
        analysis.cleared.extend(output.cleared);
        analysis.unresolved.extend(output.unresolved);
        for fact in output.facts {
            analysis.facts.push(fact);
        }
        reached.extend(output.reached);
        analysis.bounds.add(output.bounds);
    }
    analysis.functions = reached.len();
    analysis.hits.sort_by(|a, b| {
        (a.sink, a.concept, a.source, a.read, std::cmp::Reverse(a.certainty), a.steps.len(), &a.steps).cmp(&(
            b.sink,
            b.concept,
            b.source,
            b.read,
            std::cmp::Reverse(b.certainty),
            b.steps.len(),
            &b.steps,
        ))
    });
    analysis.hits.dedup_by(|later, earlier| {
        (later.sink, later.concept, later.source, later.read)
            == (earlier.sink, earlier.concept, earlier.source, earlier.read)
    });
    analysis.cleared.sort_by(|a, b| {
        (a.sink, a.concept, a.source, a.read, a.place).cmp(&(b.sink, b.concept, b.source, b.read, b.place))
    });
    analysis.cleared.dedup();
    analysis.unresolved.sort();
    analysis.unresolved.dedup_by(|later, earlier| {
        let same = (later.place, &later.name) == (earlier.place, &earlier.name);
        earlier.gets_visitors_data |= same && later.gets_visitors_data;
        same
    });
    analysis.facts.sort_by(|a, b| (a.place, a.name, &a.path).cmp(&(b.place, b.name, &b.path)));
    let mut facts: Vec<crate::outcome::Fact> = Vec::with_capacity(analysis.facts.len());
    for fact in std::mem::take(&mut analysis.facts) {
        match facts.last_mut() {
            Some(last) if last.place == fact.place && last.name == fact.name && last.path == fact.path => {
                crate::interp::merge_facts(last, &fact);
            }
            _ => facts.push(fact),
        }
    }
    analysis.facts = facts;
}

/// The handlers that were registered, for callers that have a list of registrations.
pub(crate) fn sorted(registrations: &[Registration]) -> Vec<&Registration> {
    let mut sorted: Vec<&Registration> = registrations.iter().collect();
    sorted.sort_by(|a, b| (a.place, &a.kind, &a.rule).cmp(&(b.place, &b.kind, &b.rule)));
    sorted
}
