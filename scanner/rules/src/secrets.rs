//! Which names are names of secrets.

/// Words that name a secret when they stand in a name, alone or between `_`.
const WORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "credentials",
    "pin",
    "cvv",
    "cvc",
    "cvv2",
];
/// Pairs that do.
const PAIRS: &[&str] = &[
    "api_key",
    "private_key",
    "access_key",
    "secret_key",
    "signing_key",
    "signature_key",
    "encryption_key",
    "hmac_key",
    "jwt_key",
    "master_key",
    "shared_key",
    "auth_key",
    "account_key",
    "fernet_key",
    "cipher_key",
    "aes_key",
    "card_number",
    "credit_card",
];
/// Words behind which a secret is no longer one, or is not meant.
const ENDS: &[&str] = &["hash", "hashed", "length", "len", "id", "name", "count", "url", "type", "expires", "field"];

/// Whether a thing of this name is a secret: `password`, `NEW_PASSWORD`, `apiToken`; not `password_hash`.
pub(crate) fn names_a_secret(name: &str) -> bool {
    let lower = split_words(name);
    if lower.rsplit('_').next().is_some_and(|last| ENDS.contains(&last)) {
        return false;
    }
    lower.split('_').any(|word| WORDS.contains(&word)) || PAIRS.iter().any(|pair| holds_pair(&lower, pair))
}

/// Whether a pair of words stands in a name, alone or in the plural: `api_keys`, not `api_keyboard`.
fn holds_pair(name: &str, pair: &str) -> bool {
    name.match_indices(pair).any(|(at, _)| {
        let rest = name[at + pair.len()..].trim_start_matches('s');
        !rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
    })
}

/// The name in lower case, with `_` between its words.
fn split_words(name: &str) -> String {
    let mut words = String::new();
    let mut was_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && was_lower {
            words.push('_');
        }
        was_lower = letter.is_lowercase();
        words.extend(if letter == '-' { '_' } else { letter }.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::names_a_secret;

    #[test]
    fn names() {
        for name in ["password", "NEW_PASSWORD", "apiToken", "X-Api-Key", "SECRET_KEY"] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in ["name", "password_hash", "token_type", "spinner", "keyboard", "shared_keyboard"] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
