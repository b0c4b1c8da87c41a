"""Runs inside an environment: imports the packages and answers for each claim whether it holds there.

Standard input: a list of claims as JSON. Standard output: one `[answer, detail]` a claim, in order. Answers:
`yes`, `no`, `unverified` (it may exist, but cannot be seen without running the library).
"""

import importlib
import inspect
import json
import os
import re
import sys
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from judge import compare  # noqa: E402

KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "normal",
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_KEYWORD: "**",
}
MISSING = object()
modules = {}


def main():
    claims = json.load(sys.stdin)
    answers_to = os.dup(1)
    # Libraries that print while they are imported must not write into the answer.
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    answers = [answer(claim) for claim in claims]
    with os.fdopen(answers_to, "w") as out:
        json.dump(answers, out)
    sys.stdout.flush()
    # Some libraries leave threads behind that would keep the process alive.
    os._exit(0)


def answer(claim):
    try:
        return judge(claim)
    except Exception as error:
        return ["no", f"cannot be looked at: {type(error).__name__}: {error}"]


def load(name):
    if name not in modules:
        try:
            modules[name] = importlib.import_module(name)
        except BaseException as error:
            modules[name] = error
    return modules[name]


def judge(claim):
    module = load(claim["module"])
    if isinstance(module, BaseException):
        if claim["path"]:
            return ["unverified", ""]
        return ["no", f"module {claim['module']} ({type(module).__name__}: {module})"]
    if not claim["path"]:
        return ["yes", ""]
    if claim["dynamic"]:
        return ["unverified", ""]
    owner = module
    for at, part in enumerate(claim["path"][:-1]):
        owner = lookup(owner, part)
        if owner is MISSING:
            # Reported at the class itself.
            return ["unverified", ""]
    name = claim["path"][-1]
    found = lookup(owner, name)
    if found is MISSING and inspect.ismodule(owner):
        submodule = load(f"{owner.__name__}.{name}")
        found = MISSING if isinstance(submodule, BaseException) else submodule
    if found is MISSING:
        return absent(owner, name, claim)
    if claim["kind"] == "class" and not isinstance(found, type):
        # A factory that stands where the documentation shows a class.
        return ["unverified", ""] if callable(found) else ["no", f"class {name} (it is {type(found).__name__})"]
    if claim["kind"] == "function":
        return function(owner, name, found, claim)
    return ["yes", ""]


def lookup(owner, name):
    try:
        return getattr(owner, name)
    except Exception:
        pass
    try:
        return inspect.getattr_static(owner, name)
    except AttributeError:
        return MISSING


def absent(owner, name, claim):
    full = ".".join(claim["path"])
    if name.startswith("_") and not name.startswith("__") and len(claim["path"]) == 1 and claim["kind"] in ("class", "value"):
        # A type that only the stub has need of.
        return ["unverified", ""]
    if not isinstance(owner, type):
        # Of what a factory makes, nothing can be seen.
        return ["unverified" if callable(owner) else "no", full]
    for base in owner.__mro__:
        declared = (base.__dict__.get("__annotations__", {}), base.__dict__.get("__slots__", ()))
        if any(isinstance(names, (dict, list, tuple, set)) and name in names for names in declared):
            return ["yes", ""]
    if any(set_in(base, name) for base in owner.__mro__):
        return ["yes", ""]
    if "__getattr__" in dir(owner) or any(not base.__module__ == "builtins" and not source(base) for base in owner.__mro__):
        return ["unverified", ""]
    return ["no", full]


def set_in(base, name):
    text = source(base)
    return bool(text) and re.search(rf"\bself\.{re.escape(name)}\b\s*(?::[^=\n]+)?(=|,)|[\"']{re.escape(name)}[\"']", text) is not None


def source(base):
    try:
        return inspect.getsource(base)
    except (OSError, TypeError):
        return ""


def function(owner, name, found, claim):
    if not callable(found):
        static = inspect.getattr_static(owner, name, None)
        if static is None or not hasattr(static, "__get__"):
            return ["no", f"function {name} (it is {type(found).__name__})"]
        return ["unverified", ""]
    signature = signature_of(owner, name, found)
    if signature is None:
        return ["unverified", ""]
    problem, unseen = compare(claim["params"], signature)
    if problem:
        shown = ", ".join(f"{kind if kind[0] == '*' else ''}{param}" for param, kind in signature)
        return ["no", f"{'.'.join(claim['path'])}: {problem} of ({shown})"]
    return ["unverified" if unseen else "yes", ""]


def signature_of(owner, name, found):
    """Name and kind of the parameters without `self`; None where C code says nothing."""
    target = found
    drop_first = False
    if isinstance(owner, type):
        static = inspect.getattr_static(owner, name, None)
        if name in ("__init__", "__new__") or name == "__call__" and isinstance(static, type(object.__call__)):
            if name != "__init__" or static is object.__init__ or not inspect.isfunction(static):
                target = owner
            else:
                drop_first = True
        else:
            bound = getattr(found, "__self__", None) is not None and not isinstance(static, types.FunctionType)
            drop_first = not isinstance(static, (staticmethod, classmethod)) and not inspect.ismethod(found) and not bound
    try:
        parameters = list(inspect.signature(target).parameters.values())
    except (ValueError, TypeError):
        return None
    if drop_first and parameters and parameters[0].kind in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    ):
        parameters = parameters[1:]
    return [[parameter.name, KINDS[parameter.kind]] for parameter in parameters]


main()
