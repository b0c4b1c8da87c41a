//! `cargo xtask bench`: the figures that the project promises, measured side by side and written down.

mod results;
mod trees;

use crate::command::Command;
use crate::place;
use crate::python::Environment;
use clap::Subcommand;
pub use results::PAGE as RESULTS;
use results::{Figures, Point};
use serde_json::Value;
use std::path::Path;
use trees::Tree;

/// The tools that one gets for nothing, pinned, so that figures of two days can be compared.
const RIVALS: &str = "bandit==1.9.4\nsemgrep==1.185.0\n";
/// How often what takes no time is measured; a median of five is too rough at a few milliseconds.
const SMALL_RUNS: usize = 25;

/// What can be measured.
#[derive(Subcommand)]
pub enum What {
    /// The whole scan against parsing alone, against its own size, and against Bandit and Semgrep.
    Scan {
        /// How often each figure is measured; the median counts.
        #[arg(long, default_value_t = 5)]
        runs: usize,
        /// Leave Bandit and Semgrep out, which take most of the time; nothing is written then.
        #[arg(long)]
        without_rivals: bool,
    },
    /// What the guard adds to a request, beside the extensions that it replaces, and what it takes of a server's throughput.
    Guard {
        /// Only the throughput.
        #[arg(long)]
        throughput: bool,
    },
    /// What accounts cost, beside Flask-Security.
    Accounts,
}

/// Measures.
pub fn run(what: &What) -> Result<(), String> {
    let (runs, without_rivals) = match *what {
        What::Scan { runs, without_rivals } => (runs, without_rivals),
        What::Guard { throughput } => return crate::guard::bench(throughput),
        What::Accounts => return crate::guard::bench_accounts(),
    };
    let trees = trees::lay_out()?;
    crate::demo::build()?;
    Command::cargo()
        .arguments(["build", "--quiet", "--release", "--package", "stopple-syntax", "--example", "parse_only"])
        .run()?;
    let parser = place::target().join("release").join("examples").join("parse_only");

    let mut points = Vec::new();
    for tree in &trees {
        println!("{} lines in {} projects ...", tree.lines, tree.projects);
        let parse = measure(runs, Command::new(&parser).arguments([&tree.folder]))?;
        let scan = measure(runs, scan(&tree.folder))?;
        println!("  parsing {:.3} s, scan {:.3} s, {} MiB", parse.seconds, scan.seconds, scan.mebibytes);
        points.push(Point { lines: tree.lines, parse, scan });
    }
    let largest = trees.last().ok_or("no tree to measure on")?;
    let mut growth = Vec::new();
    for tree in trees::copies(&trees[0])? {
        let scan = measure(runs, scan(&tree.folder))?;
        println!("{} lines of copies: {:.3} s", tree.lines, scan.seconds);
        growth.push((tree.lines, scan));
    }
    println!("a file of fifty lines ...");
    let small = measure(SMALL_RUNS, scan(Path::new("benches/fifty_lines.py")))?;
    println!("  {:.1} ms", small.seconds * 1e3);
    let (bandit, semgrep) = if without_rivals {
        (None, None)
    } else {
        let (bandit, semgrep) = rivals(runs, largest)?;
        (Some(bandit), Some(semgrep))
    };

    let figures = Figures { runs, projects: largest.projects, points, growth, small, bandit, semgrep };
    println!("\n{}", figures.render());
    if without_rivals {
        return Ok(());
    }
    figures.write()
}

/// What one command took.
#[derive(Clone, Copy)]
pub struct Measured {
    /// The median of its wall time.
    pub seconds: f64,
    /// The most memory in any run.
    pub mebibytes: u64,
}

fn scan(target: &Path) -> Command {
    Command::new(place::stopple()).arguments(["scan"]).arguments([target])
}

fn rivals(runs: usize, tree: &Tree) -> Result<(Measured, Measured), String> {
    let place = Environment::with("rivals", RIVALS)?;
    println!("Bandit on the same files ...");
    let bandit = measure(
        runs,
        Command::new(place.program("bandit"))
            .arguments(["--recursive", "--quiet", "--format", "json"])
            .arguments([&tree.folder]),
    )?;
    println!("  {:.1} s\nSemgrep on the same files ...", bandit.seconds);
    let semgrep = measure(
        runs,
        Command::new(place.program("semgrep"))
            .arguments(["scan", "--config", "benches/semgrep", "--metrics", "off", "--disable-version-check"])
            .arguments(["--no-git-ignore", "--json", "--quiet"])
            .arguments([&tree.folder]),
    )?;
    println!("  {:.1} s", semgrep.seconds);
    Ok((bandit, semgrep))
}

fn measure(runs: usize, command: Command) -> Result<Measured, String> {
    // A scan that finds something ends with 1, and so does Bandit.
    let answer = Command::new("python3")
        .arguments(["benches/measure.py", &runs.to_string(), "0,1"])
        .arguments(command.words())
        .output()?;
    let answer: Value = serde_json::from_str(&answer).map_err(|error| format!("benches/measure.py: {error}"))?;
    Ok(Measured {
        seconds: answer["seconds"].as_f64().unwrap_or(f64::NAN),
        mebibytes: answer["peak_kib"].as_u64().unwrap_or(0) / 1024,
    })
}
