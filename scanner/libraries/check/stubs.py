"""Reads stubs with `ast` and lists what they say must exist; nothing of a stub is executed."""

import ast
import re
from pathlib import Path

MARK = re.compile(r"#.*?\b(since|until)\s+(\d[\d.]*)")
DYNAMIC = re.compile(r"#.*\bdynamic\b")


def claims_of(folder):
    """All claims of the stubs of one distribution, as plain data that can be sent to another interpreter."""
    claims = []
    for file in sorted(Path(folder).rglob("*.pyi")):
        text = file.read_text(encoding="utf-8")
        module = module_name(file.relative_to(folder))
        reader = Reader(module, str(file), text.splitlines())
        reader.claim([], "module", 1)
        reader.body(ast.parse(text, str(file)).body, [])
        claims.extend(reader.claims)
    return claims


def module_name(path):
    parts = list(path.with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


class Reader:
    """Collects the claims of one file."""

    def __init__(self, module, file, lines):
        self.module = module
        self.file = file
        self.lines = lines
        self.claims = []

    def claim(self, path, kind, line, end=None, **more):
        text = " ".join(self.lines[line - 1 : end or line])
        first = self.lines[0] if self.lines else ""
        mark = MARK.search(text) or (MARK.match(first) if first.startswith(("# since", "# until")) else None)
        self.claims.append(
            {
                "module": self.module,
                "path": path,
                "kind": kind,
                "file": self.file,
                "line": line,
                "mark": [mark.group(1), mark.group(2)] if mark else None,
                "dynamic": bool(DYNAMIC.search(text)),
                **more,
            }
        )

    def body(self, statements, path):
        for node in statements:
            if isinstance(node, ast.ClassDef):
                head = node.body[0].lineno - 1 if node.body and node.body[0].lineno > node.lineno else node.lineno
                self.claim(path + [node.name], "class", node.lineno, max(head, node.lineno))
                self.body(node.body, path + [node.name])
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.function(node, path)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.claim(path + [node.target.id], "value", node.lineno, node.end_lineno)
            elif isinstance(node, ast.Assign):
                self.assignment(node, path)
            elif isinstance(node, ast.ImportFrom) and not path:
                for name in node.names:
                    # `import x as x` exports a name, in a package's own file under another name too; the rest are
                    # what the stub itself has need of.
                    if name.asname and (name.asname == name.name or self.file.endswith("__init__.pyi")):
                        self.claim([name.asname], "name", name.lineno if hasattr(name, "lineno") else node.lineno)
            elif isinstance(node, ast.If):
                self.body(node.body, path)
                self.body(node.orelse, path)

    def assignment(self, node, path):
        if is_type_variable(node.value):
            return
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.claim(path + [target.id], "value", node.lineno, node.end_lineno)

    def function(self, node, path):
        words = {decorator_word(decorator) for decorator in node.decorator_list}
        if words & {"property", "cached_property", "setter"}:
            self.claim(path + [node.name], "value", node.lineno, node.end_lineno)
            return
        params = parameters(node.args)
        if path and "staticmethod" not in words and params:
            params = params[1:]
        self.claim(path + [node.name], "function", node.lineno, node.end_lineno, params=params, overload="overload" in words)


def is_type_variable(value):
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("TypeVar", "ParamSpec")


def decorator_word(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def parameters(args):
    """`[name, kind]` of each parameter, in order; kinds are `only`, `normal`, `*`, `keyword`, `**`."""
    # A name with two underscores in front is the old spelling of a parameter that goes by place alone.
    found = [[arg.arg, "only"] for arg in args.posonlyargs]
    found += [[arg.arg, "only" if arg.arg.startswith("__") and not arg.arg.endswith("__") else "normal"] for arg in args.args]
    if args.vararg:
        found.append([args.vararg.arg, "*"])
    found += [[arg.arg, "keyword"] for arg in args.kwonlyargs]
    if args.kwarg:
        found.append([args.kwarg.arg, "**"])
    return found
