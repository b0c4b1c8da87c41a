//! Passwords. All that takes long lets go of the interpreter, and steps behind those that answer other requests.

use crate::aside::aside;
use crate::errors;
use pyo3::prelude::*;
use stopple_credentials::judge;
use stopple_credentials::passwords::{self, Cost, Form, Refused};

/// Adds the functions to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(hash_password, module)?)?;
    module.add_function(wrap_pyfunction!(verify_password, module)?)?;
    module.add_function(wrap_pyfunction!(password_needs_rehash, module)?)?;
    module.add_function(wrap_pyfunction!(password_format, module)?)?;
    module.add_function(wrap_pyfunction!(hmac_password, module)?)?;
    module.add_function(wrap_pyfunction!(normalise_password, module)?)?;
    module.add_function(wrap_pyfunction!(judge_password, module)?)?;
    module.add_function(wrap_pyfunction!(password_strength, module)?)?;
    module.add_function(wrap_pyfunction!(password_hints, module)?)
}

/// Hashes a password with argon2id.
#[pyfunction]
fn hash_password(py: Python<'_>, password: &str, memory_kib: u32, iterations: u32, lanes: u32) -> PyResult<String> {
    let cost = Cost { memory: memory_kib, iterations, lanes };
    py.detach(|| aside(|| passwords::hash(password, cost))).map_err(errors::not_hashed)
}

/// Whether a password is the stored one; `ValueError` where the stored one is no hash that can be read.
#[pyfunction]
fn verify_password(py: Python<'_>, password: &str, stored: &str) -> PyResult<bool> {
    match py.detach(|| aside(|| passwords::verify(password, stored))) {
        Ok(()) => Ok(true),
        Err(Refused::Wrong) => Ok(false),
        Err(Refused::Unreadable(unreadable)) => Err(errors::value(unreadable.to_string())),
    }
}

/// Whether a stored hash is another than a new one would be.
#[pyfunction]
fn password_needs_rehash(stored: &str, memory_kib: u32, iterations: u32, lanes: u32) -> PyResult<bool> {
    let cost = Cost { memory: memory_kib, iterations, lanes };
    passwords::needs_rehash(stored, cost).map_err(|unreadable| errors::value(unreadable.to_string()))
}

/// The name of a stored hash's format.
#[pyfunction]
fn password_format(stored: &str) -> Option<&'static str> {
    passwords::format(stored)
}

/// What Flask-Security hashes in place of a password, where it is told a salt for all.
#[pyfunction]
fn hmac_password(password: &str, salt: &str) -> String {
    passwords::keyed(password, salt)
}

/// A password in the form of Unicode that is asked for.
#[pyfunction]
#[pyo3(signature = (password, form = "NFKD"))]
fn normalise_password(password: &str, form: &str) -> PyResult<String> {
    match form {
        "NFKC" => Ok(passwords::normalise(password, Form::Nfkc)),
        "NFKD" => Ok(passwords::normalise(password, Form::Nfkd)),
        _ => Err(errors::value(format!("passwords are normalised to NFKC or NFKD, not {form:?}"))),
    }
}

/// Judges a password: nothing, or `short`, `long`, `common` or `context`.
#[pyfunction]
fn judge_password(py: Python<'_>, password: &str, minimum: usize, words: Vec<String>) -> Option<&'static str> {
    py.detach(|| judge::judge(password, minimum, &words)).err().map(judge::Fault::word)
}

/// Strength from 0 to 4, and what is weak.
#[pyfunction]
fn password_strength(py: Python<'_>, password: &str, words: Vec<String>) -> (u8, &'static str) {
    py.detach(|| judge::strength(password, &words))
}

/// Every sentence that `password_strength` can say.
#[pyfunction]
fn password_hints() -> Vec<&'static str> {
    judge::HINTS.to_vec()
}
