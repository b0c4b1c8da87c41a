//! Files that are generated and committed: written anew by `cargo xtask generate`, held against a fresh run by the tests.

use crate::command::Command;
use crate::place;
use crate::steps::Ended;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What writes files, and which.
struct Generator {
    /// The arguments of cargo that run it.
    cargo: &'static [&'static str],
    /// A variable that tells it to write.
    variable: (&'static str, &'static str),
    /// The files and folders that it writes.
    writes: &'static [&'static str],
}

/// All of them.
const GENERATORS: &[Generator] = &[];

/// Writes the generated files anew.
pub fn write() -> Result<(), String> {
    for generator in GENERATORS {
        let (name, value) = generator.variable;
        Command::cargo().arguments(generator.cargo).variable(name, value).run()?;
        println!("written: {}", generator.writes.join(", "));
    }
    Ok(())
}

/// Complains about files that a fresh run would change, and leaves the tree as it was.
pub fn check() -> Result<Ended, String> {
    let before = contents();
    write()?;
    let after = contents();
    let stale: Vec<String> = after
        .keys()
        .chain(before.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| place::shown(path))
        .collect();
    if stale.is_empty() {
        return Ok(Ended::Done);
    }
    restore(&before, &after)?;
    Err(format!("stale generated files (run `cargo xtask generate`): {}", stale.join(", ")))
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
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            collect(&entry.path(), found);
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
