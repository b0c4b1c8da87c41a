"""A row that was just made holds what it was made of."""
import os
import subprocess

from flask import Flask, request
from peewee import CharField, IntegerField, Model, SqliteDatabase

app = Flask(__name__)


class Mirror(Model):
    address = CharField()
    depth = IntegerField(default=1)

    class Meta:
        database = SqliteDatabase("mirrors.db")


@app.post("/mirrors")
def add():
    mirror = Mirror.create(address=request.form["address"], depth=int(request.form["depth"]))
    os.system(f"git clone {mirror.address} /srv/mirrors/{mirror.id}")  # flaw: command-injection
    return {"id": mirror.id}


@app.post("/mirrors/deeper")
def deeper():
    mirror = Mirror.create(address="https://mirror.example/all", depth=int(request.form["depth"]))
    subprocess.run(f"git clone --depth {mirror.depth} {mirror.address}", shell=True)  # clean: ours, and a number
    return {"id": mirror.id}
