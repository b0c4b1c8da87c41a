//! The findings of a run in a form that is committed: a line a finding, without line numbers, with what a reader judged.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What stands in a line, in order.
const HEAD: &str = "verdict\tseverity\trule\tproject\tpath\tholder\tfingerprint\tremark";
/// The verdict of a finding that nobody has read yet.
const UNREAD: &str = "unread";

/// One finding.
#[derive(Clone, PartialEq, Eq)]
struct Entry {
    /// `true`, `false` or `unread`: what a reader of the code judged.
    verdict: String,
    severity: String,
    rule: String,
    path: String,
    holder: String,
    /// Why the verdict is what it is.
    remark: String,
}

/// The findings of a run, by project and fingerprint.
#[derive(Default)]
pub struct Summary {
    entries: BTreeMap<(String, String), Entry>,
}

impl Summary {
    /// Reads a committed summary.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut summary = Self::default();
        for (number, line) in text.lines().enumerate().skip(1) {
            let fields: [&str; 8] = line
                .split('\t')
                .collect::<Vec<_>>()
                .try_into()
                .map_err(|_| format!("benches/corpus-findings.tsv:{}: not eight fields", number + 1))?;
            let [verdict, severity, rule, project, path, holder, fingerprint, remark] = fields.map(str::to_owned);
            summary.entries.insert((project, fingerprint), Entry { verdict, severity, rule, path, holder, remark });
        }
        Ok(summary)
    }

    /// Adds a finding as the JSON report states it.
    pub fn add(&mut self, project: &str, finding: &Value) {
        let said = |value: &Value| value.as_str().unwrap_or_default().replace(['\t', '\n'], " ");
        self.entries.insert(
            (project.to_owned(), said(&finding["fingerprint"])),
            Entry {
                verdict: UNREAD.to_owned(),
                severity: said(&finding["severity"]),
                rule: said(&finding["rule"]),
                path: said(&finding["location"]["path"]),
                holder: said(&finding["holder"]),
                remark: String::new(),
            },
        );
    }

    /// The findings of some projects, and those of the others.
    pub fn split(self, chosen: impl Fn(&str) -> bool) -> (Self, Self) {
        let (chosen, others) = self.entries.into_iter().partition(|((project, _), _)| chosen(project));
        (Self { entries: chosen }, Self { entries: others })
    }

    /// Adds the findings of other projects.
    pub fn join(&mut self, others: Self) {
        self.entries.extend(others.entries);
    }

    /// Takes over what readers judged about the same findings.
    pub fn keep_verdicts(&mut self, before: &Self) {
        for (key, entry) in &mut self.entries {
            if let Some(known) = before.entries.get(key) {
                entry.verdict.clone_from(&known.verdict);
                entry.remark.clone_from(&known.remark);
            }
        }
    }

    /// What was added and removed since another run, and what is still unread, for people.
    pub fn changes(&self, before: &Self) -> String {
        let mut text = String::new();
        let mut added = 0;
        let mut removed = 0;
        for (key, entry) in self.entries.iter().filter(|(key, _)| !before.entries.contains_key(*key)) {
            added += 1;
            let _ = writeln!(text, "+ {}", shown(key, entry));
        }
        for (key, entry) in before.entries.iter().filter(|(key, _)| !self.entries.contains_key(*key)) {
            removed += 1;
            let _ = writeln!(text, "- {}", shown(key, entry));
        }
        let grave = |entry: &&Entry| ["high", "critical"].contains(&entry.severity.as_str());
        let unread = self.entries.values().filter(grave).filter(|entry| entry.verdict == UNREAD).count();
        let _ = write!(
            text,
            "{} findings: {added} added, {removed} removed; {} of high severity, {unread} of them unread",
            self.entries.len(),
            self.entries.values().filter(grave).count(),
        );
        text
    }

    /// The summary as it is committed.
    pub fn render(&self) -> String {
        let mut lines: Vec<String> = self
            .entries
            .iter()
            .map(|((project, fingerprint), entry)| {
                let Entry { verdict, severity, rule, path, holder, remark } = entry;
                [verdict, severity, rule, project, path, holder, fingerprint, remark].map(String::as_str).join("\t")
            })
            .collect();
        // By place and not by verdict, so that a judgement changes one line in place.
        lines.sort_by_key(|line| line.split('\t').skip(2).map(str::to_owned).collect::<Vec<_>>());
        lines.insert(0, HEAD.to_owned());
        lines.join("\n") + "\n"
    }
}

fn shown((project, fingerprint): &(String, String), entry: &Entry) -> String {
    format!("{:<8} {:<28} {project}: {} ({}) {fingerprint}", entry.severity, entry.rule, entry.path, entry.holder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn finding(fingerprint: &str) -> Value {
        json!({
            "rule": "sql-injection", "severity": "high", "holder": "views.search", "fingerprint": fingerprint,
            "location": { "path": "views.py" },
        })
    }

    #[test]
    fn a_summary_survives_being_written() {
        let mut summary = Summary::default();
        summary.add("shop", &finding("aa"));
        let read = Summary::read(&summary.render()).unwrap();
        assert_eq!(read.render(), summary.render());
    }

    #[test]
    fn a_verdict_stays_with_its_finding() {
        let before = "head\ntrue\thigh\tsql-injection\tshop\tviews.py\tviews.search\taa\ta real hole\n";
        let before = Summary::read(before).unwrap();
        let mut now = Summary::default();
        now.add("shop", &finding("aa"));
        now.add("shop", &finding("bb"));
        now.keep_verdicts(&before);
        assert!(now.render().contains("true\thigh\tsql-injection\tshop\tviews.py\tviews.search\taa\ta real hole"));
        assert!(now.changes(&before).ends_with("2 findings: 1 added, 0 removed; 2 of high severity, 1 of them unread"));
    }
}
