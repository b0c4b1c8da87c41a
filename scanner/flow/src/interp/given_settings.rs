//! Settings that an application takes over from an object: `config.from_object(Production)`. What stands in it is read later as
//! if it had been set one by one.

use super::call::Arguments;
use super::imports::{Found, find_module};
use super::{Interp, State};
use crate::heap::{Key, Kind, ObjId};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_program::{ModuleRef, Symbol};

impl Interp<'_> {
    /// Keeps what `from_object` gives the settings, by the fact that its stub states.
    pub(super) fn keep_settings(&mut self, st: &mut State, fact: &str, receiver: Option<&Value>, args: &Arguments) {
        if fact != "config-object" {
            return;
        }
        let Some(Atom::Object(settings)) = receiver.and_then(Value::one) else { return };
        match self.object_kind(st, *settings) {
            Some(Kind::Library(item)) if self.known.config == Some(*item) => {}
            _ => return,
        }
        let first = args.positional.first().map(|(value, _)| value.clone()).unwrap_or_default();
        let is_one = first.atoms().len() == 1;
        for atom in first.atoms() {
            for (key, value) in self.settings_of(st, atom) {
                self.keep_setting(st, *settings, key, value, is_one);
            }
        }
    }

    /// Of several objects it may be read from any. An empty mapping or list is there to be filled by a file.
    fn keep_setting(&mut self, st: &mut State, settings: ObjId, key: Arc<str>, mut value: Value, is_one: bool) {
        if let Some(Atom::Object(id)) = value.one()
            && let Some(held) = self.object(st, *id)
            && matches!(held.kind, Kind::Dict | Kind::List | Kind::Set)
            && held.entries.is_empty()
            && held.items.as_ref().is_none_or(Vec::is_empty)
            && held.rest.is_bottom()
        {
            return;
        }
        let Some(object) = self.edit(st, settings) else { return };
        let key = Key::Str(key);
        if let Some(before) = object.entry(&key).filter(|_| !is_one) {
            value.join(before);
        }
        object.set_entry(key, value);
    }

    /// The attributes in upper case of a class, an instance or a module, or of what a dotted name leads to.
    fn settings_of(&mut self, st: &mut State, atom: &Atom) -> Vec<(Arc<str>, Value)> {
        match atom {
            Atom::Class(class) => self.settings_of_class(st, *class),
            Atom::Object(id) => {
                let mut all = self.in_upper_case(st, *id);
                if let Some(Kind::Instance(class)) = self.object_kind(st, *id).cloned() {
                    add_missing(&mut all, self.settings_of_class(st, class));
                }
                all
            }
            Atom::Module(ModuleRef::File(file)) => self.in_upper_case(st, ObjId::module(*file)),
            _ => {
                let Some(path) = Value::from(atom.clone()).as_str().cloned() else { return Vec::new() };
                let found = self.found_by_name(st, &path);
                match found.as_ref().and_then(Value::one) {
                    Some(found @ (Atom::Class(_) | Atom::Object(_) | Atom::Module(_))) => self.settings_of(st, found),
                    _ => Vec::new(),
                }
            }
        }
    }

    fn settings_of_class(&self, st: &State, class: ObjId) -> Vec<(Arc<str>, Value)> {
        let mut all = Vec::new();
        for id in self.own_ancestors(st, class) {
            add_missing(&mut all, self.in_upper_case(st, id));
        }
        all
    }

    fn in_upper_case(&self, st: &State, id: ObjId) -> Vec<(Arc<str>, Value)> {
        let is_setting = |name: &Symbol| {
            let text = self.program.names.text(*name);
            text.starts_with(|letter: char| letter.is_ascii_uppercase()) && text.to_uppercase() == text
        };
        let attributes = self.object(st, id).map(|object| object.attributes.as_slice()).unwrap_or_default();
        let own = attributes.iter().filter(|(name, value)| is_setting(name) && !value.is_bottom());
        own.map(|(name, value)| (self.program.names.shared(*name), value.clone())).collect()
    }

    /// `"shop.settings.Production"`, `"shop.settings"`.
    fn found_by_name(&mut self, st: &mut State, path: &str) -> Option<Value> {
        let here = self.file_id();
        let own = |interp: &Self, dotted: &str| match find_module(interp.program, interp.catalog, here, dotted) {
            Some(Found::Own(module)) => Some(module),
            _ => None,
        };
        if let Some(module) = own(self, path) {
            self.load_module(st, module);
            return Some(Atom::Module(module).into());
        }
        let (module, name) = path.rsplit_once('.')?;
        let module = own(self, module)?;
        self.load_module(st, module);
        let ModuleRef::File(file) = module else { return None };
        self.module_attribute(st, file, self.program.names.get(name)?)
    }
}

/// What a class has itself stands before what its bases have.
fn add_missing(all: &mut Vec<(Arc<str>, Value)>, more: Vec<(Arc<str>, Value)>) {
    for (name, value) in more {
        if !all.iter().any(|(known, _)| *known == name) {
            all.push((name, value));
        }
    }
}
