//! Objects: what has an identity and can be changed through any of its names.
//!
//! Identities are hashes of the place of creation and of the calls that led there, so they depend on the program
//! alone: not on threads, not on the order in which files are read.

use crate::store::Store;
use crate::taint::Taint;
use crate::value::{Atom, Value};
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_program::{FileId, ScopeRef, Symbol};

/// An object, by the place of its creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjId(pub u64);

impl ObjId {
    /// The object that is made of these parts.
    pub fn of(parts: impl Hash) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        parts.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Where the exceptions stand that are on their way: a list whose `rest` they are.
    pub const THROWN: Self = Self(0x7468_726f_776e);

    /// The namespace of a module.
    pub fn module(file: FileId) -> Self {
        Self::of((0x4d6f_6475_u64, file.0))
    }
}

/// What kind of object it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `list`, also `deque`; `seq` if its items are known one by one.
    List,
    /// `set`, `frozenset`.
    Set,
    /// `dict` and its kind.
    Dict,
    /// What a generator function or expression gives.
    Generator,
    /// The cells of a call.
    Cells,
    /// The namespace of a module.
    Module,
    /// A class of the project.
    Class(ScopeRef),
    /// An instance of a class of the project.
    Instance(ObjId),
    /// An instance of a library class.
    Library(ItemId),
    /// What `collections.namedtuple` gives: `items` hold the names of the fields, `rest` their defaults.
    Fields,
    /// `functools.partial`: `entries` hold the arguments, `rest` the function.
    Partial,
}

/// The key of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A string.
    Str(Arc<str>),
    /// A number or boolean.
    Int(i64),
}

/// An object's state.
#[derive(Debug, Clone, PartialEq)]
pub struct Obj {
    /// What it is.
    pub kind: Kind,
    /// Attributes, in order of symbol.
    pub attributes: Vec<(Symbol, Value)>,
    /// Entries under known keys, in order of insertion.
    pub entries: Vec<(Key, Value)>,
    /// Items one by one, if all are known; cells by index; bases of a class.
    pub items: Option<Vec<Value>>,
    /// What may stand under any other key or index.
    pub rest: Value,
    /// Keys that are not known, as values (what iteration gives beside `entries`).
    pub keys: Value,
    /// Data on the object as a whole, and thus on each part that is read from it.
    pub taint: Taint,
}

/// So many items at the beginning of a list are known when the others are not told apart any more: a program, and what
/// tells it how to read the next word.
const FIRST_ITEMS: i64 = 3;
/// More entries than this are not told apart.
pub const MOST_ENTRIES: usize = 64;

impl Obj {
    /// An empty object.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            attributes: Vec::new(),
            entries: Vec::new(),
            items: None,
            rest: Value::bottom(),
            keys: Value::bottom(),
            taint: Taint::CLEAN,
        }
    }

    /// A list of these items.
    pub fn list(items: Vec<Value>) -> Self {
        let mut own = Self::new(Kind::List);
        own.items = Some(items);
        own
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: Symbol) -> Option<&Value> {
        self.attributes.binary_search_by_key(&name, |(own, _)| *own).ok().map(|at| &self.attributes[at].1)
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: Symbol, value: Value) {
        match self.attributes.binary_search_by_key(&name, |(own, _)| *own) {
            Ok(at) => self.attributes[at].1 = value,
            Err(at) => self.attributes.insert(at, (name, value)),
        }
    }

    /// The entry of that key.
    pub fn entry(&self, key: &Key) -> Option<&Value> {
        self.entries.iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    /// Sets an entry.
    pub fn set_entry(&mut self, key: Key, value: Value) {
        if let Some((_, own)) = self.entries.iter_mut().find(|(own, _)| *own == key) {
            *own = value;
        } else if self.entries.len() < MOST_ENTRIES {
            self.entries.push((key, value));
        } else {
            self.rest.join(&value);
        }
    }

    /// Gives up telling the items of a list apart.
    pub fn blur(&mut self) {
        self.blur_end();
        self.forget_places(|_| true);
    }

    /// Gives up knowing what stands at some places of a list.
    fn forget_places(&mut self, which: impl Fn(i64) -> bool) {
        if self.kind != Kind::List {
            return;
        }
        for (_, item) in self.entries.extract_if(.., |(key, _)| matches!(key, Key::Int(at) if which(*at))) {
            self.rest.join(&item);
        }
    }

    /// Gives up telling the items of a list apart, but for the first ones: what is added at the end leaves them alone.
    pub fn blur_end(&mut self) {
        // Places that are counted from the end.
        self.forget_places(|at| at < 0);
        let Some(items) = self.items.take() else { return };
        for (at, item) in (0..).zip(items) {
            self.rest.join(&item);
            if self.kind == Kind::List && at < FIRST_ITEMS {
                self.set_entry(Key::Int(at), item);
            }
        }
    }

    /// Adds something behind the items that there are. The first item of a list of which none is told apart is one of those
    /// that it had before: `shlex.split(COMMAND) + [name]` starts the program that the command names.
    pub fn add_behind(&mut self, more: &Value) {
        self.blur_end();
        if self.kind == Kind::List && !self.rest.is_bottom() && self.entry(&Key::Int(0)).is_none() {
            let first = self.rest.clone();
            self.set_entry(Key::Int(0), first);
        }
        self.rest.join(more);
    }

    /// Joins the items of a list that are known one by one: those at the same place.
    fn join_places(&mut self, other: &Self) {
        let item_at = |number: i64| match &other.items {
            Some(items) => usize::try_from(number).ok().and_then(|at| items.get(at)),
            None => other.entry(&Key::Int(number)),
        };
        let entries = std::mem::take(&mut self.entries);
        for (key, mut item) in entries {
            match &key {
                Key::Int(number) => match item_at(*number) {
                    Some(their) => {
                        item.join(their);
                        self.entries.push((key, item));
                    }
                    None => self.rest.join(&item),
                },
                Key::Str(_) => self.entries.push((key, item)),
            }
        }
        for (key, item) in other.entries.iter().filter(|(key, _)| matches!(key, Key::Int(_))) {
            if self.entry(key).is_none() {
                self.rest.join(item);
            }
        }
    }

    /// Every value that it holds.
    pub fn parts(&self) -> impl Iterator<Item = &Value> {
        self.attributes
            .iter()
            .map(|(_, value)| value)
            .chain(self.entries.iter().map(|(_, value)| value))
            .chain(self.items.iter().flatten())
            .chain([&self.rest, &self.keys])
    }

    /// Whether there is data on it, or on what it holds itself.
    pub fn holds_taint(&self) -> bool {
        !self.taint.is_clean() || self.parts().any(|value| !value.taint.is_clean())
    }

    /// Everything that iteration or an unknown key may give, without the object's own taint.
    pub fn any_item(&self) -> Value {
        let mut value = self.rest.clone();
        for item in self.items.iter().flatten() {
            value.join(item);
        }
        for (_, entry) in &self.entries {
            value.join(entry);
        }
        value
    }

    /// Adds what `other`, the same object on another way, may be.
    pub fn join(&mut self, other: &Self) {
        if self.kind != other.kind {
            // One identity has one kind; a difference is an object made anew under other conditions.
            self.rest.join(&other.any_item());
            self.taint.join(&other.taint);
            return;
        }
        for (name, value) in &other.attributes {
            match self.attributes.binary_search_by_key(name, |(own, _)| *own) {
                Ok(at) => self.attributes[at].1.join(value),
                Err(at) => self.attributes.insert(at, (*name, value.clone())),
            }
        }
        let is_list = self.kind == Kind::List;
        for (key, value) in &other.entries {
            if is_list && matches!(key, Key::Int(_)) {
                continue;
            }
            match self.entries.iter_mut().find(|(own, _)| own == key) {
                Some((_, own)) => own.join(value),
                None => self.set_entry(key.clone(), value.clone()),
            }
        }
        match (&mut self.items, &other.items) {
            (Some(ours), Some(theirs)) if ours.len() == theirs.len() => {
                for (own, their) in ours.iter_mut().zip(theirs) {
                    own.join(their);
                }
            }
            (None, None) if !is_list => {}
            _ => {
                self.blur_end();
                if is_list {
                    self.join_places(other);
                }
                for item in other.items.iter().flatten() {
                    self.rest.join(item);
                }
            }
        }
        self.rest.join(&other.rest);
        self.keys.join(&other.keys);
        self.taint.join(&other.taint);
    }
}

/// The objects that were made or changed since the start of an entry point, over a base that is shared.
#[derive(Debug, Clone, Default)]
pub struct Heap {
    changed: Store,
}

/// The objects that exist before any request: modules, classes, and what hangs on them.
pub type Base = FxHashMap<ObjId, Arc<Obj>>;

impl Heap {
    /// The object in its present state, without looking at the base.
    pub fn own(&self, id: ObjId) -> Option<&Arc<Obj>> {
        self.changed.get(id)
    }

    /// Puts an object in its place.
    pub fn put(&mut self, id: ObjId, object: Arc<Obj>) {
        self.changed.insert(id, object);
    }

    /// An object to be changed; it is copied from the base if need be.
    pub fn edit(&mut self, id: ObjId, base: &Base) -> Option<&mut Obj> {
        self.changed.entry(id, || base.get(&id).cloned()).map(Arc::make_mut)
    }

    /// Adds what the other way left.
    pub fn join(&mut self, other: &Self, base: &Base) {
        self.changed.join(&other.changed, base);
    }

    /// Whether both hold the same.
    pub fn same(&self, other: &Self) -> bool {
        self.changed.same(&other.changed)
    }

    /// What was made or changed since `before`, an earlier state of this heap.
    pub fn changes_since(&self, before: &Self) -> Vec<(ObjId, Arc<Obj>)> {
        self.changed.changes_since(&before.changed)
    }

    /// What was made or changed.
    pub fn changed(&self) -> Vec<(ObjId, Arc<Obj>)> {
        let mut all = Vec::new();
        self.changed.for_each(&mut |id, object| all.push((id, Arc::clone(object))));
        all
    }
}

/// Every object that a value names directly.
pub fn objects_of(value: &Value, found: &mut Vec<ObjId>) {
    for atom in value.atoms() {
        match atom {
            Atom::Object(id) | Atom::Class(id) => found.push(*id),
            Atom::Tuple(items) => items.iter().for_each(|item| objects_of(item, found)),
            Atom::Function(function) => {
                found.extend(function.env);
                found.extend(function.owner);
                function.defaults.iter().flatten().for_each(|value| objects_of(value, found));
            }
            Atom::Bound(receiver, method) => {
                objects_of(receiver, found);
                if let crate::value::Method::Function(function) = method {
                    found.extend(function.env);
                }
            }
            Atom::Descriptor(_, inner) => objects_of(inner, found),
            Atom::Super(class, receiver) => {
                found.push(*class);
                objects_of(receiver, found);
            }
            _ => {}
        }
    }
}
