//! The user's code understood: modules, names and imports.

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
}

impl Program {
    /// The program made of these files, which must be in order of path.
    pub fn new(files: Vec<(Arc<SourceFile>, Reading)>, templates: Vec<Arc<SourceFile>>) -> Self {
        let files = files
            .into_iter()
            .map(|(source, reading)| ProgramFile {
                module: String::new(),
                is_package: source.path.ends_with("__init__.py"),
                source,
                reading,
            })
            .collect();
        let templates =
            templates.into_iter().map(|source| TemplateFile { name: source.path.clone(), source }).collect();
        Self { files, templates }
    }

    /// The file of an id.
    pub fn file(&self, id: FileId) -> &ProgramFile {
        &self.files[id.0 as usize]
    }

    /// The lowered scope of a reference.
    pub fn scope(&self, at: ScopeRef) -> &hir::Scope {
        &self.file(at.file).reading.file.scopes[at.scope.0 as usize]
    }

    /// The dotted name of a scope, module included, e.g. `shop.views.Search.get`.
    pub fn scope_name(&self, at: ScopeRef) -> String {
        let file = self.file(at.file);
        let scope = self.scope(at);
        if scope.qualified.is_empty() { file.module.clone() } else { format!("{}.{}", file.module, scope.qualified) }
    }
}
