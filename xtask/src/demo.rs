//! `cargo xtask demo`: scans the shop, prints the findings, writes the reports and says where; then serves the shop's guarded twin.

use crate::command::Command;
use crate::python::Environment;
use crate::steps::Ended;
use crate::{guard, place, proofs};
use std::fs;
use std::io::{self, IsTerminal};

/// Report formats that the demo writes, and the names of their files.
const REPORTS: &[(&str, &str)] = &[("json", "report.json"), ("sarif", "report.sarif"), ("html", "report.html")];

/// Builds the program as it is released, optimised across crates only where it is measured.
pub fn build() -> Result<(), String> {
    Command::cargo().arguments(["build", "--quiet", "--release", "--package", "stopple-cli"]).run()
}

/// Runs the demo. What it serves stays up until Ctrl-C if somebody watches who may want to look at it.
pub fn run() -> Result<(), String> {
    let is_watched = io::stdout().is_terminal() && !std::env::var("CI").is_ok_and(|ci| ci == "true");
    show(is_watched)
}

/// Runs the demo as one step among others, which come to an end.
pub fn check() -> Result<Ended, String> {
    show(false).map(|()| Ended::Done)
}

fn show(stay: bool) -> Result<(), String> {
    println!("Building stopple (the first time takes a few minutes) ...");
    build()?;
    let out = place::root().join("out").join("demo");
    fs::create_dir_all(&out).map_err(|error| format!("cannot create {}: {error}", out.display()))?;

    println!("$ stopple scan proofs/shop\n");
    let outputs = REPORTS
        .iter()
        .flat_map(|(format, name)| ["--output".to_owned(), format!("{format}={}", out.join(name).display())]);
    let code = Command::new(place::stopple()).arguments(["scan", "proofs/shop"]).arguments(outputs).exit_code()?;
    match code {
        // The shop is full of holes; a scan that finds none is broken.
        1 => {}
        0 => return Err("the scan found nothing in a shop full of holes".to_owned()),
        code => return Err(format!("`stopple scan proofs/shop` ended with {code}")),
    }

    println!("\nThe same as reports:");
    for (format, name) in REPORTS {
        println!("  {format:<6} {}", place::shown(&out.join(name)));
    }
    println!("The shop and the attacks that prove its holes: proofs/README.md");
    serve_guarded(stay)
}

/// Starts the shop with the one line `Stopple(app)` over HTTPS and says where to open it.
fn serve_guarded(stay: bool) -> Result<(), String> {
    println!("\nBuilding the guard ...");
    let wheel = guard::build()?;
    let place = Environment::with("demo", &proofs::requirements()?)?;
    place.pip(["install", "--quiet", "--force-reinstall", "--no-deps"]).arguments([&wheel]).run()?;
    // What the wheel itself says that serving needs.
    place.pip(["install", "--quiet"]).arguments([format!("{}[serve]", wheel.display())]).run()?;

    println!("$ flask --app proofs/guarded/wsgi.py stopple serve\n");
    let stay: &[&str] = if stay { &["--stay"] } else { &[] };
    place.python(["proofs/guarded/serve.py"]).arguments(stay).run()
}
