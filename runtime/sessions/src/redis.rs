//! The shared store: a Redis, or what speaks like one. Entries end by themselves.

use crate::store::{Entry, Key, Space, Store, Trouble};
use redis::{Client, Commands as _, Connection, RedisError, RedisResult, Script};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long one question may take, connecting included. A request that waits longer is better refused.
const PATIENCE: Duration = Duration::from_secs(1);
/// Connections that are kept for the next question.
const KEPT: usize = 8;

/// Entries in a Redis.
pub struct Redis {
    client: Client,
    prefix: String,
    idle: Mutex<Idle>,
    swap: Script,
    update: Script,
    remove_owned: Script,
}

/// Connections, and the process that opened them: after a fork two processes would read each other's answers.
#[derive(Default)]
struct Idle {
    process: u32,
    connections: Vec<Connection>,
}

// An entry is a hash of value and owner; an owner's keys stand in a set that lives as long as the longest of them.
const WRITE: &str = "
    local function write(key, owned, value, owner, ends, name)
        redis.call('HSET', key, 'v', value, 'o', owner, 'e', ends)
        redis.call('EXPIREAT', key, ends)
        if owner ~= '' then
            redis.call('SADD', owned, name)
            if redis.call('TTL', owned) < 0 or redis.call('EXPIRETIME', owned) < tonumber(ends) then
                redis.call('EXPIREAT', owned, ends)
            end
        end
    end
";

impl Redis {
    /// A store at this address, `redis://host:port/number`. Nothing is asked yet.
    ///
    /// # Errors
    /// If the address is none.
    pub fn new(address: &str, prefix: &str) -> Result<Self, Trouble> {
        let client = Client::open(address).map_err(|error| Trouble::new("Redis", error))?;
        let swap = format!(
            "{WRITE}
            local had = redis.call('HGET', KEYS[1], 'v')
            if (had == false and ARGV[1] == 'absent') or (had ~= false and ARGV[1] == 'has' and had == ARGV[2]) then
                write(KEYS[1], KEYS[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6])
                return 1
            end
            return 0"
        );
        let update = format!(
            "{WRITE}
            if ARGV[1] == 'always' or redis.call('EXISTS', KEYS[1]) == 1 then
                write(KEYS[1], KEYS[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6])
                return 1
            end
            return 0"
        );
        let remove_owned = "
            local gone = 0
            for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
                if name ~= ARGV[2] then
                    local key = ARGV[1] .. name
                    if redis.call('HGET', key, 'o') == ARGV[3] then
                        gone = gone + redis.call('DEL', key)
                    end
                    redis.call('SREM', KEYS[1], name)
                end
            end
            return gone";
        Ok(Self {
            client,
            prefix: prefix.to_owned(),
            idle: Mutex::new(Idle::default()),
            swap: Script::new(&swap),
            update: Script::new(&update),
            remove_owned: Script::new(remove_owned),
        })
    }

    fn with<T>(&self, ask: impl Fn(&mut Connection) -> RedisResult<T>) -> Result<T, Trouble> {
        if let Some(mut connection) = self.kept() {
            match ask(&mut connection) {
                Ok(answer) => {
                    self.keep(connection);
                    return Ok(answer);
                }
                // A connection that was kept may have died since; that says nothing about the server. What was asked may have
                // been done: all questions can be asked twice, except `swap`, which then answers no and is tried again by its callers.
                Err(error) if error.is_io_error() || error.is_connection_dropped() => {}
                Err(error) => return Err(self.trouble(&error)),
            }
        }
        let mut connection = self.connect().map_err(|error| self.trouble(&error))?;
        let answer = ask(&mut connection).map_err(|error| self.trouble(&error))?;
        self.keep(connection);
        Ok(answer)
    }

    fn connect(&self) -> RedisResult<Connection> {
        let connection = self.client.get_connection_with_timeout(PATIENCE)?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_write_timeout(Some(PATIENCE))?;
        Ok(connection)
    }

    fn kept(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let process = std::process::id();
        if idle.process != process {
            idle.process = process;
            idle.connections.clear();
        }
        idle.connections.pop()
    }

    fn keep(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.process == std::process::id() && idle.connections.len() < KEPT {
            idle.connections.push(connection);
        }
    }

    fn trouble(&self, error: &RedisError) -> Trouble {
        Trouble::new("Redis", error)
    }

    fn key(&self, space: Space, key: &Key) -> String {
        format!("{}{}", self.start(space), name(key))
    }

    fn start(&self, space: Space) -> String {
        format!("{}:{}:", self.prefix, space.name())
    }

    fn owned_key(&self, space: Space, owner: &str) -> String {
        format!("{}:owned:{}:{owner}", self.prefix, space.name())
    }

    fn write(
        &self,
        script: &Script,
        condition: &str,
        had: &[u8],
        space: Space,
        key: &Key,
        entry: &Entry,
    ) -> Result<bool, Trouble> {
        let (place, owned, name) = (self.key(space, key), self.owned_key(space, &entry.owner), name(key));
        let done: i64 = self.with(|connection| {
            script
                .key(&place)
                .key(&owned)
                .arg(condition)
                .arg(had)
                .arg(&entry.value)
                .arg(&entry.owner)
                .arg(entry.ends)
                .arg(&name)
                .invoke(connection)
        })?;
        Ok(done == 1)
    }

    fn read(&self, place: &str, now: u64) -> Result<Option<Entry>, Trouble> {
        let found: Found = self.with(|connection| redis::cmd("HMGET").arg(place).arg(&FIELDS).query(connection))?;
        Ok(live(found, now))
    }
}

/// The fields of a hash, and what is found in them.
const FIELDS: [&str; 3] = ["v", "o", "e"];
type Found = (Option<Vec<u8>>, Option<String>, Option<u64>);

fn live(found: Found, now: u64) -> Option<Entry> {
    match found {
        (Some(value), Some(owner), Some(ends)) if ends > now => Some(Entry { value, owner, ends }),
        _ => None,
    }
}

fn name(key: &Key) -> String {
    stopple_credentials::text::encode(key)
}

impl Store for Redis {
    fn get(&self, space: Space, key: &Key, now: u64) -> Result<Option<Entry>, Trouble> {
        self.read(&self.key(space, key), now)
    }

    fn get_all(&self, space: Space, keys: &[Key], now: u64) -> Result<Vec<Option<Entry>>, Trouble> {
        if keys.is_empty() {
            // Redis takes no empty question.
            return Ok(Vec::new());
        }
        let mut asked = redis::pipe();
        for key in keys {
            asked.cmd("HMGET").arg(self.key(space, key)).arg(&FIELDS);
        }
        let found: Vec<Found> = self.with(|connection| asked.query(connection))?;
        Ok(found.into_iter().map(|found| live(found, now)).collect())
    }

    fn put(&self, space: Space, key: &Key, entry: &Entry, _now: u64) -> Result<(), Trouble> {
        self.write(&self.update, "always", &[], space, key, entry).map(drop)
    }

    fn swap(&self, space: Space, key: &Key, had: Option<&[u8]>, entry: &Entry, _now: u64) -> Result<bool, Trouble> {
        let condition = if had.is_some() { "has" } else { "absent" };
        self.write(&self.swap, condition, had.unwrap_or_default(), space, key, entry)
    }

    fn update(&self, space: Space, key: &Key, entry: &Entry, _now: u64) -> Result<bool, Trouble> {
        self.write(&self.update, "present", &[], space, key, entry)
    }

    fn remove(&self, space: Space, key: &Key) -> Result<bool, Trouble> {
        let place = self.key(space, key);
        let gone: i64 = self.with(|connection| connection.del(&place))?;
        Ok(gone > 0)
    }

    fn owned(&self, space: Space, owner: &str, now: u64) -> Result<Vec<(Key, Entry)>, Trouble> {
        if owner.is_empty() {
            return Ok(Vec::new());
        }
        let owned = self.owned_key(space, owner);
        let names: Vec<String> = self.with(|connection| connection.smembers(&owned))?;
        let mut found = Vec::new();
        for name in names {
            let Some(key) = stopple_credentials::text::decode(&name).and_then(|bytes| Key::try_from(bytes).ok()) else {
                continue;
            };
            // The set may name what has ended or has a new owner.
            if let Some(entry) = self.get(space, &key, now)?.filter(|entry| entry.owner == owner) {
                found.push((key, entry));
            }
        }
        Ok(found)
    }

    fn remove_owned(&self, space: Space, owner: &str, except: Option<&Key>) -> Result<u64, Trouble> {
        if owner.is_empty() {
            return Ok(0);
        }
        let (owned, start) = (self.owned_key(space, owner), self.start(space));
        let except = except.map(name).unwrap_or_default();
        self.with(|connection| self.remove_owned.key(&owned).arg(&start).arg(&except).arg(owner).invoke(connection))
    }

    fn sweep(&self, _now: u64) -> Result<u64, Trouble> {
        // Redis forgets by itself.
        Ok(0)
    }
}
