//! What entry points left in shared objects, and who has to be run again because of it.

use crate::heap::{Base, Obj, ObjId, objects_of};
use crate::trace::Seen;
use crate::value::{Atom, Value};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// How far from a shared object data is looked for.
const FAR: u32 = 4;

/// The parts of shared objects that are no longer what they were before the first request.
#[derive(Debug, Default)]
pub(crate) struct Updates {
    changed: FxHashSet<Seen>,
}

impl Updates {
    /// Whether nothing has to be run again.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// Whether any of these things is not what it was.
    pub fn touch<'s>(&self, mut seen: impl Iterator<Item = &'s Seen>) -> bool {
        seen.any(|seen| self.changed.contains(seen))
    }

    /// Whether what a call rests on is not what it was.
    pub fn touch_call(&self, seen: &[Seen]) -> bool {
        seen.iter().any(|seen| match seen {
            Seen::Edited(id) => self.changed.contains(&Seen::Object(*id)),
            seen => self.changed.contains(seen),
        })
    }

    /// Adds to the base what an entry point left in it.
    pub fn apply(&mut self, base: &mut Base, changes: Vec<(ObjId, Arc<Obj>)>) {
        let (known, made): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(id, _)| base.contains_key(id));
        base.extend(made);
        for (id, object) in known {
            let Some(own) = base.get(&id) else { continue };
            let mut joined = (**own).clone();
            joined.join(&object);
            if joined == **own {
                continue;
            }
            let (before, joined) = (Arc::clone(own), Arc::new(joined));
            base.insert(id, Arc::clone(&joined));
            self.note(base, id, &before, &joined);
        }
    }

    /// Notes what matters to others: data, and what was not known at all before.
    fn note(&mut self, base: &Base, id: ObjId, before: &Obj, now: &Obj) {
        let matters = |was: Option<&Value>, is: &Value| {
            was != Some(is) && (was.is_none_or(says_nothing) && !says_nothing(is) || holds_data(base, is, 0))
        };
        let mut any = false;
        for (name, value) in &now.attributes {
            if matters(before.attribute(*name), value) {
                self.changed.insert(Seen::Attribute(id, *name));
                any = true;
            }
        }
        let whole = now.taint != before.taint;
        if whole {
            self.changed.insert(Seen::Data(id));
            self.changed.extend(now.attributes.iter().map(|(name, _)| Seen::Attribute(id, *name)));
        }
        let parts = now.entries.iter().any(|(key, value)| matters(before.entry(key), value))
            || now
                .items
                .iter()
                .flatten()
                .enumerate()
                .any(|(at, value)| matters(before.items.as_ref().and_then(|items| items.get(at)), value))
            || matters(Some(&before.rest), &now.rest)
            || matters(Some(&before.keys), &now.keys);
        if any || whole || parts {
            self.changed.insert(Seen::Object(id));
        }
    }
}

/// The object as another request finds it. What lies in an attribute of an object may be a setting that few may change,
/// and is not as sure to be an attacker's as what stands in a list or under a global name.
pub(crate) fn as_others_find_it(object: &Arc<Obj>) -> Arc<Obj> {
    use crate::heap::Kind;
    if !matches!(object.kind, Kind::Instance(_) | Kind::Library(_) | Kind::Class(_)) {
        return Arc::clone(object);
    }
    let mut found = Arc::clone(object);
    let stored = |taint: &crate::taint::Taint| taint.weakened(crate::outcome::Certainty::Stored);
    let holder = Arc::make_mut(&mut found);
    holder.taint = stored(&holder.taint);
    let attributes = holder.attributes.iter_mut().map(|(_, value)| value);
    for value in attributes.chain(holder.entries.iter_mut().map(|(_, value)| value)).chain([&mut holder.rest]) {
        if !value.taint.is_clean() {
            value.taint = stored(&value.taint);
        }
    }
    found
}

/// Whether a value tells nobody what can be done with it.
fn says_nothing(value: &Value) -> bool {
    value.atoms().iter().all(|atom| matches!(atom, Atom::Const(_) | Atom::Unknown))
}

/// Whether a visitor's data is anywhere in a value.
fn holds_data(base: &Base, value: &Value, depth: u32) -> bool {
    if !value.taint.is_clean() {
        return true;
    }
    if depth > FAR {
        return false;
    }
    let mut ids = Vec::new();
    objects_of(value, &mut ids);
    ids.iter().filter_map(|id| base.get(id)).any(|object| {
        let is_plain =
            !matches!(object.kind, crate::heap::Kind::Module | crate::heap::Kind::Class(_) | crate::heap::Kind::Cells);
        is_plain && (!object.taint.is_clean() || object.parts().any(|part| holds_data(base, part, depth + 1)))
    })
}
