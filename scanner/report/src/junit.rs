//! JUnit XML: a suite for each rule, a failed case for each finding, a passed one for each silent rule.

use crate::neutral::neutral;
use crate::{Options, text, words};
use std::fmt::Write;
use stopple_finding::{Finding, Problem, ProblemKind, Report, Rule};

pub(crate) fn render(report: &Report) -> String {
    let mut suites = String::new();
    let mut tests = 0;
    for rule in rules(report) {
        let findings: Vec<&Finding> = report.findings.iter().filter(|finding| finding.rule.id == rule.id).collect();
        tests += findings.len().max(1);
        write_rule(&mut suites, rule, &findings);
    }
    let (errors, notes): (Vec<&Problem>, Vec<&Problem>) = report
        .problems
        .iter()
        .partition(|problem| matches!(problem.kind, ProblemKind::Unreadable | ProblemKind::Syntax));
    if !report.problems.is_empty() {
        tests += report.problems.len();
        write_problems(&mut suites, &errors, &notes);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"stopple\" tests=\"{tests}\" failures=\"{}\" errors=\"{}\">\n{suites}</testsuites>\n",
        report.findings.len(),
        errors.len()
    )
}

/// The rules that ran, and those of findings that are not among them.
fn rules(report: &Report) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = report.rules.iter().map(AsRef::as_ref).collect();
    rules.extend(report.findings.iter().map(|finding| finding.rule.as_ref()));
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules
}

// Writing to a string cannot fail, so its results are let go.
fn write_rule(out: &mut String, rule: &Rule, findings: &[&Finding]) {
    let (id, number) = (escaped(rule.id), findings.len());
    let tests = number.max(1);
    let _ = writeln!(out, "  <testsuite name=\"{id}\" tests=\"{tests}\" failures=\"{number}\" errors=\"0\">");
    if findings.is_empty() {
        let _ = writeln!(out, "    <testcase name=\"{}\" classname=\"{id}\"/>", escaped(rule.title));
    }
    let options = Options::default();
    for finding in findings {
        let file = &finding.primary.file;
        let place = file.position(file.clamp(finding.primary.span).start);
        let name = format!("{}:{}:{}: {}", file.path, place.line, place.column, finding.message);
        let body = text::render_finding(finding, true, &options);
        let _ = writeln!(
            out,
            "    <testcase name=\"{}\" classname=\"{id}\">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    \
             </testcase>",
            escaped(&name),
            finding.severity.name(),
            escaped(&words::sentence(&finding.message)),
            escaped_lines(&body)
        );
    }
    out.push_str("  </testsuite>\n");
}

fn write_problems(out: &mut String, errors: &[&Problem], notes: &[&Problem]) {
    let (tests, number, skipped) = (errors.len() + notes.len(), errors.len(), notes.len());
    let _ = writeln!(
        out,
        "  <testsuite name=\"coverage\" tests=\"{tests}\" failures=\"0\" errors=\"{number}\" skipped=\"{skipped}\">"
    );
    for (tag, problems) in [("error", errors), ("skipped", notes)] {
        for problem in problems {
            let kind = words::problem(problem.kind);
            let _ = writeln!(
                out,
                "    <testcase name=\"{}\" classname=\"coverage\">\n      <{tag} type=\"{kind}\" message=\"{}\">{}</{tag}>\n    \
                 </testcase>",
                escaped(&place(problem)),
                escaped(&words::sentence(&problem.message)),
                escaped(&words::sentence(&problem.advice))
            );
        }
    }
    out.push_str("  </testsuite>\n");
}

fn place(problem: &Problem) -> String {
    match &problem.location {
        Some(location) => {
            let place = location.file.position(location.file.clamp(location.span).start);
            format!("{}:{}:{}", problem.path, place.line, place.column)
        }
        None => problem.path.clone(),
    }
}

/// One line of text for an attribute or an element.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in neutral(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(character),
        }
    }
    out
}

/// Text of several lines for an element.
fn escaped_lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}
