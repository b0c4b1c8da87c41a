//! Inserts dead code; moves reads into functions of their own, and these into a module of their own.

use super::super::application::Text;
use super::rewrite::{Edit, Rewritten, apply};
use std::collections::BTreeSet;
use stopple_source::{LineIndex, Span};
use stopple_syntax::hir::{Expr, File, Scope, ScopeKind, Stmt, Variable};

/// Puts code without effect before the first statement of every function.
pub(crate) fn dead_code(texts: &[Text]) -> Vec<Rewritten> {
    each(texts, |text, file| {
        let mut edits = Vec::new();
        for scope in file.scopes.iter().filter(|scope| scope.kind == ScopeKind::Function) {
            let Some(first) = body_spans(file, scope).nth(usize::from(scope.docstring.is_some())) else { continue };
            let before = text.text.get(..first.start as usize).unwrap_or_default();
            let indent = before.rsplit('\n').next().unwrap_or_default();
            if indent.is_empty() || !indent.chars().all(|letter| letter == ' ' || letter == '\t') {
                continue;
            }
            let new = format!(
                "unused_before = ['nothing']\n{indent}if False:\n{indent}    unused_before = {{}}\n{indent}for unused_item in unused_before:\n\
                 {indent}    pass\n{indent}"
            );
            edits.push(Edit { span: Span::new(first.start, first.start), new });
        }
        apply(text, edits, Vec::new())
    })
}

/// Moves values that are assigned and need no local into functions at the end of the file.
pub(crate) fn helpers(texts: &[Text]) -> Vec<Rewritten> {
    each(texts, |text, file| {
        let (edits, lines) = extracted(text, file);
        apply(text, edits, lines)
    })
}

/// Moves such values into functions of a new module; for cases that are a single file.
pub(crate) fn module(texts: &[Text]) -> Vec<Rewritten> {
    let [text] = texts else { return texts.iter().map(Rewritten::unchanged).collect() };
    let reading = stopple_syntax::read(&text.text);
    let file = &reading.file;
    let (edits, lines) = extracted(text, file);
    let Some(imports) = imports(text, file).filter(|_| !edits.is_empty()) else {
        return vec![Rewritten::unchanged(text)];
    };
    // What the functions name must be what the imports bind.
    let bound: BTreeSet<&str> = file.aliases.iter().filter_map(|alias| bound_name(file, alias.target)).collect();
    let names_of = |edit: &Edit| -> Vec<&str> { globals_in(file, edit.span).collect() };
    let builtin = |name: &str| matches!(name, "str" | "int" | "len" | "list" | "dict" | "open" | "sorted" | "bytes");
    if !edits.iter().flat_map(names_of).all(|name| bound.contains(name) || builtin(name)) {
        return vec![Rewritten::unchanged(text)];
    }
    let names: Vec<String> = (0..edits.len()).map(|number| format!("extracted_{number}")).collect();
    let import = format!("from extracted_reads import {}\n", names.join(", "));
    let Some(after_imports) = imports.last().map(|span| span.end) else { return vec![Rewritten::unchanged(text)] };
    let mut edits = edits;
    edits.push(Edit { span: Span::new(after_imports, after_imports), new: format!("\n{}", import.trim_end()) });
    let mut new_file: Vec<(String, u32)> = Vec::new();
    let index = LineIndex::new(&text.text);
    for span in &imports {
        let import = text.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        new_file.extend(import.lines().zip(index.line(span.start)..).map(|(line, number)| (line.to_owned(), number)));
    }
    new_file.extend(lines);
    let mut changed =
        vec![Rewritten::new_file("extracted_reads.py", new_file, &text.path), apply(text, edits, Vec::new())];
    changed.sort_by(|a, b| a.text.path.cmp(&b.text.path));
    changed
}

fn each(texts: &[Text], change: impl Fn(&Text, &File) -> Rewritten) -> Vec<Rewritten> {
    texts
        .iter()
        .map(|text| {
            if !text.is_python() {
                return Rewritten::unchanged(text);
            }
            let reading = stopple_syntax::read(&text.text);
            change(text, &reading.file)
        })
        .collect()
}

fn body_spans<'f>(file: &'f File, scope: &Scope) -> impl Iterator<Item = Span> + 'f {
    let ids = file.blocks.get(scope.body.range()).unwrap_or_default();
    ids.iter().filter_map(|id| file.stmt_spans.get(id.0 as usize).copied())
}

/// The edits that replace values by calls, and the functions that are called.
fn extracted(text: &Text, file: &File) -> (Vec<Edit>, Vec<(String, u32)>) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut lines = Vec::new();
    let index = LineIndex::new(&text.text);
    let in_function = |span: Span| {
        let innermost =
            file.scopes.iter().filter(|scope| scope.span.contains(span.start)).min_by_key(|scope| scope.span.len());
        innermost.is_some_and(|scope| scope.kind == ScopeKind::Function)
    };
    for (stmt, stmt_span) in file.stmts.iter().zip(&file.stmt_spans) {
        let Stmt::Assign { value, .. } = stmt else { continue };
        let Some(span) = file.expr_spans.get(value.0 as usize).copied() else { continue };
        let overlaps = edits.iter().any(|edit| edit.span.start < span.end && span.start < edit.span.end);
        if overlaps || !in_function(*stmt_span) || !can_move(file, span) {
            continue;
        }
        let name = format!("extracted_{}", edits.len());
        let value = text.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let first = index.line(span.start);
        lines.push((String::new(), first));
        lines.push((format!("def {name}():"), first));
        let mut body = format!("    return ({value})");
        body.retain(|letter| letter != '\r');
        lines.extend(body.lines().zip(first..).map(|(line, number)| (line.to_owned(), number)));
        edits.push(Edit { span, new: format!("{name}()") });
    }
    (edits, lines)
}

/// Whether the expression reads something and needs nothing of its function.
fn can_move(file: &File, span: Span) -> bool {
    let mut reads = false;
    for expr in inside(file, span) {
        match expr {
            Expr::Var(Variable::Slot(_) | Variable::Cell { .. })
            | Expr::Await(_)
            | Expr::Yield(_)
            | Expr::YieldFrom(_)
            | Expr::Named { .. }
            | Expr::Lambda(_)
            | Expr::Invalid
            | Expr::Comprehension { .. } => return false,
            Expr::Attribute { .. } | Expr::Subscript { .. } | Expr::Call { .. } => reads = true,
            _ => {}
        }
    }
    reads && !globals_in(file, span).any(|name| name == "super" || name == "locals")
}

fn inside(file: &File, span: Span) -> impl Iterator<Item = Expr> + '_ {
    let within = move |at: &Span| span.holds(*at);
    file.exprs.iter().zip(&file.expr_spans).filter(move |(_, at)| within(at)).map(|(expr, _)| *expr)
}

fn globals_in(file: &File, span: Span) -> impl Iterator<Item = &str> {
    inside(file, span).filter_map(|expr| match expr {
        Expr::Var(variable) => bound_name(file, variable),
        _ => None,
    })
}

fn bound_name(file: &File, variable: Variable) -> Option<&str> {
    match variable {
        Variable::Global(name) => file.names.get(name.0 as usize).map(|name| &**name),
        Variable::Slot(_) | Variable::Cell { .. } => None,
    }
}

/// The imports at the head of a file; `None` if one of them is relative.
fn imports(text: &Text, file: &File) -> Option<Vec<Span>> {
    let module = file.scopes.first()?;
    let ids = file.blocks.get(module.body.range())?;
    let mut spans = Vec::new();
    for id in ids {
        match file.stmts.get(id.0 as usize)? {
            Stmt::Import { .. } => spans.push(*file.stmt_spans.get(id.0 as usize)?),
            Stmt::ImportFrom { level, .. } if *level > 0 => return None,
            Stmt::ImportFrom { .. } => {
                let span = *file.stmt_spans.get(id.0 as usize)?;
                let line = text.text.get(span.start as usize..span.end as usize)?;
                // Those must stay the first statement.
                if !line.starts_with("from __future__") {
                    spans.push(span);
                }
            }
            _ => {}
        }
    }
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "from flask import request\n\n\ndef f():\n    a = request.args['a']\n    return a\n";

    fn case() -> Vec<Text> {
        vec![Text { path: "app.py".into(), text: TEXT.into() }]
    }

    #[test]
    fn a_read_moves_into_a_function() {
        let after = helpers(&case());
        let changed = after.first().expect("one file");
        assert!(changed.text.text.contains("    a = extracted_0()\n"), "{}", changed.text.text);
        assert!(changed.text.text.ends_with("\ndef extracted_0():\n    return (request.args['a'])\n"));
        assert_eq!(changed.original(9).1, 5);
    }

    #[test]
    fn a_read_moves_into_a_module() {
        let after = module(&case());
        let paths: Vec<&str> = after.iter().map(|text| text.text.path.as_str()).collect();
        assert_eq!(paths, ["app.py", "extracted_reads.py"]);
        let texts: Vec<&str> = after.iter().map(|text| text.text.text.as_str()).collect();
        assert!(texts.iter().all(|text| text.starts_with("from flask import request\n")), "{texts:?}");
    }

    #[test]
    fn dead_code_stands_first() {
        let after = dead_code(&case());
        let changed = after.first().expect("one file");
        assert!(changed.text.text.contains("def f():\n    unused_before = ['nothing']\n"), "{}", changed.text.text);
        assert_eq!(changed.original(10).1, 5);
    }
}
