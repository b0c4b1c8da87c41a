//! `flask_stopple._stopple`: the Rust core as a Python module. Conversions and errors; no judgement of its own.
#![allow(unsafe_code, reason = "PyO3's macros expand to it; none is written here")]
#![allow(clippy::too_many_arguments, reason = "Python gives them by name")]

mod aside;
mod errors;
mod guard;
mod limiter;
mod one_time;
mod parse;
mod passwords;
mod sessions;
mod shield;
mod store;
mod templates;
mod tokens;
mod values;

use pyo3::prelude::*;

/// The Rust core of flask-stopple.
#[pymodule(gil_used = true)]
fn _stopple(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("StoreError", module.py().get_type::<errors::StoreError>())?;
    module.add_class::<guard::Guard>()?;
    module.add_class::<shield::Shield>()?;
    module.add_class::<store::Store>()?;
    module.add_class::<sessions::SealedSessions>()?;
    module.add_class::<sessions::ServerSessions>()?;
    module.add_class::<sessions::TextSealer>()?;
    module.add_class::<limiter::Limiter>()?;
    tokens::add_to(module)?;
    templates::add_to(module)?;
    passwords::add_to(module)?;
    one_time::add_to(module)?;
    parse::add_to(module)
}
