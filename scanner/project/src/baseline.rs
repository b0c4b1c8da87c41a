//! The baseline: findings that are known, so that only what is new counts.

use crate::ScanError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use stopple_finding::Finding;

/// The form of the file.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct BaselineFile {
    version: u32,
    findings: Vec<Entry>,
}

/// A known finding. Only the fingerprint decides; the rest is for people who read the file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    fingerprint: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    line: u32,
}

/// The findings that are known, each as often as it was there.
#[derive(Debug, Default)]
pub(crate) struct Baseline {
    known: BTreeMap<String, usize>,
}

impl Baseline {
    pub(crate) fn read(path: &Path) -> Result<Self, ScanError> {
        let advice = "write it anew with `stopple baseline write`";
        let text = std::fs::read_to_string(path)
            .map_err(|error| ScanError::new(format!("the baseline cannot be read: {error}")).at(path).advise(advice))?;
        let file: BaselineFile = serde_json::from_str(&text).map_err(|error| {
            let error_text = error.to_string();
            let why = error_text.split(" at line ").next().unwrap_or("");
            let place = format!("{}:{}:{}", path.display(), error.line(), error.column());
            ScanError { what: format!("this is not a baseline: {why}"), place, advice: advice.to_owned() }
        })?;
        if file.version != VERSION {
            let what = format!("this baseline has version {}, and this program reads version {VERSION}", file.version);
            return Err(ScanError::new(what).at(path).advise(advice));
        }
        let mut known = BTreeMap::new();
        for entry in file.findings {
            *known.entry(entry.fingerprint).or_insert(0) += 1;
        }
        Ok(Self { known })
    }

    /// Whether a finding is known; each entry stands for one.
    pub(crate) fn take(&mut self, finding: &Finding) -> bool {
        let Some(count) = self.known.get_mut(&finding.fingerprint) else { return false };
        let is_known = *count > 0;
        *count = count.saturating_sub(1);
        is_known
    }

    /// The number of entries that no finding used.
    pub(crate) fn left_over(&self) -> usize {
        self.known.values().sum()
    }
}

/// The text of a baseline that knows these findings.
pub fn baseline_text<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let findings = findings
        .into_iter()
        .map(|finding| Entry {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.id.to_owned(),
            path: finding.primary.file.path.clone(),
            line: finding.primary.file.position(finding.primary.span.start).line,
        })
        .collect();
    // Plain strings and numbers in plain structures: there is nothing that cannot be written.
    let mut text = serde_json::to_string_pretty(&BaselineFile { version: VERSION, findings }).unwrap_or_default();
    text.push('\n');
    text
}
