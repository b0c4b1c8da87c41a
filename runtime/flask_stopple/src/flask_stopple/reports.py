"""Reports of violated policies: taken, made small, counted. Anybody can send one, so nothing in them is believed or kept long."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any, Iterator
from urllib.parse import urlsplit

from flask import Flask, Response, request

from . import _stopple
from .overrides import csrf_exempt

if TYPE_CHECKING:
    from .state import State

logger = logging.getLogger("stopple")

#: Bytes of one request; browsers send a few hundred a violation.
MOST_BYTES = 64 * 1024
#: Different violations that are kept.
MOST_KINDS = 500
#: Violations of one request that are read.
MOST_EACH = 20
#: Seconds that a violation is kept after it was last seen.
KEPT = 30 * 86_400


def install(app: Flask, state: State) -> None:
    """Adds the address that browsers send violations to."""
    from .state import REPORT_PATH

    @csrf_exempt
    def take() -> Response:
        if state.settings["csp_reports"]:
            _take(state)
        return Response(status=204)

    app.add_url_rule(REPORT_PATH, "stopple_csp_report", take, methods=["POST"])


def _take(state: State) -> None:
    if (request.content_length or MOST_BYTES + 1) > MOST_BYTES:
        return
    try:
        body = json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        return
    now = int(time.time())
    for number, violation in enumerate(violations(body)):
        if number == MOST_EACH:
            break
        text = json.dumps(violation, sort_keys=True)
        try:
            state.store.report(text, text.encode(), now + KEPT, now, MOST_KINDS)
        except _stopple.StoreError as error:
            # A browser's report is no reason to fail.
            logger.warning("a policy violation was not kept: %s", error)
            return


def violations(body: Any) -> Iterator[dict[str, str]]:
    """What is worth keeping of both forms of reports: `report-uri` sends one object, `report-to` a list."""
    reports = body if isinstance(body, list) else [body]
    for report in reports:
        if not isinstance(report, dict):
            continue
        if isinstance(report.get("csp-report"), dict):
            inner, names = report["csp-report"], ("document-uri", "violated-directive", "blocked-uri", "source-file", "line-number", "disposition")
            directive = inner.get("effective-directive") or inner.get("violated-directive")
        elif report.get("type") == "csp-violation" and isinstance(report.get("body"), dict):
            inner, names = report["body"], ("documentURL", "", "blockedURL", "sourceFile", "lineNumber", "disposition")
            directive = inner.get("effectiveDirective")
        else:
            continue
        if not isinstance(directive, str):
            continue
        yield {
            "page": _path(inner.get(names[0])),
            "directive": directive.split(" ")[0][:60],
            "blocked": _place(inner.get(names[2])),
            "source": _place(inner.get(names[3])),
            "line": str(inner.get(names[4]) or "")[:10],
            "disposition": str(inner.get(names[5]) or "")[:10],
        }


def _path(address: Any) -> str:
    """The path of a page: its query may hold what is nobody's business, and would make every violation a new one."""
    return _split(address)[1][:200] or "/"


def _place(address: Any) -> str:
    """Where something lies: its origin and path, or a word such as `inline`."""
    origin, path = _split(address)
    return (origin + path)[:200]


def _split(address: Any) -> tuple[str, str]:
    if not isinstance(address, str):
        return "", ""
    plain = "".join(character for character in address if character.isprintable())
    try:
        parts = urlsplit(plain)
    except ValueError:
        return "", ""
    return (f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""), parts.path
