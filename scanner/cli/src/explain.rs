//! `stopple explain`: the page of a rule, or one finding in full.

use crate::End;
use crate::arguments::{ExplainOptions, FilterOptions};
use crate::failure::Failure;
use crate::markdown;
use crate::output::print;
use crate::scan::{perform, request, text_options};
use crate::terminal::{Color, stdout_colors, width};
use stopple_finding::{Report, Rule};
use stopple_project::{Outcome, nearest};
use stopple_report::{Format, render};

/// Fewer digits of a fingerprint mean too much.
const FEWEST_DIGITS: usize = 8;

/// Runs the command.
pub(crate) fn run(options: &ExplainOptions, color: Color) -> Result<End, Failure> {
    let subject = options.subject.trim();
    let rules = stopple_rules::catalog();
    if let Some(rule) = rules.iter().find(|rule| rule.id == subject) {
        return print(&page(rule, stdout_colors(color))).map(|()| End::Clean);
    }
    if subject.len() < FEWEST_DIGITS || !subject.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let advice = match nearest(subject, rules.iter().map(|rule| rule.id)) {
            Some(id) => format!("did you mean `{id}`?"),
            None => "`stopple rules` lists all rules".to_owned(),
        };
        return Err(Failure::new(format!("there is no rule `{subject}`"), advice));
    }
    let filter = FilterOptions { pedantic: true, ..FilterOptions::default() };
    let outcome = perform(&request(&options.paths, &options.project, &filter)?, options.project.quiet)?;
    print(&finding(&outcome, subject, color)?).map(|()| End::Clean)
}

fn page(rule: &Rule, color: bool) -> String {
    let bold = if color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    let mut facts = format!(
        "{bold}{}{bold:#} ({})\nseverity {}, confidence {}, for {} readers\n",
        rule.title,
        rule.id,
        rule.severity.name(),
        rule.confidence.name(),
        rule.audience.name()
    );
    let cwe: Vec<String> = rule.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    let asvs = if rule.asvs.is_empty() { String::new() } else { format!("ASVS {}", rule.asvs) };
    let marks: Vec<&str> =
        cwe.iter().map(String::as_str).chain([rule.owasp, &asvs]).filter(|mark| !mark.is_empty()).collect();
    facts.push_str(&marks.join(" · "));
    // The title stands above already.
    let page = rule.page.trim_start();
    let body = page.strip_prefix("# ").and_then(|rest| rest.split_once('\n')).map_or(page, |(_, body)| body);
    format!("{facts}\n\n{}", markdown::render(body, width().min(100), color))
}

fn finding(outcome: &Outcome, fingerprint: &str, color: Color) -> Result<String, Failure> {
    let wanted = fingerprint.to_ascii_lowercase();
    let shown = outcome.report.findings.iter().map(|finding| (None, finding));
    let silenced = outcome.silenced.iter().map(|(silence, finding)| (Some(*silence), finding));
    let Some((silence, finding)) = shown.chain(silenced).find(|(_, finding)| finding.fingerprint.starts_with(&wanted))
    else {
        let what = format!("no finding has a fingerprint that begins with `{fingerprint}`");
        return Err(Failure::new(
            what,
            "the JSON and SARIF reports show the fingerprints; the hole may also be closed",
        ));
    };
    let mut finding = finding.clone();
    finding.notes.extend(silence.map(|silence| format!("not shown by `stopple scan`: {}", silence.reason())));
    finding.notes.push(format!("fingerprint {}", finding.fingerprint));
    let report = Report {
        findings: vec![finding],
        rules: outcome.report.rules.clone(),
        sums: outcome.report.sums,
        ..Report::default()
    };
    Ok(render(&report, Format::Text, &text_options(color, true)))
}
