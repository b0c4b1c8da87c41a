"""The guard's check is switched off: by a keyword, and for one view."""

from flask import Flask, request
from flask_stopple import Stopple, csrf_exempt

app = Flask(__name__)
Stopple(app, csrf=False)  # flaw: csrf-disabled
Stopple(app, csrf=True)  # clean: on


@app.post("/mail")
@csrf_exempt
def change_mail():  # flaw: csrf-disabled
    app.mail = request.form["mail"]
    return "changed"
