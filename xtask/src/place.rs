//! Where things lie: the root of the project, and the folders that are never committed.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The released program.
pub fn stopple() -> PathBuf {
    target().join("release").join(format!("stopple{}", std::env::consts::EXE_SUFFIX))
}

/// A path as a person in the root would type it.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The files that git knows or would add, relative to the root, in order.
pub fn files() -> Result<Vec<PathBuf>, String> {
    let listing = crate::command::Command::new("git")
        .arguments(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .output()?;
    let mut files: Vec<PathBuf> = listing
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|name| root().join(name).is_file())
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// The entries of a folder whose names end in this, in order; none where it cannot be read.
pub fn entries_ending_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}
