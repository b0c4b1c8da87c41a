"""No header at all."""

from flask import Flask

app = Flask(__name__)  # flaw: missing-security-headers


@app.after_request
def no_cache(response):
    response.headers["Cache-Control"] = "no-store"
    return response
