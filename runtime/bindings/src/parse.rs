//! Headers read and checked for Python: policies as dictionaries or text, in the one form that the core takes.

use crate::errors;
use pyo3::prelude::*;
use stopple_headers::csp::Policy;
use stopple_headers::permissions::Permissions;

/// Adds the functions to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(csp, module)?)?;
    module.add_function(wrap_pyfunction!(csp_weaknesses, module)?)?;
    module.add_function(wrap_pyfunction!(csp_keeps_home, module)?)?;
    module.add_function(wrap_pyfunction!(permissions, module)?)
}

/// A policy from directives and their sources, with the request's nonce added to some; raises `ValueError` naming the directive.
/// The nonce stands as `'nonce'` in the text that comes back.
#[pyfunction]
fn csp(directives: Vec<(String, String)>, nonce_in: Vec<String>) -> PyResult<String> {
    let mut policy = Policy::default();
    for (name, sources) in &directives {
        policy.add(name, [sources.as_str()]).map_err(errors::problem)?;
    }
    for name in &nonce_in {
        policy.add_nonce(name).map_err(errors::problem)?;
    }
    Ok(policy.to_string())
}

/// What a policy leaves open, in sentences.
#[pyfunction]
fn csp_weaknesses(policy: &str) -> PyResult<Vec<String>> {
    Ok(Policy::parse(policy).map_err(errors::problem)?.weaknesses())
}

/// Whether everything that a page may load lies on its own site.
#[pyfunction]
fn csp_keeps_home(policy: &str) -> PyResult<bool> {
    Ok(Policy::parse(policy).map_err(errors::problem)?.keeps_to_its_own_site())
}

/// A Permissions-Policy from features and who may use them; raises `ValueError` naming the feature.
#[pyfunction]
fn permissions(features: Vec<(String, String)>) -> PyResult<String> {
    let mut policy = Permissions::default();
    for (feature, allowed) in &features {
        policy.add(feature, allowed).map_err(errors::problem)?;
    }
    Ok(policy.render())
}
