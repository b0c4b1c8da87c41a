//! What tests say of beginnings of texts, of normal forms of paths, of classes and of signatures.

use super::{Interp, State};
use crate::guards::Path;
use crate::taint::Happening;
use crate::value::{Atom, Atoms, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Expr, ExprId, Variable};

impl Interp<'_> {
    /// What a text is known to begin with, or not to begin with.
    pub(super) fn refine_beginning(
        &mut self,
        st: &mut State,
        base: ExprId,
        wanted: &Value,
        truth: bool,
        place: crate::outcome::Place,
    ) {
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

    /// A path of this host: it begins with one slash, and not with two.
    fn refine_address(&mut self, st: &mut State, path: &Path, place: crate::outcome::Place) {
        let now = self.peek(st, path);
        if now.prefix().starts_with('/') && self.lacks(st, &now, "slashes") {
            self.clear_at(st, path, Self::concepts(&["redirect"]), place);
        }
    }

    /// A path that begins at no root and goes nowhere up stays where it is joined.
    pub(super) fn refine_relative(&mut self, st: &mut State, path: &Path, place: crate::outcome::Place) {
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

    /// A normal form was found to be inside a folder, and with it what it is the normal form of.
    pub(super) fn clear_normal(&mut self, st: &mut State, at: ExprId, place: crate::outcome::Place) {
        let concepts = Self::concepts(&["path-read", "path-write", "archive"]);
        let file = self.hir();
        let mut at = at;
        for _ in 0..6 {
            let Expr::Call { callee, arguments } = file.exprs[at.0 as usize] else { break };
            let (base, name) = match file.exprs[callee.0 as usize] {
                Expr::Attribute { base, name, .. } => (Some(base), self.program.names.text(self.symbol(name))),
                Expr::Var(Variable::Global(name)) => (None, &*file.names[name.0 as usize]),
                _ => return,
            };
            at = match (name, base) {
                ("realpath" | "abspath" | "normpath" | "fspath" | "str" | "Path", _) => {
                    let Some(argument) = self.argument_expr(arguments, 0, "path") else { return };
                    argument
                }
                ("resolve" | "as_posix" | "absolute", Some(base)) => base,
                _ => return,
            };
        }
        self.clear_path(st, at, concepts, place);
    }

    pub(super) fn refine_isinstance(
        &mut self,
        st: &mut State,
        arguments: stopple_syntax::hir::Run,
        truth: bool,
        place: crate::outcome::Place,
    ) {
        let (Some(subject), Some(class)) = (self.argument_expr(arguments, 0, ""), self.argument_expr(arguments, 1, ""))
        else {
            return;
        };
        let class = self.recall(st, class);
        let Some(path) = self.path_of(subject) else { return };
        self.refine_class(st, &path, &class, truth);
        if let (Some(Atom::Item(item)), true) = (class.one(), truth) {
            let now = self.peek(st, &path);
            if self.known.is_text(*item) {
                // A text is no operator of a document database.
                self.clear_at(st, &path, Self::concepts(&["nosql"]), place);
            }
            let now = if now.is_bottom() { now } else { self.peek(st, &path) };
            if self.known.is_number(*item) {
                self.poke(st, &path, now.cleared(Concepts::ALL, place, Happening::Guarded(Concepts::ALL)));
            } else if now.is_unknown() || self.catalog.item(*item).path.ends_with(".FileStorage") {
                let mut now = now;
                now.atoms = Atoms::One(Atom::Instance(*item, Arc::from([])));
                self.poke(st, &path, now);
            }
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
        if now.atoms().len() < 2 || wanted.is_empty() || !all_known {
            return;
        }
        let is_one = |atom: &Atom| -> Option<bool> {
            let Atom::Object(id) = atom else { return None };
            let crate::heap::Kind::Instance(own) = *self.object_kind(st, *id)? else { return None };
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
        if !kept.atoms().is_empty() && kept != now {
            self.poke(st, path, kept);
        }
    }

    /// `compare_digest(made, sent)`: what the digest was made of comes from someone who has the key.
    pub(super) fn refine_signed(
        &mut self,
        st: &mut State,
        arguments: stopple_syntax::hir::Run,
        place: crate::outcome::Place,
    ) {
        let signed = Self::concepts(&["unsigned"]);
        let mut origins = Vec::new();
        for at in 0..2 {
            let Some(argument) = self.argument_expr(arguments, at, if at == 0 { "a" } else { "b" }) else { continue };
            let value = self.recall(st, argument);
            let made = value.taint.labels().iter().filter(|label| label.cleared.holds(signed));
            origins.extend(made.filter(|label| label.cleared != Concepts::ALL).map(|label| label.origin));
        }
        self.clear_origins(st, &origins, Self::concepts(&["deserialize", "code", "unsigned"]), place);
    }
}
