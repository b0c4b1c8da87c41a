//! Passwords: hashed with argon2id (RFC 9106), verified in every format that other programs left behind.
//!
//! A stored hash says itself how much work it takes, and whoever can write into the table of users can write any number
//! there. So every number is held against a bound before the work begins ([`stored`]).

mod derive;
mod read;
mod reading;
pub mod stored;

use crate::{NoRandomness, mac, random, same};
use base64ct::{Base64, Base64Unpadded, Encoding as _};
use derive::derive;
use hmac::Hmac;
use sha2::Sha512;
use std::fmt;
use stored::{Argon2, Scheme, Stored, Variant};
use unicode_normalization::UnicodeNormalization as _;

/// Bytes of a password that are looked at; some of the old formats take time with the square of them.
pub const LONGEST: usize = 4096;

/// Bytes of a new salt (RFC 9106, 3.1) and of a new hash.
const SALT: usize = 16;
const HASH: usize = 32;

/// The work that a new hash takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub iterations: u32,
    /// Parts of it that depend on each other only at their ends.
    pub lanes: u32,
}

/// Why a stored hash is not worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// None of the known formats. Text that is no hash is in here too.
    Unknown,
    /// A known format, written wrongly.
    Malformed,
    /// It asks for more memory or time than any honest hash.
    TooCostly,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Unknown => "the stored password is no hash of a known format",
            Self::Malformed => "the stored password hash is malformed",
            Self::TooCostly => "the stored password hash asks for more memory or time than is allowed",
        })
    }
}

impl std::error::Error for Unreadable {}

/// Why a password was not proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is another one.
    Wrong,
    /// There is nothing that it could be held against.
    Unreadable(Unreadable),
}

/// Why a password was not hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotHashed {
    /// Longer than [`LONGEST`].
    TooLong,
    /// The cost is none that argon2 has, or beyond the bounds of [`stored`].
    Cost,
    /// No salt.
    Randomness(NoRandomness),
}

impl fmt::Display for NotHashed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(out, "the password is longer than {LONGEST} bytes"),
            Self::Cost => out.write_str(
                "argon2 takes 1 iteration, 1 lane and 8 KiB a lane at least, and here 512 MiB and 4 GiB of work at most",
            ),
            Self::Randomness(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for NotHashed {}

/// Hashes a password: argon2id in the notation of PHC.
///
/// # Errors
/// If the password is too long, the cost is none, or there is no randomness.
pub fn hash(password: &str, cost: Cost) -> Result<String, NotHashed> {
    if password.len() > LONGEST {
        return Err(NotHashed::TooLong);
    }
    let salt = random::<SALT>().map_err(NotHashed::Randomness)?;
    let argon2 = Argon2 { variant: Variant::Id, version: 0x13, cost, salt: salt.to_vec() };
    argon2.check().map_err(|_| NotHashed::Cost)?;
    let hash = derive(&Scheme::Argon2(argon2), password.as_bytes(), HASH).map_err(|_| NotHashed::Cost)?;
    let Cost { memory, iterations, lanes } = cost;
    let (salt, hash) = (Base64Unpadded::encode_string(&salt), Base64Unpadded::encode_string(&hash));
    Ok(format!("$argon2id$v=19$m={memory},t={iterations},p={lanes}${salt}${hash}"))
}

/// Proves that a password is the stored one.
///
/// # Errors
/// If it is not, or the stored one cannot be read.
pub fn verify(password: &str, stored: &str) -> Result<(), Refused> {
    let stored = Stored::read(stored).map_err(Refused::Unreadable)?;
    if password.len() > LONGEST {
        return Err(Refused::Wrong);
    }
    let made = derive(&stored.scheme, password.as_bytes(), stored.hash.len()).map_err(Refused::Unreadable)?;
    if same(&made, &stored.hash) { Ok(()) } else { Err(Refused::Wrong) }
}

/// Whether a stored hash is another than [`hash`] would make at this cost: of another format, or with other numbers.
///
/// # Errors
/// If the stored one cannot be read.
pub fn needs_rehash(stored: &str, cost: Cost) -> Result<bool, Unreadable> {
    let stored = Stored::read(stored)?;
    Ok(match &stored.scheme {
        Scheme::Argon2(argon2) if stored.format == "argon2id" => {
            argon2.version != 0x13 || argon2.cost != cost || argon2.salt.len() < SALT || stored.hash.len() < HASH
        }
        _ => true,
    })
}

/// The name of a stored hash's format.
pub fn format(stored: &str) -> Option<&'static str> {
    Stored::read(stored).ok().map(|stored| stored.format)
}

/// What Flask-Security hashes in place of a password, where it is told a salt for all: base64 of HMAC-SHA-512, keyed with it.
pub fn keyed(password: &str, salt: &str) -> String {
    Base64::encode_string(&mac::<Hmac<Sha512>>(salt.as_bytes(), password.as_bytes()))
}

/// How one password typed on different keyboards becomes the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Characters put together.
    Nfkc,
    /// Characters taken apart.
    Nfkd,
}

/// A password in this form.
pub fn normalise(password: &str, form: Form) -> String {
    match form {
        Form::Nfkc => password.nfkc().collect(),
        Form::Nfkd => password.nfkd().collect(),
    }
}
