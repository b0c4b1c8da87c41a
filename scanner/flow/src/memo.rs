//! Results of calls, kept for calls that cannot differ.
//!
//! A call is the same as an earlier one if its arguments are equal, the objects that it can reach through them are in
//! the same state, and so is everything shared that the earlier one looked at. Objects of a request have identities of
//! their own in each call, so «equal» means: equal but for the names of such objects. Then its result and what it did
//! to objects are taken over; objects that it made get new identities, as if it had been run again.
//!
//! What one entry point keeps helps later ones, if no visitor's data went in. Entry points run in waves, and each sees
//! what the waves before it kept: never what a thread beside it happens to have done.

mod matching;

use crate::heap::{Base, Heap, Obj, ObjId, objects_of};
use crate::trace::Seen;
use crate::value::{Atom, Atoms, Function, Method, Value};
use matching::Matcher;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use stopple_program::ScopeRef;

/// Different calls of one function that are kept.
const MOST_KEPT: usize = 24;
/// A call that can reach more objects is not kept.
const MOST_REACHED: usize = 200;

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

/// What a call is made with.
pub(crate) struct Call<'a> {
    pub scope: ScopeRef,
    pub env: Option<ObjId>,
    pub values: &'a [Value],
    /// Hash of the calls that led here.
    pub context: u64,
    /// How many calls are under way.
    pub depth: usize,
}

/// A call that was run to its end.
#[derive(Debug)]
pub(crate) struct Kept {
    values: Vec<Value>,
    env: Option<ObjId>,
    /// The objects of the request that it could reach, in order of identity.
    reached: Vec<(ObjId, Arc<Obj>)>,
    result: Result,
    /// Objects that it made.
    made: Vec<ObjId>,
    /// What it looked at and met.
    pub seen: Vec<Seen>,
    /// The shared objects among them.
    shared: FxHashSet<ObjId>,
    /// Those of them that had been changed before, as they were.
    versions: Vec<(ObjId, Arc<Obj>)>,
    /// Whether any data went in.
    is_clean: bool,
    /// If something in it was cut off: how deep the call was. Where calls are as deep or deeper, as much would be cut again.
    cut_at: Option<usize>,
}

/// Calls by function.
pub(crate) type Calls = FxHashMap<ScopeRef, Vec<Arc<Kept>>>;

/// The calls that are kept: those of this entry point, and those of earlier waves.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    own: Calls,
    earlier: Arc<Calls>,
}

impl Memo {
    /// A memo over what earlier waves kept.
    pub fn over(earlier: Arc<Calls>) -> Self {
        Self { own: Calls::default(), earlier }
    }

    /// What others may use, in order of function.
    pub fn into_shareable(self) -> Vec<(ScopeRef, Vec<Arc<Kept>>)> {
        let mut all: Vec<(ScopeRef, Vec<Arc<Kept>>)> = self.own.into_iter().collect();
        all.iter_mut().for_each(|(_, calls)| calls.retain(|kept| kept.is_clean && kept.cut_at.is_none()));
        all.sort_unstable_by_key(|(scope, _)| *scope);
        all
    }

    /// The result of an equal call, with objects of its own. `edited` are the shared objects that may have been changed.
    pub fn find(
        &self,
        call: &Call<'_>,
        heap: &Heap,
        base: &Base,
        edited: &FxHashSet<ObjId>,
    ) -> Option<(Result, Arc<Kept>)> {
        let candidates = [&self.own, &*self.earlier].into_iter().filter_map(|calls| calls.get(&call.scope)).flatten();
        for kept in candidates {
            if kept.cut_at.is_some_and(|depth| call.depth < depth) || !kept.rests_on_the_same(heap, edited) {
                continue;
            }
            let mut matcher = Matcher::new(&kept.reached, heap, base);
            if matcher.equal(kept.env, call.env, &kept.values, call.values) {
                return Some((kept.result_for(matcher.names, call.context), Arc::clone(kept)));
            }
        }
        None
    }

    /// Keeps the result of a call. `before` is the heap as it was at the call, `seen` what the call looked at.
    #[allow(clippy::too_many_arguments, reason = "all that the result rests on")]
    pub fn keep(
        &mut self,
        call: &Call<'_>,
        reached: Vec<(ObjId, Arc<Obj>)>,
        result: Result,
        seen: Vec<Seen>,
        before: &Heap,
        base: &Base,
        is_clean: bool,
        is_cut: bool,
    ) {
        let entries = self.own.entry(call.scope).or_default();
        if entries.len() >= MOST_KEPT {
            return;
        }
        let shared: FxHashSet<ObjId> = seen.iter().filter_map(Seen::object).collect();
        let mut versions: Vec<(ObjId, Arc<Obj>)> =
            shared.iter().filter_map(|id| Some((*id, Arc::clone(before.own(*id)?)))).collect();
        versions.sort_unstable_by_key(|(id, _)| *id);
        // Objects of this request that are reached through shared ones have names that mean nothing to others.
        let leads_into_request = versions.iter().any(|(id, object)| {
            let mut ids = Vec::new();
            seen.iter().for_each(|seen| match seen {
                Seen::Object(seen) | Seen::Edited(seen) if seen == id => {
                    object.parts().for_each(|value| objects_of(value, &mut ids))
                }
                Seen::Attribute(seen, name) if seen == id => {
                    object.attribute(*name).into_iter().for_each(|value| objects_of(value, &mut ids));
                }
                _ => {}
            });
            ids.iter().any(|id| !base.contains_key(id))
        });
        if leads_into_request {
            return;
        }
        let made = result
            .changes
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| *id != ObjId::THROWN && before.own(*id).is_none() && !base.contains_key(id))
            .collect();
        let values = call.values.to_vec();
        entries.push(Arc::new(Kept {
            values,
            env: call.env,
            reached,
            result,
            made,
            seen,
            shared,
            versions,
            is_clean,
            cut_at: is_cut.then_some(call.depth),
        }));
    }
}

/// Adds what an entry point kept to what all later ones see.
pub(crate) fn share(calls: &mut Calls, kept: Vec<(ScopeRef, Vec<Arc<Kept>>)>) {
    for (scope, kept) in kept {
        let own = calls.entry(scope).or_default();
        own.extend(kept.into_iter().take(MOST_KEPT.saturating_sub(own.len())));
    }
}

impl Kept {
    /// Whether something in it was cut off.
    pub fn is_cut(&self) -> bool {
        self.cut_at.is_some()
    }

    /// Whether every shared object that the call looked at is as it was then.
    fn rests_on_the_same(&self, heap: &Heap, edited: &FxHashSet<ObjId>) -> bool {
        let differs = |id: &ObjId| {
            let then = self.versions.iter().find(|(own, _)| own == id).map(|(_, object)| object);
            match (heap.own(*id), then) {
                (None, None) => false,
                (Some(now), Some(then)) if Arc::ptr_eq(now, then) => false,
                (Some(now), Some(then)) => self.seen.iter().any(|seen| match seen {
                    Seen::Object(seen) | Seen::Edited(seen) if seen == id => now != then,
                    Seen::Data(seen) if seen == id => now.taint != then.taint,
                    Seen::Attribute(seen, name) if seen == id => {
                        now.attribute(*name) != then.attribute(*name) || now.taint != then.taint
                    }
                    _ => false,
                }),
                // An object that was changed only here, or only there.
                _ => true,
            }
        };
        !edited.iter().any(|id| self.shared.contains(id) && differs(id))
            && !self.versions.iter().any(|(id, _)| heap.own(*id).is_none())
    }

    /// The result under the names of another call.
    fn result_for(&self, mut names: Names, context: u64) -> Result {
        names.extend(self.made.iter().map(|id| (*id, ObjId::of((context, id.0)))));
        names.retain(|before, now| before != now);
        if names.is_empty() {
            return self.result.clone();
        }
        let rename_all = |values: &Option<Vec<Value>>| {
            values.as_ref().map(|values| values.iter().map(|value| rename(value, &names)).collect::<Vec<Value>>())
        };
        let exit = self.result.exit.as_ref().map(|(value, when_true, when_false)| {
            (rename(value, &names), rename_all(when_true), rename_all(when_false))
        });
        let changes = self
            .result
            .changes
            .iter()
            .map(|(id, object)| (names.get(id).copied().unwrap_or(*id), rename_object(object, &names)))
            .collect();
        Result { exit, changes }
    }
}

/// The objects of this request that values lead to, in order; `None` if there are too many.
pub(crate) fn reached(values: &[Value], env: Option<ObjId>, heap: &Heap) -> Option<Vec<(ObjId, Arc<Obj>)>> {
    let mut ids: Vec<ObjId> = env.into_iter().collect();
    values.iter().for_each(|value| objects_of(value, &mut ids));
    let mut found: Vec<(ObjId, Arc<Obj>)> = Vec::new();
    let mut seen: FxHashSet<ObjId> = FxHashSet::default();
    while let Some(id) = ids.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(object) = heap.own(id) else { continue };
        if found.len() >= MOST_REACHED {
            return None;
        }
        let object = Arc::clone(object);
        object.parts().for_each(|value| objects_of(value, &mut ids));
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
