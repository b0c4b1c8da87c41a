"""Invoices, pictures and the supplier's price lists."""

import os
import subprocess
from pathlib import Path
from urllib.request import urlopen

from flask import Blueprint, Response, abort, current_app, request, send_from_directory
from lxml import etree
from werkzeug.utils import secure_filename

bp = Blueprint("documents", __name__)

PICTURES = {".png", ".jpg", ".jpeg"}


class Archive:
    """A folder of files, by name."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        """Where a file of that name lies."""
        return os.path.join(self.folder, name)

    def read(self, name):
        """The content of a file."""
        with open(self.path(name), "rb") as file:  # flaw: path-traversal
            return file.read()

    def read_inside(self, name):
        """The content of a file that lies in the folder."""
        base = Path(self.folder).resolve()
        path = (base / name).resolve()
        if not path.is_relative_to(base):
            abort(404)
        return path.read_bytes()  # clean: the path was held against the folder


@bp.route("/invoice")
def invoice():
    """An invoice by the name of its file."""
    content = Archive(current_app.config["INVOICES"]).read(request.args["file"])
    return Response(content, mimetype="text/plain")


@bp.route("/invoice/inside")
def invoice_inside():
    """The same, held against the folder."""
    content = Archive(current_app.config["INVOICES"]).read_inside(request.args["file"])
    return Response(content, mimetype="text/plain")


@bp.route("/invoice/<path:name>")
def invoice_sent(name):
    """The same, by the function of Flask that is made for it."""
    return send_from_directory(current_app.config["INVOICES"], name)  # clean: refuses to leave the folder


@bp.route("/picture", methods=["POST"])
def picture():
    """Keeps a picture under the name that the visitor gave it."""
    sent = request.files["picture"]
    sent.save(os.path.join(current_app.config["UPLOADS"], sent.filename))  # flaw: path-traversal, unrestricted-upload
    return "kept"


@bp.route("/picture/checked", methods=["POST"])
def picture_checked():
    """Keeps a picture under a harmless name, if it is one."""
    sent = request.files["picture"]
    name = secure_filename(sent.filename)
    if os.path.splitext(name)[1].lower() not in PICTURES:
        abort(400)
    sent.save(os.path.join(current_app.config["UPLOADS"], name))  # clean: name and ending are checked
    return "kept"


def describe(path):
    """What kind of file it is, by a shell."""
    return subprocess.check_output("ls -l " + path, shell=True, text=True)  # flaw: command-injection


def describe_directly(path):
    """The same without a shell."""
    return subprocess.check_output(["ls", "-l", "--", path], text=True)  # clean: no shell reads it


@bp.route("/details")
def details():
    """What is known about a file."""
    return Response(describe(secure_folder(request.args["file"])), mimetype="text/plain")


@bp.route("/details/direct")
def details_direct():
    """The same without a shell."""
    name = secure_filename(request.args["file"])
    return Response(describe_directly(os.path.join(current_app.config["UPLOADS"], name)), mimetype="text/plain")


def secure_folder(name):
    """Keeps a name below the uploads, and nothing else: a shell still reads what stands in it."""
    return os.path.join(current_app.config["UPLOADS"], os.path.basename(name))


@bp.route("/price-list")
def price_list():
    """A price list from wherever the visitor says."""
    with urlopen(request.args["url"]) as answer:  # flaw: server-side-request-forgery
        return Response(answer.read(), mimetype="text/plain")


@bp.route("/price-list/supplier")
def price_list_supplier():
    """A price list from the one supplier."""
    year = request.args.get("year", type=int)
    with urlopen(f"{current_app.config['SUPPLIER']}/prices/{year}") as answer:  # clean: host and path are ours
        return Response(answer.read(), mimetype="text/plain")


@bp.route("/import", methods=["POST"])
def import_products():
    """Reads products from XML, and whatever the document points at."""
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True)
    root = etree.fromstring(request.get_data(), parser)  # flaw: xml-external-entities
    return Response("\n".join(node.text or "" for node in root.iter("name")), mimetype="text/plain")


@bp.route("/import/plain", methods=["POST"])
def import_products_plain():
    """Reads products from XML and follows nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(request.get_data(), parser)  # clean: entities stay as they are
    return Response("\n".join(node.text or "" for node in root.iter("name")), mimetype="text/plain")
