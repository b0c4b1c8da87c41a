//! Rates over a store: one number a key, changed by whoever was first.
use crate::store::{Entry, Key, Space, Store, Trouble};

/// Rounds of a contest for one key before it is given up; each round somebody won.
const ROUNDS: usize = 64;

/// Counts one request. `decide` gets the kept number and gives back the answer and the number to keep, or `None` where
/// nothing changes.
///
/// # Errors
/// If the store does not answer, or others were always faster.
pub fn take<T>(
    store: &dyn Store,
    key: &Key,
    now: u64,
    lives: u64,
    decide: impl Fn(Option<u64>) -> (T, Option<u64>),
) -> Result<T, Trouble> {
    for _ in 0..ROUNDS {
        let kept = store.get(Space::Rate, key, now)?;
        let number = kept.as_ref().and_then(|entry| Some(u64::from_le_bytes(entry.value.as_slice().try_into().ok()?)));
        let (answer, keep) = decide(number);
        let Some(keep) = keep else { return Ok(answer) };
        let entry = Entry { value: keep.to_le_bytes().to_vec(), owner: String::new(), ends: now.saturating_add(lives) };
        if store.swap(Space::Rate, key, kept.as_ref().map(|entry| entry.value.as_slice()), &entry, now)? {
            return Ok(answer);
        }
    }
    Err(Trouble::new("rates", "too many contended for one key"))
}
