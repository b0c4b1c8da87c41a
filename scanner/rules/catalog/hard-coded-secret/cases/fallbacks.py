"""A key that was drawn, and is used whenever the environment has none."""

import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "4b0c91e7d2f85a36b90e7c14d8f2a65310")  # flaw: hard-coded-secret
app.config["JWT_SECRET_KEY"] = os.environ.get("JWT_KEY", "this-text-is-for-developers-only-123")  # clean: typed by a person
PARTNER_API_KEY = os.getenv("PARTNER_API_KEY", "k7Qz2Lw9Xv4Tn8Rb1Yc6Pd3Mf5")  # flaw: hard-coded-secret
TOKEN = os.getenv("TOKEN", "put-your-token-here")  # clean: a place to fill in
