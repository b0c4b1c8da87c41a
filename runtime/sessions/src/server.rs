//! Sessions that lie on the server: the cookie holds a random id, the store what it means.

use crate::life::{Life, Limits};
use crate::store::{Entry, Key, Space, Store, Trouble};
use stopple_credentials::digest;

/// A session of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When it began and was last used.
    pub life: Life,
    /// Whose it is; empty before anybody logged in.
    pub owner: String,
    /// A few words about the client, for the list that a user is shown.
    pub label: String,
    /// What the session holds.
    pub data: Vec<u8>,
}

/// Finds a live session by its id.
///
/// # Errors
/// If the store does not answer.
pub fn find(store: &dyn Store, id: &[u8], limits: &Limits, now: u64) -> Result<Option<Kept>, Trouble> {
    let entry = store.get(Space::Session, &digest(id), now)?;
    Ok(entry.and_then(decode).filter(|kept| limits.alive(kept.life, now)))
}

/// Writes a new session.
///
/// # Errors
/// If the store does not answer.
pub fn begin(store: &dyn Store, id: &[u8], kept: &Kept, limits: &Limits, now: u64) -> Result<(), Trouble> {
    store.put(Space::Session, &digest(id), &encode(kept, limits), now)
}

/// Writes a session that is there. One that was ended meanwhile stays ended; says whether it lives.
///
/// # Errors
/// If the store does not answer.
pub fn write(store: &dyn Store, id: &[u8], kept: &Kept, limits: &Limits, now: u64) -> Result<bool, Trouble> {
    store.update(Space::Session, &digest(id), &encode(kept, limits), now)
}

/// Ends a session.
///
/// # Errors
/// If the store does not answer.
pub fn end(store: &dyn Store, id: &[u8]) -> Result<bool, Trouble> {
    store.remove(Space::Session, &digest(id))
}

/// Ends a session by the name that [`list`] gives it, if it is this user's.
///
/// # Errors
/// If the store does not answer.
pub fn end_named(store: &dyn Store, user: &str, key: &Key, now: u64) -> Result<bool, Trouble> {
    match store.get(Space::Session, key, now)? {
        Some(entry) if entry.owner == user => store.remove(Space::Session, key),
        _ => Ok(false),
    }
}

/// A user's live sessions, the latest used first. The key names a session without opening it.
///
/// # Errors
/// If the store does not answer.
pub fn list(store: &dyn Store, user: &str, limits: &Limits, now: u64) -> Result<Vec<(Key, Kept)>, Trouble> {
    let entries = store.owned(Space::Session, user, now)?;
    let mut sessions: Vec<(Key, Kept)> = entries
        .into_iter()
        .filter_map(|(key, entry)| Some((key, decode(entry)?)))
        .filter(|(_, kept)| limits.alive(kept.life, now))
        .collect();
    sessions.sort_by(|(one, a), (other, b)| b.life.used.cmp(&a.life.used).then(one.cmp(other)));
    Ok(sessions)
}

/// Ends every session of a user but the one with this id; says how many.
///
/// # Errors
/// If the store does not answer.
pub fn end_all(store: &dyn Store, user: &str, except: Option<&[u8]>) -> Result<u64, Trouble> {
    store.remove_owned(Space::Session, user, except.map(digest).as_ref())
}

fn encode(kept: &Kept, limits: &Limits) -> Entry {
    let mut value = Vec::with_capacity(20 + kept.label.len() + kept.data.len());
    value.extend_from_slice(&kept.life.began.to_le_bytes());
    value.extend_from_slice(&kept.life.used.to_le_bytes());
    // Longer labels are nobody's; the binding cuts them.
    let label = kept.label.as_bytes();
    let length = u16::try_from(label.len()).unwrap_or(0);
    value.extend_from_slice(&length.to_le_bytes());
    value.extend_from_slice(&label[..usize::from(length)]);
    value.extend_from_slice(&kept.data);
    Entry { value, owner: kept.owner.clone(), ends: limits.end(kept.life) }
}

fn decode(entry: Entry) -> Option<Kept> {
    let (began, rest) = entry.value.split_first_chunk::<8>()?;
    let (used, rest) = rest.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (label, data) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
    let life = Life { began: u64::from_le_bytes(*began), used: u64::from_le_bytes(*used) };
    Some(Kept { life, owner: entry.owner, label: String::from_utf8(label.to_vec()).ok()?, data: data.to_vec() })
}
