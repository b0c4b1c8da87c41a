//! Finds ciphers and modes that are broken, and keys that are too short.

use crate::{Context, Draft, code, naming, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Const, Fact};

/// Part of a path, and what to say.
const BROKEN: &[(&str, &str)] = &[
    ("DES", "DES has a key of 56 bits, which is found by trying"),
    ("DES3", "Triple DES has blocks of 64 bits and is withdrawn"),
    ("TripleDES", "Triple DES has blocks of 64 bits and is withdrawn"),
    ("ARC4", "RC4 leaks what it encrypts"),
    ("RC4", "RC4 leaks what it encrypts"),
    ("ARC2", "RC2 is broken"),
    ("RC2", "RC2 is broken"),
    ("Blowfish", "Blowfish has blocks of 64 bits, which repeat"),
    ("CAST", "CAST-128 has blocks of 64 bits, which repeat"),
    ("CAST5", "CAST-128 has blocks of 64 bits, which repeat"),
    ("IDEA", "IDEA has blocks of 64 bits, which repeat"),
    ("SEED", "SEED is withdrawn"),
    ("XOR", "XOR hides nothing"),
    ("ECB", "ECB shows which blocks are equal"),
];

/// All weak ciphers and keys.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let ciphers = context.facts("cipher").filter_map(|fact| cipher(context, rule, fact));
    ciphers.chain(context.facts("key-made").filter_map(|fact| key(context, rule, fact))).collect()
}

fn cipher(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let file = code::file(context.program, fact.place.file);
    let named = BROKEN.iter().find(|(part, _)| fact.path.split('.').any(|own| own == *part));
    let draft = match named {
        Some((_, words)) => context.draft(rule, fact.place, fact.holder, *words),
        None if reuses_beginning(context, fact) => context.draft(
            rule,
            fact.place,
            fact.holder,
            "what each text begins with is always the same: equal texts look equal",
        ),
        None => {
            let mode = fact.argument("mode")?;
            let text = context.text(mode.place);
            // `MODE_ECB` is 1 in PyCryptodome.
            let is_ecb = text.contains("ECB")
                || mode.view.path.as_deref().is_some_and(|path| path.ends_with("MODE_ECB"))
                || views::integer(&mode.view) == Some(1);
            if !is_ecb {
                return None;
            }
            context.draft(rule, mode.place, fact.holder, "ECB shows which blocks are equal")
        }
    };
    Some(if file.is_test() { draft.quiet() } else { draft })
}

/// Whether what should be new for each text, the initialization vector or the nonce, is a constant where something is encrypted.
fn reuses_beginning(context: &Context, fact: &Fact) -> bool {
    let Some(given) = views::argument(fact, &["initialization_vector", "iv", "IV", "nonce"]) else { return false };
    let is_constant = given.view.constants.as_deref().is_some_and(|constants| {
        !constants.is_empty() && constants.iter().all(|constant| matches!(constant, Const::Bytes(_) | Const::Str(_)))
    });
    let file = code::file(context.program, fact.place.file);
    let around = file.text_at(file.around(fact.place.span).expression);
    // What was encrypted so long ago has to be read.
    let only_reads = around.contains("decrypt") || naming::has_any(file.function_name(fact.place.span), READING);
    (is_constant || repeats_a_constant(context.text(given.place))) && !only_reads
}

/// Words of functions that read what is encrypted.
const READING: &[&str] = &["decrypt", "decode", "open", "unseal", "unwrap", "read", "load"];

/// `b"\x00" * 16`, `bytes(16)`
fn repeats_a_constant(text: &str) -> bool {
    let is_number = |text: &str| text.trim().chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_quoted =
        |text: &str| text.starts_with(['b', '"', '\'']) && text.ends_with(['"', '\'']) && !text.contains('{');
    text.split_once('*').is_some_and(|(text, times)| is_quoted(text.trim()) && !times.contains(['(', '"', '\'']))
        || text.strip_prefix("bytes(").and_then(|rest| rest.strip_suffix(')')).is_some_and(is_number)
}

fn key(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    if fact.path.contains(".ec.") || fact.path.contains("ECC") {
        return None;
    }
    let size = views::argument(fact, &["key_size", "bits"])?;
    let bits = views::integer(&size.view).filter(|bits| *bits < 2048)?;
    let mut draft = context.draft(rule, size.place, fact.holder, format!("a key of {bits} bits can be broken"));
    draft.severity = if bits < 1024 { Severity::High } else { Severity::Medium };
    draft.confidence = Confidence::High;
    Some(if code::file(context.program, fact.place.file).is_test() { draft.quiet() } else { draft })
}
