//! Stores, and what is asked of them. Anything that may wait lets go of the interpreter.

use crate::errors;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::sync::Arc;
use stopple_credentials::digest;
use stopple_sessions::memory::Memory;
use stopple_sessions::redis::Redis;
use stopple_sessions::remember::{self, Recognised};
use stopple_sessions::revocation;
use stopple_sessions::spend::{give_back, spend};
use stopple_sessions::sqlite::Sqlite;
use stopple_sessions::store::{Entry, Space, Store as Place, Trouble};

/// A place for what the server has to remember.
#[pyclass(frozen, module = "flask_stopple._stopple")]
pub struct Store {
    place: Arc<dyn Place>,
    kind: &'static str,
}

/// A remember-me cookie judged: a word, the user, the next value of the cookie, the end of the login.
type Judged = (&'static str, Option<String>, Option<String>, u64);

#[pymethods]
impl Store {
    /// A store of this process alone.
    #[staticmethod]
    fn memory() -> Self {
        Self { place: Arc::new(Memory::default()), kind: "memory" }
    }

    /// A store in a file of this machine.
    #[staticmethod]
    fn sqlite(path: &str) -> Self {
        Self { place: Arc::new(Sqlite::new(path)), kind: "sqlite" }
    }

    /// A store in a Redis.
    #[staticmethod]
    fn redis(address: &str, prefix: &str) -> PyResult<Self> {
        Ok(Self { place: Arc::new(Redis::new(address, prefix).map_err(errors::store)?), kind: "redis" })
    }

    /// `memory`, `sqlite` or `redis`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.kind
    }

    /// Ends one sealed session.
    fn end_session(&self, py: Python<'_>, id: &[u8], until: u64, now: u64) -> PyResult<()> {
        self.ask(py, |place| revocation::end_session(place, id, until, now))
    }

    /// Ends every sealed session of a user that began before now.
    fn end_all_sessions(&self, py: Python<'_>, user: &str, until: u64, now: u64) -> PyResult<()> {
        self.ask(py, |place| revocation::end_all(place, user, until, now))
    }

    /// Whether a sealed session was ended.
    fn is_session_ended(&self, py: Python<'_>, id: &[u8], user: Option<&str>, began: u64, now: u64) -> PyResult<bool> {
        self.ask(py, |place| revocation::is_ended(place, id, user, began, now))
    }

    /// Whether what one of the names stands for was ended since, as all sessions of a user are.
    fn is_one_ended(&self, py: Python<'_>, names: Vec<String>, since: u64, now: u64) -> PyResult<bool> {
        self.ask(py, |place| revocation::is_one_ended(place, &names, since, now))
    }

    /// Both with one question: whether a session was ended, and whether what one of the names stands for was.
    fn is_ended_and_others(
        &self,
        py: Python<'_>,
        id: &[u8],
        user: &str,
        began: u64,
        names: Vec<String>,
        since: u64,
        now: u64,
    ) -> PyResult<(bool, bool)> {
        self.ask(py, |place| revocation::is_ended_and_others(place, (id, user, began), (&names, since), now))
    }

    /// Remembers a login; the value of its cookie.
    fn remember(&self, py: Python<'_>, user: &str, lives: u64, now: u64) -> PyResult<String> {
        py.detach(|| remember::begin(&*self.place, user, lives, now)).map_err(errors::remember)
    }

    /// Judges a remember-me cookie: `user`, `nobody` or `stolen`; the user; the cookie's next value; the login's end.
    fn recognise(&self, py: Python<'_>, value: &str, grace: u64, now: u64) -> PyResult<Judged> {
        let judged = py.detach(|| remember::recognise(&*self.place, value, grace, now)).map_err(errors::remember)?;
        Ok(match judged {
            Recognised::User { user, next, ends } => ("user", Some(user), next, ends),
            Recognised::Nobody => ("nobody", None, None, 0),
            Recognised::Stolen { user } => ("stolen", Some(user), None, 0),
        })
    }

    /// Forgets the login of a remember-me cookie.
    fn forget(&self, py: Python<'_>, value: &str) -> PyResult<()> {
        self.ask(py, |place| remember::forget(place, value))
    }

    /// Forgets every remembered login of a user; how many there were.
    fn forget_all(&self, py: Python<'_>, user: &str) -> PyResult<u64> {
        self.ask(py, |place| place.remove_owned(Space::Remember, user, None))
    }

    /// Spends what counts once and is good until `until`: true the first time only.
    fn spend(&self, py: Python<'_>, key: &str, until: u64, now: u64) -> PyResult<bool> {
        self.ask(py, |place| spend(place, key, until, now))
    }

    /// Takes it back that a thing was spent.
    fn give_back(&self, py: Python<'_>, key: &str) -> PyResult<()> {
        self.ask(py, |place| give_back(place, key))
    }

    /// Keeps a report under its fingerprint, as long as there are fewer than `most`; adds one to its count otherwise.
    fn report(&self, py: Python<'_>, fingerprint: &str, text: &[u8], ends: u64, now: u64, most: usize) -> PyResult<()> {
        self.ask(py, |place| report(place, fingerprint, text, ends, now, most))
    }

    /// The reports: how often each came, and its text.
    fn reports<'py>(&self, py: Python<'py>, now: u64) -> PyResult<Vec<(u64, Bound<'py, PyBytes>)>> {
        let entries = self.ask(py, |place| place.owned(Space::Report, REPORTS, now))?;
        let mut found: Vec<(u64, Vec<u8>)> =
            entries.into_iter().filter_map(|(_, entry)| counted(&entry.value)).collect();
        found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        Ok(found.into_iter().map(|(count, text)| (count, PyBytes::new(py, &text))).collect())
    }

    /// Takes the reports away; how many there were.
    fn clear_reports(&self, py: Python<'_>) -> PyResult<u64> {
        self.ask(py, |place| place.remove_owned(Space::Report, REPORTS, None))
    }

    /// Takes away what has ended; how many.
    fn sweep(&self, py: Python<'_>, now: u64) -> PyResult<u64> {
        self.ask(py, |place| place.sweep(now))
    }
}

impl Store {
    /// The place itself.
    pub fn place(&self) -> &dyn Place {
        &*self.place
    }

    /// Whether it is memory, which never waits.
    pub fn is_memory(&self) -> bool {
        self.kind == "memory"
    }

    /// Asks the place without holding the interpreter.
    pub fn ask<T: Send>(
        &self,
        py: Python<'_>,
        question: impl Send + FnOnce(&dyn Place) -> Result<T, Trouble>,
    ) -> PyResult<T> {
        let answer = if self.is_memory() { question(&*self.place) } else { py.detach(|| question(&*self.place)) };
        answer.map_err(errors::store)
    }
}

/// Reports have one owner, so that they can be listed.
const REPORTS: &str = "reports";

fn report(place: &dyn Place, fingerprint: &str, text: &[u8], ends: u64, now: u64, most: usize) -> Result<(), Trouble> {
    let key = digest(fingerprint.as_bytes());
    let kept = place.get(Space::Report, &key, now)?;
    let (count, text) = match kept.as_ref().and_then(|entry| counted(&entry.value)) {
        Some((count, text)) => (count.saturating_add(1), text),
        None if place.owned(Space::Report, REPORTS, now)?.len() >= most => return Ok(()),
        None => (1, text.to_vec()),
    };
    let value = [count.to_le_bytes().as_slice(), &text].concat();
    // A count that two requests raise at once may miss one: it is a hint, not an account.
    place.put(Space::Report, &key, &Entry { value, owner: REPORTS.to_owned(), ends }, now)
}

fn counted(value: &[u8]) -> Option<(u64, Vec<u8>)> {
    let (count, text) = value.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*count), text.to_vec()))
}
