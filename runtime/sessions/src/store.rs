//! What a server has to remember: entries under a key, each with an owner and an end. One interface for every place they can lie in.

use std::fmt;

/// A key: always the hash of what a client holds, so that a stolen store opens nothing.
pub type Key = [u8; 32];

/// What an entry is about. Spaces do not see each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    /// Sessions that lie on the server.
    Session,
    /// Ids of sealed sessions that were ended, and users whose sessions all were.
    Revoked,
    /// Remember-me series.
    Remember,
    /// Rates.
    Rate,
    /// Reports of violated policies.
    Report,
    /// What counts once and was used: links, steps of one-time codes, recovery codes.
    Spent,
}

impl Space {
    /// Its name in a store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Revoked => "revoked",
            Self::Remember => "remember",
            Self::Rate => "rate",
            Self::Report => "report",
            Self::Spent => "spent",
        }
    }
}

/// What lies under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Bytes that only the writer understands.
    pub value: Vec<u8>,
    /// Whose it is; empty for nobody's.
    pub owner: String,
    /// When it ends, in seconds since 1970. An entry that ended is never given out.
    pub ends: u64,
}

/// The store did not do what it was asked. Whoever needs the answer has to refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Which store, and what it said.
    pub said: String,
}

impl Trouble {
    /// Trouble of a named store.
    pub fn new(store: &str, said: impl fmt::Display) -> Self {
        Self { said: format!("{store}: {said}") }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.said)
    }
}

impl std::error::Error for Trouble {}

/// A place for entries. Each method is one step that other processes see wholly or not at all.
pub trait Store: Send + Sync {
    /// The entry under a key, if it has not ended.
    ///
    /// # Errors
    /// If the store does not answer.
    fn get(&self, space: Space, key: &Key, now: u64) -> Result<Option<Entry>, Trouble>;

    /// Several of them with one question, in the order of their keys: whether a session was ended, and whether somebody's roles changed, is asked
    /// on every request.
    ///
    /// # Errors
    /// If the store does not answer.
    fn get_all(&self, space: Space, keys: &[Key], now: u64) -> Result<Vec<Option<Entry>>, Trouble>;

    /// Writes an entry, whatever was there.
    ///
    /// # Errors
    /// If the store does not answer.
    fn put(&self, space: Space, key: &Key, entry: &Entry, now: u64) -> Result<(), Trouble>;

    /// Writes an entry only while the one under the key has this value (`None`: is absent or ended). Says whether it did.
    ///
    /// # Errors
    /// If the store does not answer.
    fn swap(&self, space: Space, key: &Key, had: Option<&[u8]>, entry: &Entry, now: u64) -> Result<bool, Trouble>;

    /// Writes an entry only where one is that has not ended: what was removed meanwhile stays removed. Says whether it did.
    ///
    /// # Errors
    /// If the store does not answer.
    fn update(&self, space: Space, key: &Key, entry: &Entry, now: u64) -> Result<bool, Trouble>;

    /// Takes an entry away; says whether it was there.
    ///
    /// # Errors
    /// If the store does not answer.
    fn remove(&self, space: Space, key: &Key) -> Result<bool, Trouble>;

    /// What an owner has, in no order.
    ///
    /// # Errors
    /// If the store does not answer.
    fn owned(&self, space: Space, owner: &str, now: u64) -> Result<Vec<(Key, Entry)>, Trouble>;

    /// Takes everything of an owner away but one; says how many.
    ///
    /// # Errors
    /// If the store does not answer.
    fn remove_owned(&self, space: Space, owner: &str, except: Option<&Key>) -> Result<u64, Trouble>;

    /// Takes away what has ended; says how many.
    ///
    /// # Errors
    /// If the store does not answer.
    fn sweep(&self, now: u64) -> Result<u64, Trouble>;
}
