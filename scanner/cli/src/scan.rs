//! `stopple scan`, and what every command that reads a project shares.

use crate::End;
use crate::arguments::{FilterOptions, ProjectOptions, ScanOptions};
use crate::failure::{self, Failure};
use crate::output::{print, write_file};
use crate::progress::Bar;
use crate::table::count;
use crate::terminal::{Color, stdout_colors, width};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use stopple_finding::{Finding, ProblemKind};
use stopple_project::{Date, Input, LARGEST_FILE, Outcome, Request, Silence, baseline_text};
use stopple_report::{Format, Options, render};

/// A request as the flags say it.
pub(crate) fn request(paths: &[PathBuf], project: &ProjectOptions, filter: &FilterOptions) -> Result<Request, Failure> {
    let folder = std::env::current_dir().map_err(|error| {
        Failure::new(format!("the working folder cannot be found: {error}"), "change to a folder that exists")
    })?;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut request = Request::new(folder, Date::from_unix_seconds(seconds));
    request.input = Input::Paths(paths.to_vec());
    request.configuration = project.configuration();
    request.choices = project.choices(filter);
    request.threads = project.threads.map(usize::from);
    Ok(request)
}

/// Scans, with a bar where somebody waits.
pub(crate) fn perform(request: &Request, quiet: bool) -> Result<Outcome, Failure> {
    let bar = Bar::new(quiet);
    Ok(stopple_project::scan(request, &bar)?)
}

/// How reports are rendered for a terminal.
pub(crate) fn text_options(color: Color, full: bool) -> Options {
    Options {
        color: stdout_colors(color),
        width: width(),
        tool_version: env!("CARGO_PKG_VERSION"),
        full,
        rule_pages: None,
    }
}

/// Runs the command.
pub(crate) fn run(options: &ScanOptions, color: Color) -> Result<End, Failure> {
    let mut request = request(&options.paths, &options.project, &options.filter)?;
    if options.paths.iter().any(|path| path == Path::new("-")) {
        if options.paths.len() > 1 {
            return Err(Failure::new(
                "standard input cannot be scanned together with files",
                "scan it alone: `stopple scan -`",
            ));
        }
        request.input = Input::Text { path: options.stdin_filename.clone(), bytes: standard_input()? };
    }
    request.choices.without_baseline = options.write_baseline.is_some();
    let outcome = perform(&request, options.project.quiet)?;

    let text = text_options(color, options.full);
    let plain = Options { color: false, ..text.clone() };
    for output in &options.output {
        write_file(&output.path, &render(&outcome.report, output.format, &plain))?;
    }
    if let Some(path) = &options.write_baseline {
        write_file(path, &baseline_text(known(&outcome)))?;
    }
    if !options.project.quiet {
        let form = if options.format == Format::Text { &text } else { &plain };
        print(&render(&outcome.report, options.format, form))?;
        remarks(&outcome, color);
    }
    let end = if options.write_baseline.is_some() {
        could_read(&outcome, End::Clean)
    } else {
        end(&outcome, options.exit_zero)
    };
    // The process ends here, and gives its memory back at once: a large project has millions of values.
    std::mem::forget(outcome);
    Ok(end)
}

/// What a baseline of this outcome knows: all that would count without one.
pub(crate) fn known(outcome: &Outcome) -> Vec<&Finding> {
    let baselined = outcome.silenced.iter().filter(|(silence, _)| *silence == Silence::Baselined);
    let mut known: Vec<&Finding> =
        outcome.report.findings.iter().chain(baselined.map(|(_, finding)| finding)).collect();
    known.sort_by_key(|finding| (&finding.primary.file.path, finding.primary.span, finding.rule.id));
    known
}

fn end(outcome: &Outcome, exit_zero: bool) -> End {
    let found = !outcome.report.findings.is_empty() && !exit_zero;
    could_read(outcome, if found { End::Findings } else { End::Clean })
}

/// Silence about a project of which nothing could be read would be a lie.
fn could_read(outcome: &Outcome, end: End) -> End {
    let unread = outcome.report.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable);
    if outcome.report.sums.files == 0 && unread { End::Failed } else { end }
}

fn remarks(outcome: &Outcome, color: Color) {
    if outcome.report.sums.files == 0 && outcome.report.problems.is_empty() {
        let reason = outcome.skipped.first().map_or("named by an ignore file", |skipped| skipped.reason);
        failure::note(color, &format!("nothing was scanned: all that is named is left out ({reason})"));
    }
    if outcome.stale_baseline > 0 {
        let gone = count(outcome.stale_baseline, "finding");
        let text = format!("{gone} of the baseline no longer there; `stopple baseline write` takes them out");
        failure::note(color, &text);
    }
}

fn standard_input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than may be read, so that too much is seen to be too much.
    std::io::stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| {
        Failure::new(format!("standard input cannot be read: {error}"), "give it a text, or name a file")
    })?;
    Ok(bytes)
}
