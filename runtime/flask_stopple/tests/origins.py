"""What a browser says about a request of a page of our own, and of another site. Not in ``conftest.py``: there are two of that name."""

from __future__ import annotations

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
CROSS_SITE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
