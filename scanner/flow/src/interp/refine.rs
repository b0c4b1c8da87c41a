//! Checks on branches: what a test says about the values that it looks at.

use super::{Interp, State};
use crate::guards::Path;
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Atoms, Implication, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Expr, ExprId, UnaryOp, Variable};

impl Interp<'_> {
    /// Assumes that `test`, which has been evaluated, is true or false.
    pub fn refine(&mut self, st: &mut State, test: ExprId, truth: bool) {
        stacker::maybe_grow(super::expr::RED_ZONE, super::expr::STACK, || self.refine_here(st, test, truth));
    }

    pub(super) fn refine_here(&mut self, st: &mut State, test: ExprId, truth: bool) {
        if st.dead {
            return;
        }
        let file = self.hir();
        match file.exprs[test.0 as usize] {
            Expr::Unary { op: UnaryOp::Not, operand } => self.refine(st, operand, !truth),
            Expr::BoolOp { is_and, operands } => {
                let parts: Vec<ExprId> = operands.range().map(|at| file.expr_lists[at]).collect();
                if is_and == truth {
                    for part in parts {
                        self.refine(st, part, truth);
                    }
                } else {
                    // One of them decided, and those before it did not.
                    let mut result = State { dead: true, ..State::default() };
                    for part in parts {
                        let mut way = st.clone();
                        self.refine(&mut way, part, truth);
                        self.join_states(&mut result, way);
                        self.refine(st, part, !truth);
                        if st.dead {
                            break;
                        }
                    }
                    *st = result;
                }
            }
            Expr::Compare { op, left, right } => self.refine_comparison(st, op, left, right, truth, test),
            // `pattern.fullmatch(text) if strict else True`: each way says what its own part says.
            Expr::Conditional { test: chooses, then, otherwise } => {
                let mut other = st.clone();
                self.refine(st, chooses, true);
                self.refine(st, then, truth);
                self.refine(&mut other, chooses, false);
                self.refine(&mut other, otherwise, truth);
                self.join_states(st, other);
            }
            Expr::Named { target, value } => {
                self.refine_truth(st, target, truth);
                self.refine(st, value, truth);
            }
            Expr::Call { callee, arguments } => self.refine_call(st, test, callee, arguments, truth),
            Expr::Var(_) | Expr::Attribute { .. } | Expr::Subscript { .. } => self.refine_truth(st, test, truth),
            Expr::Constant(constant) => {
                let value: Value = self.constant(constant).into();
                if self.truth(st, &value) == Some(!truth) {
                    st.dead = true;
                }
            }
            _ => {}
        }
    }

    /// The value as far as it is true or false.
    pub fn assume_truth(&self, st: &State, value: Value, truth: bool) -> Value {
        if value.atoms().len() < 2 && !matches!(value.one(), Some(Atom::Const(_))) {
            return value;
        }
        let mut kept = Value { atoms: Atoms::None, ..value.clone() };
        for atom in value.atoms() {
            if self.truth(st, &Value::from(atom.clone())) != Some(!truth) {
                kept.add(atom);
            }
        }
        kept
    }

    pub(super) fn refine_truth(&mut self, st: &mut State, at: ExprId, truth: bool) {
        if !truth {
            self.refine_without_part(st, at);
        }
        let Some(path) = self.path_of(at) else { return };
        let value = self.peek(st, &path);
        if value.is_bottom() {
            return;
        }
        let implies = value.implies.clone();
        let kept = self.assume_truth(st, value.clone(), truth);
        if kept.atoms().is_empty() {
            st.dead = true;
            return;
        }
        // An empty or missing text carries nothing.
        let kept =
            if !truth && (self.may_be_text(&kept) || kept.is_unknown()) { kept.with_taint(Taint::CLEAN) } else { kept };
        if kept != value {
            self.poke(st, &path, kept);
        }
        if let Some(implies) = implies {
            self.apply_implications(st, &implies, truth, at);
        }
    }

    /// Makes the data on a value harmless in every local variable.
    pub(super) fn clear_origins_of(&mut self, st: &mut State, value: &Value, words: &[&str], at: ExprId) {
        let origins: Vec<crate::taint::Origin> = value.taint.labels().iter().map(|label| label.origin).collect();
        if !origins.is_empty() {
            let place = self.place_of(at);
            self.clear_origins(st, &origins, Self::concepts(words), place);
        }
    }

    /// The same for reads that are no variables: `upload.filename` is read again where it is used.
    pub(super) fn clear_reads_of(&mut self, st: &mut State, value: &Value, words: &[&str], at: ExprId) {
        let place = self.place_of(at);
        let reads: Vec<crate::outcome::Place> = value.taint.labels().iter().map(|label| label.origin.place).collect();
        for read in reads.into_iter().filter(|read| read.file == place.file) {
            let expr = self.expr_at(read);
            let stored = |path: &Path| path.steps.is_empty();
            if let Some(path) = self.path_of(expr).filter(|path| !stored(path))
                && self.peek(st, &path).is_bottom()
            {
                self.clear_at(st, &path, Self::concepts(words), place);
            }
        }
    }

    /// Makes what an expression names harmless, if it names something.
    pub fn clear_path(&mut self, st: &mut State, at: ExprId, concepts: Concepts, place: crate::outcome::Place) {
        if let Some(path) = self.path_of(at) {
            self.clear_at(st, &path, concepts, place);
        }
    }

    pub(super) fn clear_at(&mut self, st: &mut State, path: &Path, concepts: Concepts, place: crate::outcome::Place) {
        let now = self.peek(st, path);
        if now.is_bottom() {
            match st.checked.iter_mut().find(|(own, _)| own == path) {
                Some((_, own)) => *own = own.and(concepts),
                None => st.checked.push((path.clone(), concepts)),
            }
            return;
        }
        let guarded = Happening::Guarded(concepts);
        // A path object holds its data inside; of several that it may be, the one that it is.
        let paths = self.paths_among(st, &now);
        let mut kept = now.cleared(concepts, place, guarded);
        if kept.one().is_none() {
            self.change_paths(st, &mut kept, &paths, &|taint| taint.cleared(concepts, place, guarded), place);
        }
        self.poke(st, path, kept);
        if let Some(Atom::Object(id)) = self.peek(st, path).one() {
            let id = *id;
            if let Some(object) = self.edit(st, id) {
                object.taint = object.taint.cleared(concepts, place, guarded);
            }
        }
    }

    /// A read that was checked before.
    pub fn as_checked(&mut self, st: &State, value: Value, at: ExprId) -> Value {
        if st.checked.is_empty() || value.taint.is_clean() {
            return value;
        }
        let Some(path) = self.path_of(at) else { return value };
        match st.checked.iter().find(|(own, _)| *own == path) {
            Some((_, concepts)) => value.cleared(*concepts, self.place_of(at), Happening::Guarded(*concepts)),
            None => value,
        }
    }

    /// Whether an argument's expression stands in the file of the frame at hand.
    pub fn argument_is_here(&self, at: ExprId) -> bool {
        (at.0 as usize) < self.hir().exprs.len()
    }

    /// Whether the data on a value (or in a path object) has no `..` left in it.
    pub(super) fn is_without_dots(&self, st: &State, value: &Value) -> bool {
        let taint = self.deep_taint(st, value);
        !taint.is_clean() && taint.labels().iter().all(|label| label.cleared.holds(Self::concepts(&["dots"])))
    }

    /// `name.rsplit(".", 1)[1].lower()`, `os.path.splitext(name)[1]`: the path of `name`.
    pub(super) fn derived_from(&self, at: ExprId, depth: u32) -> Option<Path> {
        if depth > 8 {
            return None;
        }
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Subscript { base, .. } => self.derived_from(base, depth + 1),
            Expr::Call { callee, arguments } => match file.exprs[callee.0 as usize] {
                Expr::Attribute { base, name, .. } => match self.program.names.text(self.symbol(name)) {
                    "lower" | "upper" | "strip" | "lstrip" | "casefold" | "rsplit" | "split" | "rpartition"
                    | "partition" => self.derived_from(base, depth + 1),
                    "splitext" | "basename" | "Path" | "PurePath" => {
                        let argument = self.argument_expr(arguments, 0, "")?;
                        self.derived_from(argument, depth + 1)
                    }
                    // `Kind.of(name)`, `self.kind_of(name)`
                    _ if self.is_own_function(callee) => {
                        let argument = self.argument_expr(arguments, 0, "")?;
                        self.derived_from(argument, depth + 1)
                    }
                    _ => None,
                },
                Expr::Var(_) => {
                    let argument = self.argument_expr(arguments, 0, "")?;
                    self.derived_from(argument, depth + 1)
                }
                _ => None,
            },
            Expr::Attribute { base, name, .. } if self.program.names.text(self.symbol(name)) == "suffix" => {
                self.derived_from(base, depth + 1)
            }
            Expr::Var(_) | Expr::Attribute { .. } => self.path_of(at),
            // `name or ""`
            Expr::BoolOp { is_and: false, operands } => {
                let first = operands.range().next().map(|at| file.expr_lists[at])?;
                self.derived_from(first, depth + 1)
            }
            _ => None,
        }
    }

    /// Whether what is called is a function of the project.
    fn is_own_function(&self, callee: ExprId) -> bool {
        let called = self.operands.get(&(self.file_id(), callee));
        called.is_some_and(|called| {
            matches!(called.one(), Some(Atom::Function(_) | Atom::Bound(_, crate::value::Method::Function(_))))
        })
    }

    pub(super) fn apply_implications(&mut self, st: &mut State, implies: &[Implication], truth: bool, at: ExprId) {
        let place = self.place_of(at);
        for one in implies {
            if one.inside == Some(truth) {
                self.clear_made_of(st, &one.value.taint, place);
            }
            let concepts = if truth { one.when_true } else { one.when_false };
            let Some(path) = one.path.as_ref().filter(|_| !concepts.is_empty()) else { continue };
            let now = self.peek(st, path);
            // A read that cannot be stored (`upload.filename`) is as it was.
            let is_same = now.is_bottom() && one.value.is_bottom()
                || now.atoms == one.value.atoms && self.held(st, &now) == one.value.taint;
            if is_same {
                self.clear_at(st, path, concepts, place);
            }
        }
    }

    /// Makes the data of these origins harmless in every local variable.
    pub(super) fn clear_origins(
        &mut self,
        st: &mut State,
        origins: &[crate::taint::Origin],
        concepts: Concepts,
        place: crate::outcome::Place,
    ) {
        let holds = |slot: &Value| slot.taint.labels().iter().any(|label| origins.contains(&label.origin));
        // Parsed parts and path objects hold the data inside.
        let inside: Vec<crate::heap::ObjId> = st
            .slots
            .iter()
            .filter_map(|slot| match slot.one() {
                Some(Atom::Object(id)) if !self.base.contains_key(id) => Some(*id),
                _ => None,
            })
            .collect();
        for id in inside {
            let Some(object) = st.heap.own(id) else { continue };
            if object.taint.labels().iter().any(|label| origins.contains(&label.origin))
                && let Some(object) = self.edit(st, id)
            {
                object.taint = object.taint.map(|label| {
                    if origins.contains(&label.origin) && !label.cleared.holds(concepts) {
                        let mut label = label.step(place, Happening::Guarded(concepts));
                        label.cleared = label.cleared.and(concepts);
                        label
                    } else {
                        label.clone()
                    }
                });
            }
        }
        if !st.slots.iter().any(holds) {
            return;
        }
        for slot in Arc::make_mut(&mut st.slots) {
            if slot.taint.labels().iter().any(|label| origins.contains(&label.origin)) {
                slot.taint = slot.taint.map(|label| {
                    if origins.contains(&label.origin) && !label.cleared.holds(concepts) {
                        let mut label = label.step(place, Happening::Guarded(concepts));
                        label.cleared = label.cleared.and(concepts);
                        label
                    } else {
                        label.clone()
                    }
                });
            }
        }
    }

    /// A call as a test: a check of the library (`text.isdigit()`), `isinstance`, or a function of the project.
    pub(super) fn refine_call(
        &mut self,
        st: &mut State,
        test: ExprId,
        callee: ExprId,
        arguments: stopple_syntax::hir::Run,
        truth: bool,
    ) {
        if let Some(found) = self.frame_tests(test) {
            self.apply_implications(st, &found, truth, test);
        }
        let file = self.hir();
        let place = self.place_of(test);
        // `x.startswith("/static/")`, `x.isdigit()`
        if let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] {
            let name_text = self.program.names.text(self.symbol(name)).to_owned();
            if name_text == "endswith" && truth && arguments.len >= 1 {
                let wanted = self.recall(st, file.arguments[arguments.start as usize].value());
                self.refine_domain(st, base, &wanted, test);
                self.refine_ending(st, base, &wanted, place);
            }
            if name_text == "endswith"
                && truth
                && arguments.len >= 1
                && let Some(root) = self.derived_from(base, 0)
            {
                self.clear_at(st, &root, Self::concepts(&["upload"]), place);
            }
            if name_text == "startswith" && truth && arguments.len >= 1 {
                let value = self.recall(st, base);
                let folder = self.recall(st, file.arguments[arguments.start as usize].value());
                // `/data/7` is the beginning of `/data/70` too: somebody else's, where the folder is one of many.
                let is_one_of_many = !folder.suffix().ends_with('/') && !self.deep_taint(st, &folder).is_clean();
                if self.is_without_dots(st, &value) && !is_one_of_many {
                    self.clear_normal(st, base, place);
                }
            }
            if name_text == "startswith" && arguments.len >= 1 {
                let first = file.arguments[arguments.start as usize].value();
                let wanted = self.recall(st, first);
                self.refine_beginning(st, base, &wanted, truth, place);
            }
        }
        let callee_value = self.recall(st, callee);
        for atom in callee_value.atoms() {
            let (item, shift) = match atom {
                Atom::Bound(_, crate::value::Method::Item(item)) => (*item, true),
                Atom::Bound(receiver, crate::value::Method::Builtin(name)) => {
                    let name = self.program.names.text(*name);
                    match self.builtin_method_item(st, receiver, name) {
                        Some(item) => (item, true),
                        None => continue,
                    }
                }
                // What has a check of texts (`isdigit`) is one.
                Atom::Bound(_, crate::value::Method::Unknown(name)) => {
                    let text = self.known.str;
                    match text.and_then(|text| self.catalog.member(text, self.program.names.text(*name))) {
                        Some(item) => (item, true),
                        None => continue,
                    }
                }
                Atom::Item(item) => (*item, false),
                _ => continue,
            };
            self.refine_item_call(st, item, shift, callee, arguments, truth, place);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a call and what is assumed of it")]
    /// Applies the `Guards` of a library function to the arguments of a call.
    pub(super) fn refine_item_call(
        &mut self,
        st: &mut State,
        item: stopple_libraries::ItemId,
        has_receiver: bool,
        callee: ExprId,
        arguments: stopple_syntax::hir::Run,
        truth: bool,
        place: crate::outcome::Place,
    ) {
        let catalog = self.catalog;
        if &*catalog.item(item).path == "builtins.bool"
            && let Some(test) = self.argument_expr(arguments, 0, "")
        {
            return self.refine(st, test, truth);
        }
        let last = catalog.item(item).path.rsplit('.').next().unwrap_or_default();
        if truth
            && matches!(last, "validate" | "validate_on_submit")
            && let Expr::Attribute { base, .. } = self.hir().exprs[callee.0 as usize]
        {
            self.refine_validated(st, base, place);
        }
        match (catalog.item(item).path.as_ref(), truth) {
            ("builtins.isinstance", _) => return self.refine_isinstance(st, arguments, truth, place),
            ("builtins.all", true) | ("builtins.any", false) => {
                return self.refine_letters(st, arguments, truth, place);
            }
            ("builtins.any", true) => return self.refine_any(st, arguments, place),
            ("os.path.isabs", false) => {
                if let Some(side) = self.argument_expr(arguments, 0, "s") {
                    self.refine_not_absolute(st, side, place);
                }
                return;
            }
            // To Windows a path without a drive is none from the root.
            ("pathlib.PurePath.is_absolute", false) => {
                if let Expr::Attribute { base, .. } = self.hir().exprs[callee.0 as usize] {
                    let side = self.text_of_path(st, base);
                    self.refine_not_absolute(st, side, place);
                }
                return;
            }
            // `fnmatch(urlparse(x).netloc, "*.example.com")`: one of the hosts that the program allows.
            ("fnmatch.fnmatch" | "fnmatch.fnmatchcase", true) => {
                if let (Some(side), Some(pattern)) =
                    (self.argument_expr(arguments, 0, "name"), self.argument_expr(arguments, 1, "pat"))
                {
                    let (value, pattern) = (self.recall(st, side), self.recall(st, pattern));
                    self.refine_parsed(st, side, &value, &pattern, side);
                }
                return;
            }
            ("builtins.hasattr", true) => {
                if let (Some(object), Some(name)) =
                    (self.argument_expr(arguments, 0, ""), self.argument_expr(arguments, 1, ""))
                {
                    let object = self.recall(st, object);
                    self.refine_attribute_name(st, &object, name, place);
                }
                return;
            }
            ("hmac.compare_digest" | "secrets.compare_digest", true) => self.refine_signed(st, arguments, place),
            _ => {}
        }
        if !truth && last == "search" {
            return self.refine_unfound(st, item, callee, arguments, place);
        }
        let stopple_libraries::model::ItemKind::Function(function) = &catalog.item(item).kind else { return };
        let file = self.hir();
        for (number, param) in function.params.iter().enumerate() {
            for note in &param.typed.notes {
                let stopple_libraries::model::Note::Guards(concepts, when) = note else { continue };
                if *when != Some(truth) && when.is_some() {
                    continue;
                }
                let expr = if has_receiver && number == 0 {
                    match file.exprs[callee.0 as usize] {
                        Expr::Attribute { base, .. } => Some(base),
                        _ => None,
                    }
                } else {
                    let at = number - usize::from(has_receiver);
                    self.argument_expr(arguments, at, &param.name)
                };
                let Some(expr) = expr else { continue };
                let proved = self.proved_by_pattern(st, item, callee, arguments);
                if proved.is_empty() {
                    continue;
                }
                let expr = self.without_str(expr);
                if proved != Concepts::ALL {
                    self.clear_path(st, expr, concepts.common(proved), place);
                    continue;
                }
                let of_path = Self::concepts(&["path-read"]);
                if concepts.holds(of_path) && *concepts != Concepts::ALL {
                    let value = self.recall(st, expr);
                    if self.is_without_dots(st, &value) {
                        self.clear_normal(st, expr, place);
                    }
                    continue;
                }
                // `x.strip().isdigit()` says it about `x.strip()`; there is no name for that to be remembered under.
                let (expr, proved) = self.beside_signs(st, expr);
                self.clear_path(st, expr, concepts.common(proved), place);
            }
        }
    }

    /// `str(x)` says about `x` what it says about itself.
    pub(super) fn without_str(&self, at: ExprId) -> ExprId {
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Call { callee, arguments } if arguments.range().len() == 1 => match file.exprs[callee.0 as usize] {
                Expr::Var(Variable::Global(name)) if &*file.names[name.0 as usize] == "str" => {
                    self.argument_expr(arguments, 0, "object").unwrap_or(at)
                }
                _ => at,
            },
            // `text or ""`: what is missing or empty carries nothing.
            Expr::BoolOp { is_and: false, operands } if operands.len == 2 => {
                let parts: Vec<ExprId> = operands.range().map(|at| file.expr_lists[at]).collect();
                match parts.as_slice() {
                    [text, other] if matches!(file.exprs[other.0 as usize], Expr::Constant(_)) => *text,
                    _ => at,
                }
            }
            _ => at,
        }
    }

    /// The expression of an argument, by place or by name.
    pub fn argument_expr(&self, arguments: stopple_syntax::hir::Run, position: usize, name: &str) -> Option<ExprId> {
        let file = self.hir();
        let mut place = 0;
        for at in arguments.range() {
            match file.arguments[at] {
                stopple_syntax::hir::Argument::Positional(value) => {
                    if place == position {
                        return Some(value);
                    }
                    place += 1;
                }
                stopple_syntax::hir::Argument::Keyword(keyword, value) if &*file.names[keyword.0 as usize] == name => {
                    return Some(value);
                }
                _ => {}
            }
        }
        None
    }

    /// The value that an expression of a test had when it was evaluated.
    pub(super) fn recall(&mut self, st: &mut State, at: ExprId) -> Value {
        if let Some(value) = self.operands.get(&(self.file_id(), at)) {
            return value.clone();
        }
        match self.hir().exprs[at.0 as usize] {
            Expr::Var(_) | Expr::Constant(_) => self.quietly(|own| own.eval(st, at)),
            Expr::Attribute { .. } | Expr::Subscript { .. } => {
                let value = self.path_of(at).map(|path| self.peek(st, &path)).unwrap_or_default();
                if value.is_bottom() { self.quietly(|own| own.eval(&mut st.clone(), at)) } else { value }
            }
            // A display or sum of constants and variables is cheap to evaluate again.
            Expr::Tuple { .. } | Expr::List { .. } | Expr::Set { .. } | Expr::Binary { .. } => {
                self.quietly(|own| own.eval(&mut st.clone(), at))
            }
            _ => Value::unknown(),
        }
    }

    /// Remembers the value of an operand for the branches that follow.
    pub fn remember(&mut self, at: ExprId, value: &Value) {
        if !matches!(self.hir().exprs[at.0 as usize], Expr::Constant(_) | Expr::Var(_)) {
            self.operands.insert((self.file_id(), at), value.clone());
        }
    }

    /// Runs without leaving traces in the output.
    pub fn quietly<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let hits = self.out.hits.len();
        let facts = self.out.facts.len();
        let cleared = self.out.cleared.len();
        let unresolved = self.out.unresolved.len();
        let registrations = self.out.registrations.len();
        self.quiet += 1;
        let result = run(self);
        self.quiet -= 1;
        self.out.hits.truncate(hits);
        self.out.facts.truncate(facts);
        self.out.cleared.truncate(cleared);
        self.out.unresolved.truncate(unresolved);
        self.out.registrations.truncate(registrations);
        result
    }
}
