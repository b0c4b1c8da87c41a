"""Keys that sign sessions."""

import os
import secrets

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
WEAK = "dev"
app.secret_key = WEAK  # flaw: weak-secret-key
app.secret_key = "super secret key"  # flaw: weak-secret-key
app.secret_key = b"abc"  # flaw: weak-secret-key
app.config["SECRET_KEY"] = "you-will-never-guess"  # flaw: weak-secret-key
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")  # flaw: weak-secret-key
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY") or "hard to guess string"  # flaw: weak-secret-key
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]  # clean: from the environment
app.secret_key = secrets.token_hex()  # clean: new at each start
app.secret_key = os.urandom(24)  # clean: new at each start
app.config["SECRET_KEY_FALLBACKS"] = []  # clean: another key

signer = URLSafeTimedSerializer("secret")  # flaw: weak-secret-key
good_signer = URLSafeTimedSerializer(os.environ["SIGNER_KEY"])  # clean: from the environment
