"""Files that a database keeps are no paths."""

import gridfs
from flask import Flask, request, send_file
from pymongo import MongoClient

app = Flask(__name__)
client = MongoClient()


@app.get("/kept")
def kept():
    files = gridfs.GridFS(client.shop, request.args["collection"])
    found = files.get(request.args["id"])
    return send_file(found, mimetype=found.content_type)  # clean: an open file


@app.get("/named")
def named():
    found = gridfs.GridFS(client.shop).get(request.args["id"])
    return send_file("/srv/files/" + request.args["id"], download_name=found.filename)  # flaw: path-traversal
