//! What a stored hash says: how it was made, and what came out. With the bounds that an honest one keeps.

use super::{Cost, Unreadable, read};

/// The longest text that is read as a hash; honest ones have a quarter of it.
const LONGEST_TEXT: usize = 1024;

/// Memory in KiB that a hash may ask for. The largest defaults around (passlib, Django) are 100 MiB.
pub const MOST_MEMORY: u64 = 512 * 1024;

/// Memory times passes, in KiB: a few seconds.
pub const MOST_WORK: u64 = 4 * 1024 * 1024;

/// Rounds of PBKDF2. Recommendations grow by a factor of two in some years and stand at 1.4 million (SHA-1, OWASP).
pub const MOST_ROUNDS: u32 = 10_000_000;

/// Rounds of crypt's SHA-2; each is worth several of PBKDF2's.
pub const MOST_CRYPT_ROUNDS: u32 = 1_000_000;

/// Bcrypt's cost doubles the time with each step: 16 takes four seconds.
pub const MOST_BCRYPT: u32 = 16;

/// Bytes that have to be matched. Fewer would let wrong passwords through by chance.
const SHORTEST_HASH: usize = 16;
const LONGEST_HASH: usize = 64;

/// A stored hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub format: &'static str,
    /// How it was made.
    pub scheme: Scheme,
    /// What came out.
    pub hash: Vec<u8>,
}

/// How a hash was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// RFC 9106.
    Argon2(Argon2),
    /// Blowfish.
    Bcrypt(Bcrypt),
    /// RFC 8018.
    Pbkdf2(Pbkdf2),
    /// RFC 7914.
    Scrypt(Scrypt),
    /// crypt(3) of glibc.
    Crypt(Crypt),
    /// A single HMAC, as Werkzeug made them up to 2.3: hardly better than plain text, and the more reason to replace it at login.
    Keyed(Keyed),
}

/// Argon2's variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Depends on data.
    D,
    /// Does not.
    I,
    /// First not, then does.
    Id,
}

/// A digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// Bytes that come out.
    pub fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// Argon2's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argon2 {
    /// Which of the three.
    pub variant: Variant,
    /// 0x10 or 0x13.
    pub version: u32,
    /// The work.
    pub cost: Cost,
    /// The salt.
    pub salt: Vec<u8>,
}

/// Bcrypt's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bcrypt {
    /// The logarithm of the rounds.
    pub cost: u32,
    /// The salt.
    pub salt: [u8; 16],
    /// What was done to the password first.
    pub before: Before,
}

/// Bcrypt ends with the 72nd byte; some hash a password before it for that reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// Nothing.
    Nothing,
    /// SHA-256 as hexadecimal digits: Django.
    Hex,
    /// SHA-256 as base64: passlib, first version.
    Base64,
    /// HMAC-SHA-256 with the salt's text, as base64: passlib, second version.
    Keyed(String),
}

/// PBKDF2's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pbkdf2 {
    /// Under HMAC.
    pub digest: Digest,
    /// Rounds.
    pub rounds: u32,
    /// The salt.
    pub salt: Vec<u8>,
}

/// Scrypt's numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scrypt {
    /// The logarithm of N.
    pub log_n: u8,
    /// Size of a block.
    pub r: u32,
    /// How often.
    pub p: u32,
    /// The salt.
    pub salt: Vec<u8>,
}

/// The numbers of crypt's SHA-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crypt {
    /// SHA-256 or SHA-512.
    pub digest: Digest,
    /// Rounds.
    pub rounds: u32,
    /// The salt.
    pub salt: String,
}

/// One HMAC, keyed with the salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// Under HMAC.
    pub digest: Digest,
    /// The salt.
    pub salt: String,
}

impl Stored {
    /// Reads a stored hash of any known format.
    ///
    /// # Errors
    /// If it is of none, malformed, or asks for too much.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LONGEST_TEXT {
            return Err(Unreadable::Unknown);
        }
        let stored = read::any(text)?;
        if !(SHORTEST_HASH..=LONGEST_HASH).contains(&stored.hash.len()) {
            return Err(Unreadable::Malformed);
        }
        stored.scheme.check()?;
        Ok(stored)
    }
}

impl Scheme {
    fn check(&self) -> Result<(), Unreadable> {
        match self {
            Self::Argon2(argon2) => argon2.check(),
            Self::Bcrypt(bcrypt) => within(bcrypt.cost, 4, MOST_BCRYPT),
            Self::Pbkdf2(pbkdf2) => within(pbkdf2.rounds, 1, MOST_ROUNDS),
            Self::Scrypt(scrypt) => scrypt.check(),
            Self::Crypt(crypt) => within(crypt.rounds, 1000, MOST_CRYPT_ROUNDS),
            Self::Keyed(_) => Ok(()),
        }
    }
}

impl Argon2 {
    /// Holds the numbers against the bounds.
    ///
    /// # Errors
    /// If one is beyond them.
    pub fn check(&self) -> Result<(), Unreadable> {
        let Cost { memory, iterations, lanes } = self.cost;
        let (memory, iterations, lanes) = (u64::from(memory), u64::from(iterations), u64::from(lanes));
        if iterations == 0 || lanes == 0 || memory < 8 * lanes || self.salt.len() < 8 {
            return Err(Unreadable::Malformed);
        }
        at_most(memory, MOST_MEMORY)?;
        at_most(memory.saturating_mul(iterations), MOST_WORK)
    }
}

impl Scrypt {
    fn check(&self) -> Result<(), Unreadable> {
        let (r, p) = (u64::from(self.r), u64::from(self.p));
        if self.log_n == 0 || r == 0 || p == 0 {
            return Err(Unreadable::Malformed);
        }
        if self.log_n > 30 {
            return Err(Unreadable::TooCostly);
        }
        // A block is 128 bytes of r; there are N of them, and p more.
        let memory = ((1_u64 << self.log_n).saturating_add(p)).saturating_mul(r) / 8;
        at_most(memory, MOST_MEMORY)?;
        at_most(memory.saturating_mul(p), MOST_WORK)
    }
}

fn at_most(asked: u64, most: u64) -> Result<(), Unreadable> {
    if asked <= most { Ok(()) } else { Err(Unreadable::TooCostly) }
}

fn within(asked: u32, least: u32, most: u32) -> Result<(), Unreadable> {
    if asked < least { Err(Unreadable::Malformed) } else { at_most(asked.into(), most.into()) }
}
