//! `cargo xtask test`: everything that CI runs, in order. `cargo xtask ready`: what a change wants before it is handed in.

use crate::command::Command;
use crate::steps::{self, Ended, Step};
use crate::{demo, generated, guard, place, proofs, tidy, wheel};

/// Everything, the quickest to answer first.
const ALL: &[Step] = &[
    ("format", format),
    ("tidy", tidy_house),
    ("lint", lint),
    ("tests", tests),
    ("examples in the documentation", documentation),
    ("generated files", generated::check),
    ("proofs: the shop is attacked", proofs::attack),
    ("demo", demo::check),
    ("library names against the libraries", library_names),
    ("wheel", wheel::check),
    ("guard: the wheel and its tests", guard::check),
    ("licences and advisories", licences),
];

/// What `ready` does before it checks.
const READY: &[Step] = &[
    ("write the format", write_format),
    ("write the generated files", || generated::write().map(|()| Ended::Done)),
    ("tidy", tidy_house),
    ("lint", lint),
    ("tests", tests),
    ("examples in the documentation", documentation),
];

/// Runs everything.
pub fn run() -> Result<(), String> {
    steps::run(ALL)
}

/// Formats, writes generated files, and runs the checks that need no network.
pub fn ready() -> Result<(), String> {
    steps::run(READY)
}

fn format() -> Result<Ended, String> {
    cargo(&["fmt", "--all", "--check"])
}

fn write_format() -> Result<Ended, String> {
    cargo(&["fmt", "--all"])
}

fn tidy_house() -> Result<Ended, String> {
    tidy::run().map(|()| Ended::Done)
}

fn lint() -> Result<Ended, String> {
    cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"])
}

fn tests() -> Result<Ended, String> {
    if Command::cargo().arguments(["nextest", "--version"]).answers() {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow", "--hide-progress-bar"])
    } else {
        cargo(&["test", "--quiet", "--workspace", "--bins", "--lib", "--tests", "--no-fail-fast"])
    }
}

fn documentation() -> Result<Ended, String> {
    cargo(&["test", "--quiet", "--workspace", "--doc"])
}

fn library_names() -> Result<Ended, String> {
    let environments = place::target().join("environments").join("libraries");
    Command::new("python3")
        .arguments(["scanner/libraries/check", "--core", "--environments"])
        .arguments([&environments])
        .run()?;
    Ok(Ended::Done)
}

fn licences() -> Result<Ended, String> {
    if !Command::cargo().arguments(["deny", "--version"]).answers() {
        return Ok(Ended::LeftOut("cargo-deny is not installed (cargo install cargo-deny)".to_owned()));
    }
    cargo(&["deny", "--log-level", "error", "check"])
}

fn cargo(arguments: &[&str]) -> Result<Ended, String> {
    Command::cargo().arguments(arguments).run().map(|()| Ended::Done)
}
