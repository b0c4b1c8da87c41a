"""The browser that attacks."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import browser, page  # noqa: E402, F401
