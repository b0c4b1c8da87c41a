"""The shop under guard: what `proofs/shop/wsgi.py` serves, and one line."""

import secrets
import sys
from pathlib import Path

from flask_stopple import Stopple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "shop"))

from store import create_app  # noqa: E402 - it lies in the folder beside this one

# The guard refuses the shop's own key, which anybody guesses.
app = create_app({"SECRET_KEY": secrets.token_hex(32)})
Stopple(app)
