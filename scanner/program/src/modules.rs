//! Dotted names to files, in the order in which Python would look.
//!
//! A file's import root is the folder above its topmost package. Absolute imports look there, then in the folders
//! above it, then in `src` folders; only where neither these nor the catalog know a name are siblings tried and, as the
//! last resort, the only file in the tree whose path ends so (several applications in one tree).

use crate::FileId;
use rustc_hash::FxHashMap;

/// A module of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModuleRef {
    /// A file; of a package its `__init__.py`.
    File(FileId),
    /// A folder without `__init__.py`.
    Namespace(u32),
}

/// The files of a project by path.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    /// Path without `.py` and without `/__init__`.
    files: FxHashMap<Box<str>, FileId>,
    folders: FxHashMap<Box<str>, u32>,
    folder_paths: Vec<Box<str>>,
    /// Last path segment to the files that end so.
    by_stem: FxHashMap<Box<str>, Vec<FileId>>,
    /// Per file: its path without suffix, and its import root (a folder, `` for the top).
    places: Vec<(Box<str>, Box<str>)>,
}

/// Whether the path is that of a package's own file.
pub(crate) fn is_package(path: &str) -> bool {
    path == "__init__.py" || path.ends_with("/__init__.py")
}

/// The name by which code calls a template.
pub(crate) fn template_name(path: &str) -> String {
    if let Some(at) = path.rfind("/templates/") {
        return path[at + "/templates/".len()..].to_owned();
    }
    path.strip_prefix("templates/").unwrap_or(path).to_owned()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn join(folder: &str, rest: &str) -> String {
    match (folder.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (_, true) => folder.to_owned(),
        _ => format!("{folder}/{rest}"),
    }
}

impl Modules {
    pub(crate) fn new<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let mut own = Self::default();
        for (at, path) in paths.enumerate() {
            let file = FileId(u32::try_from(at).unwrap_or(u32::MAX));
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            let stem = if is_package(path) { parent(stem) } else { stem };
            own.files.insert(stem.into(), file);
            let last = stem.rsplit('/').next().unwrap_or(stem);
            own.by_stem.entry(last.into()).or_default().push(file);
            own.places.push((stem.into(), "".into()));
            let mut folder = parent(path);
            while !folder.is_empty() && !own.folders.contains_key(folder) {
                let number = u32::try_from(own.folder_paths.len()).unwrap_or(u32::MAX);
                own.folders.insert(folder.into(), number);
                own.folder_paths.push(folder.into());
                folder = parent(folder);
            }
        }
        let roots: Vec<Box<str>> = own.places.iter().map(|(stem, _)| own.root_of(stem).into()).collect();
        for (place, root) in own.places.iter_mut().zip(roots) {
            place.1 = root;
        }
        own
    }

    /// The folder above the topmost package that holds a module.
    fn root_of<'s>(&self, stem: &'s str) -> &'s str {
        let mut root = if self.is_package_folder(stem) { stem } else { parent(stem) };
        while !root.is_empty() && self.is_package_folder(root) {
            root = parent(root);
        }
        root
    }

    fn is_package_folder(&self, folder: &str) -> bool {
        self.folders.contains_key(folder) && self.files.contains_key(folder)
    }

    pub(crate) fn dotted_name(&self, at: usize) -> String {
        let (stem, root) = &self.places[at];
        stem.strip_prefix(&**root).unwrap_or(stem).trim_start_matches('/').replace('/', ".")
    }

    fn at_path(&self, path: &str) -> Option<ModuleRef> {
        if let Some(file) = self.files.get(path) {
            return Some(ModuleRef::File(*file));
        }
        self.folders.get(path).map(|folder| ModuleRef::Namespace(*folder))
    }

    pub(crate) fn import(&self, from: FileId, dotted: &str) -> Option<ModuleRef> {
        let relative = dotted.replace('.', "/");
        let (_, root) = self.places.get(from.0 as usize)?;
        let mut folder: &str = root;
        let mut namespace = None;
        loop {
            for base in [folder.to_owned(), join(folder, "src")] {
                match self.at_path(&join(&base, &relative)) {
                    // Python prefers a real module anywhere on its path to a namespace package.
                    Some(found @ ModuleRef::File(_)) => return Some(found),
                    Some(found) if namespace.is_none() => namespace = Some(found),
                    _ => {}
                }
            }
            if folder.is_empty() {
                return namespace;
            }
            folder = parent(folder);
        }
    }

    pub(crate) fn import_anywhere(&self, from: FileId, dotted: &str) -> Option<ModuleRef> {
        let relative = dotted.replace('.', "/");
        let (stem, _) = self.places.get(from.0 as usize)?;
        if let Some(found @ ModuleRef::File(file)) = self.at_path(&join(parent(stem), &relative))
            && file != from
        {
            return Some(found);
        }
        // What lies in a package has a longer name: one more library that nobody knows is no reason to connect two
        // applications because a package of one holds a module that is called like it.
        let last = relative.rsplit('/').next()?;
        let mut fitting = self.by_stem.get(last)?.iter().filter(|file| {
            let above = self.places[file.0 as usize].0.strip_suffix(&*relative);
            let folder = above.filter(|above| above.is_empty() || above.ends_with('/'));
            **file != from && folder.is_some_and(|folder| !self.is_package_folder(folder.trim_end_matches('/')))
        });
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(ModuleRef::File(*only)),
            _ => None,
        }
    }

    pub(crate) fn import_relative(&self, from: FileId, level: u32, dotted: &str) -> Option<ModuleRef> {
        let (stem, _) = self.places.get(from.0 as usize)?;
        let mut folder: &str = if self.is_package_folder(stem) { stem } else { parent(stem) };
        for _ in 1..level {
            folder = parent(folder);
        }
        self.at_path(&join(folder, &dotted.replace('.', "/")))
    }

    pub(crate) fn submodule(&self, within: ModuleRef, name: &str) -> Option<ModuleRef> {
        let folder: &str = match within {
            ModuleRef::File(file) => &self.places.get(file.0 as usize)?.0,
            ModuleRef::Namespace(folder) => self.folder_paths.get(folder as usize)?,
        };
        self.at_path(&join(folder, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(paths: &[&str]) -> Modules {
        Modules::new(paths.iter().copied())
    }

    fn file(number: u32) -> Option<ModuleRef> {
        Some(ModuleRef::File(FileId(number)))
    }

    #[test]
    fn packages_are_named_from_their_topmost_init() {
        let tree = modules(&[
            "src/shop/__init__.py",
            "src/shop/db.py",
            "src/shop/web/__init__.py",
            "src/shop/web/views.py",
            "run.py",
        ]);
        assert_eq!(tree.dotted_name(0), "shop");
        assert_eq!(tree.dotted_name(3), "shop.web.views");
        assert_eq!(tree.dotted_name(4), "run");
        assert_eq!(tree.import(FileId(4), "shop.db"), file(1));
        assert_eq!(tree.import(FileId(3), "shop.web"), file(2));
        assert_eq!(tree.import_relative(FileId(3), 2, "db"), file(1));
        assert_eq!(tree.import_relative(FileId(2), 1, "views"), file(3));
        assert_eq!(tree.submodule(ModuleRef::File(FileId(0)), "web"), file(2));
    }

    #[test]
    fn a_module_of_a_package_does_not_shadow_the_standard_library() {
        let tree = modules(&["app/__init__.py", "app/json.py", "app/views.py"]);
        assert_eq!(tree.import(FileId(2), "json"), None);
        assert_eq!(tree.import_anywhere(FileId(2), "json"), file(1));
    }

    #[test]
    fn scripts_find_their_siblings() {
        let tree = modules(&["one/helpers.py", "one/main.py", "two/helpers.py", "two/main.py"]);
        assert_eq!(tree.import(FileId(1), "helpers"), file(0));
        assert_eq!(tree.import(FileId(3), "helpers"), file(2));
    }

    #[test]
    fn a_module_of_a_package_is_no_library_that_nobody_knows() {
        let tree = modules(&["forum/__init__.py", "forum/tools/__init__.py", "forum/tools/mixer.py", "shop/main.py"]);
        assert_eq!(tree.import_anywhere(FileId(3), "mixer"), None);
        assert_eq!(tree.import_anywhere(FileId(3), "tools.mixer"), None);
        assert_eq!(tree.import_anywhere(FileId(3), "forum.tools.mixer"), file(2));
        let loose = modules(&["backend/app/db.py", "jobs/nightly.py"]);
        assert_eq!(loose.import_anywhere(FileId(1), "app.db"), file(0));
        assert_eq!(loose.import_anywhere(FileId(1), "db"), file(0));
    }

    #[test]
    fn namespace_packages_are_folders_without_init() {
        let tree = modules(&["main.py", "plugins/mail.py"]);
        let folder = tree.import(FileId(0), "plugins").expect("found");
        assert!(matches!(folder, ModuleRef::Namespace(_)));
        assert_eq!(tree.submodule(folder, "mail"), file(1));
    }

    #[test]
    fn templates_are_named_below_their_folder() {
        assert_eq!(template_name("shop/templates/user/show.html"), "user/show.html");
        assert_eq!(template_name("templates/a.html"), "a.html");
    }
}
