//! The one order of a report, whatever the threads and the order of the files.

use crate::{Finding, Location, Problem, Report};

impl Report {
    /// Puts findings, problems and rules into their order. The same report in any order gives the same bytes.
    pub fn sort(&mut self) {
        self.findings.sort_by(|one, other| finding_key(one).cmp(&finding_key(other)));
        self.problems.sort_by(|one, other| problem_key(one).cmp(&problem_key(other)));
        self.rules.sort_by(|one, other| one.id.cmp(other.id));
        self.rules.dedup_by(|one, other| one.id == other.id);
    }
}

fn place(location: &Location) -> (&str, u32, u32) {
    (&location.file.path, location.span.start, location.span.end)
}

fn finding_key(finding: &Finding) -> impl Ord + '_ {
    // The trace comes last: two flows into one sink differ only there.
    let trace: Vec<_> = finding.trace.iter().map(|step| (place(&step.location), step.kind, &step.text)).collect();
    (place(&finding.primary), finding.rule.id, &finding.fingerprint, &finding.message, trace)
}

fn problem_key(problem: &Problem) -> impl Ord + '_ {
    (&problem.path, problem.location.as_ref().map(place), problem.kind, &problem.message)
}
