//! Expressions.

use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Origin, Taint};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::Symbol;
use stopple_syntax::hir::{self, BinaryOp, ComprehensionKind, Constant, Expr, ExprId, Run, UnaryOp, Variable};

/// Where less stack than this is left, the walk goes on with a new piece of this size.
pub(super) const RED_ZONE: usize = 128 << 10;
pub(super) const STACK: usize = 4 << 20;

impl Interp<'_> {
    /// The value of an expression.
    pub fn eval(&mut self, st: &mut State, at: ExprId) -> Value {
        // Sums of ten thousand terms nest ten thousand deep.
        stacker::maybe_grow(RED_ZONE, STACK, || self.eval_here(st, at))
    }

    fn eval_here(&mut self, st: &mut State, at: ExprId) -> Value {
        if st.dead {
            return Value::bottom();
        }
        if self.exhausted() {
            return Value::unknown();
        }
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Constant(constant) => self.constant(constant).into(),
            Expr::Var(variable) => self.load(st, variable),
            Expr::Attribute { base, name, .. } => {
                let base_value = self.eval(st, base);
                let name = self.symbol(name);
                let value = self.attribute(st, &base_value, name, at);
                let value = self.widen_read(value, base, at);
                self.as_checked(st, value, at)
            }
            Expr::Subscript { base, index } => {
                let base_value = self.eval(st, base);
                let index_value = self.eval(st, index);
                let value = self.subscript(st, &base_value, &index_value, at);
                let value = self.widen_read(value, base, at);
                self.as_checked(st, value, at)
            }
            Expr::Slice { lower, upper, step } => {
                let parts: Vec<Value> = [lower, upper, step]
                    .into_iter()
                    .map(|part| part.map_or_else(Value::none, |e| self.eval(st, e)))
                    .collect();
                Atom::Tuple(parts.into()).into()
            }
            Expr::Call { callee, arguments } => self.call_expr(st, at, callee, arguments),
            Expr::Binary { op, left, right } => {
                let left = self.eval(st, left);
                let right = self.eval(st, right);
                self.binary(st, op, &left, &right, at)
            }
            Expr::Unary { op, operand } => {
                let value = self.eval(st, operand);
                self.unary(st, op, &value)
            }
            Expr::Compare { op, left, right } => {
                let left_value = self.eval(st, left);
                let right_value = self.eval(st, right);
                self.remember(left, &left_value);
                self.remember(right, &right_value);
                self.compare(st, op, &left_value, &right_value)
            }
            Expr::BoolOp { is_and, operands } => self.bool_op(st, is_and, operands),
            Expr::Conditional { test, then, otherwise } => {
                self.eval(st, test);
                let mut other = st.clone();
                self.refine(st, test, true);
                let first = if st.dead { Value::bottom() } else { self.eval(st, then) };
                self.refine(&mut other, test, false);
                let second = if other.dead { Value::bottom() } else { self.eval(&mut other, otherwise) };
                self.join_states(st, other);
                first.joined(&second)
            }
            Expr::FString { parts } => self.f_string(st, parts, at),
            Expr::TString { parts } => {
                // A template string keeps its parts apart; whoever renders it decides.
                let value = self.f_string(st, parts, at);
                Value::unknown_with(value.taint)
            }
            Expr::Tuple { items } => {
                let items = self.display_items(st, items);
                match items {
                    Ok(items) => Atom::Tuple(items.into()).into(),
                    Err(rest) => {
                        let mut object = Obj::new(Kind::List);
                        object.rest = rest;
                        self.allocate(st, at.0, 0, object)
                    }
                }
            }
            Expr::List { items } => {
                let object = match self.display_items(st, items) {
                    Ok(items) => Obj::list(items),
                    Err(rest) => {
                        let mut object = Obj::new(Kind::List);
                        object.rest = rest;
                        object
                    }
                };
                self.allocate(st, at.0, 0, object)
            }
            Expr::Set { items } => {
                let mut object = Obj::new(Kind::Set);
                match self.display_items(st, items) {
                    Ok(items) => object.items = Some(items),
                    Err(rest) => object.rest = rest,
                }
                self.allocate(st, at.0, 0, object)
            }
            Expr::Dict { entries } => self.dict_display(st, entries, at),
            Expr::Lambda(scope) => {
                let function = self.function_value(st, scope);
                Atom::Function(function).into()
            }
            Expr::Comprehension { kind, element, value, clauses } => {
                self.comprehension(st, kind, element, value, clauses, at)
            }
            Expr::Starred(inner) => self.eval(st, inner),
            Expr::Await(inner) => self.eval(st, inner),
            Expr::Yield(inner) => {
                let value = inner.map_or_else(Value::none, |inner| self.eval(st, inner));
                self.frame_mut().yielded.join(&value);
                Value::unknown()
            }
            Expr::YieldFrom(inner) => {
                let iterable = self.eval(st, inner);
                let place = self.place_of(inner);
                let item = self.iterate(st, &iterable, place);
                self.frame_mut().yielded.join(&item);
                Value::unknown()
            }
            Expr::Named { target, value } => {
                let value = self.eval(st, value);
                self.assign(st, target, value.clone());
                value
            }
            Expr::Invalid => Value::unknown(),
        }
    }

    /// A constant of the file as a value's constant.
    pub fn constant(&self, constant: Constant) -> Const {
        let file = self.hir();
        match constant {
            Constant::None => Const::None,
            Constant::Ellipsis | Constant::Complex => Const::Ellipsis,
            Constant::Bool(value) => Const::Bool(value),
            Constant::Int(value) => Const::Int(value),
            Constant::BigInt(_) => Const::Int(i64::MAX),
            Constant::Float(value) => Const::Float(value),
            Constant::Str(text) => Const::Str((&*file.strings[text.0 as usize]).into()),
            Constant::Bytes(bytes) => Const::Bytes((&*file.bytes[bytes as usize]).into()),
        }
    }

    /// The cells object of the `up`-th function outward.
    fn cells(&self, st: &State, up: u32) -> Option<ObjId> {
        let frame = self.frame();
        let is_class = matches!(self.program.scope(frame.scope).kind, hir::ScopeKind::Class);
        let mut up = up;
        let mut at = if is_class {
            frame.closure?
        } else if up == 0 {
            return frame.cells;
        } else {
            up -= 1;
            frame.closure?
        };
        while up > 0 {
            let object = self.object(st, at)?;
            at = match object.keys.one()? {
                Atom::Object(parent) => *parent,
                _ => return None,
            };
            up -= 1;
        }
        Some(at)
    }

    /// The value of a variable.
    pub fn load(&mut self, st: &mut State, variable: Variable) -> Value {
        match variable {
            Variable::Slot(slot) => {
                let value = st.slots.get(slot as usize).cloned().unwrap_or_default();
                if value.is_bottom() {
                    let scope = self.program.scope(self.frame().scope);
                    if matches!(scope.kind, hir::ScopeKind::Class)
                        && let Some(name) = scope.slots.get(slot as usize)
                    {
                        return self.load(st, Variable::Global(*name));
                    }
                    return Value::unknown();
                }
                self.settle(st, value)
            }
            Variable::Cell { up, index } => {
                let Some(id) = self.cells(st, up) else { return Value::unknown() };
                let value = self
                    .object(st, id)
                    .and_then(|cells| cells.items.as_ref())
                    .and_then(|items| items.get(index as usize))
                    .cloned()
                    .unwrap_or_default();
                if value.is_bottom() { Value::unknown() } else { self.settle(st, value) }
            }
            Variable::Global(name) => {
                let symbol = self.symbol(name);
                self.global(st, self.file_id(), symbol)
            }
        }
    }

    /// Replaces names that could not be looked up when they were imported.
    pub fn settle(&mut self, st: &mut State, value: Value) -> Value {
        if !value.atoms().iter().any(|atom| matches!(atom, Atom::Late(..))) {
            return value;
        }
        let mut settled = Value { atoms: crate::value::Atoms::None, ..value.clone() };
        for atom in value.atoms() {
            match atom {
                Atom::Late(file, name) => {
                    let found = self.module_attribute(st, *file, *name).filter(|found| {
                        !found.atoms().iter().any(|a| matches!(a, Atom::Late(f, n) if f == file && n == name))
                    });
                    settled.join(&found.unwrap_or_else(Value::unknown));
                }
                other => settled.add(other),
            }
        }
        settled
    }

    /// Stores a variable.
    pub fn store(&mut self, st: &mut State, variable: Variable, value: Value) {
        st.checked.retain(|(path, _)| path.root != variable);
        match variable {
            Variable::Slot(slot) => {
                let slot = slot as usize;
                let slots = Arc::make_mut(&mut st.slots);
                if slots.len() <= slot {
                    slots.resize(slot + 1, Value::bottom());
                }
                slots[slot] = value;
            }
            Variable::Cell { up, index } => {
                if let Some(id) = self.cells(st, up)
                    && let Some(cells) = self.edit(st, id)
                {
                    let items = cells.items.get_or_insert_with(Vec::new);
                    if items.len() <= index as usize {
                        items.resize(index as usize + 1, Value::bottom());
                    }
                    items[index as usize] = value;
                }
            }
            Variable::Global(name) => {
                let symbol = self.symbol(name);
                let module = ObjId::module(self.file_id());
                if let Some(module) = self.edit(st, module) {
                    module.set_attribute(symbol, value);
                }
            }
        }
    }

    /// A read that goes on (`request.args` to `request.args["id"]`) is one read: its origin is the whole expression.
    pub fn widen_read(&mut self, mut value: Value, base: ExprId, whole: ExprId) -> Value {
        if value.taint.is_clean() {
            return value;
        }
        let base = self.place_of(base);
        let whole = self.place_of(whole);
        let applies = |origin: Origin| origin.place == base;
        if value.taint.labels().iter().any(|label| applies(label.origin)) {
            value.taint = value.taint.map(|label| {
                let mut label = label.clone();
                if label.origin.place == base {
                    label.origin.place = whole;
                    label.trail = None;
                }
                label
            });
            let scope = self.frame().scope;
            for label in value.taint.labels() {
                let Origin { kind, place } = label.origin;
                if place == whole {
                    self.out.reads.retain(|(s, k, p)| !(*s == scope && *k == kind && *p == base));
                    self.out.reads.push((scope, kind, place));
                }
            }
        }
        value
    }

    /// The items of a display; starred parts whose items are not known make the whole a rest.
    fn display_items(&mut self, st: &mut State, run: Run) -> Result<Vec<Value>, Value> {
        let file = self.hir();
        let mut items = Vec::with_capacity(run.len as usize);
        let mut rest: Option<Value> = None;
        // A literal of thousands of items is a table; its items are joined, not told apart.
        let many = run.len > 256;
        for at in run.range() {
            let expr = file.expr_lists[at];
            if let Expr::Starred(inner) = file.exprs[expr.0 as usize] {
                let value = self.eval(st, inner);
                match self.known_items(st, &value) {
                    Some(known) => items.extend(known),
                    None => {
                        let place = self.place_of(inner);
                        let item = self.iterate(st, &value, place);
                        rest.get_or_insert_with(Value::bottom).join(&item);
                    }
                }
            } else {
                items.push(self.eval(st, expr));
            }
        }
        if many {
            rest.get_or_insert_with(Value::bottom);
        }
        match rest {
            None => Ok(items),
            Some(mut rest) => {
                for item in &items {
                    rest.join(item);
                }
                Err(rest)
            }
        }
    }

    fn dict_display(&mut self, st: &mut State, entries: Run, at: ExprId) -> Value {
        let file = self.hir();
        let mut object = Obj::new(Kind::Dict);
        for entry in entries.range() {
            let entry = file.entries[entry];
            match entry.key {
                Some(key) => {
                    let key = self.eval(st, key);
                    let value = self.eval(st, entry.value);
                    store_entry(&mut object, &key, value);
                }
                None => {
                    let value = self.eval(st, entry.value);
                    self.merge_mapping(st, &mut object, &value);
                }
            }
        }
        self.allocate(st, at.0, 0, object)
    }

    /// Copies the entries of a mapping into another.
    pub fn merge_mapping(&mut self, st: &State, into: &mut Obj, from: &Value) {
        into.taint.join(&from.taint);
        for atom in from.atoms() {
            match atom {
                Atom::Object(id) => {
                    if let Some(other) = self.object_shared(st, *id) {
                        for (key, value) in &other.entries {
                            into.set_entry(key.clone(), value.clone());
                        }
                        into.rest.join(&other.rest);
                        into.keys.join(&other.keys);
                        into.taint.join(&other.taint);
                    }
                }
                _ => into.rest.join(&Value::unknown_with(from.taint.clone())),
            }
        }
    }

    fn bool_op(&mut self, st: &mut State, is_and: bool, operands: Run) -> Value {
        let file = self.hir();
        let mut result = Value::bottom();
        let mut others: Vec<State> = Vec::new();
        let count = operands.len as usize;
        for (number, at) in operands.range().enumerate() {
            let expr = file.expr_lists[at];
            let value = self.eval(st, expr);
            if st.dead {
                break;
            }
            if number + 1 == count {
                result.join(&value);
                break;
            }
            let truth = self.truth(st, &value);
            // `a and b`: the value is `a` if `a` is false, else it is `b`.
            if truth == Some(!is_and) {
                result.join(&value);
                others.push(st.clone());
                st.dead = true;
                break;
            }
            if truth.is_none() {
                let kept = self.assume_truth(st, value, !is_and);
                result.join(&kept);
                let mut stopped = st.clone();
                self.refine(&mut stopped, expr, !is_and);
                others.push(stopped);
            }
            self.refine(st, expr, is_and);
            if st.dead {
                break;
            }
        }
        for other in others {
            self.join_states(st, other);
        }
        result
    }

    fn unary(&mut self, st: &State, op: UnaryOp, value: &Value) -> Value {
        match (op, value.constant()) {
            (UnaryOp::Not, _) => match self.truth(st, value) {
                Some(truth) => Const::Bool(!truth).into(),
                None => {
                    let mut result = Value::any_bool();
                    result.implies = value.implies.as_ref().map(|implies| {
                        Arc::new(
                            implies
                                .iter()
                                .map(|one| crate::value::Implication {
                                    when_true: one.when_false,
                                    when_false: one.when_true,
                                    ..one.clone()
                                })
                                .collect(),
                        )
                    });
                    result
                }
            },
            (UnaryOp::Minus, Some(Const::Int(number))) => Const::Int(number.wrapping_neg()).into(),
            (UnaryOp::Minus, Some(Const::Float(number))) => Const::Float(-number).into(),
            (UnaryOp::Invert, Some(Const::Int(number))) => Const::Int(!number).into(),
            (UnaryOp::Plus, Some(_)) => value.clone(),
            _ => Value::unknown_with(value.taint.clone()),
        }
    }

    pub fn binary(&mut self, st: &mut State, op: BinaryOp, left: &Value, right: &Value, at: ExprId) -> Value {
        let place = self.place_of(at);
        if let Some(folded) = super::strings::fold_binary(op, left, right) {
            return folded;
        }
        if op == BinaryOp::Add
            && let Some(joined) = self.concatenate_sequences(st, left, right, at)
        {
            return joined;
        }
        if op == BinaryOp::BitOr {
            let dicts = [left, right].iter().all(|side| self.is_kind(st, side, &Kind::Dict));
            if dicts {
                let mut object = Obj::new(Kind::Dict);
                self.merge_mapping(st, &mut object, left);
                self.merge_mapping(st, &mut object, right);
                return self.allocate(st, at.0, 0, object);
            }
        }
        if op == BinaryOp::Mod && self.may_be_text(left) {
            return self.percent_format(st, left, right, at);
        }
        // `Markup("...") + x` and its kind: the library says what its operators do.
        if let Some(value) = self.operator_of_library(st, op, left, right, at) {
            return value;
        }
        if let Some(value) = self.operator_of_class(st, op, left, right, at) {
            return value;
        }
        let mut taint = self.deep_taint(st, left);
        taint.join(&self.deep_taint(st, right));
        if op == BinaryOp::Add && (self.may_be_text(left) || self.may_be_text(right)) {
            let taint = if taint.is_clean() { taint } else { taint.step(place, Happening::Combined) };
            return self.text_of(&[left.clone(), right.clone()], taint);
        }
        let numeric =
            |value: &Value| value.atoms().iter().all(|atom| self.is_number_atom(atom)) && !value.atoms().is_empty();
        if numeric(left) && (numeric(right) || op != BinaryOp::Mult) {
            return self.number(Taint::CLEAN);
        }
        Value::unknown_with(taint)
    }

    pub fn is_number_atom(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Const(Const::Int(_) | Const::Float(_) | Const::Bool(_)) => true,
            Atom::Instance(item, _) => self.known.is_number(*item),
            _ => false,
        }
    }

    /// A number that is not known.
    pub fn number(&self, taint: Taint) -> Value {
        match self.known.int {
            Some(int) => Value::from(Atom::Instance(int, Arc::from([]))).with_taint(taint),
            None => Value::unknown_with(taint),
        }
    }

    /// A string that is not known.
    pub fn any_string(&self, taint: Taint) -> Value {
        match self.known.str {
            Some(text) => Value::from(Atom::Instance(text, Arc::from([]))).with_taint(taint),
            None => Value::unknown_with(taint),
        }
    }

    /// Whether the value may be a string or bytes, as far as that is known.
    pub fn may_be_text(&self, value: &Value) -> bool {
        value.atoms().iter().any(|atom| match atom {
            Atom::Const(Const::Str(_) | Const::Bytes(_)) => true,
            Atom::Instance(item, _) => self.known.is_text(*item),
            _ => false,
        })
    }

    pub fn is_kind(&self, st: &State, value: &Value, kind: &Kind) -> bool {
        matches!(value.one(), Some(Atom::Object(id)) if self.object(st, *id).is_some_and(|object| object.kind == *kind))
    }

    fn f_string(&mut self, st: &mut State, parts: Run, at: ExprId) -> Value {
        let file = self.hir();
        let mut values = Vec::with_capacity(parts.len as usize);
        for part in parts.range() {
            match file.parts[part] {
                hir::Part::Literal(text) => values.push(Value::string(&file.strings[text.0 as usize])),
                hir::Part::Hole { value, conversion, format } => {
                    let place = self.place_of(value);
                    let value = self.eval(st, value);
                    let mut text = self.stringify(st, &value, place);
                    if format.len > 0 {
                        let numeric = file.parts[format.range()].iter().any(|part| {
                            matches!(part, hir::Part::Literal(text) if file.strings[text.0 as usize].ends_with(['d', 'f', 'x', 'X', 'e', 'g', 'n', 'o', 'b', '%']))
                        });
                        let formatted = self.f_string(st, format, at);
                        let mut taint = text.taint.joined(&formatted.taint);
                        if numeric {
                            // A numeric format of a string raises, so what comes out is a number.
                            taint = Taint::CLEAN;
                        }
                        text = self.any_string(taint);
                    } else if matches!(conversion, Some('r' | 'a')) {
                        text = self.represented(text, place);
                    }
                    values.push(text);
                }
            }
        }
        let mut taint = Taint::CLEAN;
        for value in &values {
            taint.join(&value.taint);
        }
        if !taint.is_clean() {
            taint = taint.step(self.place_of(at), Happening::Combined);
        }
        self.text_of(&values, taint)
    }

    /// What `repr` makes of a text: line breaks are written as escapes.
    pub fn represented(&self, text: Value, place: Place) -> Value {
        let concepts = Self::concepts(&["log", "header", "mail-header"]);
        self.any_string(text.taint.cleared(concepts, place, Happening::Cleared(concepts)))
    }

    fn comprehension(
        &mut self,
        st: &mut State,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: Run,
        at: ExprId,
    ) -> Value {
        let file = self.hir();
        let before = st.clone();
        let mut exact: Option<Vec<Value>> = None;
        for (number, clause) in clauses.range().enumerate() {
            let clause = file.clauses[clause];
            let iterable = self.eval(st, clause.iter);
            let place = self.place_of(clause.iter);
            if clauses.len == 1
                && number == 0
                && clause.conditions.len == 0
                && matches!(kind, ComprehensionKind::List | ComprehensionKind::Generator)
            {
                // A short list stays a list whose items are told apart.
                exact = self.known_items(st, &iterable).filter(|items| items.len() <= 8);
            }
            if let Some(items) = exact.take() {
                let mut results = Vec::new();
                for item in items {
                    self.assign(st, clause.target, item);
                    results.push(self.eval(st, element));
                }
                let object = Obj {
                    kind: if kind == ComprehensionKind::List { Kind::List } else { Kind::Generator },
                    ..Obj::list(results)
                };
                return self.allocate(st, at.0, 0, object);
            }
            let item = self.iterate(st, &iterable, place);
            if item.is_bottom() {
                // Nothing to iterate over: an empty result.
                *st = before;
                let kind = match kind {
                    ComprehensionKind::List => Kind::List,
                    ComprehensionKind::Set => Kind::Set,
                    ComprehensionKind::Dict => Kind::Dict,
                    ComprehensionKind::Generator => Kind::Generator,
                };
                return self.allocate(st, at.0, 0, Obj::new(kind));
            }
            self.assign(st, clause.target, item);
            for condition in clause.conditions.range() {
                let condition = file.expr_lists[condition];
                self.eval(st, condition);
                if !st.dead {
                    self.refine(st, condition, true);
                }
            }
        }
        let mut object = Obj::new(match kind {
            ComprehensionKind::List => Kind::List,
            ComprehensionKind::Set => Kind::Set,
            ComprehensionKind::Dict => Kind::Dict,
            ComprehensionKind::Generator => Kind::Generator,
        });
        if !st.dead {
            let first = self.eval(st, element);
            match value {
                Some(value) => {
                    let value = self.eval(st, value);
                    object.keys.join(&first);
                    object.rest.join(&value);
                }
                None => object.rest.join(&first),
            }
        }
        self.join_states(st, before);
        self.allocate(st, at.0, 0, object)
    }

    /// What is stored under an index or key.
    pub fn subscript(&mut self, st: &mut State, base: &Value, index: &Value, at: ExprId) -> Value {
        if let Some(folded) = super::strings::fold_subscript(base, index) {
            return folded;
        }
        let mut result = Value::bottom();
        for atom in base.atoms() {
            let value = match atom {
                Atom::Tuple(items) => match (index.constant(), index.one()) {
                    (Some(Const::Int(number)), _) => {
                        index_of(items.len(), *number).map_or_else(Value::bottom, |at| items[at].clone())
                    }
                    (_, Some(Atom::Tuple(bounds))) => match slice_of(items.len(), bounds) {
                        Some(range) => Atom::Tuple(items[range].to_vec().into()).into(),
                        None => {
                            let mut object = Obj::new(Kind::List);
                            items.iter().for_each(|item| object.rest.join(item));
                            self.allocate(st, at.0, 1, object)
                        }
                    },
                    _ => items.iter().fold(Value::bottom(), |all, item| all.joined(item)),
                },
                Atom::Object(id) => self.subscript_object(st, *id, index, at),
                Atom::Const(Const::Str(_) | Const::Bytes(_)) => self.any_string(Taint::CLEAN),
                Atom::Instance(item, _) if self.known.is_text(*item) => {
                    if matches!(index.one(), Some(Atom::Tuple(_))) {
                        Value::from(atom.clone())
                    } else {
                        self.any_string(Taint::CLEAN)
                    }
                }
                Atom::Instance(item, arguments) => {
                    let receiver = Value { atoms: crate::value::Atoms::One(atom.clone()), ..base.clone() };
                    self.item_subscript(st, *item, arguments, &receiver, index, at)
                }
                Atom::Class(_) | Atom::Item(_) => Value::from(atom.clone()),
                _ => Value::unknown(),
            };
            result.join(&value);
        }
        result.and_taint(&base.taint)
    }

    fn subscript_object(&mut self, st: &mut State, id: ObjId, index: &Value, at: ExprId) -> Value {
        let Some(object) = self.object_shared(st, id) else { return Value::unknown() };
        match &object.kind {
            Kind::Library(item) => {
                let receiver = Value::from(Atom::Object(id)).with_taint(object.taint.clone());
                let item = *item;
                // Read as the library has it, whatever was stored: the read itself is of interest.
                let value = self.item_subscript(st, item, &[], &receiver, index, at);
                return match key_of(index).and_then(|key| object.entry(&key).cloned()) {
                    Some(stored) => stored.and_taint(&value.taint),
                    None => value.joined(&object.rest),
                };
            }
            Kind::Instance(_) => {
                let receiver = Value::from(Atom::Object(id));
                let method = self.attribute(st, &receiver, stopple_program::known::GETITEM, at);
                if method.atoms().iter().any(|atom| matches!(atom, Atom::Bound(..))) {
                    return self.call_values(st, &method, vec![index.clone()], at);
                }
                return Value::unknown_with(object.taint.clone());
            }
            _ => {}
        }
        let value = if let Some(Atom::Tuple(bounds)) = index.one() {
            let mut slice = Obj::new(object.kind.clone());
            match object
                .items
                .as_ref()
                .and_then(|items| slice_of(items.len(), bounds).map(|range| items[range].to_vec()))
            {
                Some(items) => slice.items = Some(items),
                None => slice.rest = object.any_item(),
            }
            slice.taint.clone_from(&object.taint);
            self.allocate(st, at.0, 1, slice)
        } else if let Some(key) = key_of(index) {
            match (&object.items, &key) {
                (Some(items), Key::Int(number)) => {
                    index_of(items.len(), *number).map_or_else(Value::bottom, |at| items[at].clone())
                }
                _ => match object.entry(&key) {
                    Some(value) => value.clone(),
                    None if object.rest.is_bottom() && object.kind == Kind::Dict => Value::bottom(),
                    None => object.rest.clone(),
                },
            }
        } else {
            object.any_item()
        };
        let is_set =
            matches!(&object.kind, Kind::Dict) && key_of(index).is_some_and(|key| object.entry(&key).is_some());
        if is_set {
            // What was stored under a key stands there, whatever the rest of the object holds.
            return value;
        }
        if value.is_bottom() {
            // A key that is not there raises; what follows is not reached, but a wrong guess here must not hide it.
            return Value::unknown_with(object.taint.clone());
        }
        value.and_taint(&object.taint)
    }

    /// One item of an iteration; bottom if there is nothing to iterate over.
    pub fn iterate(&mut self, st: &mut State, value: &Value, place: Place) -> Value {
        let mut result = Value::bottom();
        for atom in value.atoms() {
            let item = match atom {
                Atom::Tuple(items) => items.iter().fold(Value::bottom(), |all, item| all.joined(item)),
                Atom::Object(id) => self.iterate_object(st, *id, place),
                Atom::Const(Const::Str(text)) => {
                    if text.is_empty() {
                        Value::bottom()
                    } else {
                        self.any_string(Taint::CLEAN)
                    }
                }
                Atom::Const(Const::None | Const::Bool(_)) => Value::bottom(),
                Atom::Instance(item, arguments) if !self.known.is_text(*item) => {
                    let receiver = Value { atoms: crate::value::Atoms::One(atom.clone()), ..value.clone() };
                    self.item_iterate(st, *item, arguments, &receiver, place)
                }
                Atom::Instance(..) => self.any_string(Taint::CLEAN),
                _ => Value::unknown(),
            };
            result.join(&item);
        }
        if result.is_bottom() { result } else { result.and_taint(&value.taint) }
    }

    fn iterate_object(&mut self, st: &mut State, id: ObjId, place: Place) -> Value {
        let Some(object) = self.object_shared(st, id) else { return Value::unknown() };
        let value = match &object.kind {
            Kind::Dict => {
                let mut keys = object.keys.clone();
                for (key, _) in &object.entries {
                    keys.join(&key_value(key));
                }
                if keys.is_bottom() && !object.rest.is_bottom() {
                    keys = self.any_string(Taint::CLEAN);
                }
                if keys.is_bottom() && !object.taint.is_clean() {
                    keys = self.any_string(Taint::CLEAN);
                }
                keys
            }
            Kind::Library(item) => {
                let receiver = Value::from(Atom::Object(id)).with_taint(object.taint.clone());
                let item = *item;
                self.item_iterate(st, item, &[], &receiver, place).joined(&object.rest)
            }
            Kind::Instance(_) => Value::unknown_with(object.taint.clone()),
            _ => object.any_item(),
        };
        if value.is_bottom() && !object.taint.is_clean() {
            return Value::unknown_with(object.taint.clone());
        }
        if value.is_bottom() { value } else { value.and_taint(&object.taint) }
    }

    /// The items of a tuple or list, if they are known one by one.
    pub fn known_items(&self, st: &State, value: &Value) -> Option<Vec<Value>> {
        match value.one()? {
            Atom::Tuple(items) => Some(items.iter().map(|item| item.clone().and_taint(&value.taint)).collect()),
            Atom::Object(id) => {
                let object = self.object(st, *id)?;
                if !matches!(object.kind, Kind::List | Kind::Set | Kind::Generator) || !object.rest.is_bottom() {
                    return None;
                }
                let items = object.items.as_ref()?;
                Some(items.iter().map(|item| item.clone().and_taint(&object.taint).and_taint(&value.taint)).collect())
            }
            _ => None,
        }
    }

    /// The text that `str()` makes of a value.
    pub fn stringify(&mut self, st: &mut State, value: &Value, place: Place) -> Value {
        if let Some(text) = super::strings::constant_text(value) {
            return Value::string(&text).with_taint(value.taint.clone());
        }
        if self.may_be_text(value) && value.atoms().len() == 1 {
            return value.clone();
        }
        // Instances of the project's classes say themselves what their text is.
        if let Some(Atom::Object(id)) = value.one()
            && let Some(object) = self.object_shared(st, *id)
            && let Kind::Instance(_) = object.kind
        {
            for name in [stopple_program::known::STR, stopple_program::known::REPR] {
                if let Some(text) = self.call_own_method(st, value, name, Vec::new(), place) {
                    return text;
                }
            }
        }
        if !value.atoms().is_empty() && value.atoms().iter().all(|atom| self.is_number_atom(atom)) {
            return self.any_string(value.taint.cleared(Concepts::ALL, place, Happening::Cleared(Concepts::ALL)));
        }
        let mut taint = self.deep_taint(st, value);
        if value.is_unknown() {
            // Whatever it was, it is text now, and no operator of a document database.
            let concepts = Self::concepts(&["nosql"]);
            taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
        }
        let mut text = self.any_string(taint);
        text.text.clone_from(&value.text);
        text
    }

    pub fn global(&mut self, st: &mut State, file: stopple_program::FileId, name: Symbol) -> Value {
        if let Some(value) = self.module_attribute(st, file, name) {
            return self.settle(st, value);
        }
        self.builtin_name(name).unwrap_or_else(Value::unknown)
    }
}

/// The key that a constant is.
pub(crate) fn key_of(value: &Value) -> Option<Key> {
    match value.constant()? {
        Const::Str(text) => Some(Key::Str(Arc::clone(text))),
        Const::Int(number) => Some(Key::Int(*number)),
        Const::Bool(truth) => Some(Key::Int(i64::from(*truth))),
        _ => None,
    }
}

/// The constant that a key is.
pub(crate) fn key_value(key: &Key) -> Value {
    match key {
        Key::Str(text) => Const::Str(Arc::clone(text)).into(),
        Key::Int(number) => Const::Int(*number).into(),
    }
}

/// Stores a value under a key that may not be known.
pub(crate) fn store_entry(object: &mut Obj, key: &Value, value: Value) {
    match key_of(key) {
        Some(known) => object.set_entry(known, value),
        None => {
            object.rest.join(&value);
            object.keys.join(key);
        }
    }
}

/// The position of a Python index in a sequence of that length.
pub(crate) fn index_of(length: usize, index: i64) -> Option<usize> {
    let length_signed = i64::try_from(length).ok()?;
    let at = if index < 0 { index + length_signed } else { index };
    usize::try_from(at).ok().filter(|at| *at < length)
}

/// The range of a Python slice without a step, if its bounds are constants.
pub(crate) fn slice_of(length: usize, bounds: &[Value]) -> Option<std::ops::Range<usize>> {
    let [lower, upper, step] = bounds else { return None };
    if !matches!(step.constant(), Some(Const::None | Const::Int(1))) {
        return None;
    }
    let bound = |value: &Value, default: usize| match value.constant() {
        Some(Const::None) => Some(default),
        Some(Const::Int(number)) if *number >= 0 => usize::try_from(*number).ok().map(|n| n.min(length)),
        Some(Const::Int(number)) => {
            Some(length.saturating_sub(usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX)))
        }
        _ => None,
    };
    let start = bound(lower, 0)?;
    let end = bound(upper, length)?;
    Some(start..end.max(start))
}
