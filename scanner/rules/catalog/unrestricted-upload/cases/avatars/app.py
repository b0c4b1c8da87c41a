"""A form object and a storage class between the upload and the disk."""

from flask import Flask, request
from storage import CheckedStorage, Storage

app = Flask(__name__)


@app.post("/avatar")
def avatar():
    return {"name": Storage("static/avatars").keep(request.files["avatar"])}


@app.post("/picture")
def picture():
    return {"name": CheckedStorage("static/pictures").keep(request.files["picture"])}
