//! Analysis cannot fail, because it touches nothing outside: no files, no clock, no environment, no network.

use super::Tree;
use std::path::Path;

/// The crates that may touch the outside.
const RIM: &[&str] = &["project", "cli", "lsp", "bindings"];

/// How the outside is spelled.
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::io::stdin", "SystemTime", "Instant::now", "fs::read"];

/// Complaints about crates that look outside.
pub fn complaints(tree: &Tree) -> Vec<String> {
    tree.texts(".rs").flat_map(|(path, text)| looks(path, &text)).collect()
}

fn looks(path: &Path, text: &str) -> Vec<String> {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    let (Some(wing), Some(name), Some(place)) = (parts.next(), parts.next(), parts.next()) else { return Vec::new() };
    // Only the product is held to it: a crate's tests, examples and build script may read what they need.
    let held = ["foundation", "scanner"].contains(&&*wing) || (&*wing, &*name) == ("runtime", "policy");
    if !held || place != "src" || RIM.contains(&&*name) {
        return Vec::new();
    }
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter_map(|(number, line)| {
            let spelled = OUTSIDE.iter().find(|spelled| line.contains(**spelled))?;
            Some(format!("{}:{}: `{name}` touches the outside (`{spelled}`)", path.display(), number + 1))
        })
        .collect()
}

#[test]
fn only_the_rim_looks_outside() {
    let text = "use std::fs;\n#[cfg(test)]\nmod tests { use std::env; }\n";
    assert_eq!(looks(Path::new("scanner/flow/src/lib.rs"), text).len(), 1);
    assert_eq!(looks(Path::new("runtime/policy/src/lib.rs"), text).len(), 1);
    assert_eq!(looks(Path::new("runtime/sessions/src/lib.rs"), text), Vec::<String>::new());
    assert_eq!(looks(Path::new("scanner/project/src/lib.rs"), text), Vec::<String>::new());
    assert_eq!(looks(Path::new("scanner/flow/tests/cases.rs"), text), Vec::<String>::new());
}
