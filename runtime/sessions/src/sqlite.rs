//! The embedded store: one file, shared by the workers of one machine.

use crate::store::{Entry, Key, Space, Store, Trouble};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a writer waits for another one before it gives up.
const PATIENCE: Duration = Duration::from_secs(2);

const SCHEMA: &str = "
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table if not exists entries (
        space text not null,
        key blob not null,
        owner text not null,
        value blob not null,
        ends integer not null,
        primary key (space, key)
    ) without rowid;
    create index if not exists entries_by_owner on entries (space, owner) where owner <> '';
    create index if not exists entries_by_end on entries (ends);
";

/// Entries in a file.
pub struct Sqlite {
    path: PathBuf,
    open: Mutex<Option<Open>>,
}

/// A connection, and the process that opened it: SQLite forbids to carry one across a fork.
struct Open {
    connection: Connection,
    process: u32,
}

impl Sqlite {
    /// A store in this file. It is opened, and made where it is missing, when it is first asked.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), open: Mutex::new(None) }
    }

    fn with<T>(&self, ask: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, Trouble> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if open.as_ref().is_some_and(|open| open.process != process)
            && let Some(inherited) = open.take()
        {
            // Closing it would drop locks that the parent holds; it is left to the end of this process.
            std::mem::forget(inherited);
        }
        if open.is_none() {
            let connection = self.connect().map_err(|error| self.trouble(&error))?;
            *open = Some(Open { connection, process });
        }
        let Some(open) = open.as_mut() else {
            return Err(Trouble::new("SQLite", "is not open"));
        };
        ask(&mut open.connection).map_err(|error| self.trouble(&error))
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        self.make_private();
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(SCHEMA)?;
        Ok(connection)
    }

    /// Makes the file before SQLite does, for its owner alone: sessions lie in it. SQLite gives its other files the same rights.
    /// Where that fails, opening it fails too and says why.
    fn make_private(&self) {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        drop(options.open(&self.path));
    }

    fn trouble(&self, error: &rusqlite::Error) -> Trouble {
        Trouble::new(&format!("SQLite ({})", self.path.display()), error)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let ends: i64 = row.get(2)?;
    Ok(Entry { value: row.get(0)?, owner: row.get(1)?, ends: ends.cast_unsigned() })
}

fn read(connection: &Connection, space: Space, key: &Key, now: u64) -> rusqlite::Result<Option<Entry>> {
    connection
        .prepare_cached("select value, owner, ends from entries where space = ?1 and key = ?2 and ends > ?3")?
        .query_row(params![space.name(), key.as_slice(), seconds(now)], entry)
        .optional()
}

/// SQLite's integers are signed; an end beyond them is as good as the last of them.
fn seconds(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}

const WRITE: &str = "insert or replace into entries (space, key, owner, value, ends) values (?1, ?2, ?3, ?4, ?5)";

impl Store for Sqlite {
    fn get(&self, space: Space, key: &Key, now: u64) -> Result<Option<Entry>, Trouble> {
        self.with(|connection| read(connection, space, key, now))
    }

    fn get_all(&self, space: Space, keys: &[Key], now: u64) -> Result<Vec<Option<Entry>>, Trouble> {
        self.with(|connection| {
            // What costs is to begin and to end reading, so it is begun once.
            let reading = connection.transaction()?;
            keys.iter().map(|key| read(&reading, space, key, now)).collect()
        })
    }

    fn put(&self, space: Space, key: &Key, entry: &Entry, _now: u64) -> Result<(), Trouble> {
        self.with(|connection| {
            connection
                .prepare_cached(WRITE)?
                .execute(params![space.name(), key.as_slice(), entry.owner, entry.value, seconds(entry.ends)])
                .map(drop)
        })
    }

    fn swap(&self, space: Space, key: &Key, had: Option<&[u8]>, entry: &Entry, now: u64) -> Result<bool, Trouble> {
        self.with(|connection| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let there: Option<Vec<u8>> = transaction
                .prepare_cached("select value from entries where space = ?1 and key = ?2 and ends > ?3")?
                .query_row(params![space.name(), key.as_slice(), seconds(now)], |row| row.get(0))
                .optional()?;
            if there.as_deref() != had {
                return Ok(false);
            }
            transaction.prepare_cached(WRITE)?.execute(params![
                space.name(),
                key.as_slice(),
                entry.owner,
                entry.value,
                seconds(entry.ends)
            ])?;
            transaction.commit()?;
            Ok(true)
        })
    }

    fn update(&self, space: Space, key: &Key, entry: &Entry, now: u64) -> Result<bool, Trouble> {
        self.with(|connection| {
            let changed = connection
                .prepare_cached(
                    "update entries set owner = ?3, value = ?4, ends = ?5 where space = ?1 and key = ?2 and ends > ?6",
                )?
                .execute(params![
                    space.name(),
                    key.as_slice(),
                    entry.owner,
                    entry.value,
                    seconds(entry.ends),
                    seconds(now)
                ])?;
            Ok(changed > 0)
        })
    }

    fn remove(&self, space: Space, key: &Key) -> Result<bool, Trouble> {
        self.with(|connection| {
            let changed = connection
                .prepare_cached("delete from entries where space = ?1 and key = ?2")?
                .execute(params![space.name(), key.as_slice()])?;
            Ok(changed > 0)
        })
    }

    fn owned(&self, space: Space, owner: &str, now: u64) -> Result<Vec<(Key, Entry)>, Trouble> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(
                "select value, owner, ends, key from entries
                 where space = ?1 and owner = ?2 and owner <> '' and ends > ?3",
            )?;
            let rows = statement.query_map(params![space.name(), owner, seconds(now)], |row| {
                let key: Vec<u8> = row.get(3)?;
                Ok((key, entry(row)?))
            })?;
            // A key of another length was not written by us.
            rows.filter_map(|row| row.map(|(key, entry)| Some((Key::try_from(key).ok()?, entry))).transpose()).collect()
        })
    }

    fn remove_owned(&self, space: Space, owner: &str, except: Option<&Key>) -> Result<u64, Trouble> {
        let except: &[u8] = except.map_or(&[], Key::as_slice);
        self.with(|connection| {
            let changed = connection
                .prepare_cached("delete from entries where space = ?1 and owner = ?2 and owner <> '' and key <> ?3")?
                .execute(params![space.name(), owner, except])?;
            Ok(changed as u64)
        })
    }

    fn sweep(&self, now: u64) -> Result<u64, Trouble> {
        self.with(|connection| {
            Ok(connection.execute("delete from entries where ends <= ?1", params![seconds(now)])? as u64)
        })
    }
}
