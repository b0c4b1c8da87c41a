//! The words in names: `NEW_PASSWORD`, `apiToken` and `reset-token` are made of words in lower case.

/// The words of a name.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for letter in name.chars() {
        let ends_a_word = !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower);
        if ends_a_word && !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase() || letter.is_numeric();
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Whether one of these words stands in a name. `api_key` stands for two words that follow each other.
pub(crate) fn has_any(name: &str, wanted: &[&str]) -> bool {
    let words = words(name);
    wanted.iter().any(|wanted| match wanted.split_once('_') {
        Some((first, second)) => words.windows(2).any(|pair| matches!(pair, [a, b] if a == first && b == second)),
        None => words.iter().any(|word| word == wanted),
    })
}

/// Words that name a password.
pub(crate) const PASSWORDS: &[&str] =
    &["password", "passwd", "pwd", "passphrase", "passcode", "pw", "userpass", "passwords", "pass_word"];

/// Words that name something whose guessing lets an attacker in.
pub(crate) const SECRETS: &[&str] = &[
    "password",
    "passwd",
    "pwd",
    "pw",
    "passphrase",
    "passcode",
    "token",
    "secret",
    "otp",
    "nonce",
    "csrf",
    "xsrf",
    "salt",
    "apikey",
    "api_key",
    "secret_key",
    "session_id",
    "session_key",
    "sessionid",
    "sid",
    "auth",
    "credential",
    "credentials",
    "signature",
    "hmac",
    "access_key",
    "private_key",
    "encryption_key",
    "reset_code",
    "verification_code",
    "verify_code",
    "auth_code",
    "activation_code",
    "confirmation_code",
    "pincode",
    "cookie",
];

/// Words before `key` of keys by which somebody may do something.
const OPENING: &[&str] = &[
    "owner", "edit", "admin", "manage", "delete", "upload", "download", "stream", "license", "licence", "invite",
    "access", "api", "share", "unlock",
];

/// Whether a name is that of a key that opens something: `owner_key`, `edit_key`; not `cache_key`, `sort_key`.
pub(crate) fn names_opening_key(name: &str) -> bool {
    words(name).windows(2).any(|pair| {
        matches!(pair, [first, second] if OPENING.contains(&first.as_str()) && matches!(second.as_str(), "key" | "keys"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("NEW_PASSWORD"), ["new", "password"]);
        assert_eq!(words("apiToken"), ["api", "token"]);
        assert_eq!(words("reset-token2"), ["reset", "token2"]);
    }

    #[test]
    fn pairs_follow_each_other() {
        assert!(has_any("MY_API_KEY", &["api_key"]));
        assert!(!has_any("api_for_key", &["api_key"]));
        assert!(!has_any("spinner", &["pin"]));
    }
}
