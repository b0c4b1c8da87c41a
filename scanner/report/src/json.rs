//! Our own shape for scripts, stable within a `version`.
//!
//! ```text
//! version       1; grows when a field changes its meaning or goes away, not when one is added
//! tool          { name, version }
//! complete      false where a file could not be read in full
//! findings      [{ rule, severity, confidence, doubt, audience, message, location, holder, trace, notes, remedy,
//!                  fingerprint }]
//!   doubt       why the confidence is not high; empty where it is
//!   remedy      what to do here; often that of the rule
//!   location    { path, start: { line, column, offset }, end: { line, column, offset } }
//!               lines and columns count from 1, columns in characters, offsets in bytes; the end is exclusive
//!   trace       [{ kind: source | pass | call | return | sink, text, location, code }]
//! problems      [{ kind: unreadable | syntax | bound | suppression, path, location or null, message, advice }]
//! rules         [{ id, title, severity, confidence, audience, cwe, owasp, asvs, harm, remedy }]
//! sums          { findings, critical, high, medium, low, files, lines, routes, suppressed, baselined, hidden, pedantic,
//!                 not_understood }
//!   pedantic    those of the hidden ones that `--pedantic` alone would show
//!   not_understood  calls that get visitors' data and were not understood
//! ```

use crate::{Options, frame, words};
use serde::Serialize;
use stopple_finding::{Finding, Report, Rule, Severity, StepKind};

pub(crate) fn render(report: &Report, options: &Options) -> String {
    let shape = Shape {
        version: 1,
        tool: Tool { name: "stopple", version: options.tool_version },
        complete: words::unread(report) == 0,
        findings: report.findings.iter().map(finding).collect(),
        problems: report
            .problems
            .iter()
            .map(|problem| Problem {
                kind: words::problem(problem.kind),
                path: &problem.path,
                location: problem.location.as_ref().map(location),
                message: &problem.message,
                advice: &problem.advice,
            })
            .collect(),
        rules: report.rules.iter().map(|rule| rule_shape(rule)).collect(),
        sums: Sums {
            findings: report.findings.len(),
            critical: words::of_severity(report, Severity::Critical),
            high: words::of_severity(report, Severity::High),
            medium: words::of_severity(report, Severity::Medium),
            low: words::of_severity(report, Severity::Low),
            files: report.sums.files,
            lines: report.sums.lines,
            routes: report.sums.routes,
            suppressed: report.sums.suppressed,
            baselined: report.sums.baselined,
            hidden: report.sums.hidden,
            pedantic: report.sums.pedantic,
            not_understood: report.sums.not_understood,
        },
    };
    pretty(&shape)
}

/// Indented JSON with a line break at its end. Shapes of strings and numbers always serialise.
pub(crate) fn pretty(shape: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(shape).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Shape<'r> {
    version: u32,
    tool: Tool,
    complete: bool,
    findings: Vec<FindingShape<'r>>,
    problems: Vec<Problem<'r>>,
    rules: Vec<RuleShape<'r>>,
    sums: Sums,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct FindingShape<'r> {
    rule: &'r str,
    severity: &'r str,
    confidence: &'r str,
    doubt: &'static str,
    audience: &'r str,
    message: &'r str,
    location: Location<'r>,
    holder: &'r str,
    trace: Vec<Step<'r>>,
    notes: &'r [String],
    remedy: &'static str,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Step<'r> {
    kind: &'static str,
    text: &'r str,
    location: Location<'r>,
    code: &'r str,
}

#[derive(Serialize)]
struct Problem<'r> {
    kind: &'static str,
    path: &'r str,
    location: Option<Location<'r>>,
    message: &'r str,
    advice: &'r str,
}

#[derive(Serialize)]
struct RuleShape<'r> {
    id: &'r str,
    title: &'r str,
    severity: &'r str,
    confidence: &'r str,
    audience: &'r str,
    cwe: &'r [u32],
    owasp: &'r str,
    asvs: &'r str,
    harm: &'r str,
    remedy: &'r str,
}

#[derive(Serialize)]
struct Sums {
    findings: usize,
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    files: usize,
    lines: usize,
    routes: usize,
    suppressed: usize,
    baselined: usize,
    hidden: usize,
    pedantic: usize,
    not_understood: usize,
}

fn finding(finding: &Finding) -> FindingShape<'_> {
    FindingShape {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        doubt: words::doubt(finding),
        audience: finding.audience.name(),
        message: &finding.message,
        location: location(&finding.primary),
        holder: &finding.holder,
        trace: finding
            .trace
            .iter()
            .map(|step| Step {
                kind: kind(step.kind),
                text: &step.text,
                location: location(&step.location),
                code: frame::excerpt(&step.location.file, step.location.span),
            })
            .collect(),
        notes: &finding.notes,
        remedy: finding.remedy,
        fingerprint: &finding.fingerprint,
    }
}

fn location(location: &stopple_finding::Location) -> Location<'_> {
    let file = &location.file;
    let span = file.clamp(location.span);
    let place = |offset| {
        let position = file.position(offset);
        Place { line: position.line, column: position.column, offset }
    };
    Location { path: &file.path, start: place(span.start), end: place(span.end) }
}

const fn kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Source => "source",
        StepKind::Pass => "pass",
        StepKind::Call => "call",
        StepKind::Return => "return",
        StepKind::Sink => "sink",
    }
}

fn rule_shape(rule: &Rule) -> RuleShape<'_> {
    RuleShape {
        id: rule.id,
        title: rule.title,
        severity: rule.severity.name(),
        confidence: rule.confidence.name(),
        audience: rule.audience.name(),
        cwe: rule.cwe,
        owasp: rule.owasp,
        asvs: rule.asvs,
        harm: rule.harm,
        remedy: rule.remedy,
    }
}
