"""Ways to log, and what has no line breaks."""
import logging
import re
from flask import Flask, request, current_app

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.route("/g1")
def g1():
    q = request.args["q"]
    log.info("q %s", q)  # flaw: log-injection
    log.warning(f"q {q}")  # flaw: log-injection
    app.logger.error("q " + q)  # flaw: log-injection
    current_app.logger.info("q {}".format(q))  # flaw: log-injection
    logging.info("q %s", q.replace("\n", "").replace("\r", ""))  # clean: no breaks
    log.info("q %r", q)  # clean: repr
    log.info("q %s", repr(q))  # clean: repr
    log.info("q %d", int(q))  # clean: number
    log.info("q %s", re.sub(r"[\r\n]", "", q))  # clean: no breaks
    log.info("q %s", "".join(q.splitlines()))  # clean: no breaks
    return ""
