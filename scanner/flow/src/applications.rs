//! Which files belong to one application: those that imports connect.
//!
//! What a framework holds for a request (`flask.g`, `flask.session`) is one object for each application. In a tree of
//! several applications, what one of them stores in it is nothing that another one reads.

use crate::interp::{Found, find_module};
use rustc_hash::FxHashMap;
use stopple_libraries::Catalog;
use stopple_program::{FileId, ModuleRef, Program};
use stopple_syntax::hir::{Argument, Constant, Expr, ExprId, File, NameId, Stmt, Variable};

/// The application of each file, by number, and what is set for it as a whole.
#[derive(Debug, Default)]
pub(crate) struct Applications {
    of: Vec<u32>,
    /// Those that escape every template, whatever its name.
    escaping: Vec<u32>,
    /// Those that escape none.
    unescaping: Vec<u32>,
}

impl Applications {
    /// Follows the imports of all files.
    pub fn new(program: &Program, catalog: &Catalog) -> Self {
        let of = (0..u32::try_from(program.files.len()).unwrap_or(u32::MAX)).collect();
        let mut own = Self { of, escaping: Vec::new(), unescaping: Vec::new() };
        let mut unescaping: Vec<FileId> = Vec::new();
        let mut escaping: Vec<FileId> = Vec::new();
        for number in 0..own.of.len() {
            let file = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            // A package is run before what lies in it.
            if let Some(package) = package_of(program, file) {
                own.connect(file, package);
            }
            let hir = program.file(file).hir();
            let name = |name: NameId| &*hir.names[name.0 as usize];
            // Whoever says for himself which files are escaped has more of them than Flask has.
            if hir.scopes.iter().any(|scope| name(scope.name) == "select_jinja_autoescape") {
                escaping.push(file);
            }
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
                    Stmt::Assign { targets, value } => {
                        for target in targets.range().map(|at| hir.expr_lists[at]) {
                            let written = hir.expr_spans.get(target.0 as usize);
                            let written = written.map_or("", |span| program.source(file).slice(*span));
                            if switches_escaping(hir, target, written, value, true) {
                                escaping.push(file);
                            } else if switches_escaping(hir, target, written, value, false) {
                                unescaping.push(file);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        own.connect_described(program, catalog);
        for at in 0..own.of.len() {
            own.of[at] = own.root(u32::try_from(at).unwrap_or(u32::MAX));
        }
        own.escaping = escaping.into_iter().map(|file| own.of(file)).collect();
        own.unescaping = unescaping.into_iter().map(|file| own.of(file)).collect();
        own
    }

    /// The files of each application, in order of number.
    pub fn all(&self) -> Vec<Vec<FileId>> {
        let mut all: Vec<Vec<FileId>> = Vec::new();
        let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
        for (file, application) in (0..).map(FileId).zip(&self.of) {
            // An application is called by its first file, so that is met first.
            let at = *numbers.entry(*application).or_insert(all.len());
            if at == all.len() {
                all.push(Vec::new());
            }
            all[at].push(file);
        }
        all
    }

    /// Whether the application of a file escapes every template, whatever its name.
    pub fn escapes(&self, file: FileId) -> bool {
        self.escaping.contains(&self.of(file))
    }

    /// Whether the application of a file switched escaping off.
    pub fn escapes_nothing(&self, file: FileId) -> bool {
        self.unescaping.contains(&self.of(file))
    }

    /// The application of each file, by number.
    pub fn numbers(&self) -> Vec<u32> {
        self.of.clone()
    }

    /// The application of a file; equal numbers are one application.
    pub fn of(&self, file: FileId) -> u32 {
        self.of.get(file.0 as usize).copied().unwrap_or(u32::MAX)
    }

    /// Who is given a description calls the modules of the handlers that it names.
    fn connect_described(&mut self, program: &Program, catalog: &Catalog) {
        if program.descriptions.is_empty() {
            return;
        }
        let words: Vec<&str> = catalog.registering_by_argument("description").collect();
        for (number, one) in program.files.iter().enumerate() {
            if !one.hir().names.iter().any(|name| words.contains(&&**name)) {
                continue;
            }
            let file = FileId(u32::try_from(number).unwrap_or(u32::MAX));
            let operations = program.descriptions.iter().flat_map(|description| &description.operations);
            for mut module in operations.filter_map(|operation| operation.function.as_deref()) {
                while let Some((shorter, _)) = module.rsplit_once('.') {
                    let found = find(program, catalog, file, shorter);
                    if found.is_some() {
                        self.connect_to(program, file, found);
                        break;
                    }
                    module = shorter;
                }
            }
        }
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
        self.of[a.max(b) as usize] = a.min(b);
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.of[at as usize] != at {
            let above = self.of[self.of[at as usize] as usize];
            self.of[at as usize] = above;
            at = above;
        }
        at
    }
}

/// `app.jinja_options = {"autoescape": True}`, `app.jinja_env.autoescape = True`, and the same by key or in a class of
/// applications.
fn switches_escaping(hir: &File, target: ExprId, written: &str, value: ExprId, on: bool) -> bool {
    let expr = |at: ExprId| hir.exprs[at.0 as usize];
    let name = |name: NameId| &*hir.names[name.0 as usize];
    let is_named = |at: ExprId, wanted: &str| match expr(at) {
        Expr::Attribute { name: own, .. } => name(own) == wanted,
        Expr::Var(Variable::Global(own)) => name(own) == wanted,
        _ => false,
    };
    let is_bool = |at: ExprId| matches!(expr(at), Expr::Constant(Constant::Bool(value)) if value == on);
    // `select_autoescape(default=True)`: whatever the file is called.
    let is_on = |at: ExprId| match expr(at) {
        Expr::Call { callee, arguments } if is_named(callee, "select_autoescape") => {
            on && arguments.range().any(|at| match hir.arguments[at] {
                Argument::Keyword(own, value) => name(own) == "default" && is_bool(value),
                _ => false,
            })
        }
        _ => is_bool(at),
    };
    let is_key = |at: ExprId| matches!(expr(at), Expr::Constant(Constant::Str(text)) if &*hir.strings[text.0 as usize] == "autoescape");
    match expr(target) {
        Expr::Attribute { base, name: own, .. } if name(own) == "autoescape" => {
            is_named(base, "jinja_env") && is_on(value)
        }
        Expr::Subscript { base, index } => is_named(base, "jinja_options") && is_key(index) && is_on(value),
        _ if written == "jinja_options" || is_named(target, "jinja_options") => match expr(value) {
            Expr::Dict { entries } => entries.range().any(|at| {
                let entry = hir.entries[at];
                entry.key.is_some_and(is_key) && is_on(entry.value)
            }),
            _ => false,
        },
        _ => false,
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
