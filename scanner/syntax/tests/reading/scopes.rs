//! Where names live: slots, cells, globals; as CPython's symbol table decides it.

use stopple_syntax::read;

use crate::{check, lowered, mentions};

#[test]
fn locals_are_slots_and_the_rest_is_global() {
    check(&[
        ("def f(a):\n    b = a\n    print(b, c)", "def f(a%0): <slots a b>\n    b%1 = a%0\n    print(b%1, c)"),
        // A later assignment makes the name local everywhere.
        ("def f():\n    print(x)\n    x = 1", "def f(): <slots x>\n    print(x%0)\n    x%0 = 1"),
        ("def f():\n    del x", "def f(): <slots x>\n    del x%0"),
        ("def f():\n    x: int", "def f(): <slots x>\n    x%0: int"),
        ("def f():\n    import a.b, c as d", "def f(): <slots a d>\n    import a.b => a%0, c as d%1"),
        ("def f():\n    from a import b", "def f(): <slots b>\n    from a import b => b%0"),
    ]);
}

#[test]
fn every_binding_form_makes_a_local() {
    let text = "
def f():
    for a in z: pass
    with z as b: pass
    try: pass
    except z as c: pass
    def d(): pass
    class e: pass
    match z:
        case [g, *h]: pass
        case {'k': i, **j}: pass
        case P() as k: pass
    if (l := z): pass
    m += 1
    n, [o, *p] = z
    q.attribute = z
    r[0] = z
    [s.t for s in z]
";
    let reading = read(text);
    let scope = reading.file.scopes.iter().find(|scope| &*scope.qualified == "f").expect("f");
    let mut slots: Vec<&str> = scope.slots.iter().map(|name| &*reading.file.names[name.0 as usize]).collect();
    slots.sort_unstable();
    assert_eq!(slots, ["a", "b", "c", "d", "e", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "s"]);
}

#[test]
fn captured_names_are_cells_of_their_owner() {
    check(&[
        (
            "def f(a, b):\n    def g():\n        return lambda: b + c\n    c = 1\n    return g",
            "\
def f(a%0, b^0.0): <slots a g; cells b c>
    def g%1():
        return (lambda : (b^2.0 + c^2.1))
    c^0.1 = 1
    return g%1",
        ),
        (
            "def f():\n    x = 0\n    def g():\n        nonlocal x\n        x += 1",
            "\
def f(): <slots g; cells x>
    x^0.0 = 0
    def g%0():
        x^1.0 += 1",
        ),
    ]);
}

#[test]
fn classes_are_no_scope_for_what_is_inside() {
    let text = "
x = 0
def f(x):
    class A:
        x = x
        y = x
        def m(self): return x, y
        z = [x for _ in y if x]
    class B:
        w = x
";
    let expected = "\
x = 0
def f(x^0.0): <slots A B; cells x>
    class A%0(): <slots x y m _ z>
        x%0 = x%0
        y%1 = x%0
        def m%2(self%0): <slots self>
            return (x^1.0, y,)
        z%4 = [x^0.0 for _%3 in y%1 if x^0.0]
    class B%1(): <slots w>
        w%0 = x^0.0
";
    assert_eq!(lowered(text), expected);
}

#[test]
fn declared_names() {
    check(&[
        (
            "def f():\n    global a\n    a = 1\n    def g():\n        return a",
            "def f(): <slots g; globals a>\n    a = 1\n    def g%0():\n        return a",
        ),
        (
            "def f():\n    a = 1\n    def g():\n        global a\n        a = 2\n        def h(): return a",
            "\
def f(): <slots a g>
    a%0 = 1
    def g%1(): <slots h; globals a>
        a = 2
        def h%0():
            return a",
        ),
        ("class A:\n    global a\n    a = 1", "class A(): <globals a>\n    a = 1"),
        ("global a\na = 1", "module <globals a>\na = 1"),
        ("def f():\n    nonlocal a\n    a = 1", "def f():\n    a = 1"),
    ]);
}

#[test]
fn comprehension_variables_are_their_own() {
    check(&[
        (
            "def f(x):\n    a = [x for x in x]\n    return [x for x in a], x",
            "\
def f(x%0): <slots x x a x>
    a%2 = [x%1 for x%1 in x%0]
    return ([x%3 for x%3 in a%2], x%0,)",
        ),
        ("[[x for x in x] for x in y]", "module <slots x x>\n[[x%1 for x%1 in x%0] for x%0 in y]"),
        // A walrus binds around the comprehension.
        (
            "def f(y):\n    [z := x for x in y]\n    return z",
            "def f(y%0): <slots y x z>\n    [(z%2 := x%1) for x%1 in y%0]\n    return z%2",
        ),
        (
            "def f(y):\n    return [lambda: x + y for x in y]",
            "def f(y^0.0): <cells y x>\n    return [(lambda : (x^1.1 + y^1.0)) for x^0.1 in y^0.0]",
        ),
        ("[lambda: x for x in y]", "[(lambda : .x) for .x in y]"),
        (
            "def f(y):\n    class A:\n        z = [lambda: x for x in y]",
            "def f(y^0.0): <slots A; cells y x>\n    class A%0(): <slots z>\n        z%0 = [(lambda : x^1.1) for x^0.1 in y^0.0]",
        ),
    ]);
}

#[test]
fn defaults_and_decorators_belong_to_the_scope_around() {
    check(&[(
        "def f(a):\n    @a\n    def g(b=a, c: a = a) -> a: return b",
        "\
def f(a%0): <slots a g>
    @a%0
    def g%1(b%0 = a%0, c%1: a%0 = a%0) -> a%0: <slots b c>
        return b%0",
    )]);
}

#[test]
fn type_parameters_are_seen_by_header_and_body() {
    check(&[
        ("def f[T, *Ts, **P](x: T): pass", "module <slots T Ts P>\ndef f(x%0: T%0): <slots x>\n    pass"),
        (
            "def f():\n    class A[T](B[T]):\n        def m(self) -> T: return T",
            "\
def f(): <slots A; cells T>
    class A%0(B[T^0.0]): <slots m>
        def m%0(self%0) -> T^0.0: <slots self>
            return T^1.0",
        ),
    ]);
}

#[test]
fn parameters_know_whether_they_are_reassigned() {
    let text = "
def f(a, b, c, d, e, *g, **h):
    b = 1
    def inner():
        nonlocal c
        c = 2
    for d in a: pass
    e.x = a
    h |= a
    [g for g in a]
";
    let file = read(text).file;
    let flags: Vec<(&str, bool)> =
        file.scopes[1].params.iter().map(|param| (&*file.names[param.name.0 as usize], param.reassigned)).collect();
    let expected = [("a", false), ("b", true), ("c", true), ("d", true), ("e", false), ("g", false), ("h", true)];
    assert_eq!(flags, expected);
}

#[test]
fn slots_begin_with_the_parameters_that_are_not_captured() {
    let file = read("def f(a, b, c):\n    x = lambda: b\n").file;
    let slots: Vec<&str> = file.scopes[1].slots.iter().map(|name| &*file.names[name.0 as usize]).collect();
    assert_eq!(slots, ["a", "c", "x"]);
}

#[test]
fn mentions_are_globals_attributes_and_imports() {
    let text = "
import m1.m2 as m3
@deco
def f(p, q=default):
    from pkg.sub import thing as alias
    p.attr.other(g1, key=alias)
    h = lambda: hidden
    class C:
        inside = len
    return inner_name if p else h
class D(Base):
    x = x
";
    let reading = read(text);
    assert_eq!(mentions(&reading, "f"), ["attr", "g1", "inner_name", "other", "pkg", "pkg.sub", "sub", "thing"]);
    assert_eq!(mentions(&reading, "f.<locals>.<lambda>"), ["hidden"]);
    assert_eq!(mentions(&reading, "f.<locals>.C"), ["len"]);
    assert_eq!(mentions(&reading, "D"), ["x"]);
    assert_eq!(mentions(&reading, ""), ["Base", "D", "deco", "default", "f", "m1", "m1.m2", "m2", "m3"]);
}
