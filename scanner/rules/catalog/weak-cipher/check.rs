//! Finds ciphers and modes that are broken, and keys that are too short.

use crate::{Context, Draft, code, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Fact;

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
