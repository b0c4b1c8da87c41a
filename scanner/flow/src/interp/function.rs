//! Calls into functions of the project.

use super::call::Arguments;
use super::{Exit, Frame, Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::taint::{Happening, Taint};
use crate::trace::Seen;
use crate::value::{Atom, Function, Implication, Value};
use std::hash::BuildHasher;
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{ExprId, Param, ParamKind, ScopeKind, Variable};

/// How often a function is run for one entry point with arguments that carry no data; four times as often with data.
const MOST_RUNS: u32 = 6;
/// What a call that is not run costs of the budget: looking at its arguments is work too.
const STEPS_OF_A_CUT: u64 = 20;
/// A call of fewer steps is run again faster than it is compared with earlier ones.
const WORTH_KEEPING: u64 = 4;
/// How often a function that calls itself is run until what it returns settles.
const MOST_RECURSION_ROUNDS: u32 = 3;

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
        let scope = self.program.scope(function.scope);
        if let Some((assumed, hit)) = self.recursive.get_mut(&function.scope) {
            *hit = true;
            self.recursions += 1;
            let assumed = assumed.clone();
            return if assumed.is_bottom() {
                // The first way round: nothing is known yet but the arguments.
                let taint = self.with_taint_of(st, Taint::CLEAN, args.all());
                Value::unknown_with(taint)
            } else {
                assumed
            };
        }
        if self.frames.len() > self.deepest {
            self.cuts += 1;
            self.out.bounds.depth += u64::from(self.deepest == super::DEEPEST_CALL);
            let taint = self.with_taint_of(st, Taint::CLEAN, args.all());
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
        let exit = self.remembered(st, function, receiver, &values, context, tainted_arguments);
        let Some(exit) = exit else {
            self.pass_on(st);
            st.dead = true;
            return Value::bottom();
        };
        let mut result = exit.value;
        if tainted_arguments {
            self.apply_checks(st, scope, &exprs, &values, exit.when_true, exit.when_false, &mut result, place);
        }
        result
    }

    /// Runs a function, unless an equal call was run before.
    fn remembered(
        &mut self,
        st: &mut State,
        function: &Arc<Function>,
        receiver: Option<Value>,
        values: &[Value],
        context: u64,
        watches: bool,
    ) -> Option<Exit> {
        let handles = self.by_name || self.responds.is_some_and(|(scope, _)| scope == function.scope);
        let reached =
            if handles || self.loads_modules { None } else { crate::memo::reached(values, function.env, &st.heap) };
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
        let call = crate::memo::Call { scope: function.scope, env: function.env, values, context };
        let found = self.memo.find(&call, &st.heap, &self.base, &self.edited.borrow());
        if let Some((found, kept)) = found {
            return self.take_over(st, found, &kept);
        }
        let (runs, last) = self.runs.entry(function.scope).or_default();
        *runs += 1;
        if *runs > if watches { MOST_RUNS * 4 } else { MOST_RUNS } {
            // Called again and again with other arguments: what it gave last is what it gives.
            let mut value = last.clone();
            value.join(&Value::unknown_with(self.with_taint_of(st, Taint::CLEAN, values)));
            self.cuts += 1;
            self.out.bounds.width += 1;
            self.steps += STEPS_OF_A_CUT;
            return Some(Exit { value, ..Exit::default() });
        }
        let before = st.heap.clone();
        let (recursions, cuts, steps) = (self.recursions, self.cuts, self.steps);
        let effects = (self.out.decorations.len(), self.out.registrations.len());
        let began = self.trace.borrow_mut().enter();
        let exit = self.run_function(st, function, receiver, values, context, watches);
        self.trace.borrow_mut().leave(began);
        if let (Some(exit), Some((_, last))) = (&exit, self.runs.get_mut(&function.scope)) {
            *last = exit.value.clone();
        }
        // What was cut, or rests on a call that is still under way, is true of this call alone.
        if self.quiet == 0
            && self.recursions == recursions
            && self.cuts == cuts
            && self.steps - steps >= WORTH_KEEPING
            && effects == (self.out.decorations.len(), self.out.registrations.len())
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
            let is_anyones = !watches && !seen.contains(&Seen::Method);
            self.memo.keep(&call, reached, result, seen, &before, &self.base, is_anyones);
        }
        exit
    }

    /// Takes over what an equal call gave and did.
    fn take_over(&mut self, st: &mut State, found: crate::memo::Result, kept: &crate::memo::Kept) -> Option<Exit> {
        self.out.calls.1 += 1;
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
        self.recursive.insert(function.scope, (Value::bottom(), false));
        let start = st.heap.clone();
        let mut last: Option<Exit> = None;
        let mut thrown = (Value::bottom(), Vec::new());
        for round in 0..MOST_RECURSION_ROUNDS {
            let mut inner = State {
                slots: Arc::new(vec![Value::bottom(); scope.slots.len()]),
                heap: if round == 0 { std::mem::take(&mut st.heap) } else { start.clone() },
                checked: Vec::new(),
                dead: false,
            };
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
                ..Frame::new(function.scope, context, function.env)
            });
            for (param, value) in scope.params.iter().zip(values) {
                self.store(&mut inner, param.variable, value.clone());
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
            let (assumed, hit) = self.recursive.get(&function.scope).cloned().unwrap_or_default();
            let settled = !hit || assumed == exit.value;
            let value = exit.value.clone();
            last = Some(exit);
            if settled {
                break;
            }
            if round + 1 == MOST_RECURSION_ROUNDS {
                self.out.bounds.rounds += 1;
            }
            self.recursive.insert(function.scope, (value, false));
        }
        self.recursive.remove(&function.scope);
        // What was cut short in the middle is looked at again on its own.
        if self.steps <= self.budget {
            self.out.reached.insert(function.scope);
        }
        let mut exit = last?;
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

    /// The parameters as they are now.
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
            .collect()
    }

    /// Which expression of the caller became which parameter.
    fn argument_exprs(&self, callee: ScopeRef, args: &Arguments, has_receiver: bool) -> Vec<Option<ExprId>> {
        let shift = usize::from(has_receiver);
        let file = self.program.file(callee.file);
        let exprs = self.program.scope(callee).params.iter().enumerate().map(|(number, param)| {
            if !matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly | ParamKind::KeywordOnly) {
                return None;
            }
            let by_place =
                (number >= shift).then(|| args.positional.get(number - shift)).flatten().and_then(|(_, expr)| *expr);
            let name = file.symbol(param.name);
            by_place
                .or_else(|| args.keywords.iter().find(|(keyword, ..)| *keyword == name).and_then(|(.., expr)| *expr))
        });
        exprs.collect()
    }

    /// Puts arguments into parameters.
    fn bind_arguments(
        &mut self,
        st: &mut State,
        function: &Function,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Vec<Value> {
        let program = self.program;
        let scope = program.scope(function.scope);
        let file = program.file(function.scope.file);
        let mut positional: std::collections::VecDeque<Value> = receiver.into_iter().collect();
        positional.extend(args.positional.into_iter().map(|(value, _)| value));
        let mut keywords = args.keywords;
        let mut values = Vec::with_capacity(scope.params.len());
        for (number, param) in scope.params.iter().enumerate() {
            let name = file.symbol(param.name);
            let value = match param.kind {
                ParamKind::VarPositional => {
                    let mut object = Obj::new(Kind::List);
                    object.items = Some(positional.drain(..).collect());
                    if let Some(star) = &args.star {
                        object.blur();
                        object.rest.join(star);
                        let part = u32::try_from(number).unwrap_or(0);
                        self.allocate(st, at.0, 0x2000 + part, object)
                    } else {
                        Atom::Tuple(object.items.unwrap_or_default().into()).into()
                    }
                }
                ParamKind::VarKeyword => {
                    let mut object = Obj::new(Kind::Dict);
                    for (name, value, _) in keywords.drain(..) {
                        object.set_entry(Key::Str(program.names.shared(name)), value);
                    }
                    if let Some(double) = &args.double_star {
                        let double = double.clone();
                        self.merge_mapping(st, &mut object, &double);
                    }
                    let part = u32::try_from(number).unwrap_or(0);
                    self.allocate(st, at.0, 0x3000 + part, object)
                }
                kind => {
                    let by_place = if kind == ParamKind::KeywordOnly { None } else { positional.pop_front() };
                    let by_name = if kind == ParamKind::PositionalOnly {
                        None
                    } else {
                        keywords.iter().position(|(keyword, ..)| *keyword == name).map(|at| keywords.remove(at).1)
                    };
                    let mut value = by_place.or(by_name);
                    if value.is_none() {
                        if let (Some(star), true) = (&args.star, kind != ParamKind::KeywordOnly) {
                            value = Some(star.clone());
                        } else if let Some(double) = args.double_star.clone() {
                            let entry = self.subscript(st, &double, &Value::string(program.names.text(name)), at);
                            value = Some(entry);
                        }
                    }
                    value
                        .or_else(|| function.defaults.get(number).cloned().flatten())
                        .unwrap_or_else(|| self.param_by_annotation(st, function, param, at))
                }
            };
            values.push(value);
        }
        values
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
        before: &[Value],
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
            let (Some(expr), false) = (expr, param.reassigned) else { continue };
            let Some(start) = before.get(number) else { continue };
            if start.taint.is_clean() {
                continue;
            }
            let gained = |after: &Option<Vec<Value>>| match after {
                None => Concepts::ALL,
                Some(values) => values.get(number).map_or(Concepts::NONE, |end| gained(&start.taint, &end.taint)),
            };
            let (if_true, if_false) = (gained(&when_true), gained(&when_false));
            let always = if_true.common(if_false);
            let Some(path) = self.path_of(*expr) else { continue };
            if !always.is_empty() && (when_true.is_some() || when_false.is_some()) {
                self.clear_at(st, &path, always, place);
            }
            if if_true != if_false {
                let value = self.peek(st, &path);
                implications.push(Implication { path, value, when_true: if_true, when_false: if_false });
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

/// For what data became harmless between two places: that of every label, or all where a label is gone.
pub(super) fn gained(before: &Taint, after: &Taint) -> Concepts {
    let mut all = Concepts::ALL;
    for label in before.labels() {
        let now = after.labels().iter().find(|other| other.origin == label.origin);
        let cleared = now.map_or(Concepts::ALL, |now| now.cleared);
        all = all.common(Concepts(cleared.0 & !label.cleared.0));
    }
    all
}
