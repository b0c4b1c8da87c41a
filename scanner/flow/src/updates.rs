//! What entry points left in shared objects, and who has to be run again because of it.

use crate::heap::{Base, Obj, ObjId, objects_of};
use crate::taint::Taint;
use crate::trace::Seen;
use crate::value::{Atom, Value};
use rustc_hash::FxHashSet;
use std::sync::{Arc, LazyLock};

/// How far from a shared object data is looked for.
const FAR: u32 = 4;

/// The parts of shared objects that are no longer what they were before the first request.
#[derive(Debug, Default)]
pub(crate) struct Updates {
    /// Those that hold a visitor's data now.
    data: FxHashSet<Seen>,
    /// Those of which nothing was known, and something is now.
    filled: FxHashSet<Seen>,
    /// Objects that were made on the way: nobody can have seen them. Of the others it is known what changed in each.
    made: FxHashSet<ObjId>,
}

impl Updates {
    /// Whether nothing has to be run again.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty() && self.filled.is_empty()
    }

    /// Whether any of these things is not what it was to an entry point that edited these objects. What it filled itself
    /// (a cache, a singleton that is made when it is first asked for) it has seen as others would leave it.
    pub fn touch(&self, seen: &[Seen], edited: &FxHashSet<ObjId>) -> bool {
        seen.iter().any(|seen| {
            self.data.contains(seen)
                || self.filled.contains(seen) && !seen.object().is_some_and(|id| edited.contains(&id))
        })
    }

    /// Whether what a call rests on is not what it was.
    pub fn touch_call(&self, seen: &[Seen]) -> bool {
        seen.iter().any(|seen| match seen {
            Seen::Edited(id) => self.has_changed(&Seen::Object(*id)),
            seen => self.has_changed(seen),
        })
    }

    /// Whether a value is or leads to a visitor's data that nobody can have seen.
    fn brings_data(&self, base: &Base, value: &Value, depth: u32) -> bool {
        if is_brought(&value.taint) {
            return true;
        }
        if depth > FAR {
            return false;
        }
        let in_tuple = value.atoms().iter().any(|atom| match atom {
            Atom::Tuple(items) => items.iter().any(|item| self.brings_data(base, item, depth + 1)),
            _ => false,
        });
        if in_tuple {
            return true;
        }
        let mut ids = Vec::new();
        objects_of(value, &mut ids);
        ids.iter().filter(|id| self.made.contains(id)).filter_map(|id| base.get(id)).any(|object| {
            is_brought(&object.taint) || object.parts().any(|part| self.brings_data(base, part, depth + 1))
        })
    }

    fn has_changed(&self, seen: &Seen) -> bool {
        self.data.contains(seen) || self.filled.contains(seen)
    }

    /// Adds to the base what an entry point left in it.
    pub fn apply(&mut self, base: &mut Base, changes: Vec<(ObjId, Arc<Obj>)>) {
        let (known, made): (Vec<_>, Vec<_>) = changes.into_iter().partition(|(id, _)| base.contains_key(id));
        self.made.extend(made.iter().map(|(id, _)| *id));
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
        let (mut with_data, mut was_filled) = (false, false);
        let mut look = |own: &Self, was: Option<&Value>, is: &Value| {
            let is_data = was != Some(is) && own.brings_data(base, is, 0);
            let is_filled = !is_data && was.is_none_or(says_nothing) && !says_nothing(is);
            with_data |= is_data;
            was_filled |= is_filled;
            (is_data, is_filled)
        };
        for (name, value) in &now.attributes {
            match look(self, before.attribute(*name), value) {
                (true, _) => self.data.insert(Seen::Attribute(id, *name)),
                (_, true) => self.filled.insert(Seen::Attribute(id, *name)),
                _ => false,
            };
        }
        for (key, value) in &now.entries {
            look(self, before.entry(key), value);
        }
        for (at, value) in now.items.iter().flatten().enumerate() {
            look(self, before.items.as_ref().and_then(|items| items.get(at)), value);
        }
        look(self, Some(&before.rest), &now.rest);
        look(self, Some(&before.keys), &now.keys);
        if now.taint != before.taint && is_brought(&now.taint) {
            with_data = true;
            self.data.insert(Seen::Data(id));
            self.data.extend(now.attributes.iter().map(|(name, _)| Seen::Attribute(id, *name)));
        }
        if with_data {
            self.data.insert(Seen::Object(id));
        } else if was_filled {
            self.filled.insert(Seen::Object(id));
        }
    }
}

/// Whether an object keeps what is stored in it under attributes (or settings).
pub(crate) fn has_settings(object: &Obj) -> bool {
    use crate::heap::Kind;
    matches!(object.kind, Kind::Instance(_) | Kind::Library(_) | Kind::Class(_))
}

/// An object with settings, or what hangs on one, as another request finds it. What lies in an attribute of an object may
/// be a setting that few may change, and is not as sure to be an attacker's as what stands in a list or under a global name.
pub(crate) fn as_others_find_it(object: &Arc<Obj>) -> Arc<Obj> {
    let mut found = Arc::clone(object);
    let stored = |taint: &Taint| taint.weakened(crate::outcome::Certainty::Stored);
    let holder = Arc::make_mut(&mut found);
    holder.taint = stored(&holder.taint);
    let attributes = holder.attributes.iter_mut().map(|(_, value)| value);
    let items = holder.items.iter_mut().flatten();
    let entries = holder.entries.iter_mut().map(|(_, value)| value);
    for value in attributes.chain(entries).chain(items).chain([&mut holder.rest, &mut holder.keys]) {
        if !value.taint.is_clean() {
            value.taint = stored(&value.taint);
        }
    }
    found
}

/// Whether any of the data came with a request. What lies in the application's own files, tables and environment, each
/// request finds there itself.
fn is_brought(taint: &Taint) -> bool {
    static OWN: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let kinds = ["database", "file", "environment", "argument", "input"];
        kinds.into_iter().filter_map(stopple_libraries::concept::source_named).collect()
    });
    taint.labels().iter().any(|label| !OWN.contains(&label.origin.kind))
}

/// Whether a value tells nobody what can be done with it.
fn says_nothing(value: &Value) -> bool {
    value.atoms().iter().all(|atom| matches!(atom, Atom::Const(_) | Atom::Unknown))
}
