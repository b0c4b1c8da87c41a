//! What each form and each note of a stub becomes, and that nothing written in one makes loading fail.

use super::{StubProblem, load_stubs, module_of};
use crate::concept::{Concepts, source_named};
use crate::model::{Binding, Catalog, Class, Function, ItemKind, Note, ParamKind, Switch, Type, Typed};
use proptest::prelude::*;

const BUILTINS: &str = "
class object: ...
class int: ...
class bool(int): ...
class float: ...
class str: ...
class bytes: ...
class list[T]: ...
class dict[K, V]:
    def get(self, key: K) -> V: ...
class set[T]: ...
class tuple[T]: ...
class type: ...
";

fn load(files: &[(&str, &str)]) -> (Catalog, Vec<StubProblem>) {
    let mut all = vec![("builtins.pyi".to_owned(), BUILTINS.to_owned())];
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    load_stubs(Catalog::default(), &all)
}

fn clean(files: &[(&str, &str)]) -> Catalog {
    let (catalog, problems) = load(files);
    assert_eq!(problems, [], "the stubs are right");
    catalog
}

fn one(text: &str) -> Catalog {
    clean(&[("m.pyi", text)])
}

fn kind<'c>(catalog: &'c Catalog, path: &str) -> &'c ItemKind {
    let id = catalog.find(path).unwrap_or_else(|| panic!("{path} is in the catalog"));
    &catalog.item(id).kind
}

fn function<'c>(catalog: &'c Catalog, path: &str) -> &'c Function {
    match kind(catalog, path) {
        ItemKind::Function(function) => function,
        other => panic!("{path} is {other:?}"),
    }
}

fn value<'c>(catalog: &'c Catalog, path: &str) -> &'c Typed {
    match kind(catalog, path) {
        ItemKind::Value(typed) => typed,
        other => panic!("{path} is {other:?}"),
    }
}

fn class<'c>(catalog: &'c Catalog, path: &str) -> &'c Class {
    match kind(catalog, path) {
        ItemKind::Class(class) => class,
        other => panic!("{path} is {other:?}"),
    }
}

fn instance(catalog: &Catalog, path: &str) -> Type {
    Type::Instance(catalog.find(path).expect("a class"), Vec::new())
}

fn messages(text: &str) -> Vec<(u32, String)> {
    let (_, problems) = load(&[("m.pyi", text)]);
    problems.into_iter().map(|problem| (problem.line, problem.message)).collect()
}

#[test]
fn paths_name_modules() {
    assert_eq!(module_of("flask/__init__.pyi"), Some(("flask".into(), true)));
    assert_eq!(module_of("flask/json/tag.pyi"), Some(("flask.json.tag".into(), false)));
    assert_eq!(module_of("a\\b.pyi"), Some(("a.b".into(), false)));
    assert_eq!(module_of("flask/app.py"), None);
    assert_eq!(module_of("__init__.pyi"), None);
}

#[test]
fn types_are_read() {
    let catalog = one("
from typing import Any, Callable, Literal, NoReturn, Optional, Self, TypeVar, Union
T = TypeVar('T')
class C:
    same: Self
a: str
b: str | None
c: Optional[int]
d: Union[int, str, None]
e: list[str]
f: tuple[int, str]
g: tuple[int, ...]
h: type[C]
i: Callable[[int], str]
j: Literal['x', 1]
k: Any
l: object
m: None
n: C
def never() -> NoReturn: ...
def same(x: T) -> T: ...
async def later() -> str: ...
");
    let (text, number) = (instance(&catalog, "builtins.str"), instance(&catalog, "builtins.int"));
    let kind = |name: &str| value(&catalog, &format!("m.{name}")).kind.clone();
    assert_eq!(kind("a"), text);
    assert_eq!(kind("b"), Type::Union(vec![text.clone(), Type::None]));
    assert_eq!(kind("c"), Type::Union(vec![number.clone(), Type::None]));
    assert_eq!(kind("d"), Type::Union(vec![number.clone(), text.clone(), Type::None]));
    assert_eq!(kind("e"), Type::Instance(catalog.find("builtins.list").expect("list"), vec![text.clone()]));
    assert_eq!(kind("f"), Type::Tuple(vec![number.clone(), text.clone()]));
    assert_eq!(kind("g"), Type::Instance(catalog.find("builtins.tuple").expect("tuple"), vec![number]));
    assert_eq!(kind("h"), Type::ClassObject(catalog.find("m.C").expect("C")));
    assert_eq!(kind("i"), Type::Callable(Box::new(Typed { kind: text.clone(), notes: vec![] })));
    assert_eq!(kind("j"), Type::Union(vec![Type::Literal("'x'".into()), Type::Literal("1".into())]));
    assert_eq!((kind("k"), kind("l"), kind("m")), (Type::Unknown, Type::Unknown, Type::None));
    assert_eq!(kind("n"), instance(&catalog, "m.C"));
    assert_eq!(value(&catalog, "m.C.same").kind, Type::Receiver);
    assert_eq!(function(&catalog, "m.never").returns.kind, Type::Never);
    assert_eq!(function(&catalog, "m.same").returns.kind, Type::Variable("T".into()));
    assert!(function(&catalog, "m.later").is_async);
}

#[test]
fn notes_are_read() {
    let catalog = one("
from typing import Annotated, Any, Callable
from stopple import *
args: Annotated[str, Source('http-query')]
key: Annotated[str | None, Fact('secret-key-set'), Sink('secret')]
def f(
    a: Annotated[str, Sink('sql', 'shell')],
    b: Annotated[str, Carries('return')],
    c: Annotated[str, Guards('*', when=None)],
    d: Annotated[str, Guards('html', when=False)],
    e: Annotated[Callable[..., Any], Calls('b', 'a[]')],
) -> Annotated[str, Clears('html'), Inert()]: ...
def plain(text: str, escape: bool) -> Annotated[str, Clears('html', when='escape=True'), Clears('css', unless='escape=False')]: ...
def route(rule: str) -> Annotated[Callable[..., Any], Registers('route'), Decorates('login')]: ...
@Fact('state-change')
def commit() -> None: ...
");
    let concept = |name: &str| Concepts::named(name).expect("a concept");
    assert_eq!(value(&catalog, "m.args").notes, [Note::Source(source_named("http-query").expect("a source"))]);
    assert_eq!(value(&catalog, "m.key").notes, [Note::Fact("secret-key-set".into()), Note::Sink(concept("secret"))]);
    let f = function(&catalog, "m.f");
    let notes = |at: usize| f.params[at].typed.notes.clone();
    assert_eq!(notes(0), [Note::Sink(concept("sql").and(concept("shell")))]);
    assert_eq!(notes(1), [Note::Carries("return".into())]);
    assert_eq!(notes(2), [Note::Guards(Concepts::ALL, None)]);
    assert_eq!(notes(3), [Note::Guards(concept("html"), Some(false))]);
    assert_eq!(notes(4), [Note::Calls(vec!["b".into(), "a[]".into()])]);
    assert_eq!(f.returns.notes, [Note::Clears(concept("html").and(concept("mail-body"))), Note::Inert]);
    let switch = |constant, holds| Switch { parameter: "escape".into(), constant, holds };
    assert_eq!(
        function(&catalog, "m.plain").returns.notes,
        [
            Note::ClearsIf(concept("html").and(concept("mail-body")), switch(true, true)),
            Note::ClearsIf(concept("css"), switch(false, false)),
        ]
    );
    let route = &function(&catalog, "m.route").returns.notes;
    assert_eq!(*route, [Note::Registers("route".into()), Note::Decorates("login".into())]);
    assert_eq!(function(&catalog, "m.commit").returns.notes, [Note::Fact("state-change".into())]);
}

#[test]
fn an_alias_of_a_type_keeps_its_notes() {
    let catalog = one("
from typing import Annotated
from stopple import Sink
Sql = Annotated[str, Sink('sql')]
def f(sql: Sql, more: Sql | None = ...) -> None: ...
");
    let f = function(&catalog, "m.f");
    assert!(f.params.iter().all(|param| param.typed.notes.len() == 1));
    assert_eq!(f.params[0].typed.kind, instance(&catalog, "builtins.str"));
    assert!(catalog.find("m.Sql").is_none(), "an alias of a type is no thing at run time");
}

#[test]
fn parameters_and_bindings() {
    let catalog = one("
class C:
    def a(self, x, /, y, *args, k, **kw): ...
    @staticmethod
    def b(x=...): ...
    @classmethod
    def c(cls): ...
    @property
    def d(self) -> str: ...
    @d.setter
    def d(self, value: str) -> None: ...
    e = a
");
    let a = function(&catalog, "m.C.a");
    let kinds: Vec<ParamKind> = a.params.iter().map(|param| param.kind).collect();
    use ParamKind::{KeywordOnly, Normal, PositionalOnly, VarKeyword, VarPositional};
    assert_eq!(kinds, [PositionalOnly, PositionalOnly, Normal, VarPositional, KeywordOnly, VarKeyword]);
    assert_eq!(a.params[0].typed.kind, Type::Receiver);
    assert_eq!(function(&catalog, "m.C.b").binding, Binding::Static);
    assert!(function(&catalog, "m.C.b").params[0].has_default);
    assert_eq!(function(&catalog, "m.C.c").binding, Binding::Class);
    assert_eq!(value(&catalog, "m.C.d").kind, instance(&catalog, "builtins.str"));
    assert_eq!(catalog.find("m.C.e"), catalog.find("m.C.a"));
}

#[test]
fn overloads_are_one_function() {
    let catalog = one("
from typing import Annotated, overload
from stopple import Sink
@overload
def f(x: Annotated[str, Sink('sql')]) -> str: ...
@overload
def f(x: int, y: int) -> int: ...
");
    let f = function(&catalog, "m.f");
    assert_eq!(f.params.len(), 2);
    assert_eq!(f.params[0].typed.notes.len(), 1);
    assert!(f.params[1].has_default);
    let kinds = vec![instance(&catalog, "builtins.str"), instance(&catalog, "builtins.int")];
    assert_eq!(f.returns.kind, Type::Union(kinds));
}

#[test]
fn what_is_carried_when_nothing_is_said() {
    let catalog = one("
from typing import Annotated, Any
from stopple import Carries, Inert
def text(x) -> str: ...
def unknown(x): ...
def number(x) -> int: ...
def maybe(x) -> bool | None: ...
def nothing(x) -> None: ...
def inert(x) -> Annotated[str, Inert()]: ...
def said(x: Annotated[Any, Carries('return')], y) -> str: ...
class C:
    def __init__(self, x) -> None: ...
class D:
    def __init__(self, x) -> Annotated[None, Inert()]: ...
");
    let carries = |path: &str| function(&catalog, path).carries_all;
    assert!(carries("m.text") && carries("m.unknown") && carries("m.C.__init__"));
    for path in ["m.number", "m.maybe", "m.nothing", "m.inert", "m.said", "m.D.__init__"] {
        assert!(!carries(path), "{path}");
    }
}

#[test]
fn classes_know_bases_and_variables() {
    let catalog = one("
from typing import Generic, TypeVar
K = TypeVar('K')
V = TypeVar('V')
class A(Generic[K, V]):
    def get(self, key: K) -> V: ...
class B(A[K, V]): ...
class C[T: str, *Ts]: ...
class D(A[str, int], metaclass=type): ...
class E:
    def list(self) -> list[str]: ...
    def more(self) -> list[int]: ...
");
    assert_eq!(*class(&catalog, "m.A").type_params, ["K".into(), "V".into()]);
    assert_eq!(*class(&catalog, "m.B").type_params, ["K".into(), "V".into()]);
    assert_eq!(*class(&catalog, "m.C").type_params, ["T".into(), "Ts".into()]);
    assert_eq!(class(&catalog, "m.D").bases, [catalog.find("m.A").expect("A")]);
    assert_eq!(catalog.find("m.B.get"), catalog.find("m.A.get"));
    assert_eq!(function(&catalog, "m.A.get").returns.kind, Type::Variable("V".into()));
    assert!(matches!(function(&catalog, "m.E.more").returns.kind, Type::Instance(..)), "a method hides no type");
}

#[test]
fn names_cross_modules() {
    let catalog = clean(&[
        (
            "pkg/__init__.pyi",
            "from .inner import Thing as Thing, make as build\nfrom .star import *\nfrom . import deep as deep\n",
        ),
        ("pkg/inner.pyi", "import other\nfrom other import Far\nclass Thing(Far): ...\ndef make() -> other.Far: ...\n"),
        ("pkg/star.pyi", "from other import Far as Near\n_hidden: int\nshown: int\n"),
        ("pkg/deep/deeper.pyi", "from ..inner import Thing\nx: Thing\n"),
        ("other.pyi", "class Far:\n    def go(self) -> Far: ...\n"),
    ]);
    assert_eq!(catalog.find("pkg.Thing"), catalog.find("pkg.inner.Thing"));
    assert_eq!(catalog.find("pkg.build"), catalog.find("pkg.inner.make"));
    assert_eq!(catalog.find("pkg.Near"), catalog.find("other.Far"));
    assert_eq!(catalog.find("pkg.Thing.go"), catalog.find("other.Far.go"));
    assert!(catalog.find("pkg.shown").is_some() && catalog.find("pkg._hidden").is_none());
    assert!(catalog.find("pkg.inner.Far").is_none(), "an import without `as` is for the stub's own use");
    assert_eq!(value(&catalog, "pkg.deep.deeper.x").kind, instance(&catalog, "pkg.inner.Thing"));
    assert!(matches!(kind(&catalog, "pkg.deep"), ItemKind::Module(_)));
}

#[test]
fn a_users_stub_extends_the_catalog() {
    let base = clean(&[("shop/__init__.pyi", "a: int\nb: int\n")]);
    let stubs = [
        ("shop/__init__.pyi".to_owned(), "b: str\n".to_owned()),
        ("shop/more.pyi".to_owned(), "from shop import a\nc: str\n".to_owned()),
    ];
    let (catalog, problems) = load_stubs(base, &stubs);
    assert_eq!(problems, []);
    assert_eq!(value(&catalog, "shop.a").kind, instance(&catalog, "builtins.int"));
    assert_eq!(value(&catalog, "shop.b").kind, instance(&catalog, "builtins.str"));
    assert_eq!(value(&catalog, "shop.more.c").kind, instance(&catalog, "builtins.str"));
}

#[test]
fn a_submodule_joins_a_package_of_the_catalog() {
    let base = clean(&[("shop/__init__.pyi", "a: int\n")]);
    let (catalog, problems) = load_stubs(base, &[("shop/more.pyi".to_owned(), "c: str\n".to_owned())]);
    assert_eq!(problems, []);
    let shop = catalog.module("shop").expect("shop");
    assert_eq!(catalog.member(shop, "more"), catalog.module("shop.more"));
}

#[test]
fn wrong_stubs_are_told_where_and_what_to_do() {
    for (text, line, part) in [
        ("x: Nowhere", 1, "`Nowhere` is not declared here"),
        ("\nfrom nowhere import x", 2, "no stub of the module `nowhere`"),
        ("import builtins\nfrom builtins import nothing", 2, "has no `nothing`"),
        ("from typing import Annotated\nx: Annotated[str, Sauce('x')]", 2, "there is no note `Sauce`"),
        ("from typing import Annotated\nx: Annotated[str, Sink('sqll')]", 2, "there is no concept `sqll`"),
        ("from typing import Annotated\nx: Annotated[str, Source('web')]", 2, "`Source` knows no `web`"),
        ("from typing import Annotated\nx: Annotated[str, Fact('web')]", 2, "`Fact` knows no `web`"),
        ("from typing import Annotated\nx: Annotated[str, Registers('web')]", 2, "`Registers` knows no `web`"),
        ("from typing import Annotated\nx: Annotated[str, Sink]", 2, "a note is a call"),
        ("from typing import Annotated\nx: Annotated[str, Sink()]", 2, "needs a word"),
        ("from typing import Annotated\nx: Annotated[str, Inert('x')]", 2, "takes nothing"),
        ("from typing import Annotated\nx: list[Annotated[str, Inert()]]", 2, "belongs on the outside"),
        ("from typing import Annotated\ndef f(x: Annotated[str, Carries('y')]): ...", 2, "no parameter `y`"),
        ("x = 3", 1, "a stub gives types"),
        ("for x in y: pass", 1, "declarations only"),
        ("class A: ...\nclass A: ...", 2, "declared twice"),
        ("class A(B): ...", 1, "`B` is no class"),
        ("@magic\ndef f(): ...", 1, "no use for the decorator `magic`"),
        ("from .... import x", 1, "leaves the stub folder"),
    ] {
        let found = messages(text);
        assert!(found.iter().any(|(at, message)| *at == line && message.contains(part)), "{text:?} gives {found:?}");
    }
}

#[test]
fn circles_end() {
    let (_, problems) = load(&[
        ("a.pyi", "from b import x as x\nfrom b import *\nclass C(D): ...\nclass D(C): ...\nT = T\n"),
        ("b.pyi", "from a import x as x\nfrom a import *\nU = list[V]\nV = list[U]\ny: U\n"),
    ]);
    assert!(problems.iter().any(|problem| problem.message.contains("made of itself")));
}

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "class A",
        "(A)",
        "[T]",
        ":",
        "\n",
        "\n    ",
        "def f",
        "(self",
        ", x",
        "*",
        "/",
        ")",
        " -> ",
        "Annotated[",
        "]",
        "Sink(",
        "'sql'",
        "Carries('x')",
        "str",
        "|",
        "None",
        "import ",
        "from ",
        ".",
        " as ",
        "A = ",
        "A",
        "@property",
        "@overload",
        "if x",
        "...",
        "Callable",
        "list[",
        ",",
        "x: ",
        "Literal",
        "Generic",
        "async ",
        "=",
        "\"",
        "é",
        "\t",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn loading_never_panics(words in proptest::collection::vec(word(), 0..60), other in "\\PC{0,40}") {
        let text = words.concat();
        let files = [("m.pyi".to_owned(), text), ("n/__init__.pyi".to_owned(), other), ("odd".to_owned(), String::new())];
        let (catalog, _) = load_stubs(Catalog::default(), &files);
        for (name, _) in &catalog.modules {
            let _ = catalog.find(name);
        }
    }
}
