//! The one path filter: what is skipped is skipped, however a file is named.

use crate::ScanError;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Folders that hold other people's code, or what a build made.
pub const SKIPPED_FOLDERS: [&str; 13] = [
    "__pycache__",
    "__pypackages__",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
    "virtualenv",
    ".eggs",
    ".git",
    ".nox",
    ".tox",
    ".venv",
];

/// What a file holds, judged by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// Python.
    Python,
    /// A Jinja template.
    Template,
    /// What may be the description of an interface; it is read only where the program asks for one.
    Description,
}

/// The excludes of configuration and command line.
#[derive(Debug, Clone)]
pub(crate) struct PathFilter {
    base: PathBuf,
    excludes: Gitignore,
}

impl PathFilter {
    /// A filter of patterns that are relative to a folder.
    pub(crate) fn new(base: &Path, patterns: &[String]) -> Result<Self, ScanError> {
        let mut builder = relative_patterns();
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|error| bad_pattern(pattern, &error))?;
        }
        let excludes = builder.build().map_err(|error| bad_pattern(&patterns.join("`, `"), &error))?;
        Ok(Self { base: base.to_owned(), excludes })
    }

    /// Whether a path is excluded, by itself or with a folder above it.
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        let Ok(relative) = path.strip_prefix(&self.base) else { return false };
        !relative.has_root() && self.excludes.matched_path_or_any_parents(relative, is_folder).is_ignore()
    }
}

fn bad_pattern(pattern: &str, error: &ignore::Error) -> ScanError {
    ScanError::new(format!("the exclude `{pattern}` cannot be understood: {error}"))
        .advise("patterns are written as in an ignore file, e.g. `tests/` or `app/**/generated_*.py`")
}

/// Says what is wrong with a pattern.
pub(crate) fn check_pattern(pattern: &str) -> Result<(), String> {
    let mut builder = relative_patterns();
    builder.add_line(None, pattern).map_err(|error| error.to_string())?;
    builder.build().map(|_| ()).map_err(|error| error.to_string())
}

/// Patterns for paths that are made relative before they are asked about.
fn relative_patterns() -> GitignoreBuilder {
    let mut builder = GitignoreBuilder::new("");
    // A bracket that is left open would be taken as a letter, which nobody means.
    builder.allow_unclosed_class(false);
    builder
}

/// Why a folder of this name is not entered, if it is not.
pub(crate) fn skipped_folder(name: &OsStr, path: &Path) -> Option<&'static str> {
    let name = name.to_string_lossy();
    if !SKIPPED_FOLDERS.contains(&name.as_ref()) {
        // A virtual environment of any other name tells itself by its file.
        if path.join("pyvenv.cfg").is_file() {
            return Some("a virtual environment");
        }
        return name.starts_with('.').then_some("hidden");
    }
    Some("skipped by default: not the project's own code")
}

/// What a file of this path (relative to the root) holds; `None` for what is no business of a scan.
pub(crate) fn content(relative: &Path) -> Option<Content> {
    let extension = relative.extension()?.to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "py" | "pyw" => Some(Content::Python),
        "jinja" | "jinja2" | "j2" => Some(Content::Template),
        "html" | "htm" | "xhtml" | "xml" | "svg" | "txt" => {
            let folders = relative.parent()?;
            let below = folders.iter().any(|part| part.to_string_lossy().to_ascii_lowercase().contains("template"));
            below.then_some(Content::Template)
        }
        _ => None,
    }
}

/// Whether a file of this name may hold the description of an interface.
pub(crate) fn may_describe(relative: &Path) -> bool {
    let extension = relative.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "yaml" | "yml" | "json"))
}

/// A path as it is shown: lossy where it is not Unicode, always with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excludes_hold_for_all_that_lies_below() {
        let filter = PathFilter::new(Path::new("/p"), &["tests/".into(), "/app/old/*.py".into(), "!keep.py".into()])
            .expect("patterns");
        for (path, folder, excluded) in [
            ("tests", true, true),
            ("app/tests/deep/test_x.py", false, true),
            ("app/old/a.py", false, true),
            ("other/app/old/a.py", false, false),
            ("app/tests.py", false, false),
        ] {
            assert_eq!(filter.excludes(&Path::new("/p").join(path), folder), excluded, "{path}");
        }
        assert!(check_pattern("a[").is_err());
    }

    #[test]
    fn content_is_told_by_the_name() {
        assert_eq!(content(Path::new("app/a.PY")), Some(Content::Python));
        assert_eq!(content(Path::new("app/templates/x/a.html")), Some(Content::Template));
        assert_eq!(content(Path::new("app/static/a.html")), None);
        assert_eq!(content(Path::new("mails/a.j2")), Some(Content::Template));
        assert_eq!(content(Path::new("Makefile")), None);
    }
}
