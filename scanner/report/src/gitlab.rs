//! The SAST report of GitLab, schema 15.
//!
//! The schema demands the times of the scan. A report knows no clock (the same tree gives the same bytes), so
//! both are the beginning of time; GitLab shows those of the pipeline.

use crate::json::pretty;
use crate::neutral::neutral;
use crate::{Options, words};
use serde::Serialize;
use stopple_finding::{Finding, Problem, ProblemKind, Report, Rule, Severity};

const SCHEMA_VERSION: &str = "15.0.7";
const NO_TIME: &str = "1970-01-01T00:00:00";
/// The longest name that the schema allows, in characters.
const NAME_LENGTH: usize = 255;

pub(crate) fn render(report: &Report, options: &Options) -> String {
    let tool =
        Tool { id: "stopple", name: "Stopple", version: options.tool_version, vendor: Vendor { name: "Stopple" } };
    pretty(&Shape {
        version: SCHEMA_VERSION,
        scan: Scan {
            analyzer: tool,
            scanner: tool,
            kind: "sast",
            start_time: NO_TIME,
            end_time: NO_TIME,
            status: if words::nothing_was_read(report) { "failure" } else { "success" },
            messages: report.problems.iter().map(message).collect(),
        },
        vulnerabilities: report.findings.iter().map(vulnerability).collect(),
    })
}

#[derive(Serialize)]
struct Shape<'r> {
    version: &'static str,
    scan: Scan,
    vulnerabilities: Vec<Vulnerability<'r>>,
}

#[derive(Serialize)]
struct Scan {
    analyzer: Tool,
    scanner: Tool,
    #[serde(rename = "type")]
    kind: &'static str,
    start_time: &'static str,
    end_time: &'static str,
    status: &'static str,
    messages: Vec<Message>,
}

#[derive(Serialize, Clone, Copy)]
struct Tool {
    id: &'static str,
    name: &'static str,
    version: &'static str,
    vendor: Vendor,
}

#[derive(Serialize, Clone, Copy)]
struct Vendor {
    name: &'static str,
}

#[derive(Serialize)]
struct Message {
    level: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Vulnerability<'r> {
    id: String,
    category: &'static str,
    name: String,
    description: String,
    severity: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    solution: String,
    scanner: ScannerReference,
    identifiers: Vec<Identifier>,
    location: Place<'r>,
    tracking: Tracking<'r>,
}

#[derive(Serialize)]
struct ScannerReference {
    id: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct Identifier {
    #[serde(rename = "type")]
    kind: &'static str,
    name: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Place<'r> {
    file: &'r str,
    start_line: u32,
    end_line: u32,
    #[serde(skip_serializing_if = "str::is_empty")]
    method: &'r str,
}

#[derive(Serialize)]
struct Tracking<'r> {
    #[serde(rename = "type")]
    kind: &'static str,
    items: [TrackedItem<'r>; 1],
}

#[derive(Serialize)]
struct TrackedItem<'r> {
    file: &'r str,
    start_line: u32,
    end_line: u32,
    signatures: [Signature<'r>; 1],
}

#[derive(Serialize)]
struct Signature<'r> {
    algorithm: &'static str,
    value: &'r str,
}

fn vulnerability(finding: &Finding) -> Vulnerability<'_> {
    let rule = &finding.rule;
    let file = &finding.primary.file;
    let span = file.clamp(finding.primary.span);
    let (start_line, end_line) = (file.position(span.start).line, file.position(span.end).line);
    Vulnerability {
        id: identity(finding, start_line),
        category: "sast",
        name: neutral(&finding.message).chars().take(NAME_LENGTH).collect(),
        description: description(finding),
        severity: match finding.severity {
            Severity::Critical => "Critical",
            Severity::High => "High",
            Severity::Medium => "Medium",
            Severity::Low => "Low",
        },
        solution: words::sentence(finding.remedy),
        scanner: ScannerReference { id: "stopple", name: "Stopple" },
        identifiers: identifiers(rule),
        location: Place { file: &file.path, start_line, end_line, method: &finding.holder },
        tracking: Tracking {
            kind: "source",
            items: [TrackedItem {
                file: &file.path,
                start_line,
                end_line,
                signatures: [Signature { algorithm: "hash", value: &finding.fingerprint }],
            }],
        },
    }
}

/// The schema wants a name, whatever the rule gave.
fn identity(finding: &Finding, line: u32) -> String {
    if finding.fingerprint.is_empty() {
        return format!("{}:{}:{line}", finding.rule.id, finding.primary.file.path);
    }
    finding.fingerprint.clone()
}

/// Markdown. What comes from the code stands in an indented block, in which nothing is markup; each line of it
/// is one line, so it cannot be left.
fn description(finding: &Finding) -> String {
    let mut text = words::sentence(finding.rule.harm);
    let sure = words::confidence(finding);
    text.push_str(&format!("\n\nConfidence: {} ({sure}).\n\n", finding.confidence.name()));
    let mut quoted = vec![words::sentence(&finding.message)];
    quoted.extend(words::steps(finding));
    quoted.extend(finding.notes.iter().map(|note| words::sentence(note)));
    for line in quoted {
        text.push_str("    ");
        text.push_str(&neutral(&line));
        text.push('\n');
    }
    text
}

fn identifiers(rule: &Rule) -> Vec<Identifier> {
    let mut identifiers = vec![Identifier {
        kind: "stopple_rule_id",
        name: format!("Stopple {}", rule.id),
        value: rule.id.to_owned(),
        url: None,
    }];
    identifiers.extend(rule.cwe.iter().map(|number| Identifier {
        kind: "cwe",
        name: format!("CWE-{number}"),
        value: number.to_string(),
        url: Some(format!("https://cwe.mitre.org/data/definitions/{number}.html")),
    }));
    if let Some(category) = rule.owasp.split_whitespace().next() {
        identifiers.push(Identifier {
            kind: "owasp",
            name: rule.owasp.to_owned(),
            value: category.to_owned(),
            url: None,
        });
    }
    identifiers
}

fn message(problem: &Problem) -> Message {
    let level = match problem.kind {
        ProblemKind::Unreadable | ProblemKind::Syntax | ProblemKind::Suppression => "warn",
        ProblemKind::Bound => "info",
    };
    let told = format!("{}: {}", problem.path, words::sentence(&problem.message));
    Message { level, value: neutral(&told).into_owned() }
}
