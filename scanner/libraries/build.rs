//! Compiles the stub catalog into the program, so that nothing is parsed at start.

#[allow(dead_code, reason = "the build uses the tables for checking only")]
#[path = "src/concept.rs"]
mod concept;
#[allow(dead_code, reason = "the build writes the catalog and asks it little")]
#[path = "src/loading/mod.rs"]
mod loading;
#[allow(dead_code, reason = "the build writes the catalog and asks it little")]
#[path = "src/model.rs"]
mod model;
#[allow(dead_code, reason = "the build writes the catalog and asks it little")]
#[path = "src/name.rs"]
mod name;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalog");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("catalog");
    let mut stubs = Vec::new();
    for distribution in sorted(&root)? {
        if distribution.is_dir() {
            collect(&distribution, "", &mut stubs)?;
        }
    }
    let shown: Vec<(String, String)> = stubs.iter().map(|(path, file)| (path.clone(), shown(&root, file))).collect();
    let texts = stubs.iter().map(|(path, file)| Ok((path.clone(), fs::read_to_string(file)?)));
    let texts = texts.collect::<Result<Vec<_>, std::io::Error>>()?;
    let (catalog, problems) = loading::load_stubs(model::Catalog::default(), &texts);
    for problem in &problems {
        let path = shown.iter().find(|(path, _)| *path == problem.path).map_or(&problem.path, |(_, shown)| shown);
        println!("cargo::error={path}:{}: {}", problem.line, problem.message);
    }
    if !problems.is_empty() {
        return Err(format!("{} problems in the stub catalog", problems.len()).into());
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("catalog.postcard");
    fs::write(out, postcard::to_stdvec(&catalog)?)?;
    Ok(())
}

/// The path of a stub as the build shows it.
fn shown(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file);
    format!("scanner/libraries/catalog/{}", below.display())
}

/// All stubs below a folder: the path of the module, and the file.
fn collect(folder: &Path, prefix: &str, into: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for path in sorted(folder)? {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let below = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        if path.is_dir() {
            collect(&path, &below, into)?;
        } else if name.ends_with(".pyi") {
            into.push((below, path));
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}
