//! The rules of the house that no compiler knows. Runs as `cargo xtask tidy` and as a test.

mod documents;
mod floors;
mod heads;
mod outside;
mod strangers;

use std::fs;
use std::path::{Path, PathBuf};

/// The tree as the checks see it: every file that git knows or would add.
pub struct Tree {
    /// Paths relative to the root, in order.
    pub files: Vec<PathBuf>,
}

impl Tree {
    /// Reads the list of files.
    fn read() -> Result<Self, String> {
        Ok(Self { files: crate::place::files()? })
    }

    /// The files with this ending and their texts; what is not UTF-8 is passed over.
    pub fn texts<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a Path, String)> {
        self.files
            .iter()
            .filter(move |path| path.to_string_lossy().ends_with(ending))
            .filter_map(|path| Some((path.as_path(), fs::read_to_string(crate::place::root().join(path)).ok()?)))
    }
}

/// Everything that is wrong with the tree, a sentence each.
pub fn complaints() -> Result<Vec<String>, String> {
    let tree = Tree::read()?;
    let mut complaints = floors::complaints(&tree);
    complaints.extend(heads::complaints(&tree));
    complaints.extend(outside::complaints(&tree));
    complaints.extend(documents::complaints(&tree));
    complaints.extend(strangers::complaints(&tree));
    Ok(complaints)
}

/// Prints what is wrong with the tree.
pub fn run() -> Result<(), String> {
    let complaints = complaints()?;
    if complaints.is_empty() {
        println!("The house is tidy.");
        return Ok(());
    }
    for complaint in &complaints {
        println!("{complaint}");
    }
    Err(format!("the house is not tidy: {} complaints", complaints.len()))
}

#[test]
fn the_house_is_tidy() {
    let complaints = complaints().unwrap();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
