"""What is changed in the memory of the process, or on the signed-in user, is changed like a row of a database."""

import os
import time

from flask import Flask, jsonify, redirect, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required

app = Flask(__name__)
app.secret_key = os.environ["NOTES_KEY"]
logins = LoginManager(app)
NOTES = {}
CLIENTS = {}
CACHE = {}
WORDS = {}


class Person(UserMixin):
    def __init__(self, number):
        self.id, self.greeting = number, ""


class Shelf:
    def __init__(self):
        self.books = {}

    def put_back(self, owner, book):
        self.books[owner] = book


PEOPLE = {}
SHELF = Shelf()


@logins.user_loader
def load(number):
    return PEOPLE.get(number)


@app.post("/notes")
def write_note():  # flaw: csrf-unprotected
    if "uid" not in session:
        return redirect("/")
    NOTES.setdefault(session["uid"], []).append(request.form["note"])
    return redirect("/")


@app.post("/notes/empty")
def empty():  # flaw: csrf-unprotected
    NOTES.pop(session.get("uid"), None)
    return redirect("/")


@app.post("/notes/forget")
def forget():  # flaw: csrf-unprotected
    del NOTES[session["uid"]]
    return redirect("/")


@app.post("/greeting")
@login_required
def greet():  # flaw: csrf-unprotected
    current_user.greeting = request.form["greeting"]
    return jsonify(done=True)


@app.post("/leave")
@login_required
def leave():  # flaw: csrf-unprotected
    PEOPLE.pop(current_user.get_id(), None)
    return jsonify(done=True)


@app.post("/shelf")
@login_required
def return_book():  # flaw: csrf-unprotected
    SHELF.put_back(current_user.get_id(), request.form["book"])
    return jsonify(done=True)


@app.post("/api/notes")
def note_of_client():  # clean: a header names who it is, no cookie does
    owner = CLIENTS.get(request.headers.get("X-Client-Token"))
    if owner is None:
        return jsonify(error="token"), 401
    NOTES.setdefault(owner, []).append(request.form["note"])
    return jsonify(done=True)


@app.post("/convert")
@login_required
def convert():  # clean: what is remembered is no state of anybody, pedantic
    CACHE[request.form["amount"]] = time.time()
    return jsonify(amount=len(request.form["amount"]))


def named(word):
    if word not in WORDS:
        WORDS[word] = word.title()
    return WORDS[word]


@app.post("/title")
@login_required
def title():  # clean: what is looked up is remembered, pedantic
    return jsonify(title=named(request.form["word"]))


@app.post("/count")
@login_required
def count():  # clean: a list of its own is gone with the request, pedantic
    words = []
    words.append(request.form["text"])
    return jsonify(words=len(words))


@app.get("/greeting")
@login_required
def greeting():  # clean: it changes nothing
    return jsonify(greeting=current_user.greeting)
