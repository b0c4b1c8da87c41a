"""A form that is made of the query string alone needs no token; one that a view for `POST` makes does."""

from flask import Flask, render_template, request
from flask_wtf import FlaskForm
from wtforms import StringField

app = Flask(__name__)


class Finder(FlaskForm):
    class Meta:
        csrf = False  # clean: it is made of the address, by views that only show something; pedantic

    words = StringField()


class Order(FlaskForm):
    class Meta:
        csrf = False  # flaw: csrf-disabled

    amount = StringField()


class Transfer(FlaskForm):
    class Meta:
        csrf = False  # flaw: csrf-disabled

    to = StringField()


class Parent(FlaskForm):
    class Meta:
        csrf = False  # flaw: csrf-disabled

    title = StringField()


class Child(Parent):
    text = StringField()


class Unused(FlaskForm):
    class Meta:
        csrf = False  # flaw: csrf-disabled

    title = StringField()


@app.get("/find")
def find():
    return render_template("found.html", words=Finder(request.args).words.data)


@app.route("/order", methods=["GET", "POST"])
def order():
    form = Order()
    return render_template("order.html", amount=form.amount.data)


@app.route("/transfer", methods=["GET", "POST"])
def transfer():
    form = Transfer(request.args)
    return render_template("transfer.html", to=form.to.data)


@app.get("/parents")
def parents():
    return render_template("parents.html", title=Parent(formdata=request.args).title.data)


@app.post("/children")
def children():
    return render_template("parents.html", title=Child().title.data)
