//! Normal forms of paths that were compared with a folder: what that says of the texts and paths that they were made of.

use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::outcome::Place;
use crate::taint::{Happening, Label, Taint};
use crate::value::{Atom, Atoms, Value};
use std::hash::Hash;
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::Symbol;
use stopple_syntax::hir::{Expr, ExprId, Variable};

/// What a path inside of its folder is harmless for.
pub(super) const INSIDE: &[&str] = &["path-read", "path-write", "archive"];

/// Where a text or path stands: in a variable, or in an attribute of the object in one.
#[derive(Debug, Clone, Copy, Hash)]
struct Named {
    slot: usize,
    attribute: Option<Symbol>,
}

impl Interp<'_> {
    /// A normal form was found to be inside a folder, and with it what it is the normal form of, in whatever variable.
    pub(super) fn clear_normal(&mut self, st: &mut State, at: ExprId, place: Place) {
        let value = self.recall(st, at);
        self.clear_normal_of(st, at, &value, place);
    }

    /// The same, where the test may have made the normal form itself harmless already: `value` is what it was before.
    pub(super) fn clear_normal_of(&mut self, st: &mut State, at: ExprId, value: &Value, place: Place) {
        let compared = self.deep_taint(st, value);
        if let Some(path) = self.path_of(at) {
            self.clear_at(st, &path, Self::concepts(INSIDE), place);
        }
        // Of several paths the one was compared that it is, and nothing that the others were made of.
        let is_one_of_many = value.one().is_none() && !self.paths_among(st, value).is_empty();
        if !is_one_of_many {
            self.clear_made_of(st, &compared, place);
        }
    }

    /// Clears the texts and paths in local variables, and in attributes of the objects there, that `compared`, the data of a
    /// normal form, was made of. What else came from the same read (another field of the same JSON) was not compared with
    /// anything.
    pub(super) fn clear_made_of(&mut self, st: &mut State, compared: &Taint, place: Place) {
        for slot in 0..st.slots.len() {
            let value = st.slots[slot].clone();
            let named = Named { slot, attribute: None };
            if let Some(now) = self.found_inside(st, &value, named, compared, place) {
                Arc::make_mut(&mut st.slots)[slot] = now;
            }
            // `self.path`, which other methods will open.
            let Some(Atom::Object(id)) = value.one() else { continue };
            let holder = *id;
            let is_instance = |object: &&Arc<Obj>| matches!(object.kind, Kind::Instance(_));
            let Some(object) = st.heap.own(holder).filter(is_instance).map(Arc::clone) else { continue };
            for (name, value) in &object.attributes {
                let named = Named { slot, attribute: Some(*name) };
                if let Some(now) = self.found_inside(st, value, named, compared, place)
                    && let Some(object) = self.edit(st, holder)
                {
                    object.set_attribute(*name, now);
                }
            }
        }
    }

    /// What a text or path is known to be after `compared` was found inside a folder; nothing if that is no more than before.
    fn found_inside(
        &mut self,
        st: &mut State,
        value: &Value,
        named: Named,
        compared: &Taint,
        place: Place,
    ) -> Option<Value> {
        let paths = self.paths_among(st, value);
        if !self.is_all_text(value, &paths) && !self.is_text_of_path(value, named, compared) {
            return None;
        }
        let mut now = value.clone();
        now.taint = value.taint.map(|label| as_found(label, &Taint::CLEAN, compared, place));
        // What is on a path object came with what is on the value, by a way that may have other steps.
        let change = |taint: &Taint| taint.map(|label| as_found(label, &value.taint, compared, place));
        self.change_paths(st, &mut now, &paths, &change, (named, place));
        (now != *value).then_some(now)
    }

    /// Changes the data that is held by the paths which a value may be. A value that is one path is that very object; of
    /// several, nobody knows which one it is, so each one goes on as a copy: a path never changes, and who has the others in
    /// another variable has not compared them.
    pub(super) fn change_paths(
        &mut self,
        st: &mut State,
        value: &mut Value,
        paths: &[ObjId],
        change: &dyn Fn(&Taint) -> Taint,
        by: impl Hash + Copy,
    ) {
        for id in paths {
            let Some(object) = st.heap.own(*id) else { continue };
            let taint = change(&object.taint);
            if taint == object.taint {
                continue;
            }
            if value.one().is_some() {
                if let Some(object) = self.edit(st, *id) {
                    object.taint = taint;
                }
                continue;
            }
            let copy = Obj { taint, ..(**object).clone() };
            let new = ObjId::of((id.0, by, 0xc0b1_u32));
            st.heap.put(new, Arc::new(copy));
            let atoms: Vec<Atom> = value.atoms().to_vec();
            value.atoms = Atoms::None;
            for atom in &atoms {
                let is_it = *atom == Atom::Object(*id);
                value.add(&if is_it { Atom::Object(new) } else { atom.clone() });
            }
        }
    }

    /// The path objects of this request that a value may be.
    pub(super) fn paths_among(&self, st: &State, value: &Value) -> Vec<ObjId> {
        let path = |atom: &Atom| match atom {
            Atom::Object(id) => st.heap.own(*id).filter(|object| self.is_path(object)).map(|_| *id),
            _ => None,
        };
        value.atoms().iter().filter_map(path).collect()
    }

    /// Whether an object of a library can stand where a path is asked for.
    fn is_path(&self, object: &Obj) -> bool {
        matches!(object.kind, Kind::Library(item) if self.catalog.member(item, "__fspath__").is_some())
    }

    /// Whether a value is a text, a number or a path, whatever it is.
    fn is_all_text(&self, value: &Value, paths: &[ObjId]) -> bool {
        value.atoms().iter().all(|atom| match atom {
            Atom::Const(_) => true,
            Atom::Instance(item, _) => self.known.is_text(*item) || self.known.is_number(*item),
            // A path that was made while the program started holds nobody's data.
            Atom::Object(id) => paths.contains(id) || self.base.get(id).is_some_and(|object| self.is_path(object)),
            _ => false,
        })
    }

    /// Whether what is not known to be a text is one: the first thing that was done to it on the way to what was compared
    /// took it as it is. Of a mapping only a part would have been taken.
    fn is_text_of_path(&self, value: &Value, named: Named, compared: &Taint) -> bool {
        let file = self.hir();
        let is_variable = |operand: ExprId| matches!(file.exprs[operand.0 as usize], Expr::Var(Variable::Slot(own)) if own as usize == named.slot);
        let is_one = |operand: ExprId| match (named.attribute, file.exprs[operand.0 as usize]) {
            (None, _) => is_variable(operand),
            (Some(wanted), Expr::Attribute { base, name, .. }) => self.symbol(name) == wanted && is_variable(base),
            _ => false,
        };
        let takes = |place: Place| match file.exprs.get(self.expr_at(place).0 as usize) {
            Some(Expr::Call { callee, arguments }) => {
                let base = match file.exprs[callee.0 as usize] {
                    Expr::Attribute { base, .. } => Some(base),
                    _ => None,
                };
                let arguments = arguments.range().map(|at| file.arguments[at].value());
                arguments.chain(base).any(is_one)
            }
            Some(Expr::Binary { left, right, .. }) => is_one(*left) || is_one(*right),
            _ => false,
        };
        value.is_unknown()
            && value.taint.labels().iter().any(|label| {
                let known = label.trail.as_ref().map_or(0, |trail| trail.length);
                let mut steps = compared.labels().iter().filter(|own| own.comes_from(label)).filter_map(|own| {
                    let mut at = own.trail.as_deref();
                    while let Some(step) = at.filter(|step| step.length > known + 1) {
                        at = step.before.as_deref();
                    }
                    at
                });
                steps.any(|step| step.place.file == self.file_id() && takes(step.place))
            })
    }
}

/// A label after `compared`, which may have been made of it or of what is on `also`, was found inside a folder.
fn as_found(label: &Label, also: &Taint, compared: &Taint, place: Place) -> Label {
    let concepts = Interp::concepts(INSIDE);
    let is_checked = compared.labels().iter().any(|own| {
        let mut earlier = [label].into_iter().chain(also.labels());
        !own.cleared.holds(concepts) && own.origin == label.origin && earlier.any(|label| own.comes_from(label))
    });
    if !is_checked || label.cleared.holds(concepts) {
        return label.clone();
    }
    let mut label = label.step(place, Happening::Guarded(concepts));
    label.cleared = label.cleared.and(concepts);
    label
}

/// Whether a normal form of all of this data was compared with a folder between two places.
pub(super) fn compared_with_folder(before: &Taint, after: &Taint) -> bool {
    let inside = INSIDE.iter().filter_map(|word| Concepts::named(word));
    let inside = inside.fold(Concepts::NONE, Concepts::and);
    before.labels().iter().all(|start| {
        let Some(end) = after.labels().iter().find(|label| label.origin == start.origin) else { return false };
        let known = start.trail.as_ref().map_or(0, |trail| trail.length);
        let mut at = end.trail.as_deref();
        while let Some(step) = at.filter(|step| step.length > known) {
            if step.happening == Happening::Guarded(inside) {
                return true;
            }
            at = step.before.as_deref();
        }
        false
    })
}
