//! Ending what lies in a client's hands: sealed sessions live in cookies, so the server remembers which of them ended.

use crate::store::{Entry, Space, Store, Trouble};
use stopple_credentials::digest;

/// Ends one sealed session. It is remembered until the session would have ended by itself.
///
/// # Errors
/// If the store does not answer.
pub fn end_session(store: &dyn Store, id: &[u8], until: u64, now: u64) -> Result<(), Trouble> {
    let entry = Entry { value: Vec::new(), owner: String::new(), ends: until };
    store.put(Space::Revoked, &digest(id), &entry, now)
}

/// Ends every sealed session of a user that began before `now`, the present one included if it did.
///
/// # Errors
/// If the store does not answer.
pub fn end_all(store: &dyn Store, user: &str, until: u64, now: u64) -> Result<(), Trouble> {
    let entry = Entry { value: now.to_le_bytes().to_vec(), owner: String::new(), ends: until };
    store.put(Space::Revoked, &user_key(user), &entry, now)
}

/// Whether a sealed session was ended, by itself or with all of its user's.
///
/// # Errors
/// If the store does not answer: then nobody knows, and the session must not count.
pub fn is_ended(store: &dyn Store, id: &[u8], user: Option<&str>, began: u64, now: u64) -> Result<bool, Trouble> {
    if store.get(Space::Revoked, &digest(id), now)?.is_some() {
        return Ok(true);
    }
    let Some(user) = user else { return Ok(false) };
    let Some(entry) = store.get(Space::Revoked, &user_key(user), now)? else { return Ok(false) };
    let ended = entry.value.as_slice().try_into().map(u64::from_le_bytes);
    // What cannot be read was written by somebody else; it ends rather than begins.
    Ok(ended.map_or(true, |ended| began <= ended))
}

fn user_key(user: &str) -> [u8; 32] {
    digest(format!("user\0{user}").as_bytes())
}
