//! Remember-me series in a store.

use crate::store::{Entry, Space, Store, Trouble};
use stopple_credentials::NoRandomness;
use stopple_credentials::remember::{Cookie, Kept, Verdict};

/// What came of a cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// This user; the browser gets this new value, where there is one.
    User {
        /// Whose login it is.
        user: String,
        /// The cookie's next value.
        next: Option<String>,
        /// When the login ends, in seconds since 1970.
        ends: u64,
    },
    /// Nobody: malformed, ended, unknown.
    Nobody,
    /// A copy was used. Every remembered login of this user has been ended.
    Stolen {
        /// Whose login was copied.
        user: String,
    },
}

/// Why a login could not be remembered or recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The store did not answer.
    Store(Trouble),
    /// No random bytes.
    Randomness(NoRandomness),
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Store(trouble)
    }
}

impl From<NoRandomness> for Failure {
    fn from(none: NoRandomness) -> Self {
        Self::Randomness(none)
    }
}

/// Remembers a login for some seconds; the answer is the cookie's value.
///
/// # Errors
/// If the store or the randomness fails.
pub fn begin(store: &dyn Store, user: &str, lives: u64, now: u64) -> Result<String, Failure> {
    let cookie = Cookie::new()?;
    let entry = Entry { value: encode(&Kept::first(&cookie, now)), owner: user.to_owned(), ends: now + lives };
    store.put(Space::Remember, &cookie.series_digest(), &entry, now)?;
    Ok(cookie.render())
}

/// Recognises a login and replaces its token. The end of the login does not move.
///
/// # Errors
/// If the store or the randomness fails.
pub fn recognise(store: &dyn Store, value: &str, grace: u64, now: u64) -> Result<Recognised, Failure> {
    let Some(cookie) = Cookie::parse(value) else { return Ok(Recognised::Nobody) };
    let series = cookie.series_digest();
    let Some(entry) = store.get(Space::Remember, &series, now)? else { return Ok(Recognised::Nobody) };
    let Some(kept) = decode(&entry.value) else { return Ok(Recognised::Nobody) };
    match kept.judge(&cookie, now, grace) {
        Verdict::Stolen => {
            store.remove_owned(Space::Remember, &entry.owner, None)?;
            Ok(Recognised::Stolen { user: entry.owner })
        }
        Verdict::JustReplaced => Ok(Recognised::User { user: entry.owner, next: None, ends: entry.ends }),
        Verdict::Current => {
            let next = cookie.rotated()?;
            let value = encode(&kept.replaced_by(&next, now));
            let replaced = Entry { value, owner: entry.owner.clone(), ends: entry.ends };
            // Where another request of the same browser was faster, its answer carries the next token.
            let won = store.swap(Space::Remember, &series, Some(&entry.value), &replaced, now)?;
            Ok(Recognised::User { user: entry.owner, next: won.then(|| next.render()), ends: entry.ends })
        }
    }
}

/// Forgets the login of a cookie.
///
/// # Errors
/// If the store does not answer.
pub fn forget(store: &dyn Store, value: &str) -> Result<(), Trouble> {
    match Cookie::parse(value) {
        Some(cookie) => store.remove(Space::Remember, &cookie.series_digest()).map(drop),
        None => Ok(()),
    }
}

fn encode(kept: &Kept) -> Vec<u8> {
    [kept.current.as_slice(), &kept.previous, &kept.rotated.to_le_bytes()].concat()
}

fn decode(bytes: &[u8]) -> Option<Kept> {
    let (current, rest) = bytes.split_first_chunk::<32>()?;
    let (previous, rest) = rest.split_first_chunk::<32>()?;
    Some(Kept { current: *current, previous: *previous, rotated: u64::from_le_bytes(rest.try_into().ok()?) })
}
