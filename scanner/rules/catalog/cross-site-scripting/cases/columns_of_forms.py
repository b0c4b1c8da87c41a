"""What a form puts into a row is a visitor's when it is read, unless the form wants a pattern."""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import StringField
from wtforms.validators import Regexp

app = Flask(__name__)
db = SQLAlchemy(app)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nick = db.Column(db.String(80))
    badge = db.Column(db.String(80))


class Profile(FlaskForm):
    nick = StringField()
    badge = StringField(validators=[Regexp(r"^[a-z]+\Z")])


@app.post("/profile/<int:number>")
def profile(number):
    member = db.session.get(Member, number)
    form = Profile()
    if form.validate_on_submit():
        form.populate_obj(member)
        db.session.commit()
    return ""


@app.get("/nick/<int:number>")
def nick(number):
    member = db.session.get(Member, number)
    return Markup(f"<b>{member.nick}</b>")  # flaw: cross-site-scripting


@app.get("/safe/<int:number>")
def safe(number):
    member = db.session.get(Member, number)
    return Markup(f"<b>{escape(member.nick)}</b>")  # clean: escaped
