"""Passwords that go into documents, and first passwords that are drawn for somebody."""
import os
import secrets

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from pymongo import MongoClient
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)
people = MongoClient(os.environ["MONGO_URL"]).club.people


class Visitor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    password = db.Column(db.String(80))


@app.post("/people")
def add_person():
    people.insert_one({"name": request.form["name"], "password": str(request.form["password"])})  # flaw: plaintext-password
    return "", 201


@app.post("/people/hashed")
def add_hashed():
    body = request.get_json()
    person = {"name": str(body["name"]), "password": generate_password_hash(body["password"])}
    people.insert_one(person)  # clean: hashed
    return "", 201


@app.post("/visitors")
def invite():
    db.session.add(Visitor(name=request.form["name"], password=secrets.token_urlsafe(9)))  # flaw: plaintext-password
    db.session.commit()
    return "", 201
