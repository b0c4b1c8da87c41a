//! The headers of a route, made once and kept by Python.

use crate::errors;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
use stopple_headers::csp::Policy;
use stopple_headers::hsts::Hsts;
use stopple_headers::isolation;
use stopple_headers::permissions::Permissions;
use stopple_policy::shield::{Edit, Facts, Kind, Present, Shield as Rules, Wishes};

/// The headers that the answers of a route get.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct Shield {
    rules: Rules,
    /// The pairs of `rules.fixed()` as Python has them, so that an answer only takes a reference.
    fixed: Vec<Py<PyTuple>>,
    /// All of them, for answers over HTTPS and over HTTP.
    all_secure: Py<PyList>,
    all_plain: Py<PyList>,
}

#[pymethods]
impl Shield {
    #[new]
    #[pyo3(signature = (*, csp=None, csp_report_only=None, isolation=Vec::new(), permissions=None, hsts=None, others=Vec::new(), private=None))]
    fn new(
        py: Python<'_>,
        csp: Option<&str>,
        csp_report_only: Option<&str>,
        isolation: Vec<(String, String)>,
        permissions: Option<&str>,
        hsts: Option<(u64, bool, bool)>,
        others: Vec<(String, String)>,
        private: Option<String>,
    ) -> PyResult<Self> {
        let isolation = isolation
            .into_iter()
            .map(|(name, value)| {
                let header = isolation::ALL
                    .iter()
                    .find(|header| header.name().eq_ignore_ascii_case(&name))
                    .ok_or_else(|| errors::value(format!("{name} is not a header of a few values")))?;
                Ok((*header, header.check(&value).map_err(errors::problem)?))
            })
            .collect::<PyResult<Vec<_>>>()?;
        let rules = Rules::new(Wishes {
            csp: csp.map(Policy::parse).transpose().map_err(errors::problem)?,
            csp_report_only: csp_report_only.map(Policy::parse).transpose().map_err(errors::problem)?,
            isolation,
            permissions: permissions.map(Permissions::parse).transpose().map_err(errors::problem)?,
            hsts: hsts
                .map(|(max_age, subdomains, preload)| Hsts::new(max_age, subdomains, preload))
                .transpose()
                .map_err(errors::problem)?,
            others,
            private,
        });
        let fixed = rules
            .fixed()
            .map(|(name, value)| Ok(PyTuple::new(py, [name, value])?.unbind()))
            .collect::<PyResult<Vec<_>>>()?;
        let all = |secure: bool| -> PyResult<Py<PyList>> {
            let facts = Facts { secure, nonce: "", personal: false };
            let edits = rules.edits(&[], &facts);
            let pairs = edits.iter().filter_map(|edit| match edit {
                Edit::AddFixed(place) => fixed.get(*place).map(|pair| pair.bind(py)),
                _ => None,
            });
            Ok(PyList::new(py, pairs.collect::<Vec<_>>())?.unbind())
        };
        let (all_secure, all_plain) = (all(true)?, all(false)?);
        Ok(Self { rules, fixed, all_secure, all_plain })
    }
}

impl Shield {
    /// Changes the headers of an answer, a list of pairs, in place. `cookie` hardens the value of a `Set-Cookie`.
    pub fn dress(
        &self,
        headers: &Bound<'_, PyList>,
        facts: &Facts<'_>,
        cookie: impl Fn(&str) -> Option<String>,
    ) -> PyResult<()> {
        let py = headers.py();
        let mut present = Vec::new();
        for (place, pair) in headers.iter().enumerate() {
            let pair = pair.cast::<PyTuple>()?;
            let name = pair.get_item(0)?;
            if !self.rules.may_be_of_interest(name.len()?) {
                continue;
            }
            let name = name.cast::<PyString>()?.to_cow()?;
            let Some(kind) = self.rules.kind(&name) else { continue };
            let value = pair.get_item(1)?;
            let value = value.cast::<PyString>()?.to_cow()?;
            if kind == Kind::SetCookie
                && let Some(hardened) = cookie(&value)
            {
                headers.set_item(place, PyTuple::new(py, [name.as_ref(), &hardened])?)?;
            }
            present.push(Present { kind, place, value: value.into_owned() });
        }
        let is_on = present.is_empty();
        if is_on {
            // Nothing of ours is there yet: what never changes goes on in one step.
            let fixed = if facts.secure { &self.all_secure } else { &self.all_plain };
            headers.set_slice(headers.len(), headers.len(), fixed.bind(py))?;
        }
        for edit in self.rules.edits(&present, facts) {
            match edit {
                Edit::AddFixed(_) if is_on => {}
                Edit::AddFixed(place) => headers.append(&self.fixed[place])?,
                Edit::Add(name, value) => headers.append(PyTuple::new(py, [name, &value])?)?,
                Edit::Replace(place, value) => {
                    let name = headers.get_item(place)?.get_item(0)?;
                    headers.set_item(place, PyTuple::new(py, [name, PyString::new(py, &value).into_any()])?)?;
                }
            }
        }
        Ok(())
    }
}
