//! Workflow commands: GitHub shows each as an annotation on the changed line.

use crate::neutral::neutral;
use crate::words;
use std::cmp::Reverse;
use std::fmt::Write;
use stopple_finding::{Finding, Location, Problem, ProblemKind, Report, Severity};

pub(crate) fn render(report: &Report) -> String {
    let mut out = String::new();
    // GitHub shows only the first few annotations of a step: the worst go first.
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse((finding.severity, finding.confidence)));
    for finding in findings {
        write_finding(&mut out, finding);
    }
    for problem in &report.problems {
        write_problem(&mut out, problem);
    }
    // A line of the log; it cannot begin with `::`, so the runner takes it for no command.
    out.push_str(&words::sums(report));
    out.push('\n');
    out
}

fn write_finding(out: &mut String, finding: &Finding) {
    let command = match finding.severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "notice",
    };
    let rule = &finding.rule;
    let title = format!("{} ({}) [{}]", rule.title, finding.severity.name(), rule.id);
    let mut lines = vec![words::sentence(&finding.message)];
    lines.extend(words::steps(finding));
    lines.push(words::sentence(rule.harm));
    lines.push(words::sentence(finding.remedy));
    write_command(out, command, &finding.primary.file.path, Some(&finding.primary), &title, &lines);
}

fn write_problem(out: &mut String, problem: &Problem) {
    let command = if problem.kind == ProblemKind::Bound { "notice" } else { "warning" };
    let title = match problem.kind {
        ProblemKind::Unreadable => "File not read",
        ProblemKind::Syntax => "File not read in full",
        ProblemKind::Bound => "Analysis cut short",
        ProblemKind::Suppression => "Suppression",
    };
    let lines = [words::sentence(&problem.message), words::sentence(&problem.advice)];
    write_command(out, command, &problem.path, problem.location.as_ref(), title, &lines);
}

fn write_command(
    out: &mut String,
    command: &str,
    path: &str,
    location: Option<&Location>,
    title: &str,
    lines: &[String],
) {
    let mut place = format!("file={}", property(&neutral(path)));
    if let Some(Location { file, span }) = location {
        let span = file.clamp(*span);
        let (start, end) = (file.position(span.start), file.position(span.end));
        let _ = write!(place, ",line={},endLine={}", start.line, end.line);
        // GitHub refuses columns on an annotation of several lines.
        if start.line == end.line {
            let _ = write!(place, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let text: Vec<String> = lines.iter().filter(|line| !line.is_empty()).map(|line| neutral(line).into()).collect();
    let _ = writeln!(out, "::{command} {place},title={}::{}", property(&neutral(title)), data(&text.join("\n")));
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};
    use proptest::prelude::*;

    /// What the runner does, in its order.
    fn read_property(text: &str) -> String {
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%0A"), "a%2Cb%3Ac%250A");
    }

    proptest! {
        #[test]
        fn properties_hold_no_delimiter_and_read_back(text in "[%\r\n:,0-9A-Da-z]{0,30}") {
            let written = property(&text);
            prop_assert!(!written.contains(['\r', '\n', ':', ',']));
            prop_assert_eq!(read_property(&written), text);
        }
    }
}
