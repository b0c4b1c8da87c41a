//! Expressions. (long because every kind of expression is one arm of the same walk)

use super::{Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Label, Origin, Taint};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{self, BinaryOp, ComprehensionKind, Constant, Expr, ExprId, Run, UnaryOp};

/// Where less stack than this is left, the walk goes on with a new piece of this size.
pub(super) const RED_ZONE: usize = 128 << 10;
pub(super) const STACK: usize = 4 << 20;

impl Interp<'_> {
    /// The value of an expression.
    pub fn eval(&mut self, st: &mut State, at: ExprId) -> Value {
        // Sums of ten thousand terms nest ten thousand deep.
        stacker::maybe_grow(RED_ZONE, STACK, || self.eval_here(st, at))
    }

    pub(super) fn eval_here(&mut self, st: &mut State, at: ExprId) -> Value {
        if st.dead {
            return Value::bottom();
        }
        if self.exhausted() {
            return Value::unknown();
        }
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Constant(constant) => self.constant(constant).into(),
            Expr::Var(variable) => {
                let value = self.load(st, variable);
                self.behind_proxy(st, value, at)
            }
            Expr::Attribute { base, name, .. } => {
                let base_value = self.eval(st, base);
                let name = self.symbol(name);
                let value = self.attribute(st, &base_value, name, at);
                let value = self.behind_proxy(st, value, at);
                let value = self.widen_read(value, base, at);
                self.as_checked(st, value, at)
            }
            Expr::Subscript { base, index } => {
                if let Some(module) = self.own_module(base, index) {
                    return module;
                }
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
                if matches!(op, hir::CompareOp::In | hir::CompareOp::NotIn) {
                    self.note_look(st, &right_value, at);
                }
                self.compare(st, op, &left_value, &right_value)
            }
            Expr::BoolOp { is_and, operands } => self.bool_op(st, is_and, operands),
            Expr::Conditional { test, then, otherwise } => {
                let value = self.eval(st, test);
                match self.truth(st, &value) {
                    // A branch that cannot be taken carries nothing.
                    Some(true) => return self.eval(st, then),
                    Some(false) => return self.eval(st, otherwise),
                    None => {}
                }
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
                    Err((first, rest)) => {
                        let mut object = Obj::list(first);
                        object.blur_end();
                        object.rest.join(&rest);
                        self.allocate(st, at.0, 0, object)
                    }
                }
            }
            Expr::List { items } => {
                let object = match self.display_items(st, items) {
                    Ok(items) => Obj::list(items),
                    Err((first, rest)) => {
                        let mut object = Obj::list(first);
                        object.blur_end();
                        object.rest.join(&rest);
                        object
                    }
                };
                self.allocate(st, at.0, 0, object)
            }
            Expr::Set { items } => {
                let mut object = Obj::new(Kind::Set);
                match self.display_items(st, items) {
                    Ok(items) => object.items = Some(items),
                    Err((_, rest)) => object.rest = rest,
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

    /// A read that goes on (`request.args` to `request.args["id"]`) is one read: its origin is the whole expression.
    pub fn widen_read(&mut self, mut value: Value, base: ExprId, whole: ExprId) -> Value {
        if value.taint.is_clean() {
            return value;
        }
        let base = self.place_of(base);
        let whole = self.place_of(whole);
        // What went another way since, through a property for one, was read before.
        let applies = |label: &Label| label.origin.place == base && label.is_just_read();
        if value.taint.labels().iter().any(applies) {
            value.taint = value.taint.map(|label| if applies(label) { label.read_at(whole) } else { label.clone() });
            let scope = self.frame().scope;
            for label in value.taint.labels() {
                let Origin { kind, place } = label.origin;
                if place == whole {
                    self.out.reads.retain(|(s, k, p)| !(*s == scope && *k == kind && *p == base));
                    self.note_read(scope, kind, place);
                }
            }
        }
        value
    }

    /// The items of a display; starred parts whose items are not known make the whole a rest, beside those that come first.
    pub(super) fn display_items(&mut self, st: &mut State, run: Run) -> Result<Vec<Value>, (Vec<Value>, Value)> {
        let file = self.hir();
        let mut items = Vec::with_capacity(run.len as usize);
        let mut first: Option<usize> = None;
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
                        first.get_or_insert(items.len());
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
                items.truncate(first.unwrap_or_default());
                Err((items, rest))
            }
        }
    }

    pub(super) fn dict_display(&mut self, st: &mut State, entries: Run, at: ExprId) -> Value {
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
                        let unnamed = other.rest.clone().and_taint(&other.taint).and_taint(&from.taint);
                        overlay(into, &unnamed, &other);
                        for (key, value) in &other.entries {
                            into.set_entry(key.clone(), value.clone());
                        }
                        into.rest.join(&other.rest);
                        into.keys.join(&other.keys);
                        into.taint.join(&other.taint);
                    }
                }
                _ => {
                    let unnamed = Value::unknown_with(from.taint.clone());
                    overlay(into, &unnamed, &Obj::new(Kind::Dict));
                    into.rest.join(&unnamed);
                }
            }
        }
    }

    pub(super) fn bool_op(&mut self, st: &mut State, is_and: bool, operands: Run) -> Value {
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

    pub(super) fn unary(&mut self, st: &State, op: UnaryOp, value: &Value) -> Value {
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
                                    inside: one.inside.map(|truth| !truth),
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
        if op == BinaryOp::Mult
            && let Some(repeated) = self.repeat_sequence(st, left, right, at)
        {
            return repeated;
        }
        if op == BinaryOp::BitOr {
            let is_dict = |side: &Value| self.is_kind(st, side, &Kind::Dict);
            if is_dict(left) && (is_dict(right) || !right.taint.is_clean()) {
                let mut object = Obj::new(Kind::Dict);
                self.merge_mapping(st, &mut object, left);
                self.merge_mapping(st, &mut object, right);
                return self.allocate(st, at.0, 0, object);
            }
        }
        if op == BinaryOp::BitAnd {
            // What both have is in the one whose items are all known, and harmless.
            let is_known = |side: &Value| {
                let items = if self.is_kind(st, side, &Kind::Set) { self.known_items(st, side) } else { None };
                items.is_some_and(|items| items.iter().all(|item| item.is_constant() && item.taint.is_clean()))
            };
            if let Some(side) = [left, right].into_iter().find(|side| is_known(side)) {
                return side.clone();
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
            let parts = [left, right].map(|part| part.clone().with_taint(self.deep_taint(st, part)));
            return self.text_of(&parts, self.data_of(&parts, place));
        }
        let numeric =
            |value: &Value| value.atoms().iter().all(|atom| self.is_number_atom(atom)) && !value.atoms().is_empty();
        if numeric(left) && (numeric(right) || op != BinaryOp::Mult) {
            return self.number(taint.split_guessed().0);
        }
        // A text from which a number is taken, or to which one is added, raises.
        if numeric(right) && left.is_unknown() && matches!(op, BinaryOp::Add | BinaryOp::Sub) {
            return self.number(taint.split_guessed().0);
        }
        Value::unknown_with(super::segments::no_last_part(&taint))
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
        matches!(value.one(), Some(Atom::Object(id)) if self.object_kind(st, *id) == Some(kind))
    }

    pub(super) fn f_string(&mut self, st: &mut State, parts: Run, at: ExprId) -> Value {
        let file = self.hir();
        let mut values = Vec::with_capacity(parts.len as usize);
        for part in parts.range() {
            match file.parts[part] {
                hir::Part::Literal(text) => values.push(Value::string(&file.strings[text.0 as usize])),
                hir::Part::Hole { value, conversion, format } => {
                    let place = self.place_of(value);
                    let value = self.eval(st, value);
                    let own = if conversion.is_none() { self.own_format(st, &value, format, at) } else { None };
                    if let Some(own) = own {
                        let text = self.stringify(st, &own, place);
                        values.push(text);
                        continue;
                    }
                    let mut text = self.stringify(st, &value, place);
                    if format.len > 0 {
                        let numeric = file.parts[format.range()].iter().any(|part| {
                            matches!(part, hir::Part::Literal(text) if file.strings[text.0 as usize].ends_with(['d', 'f', 'x', 'X', 'e', 'g', 'n', 'o', 'b', '%']))
                        });
                        let formatted = self.f_string(st, format, at);
                        let mut taint = text.taint.joined(&formatted.taint);
                        if numeric {
                            // A numeric format of a string raises, so what comes out is a number.
                            taint = value.taint.split_guessed().0;
                        }
                        text = self.any_string(taint);
                    } else if matches!(conversion, Some('r' | 'a')) {
                        text = self.represented(text, place);
                    }
                    values.push(text);
                }
            }
        }
        let taint = self.data_of(&values, self.place_of(at));
        self.text_of(&values, taint)
    }

    /// `f"{thing:spec}"` where the class of the thing says itself what that gives (`__format__`).
    fn own_format(&mut self, st: &mut State, value: &Value, format: Run, at: ExprId) -> Option<Value> {
        let class = self.class_of(st, value)?;
        let name = self.program.names.get("__format__")?;
        self.own_attribute(st, class, name)?;
        let spec = if format.len > 0 { self.f_string(st, format, at) } else { Value::string("") };
        self.call_own_method(st, value, name, vec![spec], self.place_of(at))
    }

    /// What `repr` makes of a text: line breaks are written as escapes, and it is one literal of the language.
    pub fn represented(&self, text: Value, place: Place) -> Value {
        let concepts = Self::concepts(&["log", "header", "mail-header", "code"]);
        self.any_string(text.taint.cleared(concepts, place, Happening::Cleared(concepts)))
    }

    pub(super) fn comprehension(
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
            if clauses.len == 1 && number == 0 && clause.conditions.len == 0 && !matches!(kind, ComprehensionKind::Set)
            {
                // A short list stays a list whose items are told apart.
                exact = self.known_items(st, &iterable).filter(|items| items.len() <= 8);
            }
            if let Some(items) = exact.take() {
                if let Some(value) = value {
                    return self.mapped_one_by_one(st, items, clause.target, (element, value), at);
                }
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
            if clauses.len == 1
                && let Some(chosen) =
                    self.chosen_one_by_one(st, clause, &iterable, (element, value), (kind_of(kind), at))
            {
                return chosen;
            }
            let item = self.iterate(st, &iterable, place);
            if item.is_bottom() {
                // Nothing to iterate over: an empty result.
                *st = before;
                return self.allocate(st, at.0, 0, Obj::new(kind_of(kind)));
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
        let mut object = Obj::new(kind_of(kind));
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

    /// `{name: rows(name) for name in ("camera", "mount")}`: a mapping whose keys are known as far as what is gone over is.
    fn mapped_one_by_one(
        &mut self,
        st: &mut State,
        items: Vec<Value>,
        target: ExprId,
        (key, value): (ExprId, ExprId),
        at: ExprId,
    ) -> Value {
        let mut mapping = Obj::new(Kind::Dict);
        for item in items {
            self.assign(st, target, item);
            let (key, value) = (self.eval(st, key), self.eval(st, value));
            match key_of(&key) {
                Some(known) => mapping.set_entry(known, value),
                None => {
                    mapping.keys.join(&key);
                    mapping.rest.join(&value);
                }
            }
        }
        self.allocate(st, at.0, 0, mapping)
    }

    /// The text of a value that may be an instance of a class of the project, or else something other: each says its own.
    fn each_as_text(&mut self, st: &mut State, value: &Value, place: Place) -> Value {
        let (mut text, mut others) = (Value::bottom(), Value::bottom());
        for atom in value.atoms() {
            let single = Value { atoms: crate::value::Atoms::One(atom.clone()), ..value.clone() };
            let is_instance =
                matches!(atom, Atom::Object(id) if matches!(self.object_kind(st, *id), Some(Kind::Instance(_))));
            if is_instance { text.join(&self.stringify(st, &single, place)) } else { others.add(atom) }
        }
        if !others.is_bottom() {
            let others = Value { atoms: others.atoms, ..value.clone() };
            text.join(&self.stringify(st, &others, place));
        }
        text
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
        let says_itself = |atom: &Atom| matches!(atom, Atom::Object(id) if matches!(self.object_kind(st, *id), Some(Kind::Instance(_))));
        if value.atoms().len() > 1 && value.atoms().iter().any(says_itself) {
            return self.each_as_text(st, value, place);
        }
        if !value.atoms().is_empty() && value.atoms().iter().all(|atom| self.is_number_atom(atom)) {
            return self.any_string(value.taint.cleared(Concepts::ALL, place, Happening::Cleared(Concepts::ALL)));
        }
        let mut taint = self.taint_as_text(st, value, place);
        if value.is_unknown() {
            // Whatever it was, it is text now, and no operator of a document database.
            let concepts = Self::concepts(&["nosql"]);
            taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
        }
        let mut text = self.any_string(taint);
        text.text.clone_from(&value.text);
        text
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

/// What a comprehension makes.
fn kind_of(kind: ComprehensionKind) -> Kind {
    match kind {
        ComprehensionKind::List => Kind::List,
        ComprehensionKind::Set => Kind::Set,
        ComprehensionKind::Dict => Kind::Dict,
        ComprehensionKind::Generator => Kind::Generator,
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

/// Data whose keys are not known may stand under any key that is there already, but for those that come anew.
fn overlay(into: &mut Obj, unnamed: &Value, from: &Obj) {
    if unnamed.taint.is_clean() {
        return;
    }
    for (key, value) in &mut into.entries {
        if from.entry(key).is_none() {
            value.join(unnamed);
        }
    }
}
