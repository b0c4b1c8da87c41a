//! Results of calls, kept for calls that cannot differ.
//!
//! A call is the same as an earlier one of the same entry point if its arguments are equal, the objects that it can
//! reach through them are in the same state, and no shared object was changed since. Then its result and what it did
//! to objects are taken over; objects that it made get identities of their own, as if it had been run again.

use crate::heap::{Base, Heap, Obj, ObjId, objects_of};
use crate::value::{Atom, Atoms, Function, Method, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use stopple_program::ScopeRef;

/// Different calls of one function that are kept.
const MOST_KEPT: usize = 24;
/// A call that can reach more objects is not kept.
const MOST_REACHED: usize = 200;

/// What is looked up: the function and the number of changes to shared objects before the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub scope: ScopeRef,
    pub env: Option<ObjId>,
    pub epoch: u64,
}

/// What a call gives: the value, and the parameters when it is true and when it is false.
pub(crate) type Given = (Value, Option<Vec<Value>>, Option<Vec<Value>>);

/// What a call leaves.
#[derive(Debug, Clone)]
pub(crate) struct Result {
    /// What it gives; `None` if it does not come back.
    pub exit: Option<Given>,
    /// Objects in the state that it leaves them in.
    pub changes: Vec<(ObjId, Arc<Obj>)>,
}

#[derive(Debug)]
struct Entry {
    values: Vec<Value>,
    reached: Vec<(ObjId, Arc<Obj>)>,
    result: Result,
    /// Objects that the call made.
    made: Vec<ObjId>,
}

/// The calls that are kept.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    entries: FxHashMap<Key, Vec<Entry>>,
}

impl Memo {
    /// The result of an equal call, with objects of its own.
    pub fn find(&self, key: Key, values: &[Value], reached: &[(ObjId, Arc<Obj>)], context: u64) -> Option<Result> {
        let entry = self.entries.get(&key)?.iter().find(|entry| {
            entry.values == values
                && entry.reached.len() == reached.len()
                && entry.reached.iter().zip(reached).all(|((i, a), (j, b))| i == j && (Arc::ptr_eq(a, b) || a == b))
        })?;
        if entry.made.is_empty() {
            return Some(entry.result.clone());
        }
        let names: FxHashMap<ObjId, ObjId> = entry.made.iter().map(|id| (*id, ObjId::of((context, id.0)))).collect();
        let rename_all = |values: &Option<Vec<Value>>| {
            values.as_ref().map(|values| values.iter().map(|value| rename(value, &names)).collect::<Vec<Value>>())
        };
        let exit = entry.result.exit.as_ref().map(|(value, when_true, when_false)| {
            (rename(value, &names), rename_all(when_true), rename_all(when_false))
        });
        let changes = entry
            .result
            .changes
            .iter()
            .map(|(id, object)| (names.get(id).copied().unwrap_or(*id), rename_object(object, &names)))
            .collect();
        Some(Result { exit, changes })
    }

    /// Keeps the result of a call. `before` is the heap as it was at the call.
    pub fn keep(
        &mut self,
        key: Key,
        values: &[Value],
        reached: Vec<(ObjId, Arc<Obj>)>,
        result: Result,
        before: &Heap,
        base: &Base,
    ) {
        let entries = self.entries.entry(key).or_default();
        if entries.len() >= MOST_KEPT {
            return;
        }
        let made = result
            .changes
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| before.own(*id).is_none() && !base.contains_key(id))
            .collect();
        entries.push(Entry { values: values.to_vec(), reached, result, made });
    }
}

/// The objects of this request that values lead to, in order; `None` if there are too many.
pub(crate) fn reached(values: &[Value], env: Option<ObjId>, heap: &Heap) -> Option<Vec<(ObjId, Arc<Obj>)>> {
    let mut ids: Vec<ObjId> = env.into_iter().collect();
    values.iter().for_each(|value| objects_of(value, &mut ids));
    let mut found: Vec<(ObjId, Arc<Obj>)> = Vec::new();
    let mut seen: rustc_hash::FxHashSet<ObjId> = rustc_hash::FxHashSet::default();
    while let Some(id) = ids.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(object) = heap.own(id) else { continue };
        if found.len() >= MOST_REACHED {
            return None;
        }
        let object = Arc::clone(object);
        for value in object
            .attributes
            .iter()
            .map(|(_, value)| value)
            .chain(object.entries.iter().map(|(_, value)| value))
            .chain(object.items.iter().flatten())
            .chain([&object.rest, &object.keys])
        {
            objects_of(value, &mut ids);
        }
        if let crate::heap::Kind::Instance(class) = object.kind {
            ids.push(class);
        }
        found.push((id, object));
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    Some(found)
}

type Names = FxHashMap<ObjId, ObjId>;

fn rename_object(object: &Arc<Obj>, names: &Names) -> Arc<Obj> {
    let mut renamed = (**object).clone();
    renamed.attributes.iter_mut().for_each(|(_, value)| *value = rename(value, names));
    renamed.entries.iter_mut().for_each(|(_, value)| *value = rename(value, names));
    renamed.items.iter_mut().flatten().for_each(|value| *value = rename(value, names));
    renamed.rest = rename(&renamed.rest, names);
    renamed.keys = rename(&renamed.keys, names);
    if let crate::heap::Kind::Instance(class) = &mut renamed.kind
        && let Some(new) = names.get(class)
    {
        *class = *new;
    }
    Arc::new(renamed)
}

fn rename(value: &Value, names: &Names) -> Value {
    let mut ids = Vec::new();
    objects_of(value, &mut ids);
    if !ids.iter().any(|id| names.contains_key(id)) {
        return value.clone();
    }
    let mut renamed = value.clone();
    renamed.atoms = match &value.atoms {
        Atoms::None => Atoms::None,
        Atoms::One(atom) => Atoms::One(rename_atom(atom, names)),
        Atoms::Many(atoms) => Atoms::Many(Arc::new(atoms.iter().map(|atom| rename_atom(atom, names)).collect())),
    };
    renamed
}

fn rename_atom(atom: &Atom, names: &Names) -> Atom {
    let new = |id: &ObjId| names.get(id).copied().unwrap_or(*id);
    let function = |function: &Arc<Function>| {
        Arc::new(Function {
            scope: function.scope,
            env: function.env.as_ref().map(new),
            defaults: function.defaults.iter().map(|value| value.as_ref().map(|value| rename(value, names))).collect(),
            owner: function.owner.as_ref().map(new),
        })
    };
    match atom {
        Atom::Object(id) => Atom::Object(new(id)),
        Atom::Class(id) => Atom::Class(new(id)),
        Atom::Tuple(items) => Atom::Tuple(items.iter().map(|item| rename(item, names)).collect()),
        Atom::Function(own) => Atom::Function(function(own)),
        Atom::Bound(receiver, method) => {
            let method = match method {
                Method::Function(own) => Method::Function(function(own)),
                other => other.clone(),
            };
            Atom::Bound(Arc::new(rename(receiver, names)), method)
        }
        Atom::Descriptor(kind, inner) => Atom::Descriptor(*kind, Arc::new(rename(inner, names))),
        Atom::Super(class, receiver) => Atom::Super(new(class), Arc::new(rename(receiver, names))),
        other => other.clone(),
    }
}
