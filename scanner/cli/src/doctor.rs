//! `stopple doctor`: what was read, what was not, what was not understood, and which settings hold.

use crate::End;
use crate::arguments::{DoctorOptions, FilterOptions};
use crate::failure::Failure;
use crate::output::print;
use crate::scan::{perform, request};
use crate::terminal::{Color, neutral, stdout_colors};
use std::collections::BTreeMap;
use stopple_finding::ProblemKind;
use stopple_project::{Outcome, SKIPPED_FOLDERS};

/// Lists are cut after so many lines, unless all is asked for.
const LINES: usize = 15;

/// Runs the command.
pub(crate) fn run(options: &DoctorOptions, color: Color) -> Result<End, Failure> {
    let mut request = request(&options.paths, &options.project, &FilterOptions::default())?;
    request.list_ignored = true;
    let outcome = perform(&request, options.project.quiet)?;
    let mut sheet = Sheet { text: String::new(), color: stdout_colors(color), all: options.all };
    program(&mut sheet);
    settings(&mut sheet, &outcome);
    read(&mut sheet, &outcome);
    not_read(&mut sheet, &outcome);
    understood(&mut sheet, &outcome);
    print(&sheet.text).map(|()| End::Clean)
}

/// The text of the answer.
struct Sheet {
    text: String,
    color: bool,
    all: bool,
}

impl Sheet {
    fn head(&mut self, title: &str) {
        let bold = if self.color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.push_str(&format!("{gap}{bold}{title}{bold:#}\n"));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str("  ");
        self.text.push_str(&neutral(line));
        self.text.push('\n');
    }

    fn list(&mut self, lines: &[String]) {
        let shown = if self.all { lines.len() } else { LINES.min(lines.len()) };
        for line in lines.iter().take(shown) {
            self.line(&format!("  {line}"));
        }
        if shown < lines.len() {
            self.line(&format!("  and {} more (`--all` lists them)", lines.len() - shown));
        }
    }
}

fn program(sheet: &mut Sheet) {
    sheet.head("Program");
    sheet.line(&format!("stopple {}, {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH));
    let items = stopple_libraries::catalog().items.len();
    sheet.line(&format!("{} rules, {items} names of libraries known", stopple_rules::catalog().len()));
}

fn settings(sheet: &mut Sheet, outcome: &Outcome) {
    let settings = &outcome.configuration;
    sheet.head("Settings in force");
    match &settings.file {
        Some(file) => sheet.line(&format!("from {}", file.display())),
        None => sheet.line("the defaults: no `stopple.toml` and no `[tool.stopple]` was found"),
    }
    sheet.line(&format!("root: {}", outcome.root.display()));
    sheet.line(&format!("rules: {} of {}", outcome.report.rules.len(), stopple_rules::catalog().len()));
    sheet.line(&format!(
        "shown from severity {}, from confidence {}{}",
        settings.min_severity.name(),
        settings.min_confidence.name(),
        if settings.pedantic { ", pedantic" } else { "" }
    ));
    if !settings.exclude.is_empty() {
        sheet.line(&format!("exclude: {}", settings.exclude.join(", ")));
    }
    for (name, path) in [("baseline", &settings.baseline), ("stubs", &settings.stubs)] {
        if let Some(path) = path {
            sheet.line(&format!("{name}: {}", path.display()));
        }
    }
    for (id, rule) in &settings.rules {
        let severity = rule.severity.map_or(String::new(), |severity| format!(", severity {}", severity.name()));
        let state = if rule.enabled { "on" } else { "off" };
        let options: String = rule.options.keys().map(|key| format!(", {key}")).collect();
        sheet.line(&format!("{id}: {state}{severity}{options}"));
    }
}

fn read(sheet: &mut Sheet, outcome: &Outcome) {
    let sums = outcome.report.sums;
    sheet.head("Read");
    sheet.line(&format!(
        "{} Python files and {} templates, {} lines of Python",
        outcome.program.files.len(),
        outcome.program.templates.len(),
        sums.lines
    ));
    let entries = outcome.analysis.routes.len();
    sheet.line(&format!(
        "{} functions analysed, {} routes and {} hooks and other entry points found",
        outcome.analysis.functions,
        sums.routes,
        entries - sums.routes
    ));
    let python = outcome.program.files.iter().map(|file| file.source.path.clone());
    let templates = outcome.program.templates.iter().map(|file| file.source.path.clone());
    let descriptions = outcome.program.descriptions.iter().map(|file| {
        format!("{}: the description of {} operations of an interface", file.source.path, file.operations.len())
    });
    sheet.list(&descriptions.chain(python).chain(templates).collect::<Vec<_>>());
}

fn not_read(sheet: &mut Sheet, outcome: &Outcome) {
    sheet.head("Not read, or not as a whole");
    let problems: Vec<String> = outcome
        .report
        .problems
        .iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::Unreadable | ProblemKind::Syntax))
        .map(|problem| {
            let line = problem
                .location
                .as_ref()
                .map_or_else(String::new, |location| format!(":{}", location.file.position(location.span.start).line));
            format!("{}{line}: {}", problem.path, problem.message)
        })
        .collect();
    sheet.line(&format!("{} with problems", problems.len()));
    sheet.list(&problems);
    let skipped: Vec<String> = outcome.skipped.iter().map(|one| format!("{}: {}", one.path, one.reason)).collect();
    sheet.line(&format!("{} left out", skipped.len()));
    sheet.list(&skipped);
    sheet.line(&format!("{} named by ignore files", outcome.ignored.len()));
    sheet.list(&outcome.ignored);
    sheet.line(&format!(
        "folders that are always left out: hidden ones, virtual environments, {}",
        SKIPPED_FOLDERS.join(", ")
    ));
}

fn understood(sheet: &mut Sheet, outcome: &Outcome) {
    let analysis = &outcome.analysis;
    sheet.head("Not understood");
    let given: Vec<String> = analysis
        .unresolved
        .iter()
        .filter(|call| call.gets_visitors_data)
        .map(|call| {
            let source = outcome.program.source(call.place.file);
            format!("{}:{}: {}", source.path, source.position(call.place.span.start).line, call.name)
        })
        .collect();
    sheet.line(&format!("{} calls that get visitors' data and whose target is not known", given.len()));
    sheet.list(&given);
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for call in &analysis.unresolved {
        *by_name.entry(&call.name).or_insert(0) += 1;
    }
    let mut names: Vec<(&str, usize)> = by_name.into_iter().collect();
    names.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
    sheet.line(&format!("{} calls of {} names whose target is not known", analysis.unresolved.len(), names.len()));
    sheet.list(&names.iter().map(|(name, count)| format!("{count:>5}  {name}")).collect::<Vec<_>>());
    let bounds = analysis.bounds;
    sheet.line(&format!(
        "cut short: {} calls too deep, {} values too wide, {} loops not settled, {} entry points over budget",
        bounds.depth, bounds.width, bounds.rounds, bounds.steps
    ));
    for work in &analysis.work {
        sheet.line(&format!(
            "{}: {} run in {} steps, {} calls followed, {} taken over from equal ones, {} cut off",
            work.phase, work.entries, work.steps, work.runs, work.taken_over, work.cuts
        ));
    }
}
