//! `match`.

use super::{Interp, State};
use crate::outcome::Const;
use crate::taint::Happening;
use crate::value::{Atom, Atoms, Value};
use stopple_libraries::Concepts;
use stopple_syntax::hir::{ExprId, Pattern, PatternId, Run, Variable};

impl Interp<'_> {
    pub fn match_statement(&mut self, st: &mut State, subject: ExprId, cases: Run) {
        let file = self.hir();
        let value = self.eval(st, subject);
        let path = self.path_of(subject);
        let mut result = State { dead: true, ..State::default() };
        let mut remaining = value;
        for case in cases.range() {
            if st.dead {
                break;
            }
            let case = file.cases[case];
            let mut way = st.clone();
            let Some(narrowed) = self.match_pattern(&mut way, case.pattern, &remaining, subject) else { continue };
            if let Some(path) = &path
                && narrowed != remaining
            {
                self.poke(&mut way, path, narrowed);
            }
            let certain = case.guard.is_none() && self.always_matches(case.pattern, &remaining);
            if let Some(guard) = case.guard {
                self.eval(&mut way, guard);
                if !way.dead {
                    self.refine(&mut way, guard, true);
                }
            }
            if !way.dead {
                self.block(&mut way, case.body);
            }
            self.join_states(&mut result, way);
            if certain {
                st.dead = true;
                break;
            }
            if case.guard.is_none() {
                remaining = self.without(&remaining, case.pattern);
                if remaining.atoms().is_empty() {
                    st.dead = true;
                    break;
                }
            }
        }
        let fallen = std::mem::replace(st, result);
        self.join_states(st, fallen);
    }

    /// Binds what a pattern binds; `None` if it cannot match. Gives the subject as far as it matches.
    fn match_pattern(&mut self, st: &mut State, at: PatternId, value: &Value, subject: ExprId) -> Option<Value> {
        let file = self.hir();
        let place = self.place_of(subject);
        match file.patterns[at.0 as usize] {
            Pattern::Value(expr) => {
                let wanted = self.eval(st, expr);
                self.narrow(value, &wanted, place)
            }
            Pattern::Singleton(constant) => {
                let wanted: Value = self.constant(constant).into();
                self.narrow(value, &wanted, place)
            }
            Pattern::As { pattern, target } => {
                let narrowed = match pattern {
                    Some(pattern) => self.match_pattern(st, pattern, value, subject)?,
                    None => value.clone(),
                };
                self.bind(st, target, narrowed.clone());
                Some(narrowed)
            }
            Pattern::Or(patterns) => {
                let mut matched: Option<Value> = None;
                for pattern in patterns.range() {
                    let pattern = file.pattern_lists[pattern];
                    if let Some(narrowed) = self.match_pattern(st, pattern, value, subject) {
                        match &mut matched {
                            Some(own) => own.join(&narrowed),
                            none => *none = Some(narrowed),
                        }
                    }
                }
                matched
            }
            Pattern::Sequence(patterns) => {
                let patterns: Vec<PatternId> = patterns.range().map(|at| file.pattern_lists[at]).collect();
                let star = patterns.iter().position(|at| matches!(file.patterns[at.0 as usize], Pattern::Star(_)));
                let items = self.known_items(st, value);
                if let Some(items) = &items {
                    let fits =
                        if star.is_some() { items.len() + 1 >= patterns.len() } else { items.len() == patterns.len() };
                    if !fits {
                        return None;
                    }
                }
                let any = self.iterate(st, value, place);
                for (number, pattern) in patterns.iter().enumerate() {
                    let item = match (&items, star) {
                        (Some(items), None) => items[number].clone(),
                        (Some(items), Some(star)) if number < star => items[number].clone(),
                        (Some(items), Some(star)) if number > star => {
                            items[items.len() - (patterns.len() - number)].clone()
                        }
                        _ if any.is_bottom() => Value::unknown_with(value.taint.clone()),
                        _ => any.clone(),
                    };
                    if let Pattern::Star(target) = file.patterns[pattern.0 as usize] {
                        let mut list = crate::heap::Obj::new(crate::heap::Kind::List);
                        list.rest = item;
                        let list = self.allocate(st, subject.0, 0x100 + at.0, list);
                        self.bind(st, target, list);
                    } else {
                        self.match_pattern(st, *pattern, &item, subject)?;
                    }
                }
                Some(value.clone())
            }
            Pattern::Mapping { keys, patterns, rest } => {
                for (key, pattern) in keys.range().zip(patterns.range()) {
                    let key = self.eval(st, file.expr_lists[key]);
                    let item = self.subscript(st, value, &key, subject);
                    let pattern = file.pattern_lists[pattern];
                    self.match_pattern(st, pattern, &item, subject)?;
                }
                self.bind(st, rest, value.clone());
                Some(value.clone())
            }
            Pattern::Class { class, positional, keyword_names, keywords } => {
                let class = self.eval(st, class);
                let mut narrowed = value.clone();
                if let Some(Atom::Item(item)) = class.one()
                    && self.known.is_number(*item)
                {
                    narrowed = narrowed.cleared(Concepts::ALL, place, Happening::Guarded(Concepts::ALL));
                }
                for pattern in positional.range() {
                    let item = narrowed.clone();
                    let pattern = file.pattern_lists[pattern];
                    self.match_pattern(st, pattern, &item, subject)?;
                }
                for (name, pattern) in keyword_names.range().zip(keywords.range()) {
                    let name = self.symbol(file.keyword_names[name]);
                    let item = self.attribute(st, &narrowed, name, subject);
                    let pattern = file.pattern_lists[pattern];
                    self.match_pattern(st, pattern, &item, subject)?;
                }
                Some(narrowed)
            }
            Pattern::Star(target) => {
                self.bind(st, target, value.clone());
                Some(value.clone())
            }
        }
    }

    fn bind(&mut self, st: &mut State, target: Option<Variable>, value: Value) {
        if let Some(target) = target {
            self.store(st, target, value);
        }
    }

    /// The value as far as it equals a constant.
    fn narrow(&self, value: &Value, wanted: &Value, place: crate::outcome::Place) -> Option<Value> {
        if !wanted.is_constant() {
            return Some(value.clone());
        }
        let possible =
            value.atoms().iter().any(|atom| !matches!(atom, Atom::Const(_)) || wanted.atoms().contains(atom));
        if !possible {
            return None;
        }
        let mut narrowed = value.clone().cleared(Concepts::ALL, place, Happening::Guarded(Concepts::ALL));
        narrowed.atoms = wanted.atoms.clone();
        narrowed.text = None;
        Some(narrowed)
    }

    fn always_matches(&self, at: PatternId, value: &Value) -> bool {
        let file = self.hir();
        match file.patterns[at.0 as usize] {
            Pattern::As { pattern: None, .. } => true,
            Pattern::As { pattern: Some(pattern), .. } => self.always_matches(pattern, value),
            Pattern::Or(patterns) => patterns.range().any(|at| self.always_matches(file.pattern_lists[at], value)),
            Pattern::Value(expr) => match file.exprs[expr.0 as usize] {
                stopple_syntax::hir::Expr::Constant(constant) => value.constant() == Some(&self.constant(constant)),
                _ => false,
            },
            Pattern::Singleton(constant) => value.constant() == Some(&self.constant(constant)),
            _ => false,
        }
    }

    /// What is left of a value after a pattern of constants did not match.
    fn without(&self, value: &Value, at: PatternId) -> Value {
        let file = self.hir();
        let mut excluded: Vec<Const> = Vec::new();
        let mut todo = vec![at];
        while let Some(at) = todo.pop() {
            match file.patterns[at.0 as usize] {
                Pattern::Value(expr) => {
                    if let stopple_syntax::hir::Expr::Constant(constant) = file.exprs[expr.0 as usize] {
                        excluded.push(self.constant(constant));
                    }
                }
                Pattern::Singleton(constant) => excluded.push(self.constant(constant)),
                Pattern::Or(patterns) => todo.extend(patterns.range().map(|at| file.pattern_lists[at])),
                _ => {}
            }
        }
        let mut left = Value { atoms: Atoms::None, ..value.clone() };
        for atom in value.atoms() {
            if !matches!(atom, Atom::Const(constant) if excluded.contains(constant)) {
                left.add(atom);
            }
        }
        left
    }
}
