//! Stub files to a catalog: reads `.pyi` texts and compiles them, for the build and for users' own stubs alike.
//!
//! Loading runs in three steps. *Declaring* walks the bodies and gives every name a place; *looking up* turns names
//! into items across modules, in whatever order the files came; *compiling* turns annotations into types and notes.
//! Nothing here fails: what a stub says wrongly is a [`StubProblem`], and the rest of the stub is loaded.

mod compile;
mod declare;
mod function;
mod lookup;
mod note;
mod stub;
mod types;

use crate::model::{Catalog, Item, ItemId, ItemKind};
use crate::name::Name as Text;
use declare::Draft;
use std::collections::BTreeMap;
use std::rc::Rc;
use stopple_source::Span;
use stub::Stub;

/// Something that a stub says wrongly, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StubProblem {
    /// The path of the stub, as it was given.
    pub path: String,
    /// The 1-based line.
    pub line: u32,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// The dotted module name of a stub by its path below the stub folder, and whether it is a package (`__init__.pyi`).
/// `None` if the path is not that of a `.pyi` file.
pub fn module_of(path: &str) -> Option<(String, bool)> {
    let stem = path.strip_suffix(".pyi")?;
    let mut parts: Vec<&str> = stem.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect();
    let is_package = parts.last() == Some(&"__init__");
    if is_package {
        parts.pop();
    }
    (!parts.is_empty()).then(|| (parts.join("."), is_package))
}

/// Extends a catalog by stubs: pairs of the path below the stub folder and the text.
///
/// A stub of a module that the catalog has already replaces what it declares; the rest of that module stays.
pub fn load_stubs(base: Catalog, files: &[(String, String)]) -> (Catalog, Vec<StubProblem>) {
    let mut loader = Loader::new(base);
    for (path, text) in files {
        match module_of(path) {
            Some((module, is_package)) => loader.add(path, module, is_package, text),
            None => loader.problems.push(StubProblem {
                path: path.clone(),
                line: 1,
                message: "a stub is a `.pyi` file whose path is the path of its module".into(),
            }),
        }
    }
    loader.finish()
}

/// How deep a chain of names, aliases or types may go before it is taken for a circle.
const DEPTH: u32 = 24;

/// Where an expression of a stub is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// Index into [`Loader::stubs`].
    stub: usize,
    /// The scope whose names are seen first.
    scope: u32,
}

/// The catalog while it grows.
struct Loader {
    catalog: Catalog,
    /// Items below this were there before.
    base_len: usize,
    stubs: Vec<Rc<Stub>>,
    /// What the items from `base_len` on will be.
    drafts: Vec<Draft>,
    /// Modules that are declared now, by dotted name.
    modules: BTreeMap<String, ItemId>,
    /// The item of each class scope.
    classes: BTreeMap<Place, ItemId>,
    /// Submodules to be added to modules of the base.
    adopted: Vec<(ItemId, Text, ItemId)>,
    problems: Vec<StubProblem>,
}

impl Loader {
    fn new(base: Catalog) -> Self {
        Self {
            base_len: base.items.len(),
            catalog: base,
            stubs: Vec::new(),
            drafts: Vec::new(),
            modules: BTreeMap::new(),
            classes: BTreeMap::new(),
            adopted: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// A new item, to be filled when all names are known.
    fn new_item(&mut self, path: String, draft: Draft) -> ItemId {
        let id = ItemId(u32::try_from(self.catalog.items.len()).unwrap_or(u32::MAX));
        self.catalog.items.push(Item { path: path.into(), kind: ItemKind::Module(Vec::new()) });
        self.drafts.push(draft);
        id
    }

    fn draft(&self, id: ItemId) -> Option<&Draft> {
        self.drafts.get((id.0 as usize).checked_sub(self.base_len)?)
    }

    fn draft_mut(&mut self, id: ItemId) -> Option<&mut Draft> {
        self.drafts.get_mut((id.0 as usize).checked_sub(self.base_len)?)
    }

    fn stub(&self, at: usize) -> Option<Rc<Stub>> {
        self.stubs.get(at).cloned()
    }

    fn problem(&mut self, stub: usize, span: Span, message: impl Into<String>) {
        let Some(stub) = self.stubs.get(stub) else { return };
        let problem =
            StubProblem { path: stub.path.clone(), line: stub.lines.line(span.start), message: message.into() };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn finish(mut self) -> (Catalog, Vec<StubProblem>) {
        self.link_packages();
        self.spread_stars();
        self.check_imports();
        self.compile();
        self.problems.sort();
        (self.catalog, self.problems)
    }
}

#[cfg(test)]
mod tests;
