//! Objects that libraries hold for a whole application: `flask.g`, `flask.session`, `current_app` and what hangs on it.

use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::taint::Taint;
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_libraries::model::{ItemKind, Type, Typed};
use stopple_program::{FileId, Symbol};

impl Interp<'_> {
    /// The identity of an object that a module of a library holds for a whole application: `flask.g`, `flask.session`.
    pub(super) fn shared_object(&self, member: ItemId) -> Option<ObjId> {
        self.shared_class(member).map(|_| shared_id(member, self.applications.of(self.file_id())))
    }

    pub(super) fn shared_class(&self, member: ItemId) -> Option<ItemId> {
        let ItemKind::Value(Typed { kind: Type::Instance(class, arguments), .. }) = &self.catalog.item(member).kind
        else {
            return None;
        };
        let plain = arguments.is_empty()
            && !self.known.is_text(*class)
            && !self.known.is_number(*class)
            && self.container_kind(*class).is_none();
        // Only what takes attributes or keys of the application's own choice.
        let open = ["__setattr__", "__setitem__"].iter().any(|name| self.catalog.member(*class, name).is_some());
        (plain && open || self.known.application == Some(*class)).then_some(*class)
    }

    /// What stands for the application of the file at hand (`current_app`), if its files name it.
    fn current_application(&self, st: &State) -> Option<ObjId> {
        let id = shared_id(self.known.current_application?, self.applications.of(self.file_id()));
        self.object_kind(st, id).map(|_| id)
    }

    /// An application was made: `current_app` stands for it.
    pub(super) fn note_application(&mut self, st: &mut State, class: ItemId, instance: &Value) {
        if !self.loads_modules
            || !self.known.application.is_some_and(|application| self.catalog.is_subclass(class, application))
        {
            return;
        }
        if let Some(id) = self.current_application(st)
            && let Some(object) = self.edit(st, id)
        {
            object.rest.join(instance);
        }
    }

    /// The applications that an object stands for, if it is `current_app`. They know what was hung on them.
    pub(super) fn stands_for(&self, st: &State, class: ItemId, id: ObjId) -> Option<Value> {
        if self.known.application != Some(class) || self.current_application(st) != Some(id) {
            return None;
        }
        let made = self.object(st, id)?.rest.clone();
        (!made.is_bottom()).then_some(made)
    }

    /// Makes the objects that modules of libraries hold, for each application that mentions their names.
    pub fn make_shared_objects(&mut self, st: &mut State, files: &[FileId]) {
        let catalog = self.catalog;
        let mut by_name: FxHashMap<Symbol, Vec<(ItemId, Obj)>> = FxHashMap::default();
        for (_, module) in &catalog.modules {
            let ItemKind::Module(members) = &catalog.item(*module).kind else { continue };
            for (name, member) in members {
                if let (Some(name), Some(class)) = (self.program.names.get(name), self.shared_class(*member)) {
                    by_name.entry(name).or_default().push((*member, Obj::new(Kind::Library(class))));
                }
            }
        }
        if let (Some(name), Some(class)) = (self.program.names.get("config"), self.known.config) {
            by_name.entry(name).or_default().push((class, Obj::new(Kind::Library(class))));
        }
        if let (Some(name), Some(member)) = (self.program.names.get("extensions"), self.known.extensions) {
            // Extensions that are not seen leave something there too.
            let mut all = Obj::new(Kind::Dict);
            all.keys = self.any_string(Taint::CLEAN);
            all.rest = Value::unknown();
            by_name.entry(name).or_default().push((member, all));
        }
        for id in files {
            let (file, application) = (self.program.file(*id), self.applications.of(*id));
            for name in 0..file.hir().names.len() {
                let name = file.symbol(stopple_syntax::hir::NameId(u32::try_from(name).unwrap_or(u32::MAX)));
                for (member, object) in by_name.get(&name).into_iter().flatten() {
                    st.heap.put(shared_id(*member, application), Arc::new(object.clone()));
                }
            }
        }
        self.make_file_stores(st, files);
        self.flush(st);
    }
}

/// The identity of a member of a module, or of the one object of a class, in an application.
pub(super) fn shared_id(member: ItemId, application: u32) -> ObjId {
    ObjId::of((0x5a4d_u64, member.0, application))
}
