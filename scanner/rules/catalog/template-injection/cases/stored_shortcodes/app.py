"""Shortcodes in texts that visitors stored: the statement that reads the text says of which table it is."""

import re
import sqlite3
from dataclasses import dataclass

from flask import Flask, render_template_string, request

app = Flask(__name__)
SHORT = re.compile(r"\[(\w+) ([^\]]*)\]")
codes = {}


def code(function):
    codes[function.__name__] = function
    return function


@code
def hello(text):
    return render_template_string("<i>Hello " + text + "</i>")  # flaw: template-injection


@code
def boxed(text):
    return render_template_string("<div>{{ text }}</div>", text=text)  # clean: a variable


def expanded(text):
    return SHORT.sub(lambda found: codes[found.group(1)](found.group(2)), text)


def database():
    return sqlite3.connect("zoo.db")


@dataclass
class Animal:
    name: str
    story: str

    @classmethod
    def load(cls, number):
        row = (
            database()
            .execute(
                "SELECT name, story FROM animals WHERE id = ?",
                (number,),
            )
            .fetchone()
        )
        return cls(**dict(row))


@app.post("/animals/<int:number>")
def change(number):
    with database() as connection:
        connection.execute("UPDATE animals SET story = ? WHERE id = ?", (request.form["story"], number))
    return "", 204


@app.get("/animals/<int:number>")
def show(number):
    animal = Animal.load(number)
    return {"story": expanded(animal.story)}
