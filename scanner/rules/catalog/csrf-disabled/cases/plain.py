"""Protection switched off."""

from flask import Flask, request, session
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import StringField

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = False  # flaw: csrf-disabled
app.config["WTF_CSRF_ENABLED"] = True  # clean: on
csrf = CSRFProtect(app)


class MailForm(FlaskForm):
    class Meta:
        csrf = False  # flaw: csrf-disabled

    mail = StringField("Mail")


class SearchForm(FlaskForm):
    class Meta:
        csrf = False  # clean: a search changes nothing

    q = StringField("Search")


@app.post("/mail")
@csrf.exempt
def change_mail():  # flaw: csrf-disabled
    session["mail"] = request.form["mail"]
    return "changed"


@app.post("/webhooks/payment")
@csrf.exempt
def payment():  # clean: called by a machine
    return request.form["event"]
