//! Sessions as Flask has them: a dictionary, its id and its times; sealed into a cookie or kept in a store.

use crate::errors;
use crate::store::Store;
use crate::values;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use stopple_credentials::text;
use stopple_sessions::life::{Life, Limits};
use stopple_sessions::seal::Sealer;
use stopple_sessions::server::{self, Kept};
use stopple_sessions::value::Value;

/// Bytes of a session's id.
const ID: usize = 32;

/// A session that was opened: data, id, when it began, when it was last used, whether that should be written again.
type Opened<'py> = (Bound<'py, PyAny>, Bound<'py, PyBytes>, u64, u64, bool);

/// Sessions that lie in the client's cookie, sealed.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct SealedSessions {
    sealer: Sealer,
    limits: Limits,
}

#[pymethods]
impl SealedSessions {
    #[new]
    fn new(secret: &[u8], fallbacks: Vec<Vec<u8>>, idle: u64, absolute: u64) -> Self {
        Self { sealer: Sealer::new(secret, &fallbacks, "session"), limits: Limits { idle, absolute } }
    }

    /// Opens a cookie; `None` for one that is changed, foreign, or too old.
    fn open<'py>(
        &self,
        py: Python<'py>,
        place: &str,
        cookie: &str,
        now: u64,
        loads: &Bound<'py, PyAny>,
    ) -> PyResult<Option<Opened<'py>>> {
        let Ok(plain) = self.sealer.open(place, cookie) else { return Ok(None) };
        let Some((id, rest)) = plain.split_first_chunk::<ID>() else { return Ok(None) };
        let Some((began, rest)) = rest.split_first_chunk::<8>() else { return Ok(None) };
        let Some((used, rest)) = rest.split_first_chunk::<8>() else { return Ok(None) };
        let life = Life { began: u64::from_le_bytes(*began), used: u64::from_le_bytes(*used) };
        if !self.limits.alive(life, now) {
            return Ok(None);
        }
        let Some(value) = Value::decode(rest) else { return Ok(None) };
        let data = values::to_python(py, &value, loads)?;
        Ok(Some((data, PyBytes::new(py, id), life.began, life.used, self.limits.wants_renewal(life, now))))
    }

    /// Seals a session into a cookie's value.
    fn seal(
        &self,
        place: &str,
        data: &Bound<'_, PyDict>,
        id: &[u8],
        began: u64,
        used: u64,
        dumps: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let value = values::pairs(data, dumps)?.encode();
        let plain = [id, &began.to_le_bytes(), &used.to_le_bytes(), &value].concat();
        self.sealer.seal(place, &plain).map_err(errors::no_randomness)
    }

    /// How many bytes each entry of a session takes, the largest first: for the error that names what grew.
    fn sizes(&self, data: &Bound<'_, PyDict>, dumps: &Bound<'_, PyAny>) -> PyResult<Vec<(String, usize)>> {
        let mut sizes = data
            .iter()
            .map(|(key, value)| Ok((key.str()?.to_string(), values::from_python(&value, dumps)?.encode().len())))
            .collect::<PyResult<Vec<_>>>()?;
        sizes.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Ok(sizes)
    }
}

/// Sessions that lie on the server; the cookie holds an id.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct ServerSessions {
    store: Py<Store>,
    /// Ids are sealed, so that a session of another application in the same store opens nothing here.
    sealer: Sealer,
    limits: Limits,
}

#[pymethods]
impl ServerSessions {
    #[new]
    fn new(store: Py<Store>, secret: &[u8], fallbacks: Vec<Vec<u8>>, idle: u64, absolute: u64) -> Self {
        let sealer = Sealer::new(secret, &fallbacks, "session id");
        Self { store, sealer, limits: Limits { idle, absolute } }
    }

    /// Finds the session of a cookie; `None` where there is none that lives.
    fn open<'py>(
        &self,
        py: Python<'py>,
        place: &str,
        cookie: &str,
        now: u64,
        loads: &Bound<'py, PyAny>,
    ) -> PyResult<Option<Opened<'py>>> {
        let Ok(id) = self.sealer.open(place, cookie) else { return Ok(None) };
        let Some(kept) = self.store.get().ask(py, |place| server::find(place, &id, &self.limits, now))? else {
            return Ok(None);
        };
        let Some(value) = Value::decode(&kept.data) else { return Ok(None) };
        let data = values::to_python(py, &value, loads)?;
        let renew = self.limits.wants_renewal(kept.life, now);
        Ok(Some((data, PyBytes::new(py, &id), kept.life.began, kept.life.used, renew)))
    }

    /// Writes a session, a new one or one that is there; says whether it lives. One that was ended meanwhile does not.
    #[pyo3(signature = (data, id, began, used, *, owner, label, is_new, now, dumps))]
    fn write(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyDict>,
        id: &[u8],
        began: u64,
        used: u64,
        owner: String,
        label: String,
        is_new: bool,
        now: u64,
        dumps: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        let data = values::pairs(data, dumps)?.encode();
        let kept = Kept { life: Life { began, used }, owner, label, data };
        self.store.get().ask(py, |place| {
            if is_new {
                server::begin(place, id, &kept, &self.limits, now).map(|()| true)
            } else {
                server::write(place, id, &kept, &self.limits, now)
            }
        })
    }

    /// The cookie's value for an id.
    fn seal(&self, place: &str, id: &[u8]) -> PyResult<String> {
        self.sealer.seal(place, id).map_err(errors::no_randomness)
    }

    /// Ends the session of an id.
    fn end(&self, py: Python<'_>, id: &[u8]) -> PyResult<bool> {
        self.store.get().ask(py, |place| server::end(place, id))
    }

    /// A user's sessions, the latest used first: name, when it began, when it was last used, label.
    fn list<'py>(&self, py: Python<'py>, user: &str, now: u64) -> PyResult<Bound<'py, PyList>> {
        let sessions = self.store.get().ask(py, |place| server::list(place, user, &self.limits, now))?;
        PyList::new(
            py,
            sessions.into_iter().map(|(key, kept)| (text::encode(&key), kept.life.began, kept.life.used, kept.label)),
        )
    }

    /// Ends one of a user's sessions by the name that `list` gives it.
    fn end_named(&self, py: Python<'_>, user: &str, name: &str, now: u64) -> PyResult<bool> {
        let Some(key) = text::decode(name).and_then(|key| <[u8; 32]>::try_from(key).ok()) else { return Ok(false) };
        self.store.get().ask(py, |place| server::end_named(place, user, &key, now))
    }

    /// Ends every session of a user but one; how many.
    #[pyo3(signature = (user, except_id=None))]
    fn end_all(&self, py: Python<'_>, user: &str, except_id: Option<&[u8]>) -> PyResult<u64> {
        self.store.get().ask(py, |place| server::end_all(place, user, except_id))
    }
}

/// Seals short texts of one purpose, as the value of a cookie.
#[pyclass(frozen, name = "Sealer", module = "flask_stopple._stopple")]
pub struct TextSealer {
    sealer: Sealer,
}

#[pymethods]
impl TextSealer {
    #[new]
    fn new(secret: &[u8], fallbacks: Vec<Vec<u8>>, purpose: &str) -> Self {
        Self { sealer: Sealer::new(secret, &fallbacks, purpose) }
    }

    /// Seals for a place.
    fn seal(&self, place: &str, text: &str) -> PyResult<String> {
        self.sealer.seal(place, text.as_bytes()).map_err(errors::no_randomness)
    }

    /// Opens, or says `None` for what was not sealed for this place under one of our keys.
    fn open(&self, place: &str, sealed: &str) -> Option<String> {
        String::from_utf8(self.sealer.open(place, sealed).ok()?).ok()
    }
}
