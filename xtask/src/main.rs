//! Everything that is not a plain build: demo, test, ready, tidy, generate, corpus, bench.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers speaks on the terminal")]

mod bench;
mod command;
mod compat;
mod corpus;
mod demo;
mod every_check;
mod generated;
mod guard;
mod place;
mod proofs;
mod python;
mod section;
mod steps;
mod tidy;
mod wheel;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What is done to the project besides building it.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Scans the small vulnerable shop, prints the findings, writes the reports, and serves the shop's guarded twin over HTTPS.
    Demo,
    /// Runs everything that CI runs.
    Test,
    /// Builds the wheel of the guard and runs its Python tests, on the newest and the oldest Flask.
    Guard,
    /// Runs the published test suites of the extensions that `compat` stands for, fetched from PyPI.
    Compat,
    /// Formats, lints, tests and writes the generated files anew: run it before you hand in a change.
    Ready,
    /// Holds the tree against the rules of the house.
    Tidy,
    /// Writes the generated files anew.
    Generate,
    /// Scans pinned real projects and shows what changed in the findings since the last committed run.
    Corpus {
        /// Make today's findings the ones to compare with.
        #[arg(long)]
        update: bool,
        /// Only these projects, by the names in `benches/corpus.toml`.
        only: Vec<String>,
    },
    /// Measures.
    Bench {
        #[command(subcommand)]
        what: bench::What,
    },
}

fn main() -> ExitCode {
    let verb = Arguments::parse().verb;
    if matches!(verb, Verb::Bench { .. } | Verb::Corpus { .. }) {
        command::build_as_released();
    }
    let done = match verb {
        Verb::Demo => demo::run(),
        Verb::Test => every_check::run(),
        Verb::Guard => steps::run(&[("guard: the wheel and its tests", guard::check)]),
        Verb::Compat => compat::run(),
        Verb::Ready => every_check::ready(),
        Verb::Tidy => tidy::run(),
        Verb::Generate => generated::write(),
        Verb::Corpus { update, only } => corpus::run(update, &only),
        Verb::Bench { what } => bench::run(&what),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}
