"""The page of features names tests that exist; and the features that no other test shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import request
from flask.views import MethodView
from flask_stopple import AnonymousUserMixin, RateExceeded, current_user, limit
from flask_stopple.signals import rate_exceeded

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGE = ROOT / "docs" / "features.md"
ROWS = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and not re.match(r"\| (feature|defect|complaint) \|", line)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_feature_is_shown_by_a_test_that_exists(row):
    _, _, where, shown, _ = row.split("|")
    assert where.strip()
    ((path, name),) = re.findall(r"`([\w/]+\.(?:py|rs))::(\w+)`", shown)
    file = ROOT / path if path.endswith(".rs") else HERE / path
    function = rf"^ *fn {name}\(" if path.endswith(".rs") else rf"^(async )?def {name}\("
    assert re.search(function, file.read_text(), re.MULTILINE), f"{path} has no {name}"


@pytest.mark.parametrize(("heading", "last"), [("Defects that are not here", 32), ("Complaints that are answered", 15)])
def test_no_defect_and_no_complaint_is_left_out(heading, last):
    section = PAGE.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    assert [int(number) for number in re.findall(r"^\| (\d+)\. ", section, re.MULTILINE)] == list(range(1, last + 1))


def test_policies_as_text_with_another_place_for_reports(make):
    app = make(csp="default-src 'self'; report-uri https://reports.example/csp")
    policy = app.test_client().get("/", base_url="https://localhost").headers["Content-Security-Policy"]
    assert policy == "default-src 'self'; report-uri https://reports.example/csp"


def test_hsts_with_preload(make):
    app = make(hsts={"max_age": 31_536_000, "include_subdomains": True, "preload": True})
    sent = app.test_client().get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert sent == "max-age=31536000; includeSubDomains; preload"


def test_headers_of_ones_own(make):
    wanted = {"Document-Policy": "unsized-media=?0", "X-XSS-Protection": "0", "X-Download-Options": "noopen"}
    answer = make(extra_headers=wanted).test_client().get("/", base_url="https://localhost").headers
    assert {name: answer[name] for name in wanted} == wanted


def test_anonymous_users_of_ones_own(make):
    class Guest(AnonymousUserMixin):
        name = "guest"

    app = make()
    app.extensions["stopple"].login.anonymous_user = Guest
    app.add_url_rule("/who", "who", lambda: current_user.name)
    assert app.test_client().get("/who", base_url="https://localhost").text == "guest"


def test_a_rate_of_the_whole_application(make):
    app = make(rate="2/minute")
    app.add_url_rule("/other", "other", lambda: "x")
    client = app.test_client()
    assert [client.get(path, base_url="https://localhost").status_code for path in ("/", "/other", "/")] == [200, 200, 429]


def test_limits_of_class_based_views(make):
    class Things(MethodView):
        decorators = [limit("1/minute", methods=("POST",)), limit("5/minute")]

        def get(self) -> str:
            return request.method

        post = get

    app = make(csrf=False)
    app.add_url_rule("/things", view_func=Things.as_view("things"))
    client = app.test_client()
    asked = [client.open("/things", method=method, base_url="https://localhost").status_code for method in ("POST", "POST", "GET")]
    assert asked == [200, 429, 200]


def test_whoever_exceeds_a_rate_is_heard_of(make):
    app, heard = make(), []
    app.add_url_rule("/rare", "rare", limit("1/minute")(lambda: "x"))

    @app.errorhandler(RateExceeded)
    def tell(_error: RateExceeded):
        return "come again later", 429

    def hear(_app: object, limit: str) -> None:
        heard.append(limit)

    with rate_exceeded.connected_to(hear):
        answers = [app.test_client().get("/rare", base_url="https://localhost").text for _ in range(2)]
    assert answers == ["x", "come again later"] and heard == ["1/minute"]
