//! One self-contained page for people: no network, no script, readable in the dark and on paper.

use crate::frame::{Frame, Mark, frame, frames};
use crate::neutral::neutral;
use crate::{Options, words};
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde::Serialize;
use stopple_finding::{Finding, Problem, ProblemKind, Report, Severity};

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");
/// The page's policy allows this style and nothing else; a test compares it with the style.
const STYLE_HASH: &str = "sha256-SXeihmJRx9bqWQgd3hDo1n43a0AnwfvWkmZhnYrBZ2k=";

pub(crate) fn render(report: &Report, options: &Options) -> String {
    // The name ends in `.html`, so every value is escaped unless it says that it is markup.
    let mut environment = Environment::new();
    if environment.add_template("page.html", PAGE).is_err() {
        return String::new();
    }
    let values = context! {
        style => Value::from_safe_string(STYLE.to_owned()),
        style_hash => STYLE_HASH,
        version => options.tool_version,
        page => Value::from(Serde(page(report, options))),
    };
    let rendered = environment.get_template("page.html").and_then(|template| template.render(values));
    // A template that is part of the program renders always; a test holds it to that.
    rendered.unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Page {
    verdict: String,
    tone: &'static str,
    extent: String,
    silenced: String,
    gaps: String,
    not_understood: String,
    counts: Vec<Count>,
    groups: Vec<FindingGroup>,
    coverage: Vec<ProblemGroup>,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct Count {
    severity: &'static str,
    number: usize,
}

#[derive(Serialize)]
struct FindingGroup {
    severity: &'static str,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct FindingView {
    anchor: String,
    rule: &'static str,
    title: &'static str,
    message: Vec<Prose>,
    place: String,
    holder: String,
    confidence: &'static str,
    sure: &'static str,
    pedantic: bool,
    tags: Vec<String>,
    frames: Vec<FrameView>,
    steps: usize,
    harm: Vec<Prose>,
    remedy: Vec<Prose>,
    notes: Vec<Vec<Prose>>,
    page: Option<String>,
    fingerprint: String,
}

/// A piece of a sentence; what stood between backticks is code.
#[derive(Serialize)]
struct Prose {
    code: bool,
    text: String,
}

#[derive(Serialize)]
struct FrameView {
    path: String,
    line: u32,
    column: u32,
    rows: Vec<Row>,
}

/// A line of code, with what is said about it below; or a gap.
#[derive(Serialize)]
struct Row {
    gap: bool,
    number: u32,
    pieces: Vec<Piece>,
    labels: Vec<Label>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    /// `""`, `context` or `primary`.
    mark: &'static str,
}

#[derive(Serialize)]
struct Label {
    text: Vec<Prose>,
    mark: &'static str,
}

#[derive(Serialize)]
struct ProblemGroup {
    title: &'static str,
    problems: Vec<ProblemView>,
}

#[derive(Serialize)]
struct ProblemView {
    place: String,
    message: Vec<Prose>,
    advice: Vec<Prose>,
    frame: Option<FrameView>,
}

#[derive(Serialize)]
struct RuleRow {
    id: &'static str,
    title: &'static str,
    severity: &'static str,
    number: usize,
}

fn page(report: &Report, options: &Options) -> Page {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    let tone = match worst {
        Some(severity) => severity.name(),
        None if words::is_sure(report) => "clean",
        None => "unsure",
    };
    let mut rules: Vec<RuleRow> = report
        .rules
        .iter()
        .map(|rule| RuleRow {
            id: rule.id,
            title: rule.title,
            severity: rule.severity.name(),
            number: report.findings.iter().filter(|finding| finding.rule.id == rule.id).count(),
        })
        .collect();
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.number), rule.id));
    Page {
        verdict: words::verdict(report),
        tone,
        extent: words::extent(report),
        silenced: words::silenced(report),
        gaps: words::gaps(report),
        not_understood: words::not_understood(report),
        counts: words::SEVERITIES
            .into_iter()
            .map(|severity| Count { severity: severity.name(), number: words::of_severity(report, severity) })
            .collect(),
        groups: words::SEVERITIES.into_iter().filter_map(|severity| group(report, severity, options)).collect(),
        coverage: coverage(report),
        rules,
    }
}

fn group(report: &Report, severity: Severity, options: &Options) -> Option<FindingGroup> {
    let findings: Vec<FindingView> = report
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity == severity)
        .map(|(index, finding)| finding_view(index, finding, options))
        .collect();
    (!findings.is_empty()).then(|| FindingGroup { severity: severity.name(), findings })
}

fn finding_view(index: usize, finding: &Finding, options: &Options) -> FindingView {
    let rule = &finding.rule;
    let file = &finding.primary.file;
    let place = file.position(file.clamp(finding.primary.span).start);
    let mut tags: Vec<String> = rule.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    if !rule.owasp.is_empty() {
        tags.push(format!("OWASP {}", rule.owasp));
    }
    if !rule.asvs.is_empty() {
        tags.push(format!("ASVS {}", rule.asvs));
    }
    FindingView {
        anchor: format!("finding-{}", index + 1),
        rule: rule.id,
        title: rule.title,
        message: prose(&finding.message),
        place: format!("{}:{}:{}", neutral(&file.path), place.line, place.column),
        holder: neutral(&finding.holder).into_owned(),
        confidence: finding.confidence.name(),
        sure: words::confidence(finding),
        pedantic: finding.audience == stopple_finding::Audience::Pedantic,
        tags,
        frames: frames(finding, true).iter().map(frame_view).collect(),
        steps: finding.trace.len(),
        harm: prose(&words::sentence(rule.harm)),
        remedy: prose(&words::sentence(finding.remedy)),
        notes: finding.notes.iter().map(|note| prose(&words::sentence(note))).collect(),
        page: options.rule_page(rule.id),
        fingerprint: neutral(&finding.fingerprint).into_owned(),
    }
}

fn prose(text: &str) -> Vec<Prose> {
    let text = neutral(text);
    let pieces: Vec<&str> = text.split('`').collect();
    // An odd backtick is no pair: then nothing is code.
    if pieces.len().is_multiple_of(2) {
        return vec![Prose { code: false, text: text.into_owned() }];
    }
    let pieces = pieces.into_iter().enumerate().filter(|(_, piece)| !piece.is_empty());
    pieces.map(|(index, piece)| Prose { code: index % 2 == 1, text: piece.to_owned() }).collect()
}

fn frame_view(frame: &Frame) -> FrameView {
    let mut rows: Vec<Row> = Vec::new();
    for (index, line) in frame.lines.iter().enumerate() {
        let number = frame.first_line.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        if line.shown {
            let labels = frame.marks.iter().filter(|mark| mark.to.0 == index && !mark.label.is_empty());
            rows.push(Row {
                gap: false,
                number,
                pieces: pieces(index, &line.text, &frame.marks),
                labels: labels.map(|mark| Label { text: prose(&mark.label), mark: mark_name(mark) }).collect(),
            });
        } else if !rows.last().is_some_and(|row| row.gap) {
            rows.push(Row { gap: true, number, pieces: Vec::new(), labels: Vec::new() });
        }
    }
    FrameView { path: neutral(&frame.path).into_owned(), line: frame.head.line, column: frame.head.column, rows }
}

const fn mark_name(mark: &Mark) -> &'static str {
    if mark.primary { "primary" } else { "context" }
}

/// A line in pieces, each under the same marks from its beginning to its end.
// Quadratic in the marks of one line, of which a trace has a handful.
fn pieces(index: usize, text: &str, marks: &[Mark]) -> Vec<Piece> {
    let mut ranges = Vec::new();
    for mark in marks.iter().filter(|mark| mark.from.0 <= index && index <= mark.to.0) {
        let start = if mark.from.0 == index { mark.from.1 } else { text.len() - text.trim_start().len() };
        let mut end = if mark.to.0 == index { mark.to.1 } else { text.len() };
        if start >= end {
            // An empty place is shown by the letter that follows it.
            end = start + text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        ranges.push((start, end, mark_name(mark)));
    }
    let mut cuts: Vec<usize> = ranges.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece> = cuts
        .iter()
        .zip(cuts.iter().skip(1))
        .filter_map(|(start, end)| {
            let over = ranges.iter().filter(|range| range.0 <= *start && *end <= range.1);
            // Of marks within marks the innermost shows: a source inside its sink.
            let mark = over.min_by_key(|range| range.1 - range.0).map_or("", |range| range.2);
            Some(Piece { text: text.get(*start..*end)?.to_owned(), mark })
        })
        .collect();
    // Behind the last letter: a blank to carry the mark.
    if let Some((_, _, mark)) = ranges.iter().find(|range| range.0 == text.len()) {
        pieces.push(Piece { text: " ".to_owned(), mark });
    }
    pieces
}

fn coverage(report: &Report) -> Vec<ProblemGroup> {
    let groups = [
        (ProblemKind::Unreadable, "Files that could not be read"),
        (ProblemKind::Syntax, "Files that were read in part"),
        (ProblemKind::Bound, "Where the analysis was cut short"),
        (ProblemKind::Suppression, "Suppressions that want attention"),
    ];
    groups
        .into_iter()
        .filter_map(|(kind, title)| {
            let problems: Vec<ProblemView> =
                report.problems.iter().filter(|problem| problem.kind == kind).map(problem_view).collect();
            (!problems.is_empty()).then_some(ProblemGroup { title, problems })
        })
        .collect()
}

fn problem_view(problem: &Problem) -> ProblemView {
    let frame = problem.location.as_ref().and_then(frame);
    let place = match &frame {
        Some(frame) => format!("{}:{}:{}", neutral(&problem.path), frame.head.line, frame.head.column),
        None => neutral(&problem.path).into_owned(),
    };
    ProblemView {
        place,
        message: prose(&words::sentence(&problem.message)),
        advice: prose(&words::sentence(&problem.advice)),
        frame: frame.as_ref().map(frame_view),
    }
}

#[cfg(test)]
mod tests {
    use super::{STYLE, STYLE_HASH};
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_names_the_style() {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let hash = Sha256::digest(STYLE.as_bytes());
        let mut text = String::new();
        for group in hash.chunks(3) {
            let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
            for at in 0..4 {
                let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
                text.push(if at <= group.len() { char::from(letter) } else { '=' });
            }
        }
        assert_eq!(
            STYLE_HASH,
            format!("sha256-{text}"),
            "src/html/style.css changed: put the new hash into STYLE_HASH"
        );
    }
}
