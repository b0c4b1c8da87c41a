"""The page of the ASVS has every number of its chapters, and names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text()
ROWS = {
    number.strip(): [cell.strip() for cell in cells]
    for _, number, *cells, _ in (line.split("|") for line in PAGE.splitlines() if re.match(r"\| \d", line))
}

#: The requirements of ASVS 5.0.0, chapters V6 to V8, that level 1 and level 2 add.
LEVEL_1 = "6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1".split()
LEVEL_2 = (
    "6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4"
    " 7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2 8.1.2 8.2.3 8.4.1"
).split()


def test_no_number_is_missing_and_each_has_its_level():
    levels = {**dict.fromkeys(LEVEL_1, "1"), **dict.fromkeys(LEVEL_2, "2")}
    assert {number: level for number, (level, *_) in ROWS.items()} == levels


@pytest.mark.parametrize("number", ROWS)
def test_every_requirement_has_a_test_that_exists_or_a_reason(number):
    _, asked, here, shown = ROWS[number]
    assert asked and here
    named = re.findall(r"`([\w/]+\.(?:py|rs))::(\w+)`", shown)
    if not named:
        assert not shown and ("**the application's own**" in here or "**Not there**" in here), "neither a test nor a reason"
    for file, name in named:
        path = ROOT / file if file.endswith(".rs") else HERE / file
        assert re.search(rf"^(?:async )?(?:def|fn) {name}\(", path.read_text(), re.MULTILINE), f"{path.name} has no test {name}"
