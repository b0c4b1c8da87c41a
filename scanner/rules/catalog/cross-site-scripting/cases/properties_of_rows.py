"""A property of a row gives what its function makes of the columns."""
import nh3
from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy()


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    preparation = db.Column(db.Text)

    @property
    def preparation_html(self):
        return nh3.clean(self.preparation)

    @property
    def raw_preparation(self):
        return self.preparation


@app.post("/recipes")
def add():
    db.session.add(Recipe(preparation=request.form["preparation"]))
    db.session.commit()
    return {}


@app.get("/recipes/<int:number>")
def shown(number):
    return db.session.get(Recipe, number).preparation_html  # clean: the property cleans it


@app.get("/recipes/<int:number>/page")
def page(number):
    recipe = Recipe.query.get(number)
    return render_template_string("{{ recipe.preparation_html|safe }}", recipe=recipe)  # clean: the property cleans it


@app.get("/recipes/<int:number>/raw")
def raw(number):
    return db.session.get(Recipe, number).raw_preparation  # flaw: cross-site-scripting
