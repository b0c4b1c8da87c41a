//! Which constants are secrets: by the name that they have, by their form, and by how well they could be guessed.

use crate::naming;
use crate::secrets::names_a_secret;

/// Words of `ABOUT` that say whose secret it is where the name ends so: `COOKIE_SECRET`, `email_password`.
const OWNERS: &[&str] = &["cookie", "bucket", "service", "provider", "backend", "manager", "sender", "email"];

/// Words that make a name speak about a secret and not be one: `password_field`, `PASSWORD_RESET_URL`, `token_type`.
const ABOUT: &[&str] = &[
    "field",
    "fields",
    "url",
    "uri",
    "type",
    "label",
    "name",
    "names",
    "header",
    "headers",
    "path",
    "file",
    "filename",
    "dir",
    "prefix",
    "suffix",
    "format",
    "regex",
    "pattern",
    "message",
    "msg",
    "error",
    "errors",
    "text",
    "title",
    "help",
    "placeholder",
    "hint",
    "template",
    "length",
    "len",
    "min",
    "max",
    "expires",
    "expiry",
    "expiration",
    "lifetime",
    "ttl",
    "age",
    "policy",
    "algorithm",
    "algo",
    "scheme",
    "schemes",
    "method",
    "methods",
    "id",
    "ids",
    "column",
    "col",
    "table",
    "key_name",
    "location",
    "endpoint",
    "view",
    "route",
    "page",
    "form",
    "input",
    "param",
    "parameter",
    "params",
    "arg",
    "argument",
    "env",
    "var",
    "variable",
    "required",
    "enabled",
    "reset",
    "forgot",
    "change",
    "changed",
    "confirm",
    "hash",
    "hashed",
    "hasher",
    "digest",
    "encoding",
    "cookie",
    "bucket",
    "class",
    "module",
    "service",
    "provider",
    "backend",
    "manager",
    "status",
    "state",
    "scope",
    "scopes",
    "subject",
    "sender",
    "email",
    "invalid",
    "incorrect",
    "wrong",
    "missing",
    "bad",
    "no",
    "is",
    "has",
    "show",
    "hide",
    "grant",
    "flow",
    "strategy",
    "loader",
    "factory",
    "index",
    "usage",
    "description",
    "desc",
    "doc",
    "instructions",
    "warning",
    "info",
    "link",
    "button",
    "icon",
    "css",
    "selector",
    "xpath",
    "attribute",
    "attr",
    "property",
    "event",
    "action",
    "command",
    "public",
    "kind",
    "lookup",
    "sort",
    "primary",
    "foreign",
    "context",
    "interface",
    "mode",
    "option",
    "choices",
    "question",
    "tokens",
    "tokenizer",
    "tokenize",
    "token_class",
    "csrf",
    "next",
    "pad",
    "sep",
    "separator",
    "unk",
    "eos",
    "bos",
    "mask",
    "special",
    "lexer",
    "syntax",
    "comment",
    "string",
    "begin",
    "end",
    "open",
    "close",
    "box",
    "widget",
    "dialog",
];
/// Parts of texts that stand for a secret to come.
const PLACEHOLDERS: &[&str] = &[
    "changeme",
    "change_me",
    "change-me",
    "change me",
    "change this",
    "changethis",
    "your",
    "example",
    "placeholder",
    "replace",
    "xxx",
    "***",
    "...",
    "todo",
    "fixme",
    "<",
    ">",
    "{",
    "}",
    "$(",
    "insert",
    "dummy",
    "sample",
    "redacted",
    "hidden",
    "removed",
    "undefined",
    "%s",
    "not-set",
    "notset",
    "foobar",
    "lorem",
];

/// Whether a constant under this name would be a secret.
pub(crate) fn names_a_literal_secret(name: &str) -> bool {
    let speaks_about = || {
        let mut words = naming::words(name);
        if words.last().is_some_and(|last| matches!(last.as_str(), "secret" | "password" | "passwd")) {
            words.retain(|word| !OWNERS.contains(&word.as_str()));
        }
        naming::has_any(&words.join("_"), ABOUT)
    };
    name.len() <= 60 && !name.contains(' ') && names_a_secret(name) && !speaks_about()
}

/// Whether a text under such a name is a secret, and not a label, a key, or a place to fill in.
pub(crate) fn is_a_secret(name: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_placeholder = text.len() < 4
        || text.len() > 200
        || text.contains(char::is_whitespace)
        || PLACEHOLDERS.iter().any(|part| lower.contains(part));
    if is_placeholder
        || [
            "none", "null", "true", "false", "test", "string", "unknown", "default", "optional", "empty", "text",
            "value",
            // What archives of malware are locked with, so that no scanner opens them: everybody knows it.
            "infected",
        ]
        .contains(&lower.as_str())
    {
        return false;
    }
    let has_digit = text.chars().any(|letter| letter.is_ascii_digit());
    let is_mixed = text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    let has_sign = text.chars().any(|letter| "!@#$%^&*?".contains(letter));
    // `token = "token"`, `PASSWORD = "user_password"`: the name of a key. `password="passwordHash"` too.
    let words = naming::words(text);
    let speaks_of_itself = words
        .iter()
        .all(|word| names_a_secret(word) || naming::has_any(name, &[word.as_str()]) || ABOUT.contains(&word.as_str()));
    if speaks_of_itself && !has_digit && !has_sign || repeats_name(name, text) {
        return false;
    }
    // A regular expression that finds one.
    let is_pattern =
        text.starts_with('^') || ["[^", "\\s", "\\w", "\\d", "(?", ".*"].iter().any(|part| text.contains(part));
    let is_address = text.starts_with('/')
        || text.starts_with("./")
        || lower.starts_with("http://")
        || lower.starts_with("https://")
        || text.starts_with("--");
    if is_address
        || is_pattern
        || text.ends_with(".txt")
        || text.ends_with(".pem")
        || text.ends_with(".key")
        || text.ends_with(".html")
        || text.ends_with(".json")
    {
        return false;
    }
    let is_identifier = !has_digit && !is_mixed && !has_sign && text.contains(['_', '-', '.', ':', '/']);
    if naming::has_any(name, naming::PASSWORDS) {
        return !is_identifier;
    }
    if text.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_') || is_header(text) {
        return false;
    }
    text.len() >= 8 && !is_identifier && (has_digit || text.len() >= 20 || has_sign) && !is_dotted_name(text)
}

/// `API_KEY_V1 = "api_key_v1"`, `{"password": "PGPASSWORD"}`: the name again, or a variable of the environment.
fn repeats_name(name: &str, text: &str) -> bool {
    let is_variable = text.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
    // `"password": "userPassword"`: a name of another system's.
    let is_camel = text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_alphabetic())
        && text.chars().any(|letter| letter.is_ascii_uppercase());
    if is_camel && naming::words(text).iter().any(|word| names_a_secret(word)) {
        return true;
    }
    name.eq_ignore_ascii_case(text)
        || is_variable && text.len() > name.len() && text.contains(&name.trim_matches('_').to_ascii_uppercase())
}

/// `Access-Control-Allow-Credentials`: words with capitals, joined by hyphens.
fn is_header(text: &str) -> bool {
    let is_word = |word: &str| {
        word.chars().next().is_some_and(|letter| letter.is_ascii_uppercase())
            && word.chars().all(|letter| letter.is_ascii_alphabetic())
    };
    text.contains('-') && text.split('-').all(is_word)
}

fn is_dotted_name(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|part| {
            part.chars().next().is_some_and(char::is_alphabetic)
                && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
                && part.len() < 16
        })
}

/// Words of keys that people write when they mean to come back.
const GUESSES: &[&str] = &[
    "secret",
    "secrets",
    "key",
    "dev",
    "development",
    "test",
    "testing",
    "password",
    "change",
    "changeme",
    "changethis",
    "me",
    "this",
    "please",
    "default",
    "super",
    "very",
    "my",
    "your",
    "the",
    "a",
    "is",
    "not",
    "so",
    "app",
    "flask",
    "string",
    "to",
    "in",
    "production",
    "prod",
    "guess",
    "never",
    "will",
    "you",
    "hard",
    "random",
    "some",
    "something",
    "here",
    "secure",
    "insecure",
    "top",
    "token",
    "admin",
    "hello",
    "world",
    "example",
    "it",
    "be",
    "should",
    "must",
    "use",
    "a",
    "for",
    "safe",
    "really",
    "long",
    "supersecret",
    "secretkey",
    "mysecretkey",
    "mysecret",
    "supersecretkey",
    "jwt",
    "session",
    "abc",
    "xyz",
    "qwerty",
    "of",
    "and",
    "do",
    "tell",
    "anyone",
    "hush",
    "shh",
    "unsafe",
    "demo",
    "local",
    "thisissecret",
    "thisisasecret",
    "replace",
    "placeholder",
];

/// Whether somebody who tries would find this key.
pub(crate) fn is_guessable(text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let distinct = {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters.len()
    };
    if text.len() < 16 || distinct < 8 {
        return true;
    }
    let words = naming::words(text);
    let known = words
        .iter()
        .filter(|word| {
            GUESSES.contains(&word.trim_end_matches(char::is_numeric))
                || word.chars().all(char::is_numeric) && word.len() < 5
        })
        .count();
    // Most of its words are such words.
    known * 2 > words.len() && words.iter().all(|word| word.len() < 16 || GUESSES.contains(&word.as_str()))
}

/// What a text is, whatever holds it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A key or token of a service.
    Token(&'static str),
    /// An address with a password in it.
    Connection {
        /// It leads to this machine or to a container beside it.
        is_local: bool,
    },
}

/// Beginning, length of the rest, and what it is.
const TOKENS: &[(&str, usize, &str)] = &[
    ("AKIA", 16, "an access key of AWS"),
    ("ASIA", 16, "an access key of AWS"),
    ("ghp_", 36, "a token of GitHub"),
    ("gho_", 36, "a token of GitHub"),
    ("ghs_", 36, "a token of GitHub"),
    ("github_pat_", 60, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("sk_live_", 20, "a key of Stripe"),
    ("rk_live_", 20, "a key of Stripe"),
    ("AIza", 35, "a key of Google"),
    ("SG.", 40, "a key of SendGrid"),
    ("pypi-", 60, "a token of PyPI"),
];

/// What a text is by its form alone.
pub(crate) fn form_of(text: &str) -> Option<Kind> {
    if text.len() > 8192 {
        return None;
    }
    if holds_private_key(text) {
        return Some(Kind::Token("a private key"));
    }
    for (start, rest, what) in TOKENS {
        let Some(tail) = text.strip_prefix(start) else { continue };
        let is_whole =
            tail.len() >= *rest && tail.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        let exact = if *rest == 16 { tail.len() == 16 } else { true };
        if is_whole && exact && !text.contains("EXAMPLE") && tail.chars().any(|letter| letter.is_ascii_digit()) {
            return Some(Kind::Token(what));
        }
    }
    if is_live_key(text) {
        return Some(Kind::Token("a live key"));
    }
    connection(text)
}

/// Letters of base64 in a row that no prose has; a line of a key has 64.
const LINE_OF_KEY: usize = 40;

/// Whether a key follows the first line of a PEM: documentation names that line alone.
fn holds_private_key(text: &str) -> bool {
    let begins = text.match_indices("-----BEGIN").filter_map(|(at, _)| text[at..].split_once("PRIVATE KEY-----"));
    let is_base64 = |letter: char| letter.is_ascii_alphanumeric() || "+/=".contains(letter);
    let holds = |inside: &str| {
        // Line breaks may be written as in JSON.
        let lines = inside.split("\\n").flat_map(|part| part.split(|letter: char| !is_base64(letter)));
        lines.into_iter().any(|line| line.len() >= LINE_OF_KEY)
    };
    begins
        .into_iter()
        .any(|(header, inside)| header.len() < 60 && holds(inside.split("-----END").next().unwrap_or_default()))
}

/// `abc_live_4eC39HqLyjWDarjtT1zdp7dc`: how many services mark the keys that are no trial.
fn is_live_key(text: &str) -> bool {
    let Some((service, key)) = text.split_once("_live_") else { return false };
    (2..=8).contains(&service.len())
        && service.chars().all(|letter| letter.is_ascii_lowercase())
        && (16..=80).contains(&key.len())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric())
        && key.chars().any(|letter| letter.is_ascii_digit())
        && key.chars().any(|letter| letter.is_ascii_alphabetic())
}

fn connection(text: &str) -> Option<Kind> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = !scheme.is_empty()
        && scheme.len() < 24
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    if !is_scheme || text.contains(char::is_whitespace) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, host) = authority.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let lower = password.to_lowercase();
    let is_placeholder = password.is_empty()
        || password == name
        || PLACEHOLDERS.iter().any(|part| lower.contains(part))
        || ["password", "pass", "passwd", "pwd", "secret", "pw"].contains(&lower.as_str());
    if is_placeholder && password != name {
        return None;
    }
    let host = host.split(':').next().unwrap_or_default();
    let is_local = password == name
        || host.is_empty()
        || !host.contains('.')
        || host.starts_with("127.")
        || host.contains("example");
    Some(Kind::Connection { is_local })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_places_to_fill_in_are_no_secrets() {
        for (name, text) in [
            ("password", "password"),
            ("token", "access_token"),
            ("API_KEY", "your-api-key-here"),
            ("secret", ""),
            ("password", "Please enter a password"),
            ("token", "csrf-token"),
            ("api_key", "<key>"),
            ("legacy_api_key_v1", "legacy_api_key_v1"),
            ("password", "PGPASSWORD"),
            ("ACL_CREDENTIALS", "Access-Control-Allow-Credentials"),
            ("_PASSWORD", "PasswordBox"),
            ("pwd", "infected"),
            ("password", "userPassword"),
            ("one_time_password", "oathTokenPIN"),
            ("jwt_token_parts", r"^([^\.\s]*)\.([^\.\s]+)$"),
        ] {
            assert!(!is_a_secret(name, text), "{name} {text}");
        }
        for (name, text) in [
            ("password", "hunter2"),
            ("password", "SWORDFISH"),
            ("db_password", "swordfish"),
            ("API_KEY", "9f86d081884c7d65"),
            ("token", "Zx81-Qw92-Lm03"),
        ] {
            assert!(is_a_secret(name, text), "{name} {text}");
        }
        for name in ["password_field", "PASSWORD_RESET_URL", "token_type", "TOKEN_EXPIRY", "csrf_token"] {
            assert!(!names_a_literal_secret(name), "{name}");
        }
    }

    #[test]
    fn keys_that_people_write_are_guessed() {
        for text in [
            "dev",
            "super-secret-key-change-me",
            "you-will-never-guess",
            "this is a very secret key",
            "aaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert!(is_guessable(text), "{text}");
        }
        for text in ["9f86d081884c7d659a2feaa0c55ad015", "b'_5#y2L\"F4Q8z\\n\\xec]/'"] {
            assert!(!is_guessable(text), "{text}");
        }
    }

    #[test]
    fn forms_tell() {
        assert_eq!(form_of("AKIAQX7PLM3RT5ZW8KVB"), Some(Kind::Token("an access key of AWS")));
        assert_eq!(form_of("postgresql://shop:t0psecr3t@db.shop.net/shop"), Some(Kind::Connection { is_local: false }));
        assert_eq!(form_of("postgresql://localhost/shop"), None);
        assert_eq!(form_of("https://example.com/a@b:c"), None);
    }
}
