"""An application that moved in from Flask-Talisman by its import."""
# options: pedantic

from flask import Flask
from flask_stopple.compat.flask_talisman import Talisman

app = Flask(__name__)  # clean: Talisman sends them
Talisman(app)


@app.route("/")
def index():
    return "<h1>hello</h1>"
