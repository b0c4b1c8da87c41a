//! `stopple why-not FILE:LINE`: what is known about a line that is not reported, or is.

use crate::End;
use crate::arguments::{FilterOptions, WhyNotOptions};
use crate::failure::Failure;
use crate::output::print;
use crate::scan::{perform, request};
use crate::terminal::{Color, neutral};
use std::path::Path;
use std::sync::Arc;
use stopple_finding::Finding;
use stopple_flow::outcome::{Hit, Place};
use stopple_libraries::Concepts;
use stopple_libraries::concept::source_words;
use stopple_program::{FileId, Program};
use stopple_project::Outcome;
use stopple_source::{SourceFile, Span};

/// Runs the command.
pub(crate) fn run(options: &WhyNotOptions, _color: Color) -> Result<End, Failure> {
    let (path, line) = options
        .place
        .rsplit_once(':')
        .and_then(|(path, line)| Some((path, line.parse::<u32>().ok().filter(|line| *line > 0)?)))
        .ok_or_else(|| {
            let what = format!("`{}` is not a file and a line", neutral(&options.place));
            Failure::new(what, "write it as `app/views.py:42`")
        })?;
    let filter = FilterOptions { pedantic: true, ..FilterOptions::default() };
    let outcome = perform(&request(&options.paths, &options.project, &filter)?, options.project.quiet)?;
    let meant = find(&outcome, path).ok_or_else(|| {
        let what = format!("`{}` is not among the files that were read", neutral(path));
        Failure::new(what, "`stopple doctor` lists what was read; name the application's folder as a further argument")
    })?;
    print(&answer(&outcome, &meant, line)).map(|()| End::Clean)
}

/// The file that is meant; a template has no id.
struct Meant {
    source: Arc<SourceFile>,
    id: Option<FileId>,
}

/// The file that is meant: by its place on the disk, else by the way it is shown.
fn find(outcome: &Outcome, path: &str) -> Option<Meant> {
    let real = std::fs::canonicalize(path).ok();
    let shown = real.as_deref().and_then(|real| real.strip_prefix(&outcome.root).ok()).unwrap_or(Path::new(path));
    let program = &outcome.program;
    if let Some(index) = program.files.iter().position(|file| Path::new(&file.source.path) == shown) {
        let source = Arc::clone(&program.files.get(index)?.source);
        return Some(Meant { source, id: u32::try_from(index).ok().map(FileId) });
    }
    let template = program.templates.iter().find(|template| Path::new(&template.source.path) == shown)?;
    Some(Meant { source: Arc::clone(&template.source), id: None })
}

/// A line of a file, to which places are compared.
struct Line<'p> {
    program: &'p Program,
    file: Option<FileId>,
    number: u32,
}

impl Line<'_> {
    fn holds(&self, place: Place) -> bool {
        Some(place.file) == self.file && self.is_in(&self.program.file(place.file).source, place.span)
    }

    /// Whether the line is one of those that a span of its file covers.
    fn is_in(&self, source: &SourceFile, span: Span) -> bool {
        let lines = source.lines();
        (lines.line(span.start)..=lines.line(span.end.saturating_sub(1).max(span.start))).contains(&self.number)
    }

    fn starts(&self, place: Place) -> bool {
        Some(place.file) == self.file
            && self.program.file(place.file).source.lines().line(place.span.start) == self.number
    }
}

fn answer(outcome: &Outcome, meant: &Meant, number: u32) -> String {
    let (program, analysis) = (&outcome.program, &outcome.analysis);
    let line = Line { program, file: meant.id, number };
    let source = &meant.source;
    let mut text = format!(
        "{}:{number}\n    {}\n\n",
        neutral(&source.path),
        neutral(source.lines().line_text(&source.text, number).trim())
    );
    let before = text.len();

    let is_here =
        |finding: &Finding| finding.primary.file.path == source.path && line.is_in(source, finding.primary.span);
    for finding in outcome.report.findings.iter().filter(|finding| is_here(finding)) {
        text.push_str(&format!("reported: {} ({})\n", neutral(&finding.message), finding.rule.id));
    }
    for (silence, finding) in outcome.silenced.iter().filter(|(_, finding)| is_here(finding)) {
        text.push_str(&format!(
            "found, but not shown: {} ({}): {}\n",
            neutral(&finding.message),
            finding.rule.id,
            silence.reason()
        ));
    }
    for cleared in &analysis.cleared {
        if !line.holds(cleared.sink) && !line.starts(cleared.place) && !line.starts(cleared.read) {
            continue;
        }
        text.push_str(&format!(
            "made harmless: {} from {} ({}) goes to a use as {} ({})\n    but is harmless since {}: {}\n",
            quoted(program, cleared.read),
            source_words(cleared.source),
            at(program, cleared.read),
            concept_names(cleared.concept),
            at(program, cleared.sink),
            at(program, cleared.place),
            neutral(&cleared.reason)
        ));
    }
    for hit in &analysis.hits {
        let passes = hit.steps.iter().any(|step| line.starts(step.place));
        if line.holds(hit.sink) || line.starts(hit.call) || passes {
            text.push_str(&format!(
                "reached: {} from {} ({}) reaches {} ({}) as {}\n",
                quoted(program, hit.read),
                source_words(hit.source),
                at(program, hit.read),
                neutral(&used_by(program, hit)),
                at(program, hit.sink),
                concept_names(hit.concept)
            ));
        }
    }
    for fact in analysis.facts.iter().filter(|fact| line.starts(fact.place)) {
        text.push_str(&format!("seen: {} ({})\n", neutral(&fact.path), fact.name));
    }
    for call in analysis.unresolved.iter().filter(|call| line.starts(call.place)) {
        text.push_str(&format!("not understood: what `{}` calls is not known\n", neutral(&call.name)));
    }
    if text.len() == before {
        text.push_str(if number > source.lines().count() {
            "The file has no such line.\n"
        } else {
            "Nothing is known about this line: no visitor's data was seen to reach it, nothing on it was made harmless,\n\
             and every call on it was understood. If data do reach it, `stopple doctor` shows what was not understood on\n\
             the way.\n"
        });
    }
    text
}

/// What uses the data, as the code writes it.
fn used_by(program: &Program, hit: &Hit) -> String {
    match hit.callee.as_str() {
        "" | "return" => "the browser".to_owned(),
        callee => stopple_rules::as_written(program, hit.call, callee),
    }
}

fn at(program: &Program, place: Place) -> String {
    // Data end in a template as well.
    let source = program.source(place.file);
    format!("{}:{}", neutral(&source.path), source.position(place.span.start).line)
}

fn quoted(program: &Program, place: Place) -> String {
    let text = program.source(place.file).slice(place.span);
    let short: String = text.chars().take(60).collect();
    let end = if short.len() < text.len() { "…" } else { "" };
    format!("`{}{end}`", neutral(&short))
}

fn concept_names(concepts: Concepts) -> String {
    concepts.names().collect::<Vec<_>>().join(", ")
}
