//! The floors of the house: a crate names only crates below it, and some see very little of what is below.

use super::Tree;
use std::path::Path;
use toml::{Table, Value};

/// The crates from the ground up. Those of one floor do not see each other.
const FLOORS: &[&[&str]] = &[
    &["source", "headers"],
    &["templates", "finding", "syntax", "policy", "credentials"],
    &["libraries", "sessions"],
    &["program"],
    &["flow"],
    &["rules"],
    &["fix", "report"],
    &["project"],
    &["lsp", "bindings"],
    &["cli", "flask_stopple"],
];

/// Crates that see less than everything below them, and what they see.
const NARROW: &[(&str, &[&str])] = &[
    ("templates", &["source"]),
    ("finding", &["source"]),
    ("syntax", &["source"]),
    ("policy", &["headers"]),
    // Nothing of the scanner is in a running web application.
    ("bindings", &["source", "headers", "templates", "policy", "credentials", "sessions"]),
    ("report", &["source", "finding"]),
    ("xtask", &[]),
];

/// Packages of others that only one of our crates may name, by the start of their names.
const RESERVED: &[(&str, &str)] =
    &[("ruff_", "syntax"), ("pyo3", "bindings"), ("lsp-server", "lsp"), ("clap", "cli"), ("minijinja", "report")];

/// Packages that a crate must not name at all: plain data derives no traits of upper floors.
const FORBIDDEN: &[(&str, &[&str])] = &[("finding", &["serde", "serde_json", "clap"])];

/// Complaints about manifests.
pub fn complaints(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in tree.texts("Cargo.toml") {
        match text.parse::<Table>() {
            Ok(manifest) => check(path, &manifest, &mut complaints),
            Err(error) => complaints.push(format!("{}: {error}", path.display())),
        }
    }
    complaints
}

fn check(path: &Path, manifest: &Table, complaints: &mut Vec<String>) {
    let Some(package) = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str) else {
        return;
    };
    let shown = path.display();
    let folder =
        path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if folder != "xtask" && package != format!("stopple-{folder}") {
        complaints.push(format!("{shown}: the package is called `{package}`, its folder says `stopple-{folder}`"));
    }
    let unchecked = ["xtask", "fuzz"].contains(&folder.as_str());
    if !unchecked && floor(&folder).is_none() {
        complaints.push(format!("{shown}: `{folder}` stands on no floor; give it one in xtask/src/tidy/floors.rs"));
    }
    for dependency in dependencies(manifest) {
        match dependency.strip_prefix("stopple-") {
            Some(ours) => complaints.extend(edge(&folder, ours, unchecked).map(|why| format!("{shown}: {why}"))),
            None if unchecked => {}
            None => complaints.extend(stranger(&folder, &dependency).map(|why| format!("{shown}: {why}"))),
        }
    }
}

/// What is wrong with one crate of ours naming another.
fn edge(from: &str, to: &str, any_floor: bool) -> Option<String> {
    if let Some((_, seen)) = NARROW.iter().find(|(name, _)| *name == from)
        && !seen.contains(&to)
    {
        let seen = if seen.is_empty() { "none of ours".to_owned() } else { seen.join(" and ") };
        return Some(format!("`{from}` names `{to}`, but may see {seen} alone"));
    }
    if any_floor {
        return None;
    }
    match (floor(from), floor(to)) {
        (Some(high), Some(low)) if low >= high => Some(format!("`{from}` names `{to}`, which does not stand below it")),
        _ => None,
    }
}

/// What is wrong with one crate of ours naming a package of others.
fn stranger(from: &str, package: &str) -> Option<String> {
    if let Some((start, owner)) = RESERVED.iter().find(|(start, _)| package.starts_with(start))
        && from != *owner
    {
        return Some(format!("`{from}` names `{package}`; only `{owner}` may name `{start}...`"));
    }
    FORBIDDEN
        .iter()
        .any(|(name, packages)| *name == from && packages.contains(&package))
        .then(|| format!("`{from}` is plain data and must not name `{package}`"))
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|crates| crates.contains(&name))
}

/// Every package that a manifest names: for the product, its build and its tests.
fn dependencies(manifest: &Table) -> Vec<String> {
    let mut names: Vec<String> = ["dependencies", "build-dependencies", "dev-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.keys().cloned())
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(folder: &str, package: &str, dependency: &str) -> Vec<String> {
        let manifest = format!("[package]\nname = \"{package}\"\n[dependencies]\n{dependency} = \"1\"\n");
        let mut complaints = Vec::new();
        check(&Path::new("scanner").join(folder).join("Cargo.toml"), &manifest.parse().unwrap(), &mut complaints);
        complaints
    }

    #[test]
    fn an_edge_runs_down() {
        assert_eq!(said("flow", "stopple-flow", "stopple-program"), Vec::<String>::new());
        assert_eq!(said("flow", "stopple-flow", "stopple-rules").len(), 1);
        assert_eq!(said("rules", "stopple-rules", "stopple-rules").len(), 1);
    }

    #[test]
    fn a_report_sees_findings_alone() {
        assert_eq!(said("report", "stopple-report", "stopple-finding"), Vec::<String>::new());
        assert_eq!(said("report", "stopple-report", "stopple-rules").len(), 1);
    }

    #[test]
    fn a_folder_is_its_package() {
        assert_eq!(said("flow", "stopple-taint", "rayon").len(), 1);
    }

    #[test]
    fn the_parser_has_one_owner() {
        assert_eq!(said("syntax", "stopple-syntax", "ruff_python_ast"), Vec::<String>::new());
        assert_eq!(said("flow", "stopple-flow", "ruff_python_ast").len(), 1);
        assert_eq!(said("finding", "stopple-finding", "serde").len(), 1);
    }
}
