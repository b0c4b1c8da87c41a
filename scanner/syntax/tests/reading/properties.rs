//! What holds for every text.

use proptest::prelude::*;
use stopple_source::Span;
use stopple_syntax::hir::{Expr, File, Variable};
use stopple_syntax::{Reading, decode, dump, read};

/// Much of the language in one text.
const SAMPLE: &str = include_str!("sample.py");

fn check_variable(file: &File, variable: Variable) {
    if let Variable::Global(name) = variable {
        assert!((name.0 as usize) < file.names.len());
    }
}

/// Spans lie within the text and on its characters; ids lie within their tables.
fn check_reading(text: &str, reading: &Reading) {
    let file = &reading.file;
    let fits = |span: Span| span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some();
    assert!(reading.problems.iter().all(|problem| fits(problem.span)), "{:?}", reading.problems);
    assert!(reading.problems.is_sorted_by_key(|problem| problem.span.start));
    assert!(reading.problems.iter().all(|problem| problem.message.ends_with('.')));
    assert_eq!(file.exprs.len(), file.expr_spans.len());
    assert_eq!(file.stmts.len(), file.stmt_spans.len());
    assert!(file.expr_spans.iter().chain(&file.stmt_spans).all(|span| fits(*span)));
    for expr in &file.exprs {
        match expr {
            Expr::Var(variable) => check_variable(file, *variable),
            Expr::Attribute { name_span, .. } => assert!(fits(*name_span)),
            _ => {}
        }
    }
    for scope in &file.scopes {
        assert!(fits(scope.span) && fits(scope.name_span));
        assert!(scope.body.range().end <= file.blocks.len());
        assert!(scope.mentions.is_sorted());
        for param in &scope.params {
            match param.variable {
                Variable::Slot(index) => assert_eq!(scope.slots.get(index as usize), Some(&param.name)),
                Variable::Cell { up: 0, index } => assert_eq!(scope.cells.get(index as usize), Some(&param.name)),
                other => panic!("a parameter lives in {other:?}"),
            }
        }
    }
    // The dump visits everything that can be reached and shows a lost id as `?`.
    dump(file);
}

#[test]
fn the_sample_is_python() {
    let reading = read(SAMPLE);
    assert_eq!(reading.problems, []);
    check_reading(SAMPLE, &reading);
    assert!(!dump(&reading.file).contains("<invalid>"));
}

#[test]
fn reading_twice_gives_the_same() {
    let [one, two] = [read(SAMPLE), read(SAMPLE)].map(|reading| format!("{reading:?}"));
    assert!(one == two);
}

fn snippet() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "def", "class", "lambda", "if", "else", "elif", "for", "in", "while", "try", "except", "finally", "with", "as",
        "match", "case", "import", "from", "global", "nonlocal", "async", "await", "yield", "return", "raise", "del",
        "not", "is", "type", "print", "x", "y", "_", "a.b", "1", "0x", "'s'", "f'{", "t\"", "\"\"\"", "b'", "}", "{",
        "(", ")", "[", "]", ":", ",", ".", ":=", "=", "==", "+", "-", "*", "**", "/", "@", "|", "!", "!r", "\\", "#",
        "->", "...", ";", " ", "\n", "\n    ", "\n\t", "\r\n", "\u{c}", "é", "\u{feff}", "\0", "`", "$", "?",
    ];
    proptest::collection::vec(
        prop_oneof![4 => proptest::sample::select(WORDS).prop_map(String::from), 1 => ".{0,3}"],
        0..60,
    )
    .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check_reading(&text, &read(&text));
    }

    #[test]
    fn any_mix_of_tokens_is_read(text in snippet()) {
        check_reading(&text, &read(&text));
    }

    #[test]
    fn any_prefix_is_read(at in 0..SAMPLE.len()) {
        let text = SAMPLE.get(..at).unwrap_or_default();
        check_reading(text, &read(text));
    }

    #[test]
    fn any_hole_is_read(at in 0..SAMPLE.len(), length in 1_usize..40, filling in snippet()) {
        let end = (at + length).min(SAMPLE.len());
        let (before, after) = (SAMPLE.get(..at).unwrap_or_default(), SAMPLE.get(end..).unwrap_or_default());
        let text = format!("{before}{filling}{after}");
        check_reading(&text, &read(&text));
    }

    #[test]
    fn any_bytes_are_decoded(bytes in any::<Vec<u8>>(), coding in "[a-z0-9-]{1,8}", has_line in any::<bool>()) {
        let line = if has_line { format!("# coding: {coding}\n") } else { String::new() };
        let decoded = decode(&[line.as_bytes(), &bytes].concat());
        for problem in &decoded.problems {
            prop_assert!(decoded.text.get(problem.span.start as usize..problem.span.end as usize).is_some());
        }
        check_reading(&decoded.text, &read(&decoded.text));
    }
}
