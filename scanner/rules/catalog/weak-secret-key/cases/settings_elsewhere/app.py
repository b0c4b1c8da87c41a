"""Settings from a module by its name."""

from flask import Flask

app = Flask(__name__)
app.config.from_object("base")
