"""Secrets in calls, constants and comparisons."""
import os
import psycopg2
import boto3
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

app = Flask(__name__)
DB_PASSWORD = "Tr0ub4dor&3xyz"  # flaw: hard-coded-secret
API_KEY = os.environ["API_KEY"]  # clean: from outside


@app.get("/h1")
def h1():
    psycopg2.connect(host="h", user="u", password="Sup3rS3cret!9")  # flaw: hard-coded-secret
    boto3.client("s3", aws_secret_access_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYabcdEFGHij")  # flaw: hard-coded-secret
    psycopg2.connect(host="h", user="u", password=os.getenv("PW"))  # clean: from outside
    return ""


def login(user, password):
    if password == "letmein-9942":  # flaw: hard-coded-secret
        return True
    return False
