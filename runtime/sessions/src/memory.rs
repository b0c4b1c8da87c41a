//! The store of one process: gone with it, and not seen by its siblings.

use crate::store::{Entry, Key, Space, Store, Trouble};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Entries in memory.
#[derive(Default)]
pub struct Memory {
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    by_key: HashMap<(Space, Key), Entry>,
    /// How many writes until ended entries are looked for.
    until_sweep: usize,
}

impl Memory {
    fn lock(&self) -> MutexGuard<'_, Entries> {
        // Nothing between lock and unlock can leave an entry half written.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn live(&self, space: Space, key: &Key, now: u64) -> Option<&Entry> {
        self.by_key.get(&(space, *key)).filter(|entry| entry.ends > now)
    }

    fn write(&mut self, space: Space, key: &Key, entry: &Entry, now: u64) {
        self.by_key.insert((space, *key), entry.clone());
        match self.until_sweep.checked_sub(1) {
            Some(left) => self.until_sweep = left,
            None => {
                self.by_key.retain(|_, entry| entry.ends > now);
                // As many writes as there are entries: the walk costs a constant share of each.
                self.until_sweep = self.by_key.len().max(1024);
            }
        }
    }
}

impl Store for Memory {
    fn get(&self, space: Space, key: &Key, now: u64) -> Result<Option<Entry>, Trouble> {
        Ok(self.lock().live(space, key, now).cloned())
    }

    fn get_all(&self, space: Space, keys: &[Key], now: u64) -> Result<Vec<Option<Entry>>, Trouble> {
        let entries = self.lock();
        Ok(keys.iter().map(|key| entries.live(space, key, now).cloned()).collect())
    }

    fn put(&self, space: Space, key: &Key, entry: &Entry, now: u64) -> Result<(), Trouble> {
        self.lock().write(space, key, entry, now);
        Ok(())
    }

    fn swap(&self, space: Space, key: &Key, had: Option<&[u8]>, entry: &Entry, now: u64) -> Result<bool, Trouble> {
        let mut entries = self.lock();
        let same = entries.live(space, key, now).map(|entry| entry.value.as_slice()) == had;
        if same {
            entries.write(space, key, entry, now);
        }
        Ok(same)
    }

    fn update(&self, space: Space, key: &Key, entry: &Entry, now: u64) -> Result<bool, Trouble> {
        let mut entries = self.lock();
        let there = entries.live(space, key, now).is_some();
        if there {
            entries.write(space, key, entry, now);
        }
        Ok(there)
    }

    fn remove(&self, space: Space, key: &Key) -> Result<bool, Trouble> {
        Ok(self.lock().by_key.remove(&(space, *key)).is_some())
    }

    fn owned(&self, space: Space, owner: &str, now: u64) -> Result<Vec<(Key, Entry)>, Trouble> {
        let entries = self.lock();
        let theirs = entries
            .by_key
            .iter()
            .filter(|((in_space, _), entry)| *in_space == space && entry.owner == owner && entry.ends > now);
        Ok(theirs.map(|((_, key), entry)| (*key, entry.clone())).collect())
    }

    fn remove_owned(&self, space: Space, owner: &str, except: Option<&Key>) -> Result<u64, Trouble> {
        let mut entries = self.lock();
        let before = entries.by_key.len();
        entries
            .by_key
            .retain(|(in_space, key), entry| *in_space != space || entry.owner != owner || Some(key) == except);
        Ok((before - entries.by_key.len()) as u64)
    }

    fn sweep(&self, now: u64) -> Result<u64, Trouble> {
        let mut entries = self.lock();
        let before = entries.by_key.len();
        entries.by_key.retain(|_, entry| entry.ends > now);
        Ok((before - entries.by_key.len()) as u64)
    }
}
