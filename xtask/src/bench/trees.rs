//! The trees that are measured on: the projects of the corpus, added one to another until the tree is large enough.

use crate::corpus::{self, Project};
use crate::place;

use std::fs;
use std::path::{Path, PathBuf};

/// How many lines the trees have at least.
const SIZES: &[usize] = &[50_000, 100_000, 200_000, 300_000, 400_000, 500_000];

/// How many copies of the smallest tree growth is measured on.
const COPIES: &[usize] = &[1, 2, 4, 7, 10];

/// A folder of whole projects.
pub struct Tree {
    /// Where it lies.
    pub folder: PathBuf,
    /// Lines of Python in it.
    pub lines: usize,
    /// How many projects it is made of.
    pub projects: usize,
}

/// Lays the trees out below `.corpus`, from the smallest to the largest.
pub fn lay_out() -> Result<Vec<Tree>, String> {
    let base = corpus::folder().join("trees");
    if base.exists() {
        fs::remove_dir_all(&base).map_err(|error| format!("cannot remove {}: {error}", base.display()))?;
    }
    let mut sizes = SIZES.iter().peekable();
    let mut chosen: Vec<Project> = Vec::new();
    let mut lines = 0;
    let mut trees = Vec::new();
    for project in corpus::projects()? {
        let Some(&&size) = sizes.peek() else { break };
        project.fetch()?;
        lines += lines_below(&project.source());
        chosen.push(project);
        if lines < size {
            continue;
        }
        let folder = base.join(size.to_string());
        for project in &chosen {
            link(&project.source(), &folder.join(&project.name))
                .map_err(|error| format!("cannot lay out {}: {error}", folder.display()))?;
        }
        trees.push(Tree { folder, lines, projects: chosen.len() });
        while sizes.next_if(|size| **size <= lines).is_some() {}
    }
    if sizes.peek().is_some() {
        return Err("the corpus is too small for the largest tree".to_owned());
    }
    Ok(trees)
}

/// Trees of one, two and more copies of a tree: growth is measured on the same code and more of it, since projects differ in
/// how much there is to follow in a line.
pub fn copies(of: &Tree) -> Result<Vec<Tree>, String> {
    let base = corpus::folder().join("trees").join("copies");
    let lay = |count: usize| {
        let folder = base.join(count.to_string());
        for copy in 0..count {
            link(&of.folder, &folder.join(format!("copy_{copy}")))
                .map_err(|error| format!("cannot lay out {}: {error}", folder.display()))?;
        }
        Ok(Tree { folder, lines: of.lines * count, projects: of.projects * count })
    };
    COPIES.iter().map(|count| lay(*count)).collect()
}

fn lines_below(folder: &Path) -> usize {
    let here: usize = place::entries_ending_in(folder, ".py")
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|text| text.iter().filter(|byte| **byte == b'\n').count())
        .sum();
    here + place::entries_ending_in(folder, "")
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| lines_below(path))
        .sum::<usize>()
}

/// The same files under another name; hard links, because copies of trees of this size are many.
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            link(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::hard_link(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
