//! Stored hashes as text: the notations of PHC, crypt and passlib, Werkzeug and Django.

use super::reading::{base64, base64_bare, base64_dotted, bcrypt, crypt, hex, named, number, pieces};
use super::stored::{Argon2, Bcrypt, Before, Crypt, Digest, Keyed, Pbkdf2, Scheme, Scrypt, Stored, Variant};
use super::{Cost, Unreadable};

type Read = Result<Stored, Unreadable>;

/// Reads a hash by the word that it begins with. The words of different authors do not meet, but for Django's and Werkzeug's
/// `scrypt` and `pbkdf2`, which the next character tells apart.
pub fn any(text: &str) -> Read {
    if let Some(rest) = text.strip_prefix('$') {
        let (name, rest) = rest.split_once('$').ok_or(Unreadable::Unknown)?;
        return match name {
            "argon2id" | "argon2i" | "argon2d" => argon2(name, rest),
            "2a" | "2b" | "2y" => bcrypt_of("bcrypt", rest, Before::Nothing),
            "bcrypt-sha256" => passlib_bcrypt(rest),
            "pbkdf2" => passlib_pbkdf2("pbkdf2-sha1", Digest::Sha1, rest),
            "pbkdf2-sha256" => passlib_pbkdf2("pbkdf2-sha256", Digest::Sha256, rest),
            "pbkdf2-sha512" => passlib_pbkdf2("pbkdf2-sha512", Digest::Sha512, rest),
            "scrypt" => passlib_scrypt(rest),
            "5" => crypt_of("sha256-crypt", Digest::Sha256, rest),
            "6" => crypt_of("sha512-crypt", Digest::Sha512, rest),
            _ => Err(Unreadable::Unknown),
        };
    }
    let (name, rest) = text.split_once('$').ok_or(Unreadable::Unknown)?;
    match name.split_once(':') {
        Some(("scrypt", numbers)) => werkzeug_scrypt(numbers, rest),
        Some(("pbkdf2", numbers)) => werkzeug_pbkdf2(numbers, rest),
        Some(_) => Err(Unreadable::Unknown),
        None => match name {
            "sha1" => werkzeug_keyed("werkzeug-sha1", Digest::Sha1, rest),
            "sha256" => werkzeug_keyed("werkzeug-sha256", Digest::Sha256, rest),
            "sha512" => werkzeug_keyed("werkzeug-sha512", Digest::Sha512, rest),
            "pbkdf2_sha256" => django_pbkdf2("django-pbkdf2-sha256", Digest::Sha256, rest),
            "pbkdf2_sha1" => django_pbkdf2("django-pbkdf2-sha1", Digest::Sha1, rest),
            "argon2" => django_argon2(rest),
            "bcrypt" => django_bcrypt("django-bcrypt", rest, Before::Nothing),
            "bcrypt_sha256" => django_bcrypt("django-bcrypt-sha256", rest, Before::Hex),
            "scrypt" => django_scrypt(rest),
            _ => Err(Unreadable::Unknown),
        },
    }
}

fn argon2(name: &str, rest: &str) -> Read {
    let (format, variant) = match name {
        "argon2id" => ("argon2id", Variant::Id),
        "argon2i" => ("argon2i", Variant::I),
        _ => ("argon2d", Variant::D),
    };
    // Before its version 1.3 argon2 named none.
    let (version, rest) = match rest.strip_prefix("v=") {
        Some(rest) => rest.split_once('$').ok_or(Unreadable::Malformed)?,
        None => ("16", rest),
    };
    let version: u32 = number(version)?;
    if !matches!(version, 0x10 | 0x13) {
        return Err(Unreadable::Malformed);
    }
    let [numbers, salt, hash] = pieces(rest, '$')?;
    let [memory, iterations, lanes] = pieces(numbers, ',')?;
    let cost = Cost { memory: named(memory, "m")?, iterations: named(iterations, "t")?, lanes: named(lanes, "p")? };
    let scheme = Scheme::Argon2(Argon2 { variant, version, cost, salt: base64_bare(salt)? });
    Ok(Stored { format, scheme, hash: base64_bare(hash)? })
}

/// `12$` and 22 digits of salt and 31 of hash.
fn bcrypt_of(format: &'static str, rest: &str, before: Before) -> Read {
    let [cost, both] = pieces(rest, '$')?;
    let (salt, hash) = both.split_at_checked(22).ok_or(Unreadable::Malformed)?;
    if cost.len() != 2 {
        return Err(Unreadable::Malformed);
    }
    let scheme = Scheme::Bcrypt(Bcrypt { cost: number(cost)?, salt: bcrypt(salt)?, before });
    Ok(Stored { format, scheme, hash: bcrypt::<23>(hash)?.to_vec() })
}

/// `2b,12$salt$hash`, and later `v=2,t=2b,r=12$salt$hash`.
fn passlib_bcrypt(rest: &str) -> Read {
    let [numbers, salt, hash] = pieces(rest, '$')?;
    let (kind, cost, before) = match numbers.strip_prefix("v=2,") {
        Some(numbers) => {
            let [kind, cost] = pieces(numbers, ',')?;
            let kind = kind.strip_prefix("t=").ok_or(Unreadable::Malformed)?;
            (kind, named(cost, "r")?, Before::Keyed(salt.to_owned()))
        }
        None => {
            let [kind, cost] = pieces(numbers, ',')?;
            (kind, number(cost)?, Before::Base64)
        }
    };
    if !matches!(kind, "2a" | "2b" | "2y") {
        return Err(Unreadable::Malformed);
    }
    let scheme = Scheme::Bcrypt(Bcrypt { cost, salt: bcrypt(salt)?, before });
    Ok(Stored { format: "bcrypt-sha256", scheme, hash: bcrypt::<23>(hash)?.to_vec() })
}

fn passlib_pbkdf2(format: &'static str, digest: Digest, rest: &str) -> Read {
    let [rounds, salt, hash] = pieces(rest, '$')?;
    let scheme = Scheme::Pbkdf2(Pbkdf2 { digest, rounds: number(rounds)?, salt: base64_dotted(salt)? });
    Ok(Stored { format, scheme, hash: whole(digest, base64_dotted(hash)?)? })
}

fn passlib_scrypt(rest: &str) -> Read {
    let [numbers, salt, hash] = pieces(rest, '$')?;
    let [log_n, r, p] = pieces(numbers, ',')?;
    let scheme = Scheme::Scrypt(Scrypt {
        log_n: named(log_n, "ln")?,
        r: named(r, "r")?,
        p: named(p, "p")?,
        salt: base64_bare(salt)?,
    });
    Ok(Stored { format: "scrypt", scheme, hash: of_length(32, base64_bare(hash)?)? })
}

/// `rounds=5000$salt$hash`, or without the first piece.
fn crypt_of(format: &'static str, digest: Digest, rest: &str) -> Read {
    let (rounds, rest) = match rest.strip_prefix("rounds=") {
        Some(rest) => {
            let (rounds, rest) = rest.split_once('$').ok_or(Unreadable::Malformed)?;
            (number(rounds)?, rest)
        }
        None => (5000, rest),
    };
    let [salt, hash] = pieces(rest, '$')?;
    if salt.len() > 16 {
        return Err(Unreadable::Malformed);
    }
    let scheme = Scheme::Crypt(Crypt { digest, rounds, salt: salt.to_owned() });
    Ok(Stored { format, scheme, hash: whole(digest, crypt(hash)?)? })
}

/// `32768:8:1` and `salt$hash`; the salt is text.
fn werkzeug_scrypt(numbers: &str, rest: &str) -> Read {
    let [n, r, p] = pieces(numbers, ':')?;
    let [salt, hash] = pieces(rest, '$')?;
    let scheme = scrypt_of(n, r, p, salt)?;
    Ok(Stored { format: "werkzeug-scrypt", scheme, hash: of_length(64, hex(hash)?)? })
}

/// `sha256:600000` and `salt$hash`.
fn werkzeug_pbkdf2(numbers: &str, rest: &str) -> Read {
    let [digest, rounds] = pieces(numbers, ':')?;
    let (format, digest) = match digest {
        "sha1" => ("werkzeug-pbkdf2-sha1", Digest::Sha1),
        "sha256" => ("werkzeug-pbkdf2-sha256", Digest::Sha256),
        "sha512" => ("werkzeug-pbkdf2-sha512", Digest::Sha512),
        _ => return Err(Unreadable::Unknown),
    };
    let [salt, hash] = pieces(rest, '$')?;
    let scheme = Scheme::Pbkdf2(Pbkdf2 { digest, rounds: number(rounds)?, salt: salt.into() });
    Ok(Stored { format, scheme, hash: whole(digest, hex(hash)?)? })
}

fn werkzeug_keyed(format: &'static str, digest: Digest, rest: &str) -> Read {
    let [salt, hash] = pieces(rest, '$')?;
    // Without a salt Werkzeug took the plain digest, and Django's formats of the same name have one of another kind.
    if salt.is_empty() {
        return Err(Unreadable::Unknown);
    }
    let scheme = Scheme::Keyed(Keyed { digest, salt: salt.to_owned() });
    Ok(Stored { format, scheme, hash: whole(digest, hex(hash)?)? })
}

/// `600000$salt$hash`; the salt is text.
fn django_pbkdf2(format: &'static str, digest: Digest, rest: &str) -> Read {
    let [rounds, salt, hash] = pieces(rest, '$')?;
    let scheme = Scheme::Pbkdf2(Pbkdf2 { digest, rounds: number(rounds)?, salt: salt.into() });
    Ok(Stored { format, scheme, hash: whole(digest, base64(hash)?)? })
}

fn django_argon2(rest: &str) -> Read {
    let (name, rest) = rest.split_once('$').ok_or(Unreadable::Malformed)?;
    let format = match name {
        "argon2id" => "django-argon2id",
        "argon2i" => "django-argon2i",
        "argon2d" => "django-argon2d",
        _ => return Err(Unreadable::Unknown),
    };
    Ok(Stored { format, ..argon2(name, rest)? })
}

fn django_bcrypt(format: &'static str, rest: &str, before: Before) -> Read {
    let (name, rest) = rest.strip_prefix('$').and_then(|rest| rest.split_once('$')).ok_or(Unreadable::Malformed)?;
    if !matches!(name, "2a" | "2b" | "2y") {
        return Err(Unreadable::Malformed);
    }
    bcrypt_of(format, rest, before)
}

/// `16384$salt$8$1$hash`; the salt is text.
fn django_scrypt(rest: &str) -> Read {
    let [n, salt, r, p, hash] = pieces(rest, '$')?;
    Ok(Stored { format: "django-scrypt", scheme: scrypt_of(n, r, p, salt)?, hash: of_length(64, base64(hash)?)? })
}

fn scrypt_of(n: &str, r: &str, p: &str, salt: &str) -> Result<Scheme, Unreadable> {
    let n: u64 = number(n)?;
    if !n.is_power_of_two() {
        return Err(Unreadable::Malformed);
    }
    // The logarithm of 64 bits is below 64.
    let log_n = n.trailing_zeros() as u8;
    Ok(Scheme::Scrypt(Scrypt { log_n, r: number(r)?, p: number(p)?, salt: salt.into() }))
}

/// A hash that is as long as its digest.
fn whole(digest: Digest, hash: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    of_length(digest.size(), hash)
}

/// A hash of the length that its author gave it: a shorter one was cut, and would be easier to meet.
fn of_length(length: usize, hash: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    if hash.len() == length { Ok(hash) } else { Err(Unreadable::Malformed) }
}
