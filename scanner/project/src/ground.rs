//! Where a scan stands: the paths that are named, the root that all shown paths are relative to, the settings.

use crate::configuration::Configuration;
use crate::{Input, Request, ScanError, manifest};
use ignore::gitignore::Gitignore;
use std::io;
use std::path::{Path, PathBuf};

/// Where a scan stands.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// Shown paths are relative to this folder.
    pub(crate) root: PathBuf,
    /// Patterns are relative to this folder, which lies in the root.
    pub(crate) base: PathBuf,
    /// The named files and folders, without links, each once, in order.
    pub(crate) named: Vec<PathBuf>,
    /// The settings in force.
    pub(crate) configuration: Configuration,
}

impl Ground {
    pub(crate) fn find(request: &Request, rules: &[&str]) -> Result<Self, ScanError> {
        let working =
            canonical(&request.working_folder).map_err(|error| unreachable_path(&request.working_folder, &error))?;
        let named = match &request.input {
            Input::Paths(paths) => named(paths, &working)?,
            Input::Text { path, .. } => vec![plain(&working.join(path))],
        };
        let common = common_folder(&named, matches!(request.input, Input::Text { .. })).unwrap_or(working.clone());
        let mut configuration = manifest::load(&request.configuration, &common, &working, rules)?;
        configuration.apply(&request.choices, &working);

        // Paths, and with them fingerprints, are to be the same wherever in a project the program is run.
        let settings = configuration.file.as_deref().and_then(Path::parent).and_then(|folder| canonical(folder).ok());
        let repository = common.ancestors().find(|folder| folder.join(".git").exists());
        let repository = repository.filter(|repository| belongs_to(repository, &common)).map(Path::to_owned);
        let candidates = repository.into_iter().chain(settings.clone()).chain([working.clone()]);
        let root = candidates.into_iter().find(|folder| common.starts_with(folder)).unwrap_or(common);
        let base =
            settings.into_iter().chain([working]).find(|folder| folder.starts_with(&root)).unwrap_or(root.clone());
        Ok(Self { root, base, named, configuration })
    }

    /// A path relative to the root.
    pub(crate) fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// Whether a path is named, or lies in a named folder.
    pub(crate) fn is_asked_for(&self, path: &Path) -> bool {
        path.ancestors().any(|above| self.named.binary_search_by(|named| named.as_path().cmp(above)).is_ok())
    }
}

fn named(paths: &[PathBuf], working: &Path) -> Result<Vec<PathBuf>, ScanError> {
    let mut named = paths
        .iter()
        .map(|path| canonical(&working.join(path)).map_err(|error| unreachable_path(path, &error)))
        .collect::<Result<Vec<_>, _>>()?;
    named.sort();
    // In this order a folder comes before what lies in it.
    named.dedup_by(|path, folder| path.starts_with(folder));
    Ok(named)
}

/// Whether a repository holds a folder as its own, and not as something that merely lies there.
fn belongs_to(repository: &Path, folder: &Path) -> bool {
    let hidden =
        folder.strip_prefix(repository).unwrap_or(folder).iter().any(|part| part.to_string_lossy().starts_with('.'));
    let levels = folder.ancestors().take_while(|level| level.starts_with(repository));
    !hidden
        && !levels.map(|level| Gitignore::new(level.join(".gitignore")).0).any(|ignore| {
            let relative = folder.strip_prefix(ignore.path()).unwrap_or(Path::new(""));
            ignore.matched_path_or_any_parents(relative, true).is_ignore()
        })
}

fn canonical(path: &Path) -> io::Result<PathBuf> {
    std::fs::canonicalize(path)
}

fn unreachable_path(path: &Path, error: &io::Error) -> ScanError {
    match error.kind() {
        io::ErrorKind::NotFound => {
            let link = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
            let what = if link { "this symbolic link leads nowhere" } else { "there is no such file or folder" };
            ScanError::new(what)
                .at(path)
                .advise("check the path; it is relative to the folder in which the program is run")
        }
        _ => ScanError::new(format!("this path cannot be reached: {error}")).at(path),
    }
}

/// A path without `.` and `..`, for texts that need not exist on the disk.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The deepest folder that holds all of them.
fn common_folder(paths: &[PathBuf], are_files: bool) -> Option<PathBuf> {
    let mut folders =
        paths.iter().map(|path| if are_files || path.is_file() { path.parent().unwrap_or(path) } else { path });
    let first = folders.next()?.to_owned();
    Some(folders.fold(first, |mut common, folder| {
        while !folder.starts_with(&common) && common.pop() {}
        common
    }))
}
