//! SARIF 2.1.0, for code scanning services and editors.

use crate::json::pretty;
use crate::neutral::neutral;
use crate::{Options, frame, words};
use serde::Serialize;
use std::collections::BTreeMap;
use stopple_finding::{Confidence, Finding, Location, Problem, ProblemKind, Report, Rule, Severity, Step, StepKind};

pub(crate) fn render(report: &Report, options: &Options) -> String {
    let mut rules: Vec<&Rule> = report.rules.iter().map(AsRef::as_ref).collect();
    // A result must point at a rule of the list, whatever the caller gave as the rules that ran.
    rules.extend(report.findings.iter().map(|finding| finding.rule.as_ref()));
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(index, rule)| (rule.id, index)).collect();

    pretty(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Stopple",
                    full_name: "Stopple, the security scanner for Flask applications",
                    semantic_version: options.tool_version,
                    rules: rules.iter().map(|rule| descriptor(rule, options)).collect(),
                    notifications: notifications(),
                },
            },
            invocations: [Invocation {
                execution_successful: !words::nothing_was_read(report),
                tool_execution_notifications: report.problems.iter().map(notification).collect(),
            }],
            // Columns are counted as people count them, and lines as Python does.
            column_kind: "unicodeCodePoints",
            newline_sequences: ["\r\n", "\n", "\r"],
            results: report
                .findings
                .iter()
                .map(|finding| result(finding, index.get(finding.rule.id).copied().unwrap_or_default()))
                .collect(),
        }],
    })
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool<'r>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    newline_sequences: [&'static str; 3],
    results: Vec<ResultShape<'r>>,
}

#[derive(Serialize)]
struct Tool<'r> {
    driver: Driver<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'r> {
    name: &'static str,
    full_name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'r>>,
    notifications: Vec<NotificationDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'r> {
    id: &'r str,
    name: String,
    short_description: Text,
    full_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help<'r>,
    default_configuration: Configuration,
    properties: RuleProperties<'r>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help<'r> {
    text: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    markdown: &'r str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties<'r> {
    tags: Vec<String>,
    precision: &'static str,
    #[serde(rename = "security-severity")]
    security_severity: &'static str,
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    owasp: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    asvs: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NotificationDescriptor {
    id: &'static str,
    short_description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    descriptor: Reference,
    level: &'static str,
    message: Text,
    locations: [LocationShape; 1],
}

#[derive(Serialize)]
struct Reference {
    id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultShape<'r> {
    rule_id: &'r str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [LocationShape; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<CodeFlow>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<LocationShape>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    properties: ResultProperties<'r>,
}

#[derive(Serialize)]
struct ResultProperties<'r> {
    severity: &'static str,
    confidence: &'static str,
    /// Why the confidence is not high.
    #[serde(skip_serializing_if = "str::is_empty")]
    doubt: &'static str,
    audience: &'static str,
    /// What to do here; often that of the rule.
    remedy: &'static str,
    #[serde(rename = "security-severity")]
    security_severity: &'static str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'r [String],
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct LocationShape {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    snippet: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeFlow {
    thread_flows: [ThreadFlow; 1],
}

#[derive(Serialize)]
struct ThreadFlow {
    locations: Vec<ThreadFlowLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ThreadFlowLocation {
    location: LocationShape,
    kinds: Vec<&'static str>,
    nesting_level: usize,
    importance: &'static str,
}

fn descriptor<'r>(rule: &'r Rule, options: &Options) -> Descriptor<'r> {
    let mut tags = vec!["security".to_owned()];
    tags.extend(rule.cwe.iter().map(|number| format!("external/cwe/cwe-{number:03}")));
    let what_to_do = format!("{} {}", words::sentence(rule.harm), words::sentence(rule.remedy));
    Descriptor {
        id: rule.id,
        name: pascal_case(rule.id),
        short_description: Text { text: words::sentence(rule.title) },
        full_description: Text { text: words::sentence(if rule.harm.is_empty() { rule.title } else { rule.harm }) },
        help_uri: options.rule_page(rule.id),
        help: Help { text: what_to_do, markdown: rule.page },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: RuleProperties {
            tags,
            precision: precision(rule.confidence),
            security_severity: security_severity(rule.severity),
            problem_severity: match rule.severity {
                Severity::Critical | Severity::High => "error",
                Severity::Medium => "warning",
                Severity::Low => "recommendation",
            },
            owasp: rule.owasp,
            asvs: rule.asvs,
        },
    }
}

/// The standard wants a name that reads as an identifier: `SqlInjection`.
fn pascal_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for word in id.split(|character: char| !character.is_alphanumeric()) {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
    }
    name
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// In the middle of the bands into which code scanning sorts: above 9, 7 to 8.9, 4 to 6.9, below 4.
const fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.5",
    }
}

const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn result(finding: &Finding, rule_index: usize) -> ResultShape<'_> {
    let mut primary = location(&finding.primary);
    if !finding.holder.is_empty() {
        primary.logical_locations.push(LogicalLocation { fully_qualified_name: finding.holder.clone() });
    }
    let code_flows = if finding.trace.is_empty() { Vec::new() } else { vec![code_flow(&finding.trace)] };
    // Where the data comes in: the one place that a reader of the sink wants to see.
    let related_locations = finding
        .trace
        .iter()
        .filter(|step| step.kind == StepKind::Source)
        .enumerate()
        .map(|(index, step)| LocationShape { id: Some(index + 1), ..told_location(step) })
        .collect();
    ResultShape {
        rule_id: finding.rule.id,
        rule_index,
        level: level(finding.severity),
        message: text(&words::sentence(&finding.message)),
        locations: [primary],
        code_flows,
        related_locations,
        partial_fingerprints: fingerprints(finding),
        properties: ResultProperties {
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            doubt: words::doubt(finding),
            audience: finding.audience.name(),
            remedy: finding.remedy,
            security_severity: security_severity(finding.severity),
            notes: &finding.notes,
        },
    }
}

fn fingerprints(finding: &Finding) -> BTreeMap<&'static str, String> {
    let mut fingerprints = BTreeMap::new();
    if !finding.fingerprint.is_empty() {
        fingerprints.insert("stopple/v1", finding.fingerprint.clone());
        // The name that code scanning compares; where it is missing, it hashes lines, and moved lines are new alerts.
        fingerprints.insert("primaryLocationLineHash", format!("{}:1", finding.fingerprint));
    }
    fingerprints
}

fn code_flow(trace: &[Step]) -> CodeFlow {
    let mut depth: usize = 0;
    let locations = trace
        .iter()
        .map(|step| {
            let nesting_level = depth;
            match step.kind {
                StepKind::Call => depth += 1,
                StepKind::Return => depth = depth.saturating_sub(1),
                StepKind::Source | StepKind::Pass | StepKind::Sink => {}
            }
            let (kinds, importance) = match step.kind {
                StepKind::Source => (vec!["taint"], "essential"),
                StepKind::Pass => (vec!["taint"], "important"),
                StepKind::Call => (vec!["call", "taint"], "important"),
                StepKind::Return => (vec!["return", "taint"], "important"),
                StepKind::Sink => (vec!["danger"], "essential"),
            };
            ThreadFlowLocation { location: told_location(step), kinds, nesting_level, importance }
        })
        .collect();
    CodeFlow { thread_flows: [ThreadFlow { locations }] }
}

fn told_location(step: &Step) -> LocationShape {
    LocationShape { message: Some(text(&words::sentence(&step.text))), ..location(&step.location) }
}

fn location(location: &Location) -> LocationShape {
    let file = &location.file;
    let span = file.clamp(location.span);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let region = Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        snippet: Text { text: frame::excerpt(file, span).to_owned() },
    };
    LocationShape {
        physical_location: PhysicalLocation { artifact_location: artifact(&file.path), region: Some(region) },
        ..LocationShape::default()
    }
}

fn artifact(path: &str) -> ArtifactLocation {
    if path.starts_with('/') {
        return ArtifactLocation { uri: format!("file://{}", encoded(path)), uri_base_id: None };
    }
    ArtifactLocation { uri: encoded(path), uri_base_id: Some("%SRCROOT%") }
}

/// A path as part of a URI. A colon is encoded too: in a first segment it would read as a scheme.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

const KINDS: [(ProblemKind, &str); 4] = [
    (ProblemKind::Unreadable, "A file could not be read."),
    (ProblemKind::Syntax, "A file was analysed as far as it reads."),
    (ProblemKind::Bound, "A bound of the analysis cut something."),
    (ProblemKind::Suppression, "A suppression is unused, expired or malformed."),
];

fn notifications() -> Vec<NotificationDescriptor> {
    let descriptors = KINDS.iter().map(|(kind, meaning)| NotificationDescriptor {
        id: words::problem(*kind),
        short_description: Text { text: (*meaning).to_owned() },
    });
    descriptors.collect()
}

fn notification(problem: &Problem) -> Notification {
    let place = match &problem.location {
        Some(place) => location(place),
        None => LocationShape {
            physical_location: PhysicalLocation { artifact_location: artifact(&problem.path), region: None },
            ..LocationShape::default()
        },
    };
    let told = format!("{} {}", words::sentence(&problem.message), words::sentence(&problem.advice));
    Notification {
        descriptor: Reference { id: words::problem(problem.kind) },
        level: match problem.kind {
            ProblemKind::Unreadable => "error",
            ProblemKind::Syntax | ProblemKind::Suppression => "warning",
            ProblemKind::Bound => "note",
        },
        message: text(told.trim()),
        locations: [place],
    }
}

fn text(text: &str) -> Text {
    Text { text: neutral(text).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::{encoded, pascal_case};

    #[test]
    fn paths_become_uris() {
        assert_eq!(encoded("a dir/é%.py"), "a%20dir/%C3%A9%25.py");
        assert_eq!(encoded("c:x#y?z.py"), "c%3Ax%23y%3Fz.py");
    }

    #[test]
    fn names_read_as_identifiers() {
        assert_eq!(pascal_case("sql-injection"), "SqlInjection");
        assert_eq!(pascal_case(""), "");
    }
}
