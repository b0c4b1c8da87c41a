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
    let Some(user) = user else {
        return Ok(store.get(Space::Revoked, &digest(id), now)?.is_some());
    };
    let found = store.get_all(Space::Revoked, &[digest(id), user_key(user)], now)?;
    Ok(judge(&found, began))
}

/// The same for a session with a user; and beside it, with one question for both, whether what one of these names stands for was ended since, as by [`end_all`].
///
/// # Errors
/// If the store does not answer: then nobody knows, and nothing that rests on it must count.
pub fn is_ended_and_others(
    store: &dyn Store,
    (id, user, began): (&[u8], &str, u64),
    (names, since): (&[String], u64),
    now: u64,
) -> Result<(bool, bool), Trouble> {
    let keys: Vec<_> =
        [digest(id), user_key(user)].into_iter().chain(names.iter().map(|name| user_key(name))).collect();
    let found = store.get_all(Space::Revoked, &keys, now)?;
    let (session, others) = found.split_at(2.min(found.len()));
    Ok((judge(session, began), others.iter().any(|entry| ends(entry.as_ref(), since))))
}

/// Whether what one of these names stands for was ended since.
///
/// # Errors
/// If the store does not answer: then nobody knows, and nothing that rests on it must count.
pub fn is_one_ended(store: &dyn Store, names: &[String], since: u64, now: u64) -> Result<bool, Trouble> {
    let keys: Vec<_> = names.iter().map(|name| user_key(name)).collect();
    Ok(store.get_all(Space::Revoked, &keys, now)?.iter().any(|entry| ends(entry.as_ref(), since)))
}

/// Whether a session ended, by what lies under its own key and under its user's.
fn judge(found: &[Option<Entry>], began: u64) -> bool {
    match found {
        [session, all] => session.is_some() || ends(all.as_ref(), began),
        // A store that answers something else than it was asked.
        _ => true,
    }
}

/// Whether everything that began by then was ended.
fn ends(entry: Option<&Entry>, began: u64) -> bool {
    let Some(entry) = entry else { return false };
    let ended = entry.value.as_slice().try_into().map(u64::from_le_bytes);
    // What cannot be read was written by somebody else; it ends rather than begins.
    ended.map_or(true, |ended| began <= ended)
}

fn user_key(user: &str) -> [u8; 32] {
    digest(format!("user\0{user}").as_bytes())
}
