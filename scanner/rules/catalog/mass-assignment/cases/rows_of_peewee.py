"""Helpers of peewee that set whatever the mapping names."""
from flask import Flask, request
from peewee import BooleanField, CharField, Model, SqliteDatabase
from playhouse.shortcuts import update_model_from_dict

app = Flask(__name__)


class Member(Model):
    name = CharField()
    is_admin = BooleanField(default=False)

    class Meta:
        database = SqliteDatabase("members.db")


@app.put("/members/<int:number>")
def change(number):
    member = Member.get_by_id(number)
    update_model_from_dict(member, request.get_json())  # flaw: mass-assignment
    member.save()
    return {}


@app.put("/members/<int:number>/name")
def rename(number):
    member = Member.get_by_id(number)
    update_model_from_dict(member, {"name": request.get_json()["name"]})  # clean: one field
    member.save()
    return {}
