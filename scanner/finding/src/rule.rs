//! The facts of a rule that reports print.

use crate::{Audience, Confidence, Severity};

/// A rule, as its `rule.md` states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Folder name, suppression token, page name and SARIF id, e.g. `sql-injection`.
    pub id: &'static str,
    /// A short name for people, e.g. `SQL injection`.
    pub title: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// Default confidence.
    pub confidence: Confidence,
    /// Default audience.
    pub audience: Audience,
    /// CWE numbers, the most exact one first.
    pub cwe: &'static [u32],
    /// OWASP Top 10 category, e.g. `A05:2025 Injection`.
    pub owasp: &'static str,
    /// OWASP ASVS 5.0 requirement, e.g. `1.2.4`; may be empty.
    pub asvs: &'static str,
    /// Why the default confidence is not high, as a part of a sentence; empty where it is.
    pub doubt: &'static str,
    /// What an attacker gains, in one or two plain sentences.
    pub harm: &'static str,
    /// What to do, in one or two plain sentences.
    pub remedy: &'static str,
    /// The whole page, in Markdown, without its front matter.
    pub page: &'static str,
}
