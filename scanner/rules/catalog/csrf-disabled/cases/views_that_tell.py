"""A view that only tells something does nobody harm, nor one for whoever cannot sign in."""

import os

from flask import Flask, jsonify, request
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from werkzeug.security import generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
db = SQLAlchemy(app)
csrf = CSRFProtect(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    owner = db.Column(db.Integer)


@app.post("/books/search")
@login_required
@csrf.exempt
def search():  # clean: it finds
    found = Book.query.filter(Book.title == request.form["q"], Book.owner == current_user.id)
    return jsonify([book.title for book in found])


@app.post("/books/list")
@login_required
@csrf.exempt
def book_list():  # clean: it lists
    return jsonify([book.title for book in Book.query.limit(int(request.form["limit"]))])


@app.post("/books/history")
@login_required
@csrf.exempt
def clear_history():  # flaw: csrf-disabled
    Book.query.filter(Book.owner == current_user.id, Book.id < request.form["before"]).delete()
    db.session.commit()
    return "", 204


@app.post("/books/info")
@login_required
@csrf.exempt
def book_info():  # flaw: csrf-disabled
    book = db.session.get(Book, request.form["id"])
    book.title = request.form["title"]
    db.session.commit()
    return "", 204


@app.post("/password/forgotten")
@csrf.exempt
def forgotten_password():  # clean: for who is nobody yet
    return jsonify(sent=request.form["mail"])


@app.post("/password/reset")
@login_required
@csrf.exempt
def reset_password():  # flaw: csrf-disabled
    current_user.digest = generate_password_hash(request.form["new"])
    db.session.commit()
    return "", 204
