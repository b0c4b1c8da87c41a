//! What calls prove that are made for their answer, or only for that they come back: predicates of `filter`, demands
//! (`require(name in ALLOWED)`), functions that check one value and raise for all others.

use super::call::Arguments;
use super::kept_tests::{gained, gained_by_checks};
use super::{Interp, State};
use crate::outcome::Const;
use crate::value::{Atom, Method, Value};
use std::hash::BuildHasher;
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_libraries::model::{ItemKind, Note};
use stopple_syntax::hir::{Expr, ExprId, Scope};

impl Interp<'_> {
    /// `name.replace("-", "").isalnum()` says it about `name`, but for the signs that were taken out; gives that, and what it proves.
    pub(super) fn beside_signs(&mut self, st: &mut State, test: ExprId) -> (ExprId, Concepts) {
        let (mut at, mut proved) = (test, Concepts::ALL);
        while let Some((base, sign)) = self.taken_out(st, at) {
            let harms: &[&str] = match &*sign {
                "-" | "_" => &[],
                "." => &["path-read", "path-write", "archive", "up", "dots", "upload", "url", "redirect"],
                " " => &["sql", "sql-identifier", "code", "shell"],
                _ => return (test, Concepts::ALL),
            };
            proved = Concepts(proved.0 & !Self::concepts(harms).0);
            at = base;
        }
        (at, proved)
    }

    /// What a constant text is taken out of by a call, and that text.
    fn taken_out(&mut self, st: &mut State, at: ExprId) -> Option<(ExprId, Arc<str>)> {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[at.0 as usize] else { return None };
        let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] else { return None };
        if self.program.names.text(self.symbol(name)) != "replace" {
            return None;
        }
        let (sign, put) = (self.argument_expr(arguments, 0, "old")?, self.argument_expr(arguments, 1, "new")?);
        let (sign, put) = (self.recall(st, sign), self.recall(st, put));
        (put.as_str().is_some_and(|text| text.is_empty()))
            .then(|| sign.as_str().cloned())
            .flatten()
            .map(|sign| (base, sign))
    }

    /// `may_read(path) is False`, `fits(name) == True`: what a test says if it is compared with a truth value.
    pub(super) fn refine_boolean(
        &mut self,
        st: &mut State,
        test: ExprId,
        (value, other): (&Value, &Value),
        truth: bool,
    ) {
        let Some(Const::Bool(wanted)) = other.constant() else { return };
        // What is not `False` may still be nothing.
        let is_boolean = |value: &Value| value.atoms().iter().all(|atom| matches!(atom, Atom::Const(Const::Bool(_))));
        if truth || is_boolean(value) {
            self.refine(st, test, *wanted == truth);
        }
    }

    /// Whether a value is the answer of a test that may come out either way.
    pub(super) fn is_answer(&self, value: &Value) -> bool {
        value.implies.is_some()
            || value.taint.is_clean()
                && value.atoms().len() == 2
                && value.atoms().iter().all(|atom| matches!(atom, Atom::Const(Const::Bool(_))))
    }

    /// Where a function came back only because an argument was true (or false), the caller's test came out so.
    pub(super) fn apply_demands(
        &mut self,
        st: &mut State,
        scope: &Scope,
        exprs: &[Option<ExprId>],
        values: &[Value],
        exits: [&Option<Vec<Value>>; 2],
    ) {
        for (number, (param, expr)) in scope.params.iter().zip(exprs).enumerate() {
            let (Some(expr), Some(value)) = (expr, values.get(number)) else { continue };
            if param.reassigned || !self.is_answer(value) || !self.argument_is_here(*expr) {
                continue;
            }
            let mut answers = exits.iter().filter_map(|exit| {
                let value = exit.as_ref()?.get(number)?;
                Some(self.truth(st, value))
            });
            let Some(Some(truth)) = answers.next() else { continue };
            if answers.all(|other| other == Some(truth)) {
                self.refine(st, *expr, truth);
            }
        }
    }

    /// For what the items are harmless that `filter` keeps with a function.
    pub(super) fn proved_of_kept(&mut self, st: &State, function: &Value, item: &Value, at: ExprId) -> Concepts {
        if item.taint.is_clean() {
            return Concepts::NONE;
        }
        match function.one() {
            // `filter(COLUMNS.__contains__, names)`
            Some(Atom::Bound(collection, method)) if self.is_membership(method) => {
                let is_known = !collection.is_unknown() && self.is_trusted_collection(st, collection);
                if is_known { Concepts::ALL } else { Concepts::NONE }
            }
            Some(Atom::Function(_) | Atom::Bound(_, Method::Function(_))) => {
                self.proved_by_return(st, function, vec![item.clone()], 0, Some(true), at)
            }
            // `filter(str.isdigit, numbers)`, `filter(SLUG.fullmatch, names)`
            Some(Atom::Item(item)) => self.proved_by_item(st, *item, None),
            Some(Atom::Bound(receiver, Method::Item(item))) => self.proved_by_item(st, *item, Some(receiver)),
            _ => Concepts::NONE,
        }
    }

    fn is_membership(&self, method: &Method) -> bool {
        match method {
            Method::Builtin(name) | Method::Unknown(name) => self.program.names.text(*name) == "__contains__",
            Method::Item(item) => self.catalog.item(*item).path.ends_with(".__contains__"),
            Method::Function(_) => false,
        }
    }

    /// What a check of the library says of the one thing that it is called with, if it comes out true.
    fn proved_by_item(&self, st: &State, item: stopple_libraries::ItemId, receiver: Option<&Arc<Value>>) -> Concepts {
        let path = &*self.catalog.item(item).path;
        if let (Some(receiver), "re.Pattern.fullmatch" | "re.Pattern.match" | "re.Pattern.search") = (receiver, path) {
            let pattern = self.pattern_of(st, receiver);
            let (whole, starts) = (path.ends_with("fullmatch"), path.ends_with(".match"));
            return pattern
                .map_or(Concepts::NONE, |pattern| super::alphabets::harmless_after_match(&pattern, whole, starts));
        }
        let (None, ItemKind::Function(function)) = (receiver, &self.catalog.item(item).kind) else {
            return Concepts::NONE;
        };
        let notes = function.params.first().map(|param| param.typed.notes.as_slice()).unwrap_or_default();
        let of_path = Self::concepts(&["path-read"]);
        notes.iter().fold(Concepts::NONE, |all, note| match note {
            // What is said of normal forms of paths needs more than the one call.
            Note::Guards(concepts, None | Some(true)) if *concepts == Concepts::ALL || !concepts.holds(of_path) => {
                all.and(*concepts)
            }
            _ => all,
        })
    }

    /// For what an argument is harmless once a function of the project came back: at all, or with a true value.
    pub(super) fn proved_by_return(
        &mut self,
        st: &State,
        callee: &Value,
        args: Vec<Value>,
        which: usize,
        truth: Option<bool>,
        at: ExprId,
    ) -> Concepts {
        let (function, receiver) = match callee.one() {
            Some(Atom::Function(function)) => (Arc::clone(function), None),
            Some(Atom::Bound(receiver, Method::Function(function))) => {
                (Arc::clone(function), Some((**receiver).clone()))
            }
            _ => return Concepts::NONE,
        };
        if self.recursive.contains_key(&(function.scope, function.env)) || self.frames.len() > self.deepest {
            return Concepts::NONE;
        }
        let number = which + usize::from(receiver.is_some());
        let params = &self.program.scope(function.scope).params;
        let Some(is_changed) = params.get(number).map(|param| param.reassigned) else { return Concepts::NONE };
        let (scope, outer) = (self.frame().scope, self.frame().context);
        let context = rustc_hash::FxBuildHasher.hash_one((outer, scope, at.0, function.scope, 0x9e5d_u32));
        let mut aside = State { checked: Vec::new(), ..st.clone() };
        let (values, exit) = self.quietly(|own| {
            let values = own.bind_arguments(&mut aside, &function, receiver.clone(), Arguments::of(args), at);
            let exit = own.remembered(&mut aside, &function, receiver, &values, (context, at), true);
            (values, exit)
        });
        let (Some(exit), Some(start)) = (exit, values.get(number)) else { return Concepts::NONE };
        if start.taint.is_clean() {
            return Concepts::NONE;
        }
        let gained = if is_changed { gained_by_checks } else { gained };
        let look = |exit: &Option<Vec<Value>>| {
            let after = exit.as_ref()?.get(number)?;
            Some(gained(&start.taint, &after.taint))
        };
        let (when_true, when_false) = (look(&exit.when_true), look(&exit.when_false));
        let ways = match truth {
            Some(true) => [when_true, None],
            Some(false) => [when_false, None],
            None => [when_true, when_false],
        };
        ways.into_iter().flatten().reduce(Concepts::common).unwrap_or(Concepts::NONE)
    }
}
