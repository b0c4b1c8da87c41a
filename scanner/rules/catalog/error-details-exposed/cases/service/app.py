"""An envelope class in another module keeps the traceback."""

from envelope import Envelope
from flask import Flask

app = Flask(__name__)


@app.get("/work")
def work():
    envelope = Envelope()
    try:
        raise ValueError("broken")
    except ValueError:
        envelope.fail()
    return envelope.as_dict(), 500  # flaw: error-details-exposed


@app.get("/quiet")
def quiet():
    envelope = Envelope(details=False)
    try:
        raise ValueError("broken")
    except ValueError:
        envelope.fail()
    return envelope.as_dict(), 500  # clean: details are off
