//! `cargo xtask corpus`: pinned real projects are scanned, and what changed in the findings is shown.

mod fetch;
mod summary;

pub use fetch::{Project, folder, projects};

use crate::command::Command;
use crate::place;
use serde_json::Value;
use std::fs;
use summary::Summary;

/// Where the findings of the last committed run stand.
const SUMMARY: &str = "benches/corpus-findings.tsv";

/// Scans the corpus, or some of its projects, and compares; `update` makes today's findings the ones to compare with.
pub fn run(update: bool, only: &[String]) -> Result<(), String> {
    let asked = |project: &Project| !project.measured_only && (only.is_empty() || only.contains(&project.name));
    let projects: Vec<Project> = projects()?.into_iter().filter(asked).collect();
    if projects.is_empty() {
        return Err("no project of benches/corpus.toml has such a name".to_owned());
    }
    for project in &projects {
        project.fetch()?;
    }
    crate::demo::build()?;

    let committed = place::root().join(SUMMARY);
    let (before, others) = Summary::read(&fs::read_to_string(&committed).unwrap_or_default())?
        .split(|name| projects.iter().any(|project| project.name == name));
    let mut now = Summary::default();
    for project in &projects {
        scan(project, &mut now)?;
    }
    now.keep_verdicts(&before);
    println!("\n{}", now.changes(&before));
    if update {
        now.join(others);
        fs::write(&committed, now.render()).map_err(|error| format!("cannot write {SUMMARY}: {error}"))?;
        println!("written: {SUMMARY}");
    }
    Ok(())
}

fn scan(project: &Project, summary: &mut Summary) -> Result<(), String> {
    let report = folder().join("reports").join(format!("{}.json", project.name));
    fs::create_dir_all(folder().join("reports")).map_err(|error| format!("cannot write into .corpus: {error}"))?;
    let begun = std::time::Instant::now();
    let code = Command::new(place::stopple())
        .folder(&project.source())
        .arguments(["scan", ".", "--format", "json", "--output"])
        .arguments([format!("json={}", report.display())])
        .silent()
        .exit_code()?;
    let seconds = begun.elapsed().as_secs_f64();
    if ![0, 1].contains(&code) {
        return Err(format!("the scan of {} ended with {code}", project.name));
    }
    let text = fs::read_to_string(&report).map_err(|error| format!("cannot read {}: {error}", report.display()))?;
    let report: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", project.name))?;
    let count = |name: &str| report["sums"][name].as_u64().unwrap_or(0);
    println!(
        "{:<28} {:>7} lines {:>5} routes {:>4} findings {:>4} problems {seconds:>6.2} s   {}",
        format!("{} {}", project.name, project.version),
        count("lines"),
        count("routes"),
        count("findings"),
        report["problems"].as_array().map_or(0, Vec::len),
        project.kind,
    );
    for finding in report["findings"].as_array().into_iter().flatten() {
        summary.add(&project.name, finding);
    }
    Ok(())
}
