//! Builds the wheel, installs it where nothing else is, and asks it for its version.

use crate::command::Command;
use crate::place;
use crate::python::Environment;
use crate::steps::Ended;
use std::fs;

/// What builds the wheel.
const MATURIN: &str = "maturin==1.16.0\n";

/// The environment that has what builds wheels.
pub fn tools() -> Result<Environment, String> {
    Environment::with("wheel-tools", MATURIN)
}

/// Builds and tries the wheel.
pub fn check() -> Result<Ended, String> {
    let tools = tools()?;
    let wheels = place::target().join("wheels");
    if wheels.exists() {
        fs::remove_dir_all(&wheels).map_err(|error| format!("cannot remove {}: {error}", wheels.display()))?;
    }
    Command::new(tools.program("maturin"))
        .arguments(["build", "--quiet", "--release", "--manifest-path", "scanner/cli/Cargo.toml", "--out"])
        .arguments([&wheels])
        .run()?;
    let [wheel] = place::entries_ending_in(&wheels, ".whl")
        .try_into()
        .map_err(|found: Vec<_>| format!("maturin left {} wheels in {}", found.len(), wheels.display()))?;

    let place = Environment::fresh("wheel")?;
    let before = installed(&place)?;
    place.pip(["install", "--quiet", "--no-index"]).arguments([&wheel]).run()?;
    let version = Command::new(place.program("stopple")).arguments(["--version"]).output()?;
    let expected = format!("stopple {}", env!("CARGO_PKG_VERSION"));
    if version.trim() != expected {
        return Err(format!("`stopple --version` of the wheel answers {version:?}, not {expected:?}"));
    }
    let added: Vec<String> = installed(&place)?.into_iter().filter(|package| !before.contains(package)).collect();
    if added != [format!("stopple=={}", env!("CARGO_PKG_VERSION"))] {
        return Err(format!("the wheel brought with it: {}", added.join(", ")));
    }
    let size = fs::metadata(&wheel).map_or(0, |facts| facts.len());
    println!("{} ({:.1} MB) installs alone and answers {expected:?}", place::shown(&wheel), size as f64 / 1e6);
    Ok(Ended::Done)
}

fn installed(place: &Environment) -> Result<Vec<String>, String> {
    Ok(place.pip(["list", "--format", "freeze"]).output()?.lines().map(str::to_owned).collect())
}
