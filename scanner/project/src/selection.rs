//! Which rules run, and which of their findings are shown.

use crate::configuration::Configuration;
use crate::manifest::rule_advice;
use crate::{Choices, ScanError};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;
use std::sync::Arc;
use stopple_finding::{Audience, Finding, Rule};

/// Whether a token of `select` or `ignore` means a rule: `all`, the id, or whole words at its beginning.
pub(crate) fn means(token: &str, id: &str) -> bool {
    token == "all" || id.strip_prefix(token).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Which rules run, and which of their findings are shown.
#[derive(Debug)]
pub(crate) struct Selection<'c> {
    configuration: &'c Configuration,
    /// Patterns are relative to this folder, which is itself relative to the root.
    base: &'c Path,
    per_path: Vec<(Gitignore, &'c [String])>,
}

impl<'c> Selection<'c> {
    pub(crate) fn new(configuration: &'c Configuration, base: &'c Path) -> Self {
        let per_path = configuration
            .per_path_ignores
            .iter()
            .filter_map(|entry| {
                let mut builder = GitignoreBuilder::new("");
                builder.add_line(None, &entry.pattern).ok()?;
                Some((builder.build().ok()?, entry.rules.as_slice()))
            })
            .collect();
        Self { configuration, base, per_path }
    }

    /// The rules that run, of all that there are.
    pub(crate) fn rules(&self, all: &[Arc<Rule>]) -> Vec<Arc<Rule>> {
        all.iter().filter(|rule| self.runs(rule.id)).map(Arc::clone).collect()
    }

    /// Whether a rule runs.
    pub(crate) fn runs(&self, id: &str) -> bool {
        let settings = self.configuration;
        settings.select.iter().any(|token| means(token, id))
            && !settings.ignore.iter().any(|token| means(token, id))
            && settings.rules.get(id).is_none_or(|rule| rule.enabled)
    }

    /// Gives a finding the severity that the settings say.
    pub(crate) fn adjust(&self, finding: &mut Finding) {
        if let Some(severity) = self.configuration.rules.get(finding.rule.id).and_then(|rule| rule.severity) {
            finding.severity = severity;
        }
    }

    /// Whether a finding of a rule that runs is shown, as far as the settings go.
    pub(crate) fn shows(&self, finding: &Finding) -> bool {
        let settings = self.configuration;
        // Who selects a rule by its very name wants to see it, whatever its audience.
        let by_name = settings.select.iter().any(|token| token == finding.rule.id);
        (settings.pedantic || by_name || finding.audience == Audience::Regular) && self.shows_if_pedantic(finding)
    }

    /// Whether the settings would show it to a pedantic reader.
    pub(crate) fn shows_if_pedantic(&self, finding: &Finding) -> bool {
        let settings = self.configuration;
        let id = finding.rule.id;
        let path = Path::new(&finding.primary.file.path).strip_prefix(self.base).ok();
        finding.severity >= settings.min_severity
            && finding.confidence >= settings.min_confidence
            && !self.per_path.iter().any(|(pattern, rules)| {
                rules.iter().any(|token| means(token, id))
                    && path.is_some_and(|path| {
                        !path.has_root() && pattern.matched_path_or_any_parents(path, false).is_ignore()
                    })
            })
    }
}

/// The caller's tokens must each mean a rule (the configuration's were checked where they stand).
pub(crate) fn check(choices: &Choices, rules: &[&str]) -> Result<(), ScanError> {
    for (option, tokens) in [("--select", &choices.select), ("--ignore", &choices.ignore)] {
        if let Some(token) = tokens.iter().find(|token| !rules.iter().any(|id| means(token, id))) {
            let what = format!("`{option} {token}` names a rule that does not exist");
            return Err(ScanError::new(what).advise(rule_advice(token, rules)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::means;

    #[test]
    fn tokens_mean_whole_words() {
        for (token, id, meant) in [
            ("all", "sql-injection", true),
            ("sql-injection", "sql-injection", true),
            ("sql", "sql-injection", true),
            ("sq", "sql-injection", false),
            ("injection", "sql-injection", false),
            ("weak", "weak-hash", true),
            ("", "weak-hash", false),
        ] {
            assert_eq!(means(token, id), meant, "{token} {id}");
        }
    }
}
