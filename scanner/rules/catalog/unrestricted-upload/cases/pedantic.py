"""Folders of which it is not known whether they are served."""

# options: pedantic

import os

from flask import Flask, current_app, request
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.post("/configured")
def configured():
    upload = request.files["file"]
    name = secure_filename(upload.filename)
    upload.save(os.path.join(current_app.config["UPLOAD_FOLDER"], name))  # flaw: unrestricted-upload
    return "", 204
