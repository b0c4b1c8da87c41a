//! Calls into functions of the project.

use super::call::Arguments;
use super::kept_tests::{gained, gained_by_checks};
use super::{Exit, Frame, Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::outcome::Certainty;
use crate::taint::{Happening, Taint};
use crate::trace::Seen;
use crate::value::{Atom, Function, Implication, Value};
use std::hash::BuildHasher;
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{ExprId, Param, ScopeKind, Variable};

/// How often a function is run for one entry point with arguments that carry no data; four times as often with data.
pub(super) const MOST_RUNS: u32 = 6;
/// What a call that is not run costs of the budget: looking at its arguments is work too.
const STEPS_OF_A_CUT: u64 = 20;
/// A call of fewer steps is run again faster than it is compared with earlier ones.
const WORTH_KEEPING: u64 = 4;
/// How often a function that calls itself is run until what it returns settles.
const MOST_RECURSION_ROUNDS: u32 = 3;
/// How many closures over the same text (wrappers of one decorator) may be under way inside one another.
const MOST_CLOSURES: usize = 6;

/// A function that is being run.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnderWay {
    /// What it was found to give so far.
    gives: Value,
    /// Whether it was called again meanwhile.
    met: bool,
    /// What its parameters hold: the call that is run, and those that it makes of itself.
    takes: Vec<Value>,
    /// The number of its frame.
    frame: usize,
}

impl Interp<'_> {
    /// Calls a function of the project with these arguments.
    pub fn call_function(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        match self.call_overloads(st, function, receiver.as_ref(), &args, at) {
            Some(value) => value,
            None => self.call_one(st, function, receiver, args, at),
        }
    }

    /// Calls a function of the project, and no other that may be meant by its name.
    pub(super) fn call_one(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let scope = self.program.scope(function.scope);
        // Two wrappers that one decorator made are two functions, though their text is the same.
        if self.recursive.contains_key(&(function.scope, function.env)) {
            return self.call_again(st, function, receiver, args, at);
        }
        let under_way = self.frames.iter().filter(|frame| frame.scope == function.scope).count();
        if self.frames.len() > self.deepest || under_way >= MOST_CLOSURES {
            self.cuts += 1;
            self.out.bounds.depth += u64::from(self.deepest == super::DEEPEST_CALL);
            let taint = self.cut_off(self.with_taint_of(st, Taint::CLEAN, args.all()), at);
            return if self.deepest < super::DEEPEST_CALL {
                self.declared_return(st, function, at).and_taint(&taint)
            } else {
                Value::unknown_with(taint)
            };
        }
        self.note(Seen::Function(function.scope));
        let tainted_arguments = args.all().chain(receiver.iter()).any(|value| !self.deep_taint(st, value).is_clean());
        // With most of the budget left everything is run: also what only makes the objects that others use.
        let is_late = self.steps * 3 > self.budget || self.frames.len() > 14;
        if !tainted_arguments && is_late && !self.interest.is_worth_running(self.program, function.scope) {
            self.cuts += 1;
            return self.declared_return(st, function, at);
        }
        let place = self.place_of(at);
        let exprs: Vec<Option<ExprId>> = self.argument_exprs(function.scope, &args, receiver.is_some());
        // `require(name in ALLOWED)`: what is asked is the caller's business, and whether it has to be so the callee's.
        let asks = args.all().any(|value| self.is_answer(value));
        let values = self.bind_arguments(st, function, receiver.clone(), args, at);
        let caller_scope = self.frame().scope;
        let context = rustc_hash::FxBuildHasher.hash_one((self.frame().context, caller_scope, at.0, function.scope));

        let values: Vec<Value> = values
            .into_iter()
            .zip(&scope.params)
            .map(|(value, param)| {
                if value.taint.is_clean() {
                    value
                } else {
                    let name = self.program.file(function.scope.file).symbol(param.name);
                    value.step(place, Happening::Passed(function.scope, name))
                }
            })
            .collect();
        let held: Vec<Taint> = match tainted_arguments {
            true => values.iter().map(|value| self.held(st, value)).collect(),
            false => Vec::new(),
        };
        let handed = self.handed_checks(st, function.scope, &exprs);
        let own_checks = std::mem::replace(&mut st.checked, handed);
        let exit = self.remembered(st, function, receiver, &values, (context, at), tainted_arguments || asks);
        st.checked = own_checks;
        let Some(exit) = exit else {
            self.pass_on(st);
            st.dead = true;
            return Value::bottom();
        };
        if asks {
            self.apply_demands(st, scope, &exprs, &values, [&exit.when_true, &exit.when_false]);
        }
        let mut result = self.as_annotated(st, function, scope.returns, exit.value, at);
        if tainted_arguments {
            self.apply_checks(st, scope, &exprs, &held, exit.when_true, exit.when_false, &mut result, place);
        }
        result
    }

    /// Data that goes through a call which a bound cut off.
    pub(super) fn cut_off(&self, taint: Taint, at: ExprId) -> Taint {
        taint.step(self.place_of(at), Happening::Cut).weakened(Certainty::ThroughUnknown)
    }

    /// Calls a function that is being run already: it gives what it was found to give so far, and in the first round it
    /// does not come back. What it is called with here counts in the next round.
    fn call_again(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let values = self.bind_arguments(st, function, receiver, args, at);
        let mut together = match self.recursive.get(&(function.scope, function.env)) {
            Some(under_way) => under_way.takes.clone(),
            None => return Value::bottom(),
        };
        for (own, value) in together.iter_mut().zip(&values) {
            let before = own.clone();
            own.join(value);
            self.widen_value(own, &before);
        }
        let Some(under_way) = self.recursive.get_mut(&(function.scope, function.env)) else { return Value::bottom() };
        under_way.met = true;
        under_way.takes = together;
        self.rests_on = self.rests_on.min(under_way.frame);
        let value = under_way.gives.clone();
        st.dead |= value.is_bottom();
        value
    }

    /// Runs a function, unless an equal call was run before. `st.checked` are reads of its parameters.
    pub(super) fn remembered(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        values: &[Value],
        (context, at): (u64, ExprId),
        watches: bool,
    ) -> Option<Exit> {
        let handles = self.by_name
            || self.wrapped == Some(function.scope)
            || self.responds.is_some_and(|(scope, _)| scope == function.scope);
        // What was checked of reads of its arguments is not told by the arguments.
        let is_alone = handles || self.loads_modules || !st.checked.is_empty();
        let reached = if is_alone { None } else { crate::memo::reached(values, function.env, &st.heap) };
        if self.loads_modules {
            // While modules are run nothing is kept, but nothing is run without end either.
            let (runs, _) = self.runs.entry(function.scope).or_default();
            *runs += 1;
            if *runs > MOST_RUNS * 3 {
                self.cuts += 1;
                self.out.bounds.width += 1;
                self.steps += STEPS_OF_A_CUT;
                return Some(Exit { value: Value::unknown(), ..Exit::default() });
            }
        }
        let Some(reached) = reached else {
            return self.run_function(st, function, receiver, values, context, watches);
        };
        let call =
            crate::memo::Call { scope: function.scope, env: function.env, values, context, depth: self.frames.len() };
        let found = self.memo.find(&call, &st.heap, &self.base, &self.edited.borrow());
        if let Some((found, kept)) = found {
            return self.take_over(st, found, &kept);
        }
        let (runs, last) = self.runs.entry(function.scope).or_default();
        *runs += 1;
        if *runs > if watches { MOST_RUNS * 4 } else { MOST_RUNS } {
            // Called again and again with other arguments: what it gave last is what it gives.
            // But not the data that it was given then.
            let mut value = last.clone();
            value.taint = value.taint.not_passed_to(function.scope);
            value.join(&Value::unknown_with(self.cut_off(self.with_taint_of(st, Taint::CLEAN, values), at)));
            self.cuts += 1;
            self.out.bounds.width += 1;
            self.steps += STEPS_OF_A_CUT;
            return Some(Exit { value, ..Exit::default() });
        }
        let before = st.heap.clone();
        let (cuts, steps) = (self.cuts, self.steps);
        let (frame, outer) = (self.frames.len(), std::mem::replace(&mut self.rests_on, usize::MAX));
        let effects = (self.out.decorations.len(), self.out.registrations.len(), self.out.wrappers.len());
        let began = self.trace.borrow_mut().enter();
        let exit = self.run_function(st, function, receiver, values, context, watches);
        self.trace.borrow_mut().leave(began);
        if let (Some(exit), Some((_, last))) = (&exit, self.runs.get_mut(&function.scope)) {
            *last = exit.value.clone();
        }
        let rests_on_caller = self.rests_on < frame;
        self.rests_on = self.rests_on.min(outer);
        // What rests on a call that is still under way is true of this call alone.
        if self.quiet == 0
            && !rests_on_caller
            && self.steps <= self.budget
            && self.steps - steps >= WORTH_KEEPING
            && effects == (self.out.decorations.len(), self.out.registrations.len(), self.out.wrappers.len())
        {
            let result = crate::memo::Result {
                exit: exit.as_ref().map(|exit| (exit.value.clone(), exit.when_true.clone(), exit.when_false.clone())),
                changes: st.heap.changes_since(&before),
            };
            let mut seen = self.trace.borrow().since(began);
            // A read that turned out to be part of a larger one is not a read of its own.
            let reads = &self.out.reads;
            seen.retain(|seen| match seen {
                Seen::Source(scope, kind, place) => reads.contains(&(*scope, *kind, *place)),
                _ => true,
            });
            let is_anyones = !watches && !seen.contains(&Seen::Method) && !seen.contains(&Seen::Address);
            self.memo.keep(&call, reached, result, seen, &before, &self.base, is_anyones, self.cuts != cuts);
        }
        exit
    }

    /// Takes over what an equal call gave and did.
    fn take_over(&mut self, st: &mut State, found: crate::memo::Result, kept: &crate::memo::Kept) -> Option<Exit> {
        self.out.calls.1 += 1;
        self.cuts += u64::from(kept.is_cut());
        for seen in &kept.seen {
            match seen {
                Seen::Function(scope) => {
                    self.out.reached.insert(*scope);
                }
                Seen::Source(scope, kind, place) if self.quiet == 0 => self.note_read(*scope, *kind, *place),
                _ => {}
            }
            self.note(*seen);
        }
        for (id, object) in found.changes {
            if self.base.contains_key(&id) {
                self.edited.borrow_mut().insert(id);
            }
            st.heap.put(id, object);
        }
        found.exit.map(|(value, when_true, when_false)| Exit { value, heap: None, when_true, when_false })
    }

    /// Notes a read of a source.
    pub(super) fn note_read(&mut self, scope: ScopeRef, kind: u16, place: crate::outcome::Place) {
        if !self.out.reads.contains(&(scope, kind, place)) {
            self.out.reads.push((scope, kind, place));
        }
        self.note(Seen::Source(scope, kind, place));
    }

    /// Runs a function; `None` if it does not come back. The heap of `st` is that after the call.
    pub fn run_function(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        values: &[Value],
        context: u64,
        watches: bool,
    ) -> Option<Exit> {
        let program = self.program;
        let scope = program.scope(function.scope);
        self.out.calls.0 += 1;
        let key = (function.scope, function.env);
        let mut under_way =
            UnderWay { gives: Value::bottom(), met: false, takes: values.to_vec(), frame: self.frames.len() };
        let start = st.heap.clone();
        // The objects that it gave so far.
        let mut carried = Vec::new();
        let mut last: Option<Exit> = None;
        let mut calls_itself = false;
        let mut thrown = (Value::bottom(), Vec::new());
        for round in 0..MOST_RECURSION_ROUNDS {
            self.recursive.insert(key, under_way.clone());
            let mut inner = State {
                slots: Arc::new(vec![Value::bottom(); scope.slots.len()]),
                heap: if round == 0 { std::mem::take(&mut st.heap) } else { start.clone() },
                checked: Vec::new(),
                dead: false,
            };
            for (id, object) in carried.drain(..) {
                if inner.heap.own(id).is_none() {
                    inner.heap.put(id, object);
                }
            }
            let cells = (!scope.cells.is_empty() || !scope.inner.is_empty()).then(|| {
                let id = ObjId::of((context, 0xce11_u64));
                let mut cells = Obj::new(Kind::Cells);
                cells.items = Some(vec![Value::bottom(); scope.cells.len()]);
                if let Some(parent) = function.env {
                    cells.keys = Atom::Object(parent).into();
                }
                inner.heap.put(id, Arc::new(cells));
                id
            });
            self.frames.push(Frame {
                cells,
                owner: function.owner,
                receiver: receiver.clone(),
                watches,
                start: watches.then(|| start.clone()),
                ..Frame::new(function.scope, context, function.env)
            });
            for (param, value) in scope.params.iter().zip(&under_way.takes) {
                self.store(&mut inner, param.variable, value.clone());
            }
            if round == 0 {
                // A call that it makes of itself hands over what nobody checked.
                inner.checked.clone_from(&st.checked);
            }
            self.block(&mut inner, scope.body);
            self.fall_off(&mut inner);
            let frame = self.frames.pop()?;
            let mut exit = frame.exit;
            thrown = frame.thrown;
            if scope.is_generator {
                let mut generator = Obj::new(Kind::Generator);
                generator.rest = frame.yielded;
                let heap = exit.heap.get_or_insert_with(|| inner.heap.clone());
                let id = ObjId::of((context, 0x6e65_u64));
                heap.put(id, Arc::new(generator));
                exit.value = Atom::Object(id).into();
            }
            let (met, takes) = match self.recursive.get(&key) {
                Some(now) => (now.met, now.takes.clone()),
                None => (false, Vec::new()),
            };
            calls_itself |= met;
            let settled = !met || under_way.gives == exit.value && under_way.takes == takes;
            under_way.gives.clone_from(&exit.value);
            under_way.takes = takes;
            if let (false, Some(heap)) = (settled, &exit.heap) {
                super::exceptions::carry(heap, &exit.value, &mut carried);
            }
            last = Some(exit);
            if settled {
                break;
            }
            if round + 1 == MOST_RECURSION_ROUNDS {
                self.out.bounds.rounds += 1;
            }
        }
        self.recursive.remove(&key);
        // What was cut short in the middle is looked at again on its own; a handler would only be cut short again.
        if self.steps <= self.budget || self.frames.len() <= 1 || self.wrapped == Some(function.scope) {
            self.out.reached.insert(function.scope);
        }
        let mut exit = last?;
        if calls_itself && watches {
            self.after_walk(function.scope, values, &mut exit);
        }
        match exit.heap.take() {
            Some(heap) => {
                st.heap = heap;
                self.receive(st, &thrown);
                Some(exit)
            }
            None => {
                st.heap = start;
                self.receive(st, &thrown);
                None
            }
        }
    }

    /// Runs the body of a module in a frame of its own.
    pub fn run_body(&mut self, st: &mut State, scope: ScopeRef, context: u64, closure: Option<ObjId>) {
        let program = self.program;
        let lowered = program.scope(scope);
        self.out.reached.insert(scope);
        let mut inner = State {
            slots: Arc::new(vec![Value::bottom(); lowered.slots.len()]),
            heap: std::mem::take(&mut st.heap),
            checked: Vec::new(),
            dead: false,
        };
        self.frames.push(Frame::new(scope, rustc_hash::FxBuildHasher.hash_one((context, scope)), closure));
        // A module that leaves early (`raise`, `sys.exit()`) has still defined what stands above.
        self.frame_mut().raised.push(None);
        self.block(&mut inner, lowered.body);
        let raised = self.frame_mut().raised.pop().flatten();
        self.frames.pop();
        st.heap = if inner.dead { raised.unwrap_or_default().heap } else { inner.heap };
    }

    /// The parameters as they are now, with the data that they hold.
    pub fn param_values(&self, st: &State) -> Vec<Value> {
        let scope = self.program.scope(self.frame().scope);
        scope
            .params
            .iter()
            .map(|param| match param.variable {
                Variable::Slot(slot) => st.slots.get(slot as usize).cloned().unwrap_or_default(),
                Variable::Cell { index, .. } => self
                    .frame()
                    .cells
                    .and_then(|id| self.object(st, id))
                    .and_then(|cells| cells.items.as_ref()?.get(index as usize).cloned())
                    .unwrap_or_default(),
                Variable::Global(_) => Value::unknown(),
            })
            .map(|value| {
                let held = self.held(st, &value);
                value.with_taint(held)
            })
            .collect()
    }

    /// What a parameter holds when nobody says: an instance of its annotation, else anything.
    pub fn param_by_annotation(&mut self, st: &mut State, function: &Function, param: &Param, _at: ExprId) -> Value {
        match param.annotation {
            Some(annotation) => self.in_file_of(function, |own| own.annotation_value(st, annotation)),
            None => Value::unknown(),
        }
    }

    /// What a function says that it returns.
    fn declared_return(&mut self, st: &mut State, function: &Function, _at: ExprId) -> Value {
        match self.program.scope(function.scope).returns {
            Some(annotation) => self.in_file_of(function, |own| own.annotation_value(st, annotation)),
            None => Value::unknown(),
        }
    }

    /// Evaluates something that stands in another file: a frame of that module is laid over.
    pub fn in_file_of<T>(&mut self, function: &Function, run: impl FnOnce(&mut Self) -> T) -> T {
        let scope = ScopeRef { file: function.scope.file, scope: stopple_syntax::hir::ScopeId(0) };
        let context = self.frames.last().map_or(0, |frame| frame.context);
        self.frames.push(Frame::new(scope, context, function.env));
        let result = run(self);
        self.frames.pop();
        result
    }

    /// Checks that the function made on its parameters hold for the caller's arguments.
    #[allow(clippy::too_many_arguments, reason = "both sides of the call are looked at")]
    fn apply_checks(
        &mut self,
        st: &mut State,
        scope: &stopple_syntax::hir::Scope,
        exprs: &[Option<ExprId>],
        before: &[Taint],
        when_true: Option<Vec<Value>>,
        when_false: Option<Vec<Value>>,
        result: &mut Value,
        place: crate::outcome::Place,
    ) {
        if matches!(scope.kind, ScopeKind::Lambda) && when_true.is_none() && when_false.is_none() {
            return;
        }
        let mut implications = Vec::new();
        for (number, (param, expr)) in scope.params.iter().zip(exprs).enumerate() {
            let (Some(expr), Some(start)) = (expr, before.get(number)) else { continue };
            if start.is_clean() {
                continue;
            }
            // Nothing is returned so: whatever comes of it is true of no value.
            let at_exit = |after: &Option<Vec<Value>>, look: &dyn Fn(&Taint) -> Concepts| match after {
                None => Concepts::ALL,
                Some(values) => values.get(number).map_or(Concepts::NONE, |end| look(&end.taint)),
            };
            let all_if = |inside: bool| if inside { Concepts::ALL } else { Concepts::NONE };
            let found_inside = |end: &Taint| all_if(super::normal_forms::compared_with_folder(start, end));
            let inside = (at_exit(&when_true, &found_inside), at_exit(&when_false, &found_inside));
            let gained = if param.reassigned { gained_by_checks } else { gained };
            let gained = |end: &Taint| gained(start, end);
            let (if_true, if_false) = (at_exit(&when_true, &gained), at_exit(&when_false, &gained));
            let inside = match inside {
                (Concepts::ALL, Concepts::ALL) if when_true.is_some() || when_false.is_some() => {
                    self.clear_made_of(st, start, place);
                    None
                }
                (Concepts::ALL, Concepts::NONE) => Some(true),
                (Concepts::NONE, Concepts::ALL) => Some(false),
                _ => None,
            };
            let always = if_true.common(if_false);
            let path = self.path_of(*expr);
            if let Some(path) = &path
                && !always.is_empty()
                && (when_true.is_some() || when_false.is_some())
            {
                self.clear_at(st, path, always, place);
            }
            if path.is_some() && if_true != if_false || inside.is_some() {
                let value = match &path {
                    Some(path) => self.peek(st, path),
                    None => Value::bottom(),
                };
                let held = if path.is_some() { self.held(st, &value) } else { start.clone() };
                let value = value.with_taint(held);
                implications.push(Implication { path, value, when_true: if_true, when_false: if_false, inside });
            }
        }
        if !implications.is_empty() {
            let implications = Arc::new(implications);
            self.tests.insert(place, Arc::clone(&implications));
            result.implies = Some(implications);
        }
    }

    /// What the call that a test consists of says of its arguments.
    pub fn frame_tests(&self, test: ExprId) -> Option<Arc<Vec<Implication>>> {
        self.tests.get(&self.place_of(test)).cloned()
    }
}
