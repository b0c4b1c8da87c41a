//! Every command and flag. Help, completions and manual page all come from here.

use crate::terminal::Color;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use stopple_finding::{Confidence, Severity};
use stopple_project::{Choices, ConfigurationSource};
use stopple_report::Format;

const EXIT_CODES: &str = "\
Exit codes:
  0    nothing was found
  1    something was found
  2    the work could not be done: wrong settings, nothing to read, output that cannot be written
  130  interrupted";

/// Finds the security holes of Flask applications.
///
/// Stopple reads the source of an application, follows what visitors send through functions, classes and files, and
/// reports the places where it does harm. It never runs the code, uses no network and sends nothing anywhere.
#[derive(Debug, Parser)]
#[command(name = "stopple", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// When to use colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report the holes of an application.
    Scan(ScanOptions),
    /// List the routes of an application: methods, guards, what they read.
    Routes(RoutesOptions),
    /// List the rules.
    Rules(RulesOptions),
    /// Explain a rule, or show one finding in full.
    Explain(ExplainOptions),
    /// Say why a line is not reported: what reaches it, and where it became harmless.
    WhyNot(WhyNotOptions),
    /// Say what was read, what was not, and what was not understood.
    Doctor(DoctorOptions),
    /// Take today's findings as known, so that only new ones count.
    Baseline(BaselineOptions),
    /// Run cases: real Python files that say on the line what is true.
    Test(TestOptions),
    /// Print completions for a shell.
    Completions(CompletionsOptions),
    /// Print the manual page.
    Man(ManOptions),
}

/// What every command that reads a project takes.
#[derive(Debug, Args)]
pub(crate) struct ProjectOptions {
    /// Read the settings from this file instead of the nearest `stopple.toml` or `[tool.stopple]`.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings.
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Do not read these paths; written as in an ignore file.
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    pub(crate) exclude: Vec<String>,
    /// A folder with stubs of your own, which say what your libraries do with data.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) stubs: Option<PathBuf>,
    /// Use so many threads (default: one for each processor).
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Print nothing but errors and what was asked for.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Which findings are shown.
#[derive(Debug, Args, Default)]
pub(crate) struct FilterOptions {
    /// Run these rules alone: ids, beginnings of ids (`weak`), or `all`.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Do not run these rules.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Hide findings below this severity.
    #[arg(long, value_name = "LEVEL", value_parser = severities())]
    pub(crate) min_severity: Option<Severity>,
    /// Hide findings below this confidence.
    #[arg(long, value_name = "LEVEL", value_parser = confidences())]
    pub(crate) min_confidence: Option<Confidence>,
    /// Show good advice too, not only what a senior reviewer would insist on.
    #[arg(long)]
    pub(crate) pedantic: bool,
    /// Hide the findings that this file knows.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

impl ProjectOptions {
    /// Where the settings come from.
    pub(crate) fn configuration(&self) -> ConfigurationSource {
        match &self.config {
            _ if self.no_config => ConfigurationSource::Defaults,
            Some(file) => ConfigurationSource::File(file.clone()),
            None => ConfigurationSource::Search,
        }
    }

    /// What is chosen over the settings.
    pub(crate) fn choices(&self, filter: &FilterOptions) -> Choices {
        Choices {
            select: filter.select.clone(),
            ignore: filter.ignore.clone(),
            exclude: self.exclude.clone(),
            min_severity: filter.min_severity,
            min_confidence: filter.min_confidence,
            pedantic: filter.pedantic.then_some(true),
            baseline: filter.baseline.clone(),
            stubs: self.stubs.clone(),
            ..Choices::default()
        }
    }
}

/// Options of `scan`.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct ScanOptions {
    /// Files and folders to read; `-` is standard input.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the report on standard output.
    #[arg(long, short, value_name = "FORMAT", value_parser = formats(), default_value = "text")]
    pub(crate) format: Format,
    /// Write a report to a file as well; may be given several times.
    #[arg(long, short, value_name = "FORMAT=FILE", value_parser = parse_output)]
    pub(crate) output: Vec<Output>,
    /// Which findings are shown.
    #[command(flatten)]
    pub(crate) filter: FilterOptions,
    /// Write all findings of this run to a file, so that later runs know them, and end with 0.
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Where the text of standard input belongs.
    #[arg(long, value_name = "PATH", default_value = "stdin.py")]
    pub(crate) stdin_filename: PathBuf,
    /// Explain each finding, not only the first of a rule, and show every step.
    #[arg(long)]
    pub(crate) full: bool,
    /// End with 0 even if something was found.
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// A report that goes to a file.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    /// Its form.
    pub(crate) format: Format,
    /// Where it goes.
    pub(crate) path: PathBuf,
}

/// Text for people or JSON for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Options of `routes`.
#[derive(Debug, Args)]
pub(crate) struct RoutesOptions {
    /// Files and folders to read.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the list.
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// Options of `rules`.
#[derive(Debug, Args)]
pub(crate) struct RulesOptions {
    /// The form of the list.
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The id of a rule, or the fingerprint of a finding (its first eight digits will do).
    #[arg(value_name = "RULE|FINGERPRINT")]
    pub(crate) subject: String,
    /// Where the finding is looked for.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// Options of `why-not`.
#[derive(Debug, Args)]
pub(crate) struct WhyNotOptions {
    /// The line that is asked about.
    #[arg(value_name = "FILE:LINE")]
    pub(crate) place: String,
    /// What belongs to the application.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub(crate) struct DoctorOptions {
    /// Files and folders to read.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// List everything, however long it is.
    #[arg(long)]
    pub(crate) all: bool,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// Options of `baseline`.
#[derive(Debug, Args)]
pub(crate) struct BaselineOptions {
    /// What to do with it.
    #[command(subcommand)]
    pub(crate) action: BaselineAction,
}

/// What to do with a baseline.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineAction {
    /// Write the findings of a scan to the baseline.
    Write(BaselineWriteOptions),
}

/// Options of `baseline write`.
#[derive(Debug, Args)]
pub(crate) struct BaselineWriteOptions {
    /// Files and folders to read.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The file (default: the one of the settings, else `stopple-baseline.json`).
    #[arg(long, short, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Take good advice too, as `scan --pedantic` shows it.
    #[arg(long)]
    pub(crate) pedantic: bool,
    /// How the project is read.
    #[command(flatten)]
    pub(crate) project: ProjectOptions,
}

/// Options of `test`.
#[derive(Debug, Args)]
pub(crate) struct TestOptions {
    /// The folder that holds the cases; each `cases` folder below it, or its own files if there is none.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsOptions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManOptions {
    /// The command whose page is printed (default: the page of the whole program).
    pub(crate) command: Option<String>,
}

// Named values, so that help and completions list them.

fn severities() -> impl TypedValueParser<Value = Severity> {
    let all = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
    PossibleValuesParser::new(all.map(Severity::name)).try_map(|name| Severity::from_name(&name).ok_or("unknown"))
}

fn confidences() -> impl TypedValueParser<Value = Confidence> {
    let all = [Confidence::Low, Confidence::Medium, Confidence::High];
    PossibleValuesParser::new(all.map(Confidence::name)).try_map(|name| Confidence::from_name(&name).ok_or("unknown"))
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| Format::from_name(&name).ok_or("unknown"))
}

fn parse_output(text: &str) -> Result<Output, String> {
    let Some((format, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("a form and a file are wanted, e.g. sarif=report.sarif".to_owned());
    };
    let known = Format::ALL.map(Format::name);
    let format = Format::from_name(format).ok_or_else(|| format!("the formats are {}", known.join(", ")))?;
    Ok(Output { format, path: PathBuf::from(path) })
}
