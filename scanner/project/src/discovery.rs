//! Which files a scan reads: the walk, with ignore files, excludes, links and what stands in the way.

use crate::ScanError;
use crate::ground::Ground;
use crate::paths::{self, Content, PathFilter};
use ignore::{DirEntry, WalkBuilder};
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use stopple_finding::{Problem, ProblemKind};

/// A file that a scan reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// As it is shown.
    pub(crate) shown: String,
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What it holds.
    pub(crate) content: Content,
}

/// A file or folder that a scan does not read, on purpose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// As it is shown.
    pub path: String,
    /// Why.
    pub reason: &'static str,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Discovery {
    /// In order of path.
    pub(crate) found: Vec<Found>,
    /// What may be descriptions of interfaces, in order of path.
    pub(crate) descriptions: Vec<Found>,
    /// In order of path.
    pub(crate) skipped: Vec<Skipped>,
    /// In order of path.
    pub(crate) problems: Vec<Problem>,
}

/// A problem with a whole file.
pub(crate) fn unreadable(path: String, message: impl Into<String>, advice: &str) -> Problem {
    Problem { kind: ProblemKind::Unreadable, path, location: None, message: message.into(), advice: advice.to_owned() }
}

/// Walks to all that is named. There is no other way to a file, so no name gets around the filter.
pub(crate) fn discover(ground: &Ground, honour_ignore_files: bool) -> Result<Discovery, ScanError> {
    let filter = PathFilter::new(&ground.base, &ground.configuration.exclude)?;
    let mut discovery = Discovery::default();
    let mut walk = WalkBuilder::empty();
    // A folder that is named is meant, even if it is hidden or ignored from above; files come through the root.
    for folder in ground.named.iter().filter(|path| path.is_dir()) {
        if filter.excludes(folder, true) {
            let path = paths::shown(ground.relative(folder));
            discovery.skipped.push(Skipped { path, reason: "excluded by the settings" });
        } else {
            walk.add(folder);
        }
    }
    let files: Vec<&Path> = ground.named.iter().map(PathBuf::as_path).filter(|path| !path.is_dir()).collect();
    if !files.is_empty() {
        walk.add(&ground.root);
    }
    let skipped = Arc::new(Mutex::new(Vec::new()));
    let in_repository = ground.root.ancestors().any(|folder| folder.join(".git").exists());
    walk.hidden(false)
        .follow_links(false)
        // What the user keeps for himself does not count: the same tree gives the same answer on every machine.
        .git_global(false)
        .git_exclude(false)
        .git_ignore(honour_ignore_files)
        .ignore(honour_ignore_files)
        .parents(honour_ignore_files && in_repository)
        .require_git(in_repository)
        // Of two links to one file the first is read: the order must not be the disk's.
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(entry_filter(ground, &files, filter, Arc::clone(&skipped)));

    let mut outside = BTreeSet::new();
    for entry in walk.build() {
        match entry {
            Ok(entry) => visit(&entry, ground, &mut outside, &mut discovery),
            Err(error) => {
                let problem = walk_problem(&error, ground);
                discovery.problems.push(problem);
            }
        }
    }
    discovery.skipped.append(&mut skipped.lock().unwrap_or_else(PoisonError::into_inner));
    discovery.found.sort();
    discovery.found.dedup();
    discovery.descriptions.sort();
    discovery.descriptions.dedup();
    discovery.skipped.sort();
    discovery.skipped.dedup();
    discovery.problems.sort_by(|left, right| (&left.path, &left.message).cmp(&(&right.path, &right.message)));
    Ok(discovery)
}

/// Enters what leads to a named file or lies in a named folder, and is not filtered.
fn entry_filter(
    ground: &Ground,
    files: &[&Path],
    filter: PathFilter,
    skipped: Arc<Mutex<Vec<Skipped>>>,
) -> impl Fn(&DirEntry) -> bool + Send + Sync + 'static {
    let ways: HashSet<PathBuf> = files.iter().flat_map(|path| path.ancestors()).map(Path::to_owned).collect();
    let ground = ground.clone();
    move |entry| {
        let path = entry.path();
        if entry.depth() == 0 {
            return true;
        }
        if !ways.contains(path) && !ground.is_asked_for(path) {
            return false;
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let relative = ground.relative(path);
        let reason = if filter.excludes(path, is_folder) {
            Some("excluded by the settings")
        } else if is_folder {
            paths::skipped_folder(entry.file_name(), path)
        } else {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            hidden.then_some("hidden").filter(|_| paths::content(relative).is_some())
        };
        if let Some(reason) = reason {
            let skip = Skipped { path: paths::shown(relative), reason };
            skipped.lock().unwrap_or_else(PoisonError::into_inner).push(skip);
        }
        reason.is_none()
    }
}

fn visit(entry: &DirEntry, ground: &Ground, outside: &mut BTreeSet<PathBuf>, discovery: &mut Discovery) {
    let path = entry.path();
    let Some(kind) = entry.file_type() else { return };
    if kind.is_dir() {
        return;
    }
    let relative = ground.relative(path);
    let shown = paths::shown(relative);
    let is_named = ground.named.binary_search_by(|named| named.as_path().cmp(path)).is_ok();
    let Some(content) = paths::content(relative).or(is_named.then_some(Content::Python)) else {
        if kind.is_file() && paths::may_describe(relative) {
            discovery.descriptions.push(Found { shown, path: path.to_owned(), content: Content::Description });
        } else if kind.is_symlink() {
            visit_folder_link(path, shown, ground, discovery);
        }
        return;
    };
    if kind.is_symlink() {
        match std::fs::canonicalize(path) {
            // What the link leads to is read under its own name.
            Ok(target) if ground.is_asked_for(&target) => return,
            Ok(target) if target.is_dir() => return visit_folder_link(path, shown, ground, discovery),
            Ok(target) if !target.is_file() => return discovery.problems.push(no_file(shown)),
            Ok(target) if !outside.insert(target.clone()) => return,
            Ok(_) => {}
            Err(error) => return discovery.problems.push(broken_link(shown, &error)),
        }
    } else if !kind.is_file() {
        return discovery.problems.push(no_file(shown));
    }
    discovery.found.push(Found { shown, path: path.to_owned(), content });
}

fn no_file(shown: String) -> Problem {
    let advice = "remove it, or exclude it in the settings";
    unreadable(shown, "is not a file but a pipe, a socket or a device", advice)
}

/// Links to folders are not followed: inside of the tree they double what is read or run in circles.
fn visit_folder_link(path: &Path, shown: String, ground: &Ground, discovery: &mut Discovery) {
    match std::fs::canonicalize(path) {
        Ok(target) if !target.is_dir() => {}
        Ok(target) if ground.is_asked_for(&target) => {
            discovery
                .skipped
                .push(Skipped { path: shown, reason: "a link to a folder that is read under its own name" });
        }
        Ok(_) => {
            let advice = "name the folder itself on the command line if it belongs to the application";
            let message = "is a link to a folder that is not part of the scan, and was not followed";
            discovery.problems.push(unreadable(shown, message, advice));
        }
        Err(error) => discovery.problems.push(broken_link(shown, &error)),
    }
}

fn broken_link(shown: String, error: &io::Error) -> Problem {
    let advice = "repair or remove the link";
    match error.kind() {
        io::ErrorKind::NotFound => unreadable(shown, "is a symbolic link that leads nowhere", advice),
        // The kind for a loop of links is not stable in the standard library; the number is.
        _ if error.raw_os_error() == Some(40) || error.to_string().contains("symbolic link") => {
            unreadable(shown, "is a symbolic link that runs in a circle", advice)
        }
        _ => unreadable(shown, format!("is a symbolic link that cannot be followed: {error}"), advice),
    }
}

fn walk_problem(error: &ignore::Error, ground: &Ground) -> Problem {
    let path = error_path(error).map_or_else(String::new, |path| paths::shown(ground.relative(path)));
    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    let message = format!("cannot be entered or read: {why}");
    unreadable(path, message, "make it readable, or exclude it in the settings")
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(error_path),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}
