"""A catalogue of texts to be translated, in the form of gettext (``.pot``)."""

from __future__ import annotations

import json
import re
from typing import Iterable

_HEAD = """msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def pot(texts: Iterable[str]) -> str:
    """The catalogue, without a translation yet."""
    entries = [_HEAD]
    for text in sorted(texts):
        flag = "#, python-format\n" if re.search(r"%\(\w+\)", text) else "#, python-brace-format\n" if re.search(r"\{\w+\}", text) else ""
        # The escapes of JSON are those of C that gettext reads.
        entries.append(f'{flag}msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n')
    return "\n".join(entries)
