"""Every text that the pages and mails of Flask-Security's names say, for whoever translates them."""

from __future__ import annotations

import ast
from pathlib import Path

from jinja2 import Environment, nodes

from .messages import MESSAGES

_HOME = Path(__file__).parent


def all_texts() -> set[str]:
    """The English texts: of messages, of what the code marks with ``_``, and of what templates hand to ``_fsdomain``."""
    found = {text for text, _category in MESSAGES.values()}
    for file in _HOME.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
                said = node.args[0]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    found.add(said.value)
    environment = Environment()
    for file in (*_HOME.rglob("*.html"), *_HOME.rglob("*.txt")):
        for call in environment.parse(file.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_fsdomain" and call.args and isinstance(call.args[0], nodes.Const):
                found.add(str(call.args[0].value))
    return found
