"""A row that a repository gives is known by the repository's name, or by the variable's."""

from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    method = db.Column(db.Text)


class Tariff(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(80))
    title = db.Column(db.String(80))


class Repository:
    model = None

    def get(self, number):
        return self.model.query.filter_by(id=number).first()

    def add(self, **values):
        db.session.add(self.model(**values))
        db.session.commit()


class RecipeRepository(Repository):
    model = Recipe


class TariffRepository(Repository):
    model = Tariff


@app.post("/recipes")
def add():
    RecipeRepository().add(title=request.form["title"], method=request.form["method"])
    return "", 201


@app.get("/recipes/<int:number>")
def show(number):
    found = RecipeRepository().get(number)
    return f"<h1>{found.title}</h1>"  # flaw: cross-site-scripting


store = RecipeRepository()
tariffs = TariffRepository()


@app.get("/recipes/<int:number>/method")
def method(number):
    page = "<p>{{ recipe.method|safe }}</p>"
    return render_template_string(page, recipe=store.get(number))  # flaw: cross-site-scripting


@app.get("/tariffs/<int:number>")
def tariff(number):
    row = tariffs.get(number)
    return f"<p>{row.title}: {row.label}</p>"  # clean: nobody is seen to write it
