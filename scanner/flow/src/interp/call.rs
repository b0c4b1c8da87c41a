//! Calls: arguments, dispatch on what is called. (long because everything that can be called has its arm here)

use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::outcome::{Certainty, Const};
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Atoms, Method, Value};
use std::sync::Arc;
use stopple_program::{Symbol, known};
use stopple_syntax::hir::{Argument, Expr, ExprId, Run, Variable};

/// The arguments of a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arguments {
    /// By place, with the expression where there is one.
    pub positional: Vec<(Value, Option<ExprId>)>,
    /// By name.
    pub keywords: Vec<(Symbol, Value, Option<ExprId>)>,
    /// One item of `*args` whose items are not known.
    pub star: Option<Value>,
    /// `**kwargs` whose keys are not all known.
    pub double_star: Option<Value>,
}

impl Arguments {
    /// Arguments by place alone.
    pub fn of(values: Vec<Value>) -> Self {
        Self { positional: values.into_iter().map(|value| (value, None)).collect(), ..Self::default() }
    }

    /// What fields are given that no keyword names: those by place first, then any item of `*args`.
    pub fn by_place<'a>(&'a self, fields: &'a [Symbol]) -> impl Iterator<Item = (Symbol, &'a Value)> {
        let given = self.positional.iter().map(|(value, _)| (value, true));
        let rest = self.star.iter().flat_map(|star| std::iter::repeat((star, false)));
        let is_named = |name: &Symbol| self.keywords.iter().any(|(own, _, _)| own == name);
        let both = fields.iter().copied().zip(given.chain(rest));
        both.filter(move |(name, (_, by_place))| *by_place || !is_named(name)).map(|(name, (value, _))| (name, value))
    }

    /// Every value, however it is passed.
    pub fn all(&self) -> impl Iterator<Item = &Value> {
        self.positional
            .iter()
            .map(|(value, _)| value)
            .chain(self.keywords.iter().map(|(_, value, _)| value))
            .chain(self.star.iter())
            .chain(self.double_star.iter())
    }

    /// The argument of a parameter, by place or by name.
    pub fn get(&self, position: usize, name: Option<Symbol>) -> Option<&Value> {
        self.positional.get(position).map(|(value, _)| value).or_else(|| {
            let name = name?;
            self.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value)
        })
    }
}

/// What decorators of task queues (Celery, Dramatiq, Huey, RQ) add to a function: it is called with these arguments later.
pub(super) const STARTS: &[&str] =
    &["delay", "apply_async", "apply", "send", "send_with_options", "queue", "enqueue", "schedule", "s", "si"];

impl Interp<'_> {
    pub fn call_expr(&mut self, st: &mut State, at: ExprId, callee: ExprId, arguments: Run) -> Value {
        let file = self.hir();
        let callee_value = match file.exprs[callee.0 as usize] {
            Expr::Attribute { base, name, .. } => {
                let name = self.symbol(name);
                // `Markup(text).striptags()`: it was HTML for a moment only.
                let makes_text = matches!(self.program.names.text(name), "unescape" | "striptags");
                let undone = makes_text.then_some((self.file_id(), base));
                let around = std::mem::replace(&mut self.undone, undone);
                let base_value = self.eval(st, base);
                self.undone = around;
                let value = self.attribute(st, &base_value, name, callee);
                self.widen_read(value, base, callee)
            }
            _ => self.eval(st, callee),
        };
        let args = self.arguments(st, arguments);
        if st.dead {
            return Value::bottom();
        }
        self.remember(callee, &callee_value);
        if let Expr::Attribute { base, .. } = file.exprs[callee.0 as usize]
            && let Some(Atom::Bound(receiver, _)) = callee_value.one()
        {
            let receiver = (**receiver).clone();
            self.remember(base, &receiver);
        }
        for (value, expr) in &args.positional {
            if let Some(expr) = expr {
                self.remember(*expr, value);
            }
        }
        if !self.making.is_empty()
            && let Expr::Attribute { name, .. } = file.exprs[callee.0 as usize]
            && let Some(class) = self.class_in_making(self.symbol(name))
        {
            return class;
        }
        self.check_dict_update(st, callee, &args, at);
        self.check_chosen(st, callee, at);
        if let Some(value) = self.call_super(st, &callee_value, &args) {
            return value;
        }
        if callee_value.atoms().iter().any(|atom| matches!(atom, Atom::Bound(_, Method::Item(_)))) {
            self.declare_by_call(st, callee, &args);
        }
        let value = self.call(st, &callee_value, args, at);
        // `request.args.get("id")` is one read.
        match file.exprs[callee.0 as usize] {
            Expr::Attribute { base, .. } => {
                let value = self.widen_read(value, base, at);
                let value = self.widen_read(value, callee, at);
                self.as_checked(st, value, at)
            }
            _ => self.widen_read(value, callee, at),
        }
    }

    /// `globals()[name]()`: the name chooses what is run.
    fn check_chosen(&mut self, st: &mut State, callee: ExprId, at: ExprId) {
        let file = self.hir();
        let Expr::Subscript { base, index } = file.exprs[callee.0 as usize] else { return };
        let Expr::Call { callee: names, .. } = file.exprs[base.0 as usize] else { return };
        let Expr::Var(Variable::Global(name)) = file.exprs[names.0 as usize] else { return };
        if !matches!(&*file.names[name.0 as usize], "globals" | "locals" | "vars") {
            return;
        }
        let name = self.quietly(|own| own.eval(&mut st.clone(), index));
        let (sink, call) = (self.place_of(index), self.place_of(at));
        self.check_sink(st, Self::concepts(&["code"]), &name, sink, call, "globals", "");
    }

    /// `thing.__dict__.update(data)`, `vars(thing).update(data)`: the keys name attributes.
    fn check_dict_update(&mut self, st: &mut State, callee: ExprId, args: &Arguments, at: ExprId) {
        let file = self.hir();
        let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] else { return };
        if self.program.names.text(self.symbol(name)) != "update" {
            return;
        }
        self.note_template_words(st, base, args, at);
        let is_dict = match file.exprs[base.0 as usize] {
            Expr::Attribute { name, .. } => self.symbol(name) == known::DICT,
            Expr::Call { callee, .. } => match file.exprs[callee.0 as usize] {
                Expr::Var(Variable::Global(name)) => &*file.names[name.0 as usize] == "vars",
                _ => false,
            },
            _ => false,
        };
        if !is_dict {
            return;
        }
        let (call, attributes) = (self.place_of(at), Self::concepts(&["attributes"]));
        for (value, expr) in &args.positional {
            let sink = expr.map_or(call, |expr| self.place_of(expr));
            self.check_sink(st, attributes, value, sink, call, "__dict__.update", "");
        }
        if let Some(double) = &args.double_star {
            self.check_sink(st, attributes, double, call, call, "__dict__.update", "");
        }
        let owner = match file.exprs[base.0 as usize] {
            Expr::Attribute { base, .. } => Some(base),
            Expr::Call { arguments, .. } => self.argument_expr(arguments, 0, "object"),
            _ => None,
        };
        let Some(owner) = owner.filter(|_| !args.keywords.is_empty()) else { return };
        let owner = self.quietly(|own| own.eval(&mut st.clone(), owner));
        if self.class_of(st, &owner).is_some() {
            // What was read of the object is a picture of it; what is written goes to the object.
            for (name, value, _) in args.keywords.clone() {
                self.set_attribute(st, &owner, name, value, at);
            }
        }
    }

    fn arguments(&mut self, st: &mut State, run: Run) -> Arguments {
        let file = self.hir();
        let mut args = Arguments::default();
        for at in run.range() {
            match file.arguments[at] {
                Argument::Positional(expr) => {
                    let value = self.eval(st, expr);
                    args.positional.push((value, Some(expr)));
                }
                Argument::Keyword(name, expr) => {
                    let value = self.eval(st, expr);
                    args.keywords.push((self.symbol(name), value, Some(expr)));
                }
                Argument::Star(expr) => {
                    let value = self.eval(st, expr);
                    match self.known_items(st, &value) {
                        Some(items) if args.star.is_none() => {
                            args.positional.extend(items.into_iter().map(|item| (item, Some(expr))));
                        }
                        _ => {
                            let place = self.place_of(expr);
                            let item = self.iterate(st, &value, place);
                            args.star.get_or_insert_with(Value::bottom).join(&item);
                        }
                    }
                }
                Argument::DoubleStar(expr) => {
                    let value = self.eval(st, expr);
                    self.spread(st, &mut args, value, expr);
                }
            }
        }
        args
    }

    /// `**mapping`: entries with known keys are keywords.
    fn spread(&mut self, st: &State, args: &mut Arguments, value: Value, expr: ExprId) {
        if let Some(Atom::Object(id)) = value.one()
            && let Some(object) = self.object(st, *id)
        {
            let closed = object.kind == Kind::Dict
                && object.rest.is_bottom()
                && object.taint.is_clean()
                && value.taint.is_clean();
            let mut all = true;
            let mut found = Vec::new();
            for (key, value) in &object.entries {
                match key {
                    Key::Str(text) => match self.program.names.get(text) {
                        Some(name) => found.push((name, value.clone(), Some(expr))),
                        None => all = false,
                    },
                    Key::Int(_) => all = false,
                }
            }
            args.keywords.extend(found);
            if closed && all {
                return;
            }
        }
        args.double_star.get_or_insert_with(Value::bottom).join(&value);
    }

    /// `super()` without arguments needs the frame.
    fn call_super(&mut self, st: &State, callee: &Value, args: &Arguments) -> Option<Value> {
        let Some(Atom::Item(item)) = callee.one() else { return None };
        if &*self.catalog.item(*item).path != "builtins.super" {
            return None;
        }
        let frame = self.frame();
        if let [(class, _), (receiver, _), ..] = args.positional.as_slice()
            && let Some(Atom::Class(class)) = class.one()
        {
            return Some(Atom::Super(*class, Arc::new(receiver.clone())).into());
        }
        let owner = frame.owner?;
        let receiver = frame.receiver.clone().or_else(|| st.slots.first().cloned())?;
        Some(Atom::Super(owner, Arc::new(receiver)).into())
    }

    /// Calls with arguments by place.
    pub fn call_values(&mut self, st: &mut State, callee: &Value, values: Vec<Value>, at: ExprId) -> Value {
        self.call(st, callee, Arguments::of(values), at)
    }

    /// Calls whatever it is.
    pub fn call(&mut self, st: &mut State, callee: &Value, args: Arguments, at: ExprId) -> Value {
        // Partials of partials and callbacks of callbacks lead through here without a frame of their own.
        if self.calls > super::DEEPEST_CALL * 2 || self.steps > self.budget {
            self.cuts += 1;
            self.out.bounds.depth += u64::from(self.steps <= self.budget);
            let mut taint = callee.taint.clone();
            args.all().for_each(|value| taint.join(&value.taint));
            return Value::unknown_with(self.cut_off(taint, at));
        }
        self.calls += 1;
        let value = self.call_counted(st, callee, args, at);
        self.calls -= 1;
        value
    }

    fn call_counted(&mut self, st: &mut State, callee: &Value, args: Arguments, at: ExprId) -> Value {
        let callee = self.settle(st, callee.clone());
        if callee.atoms().is_empty() {
            return self.call_unknown(st, &callee, &args, at, None);
        }
        if let Some(atom) = callee.one() {
            let atom = atom.clone();
            return self.call_atom(st, &atom, &callee, args, at);
        }
        let mut result = Value::bottom();
        let mut after = State { dead: true, ..State::default() };
        for atom in callee.atoms() {
            if matches!(atom, Atom::Const(_)) {
                continue;
            }
            let mut way = st.clone();
            let value = self.call_atom(&mut way, atom, &callee, args.clone(), at);
            result.join(&value);
            self.join_states(&mut after, way);
        }
        if !after.dead {
            *st = after;
        }
        if result.is_bottom() && !st.dead { self.call_unknown(st, &callee, &args, at, None) } else { result }
    }

    fn call_atom(&mut self, st: &mut State, atom: &Atom, callee: &Value, args: Arguments, at: ExprId) -> Value {
        match atom {
            Atom::Function(function) => {
                let function = Arc::clone(function);
                self.call_function(st, &function, None, args, at)
            }
            Atom::Bound(receiver, method) => {
                let receiver = (**receiver).clone();
                match method {
                    Method::Function(function) => {
                        let function = Arc::clone(function);
                        self.call_function(st, &function, Some(receiver), args, at)
                    }
                    Method::Item(item) => self.call_item(st, *item, Some(receiver), args, at),
                    Method::Builtin(name) => self.call_builtin_method(st, receiver, *name, args, at),
                    Method::Unknown(name) => self.call_unknown_method(st, receiver, *name, args, at),
                }
            }
            Atom::Class(id) => self.construct_class(st, *id, args, at),
            Atom::Item(item) => self.call_item(st, *item, None, args, at),
            Atom::Returns(typed) => {
                let typed = Arc::clone(typed);
                let taint = self.with_taint_of(st, callee.taint.clone(), args.all());
                self.typed_value(st, &typed, None, &[], at).and_taint(&taint)
            }
            Atom::Registrar(registration) => {
                let registration = Arc::clone(registration);
                if let Some(registrar) = self.overload_for_class(st, &registration, &args) {
                    return registrar;
                }
                let target = args.positional.first().map(|(value, _)| value.clone()).unwrap_or_default();
                self.register(st, &registration, target.clone());
                target
            }
            Atom::Descriptor(_, inner) => {
                let inner = (**inner).clone();
                self.call(st, &inner, args, at)
            }
            Atom::Object(id) => {
                let id = *id;
                let Some(object) = self.object_shared(st, id) else {
                    return self.call_unknown(st, callee, &args, at, None);
                };
                match &object.kind {
                    Kind::Partial => {
                        let mut all = Arguments::default();
                        for (key, value) in &object.entries {
                            match key {
                                Key::Int(_) => all.positional.push((value.clone(), None)),
                                Key::Str(text) => {
                                    if let Some(name) = self.program.names.get(text) {
                                        all.keywords.push((name, value.clone(), None));
                                    }
                                }
                            }
                        }
                        all.positional.extend(args.positional);
                        all.keywords.extend(args.keywords);
                        all.star = args.star;
                        all.double_star = args.double_star;
                        let function = object.rest.clone();
                        self.call(st, &function, all, at)
                    }
                    Kind::Fields => match self.construct_named_tuple(st, &object, &args, at) {
                        Some(value) => value,
                        None => self.call_unknown(st, callee, &args, at, None),
                    },
                    Kind::Instance(_) => {
                        let method = self.attribute(st, &Value::from(atom.clone()), known::CALL, at);
                        if method
                            .atoms()
                            .iter()
                            .any(|atom| matches!(atom, Atom::Bound(_, Method::Function(_) | Method::Item(_))))
                        {
                            self.call(st, &method, args, at)
                        } else {
                            self.call_unknown(st, callee, &args, at, None)
                        }
                    }
                    Kind::Library(item) => {
                        let item = *item;
                        match self.catalog.member(item, "__call__") {
                            Some(member) => {
                                let receiver = Value::from(atom.clone());
                                self.call_item(st, member, Some(receiver), args, at)
                            }
                            None => self.call_unknown(st, callee, &args, at, None),
                        }
                    }
                    _ => self.call_unknown(st, callee, &args, at, None),
                }
            }
            Atom::Instance(item, _) => match self.catalog.member(*item, "__call__") {
                Some(member) => {
                    let receiver = Value::from(atom.clone()).with_taint(callee.taint.clone());
                    self.call_item(st, member, Some(receiver), args, at)
                }
                None => self.call_unknown(st, callee, &args, at, None),
            },
            Atom::Foreign(path) => {
                let path = Arc::clone(path);
                self.call_unknown(st, callee, &args, at, Some(&path))
            }
            Atom::Const(Const::None) => Value::bottom(),
            _ => self.call_unknown(st, callee, &args, at, None),
        }
    }

    fn construct_class(&mut self, st: &mut State, class: crate::heap::ObjId, args: Arguments, at: ExprId) -> Value {
        self.instantiate(st, class, args, at)
    }

    /// A call of code that is not known: its arguments are carried to its result.
    pub fn call_unknown(
        &mut self,
        st: &mut State,
        callee: &Value,
        args: &Arguments,
        at: ExprId,
        path: Option<&str>,
    ) -> Value {
        let place = self.place_of(at);
        let mut taint = self.with_taint_of(st, Taint::CLEAN, args.all());
        self.note_unresolved(at, path, taint.is_visitors());
        taint =
            args.all().filter(|value| value.is_unknown()).fold(taint, |taint, value| taint.found_with(&value.taint));
        taint.join(&callee.taint);
        // Functions handed to unknown code may be called by it.
        let is_function = |value: &&Value| value.atoms().iter().any(|atom| matches!(atom, Atom::Function(_)));
        let callbacks: Vec<(Value, Arguments)> =
            args.all().filter(is_function).map(|value| (value.clone(), self.handed_on(value, args, place))).collect();
        for (callback, handed) in callbacks {
            if self.frames.len() < 12 && self.calls < 30 && !self.loads_modules {
                let mut aside = st.clone();
                let value = self.call(&mut aside, &callback, handed, at);
                taint.join(&value.taint);
                if !aside.dead {
                    self.join_states(st, aside);
                }
            }
        }
        if taint.is_clean() {
            return Value::unknown();
        }
        taint = super::segments::no_last_part(&taint);
        let certainty = if self.looks_up(at, path) { Certainty::LookedUp } else { Certainty::ThroughUnknown };
        Value::unknown_with(taint.step(place, Happening::ThroughUnknown).weakened(certainty))
    }

    /// What unknown code may hand on to a function: `enqueue(work, a, b)` calls `work(a, b)` where that takes just two.
    fn handed_on(&self, callback: &Value, args: &Arguments, place: crate::outcome::Place) -> Arguments {
        let none = Arguments::default();
        let Some(Atom::Function(function)) = callback.one() else { return none };
        let Some(at) = args.positional.iter().position(|(value, _)| value == callback) else { return none };
        let rest = &args.positional[at + 1..];
        let params = &self.program.scope(function.scope).params;
        if rest.is_empty() || at > 0 || params.len() != rest.len() {
            return none;
        }
        let through = |value: &Value| {
            let taint = value.taint.step(place, Happening::ThroughUnknown).weakened(Certainty::ThroughUnknown);
            value.clone().with_taint(taint)
        };
        Arguments::of(rest.iter().map(|(value, _)| through(value)).collect())
    }

    /// `task.delay(1, 2)`, `task.apply_async(args=(1, 2), kwargs={"a": 3})`: the function runs with these arguments.
    fn call_task(
        &mut self,
        st: &mut State,
        function: &Arc<crate::value::Function>,
        how: &str,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        // The framework runs it anyway; only data makes a difference.
        if self.with_taint_of(st, Taint::CLEAN, args.all()).is_clean() {
            return Value::unknown();
        }
        let mut passed = args;
        if matches!(how, "apply_async" | "apply" | "send_with_options") {
            let given = passed;
            passed = Arguments::default();
            let named = |name: &str| self.program.names.get(name);
            if let Some(list) = given.get(0, named("args")) {
                match self.known_items(st, list) {
                    Some(items) => passed.positional = items.into_iter().map(|item| (item, None)).collect(),
                    None => passed.star = Some(self.iterate(st, list, self.place_of(at))),
                }
            }
            if let Some(mapping) = given.get(1, named("kwargs")).cloned() {
                self.spread(st, &mut passed, mapping, at);
            }
        }
        // A bound task gets itself first.
        let scope = self.program.scope(function.scope);
        let file = self.program.file(function.scope.file);
        let is_bound = scope.params.first().is_some_and(|first| file.symbol(first.name) == known::SELF);
        if is_bound && function.owner.is_none() {
            passed.positional.insert(0, (Value::unknown(), None));
        }
        let mut aside = st.clone();
        self.call_function(&mut aside, function, None, passed, at);
        if !aside.dead {
            self.join_states(st, aside);
        }
        Value::unknown()
    }

    /// A method of something that is not known, recognised by its name alone: the last resort.
    fn call_unknown_method(
        &mut self,
        st: &mut State,
        receiver: Value,
        name: Symbol,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let program = self.program;
        let text = program.names.text(name);
        if STARTS.contains(&text)
            && let Some(Atom::Function(function)) = receiver.one()
        {
            let function = Arc::clone(function);
            return self.call_task(st, &function, text, args, at);
        }
        let member = |class| self.catalog.member(class, text);
        let of_frame = || self.known.frame.and_then(member).filter(|_| self.is_called_a_frame(at));
        if let Some(member) = self.known.unknown.and_then(member).or_else(of_frame) {
            let was = std::mem::replace(&mut self.by_name, true);
            let value = self.call_item(st, member, Some(receiver.clone()), args, at);
            self.by_name = was;
            return value.and_taint(&receiver.taint);
        }
        let text_like = matches!(
            text,
            "strip"
                | "lower"
                | "upper"
                | "rstrip"
                | "lstrip"
                | "format"
                | "format_map"
                | "join"
                | "replace"
                | "split"
                | "encode"
                | "decode"
                | "startswith"
                | "endswith"
                | "isdigit"
                | "isalnum"
                | "isalpha"
                | "title"
                | "removeprefix"
                | "removesuffix"
        );
        if text_like {
            self.check_text_method(st, &receiver, text, &args, at);
            if let Some(value) = self.string_method(st, &receiver, text, &args, at) {
                return value;
            }
        }
        // Reading from an unknown container keeps what is on it.
        let reads = matches!(
            text,
            "get"
                | "pop"
                | "items"
                | "keys"
                | "values"
                | "copy"
                | "getlist"
                | "to_dict"
                | "read"
                | "setdefault"
                | "popitem"
        );
        if reads {
            let read = match text {
                "get" | "pop" | "setdefault" if receiver.is_unknown() => receiver.taint.part_of_unknown(),
                _ => receiver.taint.clone(),
            };
            // `client.get(address, params=...)` is a request, and gives what somebody answers.
            let of_containers = |name: &Symbol| matches!(program.names.text(*name), "default" | "type");
            let (own, asked): (Vec<_>, Vec<_>) = args.keywords.iter().partition(|(name, ..)| of_containers(name));
            let own =
                args.positional.iter().skip(1).map(|(value, _)| value).chain(own.iter().map(|(_, value, _)| value));
            let mut taint = self.with_taint_of(st, read, own.chain(&args.star));
            let asked = asked.iter().map(|(_, value, _)| value).chain(&args.double_star);
            let asked = self.with_taint_of(st, Taint::CLEAN, asked);
            if !asked.is_clean() {
                let certainty = Certainty::ThroughUnknown;
                taint.join(&asked.step(self.place_of(at), Happening::ThroughUnknown).weakened(certainty));
            }
            return Value::unknown_with(taint);
        }
        if let Some(told) = self.told_by_date(text, &args) {
            return told;
        }
        let callee = Value { atoms: Atoms::One(Atom::Unknown), ..receiver };
        self.call_unknown(st, &callee, &args, at, None)
    }

    /// What only dates and times have: whatever they were read from, they give numbers, and texts of numbers.
    fn told_by_date(&self, method: &str, args: &Arguments) -> Option<Value> {
        let is_bare = args.all().next().is_none();
        let date = || self.catalog.find("datetime.date").map(|date| Value::from(Atom::Instance(date, Arc::from([]))));
        match method {
            "strftime" => args.positional.first()?.0.as_str().map(|_| self.any_string(Taint::CLEAN)),
            "isoformat" if args.all().all(Value::is_constant) => Some(self.any_string(Taint::CLEAN)),
            "timestamp" | "total_seconds" | "toordinal" | "isoweekday" if is_bare => Some(self.number(Taint::CLEAN)),
            "date" if is_bare => date(),
            _ => None,
        }
    }
}
