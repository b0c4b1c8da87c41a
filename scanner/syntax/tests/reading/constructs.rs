//! Every kind of expression, statement and pattern, and what it is lowered to.

use crate::{check, lowered};

#[test]
fn constants() {
    check(&[
        ("None; True; False; ...", "None\nTrue\nFalse\n..."),
        ("0x1f; 1_000; 9223372036854775807", "31\n1000\n9223372036854775807"),
        ("9223372036854775808; 0xFFFFFFFFFFFFFFFFF", "big 9223372036854775808\nbig 0xFFFFFFFFFFFFFFFFF"),
        ("1.5; 1e3; 2j", "1.5\n1000.0\ncomplex"),
        (r#"'a\n' "b" '''c'''"#, r#""a\nbc""#),
        (r"r'\d' u'é'", r#""\\dé""#),
        (r"b'a\xff' b'b'", r#"b"a\xffb""#),
    ]);
}

#[test]
fn operators() {
    check(&[
        ("a + b - c", "((a + b) - c)"),
        ("a * b @ c / d // e % f ** g", "(((((a * b) @ c) / d) // e) % (f ** g))"),
        ("a << b >> c | d ^ e & f", "(((a << b) >> c) | (d ^ (e & f)))"),
        ("not a; -a; +a; ~a", "not a\n-a\n+a\n~a"),
        ("a and b and c or d", "((a and b and c) or d)"),
        ("a == b; a != b; a < b; a <= b; a > b; a >= b", "(a == b)\n(a != b)\n(a < b)\n(a <= b)\n(a > b)\n(a >= b)"),
        ("a is b; a is not b; a in b; a not in b", "(a is b)\n(a is not b)\n(a in b)\n(a not in b)"),
        ("a < f(b) <= c", "((a < f(b)) and (f(b) <= c))"),
        ("a if b else c", "(a if b else c)"),
        ("(x := 5)", "(x := 5)"),
    ]);
}

#[test]
fn access_and_calls() {
    check(&[
        ("a.b.c", "a.b.c"),
        ("a[0]; a[1:2]; a[::3]; a[1:, ...]; a[*b]", "a[0]\na[1:2:]\na[::3]\na[(1::, ...,)]\na[(*b,)]"),
        ("f(a, *b, k=c, **d)", "f(a, *b, k=c, **d)"),
        ("f(k=a, *b)", "f(k=a, *b)"),
        ("f(x for x in y)", "module <slots x>\nf((x%0 for x%0 in y))"),
    ]);
}

#[test]
fn displays() {
    check(&[
        ("(); (a,); (a, *b)", "(,)\n(a,)\n(a, *b,)"),
        ("[]; [a, *b]", "[]\n[a, *b]"),
        ("{a, *b}", "{a, *b}"),
        ("{}; {a: b, **c}", "{}\n{a: b, **c}"),
    ]);
}

#[test]
fn comprehensions() {
    check(&[
        ("[x for x in y if x if z]", "module <slots x>\n[x%0 for x%0 in y if x%0 if z]"),
        ("{x for x in y}", "module <slots x>\n{x%0 for x%0 in y}"),
        ("{k: v for k, v in y}", "module <slots k v>\ndict{k%0: v%1 for (k%0, v%1,) in y}"),
        ("(b for a in c for b in a)", "module <slots a b>\n(b%1 for a%0 in c for b%1 in a%0)"),
        (
            "async def f():\n    return [await x async for x in y]",
            "async def f(): <slots x>\n    return [await x%0 async for x%0 in y]",
        ),
    ]);
}

#[test]
fn formatted_strings() {
    check(&[
        (r#"f"a{b}c""#, r#"f"a{b}c""#),
        (r#""a" f"{b!r:>{w}.2}" "c" f"d""#, r#"f"a{b!r:>{w}.2}cd""#),
        (r#"f"{x=}" f"{y = :3}""#, r#"f"x={x!r}y = {y:3}""#),
        (r#"f"plain" "text""#, r#""plaintext""#),
        (r#"f"""#, r#""""#),
        (r#"f"{{}}""#, r#""{}""#),
        // PEP 701: any expression, the same quotes.
        (r#"f"{a["b"]}{f"{c}"}""#, r#"f"{a["b"]}{f"{c}"}""#),
        (r#"t"<p>{name}</p>""#, r#"t"<p>{name}</p>""#),
        (r#"t"plain""#, r#"t"plain""#),
    ]);
}

#[test]
fn simple_statements() {
    check(&[
        ("a = b = c", "a = b = c"),
        ("a, (b, *c) = d", "(a, (b, *c,),) = d"),
        ("a.b = c[d] = e", "a.b = c[d] = e"),
        ("a += 1; a @= b; a **= c; a //= d; a >>= e", "a += 1\na @= b\na **= c\na //= d\na >>= e"),
        ("a: int; a.b: str = c", "a: int\na.b: str = c"),
        ("del a, b.c, d[0]", "del a, b.c, d[0]"),
        ("assert a; assert a, b", "assert a\nassert a, b"),
        ("raise\nraise a; raise a from b", "raise\nraise a\nraise a from b"),
        ("pass", "pass"),
        ("type X = int", "type X = int"),
        ("type L[T] = list[T]", "module <slots T>\ntype L = list[T%0]"),
        ("import a, b.c, d.e as f", "import a => a, b.c => b, d.e as f"),
        ("from a import b, c as d", "from a import b => b, c as d"),
        ("from . import a\nfrom ...b.c import d", "from . import a => a\nfrom ...b.c import d => d"),
        ("from a import *", "from a import * => *"),
    ]);
}

#[test]
fn compound_statements() {
    check(&[
        (
            "if a: b\nelif c: d\nelif e: f\nelse: g",
            "if a:\n    b\nelse:\n    if c:\n        d\n    else:\n        if e:\n            f\n        else:\n            g",
        ),
        ("while a:\n    break\nelse:\n    b", "while a:\n    break\nelse:\n    b"),
        ("for a, b in c:\n    continue\nelse:\n    d", "for (a, b,) in c:\n    continue\nelse:\n    d"),
        (
            "try:\n    a\nexcept (B, C) as d:\n    e\nexcept:\n    f\nelse:\n    g\nfinally:\n    h",
            "try:\n    a\nexcept (B, C,) as d:\n    e\nexcept:\n    f\nelse:\n    g\nfinally:\n    h",
        ),
        ("try:\n    a\nexcept* B as c:\n    d", "try:\n    a\nexcept* B as c:\n    d"),
        ("try:\n    a\nexcept A, B:\n    c", "try:\n    a\nexcept (A, B,):\n    c"),
        ("with a as b, c, (d) as (e, f): g", "with a as b, c, d as (e, f,):\n    g"),
        ("with (a as b, c): d", "with a as b, c:\n    d"),
    ]);
}

#[test]
fn patterns() {
    let text = "
match a:
    case 1 | 'x' | -1: pass
    case None | True: pass
    case [b, *_, 2]: pass
    case (*c,): pass
    case {'k': d, K.x: _, **e}: pass
    case F(g, h=1, i=j) if g: pass
    case (1 | 2) as k: pass
    case l.m: pass
    case n: pass
";
    let expected = "\
match a:
    case (1 | \"x\" | -1):
        pass
    case (None | True):
        pass
    case [b, *_, 2]:
        pass
    case [*c]:
        pass
    case {\"k\": d, K.x: _, **e}:
        pass
    case F(g, h=1, i=j) if g:
        pass
    case ((1 | 2) as k):
        pass
    case l.m:
        pass
    case n:
        pass
";
    assert_eq!(lowered(text), expected);
}

#[test]
fn functions() {
    check(&[
        (
            "@d.e\n@f(1)\ndef g(a, /, b: int = 1, *c, d=2, **e) -> str:\n    'doc'\n    return a",
            "@d.e\n@f(1)\ndef g(/a%0, b%1: int = 1, *c%2, *,d%3 = 2, **e%4) -> str: <slots a b c d e>\n    \"doc\"\n    return a%0",
        ),
        ("def f(*, a): return", "def f(*,a%0): <slots a>\n    return"),
        (
            "async def f():\n    await a\n    async for b in c: pass\n    async with d: pass",
            "\
async def f(): <slots b>
    await a
    async for b%0 in c:
        pass
    async with d:
        pass",
        ),
        (
            "def f():\n    x = yield\n    yield x\n    yield from x",
            "\
def f(): <slots x; generator>
    x%0 = (yield)
    (yield x%0)
    (yield from x%0)",
        ),
        ("lambda a, *b, c=1: a", "(lambda a%0, *b%1, *,c%2 = 1: <slots a b c> a%0)"),
        ("lambda: (yield)", "(lambda : <generator> (yield))"),
    ]);
}

#[test]
fn classes() {
    check(&[
        ("class A: pass", "class A():\n    pass"),
        (
            "@d\nclass A(B, *C, metaclass=M, **k):\n    x: int = 1\n    def f(self): return self.x",
            "@d\nclass A(B, *C, metaclass=M, **k): <slots x f>\n    x%0: int = 1\n    def f%1(self%0): <slots self>\n        return self%0.x",
        ),
    ]);
}

#[test]
fn a_chain_of_comparisons_shares_its_middle() {
    use stopple_syntax::hir::Expr;
    let file = stopple_syntax::read("a < b < c").file;
    let pairs: Vec<_> = file
        .exprs
        .iter()
        .filter_map(|expr| match expr {
            Expr::Compare { left, right, .. } => Some((*left, *right)),
            _ => None,
        })
        .collect();
    assert_eq!(pairs.len(), 2);
    assert_eq!(pairs[0].1, pairs[1].0);
}

#[test]
fn facts_about_scopes() {
    let text = "'m'\n@d\nasync  def f(a):\n    \"d\"\n    class C:\n        def m(self): return lambda: 1\n";
    let file = stopple_syntax::read(text).file;
    let facts: Vec<(&str, &str, Option<&str>)> = file
        .scopes
        .iter()
        .map(|scope| {
            let text_of = |span: stopple_source::Span| &text[span.start as usize..span.end as usize];
            let header = text_of(scope.span).lines().next().unwrap_or_default();
            let docstring = scope.docstring.map(|text| &*file.strings[text.0 as usize]);
            (&*scope.qualified, header, docstring)
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("", "'m'", Some("m")),
            ("f", "async  def f(a):", Some("d")),
            ("f.<locals>.C", "class C:", None),
            ("f.<locals>.C.m", "def m(self): return lambda: 1", None),
            ("f.<locals>.C.m.<locals>.<lambda>", "lambda: 1", None),
        ]
    );
    let name = file.scopes[1].name_span;
    assert_eq!(&text[name.start as usize..name.end as usize], "f");
    assert_eq!(file.lines, 6);
}
