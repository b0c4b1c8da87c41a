"""Ways to open a file, and the checks that keep it inside."""
import os
import pathlib
import shutil
import zipfile
import tarfile
import codecs
import io
from pathlib import Path
from flask import Flask, request, send_file, send_from_directory, abort, current_app
from werkzeug.utils import secure_filename, safe_join

app = Flask(__name__)
BASE = "/srv/files"
ROOT = Path("/srv/files").resolve()
app.config["UPLOAD_FOLDER"] = "/srv/up"


@app.get("/p1")
def p1():
    name = request.args["name"]
    with open(os.path.join(BASE, name)) as f:  # flaw: path-traversal
        return {"t": f.read()}


@app.get("/p2")
def p2():
    name = secure_filename(request.args["name"])
    with open(os.path.join(BASE, name)) as f:  # clean: secured
        return {"t": f.read()}


@app.get("/p3")
def p3():
    path = os.path.realpath(os.path.join(BASE, request.args["name"]))
    if os.path.commonpath([BASE, path]) != BASE:
        abort(403)
    return send_file(path)  # clean: common path


@app.get("/p4")
def p4():
    path = os.path.normpath(os.path.join(BASE, request.args["name"]))
    if not path.startswith(BASE + os.sep):
        abort(403)
    return send_file(path)  # clean: starts with


@app.get("/p5")
def p5():
    path = (ROOT / request.args["name"]).resolve()
    if not path.is_relative_to(ROOT):
        return "no", 403
    return send_file(path)  # clean: relative


@app.get("/p6")
def p6():
    path = ROOT / request.args["name"]
    return path.read_text()  # flaw: path-traversal


@app.get("/p7")
def p7():
    path = safe_join(BASE, request.args["name"])
    if path is None:
        abort(404)
    return send_file(path)  # clean: safe_join


@app.get("/p8")
def p8():
    return send_from_directory(BASE, request.args["name"])  # clean: checked inside


@app.get("/p9")
def p9():
    return send_from_directory(os.path.join(BASE, request.args["d"]), "x.txt")  # flaw: path-traversal


@app.post("/p10")
def p10():
    file = request.files["f"]
    file.save(os.path.join(app.config["UPLOAD_FOLDER"], file.filename))  # flaw: path-traversal
    file.save(os.path.join(app.config["UPLOAD_FOLDER"], secure_filename(file.filename)))  # clean: secured
    return ""


@app.post("/p11")
def p11():
    z = zipfile.ZipFile(request.files["z"])
    for member in z.namelist():
        with open(os.path.join("/srv/x", member), "wb") as out:  # flaw: path-traversal
            out.write(z.read(member))
    return ""


@app.post("/p12")
def p12():
    with tarfile.open(fileobj=request.files["t"].stream) as tar:
        tar.extractall("/srv/x")  # flaw: path-traversal
    with tarfile.open(fileobj=request.files["t"].stream) as tar:
        tar.extractall("/srv/x", filter="data")  # clean: filtered
    return ""


@app.get("/p13")
def p13():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(400)
    with open(os.path.join(BASE, name)) as f:  # clean: no dots and not absolute
        return {"t": f.read()}


@app.get("/p14")
def p14():
    name = request.args["name"].replace("../", "")
    with open(BASE + "/" + name) as f:  # flaw: path-traversal
        return {"t": f.read()}


@app.get("/p15")
def p15():
    os.remove(f"{BASE}/{request.args['name']}")  # flaw: path-traversal
    shutil.rmtree(os.path.join(BASE, request.args["name"]))  # flaw: path-traversal
    shutil.copy(os.path.join(BASE, request.args["name"]), "/tmp/x")  # flaw: path-traversal
    os.listdir(request.args["name"])  # flaw: path-traversal
    os.makedirs(os.path.join(BASE, request.args["name"]))  # flaw: path-traversal
    return ""


@app.get("/p16")
def p16():
    name = os.path.basename(request.args["name"])
    with open(os.path.join(BASE, name)) as f:  # clean: basename
        return {"t": f.read()}


@app.get("/p17")
def p17():
    name = Path(request.args["name"]).name
    return (ROOT / name).read_text()  # clean: the name alone


@app.get("/p18")
def p18():
    names = os.listdir(BASE)
    name = request.args["name"]
    if name not in names:
        abort(404)
    return send_file(os.path.join(BASE, name))  # clean: on the list


@app.get("/p19")
def p19():
    number = int(request.args["n"])
    with open(f"{BASE}/{number}.txt") as f:  # clean: number
        return {"t": f.read()}


@app.get("/p20/<path:sub>")
def p20(sub):
    full = os.path.join(current_app.root_path, "docs", sub)
    return send_file(full)  # flaw: path-traversal


@app.get("/p21/<path:name>")
def p21(name):
    with codecs.open(f"/srv/{name}.txt", encoding="utf-8") as f:  # flaw: path-traversal
        pass
    with io.open("/srv/" + request.args["x"]) as f:  # flaw: path-traversal
        pass
    fd = os.open(f"/srv/{request.args['y']}", os.O_RDWR | os.O_CREAT)  # flaw: path-traversal
    return ""


class Storage:
    def __init__(self, root):
        self.root = root

    def resolve(self, name):
        path = os.path.abspath(os.path.join(self.root, name))
        if not path.startswith(os.path.abspath(self.root) + os.sep):
            raise PermissionError(name)
        return path

    def raw(self, name):
        return os.path.join(self.root, name)


@app.get("/p22")
def p22():
    storage = Storage("/srv/s")
    with open(storage.resolve(request.args["n"])) as f:  # clean: checked
        pass
    with open(storage.raw(request.args["m"])) as f:  # flaw: path-traversal
        pass
    return ""


def is_safe_path(base, path):
    return os.path.realpath(path).startswith(os.path.realpath(base) + os.sep)


@app.get("/p23")
def p23():
    path = os.path.join(BASE, request.args["n"])
    if not is_safe_path(BASE, path):
        abort(403)
    with open(path) as f:  # clean: checked
        return {"t": f.read()}


FILES = {"a": "a.txt", "b": "b.txt"}


@app.get("/p24")
def p24():
    name = FILES.get(request.args.get("n"))
    if not name:
        abort(404)
    with open(os.path.join(BASE, name)) as f:  # clean: from a table
        return {"t": f.read()}


@app.get("/p26")
def p26():
    target = (ROOT / request.args["n"]).resolve()
    if ROOT not in target.parents:
        abort(404)
    return send_file(target)  # clean: inside


@app.get("/p27")
def p27():
    target = (ROOT / request.args["n"]).resolve()
    try:
        target.relative_to(ROOT)
    except ValueError:
        abort(404)
    return send_file(target)  # clean: inside


@app.get("/p28")
def p28():
    import re
    n = request.args["n"]
    if not re.fullmatch(r"[a-z0-9_-]+\.txt", n):
        abort(400)
    return send_file(os.path.join(BASE, n))  # clean: pattern


@app.get("/p29")
def p29():
    n = request.args["n"]
    path = pathlib.Path(BASE).joinpath(n)
    if path.exists():
        return path.open().read()  # flaw: path-traversal
    return ""
