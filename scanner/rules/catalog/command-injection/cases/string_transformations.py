"""Text is changed on its way, and stays a visitor's."""

import base64
import codecs
import html
import json
import os
import re
import string
import textwrap
import urllib.parse

from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.get("/t")
def t():
    v = request.args["v"]
    os.system(v.strip().upper().lower().title())  # flaw: command-injection
    os.system(v[1:-1])  # flaw: command-injection
    os.system(v[::-1])  # flaw: command-injection
    os.system(v.split(",")[0])  # flaw: command-injection
    os.system(v.rpartition("/")[2])  # flaw: command-injection
    os.system(v.encode().decode("utf-8"))  # flaw: command-injection
    os.system(str(bytes(v, "utf-8"), "ascii"))  # flaw: command-injection
    os.system(base64.b64decode(v).decode())  # flaw: command-injection
    os.system(bytes.fromhex(request.args["h"]).decode())  # flaw: command-injection
    os.system(codecs.decode(v, "rot13"))  # flaw: command-injection
    os.system(urllib.parse.unquote_plus(v))  # flaw: command-injection
    os.system(urllib.parse.urlsplit(v).path)  # flaw: command-injection
    os.system(urllib.parse.parse_qs(v)["a"][0])  # flaw: command-injection
    os.system(html.unescape(v))  # flaw: command-injection
    os.system(html.escape(v))  # flaw: command-injection
    os.system(str(escape(v)))  # flaw: command-injection
    os.system(json.dumps({"v": v}))  # flaw: command-injection
    os.system(json.loads(v)["x"][0]["y"])  # flaw: command-injection
    os.system(re.sub(r"\s+", " ", v))  # flaw: command-injection
    os.system(re.sub(r"[^a-z0-9]", "", v))  # clean: letters and digits
    os.system(re.match(r"(\w+) (.*)", v).group(2))  # flaw: command-injection
    os.system(re.fullmatch(r"([a-z]+)", v).group(1))  # clean: letters
    os.system(re.findall(r"\d+", v)[0])  # clean: digits
    os.system("".join(re.split(r",", v)))  # flaw: command-injection
    os.system(string.Template("echo $x").substitute(x=v))  # flaw: command-injection
    os.system(textwrap.dedent(v))  # flaw: command-injection
    os.system("".join(c for c in v if c.isalnum()))  # clean: letters and digits
    os.system("".join(c for c in v if c != ";"))  # flaw: command-injection
    os.system(v.translate(str.maketrans({"a": "b"})))  # flaw: command-injection
    os.system("".join(reversed(v)))  # flaw: command-injection
    os.system("echo {0!r}".format(v))  # flaw: command-injection
    os.system(f"echo {v:>10}")  # flaw: command-injection
    os.system("echo " + v.zfill(10).center(20))  # flaw: command-injection
    os.system("echo %(v)s" % {"v": v})  # flaw: command-injection
    os.system(" ".join(["echo"] + [v]))  # flaw: command-injection
    os.system("echo " + v * 2)  # flaw: command-injection
    os.system(v or "ls")  # flaw: command-injection
    os.system("ls" if not v else "pwd")  # clean: one of two
    return ""
