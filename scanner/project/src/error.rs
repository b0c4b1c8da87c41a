//! Why a scan could not do its work: what, where, why, and what to do.

use std::fmt;
use std::path::Path;

/// Why a scan could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    /// What is wrong, in one sentence without a full stop.
    pub what: String,
    /// Where: a file, or `file:line:column`; may be empty.
    pub place: String,
    /// What to do about it; may be empty.
    pub advice: String,
}

impl ScanError {
    /// An error without a place.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), place: String::new(), advice: String::new() }
    }

    /// The same error, at a file.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.place = path.display().to_string();
        self
    }

    /// The same error, with what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

impl fmt::Display for ScanError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.what)?;
        if !self.place.is_empty() {
            write!(formatter, "\n  --> {}", self.place)?;
        }
        if !self.advice.is_empty() {
            write!(formatter, "\n  = help: {}", self.advice)?;
        }
        Ok(())
    }
}

impl std::error::Error for ScanError {}
