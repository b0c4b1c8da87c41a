//! The settings in force: the defaults, then the configuration file, then the caller's choices.

use crate::Choices;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use stopple_finding::{Confidence, Severity};

/// What the configuration says about one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSettings {
    /// Whether the rule runs.
    pub enabled: bool,
    /// The severity that its findings get.
    pub severity: Option<Severity>,
    /// The rule's own options, each a list of strings.
    pub options: BTreeMap<String, Vec<String>>,
}

/// Rules that are silent for some paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathIgnore {
    /// A pattern as in an ignore file.
    pub pattern: String,
    /// Ids or beginnings of ids.
    pub rules: Vec<String>,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Configuration {
    /// The file they come from, if any.
    pub file: Option<PathBuf>,
    /// The rules that run: ids, beginnings of ids, or `all`.
    pub select: Vec<String>,
    /// The rules that do not.
    pub ignore: Vec<String>,
    /// Paths that are not read: patterns as in an ignore file, relative to the root.
    pub exclude: Vec<String>,
    /// Settings by rule id.
    pub rules: BTreeMap<String, RuleSettings>,
    /// Findings below are hidden.
    pub min_severity: Severity,
    /// Findings below are hidden.
    pub min_confidence: Confidence,
    /// Whether findings of the pedantic audience are shown.
    pub pedantic: bool,
    /// A folder with stubs of the user's own.
    pub stubs: Option<PathBuf>,
    /// The file of known findings.
    pub baseline: Option<PathBuf>,
    /// Rules that are silent for some paths, in order of the file.
    pub per_path_ignores: Vec<PathIgnore>,
}

impl Default for Configuration {
    fn default() -> Self {
        Self {
            file: None,
            select: vec!["all".to_owned()],
            ignore: Vec::new(),
            exclude: Vec::new(),
            rules: BTreeMap::new(),
            min_severity: Severity::Low,
            min_confidence: Confidence::Low,
            pedantic: false,
            stubs: None,
            baseline: None,
            per_path_ignores: Vec::new(),
        }
    }
}

impl Configuration {
    /// Lays the caller's choices over the settings.
    pub(crate) fn apply(&mut self, choices: &Choices, working_folder: &Path) {
        if !choices.select.is_empty() {
            self.select.clone_from(&choices.select);
            self.ignore.clear();
        }
        self.ignore.extend(choices.ignore.iter().cloned());
        self.exclude.extend(choices.exclude.iter().cloned());
        self.min_severity = choices.min_severity.unwrap_or(self.min_severity);
        self.min_confidence = choices.min_confidence.unwrap_or(self.min_confidence);
        self.pedantic = choices.pedantic.unwrap_or(self.pedantic);
        if let Some(path) = &choices.baseline {
            self.baseline = Some(working_folder.join(path));
        }
        if let Some(path) = &choices.stubs {
            self.stubs = Some(working_folder.join(path));
        }
    }
}
