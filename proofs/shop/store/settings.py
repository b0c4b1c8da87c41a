"""What the shop is configured with."""

import os
import tempfile

DATA = os.path.join(tempfile.gettempdir(), "stopple-shop")


class Settings:
    """Defaults; the factory's caller overrides them."""

    SECRET_KEY = "shop"  # flaw: weak-secret-key
    DATABASE = os.path.join(DATA, "shop.sqlite3")
    UPLOADS = os.path.join(DATA, "uploads")
    INVOICES = os.path.join(DATA, "invoices")
    SUPPLIER = "http://127.0.0.1:9"
    MAX_CONTENT_LENGTH = 1024 * 1024
