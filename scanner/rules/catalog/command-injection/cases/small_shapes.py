"""Lists, tables, slices and encodings between the form and the shell."""
import base64
import configparser
import os
import subprocess
import urllib.parse
from collections import OrderedDict, defaultdict, deque, namedtuple
from flask import Flask, request

app = Flask(__name__)


@app.post("/a1")
def a1():
    param = request.form.get("x", "")
    text = "help"
    text += param
    text += "tail of text"
    bar = text[4:-12]
    os.system(bar)  # flaw: command-injection
    return ""


@app.post("/a2")
def a2():
    param = request.form.get("x")
    values = ["safe", param, "moresafe"]
    values.pop(0)
    os.system(values[0])  # flaw: command-injection
    return ""


@app.post("/a3")
def a3():
    param = request.form.get("x")
    values = ["safe", param, "moresafe"]
    values.pop(0)
    os.system(values[1])  # clean: the constant
    return ""


@app.post("/a4")
def a4():
    param = request.form.get("x")
    num = 86
    bar = "This_should_always_happen" if 7 * 42 - num > 200 else param
    os.system(bar)  # clean: constant
    return ""


@app.post("/a5")
def a5():
    param = request.form.get("x")
    num = 106
    bar = "no" if 7 * 18 + num < 200 else param
    os.system(bar)  # flaw: command-injection
    return ""


@app.post("/a6")
def a6():
    param = request.form.get("x")
    guess = "ABC"[1]
    match guess:
        case "A":
            bar = param
        case "B":
            bar = "bob"
        case "C" | "D":
            bar = param
        case _:
            bar = "uncle"
    os.system(bar)  # clean: constant
    return ""


@app.post("/a7")
def a7():
    param = request.form.get("x")
    guess = "ABC"[2]
    match guess:
        case "A":
            bar = param
        case "B":
            bar = "bob"
        case "C" | "D":
            bar = param
        case _:
            bar = "uncle"
    os.system(bar)  # flaw: command-injection
    return ""


@app.post("/a8")
def a8():
    param = request.form.get("x")
    conf = configparser.ConfigParser()
    conf.add_section("section")
    conf.set("section", "keyA", "a value")
    conf.set("section", "keyB", param)
    bar = conf.get("section", "keyA")
    os.system(bar)  # clean: other key
    return ""


@app.post("/a9")
def a9():
    param = request.form.get("x")
    conf = configparser.ConfigParser()
    conf.add_section("section")
    conf.set("section", "keyA", "a value")
    conf.set("section", "keyB", param)
    bar = conf.get("section", "keyB")
    os.system(bar)  # flaw: command-injection
    return ""


@app.post("/a10")
def a10():
    param = request.form.get("x")
    table = {}
    table["keyA"] = "a"
    table["keyB"] = param
    table["keyC"] = "c"
    bar = table["keyB"]
    bar = table["keyA"]
    os.system(bar)  # clean: other key
    return ""


@app.post("/a11")
def a11():
    param = request.form.get("x")
    tmp = base64.b64encode(param.encode("utf-8"))
    bar = base64.b64decode(tmp).decode("utf-8")
    os.system(bar)  # flaw: command-injection
    return ""


@app.post("/a12")
def a12():
    param = request.form.get("x")
    bar = urllib.parse.unquote_plus(urllib.parse.quote_plus(param))
    os.system(bar)  # flaw: command-injection
    return ""


@app.get("/a13")
def a13():
    query = request.query_string.decode("utf-8")
    where = query.find("name=")
    if where == -1:
        return "no"
    param = query[where + len("name="):]
    end = param.find("&")
    if end != -1:
        param = param[:end]
    param = urllib.parse.unquote_plus(param)
    os.system(param)  # flaw: command-injection
    return ""


@app.get("/a14")
def a14():
    values = request.args.getlist("x")
    param = ""
    if values:
        param = values[0]
    os.system(f"ls {param}")  # flaw: command-injection
    return ""


@app.get("/a15")
def a15():
    param = ""
    for name in request.form.keys():
        if "x" in request.form.getlist(name):
            param = name
            break
    os.system("ls %s" % param)  # flaw: command-injection
    return ""


@app.get("/a16")
def a16():
    param = ""
    headers = request.headers.getlist("X-Name")
    if headers:
        param = headers[0]
    param = urllib.parse.unquote_plus(param)
    subprocess.run("echo {}".format(param), shell=True)  # flaw: command-injection
    return ""


@app.get("/a17")
def a17():
    param = urllib.parse.unquote_plus(request.cookies.get("job", "noCookie"))
    args = ["sh", "-c", f"echo {param}"]
    subprocess.Popen(args)  # flaw: command-injection
    return ""


@app.get("/a18")
def a18():
    param = request.headers.get("Referer", "")
    Pair = namedtuple("Pair", "left right")
    pair = Pair("safe", param)
    os.system(pair.left)  # clean: other field
    os.system(pair.right)  # flaw: command-injection
    return ""


@app.get("/a19")
def a19():
    param = request.args["q"]
    line = deque(["a", param])
    line.rotate(1)
    os.system(line.popleft())  # flaw: command-injection
    return ""


@app.get("/a20")
def a20():
    param = request.args["q"]
    table = defaultdict(list)
    table["a"].append(param)
    table["b"].append("fixed")
    os.system(table["a"][0])  # flaw: command-injection
    os.system(table["b"][0])  # clean: other list
    return ""


@app.get("/a21")
def a21():
    param = request.args["q"]
    table = OrderedDict()
    table["one"] = param
    table["two"] = "x"
    first, second = table.values()
    os.system(first)  # flaw: command-injection
    os.system(second)  # clean: the other
    return ""


@app.get("/a22")
def a22():
    param = request.args["q"]
    pick = lambda items, at: items[at]
    os.system(pick(["a", param], 0))  # clean: the first
    os.system(pick(["a", param], 1))  # flaw: command-injection
    return ""


@app.get("/a23")
def a23():
    param = request.args["q"]

    def gen():
        yield "a"
        yield param

    for item in gen():
        os.system(item)  # flaw: command-injection
    return ""


@app.get("/a24")
def a24():
    param = request.args["q"]
    superstring = f"12345{param}abc"
    bar = superstring[len("12345"):len(superstring) - 3]
    os.system(bar)  # flaw: command-injection
    return ""


@app.get("/a25")
def a25():
    param = request.args["q"]
    bar = param.split(" ")[0] if param else ""
    os.system(bar)  # flaw: command-injection
    return ""


@app.get("/a26")
def a26():
    param = request.args["q"]
    bar = ""
    if param:
        lst = []
        lst.append("safe")
        lst.append(param)
        lst.append("moresafe")
        lst.pop(0)
        bar = lst[0]
    os.system(bar)  # flaw: command-injection
    return ""


@app.get("/a27")
def a27():
    param = request.args["q"]
    bar = ""
    if param:
        lst = []
        lst.append("safe")
        lst.append(param)
        lst.append("moresafe")
        lst.pop(0)
        bar = lst[1]
    os.system(bar)  # clean: the last
    return ""
