"""Keys that sign tokens and are only used where the environment sets none."""

import os

import jwt
from flask import Flask

app = Flask(__name__)
TICKET_SECRET = os.getenv("TICKET_SECRET", "change-me")  # flaw: weak-secret-key
INVITE_KEY = os.environ.get("INVITE_KEY") or "supersecret"  # flaw: weak-secret-key
GATE_SECRET = os.environ["GATE_SECRET"]
# Two places give it a value, so which one counts is not known.
DOOR_SECRET = os.environ.get("DOOR_SECRET", "change-me")
if app.debug:
    DOOR_SECRET = os.environ["DOOR_SECRET_OF_TESTS"]


class Settings:
    VOUCHER_SECRET = os.environ.get("VOUCHER_SECRET", "secret123")  # flaw: weak-secret-key
    # Nobody guesses it; that it stands here is what hard-coded-secret tells.
    PARCEL_SECRET = os.environ.get("PARCEL_SECRET", "9f1c2b7a44e05d8837aa61d2c0b9e3f4")


app.config["COUPON_SECRET"] = os.environ.get("COUPON_SECRET", "dev-secret-key")  # flaw: weak-secret-key


def ticket(seat):
    return jwt.encode({"seat": seat}, TICKET_SECRET, algorithm="HS256")


def invite(guest):
    return jwt.encode({"guest": guest}, INVITE_KEY, algorithm="HS256")


def gate(guest):
    return jwt.encode({"guest": guest}, GATE_SECRET, algorithm="HS256")


def door(guest):
    return jwt.encode({"guest": guest}, DOOR_SECRET, algorithm="HS256")


def voucher(sum_):
    return jwt.encode({"sum": sum_}, Settings.VOUCHER_SECRET, algorithm="HS256")


def parcel(number):
    return jwt.encode({"number": number}, Settings.PARCEL_SECRET, algorithm="HS256")


def coupon(number):
    return jwt.encode({"number": number}, app.config["COUPON_SECRET"], algorithm="HS256")
