//! Nonces, tokens, keys.

use crate::{errors, guard};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use stopple_credentials::{csrf, digest, random, same, secret_key as keys, text};

/// Adds the functions to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(guard::cookie, module)?)?;
    module.add_function(wrap_pyfunction!(nonce, module)?)?;
    module.add_function(wrap_pyfunction!(new_token, module)?)?;
    module.add_function(wrap_pyfunction!(new_id, module)?)?;
    module.add_function(wrap_pyfunction!(encode, module)?)?;
    module.add_function(wrap_pyfunction!(new_csrf_secret, module)?)?;
    module.add_function(wrap_pyfunction!(mask_csrf, module)?)?;
    module.add_function(wrap_pyfunction!(verify_csrf, module)?)?;
    module.add_function(wrap_pyfunction!(judge_secret_key, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint, module)?)?;
    module.add_function(wrap_pyfunction!(is_same, module)?)
}

/// The nonce of a request.
#[pyfunction]
fn nonce<'py>(environ: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyString>> {
    guard::nonce(environ)
}

/// A new random token of 32 bytes, as text: a good `SECRET_KEY`.
#[pyfunction]
fn new_token() -> PyResult<String> {
    Ok(text::encode(&random::<32>().map_err(errors::no_randomness)?))
}

/// A new id for a session.
#[pyfunction]
fn new_id(py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
    Ok(PyBytes::new(py, &random::<32>().map_err(errors::no_randomness)?))
}

/// Bytes as text that a cookie can hold.
#[pyfunction]
fn encode(bytes: &[u8]) -> String {
    text::encode(bytes)
}

/// A new CSRF secret for a session.
#[pyfunction]
fn new_csrf_secret() -> PyResult<String> {
    csrf::new_secret().map_err(errors::no_randomness)
}

/// A token that shows a session's CSRF secret under a new mask; `None` where the text is no such secret.
#[pyfunction]
fn mask_csrf(secret: &str) -> PyResult<Option<String>> {
    csrf::mask(secret).map_err(errors::no_randomness)
}

/// Proves that a CSRF token shows this secret; raises `ValueError` otherwise.
#[pyfunction]
fn verify_csrf(token: &str, secret: &str) -> PyResult<()> {
    csrf::verify(token, secret).map_err(|_| PyValueError::new_err("the token is not the one of this session"))
}

/// Judges a `SECRET_KEY`; raises `ValueError` with what is wrong with it.
#[pyfunction]
fn judge_secret_key(key: &[u8]) -> PyResult<()> {
    keys::judge(key).map_err(|weakness| PyValueError::new_err(weakness.to_string()))
}

/// A short name for a text that does not tell the text.
#[pyfunction]
fn fingerprint(content: &str) -> String {
    text::encode(&digest(content.as_bytes())[..16])
}

/// Whether two secrets are the same, in constant time.
#[pyfunction]
fn is_same(one: &str, other: &str) -> bool {
    same(one.as_bytes(), other.as_bytes())
}
