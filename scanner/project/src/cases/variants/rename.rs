//! Renames locals.

use super::super::application::Text;
use super::rewrite::{Edit, Rewritten, apply};
use std::collections::{BTreeMap, BTreeSet};
use stopple_source::Span;
use stopple_syntax::hir::{Expr, File, Scope, ScopeKind, Variable};

/// Gives every plain local of a function another name, where that is sure to be all that changes.
pub(crate) fn locals(texts: &[Text]) -> Vec<Rewritten> {
    texts.iter().map(|text| if text.is_python() { file(text) } else { Rewritten::unchanged(text) }).collect()
}

fn file(text: &Text) -> Rewritten {
    let reading = stopple_syntax::read(&text.text);
    let file = &reading.file;
    let mut edits = Vec::new();
    for scope in file.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function) {
        edits.extend(of_scope(text, file, scope));
    }
    apply(text, edits, Vec::new())
}

/// The renames of one function's locals.
fn of_scope(text: &Text, file: &File, scope: &Scope) -> Vec<Edit> {
    let inner: Vec<Span> = file
        .scopes
        .iter()
        .map(|other| other.span)
        .filter(|span| *span != scope.span && scope.span.holds(*span))
        .collect();
    let mut uses: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
    for (expr, span) in file.exprs.iter().zip(&file.expr_spans) {
        let Expr::Var(Variable::Slot(_)) = expr else { continue };
        let inside = scope.span.contains(span.start) && !inner.iter().any(|inner| inner.contains(span.start));
        if let (true, Some(name)) = (inside, text.text.get(span.start as usize..span.end as usize)) {
            uses.entry(name).or_default().insert(*span);
        }
    }
    let parameters: BTreeSet<&str> =
        scope.params.iter().filter_map(|param| file.names.get(param.name.0 as usize)).map(|name| &**name).collect();
    let body = text.text.get(scope.span.start as usize..scope.span.end as usize).unwrap_or_default();
    let mut edits = Vec::new();
    for (name, spans) in uses {
        if !parameters.contains(name) && all_are_uses(body, scope.span.start, name, &spans) {
            edits.extend(spans.into_iter().map(|span| Edit { span, new: format!("{name}_renamed") }));
        }
    }
    edits
}

/// Whether the name stands nowhere in the function but where the local is used, or names an attribute or a keyword.
fn all_are_uses(body: &str, start: u32, name: &str, uses: &BTreeSet<Span>) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    body.match_indices(name).all(|(at, _)| {
        let before = body.get(..at).unwrap_or_default();
        let after = body.get(at + name.len()..).unwrap_or_default();
        if before.chars().next_back().is_some_and(is_word) || after.chars().next().is_some_and(is_word) {
            return true;
        }
        let from = start + u32::try_from(at).unwrap_or(0);
        let span = Span::new(from, from + u32::try_from(name.len()).unwrap_or(0));
        if uses.contains(&span) || before.ends_with('.') {
            return true;
        }
        // In quotes (a key of the same name), in a comment, or a keyword of a call.
        let quoted = before.ends_with(['"', '\'']) && after.starts_with(['"', '\'']);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let keyword = after.starts_with('=') && !after.starts_with("==") && before.trim_end().ends_with(['(', ',']);
        quoted || keyword || line.contains("# ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locals_are_renamed_and_nothing_else() {
        let text = "def f(a):\n    b = a.b\n    c = g(b=b, d=a)['b']\n    import c\n    return f'{b}' + c\n";
        let after = locals(&[Text { path: "a.py".into(), text: text.into() }]);
        let changed = "def f(a):\n    b_renamed = a.b\n    c = g(b=b_renamed, d=a)['b']\n    import c\n    return f'{b_renamed}' + c\n";
        assert_eq!(after.first().map(|text| text.text.text.as_str()), Some(changed));
    }
}
