"""Answers the claims of stubs from the text of a package, for packages that cannot be imported here."""

import ast
import re
from pathlib import Path

from judge import compare
from stubs import parameters


class Sources:
    """The modules of an unpacked archive, parsed when they are asked for."""

    def __init__(self, folder):
        self.files = {}
        for file in sorted(Path(folder).rglob("*.py*")):
            if file.suffix in (".py", ".pyi"):
                self.files.setdefault(file.suffix, []).append(file)
        self.trees = {}

    def module(self, name):
        if name not in self.trees:
            self.trees[name] = self.parse(name)
        return self.trees[name]

    def parse(self, name):
        path = name.replace(".", "/")
        for suffix in (".py", ".pyi"):
            for ending in (f"/{path}{suffix}", f"/{path}/__init__{suffix}"):
                for file in self.files.get(suffix, []):
                    if file.as_posix().endswith(ending):
                        text = file.read_text(encoding="utf-8", errors="replace")
                        return ast.parse(text), text
        return None

    def answer(self, claim):
        module = self.module(claim["module"])
        if module is None:
            return ["unverified", ""] if claim["path"] else ["no", f"module {claim['module']}"]
        if not claim["path"]:
            return ["yes", ""]
        if claim["dynamic"]:
            return ["unverified", ""]
        tree, text = module
        names = members(tree.body)
        if len(claim["path"]) == 1 and self.module(f"{claim['module']}.{claim['path'][0]}"):
            return ["yes", ""]
        if len(claim["path"]) == 1:
            return judge(claim, names, claim["path"][0], open_ended="*" in names)
        owner = names.get(claim["path"][0])
        if not isinstance(owner, ast.ClassDef):
            return ["unverified", ""]
        found, open_ended = class_members(owner, names)
        last = claim["path"][-1]
        if last not in found and re.search(rf"\bself\.{re.escape(last)}\b", ast.get_source_segment(text, owner) or ""):
            return ["yes", ""]
        return judge(claim, found, last, open_ended)


def members(body):
    """Name to node of what a body declares; `*` stands for a star import."""
    names = {}
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            names.setdefault(node.name, node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                names[(alias.asname or alias.name).split(".")[0]] = node
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        names.setdefault(name.id, node)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.setdefault(node.target.id, node)
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            inner = [*node.body, *getattr(node, "orelse", []), *getattr(node, "finalbody", [])]
            for handler in getattr(node, "handlers", []):
                inner.extend(handler.body)
            for name, child in members(inner).items():
                names.setdefault(name, child)
    return names


def class_members(owner, names, depth=0):
    """The members of a class with those of its bases in the same file; and whether a base could not be seen."""
    found = members(owner.body)
    open_ended = False
    for base in owner.bases:
        parent = names.get(base.id) if isinstance(base, ast.Name) else None
        if isinstance(parent, ast.ClassDef) and parent is not owner and depth < 16:
            inherited, open_base = class_members(parent, names, depth + 1)
            open_ended |= open_base
            for name, node in inherited.items():
                found.setdefault(name, node)
        elif not (isinstance(base, ast.Name) and base.id in ("object", "Exception")):
            open_ended = True
    return found, open_ended


def judge(claim, names, name, open_ended):
    node = names.get(name)
    full = ".".join(claim["path"])
    if node is None:
        return ["unverified", ""] if open_ended or name.startswith("__") else ["no", full]
    if claim["kind"] != "function" or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return ["yes", ""]
    words = [getattr(decorator, "id", "") for decorator in node.decorator_list]
    real = parameters(node.args)
    if len(claim["path"]) > 1 and "staticmethod" not in words:
        real = real[1:]
    problem, unseen = compare(claim["params"], real)
    if problem:
        return ["no", f"{full}: {problem}"]
    return ["unverified" if unseen else "yes", ""]
