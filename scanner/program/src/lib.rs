//! The user's code understood: modules, names and imports.
//!
//! It knows which file answers to which dotted name, as Python's import system would find it, and gives every
//! identifier of the project one small number. What names *mean* is found out by running the code abstractly (`flow`).

mod description;
mod interner;
mod modules;
mod words;

pub use description::{Description, Input, Operation, Part, Shape, Unreadable, may_be_description};
pub use interner::{Interner, Symbol, known};
pub use modules::ModuleRef;

use modules::Modules;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use stopple_source::SourceFile;
use stopple_syntax::Reading;
use stopple_syntax::hir;

/// A file of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A scope of a file of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeRef {
    /// The file.
    pub file: FileId,
    /// The scope in it.
    pub scope: hir::ScopeId,
}

/// A file of the program, read.
#[derive(Debug)]
pub struct ProgramFile {
    /// Its path and text.
    pub source: Arc<SourceFile>,
    /// What was read of it.
    pub reading: Reading,
    /// Its dotted module name, e.g. `shop.views`; of a package, the package's name.
    pub module: String,
    /// Whether it is an `__init__.py`.
    pub is_package: bool,
    /// The symbol of each of the file's names.
    symbols: Vec<Symbol>,
}

impl ProgramFile {
    /// The lowered file.
    pub fn hir(&self) -> &hir::File {
        &self.reading.file
    }

    /// The symbol of a name of this file.
    pub fn symbol(&self, name: hir::NameId) -> Symbol {
        self.symbols[name.0 as usize]
    }
}

/// A template file of the program.
#[derive(Debug)]
pub struct TemplateFile {
    /// Its path and text.
    pub source: Arc<SourceFile>,
    /// Its name as code names it: the path below the nearest folder called `templates`, else below the root.
    pub name: String,
}

/// All files of a project.
#[derive(Debug, Default)]
pub struct Program {
    /// In order of path.
    pub files: Vec<ProgramFile>,
    /// In order of path.
    pub templates: Vec<TemplateFile>,
    /// Descriptions of interfaces, in order of path.
    pub descriptions: Vec<Description>,
    /// Every identifier of every file.
    pub names: Interner,
    modules: Modules,
    /// Templates by the last part of their path.
    templates_by_file: FxHashMap<Box<str>, Vec<usize>>,
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

impl Program {
    /// The program made of these files, which must be in order of path.
    pub fn new(files: Vec<(Arc<SourceFile>, Reading)>, templates: Vec<Arc<SourceFile>>) -> Self {
        let modules = Modules::new(files.iter().map(|(source, _)| source.path.as_str()));
        let mut names = Interner::default();
        let files: Vec<ProgramFile> = files
            .into_iter()
            .enumerate()
            .map(|(at, (source, reading))| ProgramFile {
                module: modules.dotted_name(at),
                is_package: modules::is_package(&source.path),
                symbols: reading.file.names.iter().map(|name| names.intern(name)).collect(),
                source,
                reading,
            })
            .collect();
        let templates: Vec<TemplateFile> = templates
            .into_iter()
            .map(|source| TemplateFile { name: modules::template_name(&source.path), source })
            .collect();
        // Templates read attributes that no code may name: `{{ request.args.page }}`.
        let written = files.iter().flat_map(|file| &file.reading.file.strings).map(|text| &**text);
        for text in written.chain(templates.iter().map(|template| &*template.source.text)) {
            words::in_tags(text).for_each(|word| {
                names.intern(word);
            });
        }
        let mut templates_by_file: FxHashMap<Box<str>, Vec<usize>> = FxHashMap::default();
        for (at, template) in templates.iter().enumerate() {
            templates_by_file.entry(file_name(&template.source.path).into()).or_default().push(at);
        }
        Self { files, templates, descriptions: Vec::new(), names, modules, templates_by_file }
    }

    /// The same with descriptions of interfaces, which must be in order of path.
    pub fn with_descriptions(mut self, descriptions: Vec<Description>) -> Self {
        self.descriptions = descriptions;
        self
    }

    /// The file of an id.
    pub fn file(&self, id: FileId) -> &ProgramFile {
        &self.files[id.0 as usize]
    }

    /// The id under which places in a template are named: templates are counted after the files.
    pub fn template_id(&self, template: usize) -> FileId {
        FileId(u32::try_from(self.files.len() + template).unwrap_or(u32::MAX))
    }

    /// The text of an id, of a file or of a template.
    pub fn source(&self, id: FileId) -> &Arc<SourceFile> {
        let number = id.0 as usize;
        match self.files.get(number) {
            Some(file) => &file.source,
            None => &self.templates[number - self.files.len()].source,
        }
    }

    /// The lowered scope of a reference.
    pub fn scope(&self, at: ScopeRef) -> &hir::Scope {
        &self.file(at.file).reading.file.scopes[at.scope.0 as usize]
    }

    /// Whether a function is one that a test runner calls: no visitor does.
    pub fn is_test(&self, at: ScopeRef) -> bool {
        let file = self.file(at.file);
        is_test_path(&file.source.path) && self.names.text(file.symbol(self.scope(at).name)).starts_with("test")
    }

    /// The dotted name of a scope, module included, e.g. `shop.views.Search.get`.
    pub fn scope_name(&self, at: ScopeRef) -> String {
        let file = self.file(at.file);
        let scope = self.scope(at);
        if scope.qualified.is_empty() { file.module.clone() } else { format!("{}.{}", file.module, scope.qualified) }
    }

    /// What `import dotted` written in `from` finds in the project, where Python would look first.
    pub fn import(&self, from: FileId, dotted: &str) -> Option<ModuleRef> {
        self.modules.import(from, dotted)
    }

    /// What `import dotted` finds where nothing else is known by that name: a sibling, or the only file of that name.
    pub fn import_anywhere(&self, from: FileId, dotted: &str) -> Option<ModuleRef> {
        self.modules.import_anywhere(from, dotted)
    }

    /// The module that `from` names with `level` leading dots.
    pub fn import_relative(&self, from: FileId, level: u32, dotted: &str) -> Option<ModuleRef> {
        self.modules.import_relative(from, level, dotted)
    }

    /// The module `name` inside a package.
    pub fn submodule(&self, parent: ModuleRef, name: &str) -> Option<ModuleRef> {
        self.modules.submodule(parent, name)
    }

    /// The template that code calls `name`: in a folder `templates` near `from`, else any of that name.
    pub fn template(&self, from: FileId, name: &str) -> Option<usize> {
        let wanted = name.trim_start_matches("./");
        let near = self.file(from).source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut best: Option<(usize, usize)> = None;
        for at in self.templates_by_file.get(file_name(wanted)).into_iter().flatten().copied() {
            let template = &self.templates[at];
            if template.name != wanted && !template.source.path.ends_with(&format!("/{wanted}")) {
                continue;
            }
            let shared = near.bytes().zip(template.source.path.bytes()).take_while(|(a, b)| a == b).count();
            if best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// The descriptions that code calls `name`: the one of that path nearest to `from`; all, if the name is not known.
    pub fn descriptions(&self, from: FileId, name: Option<&str>) -> Vec<usize> {
        let Some(name) = name else { return (0..self.descriptions.len()).collect() };
        let wanted = name.trim_start_matches("./").trim_start_matches('/');
        let near = self.file(from).source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let shared = |path: &str| near.bytes().zip(path.bytes()).take_while(|(a, b)| a == b).count();
        let named = self.descriptions.iter().enumerate().filter(|(_, one)| {
            let path = &one.source.path;
            path.strip_suffix(wanted).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        });
        // Of two as near as each other the first.
        let best = named.max_by_key(|(at, one)| (shared(&one.source.path), std::cmp::Reverse(*at)));
        best.map(|(at, _)| at).into_iter().collect()
    }
}

/// Whether a path is that of a test.
pub fn is_test_path(path: &str) -> bool {
    let mut parts = path.split('/').rev();
    let file = parts.next().unwrap_or_default();
    file.starts_with("test_")
        || file.ends_with("_test.py")
        || file == "tests.py"
        || file == "conftest.py"
        || parts.any(|part| matches!(part.trim_matches('_'), "test" | "tests" | "testing"))
}
