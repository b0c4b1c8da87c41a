//! Why the program could not do its work, told on standard error.

use crate::terminal::{self, Color};
use std::fmt;
use std::io::Write;
use stopple_project::ScanError;

/// Why the program could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure(ScanError);

impl Failure {
    /// A failure with what to do about it.
    pub(crate) fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self(ScanError::new(what).advise(advice))
    }

    /// Prints it.
    pub(crate) fn tell(&self, color: Color) {
        tell(color, "error", anstyle::AnsiColor::Red, &self.0.to_string());
    }
}

impl From<ScanError> for Failure {
    fn from(error: ScanError) -> Self {
        Self(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Prints a remark that is not part of the report.
pub(crate) fn note(color: Color, text: &str) {
    tell(color, "note", anstyle::AnsiColor::Cyan, text);
}

fn tell(color: Color, word: &str, shade: anstyle::AnsiColor, text: &str) {
    let mut stream = std::io::stderr().lock();
    let text = terminal::neutral_lines(text);
    let style = anstyle::Style::new().bold().fg_color(Some(shade.into()));
    // Standard error is the last place to tell anything: if it is closed, there is nobody to hear of it.
    let _ = if terminal::colors(color, &stream) {
        writeln!(stream, "{style}{word}{style:#}: {text}")
    } else {
        writeln!(stream, "{word}: {text}")
    };
}
