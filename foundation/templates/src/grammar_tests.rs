//! Expressions and the trees that they give, written as s-expressions.

use super::*;
use crate::pieces::span;

fn show(expr: &Expr) -> String {
    let list = |items: &[Expr]| items.iter().map(show).collect::<Vec<_>>().join(" ");
    let call = |arguments: &Arguments| {
        let mut parts: Vec<String> = arguments.positional.iter().map(show).collect();
        parts.extend(arguments.keyword.iter().map(|(name, value)| format!("{name}={}", show(value))));
        parts.extend(arguments.star.iter().map(|value| format!("*{}", show(value))));
        parts.extend(arguments.double_star.iter().map(|value| format!("**{}", show(value))));
        parts.iter().map(|part| format!(" {part}")).collect::<String>()
    };
    match &expr.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Number(text) => text.clone(),
        ExprKind::Boolean(value) => value.to_string(),
        ExprKind::None => "none".to_owned(),
        ExprKind::List(items) => format!("[{}]", list(items)),
        ExprKind::Tuple(items) => format!("(tuple {})", list(items)),
        ExprKind::Slice(items) => format!("(slice {})", list(items)),
        ExprKind::Concat(items) => format!("(~ {})", list(items)),
        ExprKind::Dict(entries) => {
            let entries: Vec<String> = entries.iter().map(|(k, v)| format!("{}:{}", show(k), show(v))).collect();
            format!("{{{}}}", entries.join(" "))
        }
        ExprKind::Attribute { object, name } => format!("{}.{name}", show(object)),
        ExprKind::Subscript { object, index } => format!("{}[{}]", show(object), show(index)),
        ExprKind::Call { function, arguments } => format!("({}!{})", show(function), call(arguments)),
        ExprKind::Filter { value, name, arguments } => format!("(|{name} {}{})", show(value), call(arguments)),
        ExprKind::Test { value, name, arguments, negated } => {
            let is = if *negated { "is-not" } else { "is" };
            format!("({is} {name} {}{})", show(value), call(arguments))
        }
        ExprKind::Unary { operator, operand } => format!("({operator} {})", show(operand)),
        ExprKind::Binary { operator, left, right } => format!("({operator} {} {})", show(left), show(right)),
        ExprKind::Compare { first, rest } => {
            let rest: String = rest.iter().map(|(operator, value)| format!(" {operator} {}", show(value))).collect();
            format!("(cmp {}{rest})", show(first))
        }
        ExprKind::Conditional { test, then, otherwise } => {
            let otherwise = otherwise.as_ref().map_or("-".to_owned(), |value| show(value));
            format!("(if {} {} {otherwise})", show(test), show(then))
        }
        ExprKind::Body => "BODY".to_owned(),
        ExprKind::Invalid => "?".to_owned(),
    }
}

fn read(text: &str) -> (String, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut parser = Parser::new(text, span(0, text.len()), &mut problems);
    let expr = parser.tuple(true);
    parser.finish();
    (show(&expr), problems)
}

#[test]
fn precedence_and_forms() {
    let table = [
        ("a.b['c'].d", "a.b[\"c\"].d"),
        ("a or b and not c", "(or a (and b (not c)))"),
        ("not a == b", "(not (cmp a == b))"),
        ("a + b * c ** d", "(+ a (* b (** c d)))"),
        ("a - b - c", "(- (- a b) c)"),
        ("a ~ b + c ~ d", "(+ (~ a b) (~ c d))"),
        ("a // b % c", "(% (// a b) c)"),
        ("a < b <= c", "(cmp a < b <= c)"),
        ("a not in b", "(cmp a not in b)"),
        ("a in b", "(cmp a in b)"),
        ("-a|abs", "(|abs (- a))"),
        ("a ~ b|safe", "(~ a (|safe b))"),
        ("(a ~ b)|safe", "(|safe (~ a b))"),
        ("a|b(1, c=2)|d", "(|d (|b a 1 c=2))"),
        ("a|b.c", "(|b.c a)"),
        ("f(a, *b, k=c, **d)", "(f! a k=c *b **d)"),
        ("f(a)(b).c", "((f! a)! b).c"),
        ("a if b else c if d else e", "(if b a (if d c e))"),
        ("a if b", "(if b a -)"),
        ("a is defined and b", "(and (is defined a) b)"),
        ("a is not none", "(is-not none a)"),
        ("a is divisibleby 3", "(is divisibleby a 3)"),
        ("a is divisibleby(3)", "(is divisibleby a 3)"),
        ("a is sameas b.c", "(is sameas a b.c)"),
        ("x if a is defined else y", "(if (is defined a) x y)"),
        ("[1, 'a',]", "[1 \"a\"]"),
        ("{'a': 1, b: 2}", "{\"a\":1 b:2}"),
        ("a, b", "(tuple a b)"),
        ("(a,)", "(tuple a)"),
        ("()", "(tuple )"),
        ("(a)", "a"),
        ("a[1:2]", "a[(slice 1 2)]"),
        ("a[:, 1]", "a[(tuple (slice ) 1)]"),
        ("a.0", "a.0"),
        ("'a' \"b\"", "\"ab\""),
        ("True and None", "(and true none)"),
        ("'%s'|format(x)", "(|format \"%s\" x)"),
        ("'a'.upper()", "(\"a\".upper!)"),
        ("loop.cycle('a', 'b')", "(loop.cycle! \"a\" \"b\")"),
    ];
    for (text, tree) in table {
        let (found, problems) = read(text);
        assert_eq!((found.as_str(), problems.as_slice()), (tree, [].as_slice()), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_one_problem_and_keeps_what_stands_before() {
    for (text, tree) in
        [("a.b )", "a.b"), ("", "?"), ("a | ", "(| a)"), ("f(a", "(f! a)"), ("a +", "(+ a ?)"), ("a b c", "a")]
    {
        let (found, problems) = read(text);
        assert_eq!((found.as_str(), problems.len()), (tree, 1), "{text}: {problems:?}");
    }
}

#[test]
fn depth_is_bounded() {
    for unit in ["(", "[", "{1:", "-", "not ", "f(", "a[", "a if b else "] {
        assert_eq!(read(&unit.repeat(5_000)).1.len(), 1, "{unit}");
    }
    for unit in ["a.", "a + ", "a|b|", "a()()", "a and ", "x if x "] {
        assert!(!read(&format!("{}a", unit.repeat(5_000))).1.is_empty(), "{unit}");
    }
    assert_eq!(read(&format!("{}a", "a ~ ".repeat(5_000))).1, []);
}
