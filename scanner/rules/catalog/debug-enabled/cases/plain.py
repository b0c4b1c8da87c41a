"""The debugger."""

import os

from flask import Flask

app = Flask(__name__)
DEBUG_MODE = True
app.debug = True  # flaw: debug-enabled
app.config["DEBUG"] = True  # flaw: debug-enabled
app.config["DEBUG"] = False  # clean: off
os.environ["FLASK_DEBUG"] = "1"  # flaw: debug-enabled


def main():
    app.run(debug=True)  # flaw: debug-enabled
    app.run(
        host="127.0.0.1",
        debug=DEBUG_MODE,  # flaw: debug-enabled
    )
    app.run(debug=False)  # clean: off
    app.run(debug=True, use_debugger=False)  # clean: the reloader alone
    app.run(debug=os.environ.get("DEBUG") == "1")  # clean: the environment decides
    app.run(debug=app.config["TESTING"])  # clean: the settings decide


class Job:
    def run(self, debug):
        return debug


Job().run(debug=True)  # clean: no application
