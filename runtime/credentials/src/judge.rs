//! Is a password one? The rules of NIST SP 800-63B-4 (3.1.1.2) and ASVS 5 (6.2): length, and nothing that is tried first.
//! No rule about kinds of characters: they make passwords worse.

use std::fmt;
use zxcvbn::feedback::Warning;
use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::{Entropy, Score, zxcvbn};

/// Characters of a password. Far above the 64 that have to be allowed (ASVS 6.2.9), and below what only troubles the server.
pub const LONGEST: usize = 1024;

/// Guesses that an attacker makes first. The lists of the commonest passwords, words and names have fewer entries, and rows of
/// keys, years and repetitions lie below it.
const FIRST_GUESSES: u64 = 1_000_000;

/// Characters that are estimated. The time grows with more than their square, and a beginning that withstands guessing does so with
/// whatever follows.
const ESTIMATED: usize = 40;

/// Words about the user and the site that are looked at, and characters of each.
const MOST_WORDS: usize = 100;
const LONGEST_WORD: usize = 100;

/// Letters that a word needs to count: shorter ones stand in other words by chance.
const SHORTEST_WORD: usize = 3;
const SHORTEST_PART: usize = 4;

/// Why a password is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Fewer characters than wanted.
    Short,
    /// More than [`LONGEST`].
    Long,
    /// Among those that attackers try first.
    Common,
    /// What it has beside words about the user or the site is no password.
    Context,
}

impl Fault {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
            Self::Common => "common",
            Self::Context => "context",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// Judges a password, which has been normalised. `words` are those about the user and the site: name, address, host.
///
/// # Errors
/// The first fault found.
pub fn judge(password: &str, minimum: usize, words: &[String]) -> Result<(), Fault> {
    let length = password.chars().count();
    if length < minimum {
        return Err(Fault::Short);
    }
    if length > LONGEST {
        return Err(Fault::Long);
    }
    if is_common(password) {
        return Err(Fault::Common);
    }
    let rest = without(&password.to_lowercase(), &parts(words));
    // An attacker knows the words. They count for nothing, so the rest has to be a password by itself.
    match rest {
        Some(rest) if rest.chars().count() < minimum || is_common(&rest) => Err(Fault::Context),
        _ => Ok(()),
    }
}

/// Strength of a password from 0 to 4, and a sentence about what is weak in it; empty where nothing is.
pub fn strength(password: &str, words: &[String]) -> (u8, &'static str) {
    let parts = parts(words);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let found = estimate(password, &parts);
    let score = match found.score() {
        Score::Zero => 0,
        Score::One => 1,
        Score::Two => 2,
        Score::Three => 3,
        _ => 4,
    };
    (score, hint(&found))
}

/// All that [`strength`] says, for those who translate it.
pub const HINTS: &[&str] = &[KEYS, REPEATS, COMMON, SEQUENCES, DATES, WORDS, NAMES, MORE];

const KEYS: &str = "Neighbouring keys are guessed early.";
const REPEATS: &str = "Repetitions add little.";
const COMMON: &str = "Many people use this password or one like it.";
const SEQUENCES: &str = "Sequences of letters or digits are guessed early.";
const DATES: &str = "Dates and years are guessed early.";
const WORDS: &str = "A single word is guessed early.";
const NAMES: &str = "Names are guessed early.";
const MORE: &str = "A few more words make it strong.";

fn hint(found: &Entropy) -> &'static str {
    let Some(feedback) = found.feedback() else { return "" };
    match feedback.warning() {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => KEYS,
        Some(Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => REPEATS,
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => COMMON,
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => SEQUENCES,
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => DATES,
        Some(Warning::AWordByItselfIsEasyToGuess) => WORDS,
        Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess) => {
            NAMES
        }
        None => MORE,
    }
}

/// Whether a password is one entry of a list, in whatever spelling, or otherwise among the first guesses.
fn is_common(password: &str) -> bool {
    let found = estimate(password, &[]);
    let is_listed = matches!(found.sequence(), [one] if matches!(one.pattern, MatchPattern::Dictionary(_)));
    found.guesses() < FIRST_GUESSES || is_listed
}

fn estimate(password: &str, words: &[&str]) -> Entropy {
    zxcvbn(&password.chars().take(ESTIMATED).collect::<String>(), words)
}

/// The words, and the parts of those that have some (an address, a full name), the longest first.
fn parts(words: &[String]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in words.iter().take(MOST_WORDS) {
        let word: String = word.chars().take(LONGEST_WORD).collect::<String>().to_lowercase();
        let long = |text: &str, least| text.chars().count() >= least;
        parts.extend(
            word.split(|it: char| !it.is_alphanumeric()).filter(|it| long(it, SHORTEST_PART)).map(str::to_owned),
        );
        if long(&word, SHORTEST_WORD) {
            parts.push(word);
        }
    }
    parts.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    parts.dedup();
    parts
}

/// The text without the words, or `None` where it has none of them.
fn without(text: &str, words: &[String]) -> Option<String> {
    let mut rest = text.to_owned();
    for word in words {
        if rest.contains(word.as_str()) {
            rest = rest.replace(word.as_str(), "");
        }
    }
    (rest != text).then_some(rest)
}
