"""Ways to switch debugging on."""
import os
from flask import Flask

app = Flask(__name__)
app.debug = True  # flaw: debug-enabled
app.config["DEBUG"] = True  # flaw: debug-enabled

if __name__ == "__main__":
    app.run(debug=True)  # flaw: debug-enabled
    app.run(debug=os.environ.get("DEBUG") == "1")  # clean: from outside
    app.run(debug=False)  # clean: off
    options = {"debug": True}
    app.run(**options)  # flaw: debug-enabled
