//! Changes that keep the meaning of a case: locals renamed, dead code inserted, reads moved into functions of their own,
//! and these functions into a module of their own. What the scanner finds must not change.

mod rename;
mod rewrite;
mod shift;

use super::Case;
use super::application::{self, Text};
use super::compare::{self, Found};
use rewrite::Rewritten;
use std::collections::BTreeMap;

/// A change of all texts of a case.
type Change = fn(&[Text]) -> Vec<Rewritten>;

const CHANGES: &[(&str, Change)] = &[
    ("locals renamed", rename::locals),
    ("dead code inserted", shift::dead_code),
    ("reads moved into functions", shift::helpers),
    ("reads moved into a module", shift::module),
];

/// Every change under which the answer is another one.
pub(crate) fn check(case: &Case, found: &[Found]) -> Vec<String> {
    let mut failures = Vec::new();
    for (name, change) in CHANGES {
        let rewritten = change(&case.texts);
        if rewritten.iter().all(|text| text.is_unchanged) {
            continue;
        }
        let texts: Vec<Text> = rewritten.iter().map(|text| text.text.clone()).collect();
        let (findings, problems) = application::scan(&texts);
        if let Some(problem) = problems.first() {
            failures.push(format!("{problem} (after a change: {name})"));
            continue;
        }
        let by_path: BTreeMap<&str, &Rewritten> =
            rewritten.iter().map(|text| (text.text.path.as_str(), text)).collect();
        let place_of = |path: &str, line: u32| match by_path.get(path) {
            Some(text) => text.original(line),
            None => (path.to_owned(), line),
        };
        let after = compare::reduce(&findings, case.pedantic, &place_of);
        failures.extend(difference(found, &after).into_iter().map(|what| format!("{what} (after a change: {name})")));
    }
    failures
}

/// What is found in one and not in the other.
fn difference(before: &[Found], after: &[Found]) -> Vec<String> {
    let count = |found: &[Found]| {
        let mut counts: BTreeMap<(String, u32, String), i64> = BTreeMap::new();
        for finding in found {
            *counts.entry((finding.path.clone(), finding.line, finding.rule.clone())).or_default() += 1;
        }
        counts
    };
    let (before, after) = (count(before), count(after));
    let all: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differs = |key: &(String, u32, String)| {
        let (was, is) = (before.get(key).copied().unwrap_or(0), after.get(key).copied().unwrap_or(0));
        match was.cmp(&is) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(format!("{}:{}: {} is lost", key.0, key.1, key.2)),
            std::cmp::Ordering::Less => Some(format!("{}:{}: {} appears", key.0, key.1, key.2)),
        }
    };
    all.into_iter().filter_map(differs).collect()
}
