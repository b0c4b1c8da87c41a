"""A list of what is let in helps as much as what stands in it: drawings and pages run scripts."""

import os
import uuid

from flask import Flask, abort, request, send_from_directory
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField

app = Flask(__name__)
SHEETS = os.environ.get("SHEETS", "/srv/choir/sheets")
RECORDINGS = os.environ.get("RECORDINGS", "/srv/choir/recordings")
POSTERS = os.environ.get("POSTERS", "/srv/choir/posters")
SHEET_KINDS = {"pdf", "png", "svg"}
POSTER_KINDS = ("png", "jpg")
REFUSED = {"svg", "html"}


def ending(name):
    return name.rsplit(".", 1)[-1].lower()


def sheet_is_fine(name):
    return "." in name and ending(name) in SHEET_KINDS


@app.post("/sheets")
def add_sheet():
    sheet = request.files["sheet"]
    extension = ending(sheet.filename)
    if extension not in SHEET_KINDS:
        abort(415)
    sheet.save(os.path.join(SHEETS, f"{uuid.uuid4().hex}.{extension}"))  # flaw: unrestricted-upload
    return "", 201


@app.post("/sheets/by-helper")
def add_sheet_by_helper():
    sheet = request.files["sheet"]
    if not sheet_is_fine(sheet.filename):
        abort(415)
    target = os.path.join(SHEETS, uuid.uuid4().hex + "." + ending(sheet.filename))
    sheet.save(target)  # flaw: unrestricted-upload
    return "", 201


@app.get("/sheets/<name>")
def show_sheet(name):
    return send_from_directory(SHEETS, name)


@app.post("/recordings")
def add_recording():
    recording = request.files["recording"]
    extension = ending(recording.filename)
    if extension not in ("mp3", "pdf", "html"):
        abort(415)
    recording.save(os.path.join(RECORDINGS, f"{uuid.uuid4().hex}.{extension}"))  # clean: given as an attachment alone
    return "", 201


@app.get("/recordings/<name>")
def fetch_recording(name):
    return send_from_directory(RECORDINGS, name, as_attachment=True)


@app.post("/posters")
def add_poster():
    poster = request.files["poster"]
    extension = ending(poster.filename)
    if extension not in POSTER_KINDS:
        abort(415)
    poster.save(os.path.join(POSTERS, f"{uuid.uuid4().hex}.{extension}"))  # clean: pictures alone
    return "", 201


@app.get("/posters/<name>")
def show_poster(name):
    return send_from_directory(POSTERS, name)


def sanitize_svg(path):
    with open(path) as drawing:
        text = drawing.read()
    with open(path, "w") as drawing:
        drawing.write(text.replace("<script", "&lt;script"))


@app.post("/sheets/cleaned")
def add_cleaned_sheet():
    sheet = request.files["sheet"]
    extension = ending(sheet.filename)
    if extension not in SHEET_KINDS:
        abort(415)
    target = os.path.join(SHEETS, f"{uuid.uuid4().hex}.{extension}")
    sheet.save(target)  # clean: what runs is taken out of it
    sanitize_svg(target)
    return "", 201


@app.post("/logos")
def add_logo():
    logo = request.files["logo"]
    if logo.mimetype not in ["image/png", "image/svg+xml"]:
        abort(415)
    logo.save("static/logos/" + uuid.uuid4().hex)  # flaw: unrestricted-upload
    return "", 201


class BannerForm(FlaskForm):
    banner = FileField(validators=[FileAllowed(["png", "svg"])])


@app.post("/banners")
def add_banner():
    form = BannerForm()
    if not form.validate_on_submit():
        abort(422)
    banner = request.files["banner"]
    banner.save("static/banners/current")  # flaw: unrestricted-upload
    return "", 201
