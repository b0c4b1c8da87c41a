//! What the marks claim against what the scanner found.

use super::marks::{Claim, Mark};
use std::collections::BTreeMap;
use stopple_finding::{Audience, Finding};

/// Which rules a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judged {
    /// One rule, and others where a mark names them.
    Rule(String),
    /// Every rule that judges flows.
    Flows,
    /// Every rule.
    All,
}

/// A finding, reduced to what marks speak of. Lines are those of the case as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) line: u32,
    pub(crate) rule: String,
    /// Path and line of each step.
    pub(crate) trace: Vec<(String, u32)>,
    /// The message and the notes.
    pub(crate) words: String,
}

/// Findings as marks speak of them. `line_of` gives the line of the case as it was written.
pub(crate) fn reduce(
    findings: &[Finding],
    pedantic: bool,
    place_of: &dyn Fn(&str, u32) -> (String, u32),
) -> Vec<Found> {
    let shown = findings.iter().filter(|finding| pedantic || finding.audience == Audience::Regular);
    let place = |location: &stopple_finding::Location| {
        place_of(&location.file.path, location.file.position(location.span.start).line)
    };
    let mut found: Vec<Found> = shown
        .map(|finding| {
            let (path, line) = place(&finding.primary);
            let trace = finding.trace.iter().map(|step| place(&step.location)).collect();
            let words = format!("{}\n{}", finding.message, finding.notes.join("\n"));
            Found { path, line, rule: finding.rule.id.to_owned(), trace, words }
        })
        .collect();
    found.sort();
    found
}

/// Marks of one file.
pub(crate) type MarksByPath = BTreeMap<String, Vec<Mark>>;

/// Every disagreement, as `path:line: sentence`, in order of place.
pub(crate) fn compare(marks: &MarksByPath, found: &[Found], judged: &Judged) -> Vec<String> {
    let mut claims: BTreeMap<(&str, u32), Vec<(&Mark, &str)>> = BTreeMap::new();
    let mut clean: Vec<(&str, u32)> = Vec::new();
    for (path, marks) in marks {
        for mark in marks {
            match mark.claim {
                Claim::Flaw | Claim::Missed | Claim::Noise => {
                    claims.entry((path, mark.line)).or_default().extend(mark.ids.iter().map(|id| (mark, id.as_str())))
                }
                Claim::Clean => clean.push((path, mark.line)),
                Claim::Source | Claim::Step => {}
            }
        }
    }
    let is_marked = |path: &str, line: u32, rule: &str| {
        claims.get(&(path, line)).is_some_and(|here| here.iter().any(|(_, id)| *id == rule))
    };
    let counts = |finding: &Found| match judged {
        Judged::All => true,
        Judged::Flows => {
            stopple_rules::is_flow_rule(&finding.rule) || is_marked(&finding.path, finding.line, &finding.rule)
        }
        Judged::Rule(id) => finding.rule == *id || is_marked(&finding.path, finding.line, &finding.rule),
    };
    let mut here: BTreeMap<(&str, u32), Vec<&Found>> = BTreeMap::new();
    for finding in found.iter().filter(|finding| counts(finding)) {
        here.entry((&finding.path, finding.line)).or_default().push(finding);
    }
    let mut failures: Vec<((&str, u32), String)> = Vec::new();
    for (place, claims) in &claims {
        let got = here.get(place).cloned().unwrap_or_default();
        claims_at(claims, &got, marks).into_iter().for_each(|failure| failures.push((*place, failure)));
    }
    for (place, got) in &here {
        for finding in got {
            if !is_marked(place.0, place.1, &finding.rule) {
                let expected = if clean.contains(place) { "marked clean, got" } else { "unexpected" };
                let words = finding.words.lines().next().unwrap_or_default();
                failures.push((*place, format!("{expected} {}: {words}", finding.rule)));
            }
        }
    }
    failures.sort();
    failures.into_iter().map(|((path, line), what)| format!("{path}:{line}: {what}")).collect()
}

fn claims_at(claims: &[(&Mark, &str)], got: &[&Found], marks: &MarksByPath) -> Vec<String> {
    let mut failures = Vec::new();
    for (at, (mark, id)) in claims.iter().enumerate() {
        let of_rule: Vec<&&Found> = got.iter().filter(|finding| finding.rule == *id).collect();
        let is_wanted = |(mark, other): &(&Mark, &str)| other == id && mark.claim != Claim::Missed;
        let wanted = claims.iter().filter(|claim| is_wanted(claim)).count();
        let first_of_rule = claims.iter().position(is_wanted) == Some(at);
        // A missed flow of several to the same place is missed as long as no finding tells it.
        let is_told = |label: &String| trace_differs(label, &of_rule, marks).is_none();
        let is_found = !of_rule.is_empty() && (mark.labels.is_empty() || mark.labels.iter().any(is_told));
        match mark.claim {
            Claim::Missed if is_found => {
                failures.push(format!("missed {id} is found now: make it a flaw"));
            }
            Claim::Noise if of_rule.is_empty() => failures.push(format!("noise {id} is gone: make it clean")),
            Claim::Flaw if of_rule.len() < wanted && first_of_rule => {
                let others: Vec<&str> =
                    got.iter().filter(|finding| finding.rule != *id).map(|finding| finding.rule.as_str()).collect();
                let instead = if of_rule.len() + others.len() == 0 {
                    "nothing".to_owned()
                } else if of_rule.is_empty() {
                    others.join(", ")
                } else {
                    format!("{} instead of {wanted}", of_rule.len())
                };
                failures.push(format!("expected flaw {id}, got {instead}"));
            }
            Claim::Flaw | Claim::Noise if of_rule.len() > wanted && first_of_rule => {
                failures.push(format!("{id} is reported {} times", of_rule.len()));
            }
            _ => {}
        }
        if mark.claim == Claim::Flaw && !of_rule.is_empty() {
            for label in &mark.labels {
                if let Some(problem) = trace_differs(label, &of_rule, marks) {
                    failures.push(problem);
                }
            }
        }
    }
    failures
}

/// What is wrong with the way of a labelled flow: some finding must begin at its source and pass its steps.
fn trace_differs(label: &str, found: &[&&Found], marks: &MarksByPath) -> Option<String> {
    let labelled = |claim: Claim| -> Vec<(&String, &Mark)> {
        let all = marks.iter().flat_map(|(path, marks)| marks.iter().map(move |mark| (path, mark)));
        all.filter(|(_, mark)| mark.claim == claim && mark.labels.iter().any(|name| name == label)).collect()
    };
    for (path, source) in labelled(Claim::Source) {
        let kind = source.ids.first().map(String::as_str).unwrap_or_default();
        let words = stopple_libraries::concept::source_named(kind).map_or("", stopple_libraries::concept::source_words);
        let begins = |finding: &Found| {
            let at_source = finding.trace.first().is_some_and(|(at, line)| at == path && *line == source.line);
            // A further source of the same finding is told in a note, with its place.
            at_source || finding.words.contains(&format!("({path}:{})", source.line))
        };
        if !found.iter().any(|finding| begins(finding)) {
            let first = found.iter().find_map(|finding| finding.trace.first());
            let got = first.map_or("nowhere".to_owned(), |(at, line)| format!("{at}:{line}"));
            return Some(format!("flow {label} ought to begin at {path}:{}, begins at {got}", source.line));
        }
        if !found.iter().any(|finding| finding.words.contains(words)) {
            return Some(format!("flow {label} ought to come from {words} ({kind})"));
        }
    }
    // Only one way of several to the same place is told in full.
    let sources = labelled(Claim::Source);
    let is_told = |finding: &Found| {
        let first = finding.trace.first();
        sources.iter().any(|(path, source)| first.is_some_and(|(at, line)| at == *path && *line == source.line))
    };
    if !sources.is_empty() && !found.iter().any(|finding| is_told(finding)) {
        return None;
    }
    for (path, step) in labelled(Claim::Step) {
        let passes = |finding: &Found| finding.trace.iter().any(|(at, line)| at == path && *line == step.line);
        if !found.iter().any(|finding| passes(finding)) {
            return Some(format!("flow {label} ought to pass {path}:{}", step.line));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(claim: Claim, line: u32, label: &str, id: &str) -> Mark {
        let labels = if label.is_empty() { vec![] } else { vec![label.to_owned()] };
        Mark { claim, line, labels, ids: vec![id.to_owned()] }
    }

    fn found(line: u32, rule: &str, source: u32) -> Found {
        let trace = vec![("a.py".to_owned(), source), ("a.py".to_owned(), line)];
        Found { path: "a.py".into(), line, rule: rule.into(), trace, words: "the query string".into() }
    }

    fn check(marks: Vec<Mark>, found: &[Found]) -> Vec<String> {
        compare(&BTreeMap::from([("a.py".to_owned(), marks)]), found, &Judged::Rule("sql-injection".into()))
    }

    #[test]
    fn the_truth_is_silent() {
        let marks = vec![
            mark(Claim::Source, 1, "q", "http-query"),
            mark(Claim::Flaw, 3, "q", "sql-injection"),
            mark(Claim::Missed, 4, "", "sql-injection"),
            mark(Claim::Noise, 5, "", "sql-injection"),
        ];
        assert_eq!(check(marks, &[found(3, "sql-injection", 1), found(5, "sql-injection", 1)]), Vec::<String>::new());
    }

    #[test]
    fn every_disagreement_is_told() {
        let marks = vec![
            mark(Claim::Flaw, 2, "", "sql-injection"),
            mark(Claim::Source, 1, "q", "http-query"),
            mark(Claim::Flaw, 3, "q", "sql-injection"),
            mark(Claim::Missed, 4, "", "sql-injection"),
            mark(Claim::Noise, 5, "", "sql-injection"),
        ];
        let got = [found(3, "sql-injection", 2), found(4, "sql-injection", 1), found(9, "sql-injection", 1)];
        assert_eq!(
            check(marks, &got),
            [
                "a.py:2: expected flaw sql-injection, got nothing",
                "a.py:3: flow q ought to begin at a.py:1, begins at a.py:2",
                "a.py:4: missed sql-injection is found now: make it a flaw",
                "a.py:5: noise sql-injection is gone: make it clean",
                "a.py:9: unexpected sql-injection: the query string",
            ]
        );
    }

    #[test]
    fn other_rules_may_speak_in_the_cases_of_a_rule() {
        assert_eq!(check(vec![], &[found(3, "weak-hash", 1)]), Vec::<String>::new());
    }
}
