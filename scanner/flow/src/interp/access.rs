//! Reading from containers: indices, keys, iteration.

use super::expr::{index_of, key_of, key_value, slice_of};
use super::known_answers::VERSION;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::outcome::{Certainty, Const, Place};
use crate::taint::Taint;
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// The object in its present state, to be kept while others change.
    pub fn object_shared(&self, st: &State, id: ObjId) -> Option<Arc<Obj>> {
        self.object(st, id).cloned()
    }

    /// What is stored under an index or key.
    pub fn subscript(&mut self, st: &mut State, base: &Value, index: &Value, at: ExprId) -> Value {
        if let Some(folded) = super::strings::fold_subscript(base, index) {
            return folded;
        }
        if !self.registered.names_without_text.is_empty()
            && let Some(name) = index.as_str()
            && self.is_plain_in_all_models(st, base, name)
        {
            return Value::unknown();
        }
        let mut result = Value::bottom();
        for atom in base.atoms() {
            let value = match atom {
                Atom::Tuple(items) => match (index.constant(), index.one()) {
                    (Some(Const::Int(number)), _) => {
                        index_of(items.len(), *number).map_or_else(Value::bottom, |at| items[at].clone())
                    }
                    (_, Some(Atom::Tuple(bounds))) => match slice_of(items.len(), bounds) {
                        Some(range) => Atom::Tuple(items[range].to_vec().into()).into(),
                        None => {
                            let mut object = Obj::new(Kind::List);
                            items.iter().for_each(|item| object.rest.join(item));
                            self.allocate(st, at.0, 1, object)
                        }
                    },
                    _ => items.iter().fold(Value::bottom(), |all, item| all.joined(item)),
                },
                Atom::Object(id) => self.subscript_object(st, *id, index, at),
                Atom::Const(Const::Str(_) | Const::Bytes(_)) => self.any_string(Taint::CLEAN),
                Atom::Instance(item, _) if self.known.is_text(*item) => {
                    if matches!(index.one(), Some(Atom::Tuple(_))) {
                        // What is cut off may end between two quotes that belong together.
                        let cut = base.taint.not_cleared(Self::concepts(&["odd-quote"]));
                        let cut = super::segments::without_ending(&cut);
                        Value::from(atom.clone()).with_taint(cut)
                    } else {
                        self.any_string(Taint::CLEAN)
                    }
                }
                Atom::Instance(item, arguments) => {
                    let receiver = Value { atoms: crate::value::Atoms::One(atom.clone()), ..base.clone() };
                    self.item_subscript(st, *item, arguments, &receiver, index, at)
                }
                Atom::Class(_) | Atom::Item(_) => Value::from(atom.clone()),
                Atom::Foreign(path) if &**path == VERSION && index.constant() == Some(&Const::Int(0)) => {
                    Const::Int(3).into()
                }
                _ => Value::unknown(),
            };
            result.join(&value);
        }
        if base.is_unknown() {
            return result.and_taint(&base.taint.part_of_unknown());
        }
        result.and_taint(&base.taint)
    }

    pub(super) fn subscript_object(&mut self, st: &mut State, id: ObjId, index: &Value, at: ExprId) -> Value {
        let Some(object) = self.object_shared(st, id) else { return Value::unknown() };
        match &object.kind {
            Kind::Library(item) => {
                let receiver = Value::from(Atom::Object(id)).with_taint(object.taint.clone());
                let item = *item;
                // Read as the library has it, whatever was stored: the read itself is of interest.
                let value = self.item_subscript(st, item, &[], &receiver, index, at);
                return match key_of(index).and_then(|key| object.entry(&key).cloned()) {
                    Some(stored) if self.known.config == Some(item) => self.as_setting(stored),
                    Some(stored) => stored.and_taint(&value.taint),
                    None => value.joined(&object.rest),
                };
            }
            Kind::Instance(_) => {
                let receiver = Value::from(Atom::Object(id));
                if let Some(items) = self.known_items(st, &receiver) {
                    return self.subscript(st, &Atom::Tuple(items.into()).into(), index, at);
                }
                let method = self.attribute(st, &receiver, stopple_program::known::GETITEM, at);
                let is_own = |atom: &Atom| matches!(atom, Atom::Bound(_, crate::value::Method::Function(_)));
                if let (Kind::Instance(class), false) = (&object.kind, method.atoms().iter().any(is_own))
                    && self.container_base(st, *class).is_some()
                {
                    let found = key_of(index).and_then(|key| object.entry(&key).cloned());
                    let value = found.unwrap_or_else(|| {
                        let any = if key_of(index).is_some() { object.rest.clone() } else { object.any_item() };
                        any.and_taint(&object.taint)
                    });
                    return if value.is_bottom() { Value::unknown_with(object.taint.clone()) } else { value };
                }
                if method.atoms().iter().any(|atom| matches!(atom, Atom::Bound(..))) {
                    return self.call_values(st, &method, vec![index.clone()], at);
                }
                return Value::unknown_with(object.taint.clone());
            }
            _ => {}
        }
        let value = if let Some(Atom::Tuple(bounds)) = index.one() {
            let mut slice = Obj::new(object.kind.clone());
            match object
                .items
                .as_ref()
                .and_then(|items| slice_of(items.len(), bounds).map(|range| items[range].to_vec()))
            {
                Some(items) => slice.items = Some(items),
                None => slice.rest = object.any_item(),
            }
            slice.taint.clone_from(&object.taint);
            self.allocate(st, at.0, 1, slice)
        } else if let Some(key) = key_of(index) {
            match (&object.items, &key) {
                (Some(items), Key::Int(number)) => {
                    index_of(items.len(), *number).map_or_else(Value::bottom, |at| items[at].clone())
                }
                _ => match object.entry(&key) {
                    Some(value) => value.clone(),
                    None if object.attribute(stopple_program::known::DEFAULT_FACTORY).is_some() => {
                        self.make_default(st, id, &key, at)
                    }
                    None if object.rest.is_bottom() && object.kind == Kind::Dict => Value::bottom(),
                    // Of all that stands under keys that are not known, it may be any.
                    None if object.kind == Kind::Dict && !object.keys.is_bottom() && object.keys.taint.is_clean() => {
                        let mut any = object.rest.clone();
                        any.taint = any.taint.weakened(Certainty::ThroughUnknown);
                        any
                    }
                    None => object.rest.clone(),
                },
            }
        } else if let Some(factory) = object.attribute(stopple_program::known::DEFAULT_FACTORY).cloned() {
            // Whatever the key, there is something: what is put into it stands under any key.
            let mut made = object.any_item();
            if object.rest.is_bottom() {
                made = self.call_values(st, &factory, Vec::new(), at);
                if let Some(object) = self.edit(st, id) {
                    object.rest.join(&made);
                    object.keys.join(index);
                }
                made.join(&object.any_item());
            }
            made
        } else {
            object.any_item()
        };
        let is_set =
            matches!(&object.kind, Kind::Dict) && key_of(index).is_some_and(|key| object.entry(&key).is_some());
        if is_set {
            // What was stored under a key stands there, whatever the rest of the object holds.
            return value;
        }
        if value.is_bottom() {
            // A key that is not there raises; what follows is not reached, but a wrong guess here must not hide it.
            return Value::unknown_with(object.taint.clone());
        }
        value.and_taint(&object.taint)
    }

    /// What a `defaultdict` puts under a key that is not there.
    fn make_default(&mut self, st: &mut State, id: ObjId, key: &Key, at: ExprId) -> Value {
        let Some(object) = self.object_shared(st, id) else { return Value::unknown() };
        let factory = object.attribute(stopple_program::known::DEFAULT_FACTORY).cloned().unwrap_or_default();
        let kind = match factory.one() {
            Some(Atom::Item(item)) => self.container_kind(self.catalog.resolve(*item)),
            _ => None,
        };
        let mut made = match kind {
            // One for each key, also where several keys are read at one place.
            Some(kind) => {
                let fresh = if kind == Kind::Dict { Obj::new(kind) } else { Obj { kind, ..Obj::list(Vec::new()) } };
                let part = u32::try_from(ObjId::of(key).0 & 0x7fff_ffff).unwrap_or(0);
                self.allocate(st, at.0, part, fresh)
            }
            None => self.call_values(st, &factory, Vec::new(), at),
        };
        if object.rest.is_bottom() {
            if let Some(object) = self.edit(st, id) {
                object.set_entry(key.clone(), made.clone());
            }
        } else {
            made.join(&object.rest);
        }
        made
    }

    /// A setting as it is read: what the code says may be replaced by a file or the environment, so no branch is dead
    /// because of it; but a text is most often of the kind that is seen.
    pub(super) fn as_setting(&self, stored: Value) -> Value {
        match stored.as_str() {
            Some(text) => {
                let known = crate::value::Text { prefix: Arc::clone(text), suffix: Arc::clone(text) };
                Value { text: Some(Arc::new(known)), ..self.any_string(stored.taint.clone()) }
            }
            None if stored.is_constant() => Value::unknown_with(stored.taint),
            None => stored,
        }
    }

    /// One item of an iteration; bottom if there is nothing to iterate over.
    pub fn iterate(&mut self, st: &mut State, value: &Value, place: Place) -> Value {
        let mut result = Value::bottom();
        for atom in value.atoms() {
            let item = match atom {
                Atom::Tuple(items) => items.iter().fold(Value::bottom(), |all, item| all.joined(item)),
                Atom::Object(id) => self.iterate_object(st, *id, place),
                Atom::Const(Const::Str(text)) => {
                    if text.is_empty() {
                        Value::bottom()
                    } else {
                        self.any_string(Taint::CLEAN)
                    }
                }
                Atom::Const(Const::None | Const::Bool(_)) => Value::bottom(),
                Atom::Instance(item, arguments) if !self.known.is_text(*item) => {
                    let receiver = Value { atoms: crate::value::Atoms::One(atom.clone()), ..value.clone() };
                    self.item_iterate(st, *item, arguments, &receiver, place)
                }
                Atom::Instance(..) => self.any_string(Taint::CLEAN),
                _ => Value::unknown(),
            };
            result.join(&item);
        }
        if result.is_bottom() { result } else { result.and_taint(&value.taint) }
    }

    pub(super) fn iterate_object(&mut self, st: &mut State, id: ObjId, place: Place) -> Value {
        let Some(object) = self.object_shared(st, id) else { return Value::unknown() };
        let value = match &object.kind {
            Kind::Dict => {
                let mut keys = object.keys.clone();
                for (key, _) in &object.entries {
                    keys.join(&key_value(key));
                }
                if keys.is_bottom() && !object.rest.is_bottom() {
                    keys = self.any_string(Taint::CLEAN);
                }
                if keys.is_bottom() && !object.taint.is_clean() {
                    keys = self.any_string(Taint::CLEAN);
                }
                keys
            }
            Kind::Library(item) => {
                let receiver = Value::from(Atom::Object(id)).with_taint(object.taint.clone());
                let item = *item;
                self.item_iterate(st, item, &[], &receiver, place).joined(&object.rest)
            }
            Kind::Instance(_) => {
                let instance = Value::from(Atom::Object(id));
                if let Some(items) = self.known_items(st, &instance) {
                    return items.iter().fold(Value::bottom(), |all, item| all.joined(item));
                }
                if let Kind::Instance(class) = object.kind
                    && let Some(kind) = self.container_base(st, class)
                    && self.own_attribute(st, class, stopple_program::known::ITER).is_none()
                {
                    let keys =
                        object.entries.iter().fold(object.keys.clone(), |keys, (key, _)| keys.joined(&key_value(key)));
                    let items = if kind == Kind::Dict { keys } else { object.any_item() };
                    let nothing = items.is_bottom();
                    return if nothing && object.taint.is_clean() && object.rest.is_bottom() {
                        items
                    } else if nothing {
                        Value::unknown_with(object.taint.clone())
                    } else {
                        items.and_taint(&object.taint)
                    };
                }
                return self.iterate_instance(st, id, &instance, place);
            }
            _ => object.any_item(),
        };
        if value.is_bottom() && !object.taint.is_clean() {
            return Value::unknown_with(object.taint.clone());
        }
        if value.is_bottom() { value } else { value.and_taint(&object.taint) }
    }

    /// The items of a tuple or list, if they are known one by one.
    pub fn known_items(&self, st: &State, value: &Value) -> Option<Vec<Value>> {
        match value.one()? {
            Atom::Tuple(items) => Some(items.iter().map(|item| item.clone().and_taint(&value.taint)).collect()),
            Atom::Object(id) => {
                if let Kind::Instance(class) = *self.object_kind(st, *id)? {
                    let fields = self.tuple_fields(st, class)?;
                    let object = self.object(st, *id)?;
                    let items =
                        fields.iter().map(|name| object.attribute(*name).cloned()).collect::<Option<Vec<_>>>()?;
                    return Some(items.into_iter().map(|item| item.and_taint(&object.taint)).collect());
                }
                if !matches!(self.object_kind(st, *id)?, Kind::List | Kind::Set | Kind::Generator) {
                    return None;
                }
                let object = self.object(st, *id)?;
                if !object.rest.is_bottom() {
                    return None;
                }
                let items = object.items.as_ref()?;
                Some(items.iter().map(|item| item.clone().and_taint(&object.taint).and_taint(&value.taint)).collect())
            }
            _ => None,
        }
    }
}
