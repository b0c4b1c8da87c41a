//! Files that are generated and committed: written anew by `cargo xtask generate`, held against a fresh run by the tests.

use crate::command::Command;
use crate::place;
use crate::section;
use crate::steps::Ended;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What writes files, and which.
struct Generator {
    /// Writes them.
    write: fn() -> Result<(), String>,
    /// The files and folders that it writes.
    writes: &'static [&'static str],
}

/// All of them, in an order in which none needs what a later one writes.
const GENERATORS: &[Generator] =
    &[Generator { write: quality, writes: &["docs/quality.md"] }, Generator { write: readme, writes: &["README.md"] }];

/// Writes the generated files anew.
pub fn write() -> Result<(), String> {
    for generator in GENERATORS {
        (generator.write)()?;
        println!("written: {}", generator.writes.join(", "));
    }
    Ok(())
}

/// Complains about files that a fresh run would change, and leaves the tree as it was.
pub fn check() -> Result<Ended, String> {
    let before = contents();
    write()?;
    let after = contents();
    let changed = |path: &&PathBuf| before.get(*path) != after.get(*path);
    let mut stale: Vec<String> =
        after.keys().chain(before.keys()).filter(changed).map(|path| place::shown(path)).collect();
    stale.sort();
    stale.dedup();
    if stale.is_empty() {
        return Ok(Ended::Done);
    }
    restore(&before, &after)?;
    Err(format!("stale generated files (run `cargo xtask generate`): {}", stale.join(", ")))
}

/// The table of known wrong answers, counted from the marks of all cases.
fn quality() -> Result<(), String> {
    let arguments = ["run", "--quiet", "--release", "--package", "stopple-project", "--example", "quality"];
    let page = Command::cargo().arguments(arguments).output()?;
    fs::write(place::root().join("docs/quality.md"), page)
        .map_err(|error| format!("cannot write docs/quality.md: {error}"))
}

/// What the README shows: a scan of one rule, as a terminal without colours prints it.
fn readme() -> Result<(), String> {
    let arguments = ["scan", "proofs/shop", "--select", "template-injection"];
    crate::demo::build()?;
    let shown =
        Command::new(place::stopple()).arguments(arguments).variable("NO_COLOR", "1").output_whatever_the_exit()?;
    let block = format!("```console\n$ stopple {}\n{}\n```", arguments.join(" "), shown.trim_end());
    section::write("README.md", "demo", "generate", &block)
}

/// Every generated file and its content.
fn contents() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in GENERATORS.iter().flat_map(|generator| generator.writes) {
        collect(&place::root().join(path), &mut found);
    }
    found
}

fn collect(path: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    if path.is_dir() {
        for entry in place::entries_ending_in(path, "") {
            collect(&entry, found);
        }
    } else if let Ok(content) = fs::read(path) {
        found.insert(path.to_path_buf(), content);
    }
}

fn restore(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), String> {
    for path in after.keys().filter(|path| !before.contains_key(*path)) {
        fs::remove_file(path).map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
    }
    for (path, content) in before {
        fs::write(path, content).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(())
}
