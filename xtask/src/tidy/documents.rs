//! Every path that a document mentions exists.

use super::Tree;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Folders that are made and never committed; a document may mention what will lie there.
const MADE: &[&str] = &["out", "target", ".corpus"];

/// Complaints about documents.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    for file in &tree.files {
        known.extend(file.ancestors().map(Path::to_path_buf));
    }
    tree.texts(".md").flat_map(|(path, text)| dead(path, &text, &known)).collect()
}

fn dead(document: &Path, text: &str, known: &BTreeSet<PathBuf>) -> Vec<String> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let mut complaints = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        let place = || format!("{}:{}", document.display(), number + 1);
        for target in links(line) {
            if !known.contains(&joined(folder, target)) {
                complaints.push(format!("{}: the link to `{target}` leads nowhere", place()));
            }
        }
        for mention in mentions(line) {
            let first = Path::new(mention).iter().next().map(Path::new);
            let ours =
                first.is_some_and(|first| known.contains(first)) && !MADE.iter().any(|made| mention.starts_with(made));
            if ours && !known.contains(&joined(Path::new(""), certain(mention))) {
                complaints.push(format!("{}: `{mention}` does not exist", place()));
            }
        }
    }
    complaints
}

/// The targets of Markdown links that are paths.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#', ' ']).next()?;
        let outside = target.contains("://") || target.starts_with("mailto:") || target.is_empty();
        (!outside).then_some(target)
    })
}

/// The spans in backticks that look like paths.
fn mentions(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2).filter(|span| span.contains('/') && !span.contains(char::is_whitespace))
}

/// The part of a path before the first component with a placeholder in it, and without a place after the file's name.
fn certain(mention: &str) -> &str {
    let end = mention.find(['<', '*', '{', '$', ':']).unwrap_or(mention.len());
    let sure = mention.get(..end).unwrap_or(mention);
    if mention.get(end..).is_some_and(|rest| rest.starts_with(':') || rest.is_empty()) {
        return sure;
    }
    sure.rfind('/').and_then(|slash| sure.get(..slash)).unwrap_or("")
}

fn joined(folder: &Path, target: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    for component in Path::new(target).components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    path
}

#[test]
fn a_mentioned_path_exists() {
    let known: BTreeSet<PathBuf> =
        ["", "docs", "docs/a.md", "scanner", "scanner/flow"].iter().map(PathBuf::from).collect();
    let said = |text: &str| dead(Path::new("docs/a.md"), text, &known).len();
    assert_eq!(said("`scanner/flow` and `scanner/flow/`, [a](a.md#b), [b](../scanner/flow), `yes/no`"), 0);
    assert_eq!(said("`scanner/<name>/src` and `scanner/flow/*.rs`"), 0);
    assert_eq!(said("`scanner/taint`"), 1);
    assert_eq!(said("[c](c.md)"), 1);
    assert_eq!(said("```\n`scanner/taint`\n```"), 0);
}
