//! A report sorts into one order.

use std::sync::Arc;
use stopple_finding::{Audience, Confidence, Finding, Location, Problem, ProblemKind, Report, Rule, Severity};
use stopple_source::{SourceFile, Span};

fn rule(id: &'static str) -> Arc<Rule> {
    Arc::new(Rule {
        id,
        title: id,
        severity: Severity::High,
        confidence: Confidence::High,
        audience: Audience::Regular,
        cwe: &[89],
        owasp: "",
        asvs: "",
        doubt: "",
        harm: "",
        remedy: "",
        page: "",
    })
}

fn finding(id: &'static str, path: &str, start: u32) -> Finding {
    let file = Arc::new(SourceFile::new(path, "x = 1\n"));
    Finding {
        rule: rule(id),
        severity: Severity::High,
        confidence: Confidence::High,
        audience: Audience::Regular,
        doubt: "",
        remedy: "",
        message: format!("{id} at {start}"),
        primary: Location { file, span: Span::new(start, start + 1) },
        trace: Vec::new(),
        notes: Vec::new(),
        holder: String::new(),
        fingerprint: String::new(),
    }
}

fn problem(path: &str, kind: ProblemKind) -> Problem {
    Problem { kind, path: path.into(), location: None, message: String::new(), advice: String::new() }
}

#[test]
fn path_then_place_then_rule() {
    let mut report = Report {
        findings: vec![
            finding("b", "b.py", 0),
            finding("b", "a.py", 4),
            finding("c", "a.py", 2),
            finding("a", "a.py", 2),
        ],
        problems: vec![problem("z.py", ProblemKind::Bound), problem("a.py", ProblemKind::Syntax)],
        rules: vec![rule("c"), rule("a"), rule("a")],
        ..Report::default()
    };
    report.sort();
    let found: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(found, ["a at 2", "c at 2", "b at 4", "b at 0"]);
    let problems: Vec<&str> = report.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(problems, ["a.py", "z.py"]);
    let rules: Vec<&str> = report.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(rules, ["a", "c"]);
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let arrive = |order: &[usize]| {
        let all = [finding("a", "a.py", 1), finding("a", "a.py", 3), finding("b", "a.py", 1)];
        let mut report = Report { findings: order.iter().map(|at| all[*at].clone()).collect(), ..Report::default() };
        report.sort();
        report.findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(arrive(&[0, 1, 2]), arrive(&[2, 1, 0]));
    assert_eq!(arrive(&[0, 1, 2]), arrive(&[1, 0, 2]));
}
