"""What is used where the environment sets nothing, and can be nothing but a secret."""

import os

# A key that a service gave out, whatever stands before it.
PAYMENTS = os.environ.get("PAYMENTS", "pay_live_4fK39HqLyzWDarjtT1zdp7dc")  # flaw: hard-coded-secret


class Settings:
    # Whose secret it is stands before it.
    COOKIE_SECRET = os.environ.get("COOKIE_SECRET", "9f1c2b7a44e05d8837aa61d2c0b9e3f4")  # flaw: hard-coded-secret
    EMAIL_PASSWORD = "tR4-uv!91x"  # flaw: hard-coded-secret
    COOKIE_NAME = "visitor9f1c2b7a"
    RESET_PASSWORD = "account/reset_2.html"
    DATABASE = os.environ.get("DATABASE", "postgresql://dev:dev@localhost/dev")
