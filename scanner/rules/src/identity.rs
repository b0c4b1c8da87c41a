//! What makes a finding the same finding after an edit elsewhere.

use std::collections::BTreeSet;
use stopple_flow::outcome::Place;
use stopple_program::{Program, ScopeRef};

/// The line at which a place begins, without its locals' names, its comment and its spacing.
pub(crate) fn line_without_locals(program: &Program, place: Place, holder: ScopeRef) -> String {
    let source = program.source(place.file);
    let line = source.position(place.span.start).line;
    without_locals(source.lines().line_text(&source.text, line), program, holder)
}

/// A text with `_` for each local name of the scope, and without spaces and comments.
pub(crate) fn without_locals(text: &str, program: &Program, holder: ScopeRef) -> String {
    let file = &program.file(holder.file).reading.file;
    let locals: BTreeSet<&str> = file
        .scopes
        .get(holder.scope.0 as usize)
        .into_iter()
        .flat_map(|scope| scope.slots.iter().chain(&scope.cells))
        .filter_map(|name| file.names.get(name.0 as usize).map(|name| &**name))
        .collect();
    let mut out = String::new();
    let mut word = String::new();
    let code = text.split(" #").next().unwrap_or_default();
    for letter in code.chars().chain([' ']) {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        out.push_str(if locals.contains(word.as_str()) { "_" } else { &word });
        word.clear();
        if !letter.is_whitespace() {
            out.push(letter);
        }
    }
    out
}
