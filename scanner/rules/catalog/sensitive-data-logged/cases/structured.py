"""Loggers that take named values, all that came, and a few letters of a secret."""

import logging

import structlog
from flask import Flask, request
from loguru import logger

app = Flask(__name__)
log = logging.getLogger(__name__)
events = structlog.get_logger()


def short(value):
    return value[:3] + "..."


@app.post("/loguru")
def with_loguru():
    logger.info("sign-in of {} with {}", request.form["name"], request.form["password"])  # flaw: sensitive-data-logged
    logger.bind(part="sign-in").warning("tried {word}", word=request.form["password"])  # flaw: sensitive-data-logged
    logger.info("sign-in of {}", request.form["name"])  # clean: no secret
    return "", 204


@app.post("/structlog")
def with_structlog():
    events.info("sign-in", name=request.form["name"], password=request.form["password"])  # flaw: sensitive-data-logged
    events.bind(token=request.headers["X-Api-Key"]).info("asked")  # flaw: sensitive-data-logged
    events.info("sign-in", name=request.form["name"], has_password="password" in request.form)  # clean: whether there is one
    return "", 204


@app.post("/extra")
def with_extra():
    log.info("sign-in", extra={"password": request.form["password"]})  # flaw: sensitive-data-logged
    log.info("sign-in", extra={"name": request.form["name"]})  # clean: no secret
    return "", 204


@app.post("/everything")
def everything():
    log.debug("headers %s", dict(request.headers))  # flaw: sensitive-data-logged
    log.debug("cookies: %s", request.cookies)  # flaw: sensitive-data-logged
    log.debug("agent %s", request.headers["User-Agent"])  # clean: no secret
    log.debug("headers %s", {name: value for name, value in request.headers.items() if name in ("Host", "Accept")})  # clean: two of them
    return "", 204


@app.post("/form")
def with_form():
    log.debug("sign-in %s", request.form)  # flaw: sensitive-data-logged
    return {"ok": request.form["password"] == app.config["WORD"]}


@app.post("/search")
def search():
    log.debug("search %s", request.form)  # clean: no field is known to be a secret
    return {"ok": len(request.form["words"])}


@app.post("/masked")
def masked():
    token = request.form["token"]
    log.info("token %s...", token[:4])  # clean: tells tokens apart
    log.info("token %s", short(token))  # clean: tells tokens apart
    log.info("card ...%s", request.form["card_number"][-4:])  # clean: its end
    log.info("token %s", token)  # flaw: sensitive-data-logged
    log.info("token %s", token[1:])  # flaw: sensitive-data-logged
    return "", 204
