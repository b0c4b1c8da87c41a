//! What tests say of beginnings of texts, of normal forms of paths, of classes and of signatures.

use super::binding::Bound;
use super::{Interp, State};
use crate::guards::Path;
use crate::heap::Kind;
use crate::outcome::Place;
use crate::taint::{Happening, Label};
use crate::value::{Atom, Atoms, Value};
use std::sync::Arc;
use stopple_libraries::{Concepts, ItemId};
use stopple_syntax::hir::{Expr, ExprId, Variable};

impl Interp<'_> {
    /// The text of the pattern that a function of `re`, or a method of a compiled pattern, works with.
    pub(super) fn pattern_used(&self, st: &State, compiled: Option<&Value>, bound: &[Bound<'_>]) -> Option<Arc<str>> {
        match bound.iter().find(|one| &*one.param.name == "pattern").map(|one| &one.value) {
            Some(pattern) => pattern.as_str().cloned().or_else(|| self.pattern_of(st, pattern)),
            None => compiled.and_then(|compiled| self.pattern_of(st, compiled)),
        }
    }

    /// What a substitution by a constant pattern makes a text harmless for: all, if it leaves a narrow alphabet.
    pub(super) fn harmless_after(&self, st: &State, compiled: Option<&Value>, bound: &[Bound<'_>]) -> Concepts {
        let argument = |name: &str| bound.iter().find(|one| &*one.param.name == name).map(|one| &one.value);
        let pattern = self.pattern_used(st, compiled, bound);
        let (Some(pattern), Some(put)) = (pattern, argument("repl").and_then(Value::as_str)) else {
            return Concepts::NONE;
        };
        // Flags may change what a class means only by case; a count leaves the rest as it was.
        if argument("count").is_some() {
            return Concepts::NONE;
        }
        let removes = |char: char| super::strings::substitution_removes(&pattern, put, char);
        let no_dots = if removes('.') { Self::concepts(&["up"]) } else { Concepts::NONE };
        let no_slashes = if removes('/') { Self::concepts(super::strings::NO_SLASH) } else { Concepts::NONE };
        super::strings::substitution_clears(&pattern, put).and(no_dots).and(no_slashes)
    }

    /// What a text is known to begin with, or not to begin with.
    pub(super) fn refine_beginning(&mut self, st: &mut State, base: ExprId, wanted: &Value, truth: bool, place: Place) {
        if truth {
            self.refine_scheme(st, base, wanted, place);
        }
        let Some(path) = self.path_of(base) else { return };
        if truth {
            let Some(prefix) = wanted.as_str().cloned() else { return };
            let mut now = self.peek(st, &path);
            if now.prefix().len() < prefix.len() {
                now.text = Some(Arc::new(crate::value::Text { prefix, suffix: now.suffix() }));
                self.poke(st, &path, now);
            }
        } else {
            let texts: Vec<Arc<str>> = match self.known_items(st, wanted) {
                Some(items) => items.iter().filter_map(|item| item.as_str().cloned()).collect(),
                None => wanted.as_str().cloned().into_iter().collect(),
            };
            for text in texts {
                match &*text {
                    "/" => self.clear_at(st, &path, Self::concepts(&["root", "slashes"]), place),
                    "//" => self.clear_at(st, &path, Self::concepts(&["slashes"]), place),
                    _ => {}
                }
            }
        }
        self.refine_address(st, &path, place);
        self.refine_relative(st, &path, place);
    }

    /// `url.lower().startswith(("https://", "http://"))`: whatever follows, it is no address of `javascript:`.
    fn refine_scheme(&mut self, st: &mut State, base: ExprId, wanted: &Value, place: Place) {
        let fixes = |value: &Value| value.as_str().is_some_and(|text| super::render::fixes_scheme(text));
        let all = match self.known_items(st, wanted) {
            Some(items) => !items.is_empty() && items.iter().all(fixes),
            None => fixes(wanted),
        };
        if all && let Some(path) = self.path_of(self.without_case(base)) {
            self.clear_at(st, &path, Self::concepts(&["html-url"]), place);
        }
    }

    /// `(text or "").strip().lower()`: what is said about its beginning is true of `text`, but for case and blanks.
    pub(super) fn without_case(&self, at: ExprId) -> ExprId {
        let file = self.hir();
        match file.exprs[at.0 as usize] {
            Expr::Call { callee, .. } => match file.exprs[callee.0 as usize] {
                Expr::Attribute { base, name, .. }
                    if matches!(
                        self.program.names.text(self.symbol(name)),
                        "lower" | "upper" | "casefold" | "strip" | "lstrip" | "rstrip"
                    ) =>
                {
                    self.without_case(base)
                }
                _ => self.without_str(at),
            },
            Expr::BoolOp { is_and: false, operands } if operands.len == 2 => {
                let mut parts = operands.range().map(|at| file.expr_lists[at]);
                match (parts.next(), parts.next()) {
                    (Some(text), Some(other)) if matches!(file.exprs[other.0 as usize], Expr::Constant(_)) => {
                        self.without_case(text)
                    }
                    _ => at,
                }
            }
            _ => at,
        }
    }

    /// A path of this host: it begins with one slash, and not with two.
    pub(super) fn refine_address(&mut self, st: &mut State, path: &Path, place: Place) {
        let now = self.peek(st, path);
        let begins = now.prefix();
        let goes_on = begins.strip_prefix('/').and_then(|rest| rest.chars().next());
        if goes_on.is_some_and(|char| !matches!(char, '/' | '\\' | '\t' | '\n' | '\r'))
            || begins.starts_with('/') && self.lacks(st, &now, "slashes")
        {
            self.clear_at(st, path, Self::concepts(&["redirect"]), place);
        }
    }

    /// `not os.path.isabs(path)`, `not Path(path).is_absolute()`
    pub(super) fn refine_not_absolute(&mut self, st: &mut State, side: ExprId, place: Place) {
        if let Some(path) = self.path_of(side) {
            self.clear_at(st, &path, Self::concepts(&["root", "slashes"]), place);
            self.refine_relative(st, &path, place);
        }
    }

    /// A path that begins at no root and goes nowhere up stays where it is joined.
    pub(super) fn refine_relative(&mut self, st: &mut State, path: &Path, place: Place) {
        let now = self.peek(st, path);
        if self.lacks(st, &now, "root") && self.lacks(st, &now, "up") {
            self.clear_at(st, path, Self::concepts(&["path-read", "path-write", "archive"]), place);
        }
    }

    /// Whether all data on a value is harmless for one use.
    pub(super) fn lacks(&self, st: &State, value: &Value, word: &str) -> bool {
        let taint = self.deep_taint(st, value);
        !taint.is_clean() && taint.labels().iter().all(|label| label.cleared.holds(Self::concepts(&[word])))
    }

    /// `x.lower() in NAMES`: one of the names, in whatever case.
    pub(super) fn refine_any_case(&mut self, st: &mut State, left: ExprId, at: ExprId) {
        let Expr::Call { callee, .. } = self.hir().exprs[left.0 as usize] else { return };
        let Expr::Attribute { base, name, .. } = self.hir().exprs[callee.0 as usize] else { return };
        if !matches!(self.program.names.text(self.symbol(name)), "lower" | "upper" | "casefold") {
            return;
        }
        let text = self.without_str(base);
        // `str(path).lower()` is another file's name, where names are told apart by case.
        let is_text = text == base || {
            let value = self.recall(st, text);
            !value.atoms().iter().any(|atom| matches!(atom, Atom::Object(_)))
        };
        if is_text {
            let place = self.place_of(at);
            self.clear_path(st, text, Concepts::ALL, place);
        }
    }

    /// `str(path) in KNOWN`, `os.fspath(path) == OURS`: what is true of the whole text is true of what it was made of.
    pub(super) fn refine_whole_text(&mut self, st: &mut State, side: ExprId, at: ExprId) {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[side.0 as usize] else { return };
        let whole = match file.exprs[callee.0 as usize] {
            Expr::Var(Variable::Global(name)) if matches!(&*file.names[name.0 as usize], "str" | "fspath") => {
                self.argument_expr(arguments, 0, "object").filter(|_| arguments.len == 1)
            }
            Expr::Attribute { base, name, .. } => match self.program.names.text(self.symbol(name)) {
                "fspath" => self.argument_expr(arguments, 0, "path"),
                "as_posix" | "__str__" | "__fspath__" if arguments.len == 0 => Some(base),
                _ => None,
            },
            _ => None,
        };
        if let Some(whole) = whole {
            let place = self.place_of(at);
            self.clear_path(st, whole, Concepts::ALL, place);
        }
    }

    /// `hasattr(Model, name)`, `getattr(Model, name)`: who comes by has the name of something that the program has. That
    /// says nothing about which attribute is read or set by it.
    pub(super) fn refine_attribute_name(&mut self, st: &mut State, object: &Value, name: ExprId, place: Place) {
        if object.taint.is_clean() && !object.is_bottom() {
            let chosen = Self::concepts(&["attributes", "attribute-name"]);
            self.clear_path(st, name, Concepts(Concepts::ALL.0 & !chosen.0), place);
        }
    }

    pub(super) fn refine_isinstance(
        &mut self,
        st: &mut State,
        arguments: stopple_syntax::hir::Run,
        truth: bool,
        place: Place,
    ) {
        let (Some(subject), Some(class)) = (self.argument_expr(arguments, 0, ""), self.argument_expr(arguments, 1, ""))
        else {
            return;
        };
        let class = self.recall(st, class);
        let Some(path) = self.path_of(subject) else { return };
        self.refine_class(st, &path, &class, truth);
        self.refine_plain(st, &path, &class, truth, place);
        if truth && self.refine_response(st, &path, &class, place) {
            return;
        }
        if let (Some(Atom::Item(item)), true) = (class.one(), truth) {
            let now = self.peek(st, &path);
            if self.known.is_text(*item) {
                // A text is no operator of a document database.
                self.clear_at(st, &path, Self::concepts(&["nosql"]), place);
            }
            let now = if now.is_bottom() { now } else { self.peek(st, &path) };
            if self.known.is_number(*item) && now.is_bottom() {
                // A part of something that is not known is read again where it is used.
                self.clear_at(st, &path, Concepts::ALL, place);
            } else if self.known.is_number(*item) {
                self.poke(st, &path, now.cleared(Concepts::ALL, place, Happening::Guarded(Concepts::ALL)));
            } else if now.is_unknown() || self.catalog.item(*item).path.ends_with(".FileStorage") {
                let mut now = now;
                now.atoms = Atoms::One(Atom::Instance(*item, Arc::from([])));
                self.poke(st, &path, now);
            }
        }
    }

    /// `isinstance(result, Response)`: what is left is no text, and what the response says was judged where it was made.
    fn refine_response(&mut self, st: &mut State, path: &Path, class: &Value, place: Place) -> bool {
        let of_one = |one: &Value| match one.one() {
            Some(Atom::Item(item)) => Some(self.catalog.resolve(*item)).filter(|item| self.is_response_class(*item)),
            _ => None,
        };
        let wanted = self.known_items(st, class).unwrap_or_else(|| vec![class.clone()]);
        let classes: Option<Vec<ItemId>> = wanted.iter().map(of_one).collect();
        let Some(class) = classes.and_then(|classes| classes.first().copied()) else { return false };
        let is_text = |atom: &Atom| match atom {
            Atom::Const(_) => true,
            Atom::Instance(item, _) => self.known.is_text(*item) || self.known.is_number(*item),
            _ => false,
        };
        let now = self.peek(st, path);
        let response = Atom::Instance(class, Arc::from([]));
        let mut kept = Value { atoms: Atoms::None, ..now.clone() };
        for atom in now.atoms().iter().filter(|atom| !is_text(atom)) {
            kept.add(if matches!(atom, Atom::Unknown) { &response } else { atom });
        }
        if kept.atoms().is_empty() {
            kept.add(&response);
        }
        let judged = Self::concepts(&["html", "header"]);
        self.poke(st, path, kept.cleared(judged, place, Happening::Guarded(judged)));
        true
    }

    /// `isinstance(value, (int, float))`: a number. And what stands in a row and is no text is one too, or a date.
    fn refine_plain(&mut self, st: &mut State, path: &Path, class: &Value, truth: bool, place: Place) {
        let wanted = self.known_items(st, class).unwrap_or_else(|| vec![class.clone()]);
        let is_all = |own: &Self, is: &dyn Fn(ItemId) -> bool| {
            let is_so = |one: &Value| matches!(one.one(), Some(Atom::Item(item)) if is(own.catalog.resolve(*item)));
            !wanted.is_empty() && wanted.iter().all(is_so)
        };
        if truth && wanted.len() > 1 && is_all(self, &|item| self.known.is_number(item)) {
            self.clear_at(st, path, Concepts::ALL, place);
        }
        let now = self.peek(st, path);
        let is_text = |one: &Value| matches!(one.one(), Some(Atom::Item(item)) if Some(*item) == self.known.str);
        if !truth
            && now.is_unknown()
            && wanted.iter().any(is_text)
            && now.taint.labels().iter().all(Label::is_of_database)
        {
            self.clear_at(st, path, Self::concepts(&["html", "html-attribute", "html-url", "script", "css"]), place);
        }
    }

    /// Of the alternatives that have a class of the project, those of the class remain, or those of others.
    fn refine_class(&mut self, st: &mut State, path: &Path, class: &Value, truth: bool) {
        let now = self.peek(st, path);
        let wanted: Vec<Atom> = match self.known_items(st, class) {
            Some(items) => items.iter().flat_map(|item| item.atoms().to_vec()).collect(),
            None => class.atoms().to_vec(),
        };
        let all_known = wanted.iter().all(|atom| matches!(atom, Atom::Class(_) | Atom::Item(_)));
        if wanted.is_empty() || !all_known {
            return;
        }
        let own_classes = wanted.iter().all(|atom| matches!(atom, Atom::Class(_)));
        let is_one = |atom: &Atom| -> Option<bool> {
            let is_plain = match atom {
                Atom::Const(_) => true,
                Atom::Instance(item, _) => self.known.is_text(*item) || self.known.is_number(*item),
                _ => false,
            };
            if is_plain && own_classes {
                // A text or number of the language is of no class of the project.
                return Some(false);
            }
            if now.atoms().len() < 2 {
                return None;
            }
            let Atom::Object(id) = atom else { return None };
            let Kind::Instance(own) = *self.object_kind(st, *id)? else { return None };
            let ancestors = self.ancestors(st, own);
            let among = wanted.iter().any(|wanted| match wanted {
                Atom::Class(class) => ancestors.contains(&super::classes::Ancestor::Own(*class)),
                Atom::Item(item) => ancestors.contains(&super::classes::Ancestor::Library(*item)),
                _ => false,
            });
            (among || !ancestors.contains(&super::classes::Ancestor::Unknown)).then_some(among)
        };
        let mut kept = Value { atoms: Atoms::None, ..now.clone() };
        for atom in now.atoms() {
            if is_one(atom).is_none_or(|one| one == truth) {
                kept.add(atom);
            }
        }
        if kept.atoms().is_empty() && !now.atoms().is_empty() {
            st.dead = true;
        } else if !kept.atoms().is_empty() && kept != now {
            self.poke(st, path, kept);
        }
    }

    /// `session["user"]["id"] == sent`: what equals something that the visitor's own session holds was put there by the
    /// server, and is no page that somebody else makes him see.
    pub(super) fn refine_by_session(&mut self, st: &mut State, path: &Path, other: &Value, place: Place) {
        let session = stopple_libraries::concept::source_named("session");
        let labels = other.taint.labels();
        if !labels.is_empty() && labels.iter().all(|label| Some(label.origin.kind) == session) {
            self.clear_at(st, path, Self::concepts(&["html", "html-attribute", "html-url", "script", "css"]), place);
        }
    }

    /// A value with which equality proves something: not what the visitor may have chosen in another way.
    pub(super) fn is_trusted_scalar(&self, value: &Value) -> bool {
        value.atoms().iter().all(|atom| match atom {
            Atom::Const(_) => true,
            Atom::Instance(item, _) => self.known.is_text(*item) || self.known.is_number(*item),
            _ => false,
        })
    }

    /// `compare_digest(made, sent)`: what the digest was made of comes from someone who has the key.
    pub(super) fn refine_signed(&mut self, st: &mut State, arguments: stopple_syntax::hir::Run, place: Place) {
        let sides = [self.argument_expr(arguments, 0, "a"), self.argument_expr(arguments, 1, "b")];
        let values: Vec<_> = sides.into_iter().flatten().map(|side| self.recall(st, side)).collect();
        self.clear_signed(st, &values.iter().collect::<Vec<_>>(), place);
        // What was sent is the program's own secret.
        if let ([Some(a), Some(b)], [of_a, of_b]) = (sides, values.as_slice()) {
            for (side, value, other) in [(a, of_a, of_b), (b, of_b, of_a)] {
                if value.taint.is_visitors() && self.is_own(st, other) {
                    self.clear_path(st, side, Concepts::ALL, place);
                }
            }
        }
    }

    /// What a digest was made of that was found to be the one that was sent. The program signs addresses that it will fetch
    /// or lead to itself; what else is signed may still be somebody's text.
    pub(super) fn clear_signed(&mut self, st: &mut State, compared: &[&Value], place: Place) {
        let signed = Self::concepts(&["unsigned"]);
        let made = |value: &Value| {
            let labels = value.taint.labels().iter().filter(|label| label.cleared.holds(signed));
            labels.filter(|label| label.cleared != Concepts::ALL).map(|label| label.origin).collect::<Vec<_>>()
        };
        let origins: Vec<_> = compared.iter().flat_map(|value| made(value)).collect();
        if origins.is_empty() {
            return;
        }
        let trusted = ["deserialize", "code", "unsigned", "url", "redirect"];
        self.clear_origins(st, &origins, Self::concepts(&trusted), place);
    }
}
