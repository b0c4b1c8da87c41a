//! Is a `SECRET_KEY` one? Whoever knows or guesses it writes sessions of his own and is anybody.

use std::fmt;

/// What is wrong with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// There is none.
    Missing,
    /// It stands in a documentation or in lists that attackers try first.
    Known,
    /// Too few characters for its alphabet.
    Short,
    /// Made of words or of a repetition.
    Guessable,
}

impl fmt::Display for Weakness {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Missing => "is not set",
            Self::Known => "stands in documentations and in the lists that attackers try first",
            Self::Short => "is too short to resist guessing",
            Self::Guessable => "is made of words or repetitions, and can be guessed",
        })
    }
}

/// Bits that have to be guessed. 122 of them are in a random UUID, which many use.
const ENOUGH_BITS: f64 = 120.0;

/// Bits that have to be left of a key without its words and rows. Random text loses some of its characters to chance.
const ENOUGH_UNEXPECTED_BITS: f64 = 64.0;

/// Keys that tutorials and documentations show and that are therefore the first to be tried.
const KNOWN: &[&[u8]] = &[
    b"192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    b"_5#y2L\"F4Q8z\n\xec]/",
    b"_5#y2L\"F4Q8z\\n\\xec]/",
    b"\xf9'\xe4p(\xa9\x12\x1a!\x94\x8d\x1c\x99l\xc7\xb7e\xc7c\x86\x02MJ\xa0",
    b"5791628bb0b13ce0c676dfde280ba245",
    b"A0Zr98j/3yX R~XHH!jmN]LWX/,?RT",
];

/// Words that people write in place of a key. Their letters count for nothing.
const WORDS: &[&str] = &[
    "development",
    "production",
    "supersecret",
    "youcannotguess",
    "application",
    "something",
    "password",
    "default",
    "example",
    "private",
    "changeme",
    "replace",
    "session",
    "testing",
    "website",
    "project",
    "tutorial",
    "insecure",
    "random",
    "secret",
    "change",
    "flask",
    "python",
    "really",
    "string",
    "please",
    "guess",
    "never",
    "super",
    "token",
    "hello",
    "world",
    "admin",
    "login",
    "thisis",
    "should",
    "signing",
    "django",
    "qwerty",
    "letmein",
    "value",
    "long",
    "very",
    "test",
    "user",
    "hard",
    "safe",
    "your",
    "will",
    "that",
    "this",
    "with",
    "here",
    "from",
    "must",
    "them",
    "some",
    "keep",
    "key",
    "dev",
    "app",
    "you",
    "not",
    "and",
    "the",
    "for",
    "web",
    "our",
    "put",
    "set",
    "my",
    "to",
    "is",
    "in",
    "it",
    "me",
    "a",
];

/// Judges a key.
///
/// # Errors
/// The first weakness found.
pub fn judge(key: &[u8]) -> Result<(), Weakness> {
    if key.is_empty() {
        return Err(Weakness::Missing);
    }
    if KNOWN.contains(&key) {
        return Err(Weakness::Known);
    }
    let bits = |count: usize| count as f64 * bits_each(key);
    let text = String::from_utf8_lossy(key).to_ascii_lowercase();
    let printable = key.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    if printable && is_words(&text) && key.len() < 24 {
        return Err(Weakness::Known);
    }
    if bits(key.len()) < ENOUGH_BITS {
        return Err(Weakness::Short);
    }
    let distinct = {
        let mut seen = [false; 256];
        key.iter().for_each(|byte| seen[usize::from(*byte)] = true);
        seen.iter().filter(|seen| **seen).count()
    };
    if distinct < 8 || (printable && bits(unexpected(&text)) < ENOUGH_UNEXPECTED_BITS) || is_repetition(key) {
        return Err(Weakness::Guessable);
    }
    Ok(())
}

/// Bits of one character, if it was drawn from the smallest usual alphabet that holds them all.
fn bits_each(key: &[u8]) -> f64 {
    let all = |test: fn(&u8) -> bool| key.iter().all(test);
    let alphabet: f64 = if all(|byte| byte.is_ascii_digit()) {
        10.0
    } else if all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte) || *byte == b'-')
        || all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(byte) || *byte == b'-')
    {
        16.0
    } else if all(|byte| byte.is_ascii_lowercase()) || all(|byte| byte.is_ascii_uppercase()) {
        26.0
    } else if all(|byte| byte.is_ascii_alphanumeric()) {
        62.0
    } else if all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
        64.0
    } else {
        256.0
    };
    alphabet.log2()
}

fn is_words(text: &str) -> bool {
    without_words(text).chars().all(|it| !it.is_ascii_alphabetic())
}

/// What is left of a text without its words, rows of digits and runs.
fn unexpected(text: &str) -> usize {
    let rest = without_words(text);
    let bytes = rest.as_bytes();
    let mut count = usize::from(!bytes.is_empty());
    for pair in bytes.windows(2) {
        // The next character of a row or a run is known from the one before.
        if !matches!(i16::from(pair[1]) - i16::from(pair[0]), -1..=1) {
            count += 1;
        }
    }
    count
}

fn without_words(text: &str) -> String {
    // Short words stand in random text by chance; they are taken out only where the text is mostly words anyway.
    let mut long_only = text.to_owned();
    for word in WORDS.iter().filter(|word| word.len() > 4) {
        long_only = long_only.replace(word, "");
    }
    let mut all = long_only.clone();
    for word in WORDS.iter().filter(|word| word.len() <= 4) {
        all = all.replace(word, "");
    }
    if all.len() * 2 < text.len() { all } else { long_only }
}

fn is_repetition(key: &[u8]) -> bool {
    (1..=key.len() / 3).any(|length| key.iter().zip(key.iter().skip(length)).all(|(one, other)| one == other))
}
