"""A property of a row gives what its function makes of the columns."""
import nh3
from flask import Flask, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy()


class Recipe(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    steps = db.Column(db.Text)

    @property
    def steps_html(self):
        return nh3.clean(self.steps)

    @property
    def raw_steps(self):
        return self.steps


@app.post("/recipes")
def add():
    db.session.add(Recipe(steps=request.form["steps"]))
    db.session.commit()
    return {}


@app.get("/recipes/<int:number>")
def shown(number):
    return db.session.get(Recipe, number).steps_html  # clean: the property cleans it


@app.get("/recipes/<int:number>/page")
def page(number):
    recipe = Recipe.query.get(number)
    return render_template_string("{{ recipe.steps_html|safe }}", recipe=recipe)  # clean: the property cleans it


@app.get("/recipes/<int:number>/raw")
def raw(number):
    return db.session.get(Recipe, number).raw_steps  # flaw: cross-site-scripting
