//! The `stopple` program: flags, exit codes, progress; nothing else.

mod arguments;
mod baseline;
mod breakdown;
mod doctor;
mod explain;
mod failure;
mod manual;
mod markdown;
mod output;
mod progress;
mod routes;
mod rules;
mod scan;
mod table;
mod terminal;
mod test;
mod why_not;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use std::panic::catch_unwind;
use std::process::ExitCode;

/// A scan makes and drops small values by the million.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ended, as its exit code says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The work is done and nothing was found.
    Clean,
    /// The work is done and something was found.
    Findings,
    /// The work could not be done.
    Failed,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Clean => 0,
            End::Findings => 1,
            End::Failed => 2,
        })
    }
}

fn main() -> ExitCode {
    breakdown::install();
    output::end_cleanly_when_interrupted();
    let arguments = Arguments::parse();
    // The hook has said what happened; only the exit code is left to set.
    catch_unwind(|| run(&arguments)).unwrap_or(End::Failed).into()
}

fn run(arguments: &Arguments) -> End {
    let color = arguments.color;
    let result = match &arguments.command {
        Command::Scan(options) => scan::run(options, color),
        Command::Routes(options) => routes::run(options, color),
        Command::Rules(options) => rules::run(options, color),
        Command::Explain(options) => explain::run(options, color),
        Command::WhyNot(options) => why_not::run(options, color),
        Command::Doctor(options) => doctor::run(options, color),
        Command::Baseline(options) => baseline::run(options, color),
        Command::Test(options) => test::run(options),
        Command::Completions(options) => manual::completions(options),
        Command::Man(options) => manual::man(options),
    };
    result.unwrap_or_else(|failure: Failure| {
        failure.tell(color);
        End::Failed
    })
}
