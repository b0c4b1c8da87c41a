"""Between single quotes of a shell only a single quote leads out; between double quotes it is a letter like any other."""

import os
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.get("/find")
def find():
    word = request.args.get("q", "").replace("'", "")
    found = subprocess.getoutput("zgrep -F -e '%s' /var/log/app.log.gz" % word)  # clean: no quote is left
    return {"found": found}


@app.get("/find/raw")
def find_raw():
    found = subprocess.getoutput("zgrep -F -e '%s' /var/log/app.log.gz" % request.args["q"])  # flaw: command-injection
    return {"found": found}


@app.get("/find/double")
def find_double():
    word = request.args.get("q", "").replace("'", "")
    found = subprocess.getoutput('zgrep -F -e "%s" /var/log/app.log.gz' % word)  # flaw: command-injection
    return {"found": found}


@app.get("/find/bare")
def find_bare():
    word = request.args.get("q", "").replace("'", "")
    os.system("grep 'x' " + word)  # flaw: command-injection
    return {}


@app.get("/find/mixed")
def find_mixed():
    word = request.args.get("q", "").replace("'", "")
    os.system("sh -c \"grep '%s' /var/log/app.log\"" % word)  # flaw: command-injection
    return {}
