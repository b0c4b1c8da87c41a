//! What counts once: single-use links, steps of one-time codes, recovery codes.

use crate::store::{Entry, Space, Store, Trouble};
use stopple_credentials::digest;

/// Seconds that a spent thing is remembered beyond its own end. The clocks of web servers and of a Redis differ, and some are
/// set back: what is forgotten too early would count twice.
pub const KEPT_LONGER: u64 = 24 * 60 * 60;

/// Spends a thing that is good until `until`: true the first time only, whichever process asks. What has ended cannot be spent.
///
/// # Errors
/// If the store does not answer: then nobody knows, and the thing must not count.
pub fn spend(store: &dyn Store, key: &str, until: u64, now: u64) -> Result<bool, Trouble> {
    if until <= now {
        return Ok(false);
    }
    let entry = Entry { value: Vec::new(), owner: String::new(), ends: until.saturating_add(KEPT_LONGER) };
    store.swap(Space::Spent, &digest(key.as_bytes()), None, &entry, now)
}

/// Takes it back that a thing was spent: what it was spent for did not happen. Only who spent it may, and only where doing it twice does no harm.
///
/// # Errors
/// If the store does not answer: then the thing stays spent.
pub fn give_back(store: &dyn Store, key: &str) -> Result<(), Trouble> {
    store.remove(Space::Spent, &digest(key.as_bytes())).map(drop)
}
