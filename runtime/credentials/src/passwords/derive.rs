//! From a password to its hash: the work itself.

use super::Unreadable;
use super::stored::{Before, Crypt, Digest, Keyed, Scheme, Variant};
use crate::text::hex;
use crate::{digest, mac};
use base64ct::{Base64, Encoding as _};
use hmac::Hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

/// The hash of a password, of this length.
///
/// # Errors
/// If the numbers are none that the scheme has.
pub fn derive(scheme: &Scheme, password: &[u8], length: usize) -> Result<Vec<u8>, Unreadable> {
    let mut hash = vec![0; length];
    match scheme {
        Scheme::Argon2(it) => {
            let algorithm = match it.variant {
                Variant::D => argon2::Algorithm::Argon2d,
                Variant::I => argon2::Algorithm::Argon2i,
                Variant::Id => argon2::Algorithm::Argon2id,
            };
            let version = argon2::Version::try_from(it.version).map_err(|_| Unreadable::Malformed)?;
            let params = argon2::Params::new(it.cost.memory, it.cost.iterations, it.cost.lanes, Some(length))
                .map_err(|_| Unreadable::Malformed)?;
            argon2::Argon2::new(algorithm, version, params)
                .hash_password_into(password, &it.salt, &mut hash)
                .map_err(|_| Unreadable::Malformed)?;
        }
        Scheme::Bcrypt(it) => {
            // Bcrypt's key ends with a zero, where there is still a place for it among 72 bytes.
            let mut key = prepared(&it.before, password);
            key.push(0);
            key.truncate(72);
            hash = bcrypt::bcrypt(it.cost, it.salt, &key)[..23].to_vec();
        }
        Scheme::Pbkdf2(it) => match it.digest {
            Digest::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, &it.salt, it.rounds, &mut hash),
            Digest::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, &it.salt, it.rounds, &mut hash),
            Digest::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, &it.salt, it.rounds, &mut hash),
        },
        Scheme::Scrypt(it) => {
            let params = scrypt::Params::new(it.log_n, it.r, it.p, length).map_err(|_| Unreadable::Malformed)?;
            scrypt::scrypt(password, &it.salt, &params, &mut hash).map_err(|_| Unreadable::Malformed)?;
        }
        Scheme::Crypt(it) => hash = crypted(it, password)?,
        Scheme::Keyed(it) => hash = keyed(it, password),
    }
    Ok(hash)
}

/// What bcrypt is given in place of the password.
fn prepared(before: &Before, password: &[u8]) -> Vec<u8> {
    match before {
        Before::Nothing => password.to_vec(),
        Before::Hex => hex(&digest(password)).into_bytes(),
        Before::Base64 => Base64::encode_string(&digest(password)).into_bytes(),
        Before::Keyed(salt) => Base64::encode_string(&mac::<Hmac<Sha256>>(salt.as_bytes(), password)).into_bytes(),
    }
}

fn crypted(it: &Crypt, password: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let rounds = usize::try_from(it.rounds).map_err(|_| Unreadable::TooCostly)?;
    let salt = it.salt.as_bytes();
    let (text, digest) = match it.digest {
        Digest::Sha256 => {
            let params = sha_crypt::Sha256Params::new(rounds).map_err(|_| Unreadable::Malformed)?;
            (sha_crypt::sha256_crypt_b64(password, salt, &params), Digest::Sha256)
        }
        _ => {
            let params = sha_crypt::Sha512Params::new(rounds).map_err(|_| Unreadable::Malformed)?;
            (sha_crypt::sha512_crypt_b64(password, salt, &params), Digest::Sha512)
        }
    };
    let hash = super::reading::crypt(&text.map_err(|_| Unreadable::Malformed)?)?;
    if hash.len() == digest.size() { Ok(hash) } else { Err(Unreadable::Malformed) }
}

fn keyed(it: &Keyed, password: &[u8]) -> Vec<u8> {
    let salt = it.salt.as_bytes();
    match it.digest {
        Digest::Sha1 => mac::<Hmac<Sha1>>(salt, password),
        Digest::Sha256 => mac::<Hmac<Sha256>>(salt, password),
        Digest::Sha512 => mac::<Hmac<Sha512>>(salt, password),
    }
}
