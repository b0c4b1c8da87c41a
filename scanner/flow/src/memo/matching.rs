//! Whether two calls are equal but for the names of the objects of their requests.

use crate::heap::{Base, Heap, Kind, Obj, ObjId};
use crate::value::{Atom, Function, Method, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Walks through both at once and notes which object here stands for which there.
pub(super) struct Matcher<'a> {
    then: &'a [(ObjId, Arc<Obj>)],
    heap: &'a Heap,
    base: &'a Base,
    /// The name then, and now.
    pub names: FxHashMap<ObjId, ObjId>,
    taken: FxHashSet<ObjId>,
    todo: Vec<(ObjId, ObjId)>,
}

impl<'a> Matcher<'a> {
    /// `then` are the objects that the earlier call could reach, in order of identity; `heap` is the present one.
    pub fn new(then: &'a [(ObjId, Arc<Obj>)], heap: &'a Heap, base: &'a Base) -> Self {
        Self { then, heap, base, names: FxHashMap::default(), taken: FxHashSet::default(), todo: Vec::new() }
    }

    /// Whether the two calls are equal.
    pub fn equal(&mut self, env_then: Option<ObjId>, env_now: Option<ObjId>, then: &[Value], now: &[Value]) -> bool {
        if !self.option(env_then, env_now) || !self.values(then, now) {
            return false;
        }
        while let Some((then, now)) = self.todo.pop() {
            let Ok(at) = self.then.binary_search_by_key(&then, |(id, _)| *id) else { return false };
            let (before, heap) = (Arc::clone(&self.then[at].1), self.heap);
            let Some(present) = heap.own(now) else { return false };
            if then == now && Arc::ptr_eq(&before, present) && self.is_flat(&before) {
                continue;
            }
            if !self.object(&before, present) {
                return false;
            }
        }
        true
    }

    /// Whether nothing else hangs on the object.
    fn is_flat(&self, object: &Obj) -> bool {
        let mut ids = Vec::new();
        object.parts().for_each(|value| crate::heap::objects_of(value, &mut ids));
        ids.is_empty() && !matches!(object.kind, Kind::Instance(_))
    }

    fn id(&mut self, then: ObjId, now: ObjId) -> bool {
        if let Some(known) = self.names.get(&then) {
            return *known == now;
        }
        if self.then.binary_search_by_key(&then, |(id, _)| *id).is_err() {
            // A shared object that nobody had changed. If the call looked at it, it is compared elsewhere.
            return then == now;
        }
        if self.heap.own(now).is_none() || self.base.contains_key(&then) != self.base.contains_key(&now) {
            return false;
        }
        if self.base.contains_key(&then) && then != now || !self.taken.insert(now) {
            return false;
        }
        self.names.insert(then, now);
        self.todo.push((then, now));
        true
    }

    fn option(&mut self, then: Option<ObjId>, now: Option<ObjId>) -> bool {
        match (then, now) {
            (None, None) => true,
            (Some(then), Some(now)) => self.id(then, now),
            _ => false,
        }
    }

    fn object(&mut self, then: &Obj, now: &Obj) -> bool {
        let kinds = match (&then.kind, &now.kind) {
            (Kind::Instance(then), Kind::Instance(now)) => self.id(*then, *now),
            (then, now) => then == now,
        };
        kinds
            && then.taint == now.taint
            && then.attributes.len() == now.attributes.len()
            && then.entries.len() == now.entries.len()
            && then.items.as_ref().map(Vec::len) == now.items.as_ref().map(Vec::len)
            && then.attributes.iter().zip(&now.attributes).all(|((a, x), (b, y))| a == b && self.value(x, y))
            && then.entries.iter().zip(&now.entries).all(|((a, x), (b, y))| a == b && self.value(x, y))
            && then.items.iter().flatten().zip(now.items.iter().flatten()).all(|(x, y)| self.value(x, y))
            && self.value(&then.rest, &now.rest)
            && self.value(&then.keys, &now.keys)
    }

    fn values(&mut self, then: &[Value], now: &[Value]) -> bool {
        then.len() == now.len() && then.iter().zip(now).all(|(then, now)| self.value(then, now))
    }

    fn value(&mut self, then: &Value, now: &Value) -> bool {
        then.text == now.text
            && then.taint == now.taint
            && then.implies == now.implies
            && then.atoms().len() == now.atoms().len()
            && then.atoms().iter().zip(now.atoms()).all(|(then, now)| self.atom(then, now))
    }

    fn atom(&mut self, then: &Atom, now: &Atom) -> bool {
        match (then, now) {
            (Atom::Object(then), Atom::Object(now)) | (Atom::Class(then), Atom::Class(now)) => self.id(*then, *now),
            (Atom::Tuple(then), Atom::Tuple(now)) => self.values(then, now),
            (Atom::Function(then), Atom::Function(now)) => self.function(then, now),
            (Atom::Bound(then, first), Atom::Bound(now, second)) => {
                self.value(then, now)
                    && match (first, second) {
                        (Method::Function(then), Method::Function(now)) => self.function(then, now),
                        (first, second) => first == second,
                    }
            }
            (Atom::Descriptor(first, then), Atom::Descriptor(second, now)) => first == second && self.value(then, now),
            (Atom::Super(first, then), Atom::Super(second, now)) => self.id(*first, *second) && self.value(then, now),
            (then, now) => then == now,
        }
    }

    fn function(&mut self, then: &Arc<Function>, now: &Arc<Function>) -> bool {
        then.scope == now.scope
            && self.option(then.env, now.env)
            && self.option(then.owner, now.owner)
            && then.defaults.len() == now.defaults.len()
            && then.defaults.iter().zip(&now.defaults).all(|pair| match pair {
                (None, None) => true,
                (Some(then), Some(now)) => self.value(then, now),
                _ => false,
            })
    }
}
