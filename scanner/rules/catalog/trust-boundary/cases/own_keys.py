"""What was found to be the secret of the application is no longer what a visitor chose."""
import hmac

from flask import Flask, abort, current_app, request, session

app = Flask(__name__)


@app.post("/console")
def console():
    key = request.headers.get("X-Console-Key", "")
    if not hmac.compare_digest(key, current_app.config["CONSOLE_KEY"]):
        abort(403)
    session["console_key"] = key  # clean: it is the application's own
    return {}
