"""Handlers of version 3."""

import functools
import os
import sqlite3

import connexion


def logged(function):
    @functools.wraps(function)
    def around(*args, **kwargs):
        print("called")
        return function(*args, **kwargs)

    return around


def read(pet_id, limit, sort_by=None, order="asc", type_=None):  # source(sort): http-query
    database = sqlite3.connect("pets.db")
    database.execute(f"select * from pets limit {limit}")  # clean: a number
    database.execute(f"select * from pets order by name {order}")  # clean: one of the words that are listed
    database.execute(f"select * from pets order by {sort_by}")  # flaw(sort): sql-injection
    database.execute(f"select * from pets where type = '{type_}'")  # flaw: sql-injection
    database.execute("select * from pets where id = '" + pet_id + "'")  # flaw: sql-injection
    return {"id": pet_id}  # clean: JSON


@logged
def replace(petId, body):
    os.system("index " + petId)  # flaw: command-injection
    os.system("index " + body["name"])  # flaw: command-injection
    os.system(f"weigh {body['weight']}")  # clean: a number
    os.system(f"kind {body['kind']}")  # clean: one of the words that are listed
    os.system("tag " + body["tags"][0])  # flaw: command-injection
    os.system("more " + body["more"])  # flaw: command-injection
    os.system("trace " + connexion.request.headers["X-Trace"])  # flaw: command-injection
    return None, 204


def file(name, user=None):
    os.system(f"seen {user}")  # clean: who was let in
    with open("/srv/files/" + name) as handle:  # flaw: path-traversal
        return handle.read()


class Pictures:
    @staticmethod
    def add(body, picture):
        os.system("title " + body["title"])  # flaw: command-injection
        picture.save("/srv/pictures/" + picture.filename)  # flaw: path-traversal, unrestricted-upload
        return {}, 201


def page(title):
    return f"<h1>{title}</h1>"  # flaw: cross-site-scripting


def greeting(name):
    return f"Hello {name}"  # clean: JSON


def everything(**kwargs):
    os.system("find " + kwargs["q"])  # flaw: command-injection
    os.system(f"take {kwargs['n']}")  # clean: a number
    os.system("put " + kwargs["body"]["x"])  # flaw: command-injection
    return {}


def nobody_names_it(name):
    os.system(name)  # clean: nothing says that a visitor chooses it
