"""The page of the guard says what the guard does."""

from __future__ import annotations

from pathlib import Path

import flask_stopple
import pytest
from flask_stopple.settings import DEFAULT_CSP, DEFAULT_PERMISSIONS, SETTINGS

PAGE = Path(__file__).parents[3] / "docs" / "guard.md"
NAMED = {id(DEFAULT_CSP): "`DEFAULT_CSP`", id(DEFAULT_PERMISSIONS): "`DEFAULT_PERMISSIONS`"}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_stands_in_the_page_with_its_default_and_reason(name):
    setting = SETTINGS[name]
    shown = NAMED.get(id(setting.default), f"`{setting.default!r}`")
    assert f"| `{name}` | {shown} | {setting.why} |" in PAGE.read_text().splitlines()


def test_every_public_name_is_there():
    for name in flask_stopple.__all__:
        assert getattr(flask_stopple, name) is not None


def test_complaint_1_no_private_names_of_flask_are_used():
    """What breaks with a release of Flask or Werkzeug: names that they never promised. The whole suite runs on the oldest and the newest too."""
    for file in (Path(flask_stopple.__file__).parent).glob("*.py"):
        text = file.read_text()
        for private in ("_request_ctx_stack", "_app_ctx_stack", "_got_first_request", "werkzeug._", "flask.sansio"):
            assert private not in text, f"{file.name} uses {private}"
