//! What a scan gives: the report, and all that `doctor`, `routes` and `why-not` show of its making.

use crate::{Configuration, Skipped};
use std::path::PathBuf;
use stopple_finding::{Finding, Report};
use stopple_flow::outcome::Analysis;
use stopple_program::Program;

/// Why a finding is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// A comment in the source.
    Suppressed,
    /// The baseline knows it.
    Baselined,
    /// Below the asked severity, confidence or audience, or ignored for its path.
    Hidden,
    /// Its rule does not run.
    NotSelected,
}

impl Silence {
    /// The reason in words.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Suppressed => "silenced by a comment in the source",
            Self::Baselined => "known to the baseline",
            Self::Hidden => "below the asked severity, confidence or audience, or ignored for its path",
            Self::NotSelected => "its rule is not selected",
        }
    }
}

/// The result of a scan.
#[derive(Debug)]
pub struct Outcome {
    /// What report formats get.
    pub report: Report,
    /// The findings that are not shown, and why, in order of path, place and rule.
    pub silenced: Vec<(Silence, Finding)>,
    /// The folder that shown paths are relative to.
    pub root: PathBuf,
    /// The settings in force.
    pub configuration: Configuration,
    /// What was not read on purpose, in order of path.
    pub skipped: Vec<Skipped>,
    /// Files that the ignore files hide, if they were asked for, in order of path.
    pub ignored: Vec<String>,
    /// Entries of the baseline that no finding used.
    pub stale_baseline: usize,
    /// All that was read.
    pub program: Program,
    /// What the analysis gave.
    pub analysis: Analysis,
}
