//! One-time codes, recovery codes, and what is kept of tokens.

use crate::errors;
use pyo3::prelude::*;
use stopple_credentials::totp::Secret;
use stopple_credentials::{codes, digest, qr, text};

/// Adds the functions to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(totp_new_secret, module)?)?;
    module.add_function(wrap_pyfunction!(totp_uri, module)?)?;
    module.add_function(wrap_pyfunction!(totp_verify, module)?)?;
    module.add_function(wrap_pyfunction!(totp_at, module)?)?;
    module.add_function(wrap_pyfunction!(qr_svg, module)?)?;
    module.add_function(wrap_pyfunction!(new_recovery_codes, module)?)?;
    module.add_function(wrap_pyfunction!(recovery_digest, module)?)?;
    module.add_function(wrap_pyfunction!(new_code, module)?)?;
    module.add_function(wrap_pyfunction!(token_digest, module)?)
}

fn secret(text: &str) -> PyResult<Secret> {
    Secret::parse(text).map_err(|error| errors::value(error.to_string()))
}

/// A new secret for an authenticator application.
#[pyfunction]
fn totp_new_secret() -> PyResult<String> {
    Ok(Secret::new().map_err(errors::no_randomness)?.text())
}

/// The address that an authenticator application reads.
#[pyfunction]
fn totp_uri(secret: &str, account: &str, issuer: &str) -> PyResult<String> {
    Ok(self::secret(secret)?.uri(account, issuer))
}

/// The step of a code that counts now and is later than `last`; `None` where it does not count.
#[pyfunction]
fn totp_verify(secret: &str, code: &str, now: u64, last: Option<u64>) -> PyResult<Option<u64>> {
    Ok(self::secret(secret)?.verify(code, now, last).ok())
}

/// The code of a moment.
#[pyfunction]
fn totp_at(secret: &str, when: u64) -> PyResult<String> {
    Ok(self::secret(secret)?.at(when))
}

/// A text as a QR code: SVG that can stand in a page.
#[pyfunction]
fn qr_svg(text: &str) -> PyResult<String> {
    qr::svg(text).map_err(|error| errors::value(error.to_string()))
}

/// New recovery codes.
#[pyfunction]
fn new_recovery_codes(count: usize) -> PyResult<Vec<String>> {
    (0..count).map(|_| codes::new_recovery().map_err(errors::no_randomness)).collect()
}

/// What is kept of a recovery code, however it is typed.
#[pyfunction]
fn recovery_digest(code: &str, secret: &[u8]) -> String {
    codes::recovery_digest(code, secret)
}

/// A code of so many decimal digits.
#[pyfunction]
fn new_code(digits: usize) -> PyResult<String> {
    if !(6..=32).contains(&digits) {
        return Err(errors::value("a code has from 6 to 32 digits"));
    }
    codes::new_digits(digits).map_err(errors::no_randomness)
}

/// What is kept of a random token: its SHA-256 in hexadecimal digits.
#[pyfunction]
fn token_digest(token: &str) -> String {
    text::hex(&digest(token.as_bytes()))
}
