//! What `read` makes of Python, seen from outside the crate.

mod constructs;
mod hostile;
mod properties;
mod recovery;
mod scopes;

use stopple_syntax::{Reading, dump, read};

/// Reads a text that must be without problems and shows what it was lowered to.
fn lowered(text: &str) -> String {
    let reading = read(text);
    assert_eq!(reading.problems, [], "in {text}");
    dump(&reading.file)
}

/// Checks each pair of a text and its lowered form.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let actual = lowered(text);
        assert_eq!(actual.trim_end(), *expected, "for\n{text}");
    }
}

/// The names that the scope with this qualified name mentions.
fn mentions(reading: &Reading, qualified: &str) -> Vec<String> {
    let scope = reading.file.scopes.iter().find(|scope| &*scope.qualified == qualified);
    let names = scope.map(|scope| scope.mentions.clone()).unwrap_or_default();
    let mut names: Vec<String> = names.iter().map(|name| reading.file.names[name.0 as usize].to_string()).collect();
    names.sort();
    names
}
