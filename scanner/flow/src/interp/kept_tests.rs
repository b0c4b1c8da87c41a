//! Tests that are kept in a variable, and tests over the letters of a text.

use super::{Interp, State};
use crate::guards::Path;
use crate::outcome::Const;
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Implication, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Argument, CompareOp, Expr, ExprId, Run, UnaryOp, Variable};

/// More variables than these are not looked at.
pub(super) const MOST_VARIABLES: usize = 32;

impl Interp<'_> {
    /// `fine = name in ALLOWED`: what the truth of `fine` will say about `name`.
    pub(super) fn keep_test(&mut self, st: &State, test: ExprId, value: &mut Value) {
        let is_test = matches!(
            self.hir().exprs[test.0 as usize],
            Expr::Compare { .. }
                | Expr::BoolOp { .. }
                | Expr::Call { .. }
                | Expr::Conditional { .. }
                | Expr::Unary { op: UnaryOp::Not, .. }
        );
        if st.dead || !is_test || value.implies.is_some() || self.truth(st, value).is_some() {
            return;
        }
        let watched: Vec<usize> = (0..st.slots.len()).filter(|at| !self.held(st, &st.slots[*at]).is_clean()).collect();
        if watched.is_empty() || watched.len() > MOST_VARIABLES {
            return;
        }
        let assume = |own: &mut Self, truth: bool| {
            let mut assumed = st.clone();
            own.quietly(|own| own.refine(&mut assumed, test, truth));
            assumed
        };
        let (if_true, if_false) = (assume(self, true), assume(self, false));
        let of = |own: &Self, assumed: &State, at: usize| {
            let before = own.held(st, &st.slots[at]);
            if assumed.dead { Concepts::ALL } else { gained(&before, &own.held(assumed, &assumed.slots[at])) }
        };
        let mut implications = Vec::new();
        for at in watched {
            let (when_true, when_false) = (of(self, &if_true, at), of(self, &if_false, at));
            if when_true != when_false {
                let root = Variable::Slot(u32::try_from(at).unwrap_or(u32::MAX));
                let path = Some(Path { root, steps: Vec::new() });
                let value = st.slots[at].clone().with_taint(self.held(st, &st.slots[at]));
                implications.push(Implication { path, value, when_true, when_false, inside: None });
            }
        }
        if !implications.is_empty() {
            value.implies = Some(Arc::new(implications));
        }
    }

    /// `all(letter in SAFE for letter in text)` if true, `any(letter not in SAFE for letter in text)` if not: the text
    /// is made of those letters.
    pub(super) fn refine_letters(&mut self, st: &mut State, arguments: Run, every: bool, place: crate::outcome::Place) {
        let file = self.hir();
        let Some(Argument::Positional(argument)) = arguments.range().next().map(|at| file.arguments[at]) else {
            return;
        };
        let Expr::Comprehension { element, clauses, .. } = file.exprs[argument.0 as usize] else { return };
        let Some(clause) = clauses.range().next().map(|at| file.clauses[at]).filter(|_| clauses.len == 1) else {
            return;
        };
        let Expr::Var(letter) = file.exprs[clause.target.0 as usize] else { return };
        if clause.conditions.len > 0 {
            return;
        }
        if let Some(letters) = self.letters_by(st, element, letter, every, 0) {
            self.clear_path(st, clause.iter, letters.harmless_for(), place);
        } else if every && self.is_number_test(st, element, letter) {
            self.clear_path(st, clause.iter, Concepts::ALL, place);
        } else if !every {
            self.refine_without_letters(st, element, letter, clause.iter, place);
        }
    }

    /// `any(letter in "\r\n" for letter in text)`, `any(letter in text for letter in "\r\n")` that did not hold: the text is
    /// without all of these.
    fn refine_without_letters(
        &mut self,
        st: &mut State,
        test: ExprId,
        letter: Variable,
        iter: ExprId,
        place: crate::outcome::Place,
    ) {
        let file = self.hir();
        let Expr::Compare { op: CompareOp::In, left, right } = file.exprs[test.0 as usize] else { return };
        if !matches!(file.exprs[left.0 as usize], Expr::Var(variable) if variable == letter) {
            return;
        }
        for (text, letters) in [(iter, right), (right, iter)] {
            let letters = self.recall(st, letters);
            let Some(Atom::Const(Const::Str(letters))) = letters.one() else { continue };
            let lacks = |marks: &str| marks.chars().all(|mark| letters.contains(mark));
            self.clear_path(st, text, super::alphabets::harmless_without(lacks, true), place);
        }
    }

    /// `isinstance(item, int)`
    fn is_number_test(&mut self, st: &mut State, test: ExprId, item: Variable) -> bool {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[test.0 as usize] else { return false };
        let Expr::Var(Variable::Global(name)) = file.exprs[callee.0 as usize] else { return false };
        let (Some(subject), Some(class)) = (self.argument_expr(arguments, 0, ""), self.argument_expr(arguments, 1, ""))
        else {
            return false;
        };
        let is_item = matches!(file.exprs[subject.0 as usize], Expr::Var(variable) if variable == item);
        let class = self.recall(st, class);
        let is_number = matches!(class.one(), Some(Atom::Item(class)) if self.known.is_number(*class));
        &*file.names[name.0 as usize] == "isinstance" && is_item && is_number
    }

    /// For what a text is harmless whose letters are all in a collection.
    pub(super) fn letters_harmless_for(&self, st: &State, letters: &Value) -> Option<Concepts> {
        self.letters_of(st, letters).map(|letters| letters.harmless_for())
    }

    /// `re.search(r"[^a-z]", text)` found nothing: the text is made of what the class leaves out.
    pub(super) fn refine_unfound(
        &mut self,
        st: &mut State,
        item: stopple_libraries::ItemId,
        callee: ExprId,
        arguments: Run,
        place: crate::outcome::Place,
    ) {
        let is_method = match &*self.catalog.item(item).path {
            "re.search" => false,
            "re.Pattern.search" => true,
            _ => return,
        };
        let file = self.hir();
        let (pattern, text) = if is_method {
            let Expr::Attribute { base, .. } = file.exprs[callee.0 as usize] else { return };
            (Some(base), self.argument_expr(arguments, 0, "string"))
        } else {
            (self.argument_expr(arguments, 0, "pattern"), self.argument_expr(arguments, 1, "string"))
        };
        let (Some(pattern), Some(text)) = (pattern, text) else { return };
        let value = self.recall(st, pattern);
        let Some(pattern) = value.as_str().cloned().or_else(|| self.pattern_of(st, &value)) else { return };
        let pattern = pattern.trim_end_matches('+');
        let left_out = match pattern.strip_prefix("[^").and_then(|rest| rest.strip_suffix(']')) {
            Some(inside) if !inside.contains(']') => format!("[{inside}]"),
            _ if pattern == r"\W" => r"\w".to_owned(),
            _ if pattern == r"\D" => r"\d".to_owned(),
            _ => return,
        };
        if super::strings::is_narrow(&left_out) {
            self.clear_path(st, text, Concepts::ALL, place);
        }
    }

    /// `any(path.startswith(folder) for folder in FOLDERS)`: one of the tests came out true, whichever.
    pub(super) fn refine_any(&mut self, st: &mut State, arguments: Run, place: crate::outcome::Place) {
        let file = self.hir();
        let Some(Argument::Positional(argument)) = arguments.range().next().map(|at| file.arguments[at]) else {
            return;
        };
        if let Expr::Comprehension { element, .. } = file.exprs[argument.0 as usize] {
            self.refine_one_of(st, element, place, 0);
        }
    }

    /// What a test says where it is known to hold for one item, and not for which.
    fn refine_one_of(&mut self, st: &mut State, test: ExprId, place: crate::outcome::Place, depth: u32) {
        let file = self.hir();
        match file.exprs[test.0 as usize] {
            Expr::BoolOp { is_and: true, operands } if depth < 6 => {
                for at in operands.range() {
                    self.refine_one_of(st, file.expr_lists[at], place, depth + 1);
                }
            }
            // As good as `value in [...]`.
            Expr::Compare { op: CompareOp::Eq, left, right } => {
                for (side, other) in [(left, right), (right, left)] {
                    let (value, other) = (self.recall(st, side), self.recall(st, other));
                    if !value.taint.is_clean() && self.is_own(st, &other) {
                        self.clear_path(st, side, Concepts::ALL, place);
                    }
                }
            }
            Expr::Compare { op: CompareOp::In, left, right } => {
                self.refine_comparison(st, CompareOp::In, left, right, true, test);
            }
            Expr::Call { callee, arguments } => {
                if let Some(found) = self.frame_tests(test) {
                    self.apply_implications(st, &found, true, test);
                }
                match file.exprs[callee.0 as usize] {
                    Expr::Attribute { base, name, .. }
                        if self.program.names.text(self.symbol(name)) == "startswith" =>
                    {
                        let value = self.recall(st, base);
                        if self.is_without_dots(st, &value) {
                            self.clear_normal(st, base, place);
                        }
                    }
                    Expr::Attribute { .. } | Expr::Var(_) => self.refine_call(st, test, callee, arguments, true),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// The letters for which a test comes out as wanted.
    fn letters_by(
        &mut self,
        st: &mut State,
        test: ExprId,
        letter: Variable,
        wanted: bool,
        depth: u32,
    ) -> Option<Letters> {
        if depth > 6 {
            return None;
        }
        let file = self.hir();
        let is_letter = |at: ExprId| matches!(file.exprs[at.0 as usize], Expr::Var(variable) if variable == letter);
        match file.exprs[test.0 as usize] {
            Expr::Unary { op: UnaryOp::Not, operand } => self.letters_by(st, operand, letter, !wanted, depth + 1),
            Expr::BoolOp { is_and, operands } => {
                let parts: Vec<ExprId> = operands.range().map(|at| file.expr_lists[at]).collect();
                let mut all = Letters::default();
                for part in parts {
                    match (self.letters_by(st, part, letter, wanted, depth + 1), is_and == wanted) {
                        // Every part holds, so each says enough.
                        (Some(letters), true) => return Some(letters),
                        (None, true) => {}
                        (Some(letters), false) => all.add(letters),
                        (None, false) => return None,
                    }
                }
                (is_and != wanted).then_some(all)
            }
            Expr::Compare { op, left, right } if is_letter(left) => {
                let positive = match op {
                    CompareOp::In | CompareOp::Eq => true,
                    CompareOp::NotIn | CompareOp::NotEq => false,
                    _ => return None,
                };
                if positive != wanted {
                    return None;
                }
                let value = self.recall(st, right);
                self.letters_of(st, &value)
            }
            Expr::Call { callee, arguments } if arguments.len == 0 && wanted => {
                let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] else { return None };
                let is_word = matches!(
                    self.program.names.text(self.symbol(name)),
                    "isalnum" | "isalpha" | "isdigit" | "isdecimal" | "isnumeric"
                );
                (is_letter(base) && is_word).then(|| Letters { words: true, others: Vec::new() })
            }
            _ => None,
        }
    }

    fn letters_of(&self, st: &State, value: &Value) -> Option<Letters> {
        let texts: Vec<Arc<str>> = match value.one()? {
            Atom::Const(Const::Str(text)) => vec![Arc::clone(text)],
            _ => self.known_items(st, value)?.iter().map(|item| item.as_str().cloned()).collect::<Option<_>>()?,
        };
        let mut letters = Letters::default();
        for letter in texts.iter().flat_map(|text| text.chars()) {
            if letter.is_alphabetic() || letter == '_' {
                letters.words = true;
            } else if !letter.is_numeric() {
                letters.others.push(letter);
            }
        }
        Some(letters)
    }
}

/// The letters that a text is made of; digits always may be.
#[derive(Debug, Default)]
struct Letters {
    /// Letters of words.
    words: bool,
    /// Everything else.
    others: Vec<char>,
}

impl Letters {
    fn add(&mut self, other: Self) {
        self.words |= other.words;
        self.others.extend(other.others);
    }

    /// For what a text of these letters can do no harm.
    fn harmless_for(&self) -> Concepts {
        super::alphabets::harmless_without(
            |marks| !self.others.iter().any(|letter| marks.contains(*letter)),
            self.words,
        )
    }
}

/// For what data became harmless between two places: that of every label, or all where a label is gone. Some of it may have
/// been harmless for that before.
pub(super) fn gained(before: &Taint, after: &Taint) -> Concepts {
    let (mut all, mut known) = (Concepts::ALL, Concepts::ALL);
    for label in before.labels() {
        let now = after.labels().iter().find(|other| other.origin == label.origin);
        all = all.common(now.map_or(Concepts::ALL, |now| now.cleared));
        known = known.common(label.cleared);
    }
    if before.is_clean() { all } else { Concepts(all.0 & !known.0) }
}

/// The same where the parameter was changed before it was checked (`url = url.strip()`): what a check of the host says about
/// the changed text holds for the text itself, and nothing else does. Text that was put together leads elsewhere.
pub(super) fn gained_by_checks(before: &Taint, after: &Taint) -> Concepts {
    let address = Interp::concepts(super::parsed_addresses::SETTLED);
    let mut all = address;
    for label in before.labels() {
        let Some(now) = after.labels().iter().find(|other| other.origin == label.origin) else { return Concepts::NONE };
        let known = label.trail.as_ref().map_or(0, |trail| trail.length);
        let mut checked = Concepts::NONE;
        let mut at = now.trail.as_deref();
        while let Some(step) = at.filter(|step| step.length > known) {
            match step.happening {
                Happening::Guarded(concepts) => checked = checked.and(concepts),
                Happening::Combined => return Concepts::NONE,
                _ => {}
            }
            at = step.before.as_deref();
        }
        all = all.common(checked).common(Concepts(now.cleared.0 & !label.cleared.0));
    }
    all
}
