"""Ways to configure the key."""
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
