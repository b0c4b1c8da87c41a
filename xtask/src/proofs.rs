//! The proofs: each hole of the shop is attacked. That the scanner names the marked lines and no others is a test of `project`.

use crate::place;
use crate::python::Environment;
use crate::steps::Ended;
use std::fs;

/// Breaks into the shop through each hole.
pub fn attack() -> Result<Ended, String> {
    let place = Environment::with("proofs", &requirements()?)?;
    place
        .python(["-m", "pytest", "-q", "-p", "no:cacheprovider", "proofs/attacks"])
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .run()?;
    Ok(Ended::Done)
}

/// What the shop needs.
pub fn requirements() -> Result<String, String> {
    let wanted = place::root().join("proofs").join("requirements.txt");
    fs::read_to_string(&wanted).map_err(|error| format!("cannot read {}: {error}", wanted.display()))
}
