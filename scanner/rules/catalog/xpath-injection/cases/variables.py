"""Constant expressions with variables."""

from flask import Flask, abort, request
from lxml import etree

app = Flask(__name__)
TREE = etree.parse("accounts.xml")
BY_NAME = etree.XPath("//user[name=$name]")
TAGS = {"user", "group"}


@app.get("/variable")
def variable():
    return {"found": len(TREE.xpath("//user[name=$name]", name=request.args["name"]))}  # clean: a variable


@app.get("/compiled")
def compiled():
    return {"found": len(BY_NAME(TREE, name=request.args["name"]))}  # clean: a variable


@app.get("/compared")
def compared():
    users = TREE.xpath("//user")
    return {"found": [user.get("id") for user in users if user.findtext("name") == request.args["name"]]}  # clean: compared in Python


@app.get("/number")
def number():
    return {"found": len(TREE.xpath("//user[%d]" % int(request.args["number"])))}  # clean: a number


@app.get("/listed")
def listed():
    tag = request.args["tag"]
    if tag not in TAGS:
        abort(404)
    return {"found": len(TREE.xpath("//" + tag))}  # clean: on the list


class Finder:
    def find(self, text):
        return text.find("//")


@app.get("/text")
def text():
    return {"at": Finder().find(request.args["text"]), "first": request.args["text"].find("x")}  # clean: text, not a tree
