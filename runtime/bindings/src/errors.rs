//! How errors of the core meet Python: one place.

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyValueError};
use pyo3::{PyErr, create_exception};
use stopple_credentials::NoRandomness;
use stopple_credentials::passwords::NotHashed;
use stopple_headers::Problem;
use stopple_sessions::remember::Failure;
use stopple_sessions::store::Trouble;

create_exception!(
    flask_stopple,
    StoreError,
    PyRuntimeError,
    "A store did not answer; what needed it has to be refused."
);

/// A header that was written wrongly.
pub fn problem(problem: Problem) -> PyErr {
    PyValueError::new_err(problem.to_string())
}

/// Anything else that was written wrongly.
pub fn value(said: impl Into<String>) -> PyErr {
    PyValueError::new_err(said.into())
}

/// No random bytes.
pub fn no_randomness(error: NoRandomness) -> PyErr {
    PyOSError::new_err(error.to_string())
}

/// A store that did not answer.
pub fn store(trouble: Trouble) -> PyErr {
    StoreError::new_err(trouble.said)
}

/// A login that could not be remembered or recognised.
pub fn remember(failure: Failure) -> PyErr {
    match failure {
        Failure::Store(trouble) => store(trouble),
        Failure::Randomness(error) => no_randomness(error),
    }
}

/// A password that could not be hashed.
pub fn not_hashed(error: NotHashed) -> PyErr {
    match error {
        NotHashed::Randomness(error) => no_randomness(error),
        NotHashed::TooLong | NotHashed::Cost => PyValueError::new_err(error.to_string()),
    }
}
