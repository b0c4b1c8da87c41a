"""A form with a field for rights is filled into whoever is signed in."""

from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField

app = Flask(__name__)
db = SQLAlchemy(app)
logins = LoginManager(app)


class Editor(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    shown = db.Column(db.String(40))
    is_admin = db.Column(db.Boolean)


@logins.user_loader
def load(number):
    return db.session.get(Editor, int(number))


class OwnForm(FlaskForm):
    shown = StringField()


class FullForm(OwnForm):
    is_admin = BooleanField()


@app.route("/own", methods=["GET", "POST"])
@login_required
def own():
    form = OwnForm(obj=current_user)
    if form.validate_on_submit():
        form.populate_obj(current_user)  # clean: a name
        db.session.commit()
    return render_template("own.html", form=form)


@app.route("/full", methods=["GET", "POST"])
@login_required
def full():
    form = FullForm(obj=current_user)
    if form.validate_on_submit():
        form.populate_obj(current_user)  # flaw: mass-assignment
        db.session.commit()
    return render_template("own.html", form=form)


@app.route("/editors/<int:number>", methods=["POST"])
@login_required
def other(number):
    form = FullForm()
    if form.validate_on_submit() and current_user.is_admin:
        form.populate_obj(db.get_or_404(Editor, number))  # clean: somebody else, and who may is asked
        db.session.commit()
    return "", 204
