"""A session of the database is no session of a visitor."""

from flask import Flask, jsonify, session
from flask.views import MethodView
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.get("/notes")
@login_required
def index():
    return jsonify([note.id for note in Note.query.all()])


@app.get("/notes/<int:number>")
@login_required
def show(number):
    return jsonify(db.session.get(Note, number).id)


@app.delete("/notes/<int:number>")
def remove(number):  # flaw: missing-authentication
    db.session.delete(db.session.get(Note, number))
    db.session.commit()
    return "", 204


@app.delete("/own/<int:number>")
def remove_own(number):  # clean: looks at the session itself
    if session.get("user") is None:
        return "", 401
    db.session.delete(db.session.get(Note, number))
    db.session.commit()
    return "", 204


class OneNote(MethodView):
    @login_required
    def get(self, number):
        return jsonify(number)

    @login_required
    def put(self, number):  # clean: guarded
        db.session.add(Note(id=number))
        db.session.commit()
        return "", 204

    def delete(self, number):  # flaw: missing-authentication
        db.session.delete(db.session.get(Note, number))
        db.session.commit()
        return "", 204


app.add_url_rule("/each/<int:number>", view_func=OneNote.as_view("note"))
