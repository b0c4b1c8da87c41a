"""Files that keep data: what one request writes into a file, another one reads from the file of that name."""

import csv
import json
import os
import pickle
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import yaml
from flask import Flask, current_app, request
from markupsafe import escape

app = Flask(__name__)
HERE = os.path.dirname(os.path.abspath(__file__))
POSTS = os.path.join(HERE, "data", "posts.json")
NOTES = Path(__file__).parent / "notes.json"
PAGES = Path("pages")
app.config["WALL"] = os.path.join(app.instance_path, "wall.txt")


def load():
    if not os.path.exists(POSTS):
        return []
    with open(POSTS) as file:
        return json.load(file)


@app.post("/posts")
def add():
    posts = load()
    posts.append({"id": len(posts) + 1, "title": request.form["title"], "safe": escape(request.form["title"])})
    with open(POSTS, "w") as file:
        json.dump(posts, file, indent=2)
    return {}


@app.get("/posts")
def titles():
    out = ""
    for post in load():
        out += f"<li>{post['title']}</li>"
    return out  # flaw: cross-site-scripting


@app.get("/posts/numbers")
def numbers():
    out = ""
    for post in load():
        out += f"<li>{post['id']} {post['safe']} {escape(post['title'])}</li>"
    return out  # clean


@app.get("/shipped")
def shipped():
    with open(os.path.join(HERE, "data", "countries.json")) as file:
        return "".join(f"<li>{country['name']}</li>" for country in json.load(file))  # clean


@app.post("/notes")
def note():
    notes = json.loads(NOTES.read_text())
    notes["last"] = request.form["text"]
    text = json.dumps(notes)
    NOTES.write_text(text)
    return {}


@app.get("/notes")
def notes():
    text = NOTES.read_text()
    notes = json.loads(text) if text else {}
    return "<p>" + notes["last"]  # flaw: cross-site-scripting


@app.post("/wall")
def write_on_wall():
    with open(current_app.config["WALL"], "a") as wall:
        wall.write(request.form["line"] + "\n")
    return {}


@app.get("/wall")
def wall():
    with open(current_app.config["WALL"]) as wall:
        return "<pre>" + wall.read() + "</pre>"  # flaw: cross-site-scripting


class Store:
    """Written beside the file, and moved to its place."""

    def __init__(self, path):
        self.path = Path(path)

    def read(self):
        if not self.path.exists():
            return {"items": []}
        with self.path.open() as file:
            return json.load(file)

    def write(self, data):
        beside = self.path.with_suffix(".tmp")
        with beside.open("w") as file:
            json.dump(data, file)
        beside.replace(self.path)


store = Store("data/items.json")


@app.post("/items")
def add_item():
    data = store.read()
    data["items"].append({"name": request.form["name"]})
    store.write(data)
    return {}


@app.get("/items")
def items():
    return "".join("<p>%s</p>" % item["name"] for item in store.read()["items"])  # flaw: cross-site-scripting


@app.post("/atomic")
def write_atomically():
    handle, name = tempfile.mkstemp()
    with os.fdopen(handle, "w") as file:
        json.dump({"text": request.form["text"]}, file)
    os.replace(name, "atomic.json")
    return {}


@app.get("/atomic")
def atomic():
    with open("atomic.json") as file:
        return json.load(file)["text"]  # flaw: cross-site-scripting


@app.post("/pages/<slug>")
def save_page(slug):
    if not slug.isalnum():
        return {}, 400
    (PAGES / f"{slug}.html").write_text(request.form["body"])
    return {}


@app.get("/pages/<slug>")
def page(slug):
    if not slug.isalnum():
        return {}, 400
    return (PAGES / f"{slug}.html").read_text()  # flaw: cross-site-scripting


@app.post("/table")
def add_row():
    with open("table.csv", "a", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([request.form["what"]])
    return {}


@app.get("/table")
def table():
    cells = []
    with open("table.csv") as file:
        for row in csv.reader(file):
            cells.append(f"<td>{row[0]}</td>")
    return "".join(cells)  # flaw: cross-site-scripting


@app.post("/model")
def upload_model():
    request.files["model"].save("models/current.pkl")
    return {}


@app.get("/model")
def model():
    with open("models/current.pkl", "rb") as file:
        return {"about": str(pickle.load(file))}  # flaw: unsafe-deserialization


@app.get("/own")
def own_model():
    with open("models/own.pkl", "rb") as file:
        return {"about": str(pickle.load(file))}  # clean: nobody uploads this one


@dataclass
class Job:
    name: str
    tags: list = field(default_factory=list)


@app.post("/jobs")
def add_job():
    jobs = [Job(**entry) for entry in json.loads(Path("jobs.json").read_text())]
    jobs.append(Job(name=request.form["name"]))
    Path("jobs.json").write_text(json.dumps([asdict(job) for job in jobs]))
    return {}


@app.post("/jobs/run")
def run_jobs():
    for entry in json.loads(Path("jobs.json").read_text()):
        os.system("run " + Job(**entry).name)  # flaw: command-injection
    return {}


@app.post("/settings")
def change_settings():
    with open("settings.yml") as file:
        settings = yaml.safe_load(file)
    settings["command"] = request.form["command"]
    with open("settings.yml", "w") as file:
        yaml.safe_dump(settings, file)
    return {}


@app.post("/settings/run")
def run_setting():
    with open("settings.yml") as file:
        os.system(yaml.safe_load(file)["command"])  # clean: a setting, which few may change
    return {}


@app.post("/guests")
def sign():
    with open("guests.txt", "a") as book:
        print(request.form["name"], file=book)
    return {}


@app.get("/guests")
def guests():
    return "<br>".join(open("guests.txt").readlines())  # flaw: cross-site-scripting
