"""Ways to configure the key."""
import base64
import hashlib
import os
import secrets
from flask import Flask

app = Flask(__name__)
app.secret_key = "dev"  # flaw: weak-secret-key
app.config["SECRET_KEY"] = "changeme"  # flaw: weak-secret-key
app.config.update(SECRET_KEY="abc123")  # flaw: weak-secret-key
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]  # clean: from outside
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "fallback")  # flaw: weak-secret-key
app.config["SECRET_KEY"] = secrets.token_hex(32)  # clean: random


class Config:
    SECRET_KEY = "my-flask-secret-2024"  # flaw: weak-secret-key


app.config.from_object(Config)
app.config.from_mapping(SECRET_KEY="dev")  # flaw: weak-secret-key
app.config["SECRET_KEY"] = base64.b64encode(b"shop")  # flaw: weak-secret-key
app.config["SECRET_KEY"] = hashlib.sha256(b"shop").hexdigest()  # flaw: weak-secret-key
app.config["SECRET_KEY"] = hashlib.sha256(os.environ["SEED"].encode()).hexdigest()  # clean: from outside
