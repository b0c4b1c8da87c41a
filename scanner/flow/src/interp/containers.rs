//! Methods of lists, sets, dictionaries, tuples and strings.

use super::call::Arguments;
use super::expr::{index_of, key_of, key_value, store_entry};
use super::facts::CHANGING;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::outcome::{Const, Place};
use crate::taint::Taint;
use crate::value::{Atom, Atoms, Implication, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// The keys of a mapping, if all are known.
    pub(super) fn known_keys(&self, st: &State, mapping: &Value) -> Option<Vec<Value>> {
        let Atom::Object(id) = mapping.one()? else { return None };
        if *self.object_kind(st, *id)? != Kind::Dict {
            return None;
        }
        let object = self.object(st, *id)?;
        let closed = object.rest.is_bottom() && object.keys.is_bottom() && object.taint.is_clean();
        let keys = object.entries.iter().map(|(key, _)| match key {
            Key::Str(text) => Some(Value::string(text)),
            Key::Int(_) => None,
        });
        keys.collect::<Option<Vec<Value>>>().filter(|_| closed && mapping.taint.is_clean())
    }

    /// The entries of a mapping that are there or not, if it holds no others: `{key: data[key] for key in ("a", "b") if ...}`.
    pub(super) fn entries_that_may_be(&self, st: &State, mapping: &Value) -> Vec<(Symbol, Value)> {
        let Some(Atom::Object(id)) = mapping.one() else { return Vec::new() };
        let Some(object) = self.object(st, *id).filter(|object| object.taint.is_clean()) else { return Vec::new() };
        let keys = object.keys.atoms().iter().map(|atom| match atom {
            Atom::Const(Const::Str(text)) => Some((self.program.names.get(text)?, object.rest.clone())),
            _ => None,
        });
        keys.collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// So many entries stay apart when a mapping is listed. Tables that modules fill are worth more.
    pub(super) const fn most_told_apart(&self) -> usize {
        if self.loads_modules { 64 } else { 16 }
    }

    /// Calls a method that the engine knows itself.
    pub fn call_builtin_method(
        &mut self,
        st: &mut State,
        receiver: Value,
        name: Symbol,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let program = self.program;
        let text = program.names.text(name);
        let mut result = Value::bottom();
        for atom in receiver.atoms() {
            let single = Value { atoms: Atoms::One(atom.clone()), ..receiver.clone() };
            let value = match atom {
                Atom::Object(id) => self.container_method(st, *id, &single, text, &args, at),
                Atom::Class(class) => Some(self.classes_derived(st, *class, at)),
                Atom::Tuple(items) => match text {
                    "index" | "count" => Some(self.number(Taint::CLEAN)),
                    _ => {
                        let _ = items;
                        None
                    }
                },
                _ => {
                    self.check_text_method(st, &single, text, &args, at);
                    self.string_method(st, &single, text, &args, at)
                }
            };
            let value = value.unwrap_or_else(|| {
                let taint = self.with_taint_of(st, self.deep_taint(st, &single), args.all());
                Value::unknown_with(taint)
            });
            result.join(&value);
        }
        result
    }

    /// Sinks that are methods of strings (`format`).
    pub(super) fn check_text_method(
        &mut self,
        st: &mut State,
        receiver: &Value,
        name: &str,
        args: &Arguments,
        at: ExprId,
    ) {
        if receiver.taint.is_clean() || !matches!(name, "format" | "format_map") {
            return;
        }
        // Where it is not even known that it is a text, what is not known of the values says nothing either.
        let is_text = self.may_be_text(receiver);
        let has_objects = args.all().any(|value| {
            value.atoms().iter().any(|atom| match atom {
                Atom::Unknown => is_text,
                Atom::Instance(item, _) => !self.known.is_text(*item) && !self.known.is_number(*item),
                Atom::Object(_) | Atom::Item(_) => true,
                _ => false,
            })
        });
        if has_objects {
            let place = self.place_of(at);
            let format = Self::concepts(&["format"]);
            self.check_sink(st, format, receiver, place, place, "str.format", "self");
        }
    }

    /// `table.get(key)` of a table of the program's: where it gives something, the key is one of its own.
    fn implied_by_member(&mut self, st: &State, table: ObjId, args: &Arguments) -> Option<Arc<Vec<Implication>>> {
        let (key, expr) = args.positional.first()?;
        let expr = expr.filter(|expr| self.argument_is_here(*expr))?;
        if !key.taint.is_visitors() || !self.is_trusted_collection(st, &Atom::Object(table).into()) {
            return None;
        }
        let path = self.path_of(expr)?;
        let value = self.peek(st, &path);
        let implied =
            Implication { path: Some(path), value, when_true: Concepts::ALL, when_false: Concepts::NONE, inside: None };
        Some(Arc::new(vec![implied]))
    }

    /// Adds the items of an iterable to a list.
    pub fn extend_list(&mut self, st: &mut State, id: ObjId, more: &Value, place: Place) {
        match self.known_items(st, more) {
            Some(items) => {
                if let Some(list) = self.edit(st, id) {
                    match &mut list.items {
                        Some(own) if own.len() + items.len() <= 64 => own.extend(items),
                        _ => {
                            let any = items.iter().fold(Value::bottom(), |all, item| all.joined(item));
                            list.add_behind(&any);
                        }
                    }
                }
            }
            None => {
                let item = self.iterate(st, more, place);
                if let Some(list) = self.edit(st, id) {
                    list.add_behind(&item);
                }
            }
        }
    }

    /// `list + list`
    pub fn concatenate_sequences(&mut self, st: &mut State, left: &Value, right: &Value, at: ExprId) -> Option<Value> {
        let is_sequence = |own: &Self, value: &Value| match value.one() {
            Some(Atom::Tuple(_)) => true,
            Some(Atom::Object(id)) => own.object_kind(st, *id) == Some(&Kind::List),
            _ => false,
        };
        // What a list is added to is a list, too: `COMMANDS[name] + [path]`.
        let is_one_of = |own: &Self, value: &Value| {
            let is_list = |atom: &Atom| match atom {
                Atom::Object(id) => own.object_kind(st, *id) == Some(&Kind::List),
                Atom::Unknown => true,
                _ => false,
            };
            !value.atoms().is_empty() && value.atoms().iter().all(is_list)
        };
        let is_literal =
            |own: &Self, value: &Value| matches!(value.one(), Some(Atom::Object(_))) && is_sequence(own, value);
        let is_added_to = is_sequence(self, left) || is_literal(self, right) && is_one_of(self, left);
        if !is_sequence(self, right) || !is_added_to {
            return None;
        }
        let tuple = matches!(left.one(), Some(Atom::Tuple(_)));
        if let (Some(mut a), Some(b)) = (self.known_items(st, left), self.known_items(st, right)) {
            a.extend(b);
            if a.len() <= 128 {
                return Some(if tuple {
                    Atom::Tuple(a.into()).into()
                } else {
                    self.allocate(st, at.0, 0, Obj::list(a))
                });
            }
        }
        let place = self.place_of(at);
        let first = self.iterate(st, left, place);
        let mut list = match (self.known_items(st, left), left.one()) {
            (Some(items), _) => Obj::list(items),
            (None, Some(Atom::Object(id))) => Obj::clone(self.object(st, *id)?),
            (None, _) => Obj::new(Kind::List),
        };
        list.blur_end();
        list.rest.join(&first);
        let more = self.iterate(st, right, place);
        list.add_behind(&more);
        Some(self.allocate(st, at.0, 0, list))
    }

    /// `list * number`
    pub fn repeat_sequence(&mut self, st: &mut State, left: &Value, right: &Value, at: ExprId) -> Option<Value> {
        let is_list = |own: &Self, value: &Value| own.is_kind(st, value, &Kind::List);
        let (list, times) = if is_list(self, left) { (left, right) } else { (right, left) };
        if !is_list(self, list) {
            return None;
        }
        let times = match times.constant() {
            Some(Const::Int(times)) => usize::try_from(*times).ok(),
            _ => None,
        };
        let place = self.place_of(at);
        let repeated = match (self.known_items(st, list), times) {
            (Some(items), Some(times)) if items.len().saturating_mul(times) <= 64 => {
                Obj::list(std::iter::repeat_n(items, times).flatten().collect())
            }
            _ => Obj { rest: self.iterate(st, list, place), ..Obj::new(Kind::List) },
        };
        Some(self.allocate(st, at.0, 0, repeated))
    }

    pub(super) fn container_method(
        &mut self,
        st: &mut State,
        id: ObjId,
        single: &Value,
        name: &str,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let object = self.object_shared(st, id)?;
        let place = self.place_of(at);
        let first = args.positional.first().map(|(value, _)| value.clone());
        let kind = match object.kind {
            Kind::Instance(_) if matches!(name, "_replace" | "_asdict") => {
                return self.named_tuple_method(st, &object, name, args, at);
            }
            Kind::Instance(class) => self.container_base(st, class)?,
            ref kind => kind.clone(),
        };
        if CHANGING.contains(&name) {
            self.note_shared_change(st, id, at);
        }
        match kind {
            Kind::List | Kind::Generator => self.list_method(st, id, &object, name, args, at),
            Kind::Set => match name {
                "add" => {
                    let item = first?;
                    let set = self.edit(st, id)?;
                    match &mut set.items {
                        Some(items) if items.len() < 64 => items.push(item),
                        _ => {
                            set.blur();
                            set.rest.join(&item);
                        }
                    }
                    Some(Value::none())
                }
                "update" | "union" | "intersection" | "difference" | "symmetric_difference" => {
                    let more = first.map(|value| self.iterate(st, &value, place)).unwrap_or_default();
                    if name == "update" {
                        let set = self.edit(st, id)?;
                        set.blur();
                        set.rest.join(&more);
                        return Some(Value::none());
                    }
                    let mut set = Obj::new(Kind::Set);
                    set.rest = object.any_item();
                    if name != "difference" && name != "intersection" {
                        set.rest.join(&more);
                    }
                    Some(self.allocate(st, at.0, 0, set))
                }
                "pop" => Some(object.any_item().and_taint(&object.taint)),
                "copy" => Some(self.allocate(st, at.0, 0, (*object).clone())),
                "remove" | "discard" | "clear" => Some(Value::none()),
                "issubset" | "issuperset" | "isdisjoint" => Some(Value::any_bool()),
                _ => None,
            },
            Kind::Dict => self.dict_method(st, id, &object, name, args, at),
            _ => {
                let _ = single;
                None
            }
        }
    }

    /// The container that a class of the project is, by one of its bases.
    pub(super) fn container_base(&self, st: &State, class: ObjId) -> Option<Kind> {
        self.ancestors(st, class).iter().find_map(|one| match one {
            super::classes::Ancestor::Library(item) => self.container_kind(self.catalog.resolve(*item)),
            _ => None,
        })
    }

    fn list_method(
        &mut self,
        st: &mut State,
        id: ObjId,
        object: &Obj,
        name: &str,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let place = self.place_of(at);
        let first = args.positional.first().map(|(value, _)| value.clone());
        let moves = !matches!(name, "copy" | "index" | "count" | "qsize" | "empty" | "full");
        if moves && !object.entries.is_empty() {
            // Items at known places move; which are where is not known any longer.
            let list = self.edit(st, id)?;
            if matches!(name, "append" | "extend" | "put" | "put_nowait") { list.blur_end() } else { list.blur() }
        }
        match name {
            "rotate" => {
                let by = match first.as_ref().map(Value::constant) {
                    None => Some(1),
                    Some(Some(Const::Int(by))) => Some(*by),
                    _ => None,
                };
                let list = self.edit(st, id)?;
                match (&mut list.items, by) {
                    (Some(items), Some(by)) if !items.is_empty() => {
                        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                        items.rotate_right(usize::try_from(by.rem_euclid(length)).unwrap_or(0));
                    }
                    _ => list.blur(),
                }
                Some(Value::none())
            }
            "append" | "appendleft" | "put" | "put_nowait" => {
                let item = first?;
                let item = if item.taint.is_clean() { item } else { item.step(place, crate::taint::Happening::Stored) };
                let list = self.edit(st, id)?;
                match &mut list.items {
                    Some(items) if items.len() < 64 => {
                        if name == "appendleft" {
                            items.insert(0, item);
                        } else {
                            items.push(item);
                        }
                    }
                    _ => {
                        if name == "appendleft" {
                            list.blur();
                        } else {
                            list.blur_end();
                        }
                        list.rest.join(&item);
                    }
                }
                Some(Value::none())
            }
            "insert" => {
                let item = args.get(1, None)?.clone();
                let position = first.as_ref().and_then(|value| match value.constant() {
                    Some(Const::Int(number)) => Some(*number),
                    _ => None,
                });
                let list = self.edit(st, id)?;
                match (&mut list.items, position) {
                    (Some(items), Some(position)) if items.len() < 64 => {
                        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
                        let position = if position < 0 { (position + length).max(0) } else { position.min(length) };
                        items.insert(usize::try_from(position).unwrap_or(0), item);
                    }
                    _ => {
                        list.blur();
                        list.rest.join(&item);
                    }
                }
                Some(Value::none())
            }
            "extend" | "extendleft" => {
                if name == "extendleft" {
                    self.edit(st, id)?.blur();
                }
                self.extend_list(st, id, &first?, place);
                Some(Value::none())
            }
            "pop" | "popleft" | "get" | "get_nowait" => {
                let index = match (name, first.as_ref().map(Value::constant)) {
                    ("pop", None) => Some(-1),
                    ("pop", Some(Some(Const::Int(number)))) => Some(*number),
                    ("pop", _) => None,
                    _ => Some(0),
                };
                if let (Some(items), Some(index)) = (&object.items, index) {
                    let at = index_of(items.len(), index)?;
                    let item = items[at].clone();
                    if let Some(items) = self.edit(st, id).and_then(|list| list.items.as_mut()) {
                        items.remove(at);
                    }
                    return Some(item.and_taint(&object.taint));
                }
                if index != Some(-1) {
                    self.edit(st, id)?.blur();
                }
                Some(object.any_item().and_taint(&object.taint))
            }
            "remove" => {
                let item = first?;
                let at = object
                    .items
                    .as_ref()
                    .and_then(|items| items.iter().position(|own| own.atoms == item.atoms && own.is_constant()));
                let list = self.edit(st, id)?;
                match (&mut list.items, at) {
                    (Some(items), Some(at)) => {
                        items.remove(at);
                    }
                    _ => list.blur(),
                }
                Some(Value::none())
            }
            "clear" => {
                let list = self.edit(st, id)?;
                list.items = Some(Vec::new());
                list.entries.clear();
                list.rest = Value::bottom();
                list.taint = Taint::CLEAN;
                Some(Value::none())
            }
            "reverse" => {
                let list = self.edit(st, id)?;
                match &mut list.items {
                    Some(items) => items.reverse(),
                    None => list.blur(),
                }
                Some(Value::none())
            }
            "sort" => {
                self.edit(st, id)?.blur();
                Some(Value::none())
            }
            "copy" => Some(self.allocate(st, at.0, 0, object.clone())),
            "index" | "count" | "qsize" => Some(self.number(Taint::CLEAN)),
            "empty" | "full" => Some(Value::any_bool()),
            "_replace" | "_asdict" if !object.attributes.is_empty() => {
                self.named_tuple_method(st, object, name, args, at)
            }
            "send" | "__next__" => Some(object.any_item().and_taint(&object.taint)),
            _ => None,
        }
    }

    fn dict_method(
        &mut self,
        st: &mut State,
        id: ObjId,
        object: &Obj,
        name: &str,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let place = self.place_of(at);
        let first = args.positional.first().map(|(value, _)| value.clone());
        match name {
            "get" | "setdefault" | "pop" => {
                let key = first?;
                let default = args.get(1, None).cloned();
                let known = key_of(&key);
                let found = match &known {
                    Some(key) => object.entry(key).cloned(),
                    None => None,
                };
                let certain = found.is_some() && known.is_some();
                let mut value = match (found, known.is_some()) {
                    (Some(found), _) => found,
                    (None, true) => object.rest.clone(),
                    (None, false) => object.any_item(),
                };
                if !certain {
                    value = value.and_taint(&object.taint);
                }
                if value.is_bottom() && !object.taint.is_clean() {
                    value = Value::unknown_with(object.taint.clone());
                }
                if !certain {
                    match &default {
                        Some(default) => value.join(default),
                        None if name == "get" => value.join(&Value::none()),
                        None => {}
                    }
                }
                if name == "get" && known.is_none() && default.is_none() {
                    value.implies = self.implied_by_member(st, id, args);
                }
                match (name, known) {
                    ("setdefault", Some(key)) if !certain => {
                        let value = value.clone();
                        self.edit(st, id)?.set_entry(key, value);
                    }
                    ("setdefault", None) => {
                        let dict = self.edit(st, id)?;
                        if let Some(default) = default {
                            dict.rest.join(&default);
                            dict.keys.join(&key);
                        }
                    }
                    ("pop", Some(key)) => self.edit(st, id)?.entries.retain(|(own, _)| *own != key),
                    _ => {}
                }
                if value.is_bottom() { Some(Value::unknown()) } else { Some(value) }
            }
            "items" => {
                let mut list = Obj::new(Kind::List);
                let mut pairs = Vec::new();
                for (key, value) in &object.entries {
                    pairs.push(Atom::Tuple(vec![key_value(key), value.clone()].into()).into());
                }
                if object.rest.is_bottom() && object.taint.is_clean() && pairs.len() <= self.most_told_apart() {
                    list.items = Some(pairs);
                } else {
                    pairs.iter().for_each(|pair| list.rest.join(pair));
                    let mut keys = object.keys.clone();
                    if keys.is_bottom() {
                        keys = self.any_string(Taint::CLEAN);
                    }
                    let mut rest = object.rest.clone();
                    if rest.is_bottom() {
                        rest = Value::unknown();
                    }
                    let pair = vec![keys.and_taint(&object.taint), rest.and_taint(&object.taint)];
                    list.rest.join(&Atom::Tuple(pair.into()).into());
                }
                Some(self.allocate(st, at.0, 0, list))
            }
            "keys" | "values" => {
                let mut list = Obj::new(Kind::List);
                list.taint.clone_from(&object.taint);
                if name == "keys" {
                    let item = self.iterate(st, &Value::from(Atom::Object(id)), place);
                    list.rest = item;
                } else if object.rest.is_bottom() && object.entries.len() <= self.most_told_apart() {
                    list.items = Some(object.entries.iter().map(|(_, value)| value.clone()).collect());
                } else {
                    list.rest = object.any_item();
                }
                Some(self.allocate(st, at.0, 0, list))
            }
            "update" => {
                let mut changed = object.clone();
                if let Some(more) = &first {
                    let more_is_pairs = self.known_items(st, more).is_some();
                    if more_is_pairs {
                        for pair in self.known_items(st, more).unwrap_or_default() {
                            if let Some([key, value]) = self.known_items(st, &pair).as_deref() {
                                store_entry(&mut changed, key, value.clone());
                            }
                        }
                    } else {
                        self.merge_mapping(st, &mut changed, more);
                    }
                }
                for (name, value, _) in &args.keywords {
                    changed.set_entry(Key::Str(self.program.names.shared(*name)), value.clone());
                }
                if let Some(double) = &args.double_star {
                    let double = double.clone();
                    self.merge_mapping(st, &mut changed, &double);
                }
                *self.edit(st, id)? = changed;
                Some(Value::none())
            }
            "copy" => Some(self.allocate(st, at.0, 0, object.clone())),
            "clear" => {
                let dict = self.edit(st, id)?;
                dict.entries.clear();
                (dict.rest, dict.keys, dict.taint) = (Value::bottom(), Value::bottom(), Taint::CLEAN);
                Some(Value::none())
            }
            "popitem" => {
                let pair = vec![self.any_string(object.taint.clone()), object.any_item().and_taint(&object.taint)];
                Some(Atom::Tuple(pair.into()).into())
            }
            "__getitem__" => Some(self.subscript(st, &Value::from(Atom::Object(id)), &first?, at)),
            "__setitem__" => {
                let value = args.get(1, None)?.clone();
                self.set_subscript(st, &Value::from(Atom::Object(id)), &first?, value, at);
                Some(Value::none())
            }
            "__contains__" | "has_key" => Some(Value::any_bool()),
            "most_common" | "elements" => {
                let key = self.iterate(st, &Value::from(Atom::Object(id)), place).and_taint(&object.taint);
                let count = self.number(Taint::CLEAN);
                let item = if name == "elements" { key } else { Atom::Tuple(vec![key, count].into()).into() };
                Some(self.allocate(st, at.0, 0, Obj { rest: item, ..Obj::new(Kind::List) }))
            }
            "move_to_end" | "subtract" => Some(Value::none()),
            _ => None,
        }
    }
}
