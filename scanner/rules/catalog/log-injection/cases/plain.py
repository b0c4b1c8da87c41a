"""A visitor's text is written to the log."""

import logging

from flask import Flask, current_app, request

app = Flask(__name__)
log = logging.getLogger("shop")


@app.post("/formatted")
def formatted():
    name = request.form["name"]  # source(a): http-form
    log.info("sign-in of %s", name)  # flaw(a): log-injection
    return "", 204


@app.post("/f-string")
def with_f_string():
    log.warning(f"no user {request.form['name']}")  # flaw: log-injection
    return "", 204


@app.post("/module")
def module():
    logging.error("no user " + request.form["name"])  # flaw: log-injection
    return "", 204


@app.post("/app")
def of_the_app():
    app.logger.info("path %s", request.args["path"])  # flaw: log-injection
    return "", 204


@app.post("/current")
def of_the_current_app():
    current_app.logger.debug("agent " + request.headers["User-Agent"])  # flaw: log-injection
    return "", 204


@app.post("/level")
def with_level():
    log.log(logging.INFO, "asked for %s by %s", "page", request.form["name"])  # flaw: log-injection
    return "", 204


@app.post("/exception")
def exception():
    try:
        return {"value": int("x")}
    except ValueError:
        log.exception("no number: %s", request.form["number"])  # flaw: log-injection
        return "", 400
