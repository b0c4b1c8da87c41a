"""Documents of MongoEngine, changed by what is sent."""

from flask import Flask, request
from mongoengine import BooleanField, Document, StringField

app = Flask(__name__)


class Player(Document):
    nick = StringField()
    about = StringField()
    is_referee = BooleanField(default=False)


@app.put("/players/<nick>")
def change(nick):
    Player.objects(nick=nick).first().update(**request.get_json())  # flaw: mass-assignment
    return {}


@app.put("/players/<nick>/about")
def change_about(nick):
    sent = request.get_json()
    Player.objects(nick=nick).first().update(about=str(sent["about"]))  # clean: one field
    return {}
