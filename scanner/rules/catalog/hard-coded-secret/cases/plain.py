"""Secrets in code, and what is named like them."""

import os

import psycopg2
from flask import Flask, request

app = Flask(__name__)

API_KEY = "k9f86d081884c7d659a2f"  # flaw: hard-coded-secret
DB_PASSWORD = "swordfish"  # flaw: hard-coded-secret
AWS_ACCESS_KEY_ID = "AKIAQX7PLM3RT5ZW8KVB"  # flaw: hard-coded-secret
DATABASE = "postgresql://shop:t0psecr3t@db.shop.net/shop"  # flaw: hard-coded-secret
LOCAL_DATABASE = "postgresql://postgres:postgres@localhost/shop"  # clean: a local database, pedantic
SERVICES = {"mail": {"user": "shop", "password": "h8Gn3dKq"}}  # flaw: hard-coded-secret

PASSWORD = os.environ["DB_PASSWORD"]  # clean: from the environment
TOKEN = os.environ.get("TOKEN", "changeme")  # clean: a default
PASSWORD_FIELD = "password"  # clean: the name of a field
PASSWORD_RESET_URL = "/account/password/reset"  # clean: an address
TOKEN_TYPE = "Bearer"  # clean: a kind
ACCESS_TOKEN = "access_token"  # clean: the name of a key
secret_name = "prod/shop/database"  # clean: where the secret lies
password = ""  # clean: empty
api_key = "your-api-key-here"  # clean: a place to fill in
MESSAGES = {"password": "Please enter your password"}  # clean: a text for people


def connect():
    return psycopg2.connect(host="db", user="shop", password="swordfish1")  # flaw: hard-coded-secret


@app.post("/admin")
def admin():
    if request.form["password"] == "letmein1":  # flaw: hard-coded-secret
        return "hello"
    return "no"


def client(token="9f86d081884c7d65"):  # flaw: hard-coded-secret
    return token
