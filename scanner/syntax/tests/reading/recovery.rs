//! Texts that are not quite Python: what can be read is read, the rest is named.

use stopple_source::Span;
use stopple_syntax::{dump, read};

fn first(text: &str) -> (String, Span, String) {
    let reading = read(text);
    let problem = reading.problems.first().expect("a problem").clone();
    (dump(&reading.file), problem.span, problem.message)
}

#[test]
fn statements_around_an_error_survive() {
    let (dump, span, _) = first("a = 1\nb = = 2\nc = f(a)\n");
    assert!(dump.contains("a = 1\n") && dump.contains("c = f(a)\n"), "{dump}");
    assert_eq!(span, Span::new(10, 11));
}

#[test]
fn a_missing_operand_is_invalid() {
    let (dump, _, message) = first("x = 1 +\ny = 2\n");
    assert_eq!(dump, "x = (1 + <invalid>)\ny = 2\n");
    assert_eq!(message, "Expected an expression.");
}

#[test]
fn the_print_of_python_2() {
    let (dump, _, _) = first("def f(q):\n    print 'hello', q\n    return q\n");
    assert!(dump.contains("return q%0"), "{dump}");
    let (dump, _, _) = first("exec 'x' in d\nprint >>err, a\nraise E, 'm'\nz = `a`\nx = 1\n");
    assert!(dump.ends_with("x = 1\n"), "{dump}");
}

#[test]
fn half_written_definitions() {
    for text in [
        "def",
        "def f",
        "def f(",
        "def f(a, b=",
        "class",
        "class A(",
        "@",
        "@d",
        "lambda",
        "import",
        "from . import",
        "from x import (a, ",
        "for",
        "for x in",
        "with",
        "try:",
        "try:\n  x\nexcept",
        "match x:\n case",
        "async",
        "del",
        "global",
        "x[",
        "x.",
        "f(",
        "f(a=",
        "{1:",
        "f'{",
        "f'{a",
        "f'{a!",
        "f'{a:",
        "'''",
        "\\",
        "if x:\n",
    ] {
        let reading = read(text);
        assert!(!reading.problems.is_empty(), "{text}");
        let length = u32::try_from(text.len()).expect("short");
        assert!(reading.problems.iter().all(|problem| problem.span.end <= length), "{text}: {:?}", reading.problems);
    }
}

#[test]
fn an_unclosed_bracket_does_not_swallow_the_file() {
    let (dump, _, _) = first("x = f(1, \ndef g(a):\n    return a\n");
    assert!(dump.contains("def g(a%0)") && dump.contains("return a%0"), "{dump}");
}

#[test]
fn a_duplicated_parameter_is_harmless() {
    let reading = read("def f(a, a, *, a): return a");
    assert!(reading.file.scopes[1].slots.len() == 1);
}

#[test]
fn newer_syntax_than_the_program_runs_on_is_no_error() {
    for text in [
        "match x:\n    case 1: pass",
        "type X = int",
        "def f[T](): pass",
        "t'{x}'",
        "with (a as b): pass",
        "try: pass\nexcept* A: pass",
        "(x := 1)",
        "f'{a['b']}'",
        "def f(a, /): pass",
        "@a[0].b\ndef f(): pass",
    ] {
        assert_eq!(read(text).problems, [], "{text}");
    }
}

#[test]
fn only_marked_comments_are_kept() {
    let text = "x = 1  # stopple: ignore[a] why\n# other\ny = '# stopple: no comment'\n    # stopple:\n";
    let file = read(text).file;
    let comments: Vec<&str> = file.comments.iter().map(|(_, text)| &**text).collect();
    assert_eq!(comments, ["# stopple: ignore[a] why", "# stopple:"]);
    let (span, comment) = &file.comments[0];
    assert_eq!(&text[span.start as usize..span.end as usize], &**comment);
}

#[test]
fn lines_are_counted_as_people_do() {
    for (text, lines) in
        [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\nb\r\n", 2), ("a\rb", 2), ("a\r", 1), ("\n\n", 2)]
    {
        assert_eq!(read(text).file.lines, lines, "{text:?}");
    }
}

#[test]
fn mixed_indentation_and_odd_bytes() {
    let (dump, _, _) = first("if a:\n\tb\n        c\nd\n");
    assert!(dump.contains("d\n"), "{dump}");
    assert!(read("x = 1\u{c}\ny = 2\n").problems.is_empty());
    assert!(!read("a\u{0}b = 1\n").problems.is_empty());
    assert!(read("\u{feff}x = 1\n").problems.is_empty());
    assert!(read("naïve = 'ü'\n").problems.is_empty());
}
