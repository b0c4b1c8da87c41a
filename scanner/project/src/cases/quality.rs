//! The published quality table: what the cases claim, rule by rule.

use super::marks::Claim;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Default)]
struct Row {
    cases: usize,
    flaws: usize,
    clean: usize,
    missed: usize,
    noise: usize,
}

/// The table of this repository's cases, as the text of `docs/quality.md`.
pub fn quality_table(root: &Path) -> String {
    let (cases, _) = super::of_repository(root);
    let mut rows: BTreeMap<String, Row> =
        stopple_rules::catalog().iter().map(|rule| (rule.id.to_owned(), Row::default())).collect();
    for case in &cases {
        let mut named: Vec<&str> = case
            .all_marks()
            .filter(|mark| is_about_rules(mark.claim))
            .flat_map(|mark| mark.ids.iter().map(String::as_str))
            .collect();
        let own = match &case.judged {
            super::Judged::Rule(id) => Some(id.as_str()),
            super::Judged::Flows | super::Judged::All => None,
        };
        named.extend(own);
        named.sort_unstable();
        named.dedup();
        for id in named {
            rows.entry(id.to_owned()).or_default().cases += 1;
        }
        for mark in case.all_marks() {
            for id in mark.ids.iter().filter(|_| is_about_rules(mark.claim)) {
                let row = rows.entry(id.clone()).or_default();
                match mark.claim {
                    Claim::Flaw => row.flaws += 1,
                    Claim::Missed => row.missed += 1,
                    _ => row.noise += 1,
                }
            }
            if let (Claim::Clean, Some(id)) = (mark.claim, own) {
                rows.entry(id.to_owned()).or_default().clean += 1;
            }
        }
    }
    table(&rows)
}

fn is_about_rules(claim: Claim) -> bool {
    matches!(claim, Claim::Flaw | Claim::Missed | Claim::Noise)
}

fn table(rows: &BTreeMap<String, Row>) -> String {
    let mut text = String::from(
        "# Quality\n\nWhat the cases hold, rule by rule. `cargo xtask generate` writes this page.\n\n\
         - **flaws**: holes that are found, each at its line\n\
         - **clean**: safe code that a tool might take for a hole, on which Stopple is silent\n\
         - **missed**: holes that are known and not found today\n\
         - **noise**: false alarms that are known\n\n\
         | rule | cases | flaws | clean | missed | noise |\n|---|---:|---:|---:|---:|---:|\n",
    );
    let mut sum = Row::default();
    for (id, row) in rows {
        let _ =
            writeln!(text, "| {id} | {} | {} | {} | {} | {} |", row.cases, row.flaws, row.clean, row.missed, row.noise);
        sum.flaws += row.flaws;
        sum.clean += row.clean;
        sum.missed += row.missed;
        sum.noise += row.noise;
    }
    let _ = writeln!(text, "| **all** | | {} | {} | {} | {} |", sum.flaws, sum.clean, sum.missed, sum.noise);
    text
}
