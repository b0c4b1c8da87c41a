//! Looks at what is hashed and what the digest is for, and leaves checksums to pedantic readers.

use crate::{Context, Draft, code, naming, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Fact, Place};
use stopple_libraries::concept;

/// Broken functions: a signature can be forged, a password guessed.
const BROKEN: &[&str] = &["md2", "md4", "md5", "sha1", "sha"];
/// Sound functions, but too fast for passwords.
const FAST: &[&str] =
    &["sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"];
/// Short passwords of figures. What they are elsewhere (a foot of a chip) nobody hashes.
const PINS: &[&str] = &["pin", "pincode"];
const SECURITY: &[&str] = &[
    "signature",
    "sign",
    "signed",
    "hmac",
    "mac",
    "token",
    "secret",
    "apikey",
    "api_key",
    "auth",
    "credential",
    "credentials",
    "session",
    "otp",
    "nonce",
    "csrf",
    "certificate",
    "verify",
];
/// Words of digests that only tell contents apart.
const CHECKSUMS: &[&str] = &[
    "etag",
    "checksum",
    "cache",
    "cached",
    "gravatar",
    "avatar",
    "fingerprint",
    "dedup",
    "duplicate",
    "duplicates",
    "chunk",
    "chunks",
    "file",
    "files",
    "filename",
    "path",
    "content",
    "contents",
    "color",
    "colour",
    "bucket",
    "shard",
    "md5sum",
    "sha1sum",
    "version",
    "asset",
    "static",
    "thumbnail",
    "image",
    "url",
    "key",
    "digest",
    "guid",
    "uuid",
    "uid",
    "slug",
    "email",
    "blob",
    "body",
    "etags",
    "crc",
    "git",
    "commit",
    "revision",
    "diff",
    "query",
    "row",
    "hexdigest_of",
    "memo",
    "memoize",
    "name",
    "ident",
    "hash_file",
    "source",
    "template",
    "data_hash",
    "ui",
    "websocket",
    "ws",
];

/// Calls that give what nobody can guess.
const RANDOM: &[&str] =
    &["urandom", "token_bytes", "token_hex", "token_urlsafe", "getrandbits", "randbytes", "uuid4", "get_random_bytes"];
/// Words of what such calls gave.
const TOKENS: &[&str] = &["token", "nonce", "raw_token", "reset_token"];

/// All weak digests.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    context.facts("hash").filter_map(|fact| judge(context, rule, fact)).chain(schemes(context, rule)).collect()
}

/// Whether a digest is what a slow or keyed function is built on: `PBKDF2HMAC(algorithm=hashes.SHA256(), ...)`.
fn is_part_of_function(context: &Context, fact: &Fact) -> bool {
    const BUILT: &[&str] =
        &["PBKDF2HMAC(", "HKDF(", "HKDFExpand(", "ConcatKDFHash(", "ConcatKDFHMAC(", "KBKDFHMAC(", "X963KDF("];
    let before = context.text_before(fact.place, 300);
    BUILT.iter().filter_map(|name| before.rfind(name).map(|at| &before[at..])).any(|rest| {
        let mut open = 0_u32;
        let closes = |char: char| {
            open = match char {
                '(' => open + 1,
                ')' => open.saturating_sub(1),
                _ => return false,
            };
            open == 0
        };
        !rest.chars().any(closes)
    })
}

fn judge(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    if fact.argument("usedforsecurity").is_some_and(|argument| views::may_be(&argument.view, false)) {
        return None;
    }
    if fact.path.contains(".hashes.") && is_part_of_function(context, fact) {
        return None;
    }
    let names = algorithms(fact);
    let is_broken = names.iter().any(|name| BROKEN.contains(&name.as_str()));
    let is_fast = names.iter().any(|name| FAST.contains(&name.as_str()));
    if !is_broken && !is_fast {
        return None;
    }
    let file = code::file(context.program, fact.place.file);
    let around = file.around(fact.place.span);
    let hashed = hashed_text(context, fact, file, &around.targets);
    let holds_password = fact.arguments.iter().map(|argument| &argument.view).any(|view| {
        view.sources.iter().any(|kind| concept::source_name(*kind) == "password")
            || view.reads.iter().map(|read| context.text(*read)).any(|read| {
                // A whole statement may speak of passwords and read none.
                read.len() < 60 && naming::has_any(read, naming::PASSWORDS)
            })
    });
    let function = file.function_name(fact.place.span);
    // What is around speaks of passwords, and what is hashed is a token that nobody can guess: of a link that resets one.
    let is_drawn = |line: &str| {
        let drawn = line.split_once('=').filter(|(_, made)| holds_words(made, RANDOM));
        drawn.is_some_and(|(name, _)| has_name(&hashed, name.trim()))
    };
    let is_random = || {
        holds_words(&hashed, RANDOM)
            || holds_words(&hashed, TOKENS) && !is_broken
            || file.scope_text(file.scope_at(fact.place.span)).lines().any(is_drawn)
    };
    let named_around = || {
        naming::has_any(function, naming::PASSWORDS)
            || around.targets.iter().any(|name| naming::has_any(name, naming::PASSWORDS))
    };
    let is_password = holds_password
        || naming::has_any(&hashed, PINS)
        || naming::has_any(&hashed, naming::PASSWORDS)
        || named_around() && !is_random()
        || hashes_a_pin(&hashed, function);
    let name = names.first().map_or("", |name| name.as_str());
    if is_password {
        let message = if is_broken {
            format!("a password is hashed with {}, which is broken and fast", shown(name))
        } else {
            format!("a password is hashed with {}, which is too fast for passwords", shown(name))
        };
        let mut draft = context.draft(rule, fact.place, fact.holder, message);
        draft.severity = if is_broken { Severity::High } else { Severity::Medium };
        draft = draft.doubted(Confidence::Medium, "that it is a password is judged by its name");
        // The makers of password hashes use plain ones inside; the list of stolen passwords is asked by SHA-1.
        let scope = file.scope_text(file.scope_at(fact.place.span)).to_lowercase();
        let is_known_use = file.path.trim_end_matches(".py").split('/').any(|part| part.ends_with("crypt"))
            || ["pwned", "hibp", "breach"].iter().any(|word| scope.contains(word));
        return Some(quiet_in_tests(if is_known_use { draft.quiet() } else { draft }, file));
    }
    if !is_broken {
        return None;
    }
    let mut draft = context.draft(
        rule,
        fact.place,
        fact.holder,
        format!("{} is broken: who wants can make two texts with one digest", shown(name)),
    );
    // What the digest is for tells more than what goes in.
    let names: Vec<&str> = around.targets.iter().map(String::as_str).chain([function]).collect();
    let stem = file.path.rsplit('/').next().unwrap_or_default();
    let speak_of = |words: &[&str]| names.iter().any(|name| naming::has_any(name, words));
    let scope = file.scope_text(file.scope_at(fact.place.span));
    let is_compared = around.targets.iter().any(|name| is_compared_safely(&scope, name));
    // A secret beside the data makes a signature of it, even if it is called a digest.
    let is_mixed = naming::has_any(&hashed, &["secret"]) && hashed.contains('+')
        || hashed.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(naming::names_opening_key);
    let is_cached = speak_of(&["cache", "cached", "etag", "memo", "memoize", "color", "colour", "shard", "bucket"]);
    let is_security = is_compared
        || speak_of(SECURITY)
        || is_mixed && !is_cached
        || !speak_of(CHECKSUMS) && naming::has_any(&hashed, SECURITY);
    if is_security {
        draft = draft.doubted(Confidence::Medium, "what the digest is for is judged by names");
        return Some(quiet_in_tests(draft, file));
    }
    draft.severity = Severity::Low;
    draft = draft.doubted(Confidence::Low, "nothing tells what the digest is for");
    let is_checksum = speak_of(CHECKSUMS)
        || naming::has_any(stem, CHECKSUMS)
        || naming::has_any(file.text_at(around.expression), CHECKSUMS);
    if is_checksum || !hashes_visitors_data(fact, file) {
        draft = draft.quiet();
    }
    Some(quiet_in_tests(draft.note("if it is only a checksum, `usedforsecurity=False` says so"), file))
}

/// Whether one of the names in a text is one of these words, or ends with one.
fn holds_words(text: &str, words: &[&str]) -> bool {
    let ends_with =
        |name: &str, word: &str| name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
    names_in(text).any(|name| words.iter().any(|word| ends_with(name, word)))
}

fn has_name(text: &str, wanted: &str) -> bool {
    names_in(text).any(|name| name == wanted)
}

fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// `pin_digest(login, pin)`: a few digits are guessed sooner than any password. A pin alone may be one of a board.
fn hashes_a_pin(hashed: &str, function: &str) -> bool {
    const PINS: &[&str] = &["pin", "pincode", "passcode"];
    naming::has_any(function, PINS) && naming::has_any(hashed, PINS)
}

/// `compare_digest(sent, expected)`: nobody hides how long it takes to compare checksums.
fn is_compared_safely(scope: &str, name: &str) -> bool {
    scope
        .lines()
        .filter_map(|line| line.split_once("compare_digest("))
        .any(|(_, rest)| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name))
}

/// Whether a visitor's data goes in, as far as can be seen.
fn hashes_visitors_data(fact: &Fact, file: code::Code) -> bool {
    let mut sources = fact.arguments.iter().flat_map(|argument| &argument.view.sources);
    let reads = file.scope_text(file.scope_at(fact.place.span));
    sources.any(|kind| concept::source_name(*kind).starts_with("http-")) || reads.contains("request.")
}

fn quiet_in_tests(draft: Draft, file: code::Code) -> Draft {
    if file.is_test() { draft.quiet() } else { draft }
}

/// The names of the functions that may be meant, in lower case.
fn algorithms(fact: &Fact) -> Vec<String> {
    let last = fact.path.rsplit('.').next().unwrap_or_default();
    if fact.path.starts_with("hashlib.") && matches!(last, "new" | "file_digest") {
        let name = views::argument(fact, &["name", "digest"]);
        return name
            .map(|name| views::strings(&name.view))
            .unwrap_or_default()
            .into_iter()
            .map(|name| name.to_lowercase().replace('-', ""))
            .collect();
    }
    fact.path
        .split('.')
        .rev()
        .take(3)
        .map(str::to_lowercase)
        .filter(|part| BROKEN.contains(&part.as_str()) || FAST.contains(&part.as_str()))
        .collect()
}

fn shown(name: &str) -> String {
    match name {
        "sha" => "SHA-1".to_owned(),
        name => name.to_uppercase().replace("SHA1", "SHA-1").replace("SHA2", "SHA-2").replace("SHA5", "SHA-5"),
    }
}

/// What is hashed, as written: the arguments, and those of `update` on the same name in the same function.
fn hashed_text(context: &Context, fact: &Fact, file: code::Code, targets: &[String]) -> String {
    let mut text: String = fact
        .arguments
        .iter()
        .filter(|argument| argument.name != "usedforsecurity" && argument.place != fact.place)
        .map(|argument| context.text(argument.place))
        .collect::<Vec<_>>()
        .join(" ");
    let scope = file.scope_text(file.scope_at(fact.place.span));
    for line in scope.lines() {
        if targets.iter().any(|target| line.contains(&format!("{target}.update("))) {
            text.push(' ');
            text.push_str(line.split_once(".update(").map_or("", |(_, rest)| rest));
        }
    }
    text
}

/// Schemes of passlib that are a plain digest of the password, or older than today's computers.
const WEAK_SCHEMES: &[&str] = &[
    "md5_crypt",
    "apr_md5_crypt",
    "des_crypt",
    "bsdi_crypt",
    "bigcrypt",
    "crypt16",
    "lmhash",
    "nthash",
    "msdcc",
    "mysql323",
    "mysql41",
    "mssql2000",
    "mssql2005",
    "oracle10",
    "oracle11",
    "postgres_md5",
    "hex_md4",
    "hex_md5",
    "hex_sha1",
    "hex_sha256",
    "hex_sha512",
    "ldap_md5",
    "ldap_sha1",
    "ldap_salted_md5",
    "ldap_salted_sha1",
    "ldap_plaintext",
    "django_salted_md5",
    "django_salted_sha1",
    "django_des_crypt",
    "plaintext",
];
/// Names of plain digests where Werkzeug and others take the name of a method.
const PLAIN_METHODS: &[&str] = &["md5", "sha1", "plain", "sha256", "sha512"];

/// Password hashing of Werkzeug and passlib with a scheme that is none.
fn schemes<'a>(context: &'a Context, rule: &'a Rule) -> impl Iterator<Item = Draft> + 'a {
    context.facts("password-hash").filter_map(|fact| {
        let file = code::file(context.program, fact.place.file);
        let (place, weak) = by_class(fact).or_else(|| by_argument(fact))?;
        let draft = context.draft(
            rule,
            place,
            fact.holder,
            format!("passwords are hashed with `{weak}`, which is no password hash"),
        );
        Some(quiet_in_tests(draft, file))
    })
}

/// `passlib.hash.md5_crypt.hash(password)`: the class is the scheme.
fn by_class(fact: &Fact) -> Option<(Place, String)> {
    let scheme = fact.receiver.path.as_deref()?.strip_prefix("passlib.hash.")?;
    WEAK_SCHEMES.contains(&scheme).then(|| (fact.place, scheme.to_owned()))
}

/// `CryptContext(schemes=["md5_crypt"])`, `generate_password_hash(password, method="md5")`.
fn by_argument(fact: &Fact) -> Option<(Place, String)> {
    // New passwords are hashed by the first of the schemes, or by the one that is the default.
    let method = views::argument(fact, &["default", "method", "schemes", "hash_name"])?;
    let named = views::strings(&method.view)
        .into_iter()
        .chain(method.view.entries.iter().take(1).flat_map(|(_, view)| views::strings(view)));
    let weak = named.filter_map(|name| name.split([',', ' ']).next()).map(str::to_lowercase).find(|name| {
        method.name != "hash_name" && (PLAIN_METHODS.contains(&name.as_str()) || WEAK_SCHEMES.contains(&name.as_str()))
    })?;
    Some((method.place, weak))
}
