//! Texts made to break a reader: too deep, too long, too odd. None may panic or overflow the stack.

use stopple_syntax::{MAX_DEPTH, parse_only, read};

/// Reads on a thread with the small stack that a worker may have.
fn on_small_stack(text: String) -> (usize, usize, usize) {
    let reader = std::thread::Builder::new().stack_size(512 * 1024).spawn(move || {
        let reading = read(&text);
        (reading.problems.len(), reading.file.exprs.len(), reading.file.stmts.len())
    });
    reader.expect("a thread").join().expect("no panic")
}

#[test]
fn five_thousand_brackets() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("{1: ", "}"), ("(1, ", ")")] {
        let text = format!("x = {}1{}\ny = 2\n", open.repeat(5000), close.repeat(5000));
        let (problems, _, statements) = on_small_stack(text);
        assert_eq!((problems, statements), (0, 2), "{open}");
    }
}

#[test]
fn ten_thousand_operators() {
    for (first, more) in
        [("1", "+1"), ("a", ".b"), ("a", "()"), ("a", "[0]"), ("a", " and b"), ("a", " < b"), ("'a'", " 'b'")]
    {
        let (problems, expressions, _) = on_small_stack(format!("x = {first}{}\n", more.repeat(10_000)));
        assert_eq!(problems, 0, "{more}");
        assert!(expressions >= 1);
    }
    for prefix in ["not ", "-", "~", "x if y else ", "2 ** "] {
        let (problems, ..) = on_small_stack(format!("async def f():\n    x = {}1\n", prefix.repeat(5000)));
        assert_eq!(problems, 0, "{prefix}");
    }
}

#[test]
fn a_thousand_blocks() {
    for header in ["if x:", "def f():", "class A:", "for x in y:", "while x:", "with x:"] {
        let mut text = String::new();
        for depth in 0..1000 {
            text.push_str(&" ".repeat(depth));
            text.push_str(header);
            text.push('\n');
        }
        text.push_str(&" ".repeat(1000));
        text.push_str("pass\n");
        let (problems, _, statements) = on_small_stack(text);
        assert_eq!((problems, statements), (0, 1001), "{header}");
    }
}

#[test]
fn scopes_nest_less_deeply_than_expressions() {
    let lambdas = |count: usize| format!("x = {}1\ny = 2\n", "lambda: ".repeat(count));
    assert_eq!(on_small_stack(lambdas(1000)).0, 0);
    assert_eq!(on_small_stack(lambdas(5000)).0, 1);
    let reading = read(&lambdas(5000));
    let total: usize = reading.file.scopes.iter().map(|scope| scope.qualified.len()).sum();
    assert!(total < 10_000_000, "{total}");
}

#[test]
fn ten_thousand_elifs() {
    let (problems, _, statements) = on_small_stack(format!("if a: b\n{}", "elif c: d\n".repeat(10_000)));
    assert_eq!((problems, statements), (0, 20_002));
}

#[test]
fn what_is_too_deep_is_left_out_and_named() {
    let deep = MAX_DEPTH as usize + 10;
    for (open, close) in [("(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("lambda: ", "")] {
        let filler = "y = [0]\n".repeat(deep);
        let text = format!("a = 1\nx = {}1{}\nb = 2\n{filler}", open.repeat(deep), close.repeat(deep));
        let reading = read(&text);
        assert_eq!(reading.problems.len(), 1, "{open}");
        assert_eq!(reading.problems[0].message, "This is nested too deeply to be read.");
        assert!(reading.file.stmts.len() >= deep + 2, "{open}");
    }
}

#[test]
fn a_very_long_chain_loses_only_its_beginning() {
    let (problems, expressions, statements) = on_small_stack(format!("x = 1{}\ny = 2\n", "+1".repeat(200_000)));
    assert_eq!((problems, statements), (1, 2));
    assert!(expressions > 10_000);
}

#[test]
fn unclosed_and_unopened_brackets_without_end() {
    for text in [
        "(", "[", "{", ")", "]", "}", "f(", "f'{", "f'{f'{", "\"", "'''", "if x:\n ", "@", "\\", "lambda ", ":",
        "a[b:", "`", "\r", "#",
    ] {
        on_small_stack(text.repeat(3000));
        on_small_stack(text.repeat(MAX_DEPTH as usize + 1));
    }
}

#[test]
fn strings_do_not_count_as_brackets() {
    let text = "x = ':(' # (((\ny = f'{a[0]} ('\n".repeat(20_000);
    assert_eq!(read(&text).problems, []);
}

#[test]
fn a_hundred_thousand_lines() {
    let text = "def f(a):\n    return g(a)[0]\n".repeat(50_000);
    let reading = read(&text);
    assert_eq!(reading.problems, []);
    assert_eq!((reading.file.lines, reading.file.scopes.len()), (100_000, 50_001));
    assert_eq!(parse_only(&text), 50_000);
}
