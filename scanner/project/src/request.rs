//! What is asked of a scan: plain data, filled by the command line or an editor.

use crate::Date;
use std::path::PathBuf;
use stopple_finding::{Confidence, Severity};

/// What to scan.
#[derive(Debug, Clone)]
pub enum Input {
    /// Files and folders.
    Paths(Vec<PathBuf>),
    /// One text that is not on the disk (standard input, an editor's buffer).
    Text {
        /// Where the text belongs, e.g. `app/views.py`; decides over excludes.
        path: PathBuf,
        /// The text, not yet decoded.
        bytes: Vec<u8>,
    },
}

/// Where the configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigurationSource {
    /// The nearest one above what is scanned.
    Search,
    /// None: the defaults.
    Defaults,
    /// This file.
    File(PathBuf),
}

/// What the caller chooses over the configuration.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Replaces `select` and `ignore` of the configuration.
    pub select: Vec<String>,
    /// Added to `ignore`.
    pub ignore: Vec<String>,
    /// Added to `exclude`.
    pub exclude: Vec<String>,
    /// Replaces `min-severity`.
    pub min_severity: Option<Severity>,
    /// Replaces `min-confidence`.
    pub min_confidence: Option<Confidence>,
    /// Shows findings of the pedantic audience; `None` leaves it to the configuration.
    pub pedantic: Option<bool>,
    /// Replaces `baseline`; relative to the working folder.
    pub baseline: Option<PathBuf>,
    /// Counts everything, whatever a baseline knows (for writing one).
    pub without_baseline: bool,
    /// Replaces `stubs`; relative to the working folder.
    pub stubs: Option<PathBuf>,
}

/// A scan that is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// What to scan.
    pub input: Input,
    /// Relative paths are relative to this folder.
    pub working_folder: PathBuf,
    /// Where the configuration comes from.
    pub configuration: ConfigurationSource,
    /// What the caller chooses over it.
    pub choices: Choices,
    /// Number of threads; `None` is one a processor.
    pub threads: Option<usize>,
    /// The day on which suppressions are judged.
    pub today: Date,
    /// Whether to find out which files the ignore files hide (a second walk; for `doctor`).
    pub list_ignored: bool,
}

impl Request {
    /// A scan of the working folder with the configuration that is found there.
    pub fn new(working_folder: PathBuf, today: Date) -> Self {
        Self {
            input: Input::Paths(vec![PathBuf::from(".")]),
            working_folder,
            configuration: ConfigurationSource::Search,
            choices: Choices::default(),
            threads: None,
            today,
            list_ignored: false,
        }
    }
}

/// What a scan is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking for files.
    Finding,
    /// Reading so many files.
    Reading(usize),
    /// Following data through so many files.
    Analysing(usize),
    /// Judging.
    Judging,
}

/// Is told how far a scan is.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, stage: Stage);
    /// One file of the stage is done.
    fn advance(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _stage: Stage) {}
    fn advance(&self) {}
}
