//! Imports, and the attributes of modules.

use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::{Catalog, ItemId};
use stopple_program::{FileId, ModuleRef, Program, Symbol, known};
use stopple_syntax::hir::{NameId, Run};

impl Interp<'_> {
    pub fn import_statement(&mut self, st: &mut State, names: Run) {
        let file = self.hir();
        for at in names.range() {
            let alias = file.aliases[at];
            let dotted = &*file.names[alias.name.0 as usize];
            let whole = self.module_value(st, dotted);
            let value = if alias.has_as {
                whole
            } else {
                match dotted.split_once('.') {
                    Some((first, _)) => self.module_value(st, first),
                    None => whole,
                }
            };
            self.store(st, alias.target, value);
        }
    }

    pub fn import_from(&mut self, st: &mut State, level: u32, module: Option<NameId>, names: Run) {
        let file = self.hir();
        let dotted = module.map_or("", |name| &*file.names[name.0 as usize]);
        let parent = if level > 0 {
            match self.program.import_relative(self.file_id(), level, dotted) {
                Some(found) => {
                    self.load_module(st, found);
                    Value::from(Atom::Module(found))
                }
                None => Value::unknown(),
            }
        } else {
            self.module_value(st, dotted)
        };
        for at in names.range() {
            let alias = file.aliases[at];
            let name = &*file.names[alias.name.0 as usize];
            if name == "*" {
                self.import_star(st, &parent);
                continue;
            }
            let symbol = self.symbol(alias.name);
            let value = self.imported_name(st, &parent, symbol, name);
            self.store(st, alias.target, value);
        }
    }

    fn imported_name(&mut self, st: &mut State, parent: &Value, symbol: Symbol, name: &str) -> Value {
        match parent.one() {
            Some(Atom::Module(module)) => {
                if let ModuleRef::File(file) = module
                    && let Some(value) = self.module_attribute(st, *file, symbol)
                {
                    return value;
                }
                if let Some(found) = self.program.submodule(*module, name) {
                    self.load_module(st, found);
                    return Atom::Module(found).into();
                }
                match module {
                    ModuleRef::File(file) => Atom::Late(*file, symbol).into(),
                    ModuleRef::Namespace(_) => Value::unknown(),
                }
            }
            Some(Atom::Item(item)) => self.item_attribute(st, *item, name).unwrap_or_else(|| {
                let path = format!("{}.{name}", self.catalog.item(*item).path);
                Atom::Foreign(path.into()).into()
            }),
            Some(Atom::Foreign(path)) => Atom::Foreign(format!("{path}.{name}").into()).into(),
            _ => Value::unknown(),
        }
    }

    fn import_star(&mut self, st: &mut State, parent: &Value) {
        let here = ObjId::module(self.file_id());
        match parent.one() {
            Some(Atom::Module(ModuleRef::File(file))) => {
                let Some(other) = self.object_shared(st, ObjId::module(*file)) else { return };
                if let Some(own) = self.edit(st, here) {
                    for (name, value) in &other.attributes {
                        own.set_attribute(*name, value.clone());
                    }
                }
            }
            Some(Atom::Item(item)) => {
                let catalog = self.catalog;
                if let stopple_libraries::model::ItemKind::Module(members) = &catalog.item(*item).kind {
                    for (name, _) in members {
                        let Some(symbol) = self.program.names.get(name) else { continue };
                        if let Some(value) = self.item_attribute(st, *item, name)
                            && let Some(own) = self.edit(st, here)
                        {
                            own.set_attribute(symbol, value);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The module of a dotted name: the project's own, else the catalog's, else a foreign one.
    pub fn module_value(&mut self, st: &mut State, dotted: &str) -> Value {
        let here = self.file_id();
        match find_module(self.program, self.catalog, here, dotted) {
            Some(Found::Own(module)) => {
                // Every package on the way is run first.
                if let Some((parent, _)) = dotted.rsplit_once('.')
                    && let Some(parent) = self.program.import(here, parent)
                {
                    self.load_module(st, parent);
                }
                self.load_module(st, module);
                return Atom::Module(module).into();
            }
            Some(Found::Library(item)) => return Atom::Item(item).into(),
            None => {}
        }
        // `import a.b` of a known `a`: a submodule that the catalog does not describe.
        Atom::Foreign(dotted.into()).into()
    }

    /// Runs a module that has not been run, if this is the time for it.
    pub fn load_module(&mut self, st: &mut State, module: ModuleRef) {
        if let ModuleRef::File(file) = module
            && self.loads_modules
            && self.loaded.insert(file)
        {
            // What stands so far is seen by the module, and what it makes by everybody; so the heap stays small.
            self.flush(st);
            // A module has a budget of its own; what it takes is not taken from its importer.
            let (importer, before) = (self.budget, self.steps);
            self.budget = self.steps.saturating_add(super::MODULE_BUDGET);
            self.run_module(st, file);
            self.budget = importer.saturating_add(self.steps - before);
            self.flush(st);
        }
    }

    /// Runs the body of a module. Its objects stay in the heap of `st`.
    pub fn run_module(&mut self, st: &mut State, file: FileId) {
        let program = self.program;
        let scope = stopple_program::ScopeRef { file, scope: stopple_syntax::hir::ScopeId(0) };
        let mut module = Obj::new(Kind::Module);
        let name = program.file(file).module.clone();
        module.set_attribute(known::NAME, self.module_name_value(&name));
        st.heap.put(ObjId::module(file), Arc::new(module));
        self.run_body(st, scope, u64::from(file.0), None);
    }

    /// `__name__`: run directly, or imported; both are looked at.
    fn module_name_value(&self, name: &str) -> Value {
        Value::string(name).joined(&Value::string("__main__"))
    }

    /// An attribute of a module of the project.
    pub fn module_attribute(&mut self, st: &mut State, file: FileId, name: Symbol) -> Option<Value> {
        let found = self.object_attribute(st, ObjId::module(file), name).cloned();
        found.filter(|value| !value.is_bottom())
    }
}

/// What a dotted name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A module of the project.
    Own(ModuleRef),
    /// A module of a library.
    Library(ItemId),
}

/// The module that `import dotted` in a file means: one that Python finds in the project, else one that the catalog has,
/// else one of the project that only its name leads to.
pub(crate) fn find_module(program: &Program, catalog: &Catalog, from: FileId, dotted: &str) -> Option<Found> {
    let library = catalog.module(dotted);
    match (program.import(from, dotted), library) {
        (Some(own), None) | (Some(own @ ModuleRef::File(_)), _) => Some(Found::Own(own)),
        (_, Some(library)) => Some(Found::Library(library)),
        (None, None) => program.import_anywhere(from, dotted).map(Found::Own),
    }
}
