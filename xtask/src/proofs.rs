//! The proofs: each hole of the shop is attacked, and the scanner must name exactly the marked lines.

use crate::command::Command;
use crate::place;
use crate::python::Environment;
use crate::steps::Ended;
use std::fs;

/// Breaks into the shop through each hole.
pub fn attack() -> Result<Ended, String> {
    let wanted = place::root().join("proofs").join("requirements.txt");
    let requirements =
        fs::read_to_string(&wanted).map_err(|error| format!("cannot read {}: {error}", wanted.display()))?;
    let place = Environment::with("proofs", &requirements)?;
    place
        .python(["-m", "pytest", "-q", "-p", "no:cacheprovider", "proofs/attacks"])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .run()?;
    Ok(Ended::Done)
}

/// Holds what the scanner finds in the shop against the marks in it.
pub fn find() -> Result<Ended, String> {
    crate::demo::build()?;
    Command::new(place::stopple()).arguments(["test", "proofs/shop"]).run()?;
    Ok(Ended::Done)
}
