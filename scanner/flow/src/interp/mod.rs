//! The abstract interpreter: runs bodies on abstract values.
//!
//! A run begins at an entry point (a module body, a handler that a framework calls, a function that nobody calls) and
//! follows calls into the project with the very values at hand, so what a call does depends on its arguments. Each
//! entry point starts from the same frozen base, so entry points are independent of one another and of threads.

mod access;
mod addresses;
mod alphabets;
mod assign;
mod binding;
mod block;
mod bodies;
mod builtins;
mod call;
mod classes;
mod columns;
mod comparisons;
mod configurations;
mod containers;
mod converters;
mod created_tables;
mod declared;
mod described;
mod exceptions;
mod expr;
mod facts;
mod file_stores;
mod flags;
mod folders;
mod formats;
mod function;
mod generics;
mod given_settings;
mod groups;
mod harmless_addresses;
mod host_patterns;
mod html_parsers;
mod imports;
mod introspection;
mod kept;
mod kept_tests;
mod known_answers;
mod library;
mod loading_hooks;
mod local_names;
mod matching;
mod members;
mod metaclasses;
mod misplaced;
mod named_attributes;
mod narrowing;
mod normal_forms;
mod operators;
mod overloads;
mod overrides;
mod own_html;
mod parameters;
mod parsed_addresses;
mod paths;
mod predicates;
mod protocols;
mod proxies;
mod refine;
mod registering;
mod render;
mod resolvers;
mod response;
mod rows;
mod schemas;
mod segments;
mod settings;
mod shared;
mod signals;
mod sinks;
mod statements;
mod stored_files;
mod strings;
mod template_names;
mod tuples;
mod typed;
mod unresolved;
mod validators;
mod variables;

pub(crate) use call::Arguments;
pub(crate) use facts::merge as merge_facts;
pub(crate) use imports::{Found, find_module};
pub(crate) use overloads::OVERLOAD;
pub(crate) use schemas::{Field, Held};

use crate::applications::Applications;
use crate::engine::Shape;
use crate::heap::{Base, Heap, Kind, Obj, ObjId};
use crate::interest::Interest;
use crate::known::Known;
use crate::outcome::{Bounds, Cleared, Fact, Hit, Place, Unresolved};
use crate::registered::Registered;
use crate::registration::Registration;
use crate::taint::Taint;
use crate::trace::{Seen, Trace};
use crate::value::{Atom, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use stopple_libraries::Catalog;
use stopple_program::{FileId, Program, ScopeRef, Symbol};
use stopple_source::Span;
use stopple_syntax::hir::{self, ExprId, StmtId};

/// Calls nested deeper than this are not followed.
pub(crate) const DEEPEST_CALL: usize = 24;
/// Steps that the body of one module may take.
const MODULE_BUDGET: u64 = 12_000;
/// Rounds after which a loop is taken as it is.
const MOST_ROUNDS: u32 = 3;
/// The same for a loop inside of two others.
const MOST_INNER_ROUNDS: u32 = 2;

/// What an entry point gave.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub hits: Vec<Hit>,
    pub facts: Vec<Fact>,
    pub cleared: Vec<Cleared>,
    pub unresolved: Vec<Unresolved>,
    pub registrations: Vec<Registration>,
    /// Functions that were run.
    pub reached: FxHashSet<ScopeRef>,
    /// Schemas of what decorators hand to functions.
    pub schemas: schemas::Schemas,
    /// Words of `Decorates` seen on functions and classes.
    pub decorations: Vec<(ScopeRef, String)>,
    /// What decorators put in the place of functions, by the body and its cells, with the function that it stands for.
    pub wrappers: Vec<((ScopeRef, Option<ObjId>), ScopeRef)>,
    /// Reads of sources, with the function that reads.
    pub reads: Vec<(ScopeRef, u16, Place)>,
    /// Blueprints, with the blueprint or application on which they are registered, and the prefix if one is given there.
    pub prefixes: Vec<(ObjId, Option<ObjId>, Option<String>)>,
    /// Of a handler: the shared things that it looked at, and its facts.
    pub seen: Vec<Seen>,
    pub bounds: Bounds,
    /// Bodies of functions run, and calls taken over from equal ones.
    pub calls: (u64, u64),
    /// Steps taken and calls cut off: known at the end.
    pub effort: (u64, u64),
}

impl Output {
    /// Adds what another run of the same entry point gave.
    pub fn add(&mut self, other: Self) {
        self.hits.extend(other.hits);
        self.facts.extend(other.facts);
        self.cleared.extend(other.cleared);
        self.unresolved.extend(other.unresolved);
        self.registrations.extend(other.registrations);
        self.reached.extend(other.reached);
        self.decorations.extend(other.decorations);
        self.wrappers.extend(other.wrappers);
        for read in other.reads {
            if !self.reads.contains(&read) {
                self.reads.push(read);
            }
        }
        self.prefixes.extend(other.prefixes);
        self.calls = (self.calls.0 + other.calls.0, self.calls.1 + other.calls.1);
        self.effort = (self.effort.0 + other.effort.0, self.effort.1 + other.effort.1);
        self.seen.extend(other.seen);
        self.bounds.add(other.bounds);
    }
}

/// The state of a run at one place: the locals of the function at hand, and all objects.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// Shared with the states that this one was copied from, until one of them is changed.
    pub slots: Arc<Vec<Value>>,
    pub heap: Heap,
    /// Reads that were checked and cannot be stored (`upload.filename`), with what they are harmless for.
    pub checked: Vec<(crate::guards::Path, stopple_libraries::Concepts)>,
    /// Nothing gets here.
    pub dead: bool,
}

/// A loop around the place at hand.
#[derive(Debug, Default)]
struct Loop {
    breaks: Option<State>,
    continues: Option<State>,
}

/// What a function leaves: the value, and the parameters as they are then, by the truth of the value.
#[derive(Debug, Default)]
pub(crate) struct Exit {
    pub value: Value,
    pub heap: Option<Heap>,
    pub when_true: Option<Vec<Value>>,
    pub when_false: Option<Vec<Value>>,
}

/// A call that is being run.
#[derive(Debug)]
pub(crate) struct Frame {
    pub scope: ScopeRef,
    /// A hash of the calls that led here.
    pub context: u64,
    /// Its own cells.
    pub cells: Option<ObjId>,
    /// The cells of the function around it.
    pub closure: Option<ObjId>,
    /// The class in whose body the function stands, and the receiver: for `super()`.
    pub owner: Option<ObjId>,
    pub receiver: Option<Value>,
    /// The function whose decorators are being evaluated.
    pub decorating: Option<ScopeRef>,
    loops: Vec<Loop>,
    /// One accumulator for each `try` around the place at hand.
    raised: Vec<Option<State>>,
    pub exit: Exit,
    /// Exceptions that leave the function, with the objects that they hold.
    pub thrown: (Value, Vec<(ObjId, Arc<Obj>)>),
    /// For each handler around the place at hand what was on its way before its `try`.
    handling: Vec<Value>,
    /// What a generator yields.
    pub yielded: Value,
    /// Whether any argument carries data: then checks on parameters are followed.
    pub watches: bool,
    /// The objects as they were when it was called, if it watches.
    pub start: Option<Heap>,
}

impl Frame {
    /// A frame in which nothing has happened yet.
    pub fn new(scope: ScopeRef, context: u64, closure: Option<ObjId>) -> Self {
        Self {
            scope,
            context,
            cells: None,
            closure,
            owner: None,
            receiver: None,
            decorating: None,
            loops: Vec::new(),
            raised: Vec::new(),
            exit: Exit::default(),
            thrown: (Value::bottom(), Vec::new()),
            handling: Vec::new(),
            yielded: Value::bottom(),
            watches: false,
            start: None,
        }
    }
}

/// Runs bodies.
pub(crate) struct Interp<'a> {
    /// The expression through which an attribute is being read.
    pub reading: Option<ExprId>,
    pub program: &'a Program,
    pub catalog: &'a Catalog,
    pub known: &'a Known,
    pub interest: &'a Interest,
    pub applications: &'a Applications,
    pub base: Arc<Base>,
    pub frames: Vec<Frame>,
    pub out: Output,
    /// Steps done and allowed for this entry point.
    pub steps: u64,
    pub budget: u64,
    /// Frames deeper than this are not laid.
    pub deepest: usize,
    /// Functions being run, each with the closure that it is run in.
    pub recursive: FxHashMap<(ScopeRef, Option<ObjId>), function::UnderWay>,
    /// Modules may be run on demand (while the base is being built).
    pub loads_modules: bool,
    pub loaded: FxHashSet<FileId>,
    /// The handler whose returned value is the response, and whether it is a resource (whose strings are JSON).
    pub responds: Option<(ScopeRef, bool)>,
    /// The view, if what answers is a wrapper that a decorator made around it; and what it gave the wrapper.
    pub wrapped: Option<ScopeRef>,
    pub given: Vec<(Value, Place)>,
    /// The classes whose metaclasses are being run.
    pub making: Vec<ObjId>,
    seen_hits: FxHashSet<u64>,
    /// The user who is signed in, once somebody asked for him; none if no loader finds him.
    pub signed_in: Option<Option<Value>>,
    /// Values of operands and arguments, for the branches that follow them.
    pub operands: FxHashMap<(FileId, ExprId), Value>,
    /// How often each function was run for this entry point, and what it gave last.
    pub runs: FxHashMap<ScopeRef, (u32, Value)>,
    /// Shared objects that were changed.
    pub edited: std::cell::RefCell<FxHashSet<ObjId>>,
    /// What was looked at and met.
    pub trace: std::cell::RefCell<Trace>,
    /// How often a bound cut something off, so that what a call gave is not all that it may give.
    pub cuts: u64,
    /// The number of the outermost frame whose function was met again while it was being run.
    pub rests_on: usize,
    /// Calls that are under way, with or without a frame.
    pub calls: usize,
    /// Inside an evaluation that leaves no traces.
    pub quiet: u32,
    /// What is called was recognised by its name alone.
    pub by_name: bool,
    /// What the calls of tests say of their arguments.
    pub tests: FxHashMap<Place, Arc<Vec<crate::value::Implication>>>,
    pub templates: &'a [stopple_templates::Template],
    /// What the application registered; nothing while its modules are being run.
    pub registered: &'a Registered,
    /// The methods with which the handler is called; empty if that is not known.
    pub methods: Vec<String>,
    /// The parameters of the address by which the handler is called; nothing if that is not known.
    pub address: Option<Vec<crate::registration::RuleParameter>>,
    /// A call whose result is made plain text again at once.
    undone: Option<(FileId, ExprId)>,
    /// What the text that is being rendered writes, if it is no page.
    written: Option<Taint>,
    /// Responses that were seen to leave.
    left: FxHashSet<ObjId>,
    /// The function that holds a use that is judged later.
    holder: Option<ScopeRef>,
    pub memo: crate::memo::Memo,
}

impl<'a> Interp<'a> {
    pub fn new(shape: &Shape<'a>, base: Arc<Base>, calls: Arc<crate::memo::Calls>) -> Self {
        let Shape { program, catalog, known, interest, applications, templates, registered } = *shape;
        Self {
            reading: None,
            program,
            catalog,
            known,
            interest,
            applications,
            base,
            frames: Vec::new(),
            out: Output::default(),
            steps: 0,
            budget: u64::MAX,
            deepest: DEEPEST_CALL,
            recursive: FxHashMap::default(),
            loads_modules: false,
            loaded: FxHashSet::default(),
            responds: None,
            wrapped: None,
            given: Vec::new(),
            making: Vec::new(),
            seen_hits: FxHashSet::default(),
            signed_in: None,
            operands: FxHashMap::default(),
            runs: FxHashMap::default(),
            edited: std::cell::RefCell::default(),
            trace: std::cell::RefCell::default(),
            cuts: 0,
            rests_on: usize::MAX,
            calls: 0,
            quiet: 0,
            by_name: false,
            tests: FxHashMap::default(),
            templates,
            registered,
            methods: Vec::new(),
            address: None,
            undone: None,
            written: None,
            left: FxHashSet::default(),
            holder: None,
            memo: crate::memo::Memo::over(calls),
        }
    }

    pub fn frame(&self) -> &Frame {
        // A frame is pushed before any body is run.
        &self.frames[self.frames.len() - 1]
    }

    pub fn frame_mut(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    pub fn file_id(&self) -> FileId {
        self.frame().scope.file
    }

    /// The lowered file of the frame at hand.
    pub fn hir(&self) -> &'a hir::File {
        self.program.file(self.file_id()).hir()
    }

    pub fn symbol(&self, name: hir::NameId) -> Symbol {
        self.program.file(self.file_id()).symbol(name)
    }

    pub fn place_of(&self, expr: ExprId) -> Place {
        // Entry points stand at no expression; an empty file has none at all.
        Place { file: self.file_id(), span: self.hir().expr_spans.get(expr.0 as usize).copied().unwrap_or_default() }
    }

    pub fn place_of_stmt(&self, stmt: StmtId) -> Place {
        Place { file: self.file_id(), span: self.hir().stmt_spans[stmt.0 as usize] }
    }

    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file_id(), span }
    }

    /// The object in its present state.
    pub fn object<'s>(&'s self, st: &'s State, id: ObjId) -> Option<&'s Arc<Obj>> {
        match st.heap.own(id) {
            Some(object) => {
                if self.is_edited(id) {
                    self.note(Seen::Object(id));
                }
                Some(object)
            }
            None => {
                let object = self.base.get(&id)?;
                self.note(Seen::Object(id));
                Some(object)
            }
        }
    }

    /// An attribute of the object itself in its present state.
    pub fn object_attribute<'s>(&'s self, st: &'s State, id: ObjId, name: Symbol) -> Option<&'s Value> {
        match st.heap.own(id) {
            Some(object) => {
                if self.is_edited(id) {
                    self.note(Seen::Attribute(id, name));
                }
                object.attribute(name)
            }
            None => {
                let object = self.base.get(&id)?;
                self.note(Seen::Attribute(id, name));
                object.attribute(name)
            }
        }
    }

    /// What kind of object it is; that never changes.
    pub fn object_kind<'s>(&'s self, st: &'s State, id: ObjId) -> Option<&'s Kind> {
        st.heap.own(id).or_else(|| self.base.get(&id)).map(|object| &object.kind)
    }

    /// The bases of a class: they are what they were when it was made.
    pub fn bases<'s>(&'s self, st: &'s State, class: ObjId) -> Option<&'s Vec<Value>> {
        st.heap.own(class).or_else(|| self.base.get(&class))?.items.as_ref()
    }

    /// The data on the object as a whole.
    pub fn object_taint(&self, st: &State, id: ObjId) -> Taint {
        let own = st.heap.own(id);
        let Some(object) = own.or_else(|| self.base.get(&id)) else { return Taint::default() };
        if own.is_none() || self.is_edited(id) {
            self.note(Seen::Data(id));
        }
        object.taint.clone()
    }

    fn is_edited(&self, id: ObjId) -> bool {
        let edited = self.edited.borrow();
        !edited.is_empty() && edited.contains(&id)
    }

    /// Notes what is looked at, so that it is known what a call rests on.
    pub fn note(&self, seen: Seen) {
        if !self.loads_modules {
            self.trace.borrow_mut().note(seen);
        }
    }

    pub fn edit<'s>(&self, st: &'s mut State, id: ObjId) -> Option<&'s mut Obj> {
        if !self.loads_modules && self.base.contains_key(&id) {
            self.edited.borrow_mut().insert(id);
            self.note(Seen::Edited(id));
        }
        st.heap.edit(id, &self.base)
    }

    /// Makes an object at an expression. Made again (in a loop), it is the newest one.
    pub fn allocate(&mut self, st: &mut State, at: u32, part: u32, object: Obj) -> Value {
        let frame = self.frame();
        let id = ObjId::of((frame.context, frame.scope.file.0, at, part));
        st.heap.put(id, Arc::new(object));
        Atom::Object(id).into()
    }

    /// Lays a frame of a module under an entry point.
    pub fn push_outer_frame(&mut self, scope: ScopeRef) {
        self.frames.push(Frame::new(scope, u64::from(scope.file.0), None));
    }

    /// Makes what was made or changed part of the base. Only while the base is being built.
    pub fn flush(&mut self, st: &mut State) {
        if !self.loads_modules {
            return;
        }
        let heap = std::mem::take(&mut st.heap);
        let base = Arc::make_mut(&mut self.base);
        for (id, object) in heap.changed() {
            base.insert(id, object);
        }
    }

    /// Runs a module for the driver.
    pub fn load_from_outside(&mut self, st: &mut State, module: stopple_program::ModuleRef) {
        self.load_module(st, module);
        self.flush(st);
        st.dead = false;
    }

    /// Counts a step; true when the budget is used up.
    pub fn exhausted(&mut self) -> bool {
        self.steps += 1;
        if self.steps > self.budget {
            self.cuts += 1;
            // A first look is brief by design.
            if self.steps == self.budget + 1 && self.deepest == DEEPEST_CALL {
                self.out.bounds.steps += 1;
            }
            return true;
        }
        false
    }

    /// All data anywhere in a value.
    pub fn deep_taint(&self, st: &State, value: &Value) -> Taint {
        let mut taint = value.taint.clone();
        let mut seen = Vec::new();
        self.collect_taint(st, value, 0, &mut seen, &mut taint);
        taint
    }

    /// The data on a value, or in it if it is an object of a library that holds its data as a whole: a path, parsed parts.
    pub fn held(&self, st: &State, value: &Value) -> Taint {
        match value.one() {
            Some(Atom::Object(id)) => match st.heap.own(*id) {
                Some(object) if matches!(object.kind, Kind::Library(_)) => value.taint.clone().joined(&object.taint),
                _ => value.taint.clone(),
            },
            _ => value.taint.clone(),
        }
    }

    /// `taint`, and all data anywhere in any of these values.
    pub fn with_taint_of<'v>(&self, st: &State, taint: Taint, values: impl IntoIterator<Item = &'v Value>) -> Taint {
        values.into_iter().fold(taint, |all, value| all.joined(&self.deep_taint(st, value)))
    }

    fn collect_taint(&self, st: &State, value: &Value, depth: u32, seen: &mut Vec<ObjId>, taint: &mut Taint) {
        taint.join(&value.taint);
        for atom in value.atoms() {
            match atom {
                Atom::Tuple(items) => items.iter().for_each(|item| self.collect_taint(st, item, depth, seen, taint)),
                Atom::Object(id) if depth < 5 && !seen.contains(id) && seen.len() < 64 => {
                    seen.push(*id);
                    // Without a copy of the pointer: this is done for every argument of every call.
                    let (object, is_shared) = match st.heap.own(*id) {
                        Some(object) => (object, self.is_edited(*id)),
                        None => match self.base.get(id) {
                            Some(object) => (object, true),
                            None => continue,
                        },
                    };
                    match object.kind {
                        Kind::Module | Kind::Class(_) | Kind::Cells => continue,
                        // A shared object that is handed around is not the data that a request left in a part of it.
                        // The settings of an application are told apart, and are all of them where they are handed on as a whole.
                        Kind::Library(item) if self.known.config == Some(item) => {}
                        Kind::Instance(_) | Kind::Library(_) if is_shared && st.heap.own(*id).is_none() => {
                            self.note(Seen::Data(*id));
                            taint.join(&object.taint);
                            continue;
                        }
                        _ => {}
                    }
                    if is_shared {
                        self.note(Seen::Object(*id));
                    }
                    taint.join(&object.taint);
                    for value in object.items.iter().flatten() {
                        self.collect_taint(st, value, depth + 1, seen, taint);
                    }
                    self.collect_taint(st, &object.rest, depth + 1, seen, taint);
                    self.collect_taint(st, &object.keys, depth + 1, seen, taint);
                    for (_, value) in &object.entries {
                        self.collect_taint(st, value, depth + 1, seen, taint);
                    }
                    for (_, value) in &object.attributes {
                        self.collect_taint(st, value, depth + 1, seen, taint);
                    }
                }
                _ => {}
            }
        }
    }
}
