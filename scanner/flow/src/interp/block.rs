//! Statements.

use super::{Interp, Loop, MOST_INNER_ROUNDS, MOST_ROUNDS, State};
use crate::heap::{Heap, Kind, Obj, ObjId};
use crate::outcome::Const;
use crate::taint::Happening;
use crate::value::{Atom, Function, Value};
use std::hash::BuildHasher;
use std::sync::Arc;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{ExprId, Run, ScopeId, Stmt, StmtId, Variable};

/// Loops over more items than this are run until their state settles; in a module, of what it lists.
const MOST_UNROLLED: usize = 8;
const MOST_LISTED: usize = 32;

impl Interp<'_> {
    /// Runs a block.
    pub fn block(&mut self, st: &mut State, run: Run) {
        let file = self.hir();
        for at in run.range() {
            if st.dead {
                return;
            }
            let stmt = file.blocks[at];
            self.note_raise(st);
            self.statement(st, stmt);
        }
        self.note_raise(st);
    }

    /// Whatever comes before or after a statement inside a `try` may be what its handlers see.
    pub(super) fn note_raise(&mut self, st: &State) {
        if st.dead || self.frame().raised.is_empty() {
            return;
        }
        let last = self.frame().raised.len() - 1;
        let mut slot = self.frame_mut().raised[last].take();
        self.join_into(&mut slot, st);
        self.frame_mut().raised[last] = slot;
    }

    fn statement(&mut self, st: &mut State, at: StmtId) {
        // Ten thousand `elif`s nest ten thousand deep.
        stacker::maybe_grow(super::expr::RED_ZONE, super::expr::STACK, || self.statement_here(st, at));
    }

    fn statement_here(&mut self, st: &mut State, at: StmtId) {
        if self.exhausted() {
            return;
        }
        let file = self.hir();
        match file.stmts[at.0 as usize] {
            Stmt::Expr(value) => {
                self.eval(st, value);
            }
            Stmt::Assign { targets, value } => {
                let test = value;
                let mut value = self.eval(st, value);
                if targets.len == 1 {
                    self.keep_test(st, test, &mut value);
                }
                for target in targets.range() {
                    self.assign(st, file.expr_lists[target], value.clone());
                }
            }
            Stmt::Augmented { op, target, value } => self.augmented(st, op, target, value),
            Stmt::Annotated { target, annotation, value } => self.annotated(st, target, annotation, value),
            Stmt::Return(value) => self.return_statement(st, value, self.place_of_stmt(at)),
            Stmt::Raise { exception, cause } => {
                let thrown = exception.map(|value| self.eval(st, value));
                if let Some(cause) = cause {
                    self.eval(st, cause);
                }
                self.throw(st, thrown, exception);
                st.dead = true;
            }
            Stmt::If { test, then, otherwise } => {
                let value = self.eval(st, test);
                if st.dead {
                    return;
                }
                match self.truth(st, &value) {
                    // A branch that cannot be taken carries nothing.
                    Some(true) => return self.block(st, then),
                    Some(false) => return self.block(st, otherwise),
                    None => {}
                }
                let mut other = st.clone();
                self.refine(st, test, true);
                self.block(st, then);
                self.refine(&mut other, test, false);
                self.block(&mut other, otherwise);
                self.join_states(st, other);
            }
            Stmt::While { test, body, otherwise } => self.repeat(st, otherwise, |own, st| {
                own.eval(st, test);
                let mut done = st.clone();
                own.refine(st, test, true);
                own.block(st, body);
                own.refine(&mut done, test, false);
                done
            }),
            Stmt::For { target, iter, body, otherwise, .. } => {
                let iterable = self.eval(st, iter);
                let place = self.place_of(iter);
                if let Some(items) = self.few_items(st, &iterable) {
                    self.each(st, target, items, body, otherwise);
                    return;
                }
                self.repeat(st, otherwise, |own, st| {
                    let done = st.clone();
                    let item = own.iterate(st, &iterable, place);
                    if item.is_bottom() {
                        st.dead = true;
                    } else {
                        own.assign(st, target, item);
                        own.block(st, body);
                    }
                    done
                });
            }
            Stmt::Try { body, handlers, otherwise, finally, .. } => {
                self.try_statement(st, body, handlers, otherwise, finally)
            }
            Stmt::With { items, body, .. } => {
                let mut contexts = Vec::new();
                let mut suppresses = false;
                for item in items.range() {
                    let item = file.with_items[item];
                    let context = self.eval(st, item.context);
                    suppresses |= self
                        .item_of(st, &context)
                        .is_some_and(|item| &*self.catalog.item(item).path == "contextlib.suppress");
                    let entered = self.enter(st, &context, item.context);
                    if let Some(target) = item.target {
                        self.assign(st, target, entered);
                    }
                    if self.class_of(st, &context).is_some() {
                        contexts.push((context, item.context));
                    }
                }
                if suppresses {
                    return self.suppressed(st, body);
                }
                let before = if contexts.is_empty() { State::default() } else { st.clone() };
                self.block(st, body);
                if !st.dead {
                    contexts.iter().rev().for_each(|(context, at)| self.leave(st, context, *at));
                } else if !contexts.is_empty() {
                    self.leave_by_return(&before, &contexts);
                }
            }
            Stmt::Match { subject, cases } => self.match_statement(st, subject, cases),
            Stmt::Function { scope, target } => {
                let value = self.define_function(st, scope);
                self.store(st, target, value);
            }
            Stmt::Class { scope, target } => {
                let value = self.define_class(st, scope, target);
                self.store(st, target, value);
            }
            Stmt::Import { names } => self.import_statement(st, names),
            Stmt::ImportFrom { level, module, names } => self.import_from(st, level, module, names),
            Stmt::Delete { targets } => {
                for target in targets.range() {
                    self.delete(st, file.expr_lists[target]);
                }
            }
            Stmt::Assert { test, .. } => {
                self.eval(st, test);
                if !st.dead {
                    self.refine(st, test, true);
                }
            }
            Stmt::Break => {
                if let Some(mut innermost) = self.frame_mut().loops.pop() {
                    self.join_into(&mut innermost.breaks, st);
                    self.frame_mut().loops.push(innermost);
                }
                st.dead = true;
            }
            Stmt::Continue => {
                if let Some(mut innermost) = self.frame_mut().loops.pop() {
                    self.join_into(&mut innermost.continues, st);
                    self.frame_mut().loops.push(innermost);
                }
                st.dead = true;
            }
            Stmt::TypeAlias { target, value } => {
                let value = self.eval(st, value);
                self.assign(st, target, value);
            }
            Stmt::Pass => {}
        }
    }

    /// The items of a short list that the program itself wrote down: `for name in ("title", "body")`.
    fn few_items(&self, st: &State, iterable: &Value) -> Option<Vec<Value>> {
        // What modules list is worth more: addresses with their views, names with their classes.
        let most = if self.loads_modules || self.is_listing(st, iterable) { MOST_LISTED } else { MOST_UNROLLED };
        if self.frame().loops.len() > 1 {
            return None;
        }
        let items = self.known_items(st, iterable).filter(|items| (2..=most).contains(&items.len()))?;
        items.iter().all(|item| self.deep_taint(st, item).is_clean() && !item.is_unknown()).then_some(items)
    }

    /// Runs the body of a loop for one item after the other. What is made in it is another object each time.
    fn each(&mut self, st: &mut State, target: ExprId, items: Vec<Value>, body: Run, otherwise: Run) {
        self.frame_mut().loops.push(Loop::default());
        let context = self.frame().context;
        for (number, item) in items.into_iter().enumerate() {
            if st.dead || self.steps > self.budget {
                break;
            }
            self.frame_mut().context = rustc_hash::FxBuildHasher.hash_one((context, target.0, number));
            self.assign(st, target, item);
            self.block(st, body);
            let continued = self.frame_mut().loops.last_mut().and_then(|own| own.continues.take());
            if let Some(continued) = continued {
                self.join_states(st, continued);
            }
        }
        self.frame_mut().context = context;
        let finished = self.frame_mut().loops.pop().unwrap_or_default();
        self.block(st, otherwise);
        if let Some(broken) = finished.breaks {
            self.join_states(st, broken);
        }
    }

    /// Runs a loop until its state settles. `round` runs the body once and gives the state in which the loop ends.
    fn repeat(&mut self, st: &mut State, otherwise: Run, mut round: impl FnMut(&mut Self, &mut State) -> State) {
        self.frame_mut().loops.push(Loop::default());
        let most_rounds = if self.frame().loops.len() > 2 { MOST_INNER_ROUNDS } else { MOST_ROUNDS };
        let mut ended = State { dead: true, ..State::default() };
        for turn in 0.. {
            let before = st.clone();
            let done = round(self, st);
            self.join_states(&mut ended, done);
            let last = self.frame().loops.len() - 1;
            if let Some(continued) = self.frame_mut().loops[last].continues.take() {
                self.join_states(st, continued);
            }
            self.join_states(st, before.clone());
            self.widen(st, &before);
            let settled = st.dead || (st.slots == before.slots && st.heap.same(&before.heap));
            if settled || turn + 1 >= most_rounds || self.steps > self.budget {
                if !settled && turn + 1 >= most_rounds {
                    self.out.bounds.rounds += 1;
                }
                break;
            }
        }
        // What the last round left is a way to the end as well.
        let was = st.clone();
        self.join_states(&mut ended, was);
        let finished = self.frame_mut().loops.pop().unwrap_or_default();
        *st = ended;
        self.block(st, otherwise);
        if let Some(broken) = finished.breaks {
            self.join_states(st, broken);
        }
    }

    /// A counter that changes from round to round is any number, a text that grows is any text.
    fn widen(&self, st: &mut State, before: &State) {
        if st.dead || Arc::ptr_eq(&st.slots, &before.slots) {
            return;
        }
        let grows = |now: &Value, then: &Value| {
            now.is_constant() && then.is_constant() && now.atoms().len() > then.atoms().len()
        };
        let which: Vec<usize> = st
            .slots
            .iter()
            .zip(before.slots.iter())
            .enumerate()
            .filter(|(_, (now, then))| grows(now, then))
            .map(|(at, _)| at)
            .collect();
        for at in which {
            self.widen_value(&mut Arc::make_mut(&mut st.slots)[at], &before.slots[at]);
        }
    }

    /// The same for one value.
    pub(super) fn widen_value(&self, now: &mut Value, before: &Value) {
        if !now.is_constant() || !before.is_constant() || now.atoms().len() <= before.atoms().len() {
            return;
        }
        let numbers = now.atoms().iter().all(|atom| matches!(atom, Atom::Const(Const::Int(_) | Const::Float(_))));
        let texts = now.atoms().iter().all(|atom| matches!(atom, Atom::Const(Const::Str(_))));
        *now = match (numbers, texts) {
            (true, _) => self.number(now.taint.clone()),
            (_, true) if now.atoms().len() > 3 => self.any_string(now.taint.clone()),
            _ => return,
        };
    }

    /// `with suppress(ValueError):` leaves things as they were where the exception came.
    fn suppressed(&mut self, st: &mut State, body: Run) {
        let before = self.take_thrown(st);
        self.frame_mut().raised.push(None);
        self.block(st, body);
        if let Some(raised) = self.frame_mut().raised.pop().flatten() {
            self.join_states(st, raised);
        }
        self.set_thrown(st, &before, &Value::bottom());
    }

    fn try_statement(&mut self, st: &mut State, body: Run, handlers: Run, otherwise: Run, finally: Run) {
        let file = self.hir();
        if self.always_returns(finally) {
            return self.overruled(st, body, handlers, otherwise, finally);
        }
        let before = self.take_thrown(st);
        self.frame_mut().raised.push(None);
        self.block(st, body);
        let raised = self.frame_mut().raised.pop().flatten();
        self.block(st, otherwise);
        if let Some(raised) = raised {
            let mut left = self.thrown(&raised);
            for handler in handlers.range() {
                let handler = file.handlers[handler];
                let mut caught = raised.clone();
                let kind = handler.kind.map(|kind| self.eval(&mut caught, kind));
                let (value, passed) = self.exception_value(&caught, &left, kind.as_ref(), self.place(handler.span));
                left = passed;
                if let Some(target) = handler.target {
                    self.store(&mut caught, target, value);
                }
                self.frame_mut().handling.push(before.clone());
                self.block(&mut caught, handler.body);
                self.frame_mut().handling.pop();
                self.join_states(st, caught);
            }
            self.set_thrown(st, &before, &left);
            if handlers.len == 0 || st.dead {
                // `finally` also runs when nothing was caught; what it does then still counts.
                if finally.len > 0 && st.dead {
                    let mut passing = raised;
                    self.block(&mut passing, finally);
                    return;
                }
            }
        }
        if !st.dead {
            self.block(st, finally);
        }
    }

    /// Whether a block ends with a `return` that nothing leads around.
    fn always_returns(&self, block: Run) -> bool {
        let file = self.hir();
        let last = block.range().last().map(|at| file.stmts[file.blocks[at].0 as usize]);
        let leaves = |at: usize| {
            matches!(
                file.stmts[file.blocks[at].0 as usize],
                Stmt::Expr(_) | Stmt::Assign { .. } | Stmt::Augmented { .. } | Stmt::Annotated { .. } | Stmt::Return(_)
            )
        };
        matches!(last, Some(Stmt::Return(_))) && block.range().all(leaves)
    }

    /// `finally: return default`: whatever was to be returned before is given up for it, and whatever was raised.
    fn overruled(&mut self, st: &mut State, body: Run, handlers: Run, otherwise: Run, finally: Run) {
        let entry = st.clone();
        let exit = std::mem::take(&mut self.frame_mut().exit);
        self.frame_mut().raised.push(None);
        self.try_statement(st, body, handlers, otherwise, Run { start: finally.start, len: 0 });
        let raised = self.frame_mut().raised.pop().flatten();
        let given_up = std::mem::replace(&mut self.frame_mut().exit, exit);
        for way in raised.into_iter().chain([entry]) {
            self.join_states(st, way);
        }
        if let Some(heap) = given_up.heap {
            st.heap.join(&heap, &self.base);
        }
        self.block(st, finally);
    }

    /// Makes the function value of a `def` or `lambda`, before decorators.
    pub fn function_value(&mut self, st: &mut State, scope: ScopeId) -> Arc<Function> {
        let file = self.hir();
        let lowered = &file.scopes[scope.0 as usize];
        let mut defaults = Vec::with_capacity(lowered.params.len());
        for param in &lowered.params {
            let value = param.default.map(|default| self.eval(st, default));
            defaults.push(value);
        }
        let frame = self.frame();
        let inside_class = matches!(self.program.scope(frame.scope).kind, stopple_syntax::hir::ScopeKind::Class);
        Arc::new(Function {
            scope: ScopeRef { file: frame.scope.file, scope },
            env: if inside_class { frame.closure } else { frame.cells.or(frame.closure) },
            defaults,
            owner: if inside_class { frame.owner } else { None },
        })
    }

    fn define_function(&mut self, st: &mut State, scope: ScopeId) -> Value {
        let function = self.function_value(st, scope);
        self.decorate(st, scope, Atom::Function(function).into())
    }

    /// Applies the decorators of a definition, innermost first.
    fn decorate(&mut self, st: &mut State, scope: ScopeId, mut value: Value) -> Value {
        let file = self.hir();
        let lowered = &file.scopes[scope.0 as usize];
        let before = self.frame().decorating;
        self.frame_mut().decorating = Some(ScopeRef { file: self.file_id(), scope });
        for at in lowered.decorators.range().rev() {
            let expr = file.expr_lists[at];
            let decorator = self.eval(st, expr);
            if st.dead {
                st.dead = false;
                continue;
            }
            value = self.apply_decorator(st, &decorator, value, expr);
        }
        self.frame_mut().decorating = before;
        let here = ScopeRef { file: self.file_id(), scope };
        for atom in value.atoms() {
            if let Atom::Function(wrapper) = atom
                && wrapper.scope != here
            {
                self.out.wrappers.push(((wrapper.scope, wrapper.env), here));
            }
        }
        value
    }

    fn define_class(&mut self, st: &mut State, scope: ScopeId, target: Variable) -> Value {
        let file = self.hir();
        let lowered = &file.scopes[scope.0 as usize];
        let mut bases = Vec::new();
        let mut options = super::Arguments::default();
        let mut line = None;
        let mut metaclass = None;
        for at in lowered.bases.range() {
            let argument = file.arguments[at];
            let value = self.eval(st, argument.value());
            line = line.or(Some(argument.value()));
            match argument {
                stopple_syntax::hir::Argument::Positional(_) => bases.push(value),
                stopple_syntax::hir::Argument::Keyword(name, _) => {
                    let name = self.symbol(name);
                    if self.program.names.text(name) == "metaclass" {
                        metaclass = Some(value);
                    } else {
                        options.keywords.push((name, value, None));
                    }
                }
                _ => {}
            }
        }
        let frame = self.frame();
        let here = ScopeRef { file: frame.scope.file, scope };
        let id = ObjId::of((frame.context, here.file.0, scope.0, 0xc1a5_5000_u64));
        let mut class = Obj::new(Kind::Class(here));
        class.items = Some(bases);
        st.heap.put(id, Arc::new(class));
        let _ = target;
        self.run_class_body(st, here, id);
        if let Some(line) = line {
            self.class_begun(st, id, metaclass.as_ref(), line);
            self.init_subclass(st, id, options, line);
        }
        self.register_overrides(st, id, line.unwrap_or(ExprId(0)));
        self.tell_names(st, id, line.unwrap_or(ExprId(0)));
        let value = self.decorate(st, scope, Atom::Class(id).into());
        if value.atoms().iter().any(|atom| matches!(atom, Atom::Class(_))) { value } else { Atom::Class(id).into() }
    }

    fn return_statement(&mut self, st: &mut State, value: Option<ExprId>, place: crate::outcome::Place) {
        let result = match value {
            Some(expr) => self.eval(st, expr),
            None => Value::none(),
        };
        if st.dead {
            return;
        }
        let scope = self.frame().scope;
        if self.wrapped == Some(scope) {
            let place = value.map_or(place, |expr| self.place_of(expr));
            // A wrapper may call the view in several places.
            match self.given.iter_mut().find(|(_, known)| *known == place) {
                Some((value, _)) => value.join(&result),
                None => self.given.push((result.clone(), place)),
            }
        } else if self.responds.is_some_and(|(handler, _)| handler == scope)
            && self.frames.iter().filter(|frame| frame.scope == scope).count() == 1
        {
            let place = value.map_or(place, |expr| self.place_of(expr));
            self.check_wrapped_response(st, &result, place);
        }
        self.note_exit(st, value, &result);
        let step = Happening::Returned(scope);
        let result = result.step(place, step);
        if let Some(before) = self.frame().handling.first().cloned() {
            // What is being handled does not leave the function.
            self.set_thrown(st, &before, &Value::bottom());
        }
        let heap = self.heap_after(st, &result);
        let base = Arc::clone(&self.base);
        let exit = &mut self.frame_mut().exit;
        exit.value.join(&result);
        match &mut exit.heap {
            Some(own) => own.join(&heap, &base),
            none => *none = Some(heap),
        }
        st.dead = true;
    }

    /// Remembers what is known of the parameters when the function leaves with a true or a false value.
    fn note_exit(&mut self, st: &State, expr: Option<ExprId>, value: &Value) {
        if !self.frame().watches {
            return;
        }
        let truth = self.truth(st, value);
        for (wanted, excluded) in [(true, Some(false)), (false, Some(true))] {
            if truth == excluded {
                continue;
            }
            let params = match (truth, expr) {
                (None, Some(expr)) => {
                    let mut assumed = st.clone();
                    self.refine(&mut assumed, expr, wanted);
                    if assumed.dead {
                        continue;
                    }
                    self.param_values(&assumed)
                }
                _ => self.param_values(st),
            };
            let exit = &mut self.frame_mut().exit;
            let slot = if wanted { &mut exit.when_true } else { &mut exit.when_false };
            match slot {
                Some(own) => own.iter_mut().zip(&params).for_each(|(own, new)| own.join(new)),
                none => *none = Some(params),
            }
        }
    }

    /// The heap of a way that leaves with a constant: a path that was made here and found to lead out is gone then, so the
    /// way that gives it back decides alone what is known of it.
    fn heap_after(&self, st: &State, value: &Value) -> Heap {
        let mut heap = st.heap.clone();
        let Some(start) = self.frame().start.as_ref().filter(|_| value.is_constant()) else { return heap };
        let mut gone: Vec<ObjId> = Vec::new();
        for slot in st.slots.iter() {
            if let Some(Atom::Object(id)) = slot.one()
                && start.own(*id).is_none()
                && heap.own(*id).is_some_and(|own| matches!(own.kind, Kind::Library(_)) && !own.taint.is_clean())
            {
                gone.push(*id);
            }
        }
        if gone.is_empty() {
            return heap;
        }
        let mut stored = Vec::new();
        for (id, object) in heap.changes_since(start) {
            if start.own(id).is_some() || self.base.contains_key(&id) {
                object.parts().for_each(|part| crate::heap::objects_of(part, &mut stored));
            }
        }
        for id in gone.into_iter().filter(|id| !stored.contains(id)) {
            if let Some(object) = heap.own(id) {
                let forgotten = Obj { taint: crate::taint::Taint::CLEAN, ..(**object).clone() };
                heap.put(id, Arc::new(forgotten));
            }
        }
        heap
    }

    /// The function falls off its end.
    pub fn fall_off(&mut self, st: &mut State) {
        if st.dead {
            return;
        }
        self.note_exit(st, None, &Value::from(Const::None));
        let heap = self.heap_after(st, &Value::none());
        let base = Arc::clone(&self.base);
        let exit = &mut self.frame_mut().exit;
        exit.value.join(&Value::none());
        match &mut exit.heap {
            Some(own) => own.join(&heap, &base),
            none => *none = Some(heap),
        }
    }
}
