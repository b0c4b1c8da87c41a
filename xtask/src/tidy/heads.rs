//! Every Rust file opens with what it is for, and none grows without somebody having decided it.

use super::Tree;
use std::path::Path;

/// Above this, a file says why it is long.
const LONG: usize = 600;
/// Above this, it is too long, whatever it says.
const TOO_LONG: usize = 1000;
/// What a long file writes among its opening lines.
const REASON: &str = "long because";

/// Complaints about Rust files.
pub fn complaints(tree: &Tree) -> Vec<String> {
    tree.texts(".rs").filter_map(|(path, text)| complaint(path, &text)).collect()
}

fn complaint(path: &Path, text: &str) -> Option<String> {
    let shown = path.display();
    let opening: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
    if opening.is_empty() {
        return Some(format!("{shown}: does not open with a `//!` sentence that says what the file is for"));
    }
    let lines = text.lines().count();
    if lines > TOO_LONG {
        return Some(format!("{shown}: {lines} lines; {TOO_LONG} is the most a file may have"));
    }
    if lines > LONG && !opening.iter().any(|line| line.contains(REASON)) {
        return Some(format!("{shown}: {lines} lines; split it, or write `(long because ...)` into its opening lines"));
    }
    None
}

#[test]
fn a_head_and_a_length() {
    let path = Path::new("a.rs");
    assert_eq!(complaint(path, "//! Adds.\nfn add() {}\n"), None);
    assert!(complaint(path, "fn add() {}\n").is_some());
    let long = format!("//! Adds.\n{}", "\n".repeat(LONG));
    assert!(complaint(path, &long).is_some());
    assert_eq!(complaint(path, &long.replace("Adds.", "Adds (long because it is a table).")), None);
    assert!(complaint(path, &format!("//! Adds, long because.\n{}", "\n".repeat(TOO_LONG))).is_some());
}
