//! The vocabulary of results: rule facts, locations, traces, fingerprints; plain data.
//! It derives no command-line and no serialisation traits: each format owns its shapes.

mod axes;
mod fingerprint;
mod order;
mod rule;

pub use axes::{Audience, Confidence, Severity};
pub use fingerprint::fingerprint;
pub use rule::Rule;

use std::sync::Arc;
use stopple_source::{SourceFile, Span};

/// A place in a file.
#[derive(Debug, Clone)]
pub struct Location {
    /// The file; a finding carries its text, so a report opens no file.
    pub file: Arc<SourceFile>,
    /// The bytes that are meant.
    pub span: Span,
}

/// What happened to the data at one place of its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// The data comes in here.
    Source,
    /// It is passed on: assigned, put together, stored, read back.
    Pass,
    /// It goes into a function of the project as an argument.
    Call,
    /// It comes back from a function of the project.
    Return,
    /// It does its harm here.
    Sink,
}

/// One step of a trace.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where.
    pub location: Location,
    /// What kind of step it is.
    pub kind: StepKind,
    /// What happened, in words, e.g. ``read from the query string: `request.args["id"]` ``.
    pub text: String,
}

/// One finding: a rule, a place, and all that a report prints about it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that judged.
    pub rule: Arc<Rule>,
    /// How bad, if it is real. May differ from the rule's default.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// For whom it is worth reading.
    pub audience: Audience,
    /// Why the confidence is not high, as a part of a sentence; empty where it is, or where nothing special is known.
    pub doubt: &'static str,
    /// What to do about this very finding, in one or two plain sentences. Often that of the rule.
    pub remedy: &'static str,
    /// One sentence, without a full stop, about this very place.
    pub message: String,
    /// The place that is reported: the sink of a flow, or the construct itself.
    pub primary: Location,
    /// From source to sink; empty where the finding is no flow.
    pub trace: Vec<Step>,
    /// Further sentences about this finding.
    pub notes: Vec<String>,
    /// The name of the function, class or module that holds the place, e.g. `views.Search.get`.
    pub holder: String,
    /// Stable across moved lines, renamed locals and other findings; lower-case hexadecimal, 32 digits.
    pub fingerprint: String,
}

/// What kind of trouble a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The file could not be read at all.
    Unreadable,
    /// The file was analysed as far as it reads.
    Syntax,
    /// A bound of the analysis cut something.
    Bound,
    /// A suppression that is unused, expired or malformed.
    Suppression,
}

/// Something that was not read or not understood; never swallowed.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The file as it is shown.
    pub path: String,
    /// The place, where there is one.
    pub location: Option<Location>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it; may be empty.
    pub advice: String,
}

/// Sums of a scan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Files analysed, whole or in part.
    pub files: usize,
    /// Lines in them.
    pub lines: usize,
    /// Routes found, without hooks, error handlers and tasks.
    pub routes: usize,
    /// Findings silenced by a comment in the source.
    pub suppressed: usize,
    /// Findings silenced because the baseline knows them.
    pub baselined: usize,
    /// Findings below the asked severity, confidence or audience.
    pub hidden: usize,
    /// Those of the hidden ones that `--pedantic` alone would show.
    pub pedantic: usize,
    /// Calls that get a visitor's data and were not understood.
    pub not_understood: usize,
}

/// The result of a scan: what every report format gets, and all that it gets.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// In order of path, place and rule.
    pub findings: Vec<Finding>,
    /// In order of path and place.
    pub problems: Vec<Problem>,
    /// Every rule that ran, in order of id (SARIF lists them all).
    pub rules: Vec<Arc<Rule>>,
    /// Sums.
    pub sums: Sums,
}
