//! The sentences that several formats share, so that a person reads the same in each.

use stopple_finding::{Confidence, Finding, ProblemKind, Report, Severity};

/// From the worst to the least.
pub(crate) const SEVERITIES: [Severity; 4] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

/// `1 file`, `2,048 files`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// `5,120`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many findings have this severity.
pub(crate) fn of_severity(report: &Report, severity: Severity) -> usize {
    report.findings.iter().filter(|finding| finding.severity == severity).count()
}

/// `3 findings (1 critical, 2 high)`, or the friendly word for none.
pub(crate) fn verdict(report: &Report) -> String {
    if report.findings.is_empty() {
        return if report.sums.files == 0 {
            "No findings: there was nothing to read".into()
        } else if unread(report) > 0 {
            "No findings in what could be read".into()
        } else if report.sums.not_understood > 0 {
            "No findings in what was understood".into()
        } else {
            "No findings. Well stoppered!".into()
        };
    }
    let parts: Vec<String> = SEVERITIES
        .into_iter()
        .map(|severity| (of_severity(report, severity), severity))
        .filter(|(number, _)| *number > 0)
        .map(|(number, severity)| format!("{} {}", grouped(number), severity.name()))
        .collect();
    format!("{} ({})", count(report.findings.len(), "finding", "findings"), parts.join(", "))
}

/// Whether all was read and understood, so that no finding means that there is none.
pub(crate) fn is_sure(report: &Report) -> bool {
    unread(report) == 0 && report.sums.files > 0 && report.sums.not_understood == 0
}

/// `42 files, 5,120 lines, 17 routes`.
pub(crate) fn extent(report: &Report) -> String {
    let sums = report.sums;
    [count(sums.files, "file", "files"), count(sums.lines, "line", "lines"), count(sums.routes, "route", "routes")]
        .join(", ")
}

/// What is not among the findings: `1 suppressed, 2 hidden (...)`; empty where nothing is.
pub(crate) fn silenced(report: &Report) -> String {
    let sums = report.sums;
    let below = sums.hidden.saturating_sub(sums.pedantic);
    [
        (sums.suppressed, "suppressed"),
        (sums.baselined, "known from the baseline"),
        (sums.pedantic.min(sums.hidden), "hidden (shown by --pedantic)"),
        (below, "hidden (below the asked severity or confidence)"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{} {what}", grouped(number)))
    .collect::<Vec<_>>()
    .join(", ")
}

/// `2 calls that get visitors' data were not understood`; empty where all were.
pub(crate) fn not_understood(report: &Report) -> String {
    match report.sums.not_understood {
        0 => String::new(),
        1 => "1 call that gets visitors' data was not understood (see stopple doctor)".into(),
        number => {
            format!("{} calls that get visitors' data were not understood (see stopple doctor)", grouped(number))
        }
    }
}

/// `1 file could not be read in full`; empty where all could.
pub(crate) fn gaps(report: &Report) -> String {
    match unread(report) {
        0 => String::new(),
        number => format!("{} could not be read in full", count(number, "file", "files")),
    }
}

/// The line of sums that ends a report.
pub(crate) fn sums(report: &Report) -> String {
    let verdict = verdict(report);
    let extent = extent(report);
    let mut line =
        if report.findings.is_empty() { format!("{verdict} ({extent})") } else { format!("{verdict} in {extent}") };
    for part in [silenced(report), gaps(report), not_understood(report)] {
        if !part.is_empty() {
            line.push_str("; ");
            line.push_str(&part);
        }
    }
    line
}

/// Files that were not read, or not to their end.
pub(crate) fn unread(report: &Report) -> usize {
    let mut paths: Vec<&str> = report
        .problems
        .iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::Unreadable | ProblemKind::Syntax))
        .map(|problem| problem.path.as_str())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths.len()
}

/// Whether not a single file could be read: the run did not do its work.
pub(crate) fn nothing_was_read(report: &Report) -> bool {
    report.sums.files == 0 && report.problems.iter().any(|problem| problem.kind == ProblemKind::Unreadable)
}

/// What the confidence of a finding means: for a path of data, and for a construct that is judged by itself.
pub(crate) fn confidence(finding: &Finding) -> &'static str {
    if finding.confidence != Confidence::High && !finding.doubt.is_empty() {
        return finding.doubt;
    }
    match (finding.confidence, finding.trace.is_empty()) {
        (Confidence::High, false) => "every step was understood",
        (Confidence::Medium, false) => "part of the way went through code that is not known",
        (Confidence::Low, false) => "something on the way was guessed",
        (Confidence::High, true) => "the code says so itself",
        (Confidence::Medium, true) => "it depends on something that the code does not show",
        (Confidence::Low, true) => "part of it was guessed",
    }
}

/// Why the confidence of a finding is not high; empty where it is.
pub(crate) fn doubt(finding: &Finding) -> &'static str {
    if finding.confidence == Confidence::High { "" } else { confidence(finding) }
}

/// What a kind of problem is called.
pub(crate) const fn problem(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Unreadable => "unreadable",
        ProblemKind::Syntax => "syntax",
        ProblemKind::Bound => "bound",
        ProblemKind::Suppression => "suppression",
    }
}

/// A sentence with its full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) { text.into() } else { format!("{text}.") }
}

/// The trace in plain lines, `1. shop/views.py:8: read from the query string`.
pub(crate) fn steps(finding: &Finding) -> Vec<String> {
    let lines = finding.trace.iter().enumerate().map(|(index, step)| {
        let file = &step.location.file;
        let line = file.position(file.clamp(step.location.span).start).line;
        format!("{}. {}:{line}: {}", index + 1, file.path, step.text)
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::{grouped, sentence};

    #[test]
    fn thousands_are_grouped() {
        let read: Vec<String> = [0, 999, 1_000, 54_321, 1_234_567].into_iter().map(grouped).collect();
        assert_eq!(read, ["0", "999", "1,000", "54,321", "1,234,567"]);
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentence("Done"), "Done.");
        assert_eq!(sentence("Done. "), "Done.");
        assert_eq!(sentence(""), "");
    }
}
