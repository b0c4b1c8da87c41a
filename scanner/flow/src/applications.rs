//! Which files belong to one application: those that imports connect.
//!
//! What a framework holds for a request (`flask.g`, `flask.session`) is one object for each application. In a tree of
//! several applications, what one of them stores in it is nothing that another one reads.

use crate::interp::{Found, find_module};
use stopple_libraries::Catalog;
use stopple_program::{FileId, ModuleRef, Program};
use stopple_syntax::hir::Stmt;

/// The application of each file, by number.
#[derive(Debug, Default)]
pub(crate) struct Applications(Vec<u32>);

impl Applications {
    /// Follows the imports of all files.
    pub fn new(program: &Program, catalog: &Catalog) -> Self {
        let mut own = Self((0..u32::try_from(program.files.len()).unwrap_or(u32::MAX)).collect());
        for number in 0..own.0.len() {
            let file = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            // A package is run before what lies in it.
            if let Some(package) = package_of(program, file) {
                own.connect(file, package);
            }
            let hir = program.file(file).hir();
            let name = |name: stopple_syntax::hir::NameId| &*hir.names[name.0 as usize];
            for stmt in &hir.stmts {
                match *stmt {
                    Stmt::Import { names } => {
                        for alias in names.range() {
                            own.connect_to(program, file, find(program, catalog, file, name(hir.aliases[alias].name)));
                        }
                    }
                    Stmt::ImportFrom { level, module, names } => {
                        let dotted = module.map_or("", name);
                        let parent = match level {
                            0 => find(program, catalog, file, dotted),
                            _ => program.import_relative(file, level, dotted),
                        };
                        own.connect_to(program, file, parent);
                        let Some(parent) = parent else { continue };
                        for alias in names.range() {
                            own.connect_to(program, file, program.submodule(parent, name(hir.aliases[alias].name)));
                        }
                    }
                    _ => {}
                }
            }
        }
        for at in 0..own.0.len() {
            own.0[at] = own.root(u32::try_from(at).unwrap_or(u32::MAX));
        }
        own
    }

    /// The application of a file; equal numbers are one application.
    pub fn of(&self, file: FileId) -> u32 {
        self.0.get(file.0 as usize).copied().unwrap_or(u32::MAX)
    }

    fn connect_to(&mut self, program: &Program, file: FileId, module: Option<ModuleRef>) {
        if let Some(ModuleRef::File(other)) = module {
            self.connect(file, other);
            if let Some(package) = package_of(program, other) {
                self.connect(file, package);
            }
        }
    }

    fn connect(&mut self, a: FileId, b: FileId) {
        let (a, b) = (self.root(a.0), self.root(b.0));
        // The smaller number stands for both, whatever the order.
        self.0[a.max(b) as usize] = a.min(b);
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = above;
            at = above;
        }
        at
    }
}

fn find(program: &Program, catalog: &Catalog, from: FileId, dotted: &str) -> Option<ModuleRef> {
    match find_module(program, catalog, from, dotted)? {
        Found::Own(module) => Some(module),
        Found::Library(_) => None,
    }
}

/// The `__init__` beside a file.
fn package_of(program: &Program, file: FileId) -> Option<FileId> {
    match program.import_relative(file, 1, "")? {
        ModuleRef::File(package) if package != file => Some(package),
        _ => None,
    }
}
