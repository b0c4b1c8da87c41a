//! A map of objects that is cheap to copy and cheap to join.
//!
//! Every branch of the program copies the state, and every end of a branch joins two of them; both differ in a few
//! objects only. So the map is a tree over the bits of the identities (which are hashes, and thus spread evenly) whose
//! parts are shared: a copy copies a pointer, and a join visits only the parts that are not the same pointer.

use crate::heap::{Base, Obj, ObjId};
use std::sync::Arc;

/// A leaf with more entries is split.
const LEAF: usize = 8;
/// Bits of the identity per level.
const BITS: u32 = 4;

#[derive(Debug, Clone)]
enum Node {
    Leaf(Vec<(ObjId, Arc<Obj>)>),
    Branch([Option<Arc<Node>>; 16]),
}

/// The map.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store(Option<Arc<Node>>);

fn slot(id: ObjId, depth: u32) -> usize {
    // The upper bits of the hash are the better mixed ones.
    ((id.0.rotate_left((depth + 1) * BITS)) & 0xf) as usize
}

impl Store {
    /// The object of an identity.
    pub fn get(&self, id: ObjId) -> Option<&Arc<Obj>> {
        get(self.0.as_deref()?, id, 0)
    }

    /// The place of an object, made by `make` if there is none yet; `None` if `make` has none.
    pub fn entry(&mut self, id: ObjId, make: impl FnOnce() -> Option<Arc<Obj>>) -> Option<&mut Arc<Obj>> {
        if self.get(id).is_none() {
            let object = make()?;
            self.insert(id, object);
        }
        let mut node = Arc::make_mut(self.0.as_mut()?);
        let mut depth = 0;
        loop {
            match node {
                Node::Leaf(entries) => return entries.iter_mut().find(|(own, _)| *own == id).map(|(_, object)| object),
                Node::Branch(children) => {
                    node = Arc::make_mut(children[slot(id, depth)].as_mut()?);
                    depth += 1;
                }
            }
        }
    }

    /// Puts an object in its place.
    pub fn insert(&mut self, id: ObjId, object: Arc<Obj>) {
        let root = self.0.get_or_insert_with(|| Arc::new(Node::Leaf(Vec::new())));
        insert(Arc::make_mut(root), id, object, 0);
    }

    /// Visits every object, in an order that depends on the identities alone.
    pub fn for_each(&self, visit: &mut impl FnMut(ObjId, &Arc<Obj>)) {
        if let Some(root) = &self.0 {
            for_each(root, visit);
        }
    }

    /// The objects that are not the same as in `before`.
    pub fn changes_since(&self, before: &Self) -> Vec<(ObjId, Arc<Obj>)> {
        let mut found = Vec::new();
        if let Some(now) = &self.0 {
            changes(now, before.0.as_ref(), 0, &mut found);
        }
        found
    }

    /// Whether both hold equal objects.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(a), Some(b)) => same(a, b),
            _ => false,
        }
    }

    /// Adds what the other way left. An object that only one way has changed is, on the other, as the base has it.
    pub fn join(&mut self, other: &Self, base: &Base) {
        let joined = match (&self.0, &other.0) {
            (None, None) => return,
            (Some(a), Some(b)) => join(a, b, 0, base),
            (Some(one), None) | (None, Some(one)) => one_sided(one, base),
        };
        self.0 = Some(joined);
    }
}

fn get(mut node: &Node, id: ObjId, mut depth: u32) -> Option<&Arc<Obj>> {
    loop {
        match node {
            Node::Leaf(entries) => return entries.iter().find(|(own, _)| *own == id).map(|(_, object)| object),
            Node::Branch(children) => {
                node = children[slot(id, depth)].as_deref()?;
                depth += 1;
            }
        }
    }
}

fn insert(node: &mut Node, id: ObjId, object: Arc<Obj>, depth: u32) {
    match node {
        Node::Leaf(entries) => {
            if let Some((_, own)) = entries.iter_mut().find(|(own, _)| *own == id) {
                *own = object;
                return;
            }
            if entries.len() < LEAF || depth >= 15 {
                let at = entries.partition_point(|(own, _)| *own < id);
                entries.insert(at, (id, object));
                return;
            }
            let old = std::mem::take(entries);
            *node = Node::Branch(Default::default());
            for (id, object) in old {
                insert(node, id, object, depth);
            }
            insert(node, id, object, depth);
        }
        Node::Branch(children) => {
            let child = children[slot(id, depth)].get_or_insert_with(|| Arc::new(Node::Leaf(Vec::new())));
            insert(Arc::make_mut(child), id, object, depth + 1);
        }
    }
}

fn for_each(node: &Node, visit: &mut impl FnMut(ObjId, &Arc<Obj>)) {
    match node {
        Node::Leaf(entries) => entries.iter().for_each(|(id, object)| visit(*id, object)),
        Node::Branch(children) => children.iter().flatten().for_each(|child| for_each(child, visit)),
    }
}

fn changes(now: &Arc<Node>, before: Option<&Arc<Node>>, depth: u32, found: &mut Vec<(ObjId, Arc<Obj>)>) {
    let Some(before) = before else {
        for_each(now, &mut |id, object| found.push((id, Arc::clone(object))));
        return;
    };
    if Arc::ptr_eq(now, before) {
        return;
    }
    if let (Node::Branch(x), Node::Branch(y)) = (&**now, &**before) {
        for (x, y) in x.iter().zip(y) {
            if let Some(x) = x {
                changes(x, y.as_ref(), depth + 1, found);
            }
        }
        return;
    }
    for_each(now, &mut |id, object| {
        let same = get(before, id, depth).is_some_and(|old| Arc::ptr_eq(old, object));
        if !same {
            found.push((id, Arc::clone(object)));
        }
    });
}

fn entries(node: &Node) -> Vec<(ObjId, Arc<Obj>)> {
    let mut all = Vec::new();
    for_each(node, &mut |id, object| all.push((id, Arc::clone(object))));
    all.sort_unstable_by_key(|(id, _)| *id);
    all
}

fn same(a: &Arc<Node>, b: &Arc<Node>) -> bool {
    if Arc::ptr_eq(a, b) {
        return true;
    }
    match (&**a, &**b) {
        (Node::Branch(x), Node::Branch(y)) => x.iter().zip(y).all(|pair| match pair {
            (None, None) => true,
            (Some(x), Some(y)) => same(x, y),
            _ => false,
        }),
        (Node::Leaf(x), Node::Leaf(y)) => {
            x.len() == y.len() && x.iter().zip(y).all(|((i, x), (j, y))| i == j && (Arc::ptr_eq(x, y) || x == y))
        }
        _ => {
            let (x, y) = (entries(a), entries(b));
            x.len() == y.len() && x.iter().zip(&y).all(|((i, x), (j, y))| i == j && (Arc::ptr_eq(x, y) || x == y))
        }
    }
}

/// What one way made or changed, where the other did nothing.
fn with_base(id: ObjId, object: &Arc<Obj>, base: &Base) -> Option<Arc<Obj>> {
    let before = base.get(&id)?;
    if Arc::ptr_eq(object, before) {
        return None;
    }
    let mut joined = Arc::clone(object);
    Arc::make_mut(&mut joined).join(before);
    (joined != *object).then_some(joined)
}

fn one_sided(node: &Arc<Node>, base: &Base) -> Arc<Node> {
    match &**node {
        Node::Leaf(entries) => {
            let mut changed: Option<Vec<(ObjId, Arc<Obj>)>> = None;
            for (at, (id, object)) in entries.iter().enumerate() {
                if let Some(joined) = with_base(*id, object, base) {
                    changed.get_or_insert_with(|| entries.clone())[at].1 = joined;
                }
            }
            changed.map_or_else(|| Arc::clone(node), |entries| Arc::new(Node::Leaf(entries)))
        }
        Node::Branch(children) => {
            let mut changed: Option<[Option<Arc<Node>>; 16]> = None;
            for (at, child) in children.iter().enumerate() {
                let Some(child) = child else { continue };
                let joined = one_sided(child, base);
                if !Arc::ptr_eq(child, &joined) {
                    changed.get_or_insert_with(|| children.clone())[at] = Some(joined);
                }
            }
            changed.map_or_else(|| Arc::clone(node), |children| Arc::new(Node::Branch(children)))
        }
    }
}

/// Joins two leaves; `None` if the result is too large for one. Most of the time both hold the same, or nearly so.
fn join_leaves(
    a: &Arc<Node>,
    ours: &[(ObjId, Arc<Obj>)],
    theirs: &[(ObjId, Arc<Obj>)],
    base: &Base,
) -> Option<Arc<Node>> {
    let mut changed: Option<Vec<(ObjId, Arc<Obj>)>> = None;
    for (at, (id, own)) in ours.iter().enumerate() {
        let joined = match theirs.binary_search_by_key(id, |(id, _)| *id) {
            Ok(found) => {
                let their = &theirs[found].1;
                if Arc::ptr_eq(own, their) || own == their {
                    continue;
                }
                let mut joined = Arc::clone(own);
                Arc::make_mut(&mut joined).join(their);
                Some(joined)
            }
            Err(_) => with_base(*id, own, base),
        };
        if let Some(joined) = joined {
            changed.get_or_insert_with(|| ours.to_vec())[at].1 = joined;
        }
    }
    for (id, their) in theirs {
        if ours.binary_search_by_key(id, |(id, _)| *id).is_err() {
            let all = changed.get_or_insert_with(|| ours.to_vec());
            let at = all.partition_point(|(own, _)| own < id);
            all.insert(at, (*id, with_base(*id, their, base).unwrap_or_else(|| Arc::clone(their))));
            if all.len() > LEAF {
                return None;
            }
        }
    }
    Some(changed.map_or_else(|| Arc::clone(a), |entries| Arc::new(Node::Leaf(entries))))
}

fn join(a: &Arc<Node>, b: &Arc<Node>, depth: u32, base: &Base) -> Arc<Node> {
    if Arc::ptr_eq(a, b) {
        return Arc::clone(a);
    }
    if let (Node::Branch(x), Node::Branch(y)) = (&**a, &**b) {
        // Nothing is copied as long as nothing differs.
        let mut changed: Option<[Option<Arc<Node>>; 16]> = None;
        for at in 0..x.len() {
            let joined = match (&x[at], &y[at]) {
                (None, None) => continue,
                (Some(x), Some(y)) if Arc::ptr_eq(x, y) => continue,
                (Some(x), Some(y)) => join(x, y, depth + 1, base),
                (Some(one), None) | (None, Some(one)) => one_sided(one, base),
            };
            if !x[at].as_ref().is_some_and(|own| Arc::ptr_eq(own, &joined)) {
                changed.get_or_insert_with(|| x.clone())[at] = Some(joined);
            }
        }
        return changed.map_or_else(|| Arc::clone(a), |children| Arc::new(Node::Branch(children)));
    }
    if let (Node::Leaf(x), Node::Leaf(y)) = (&**a, &**b)
        && let Some(joined) = join_leaves(a, x, y, base)
    {
        return joined;
    }
    let (ours, theirs) = (entries(a), entries(b));
    let mut result = Node::Leaf(Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < ours.len() || j < theirs.len() {
        let order = match (ours.get(i), theirs.get(j)) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        match order {
            std::cmp::Ordering::Equal => {
                let (id, own) = &ours[i];
                let their = &theirs[j].1;
                let object = if Arc::ptr_eq(own, their) || own == their {
                    Arc::clone(own)
                } else {
                    let mut joined = Arc::clone(own);
                    Arc::make_mut(&mut joined).join(their);
                    joined
                };
                insert(&mut result, *id, object, depth);
                i += 1;
                j += 1;
            }
            std::cmp::Ordering::Less => {
                let (id, own) = &ours[i];
                insert(&mut result, *id, with_base(*id, own, base).unwrap_or_else(|| Arc::clone(own)), depth);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                let (id, their) = &theirs[j];
                insert(&mut result, *id, with_base(*id, their, base).unwrap_or_else(|| Arc::clone(their)), depth);
                j += 1;
            }
        }
    }
    Arc::new(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::Kind;
    use crate::value::Value;

    fn id(number: u64) -> ObjId {
        ObjId::of(number)
    }

    fn list(items: &[&str]) -> Arc<Obj> {
        Arc::new(Obj::list(items.iter().map(|item| Value::string(item)).collect()))
    }

    #[test]
    fn what_is_put_in_is_found_and_copies_stay_as_they_were() {
        let mut store = Store::default();
        for number in 0..500 {
            store.insert(id(number), list(&["a"]));
        }
        let copy = store.clone();
        for number in 0..500 {
            store.insert(id(number), list(&["b"]));
        }
        for number in 0..500 {
            assert_eq!(copy.get(id(number)), Some(&list(&["a"])), "object {number} of the copy");
            assert_eq!(store.get(id(number)), Some(&list(&["b"])), "object {number}");
        }
        assert!(!store.same(&copy));
    }

    #[test]
    fn a_join_holds_what_either_way_left() {
        let base = Base::from_iter([(id(7), list(&["base"]))]);
        let mut ours = Store::default();
        (0..100).for_each(|number| ours.insert(id(number + 1000), list(&["both"])));
        let mut theirs = ours.clone();
        ours.insert(id(1), list(&["ours"]));
        theirs.insert(id(2), list(&["theirs"]));
        theirs.insert(id(7), list(&["changed"]));
        ours.join(&theirs, &base);
        assert_eq!(ours.get(id(1)), Some(&list(&["ours"])));
        assert_eq!(ours.get(id(2)), Some(&list(&["theirs"])));
        let both = ours.get(id(7)).expect("joined with the base");
        assert_eq!(both.kind, Kind::List);
        assert_eq!(both.any_item().atoms().len(), 2, "changed on one way, as before on the other");
        let again = ours.clone();
        ours.join(&again, &base);
        assert!(ours.same(&again), "a join with itself changes nothing");
    }
}
