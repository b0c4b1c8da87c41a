//! `stopple baseline write`.

use crate::End;
use crate::arguments::{BaselineAction, BaselineOptions, FilterOptions};
use crate::failure::Failure;
use crate::output::{print, write_file};
use crate::scan::{known, perform, request};
use crate::table::count;
use crate::terminal::Color;
use std::path::PathBuf;
use stopple_project::baseline_text;

/// Runs the command.
pub(crate) fn run(options: &BaselineOptions, _color: Color) -> Result<End, Failure> {
    let BaselineAction::Write(options) = &options.action;
    let filter = FilterOptions { pedantic: options.pedantic, ..FilterOptions::default() };
    let mut request = request(&options.paths, &options.project, &filter)?;
    request.choices.without_baseline = true;
    let outcome = perform(&request, options.project.quiet)?;
    let path = options.file.clone().or_else(|| outcome.configuration.baseline.clone());
    let path = path.unwrap_or_else(|| PathBuf::from("stopple-baseline.json"));
    let findings = known(&outcome);
    write_file(&path, &baseline_text(findings.iter().copied()))?;
    if !options.project.quiet {
        let verb = if findings.len() == 1 { "is" } else { "are" };
        print(&format!("{} {verb} known to {} from now on\n", count(findings.len(), "finding"), path.display()))?;
    }
    Ok(End::Clean)
}
