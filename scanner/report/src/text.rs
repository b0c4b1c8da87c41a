//! Code frames for a terminal: each finding with its path from source to sink, what it means and what to do.

use crate::frame::{Frame, frame, frames};
use crate::neutral::neutral;
use crate::{Options, words};
use annotate_snippets::renderer::{AnsiColor, Style};
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};
use std::collections::BTreeSet;
use stopple_finding::{Finding, Problem, ProblemKind, Report, Severity};

/// Problems that are shown where not all are asked for.
const CALM_PROBLEMS: usize = 20;

pub(crate) fn render(report: &Report, options: &Options) -> String {
    let mut out = String::new();
    let mut explained = BTreeSet::new();
    for finding in &report.findings {
        // Advice of a finding's own is given, although the rule was explained before.
        let explain = explained.insert((finding.rule.id, finding.remedy)) || options.full;
        out.push_str(&render_finding(finding, explain, options));
        out.push_str("\n\n");
    }
    // The gravest first, so that what is left out is the least.
    let mut problems: Vec<&Problem> = report.problems.iter().collect();
    problems.sort_by_key(|problem| problem.kind);
    let shown = if options.full { problems.len() } else { CALM_PROBLEMS };
    for problem in problems.iter().take(shown) {
        out.push_str(&render_problem(problem, options));
        out.push_str("\n\n");
    }
    if problems.len() > shown {
        let more = words::count(problems.len() - shown, "more problem", "more problems");
        out.push_str(&format!("… and {more}: `stopple doctor` lists them all\n\n"));
    }
    out.push_str(&colored(&words::sums(report), sums_style(report), options));
    out.push('\n');
    out
}

/// One finding, without the line break after it.
pub(crate) fn render_finding(finding: &Finding, explain: bool, options: &Options) -> String {
    let rule = &finding.rule;
    let mut title = level(finding.severity).primary_title(neutral(&finding.message)).id(neutral(rule.id));
    if let Some(page) = options.rule_page(rule.id) {
        title = title.id_url(neutral(&page).into_owned());
    }

    let frames = frames(finding, options.full);
    let file = &finding.primary.file;
    let place = file.position(file.clamp(finding.primary.span).start);
    let mut elements: Vec<Element> = Vec::new();
    // The place that is reported comes first, so that it can be clicked; the path follows from its source.
    elements.push(origin(&file.path, place).into());
    for (index, frame) in frames.iter().enumerate() {
        if frames.len() > 1 || frame.path != file.path {
            // A path of several pieces names the file of each.
            if index > 0 {
                elements.push(Padding.into());
            }
            if index > 0 || frame.head != place || frame.path != file.path {
                elements.push(origin(&frame.path, frame.head).into());
            }
        }
        elements.push(snippet(frame).into());
    }

    let mut notes: Vec<(&str, String)> = Vec::new();
    if explain {
        notes.push(("harm", words::sentence(rule.harm)));
        notes.push(("what to do", words::sentence(finding.remedy)));
    }
    let sure = words::confidence(finding);
    notes.push(("confidence", format!("{}: {sure}", finding.confidence.name())));
    notes.extend(finding.notes.iter().map(|note| ("note", note.clone())));
    if explain {
        let more = options.rule_page(rule.id).unwrap_or_else(|| format!("stopple explain {}", rule.id));
        notes.push(("more", more));
    }
    for (name, text) in notes {
        if !text.is_empty() {
            elements.push(note(name, &text, options.width).into());
        }
    }
    draw(Group::with_title(title).elements(elements), options)
}

fn render_problem(problem: &Problem, options: &Options) -> String {
    let level = match problem.kind {
        ProblemKind::Unreadable | ProblemKind::Syntax => Level::WARNING.with_name("not read"),
        ProblemKind::Bound => Level::NOTE.with_name("cut short"),
        ProblemKind::Suppression => Level::WARNING.with_name("suppression"),
    };
    let title = level.primary_title(neutral(&problem.message));
    let frame = problem.location.as_ref().and_then(frame);
    let mut elements: Vec<Element> = Vec::new();
    match &frame {
        Some(frame) => {
            elements.push(origin(&frame.path, frame.head).into());
            elements.push(snippet(frame).into());
        }
        None => elements.push(Origin::path(neutral(&problem.path)).into()),
    }
    if !problem.advice.is_empty() {
        elements.push(note("what to do", &problem.advice, options.width).into());
    }
    draw(Group::with_title(title).elements(elements), options)
}

/// The severity by its own name, in the colour that terminals use for its weight.
fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Critical | Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low => Level::INFO,
    };
    level.with_name(severity.name())
}

fn origin(path: &str, place: stopple_source::Position) -> Origin<'static> {
    Origin::path(neutral(path).into_owned()).line(place.line as usize).char_column(place.column as usize)
}

fn snippet(frame: &Frame) -> Snippet<'static, Annotation<'static>> {
    let mut source = String::new();
    let mut starts = Vec::with_capacity(frame.lines.len());
    for (index, line) in frame.lines.iter().enumerate() {
        if index > 0 {
            source.push('\n');
        }
        starts.push(source.len());
        source.push_str(&line.text);
    }
    let offset = |(line, at): (usize, usize)| starts.get(line).map_or(0, |start| start + at);
    let annotations: Vec<Annotation> = frame
        .marks
        .iter()
        .map(|mark| {
            let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = (!mark.label.is_empty()).then(|| neutral(&mark.label).into_owned());
            kind.span(offset(mark.from)..offset(mark.to)).label(label)
        })
        .collect();
    Snippet::source(source).line_start(frame.first_line as usize).annotations(annotations)
}

/// A sentence under the frames, wrapped so that no word is cut at the edge of the terminal.
fn note(name: &str, text: &str, width: usize) -> annotate_snippets::Message<'static> {
    // The margin of the frame, "= " and ": ".
    let room = width.saturating_sub(name.len() + 9).max(30);
    Level::NOTE.with_name(name.to_owned()).message(wrapped(&neutral(text), room))
}

fn wrapped(text: &str, room: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

fn draw(group: Group, options: &Options) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.term_width(options.width.max(60)).render(&[group]);
    // The place of a frame stands in a line of its own, with the true column; the renderer would count columns in
    // the line as it is shown, cut and without tabs. So its frames have no path, and it draws an empty header.
    let mut kept: Vec<&str> = Vec::new();
    for line in drawn.lines() {
        if visible(line) == ":::" && kept.last().is_some_and(|last| visible(last) == "|") {
            continue;
        }
        kept.push(line);
    }
    kept.join("\n")
}

/// A drawn line without its colours and margins. No quoted text holds an escape, so what looks like one is one.
fn visible(line: &str) -> String {
    let mut shown = String::new();
    let mut pieces = line.split('\x1b');
    shown.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        shown.push_str(piece.split_once('m').map_or("", |(_, rest)| rest));
    }
    shown.trim().to_owned()
}

fn sums_style(report: &Report) -> Style {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    let color = match worst {
        Some(Severity::Critical | Severity::High) => AnsiColor::BrightRed,
        Some(_) => AnsiColor::Yellow,
        None if words::is_sure(report) => AnsiColor::BrightGreen,
        None => AnsiColor::Yellow,
    };
    color.on_default().bold()
}

fn colored(text: &str, style: Style, options: &Options) -> String {
    if options.color { format!("{style}{text}{style:#}") } else { text.into() }
}
