//! One file a format: text, json, sarif, html, github, gitlab, junit.
//!
//! A format sees a [`Report`] and nothing else: no file is opened, no clock is read, so the same report gives
//! the same bytes. Everything that a report quotes (code, paths, messages) may come from an attacker; each
//! format escapes it for its reader.

mod frame;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod neutral;
mod sarif;
mod text;
mod words;

use stopple_finding::Report;

/// A form in which a report can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Code frames for a terminal.
    Text,
    /// Our own stable shape, for scripts.
    Json,
    /// SARIF 2.1.0, for code scanning services and editors.
    Sarif,
    /// One self-contained page, for people.
    Html,
    /// Workflow commands, which GitHub shows as annotations.
    Github,
    /// The SAST report of GitLab.
    Gitlab,
    /// JUnit XML, which every build server reads.
    Junit,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Json, Self::Sarif, Self::Html, Self::Github, Self::Gitlab, Self::Junit];

    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Html => "html",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }

    /// The format of a lower-case name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How a report is to be rendered.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether the text may hold colours and hyperlinks; the caller knows the terminal and `NO_COLOR`.
    pub color: bool,
    /// Columns of the terminal, for the text.
    pub width: usize,
    /// The version of the program, for the machine formats.
    pub tool_version: &'static str,
    /// Whether the text explains a rule with each of its findings (else with the first) and shows every step
    /// of a very long trace (else its ends).
    pub full: bool,
    /// The address under which the page of a rule lies, before its id. Where there is none, the text names the
    /// command that shows the page.
    pub rule_pages: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { color: false, width: 100, tool_version: env!("CARGO_PKG_VERSION"), full: false, rule_pages: None }
    }
}

impl Options {
    /// Where the page of a rule is to be had on the web.
    fn rule_page(&self, id: &str) -> Option<String> {
        self.rule_pages.as_deref().map(|base| format!("{}/{id}", base.trim_end_matches('/')))
    }
}

/// The whole report in one format. Ends with a line break.
pub fn render(report: &Report, format: Format, options: &Options) -> String {
    match format {
        Format::Text => text::render(report, options),
        Format::Json => json::render(report, options),
        Format::Sarif => sarif::render(report, options),
        Format::Html => html::render(report, options),
        Format::Github => github::render(report),
        Format::Gitlab => gitlab::render(report, options),
        Format::Junit => junit::render(report),
    }
}
