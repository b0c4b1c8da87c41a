"""What is handed over as a tuple is given one by one, and what lies in a heap, a mapping that is gone over or a queue keeps its place."""

import heapq
import os
import queue
import threading

from flask import Flask, request

app = Flask(__name__)
GRAPH = {1: {2: 0.5}, 2: {3: 0.25}, 3: {}}
WAITING = queue.Queue()


def draw(folder, points):
    os.system("render " + folder)  # clean: the program's own folder
    os.system("points " + points)  # flaw: command-injection


@app.post("/render")
def render():
    threading.Thread(target=draw, args=("frames", request.form["points"]), daemon=True).start()
    return {}


def print_label(*, printer, text):
    os.system("lp -d " + printer)  # clean: the program's own printer
    os.system("echo " + text)  # flaw: command-injection


@app.post("/labels")
def labels():
    threading.Timer(5, print_label, kwargs={"printer": "office", "text": request.form["text"]}).start()
    return {}


@app.post("/way")
def way():
    weight, waiting, order = request.get_json()["weight"], [(0, 1)], []
    while waiting:
        length, node = heapq.heappop(waiting)
        order.append(node)
        for following, cost in GRAPH[node].items():
            heapq.heappush(waiting, (length + weight * cost, following))
    for node in order:
        os.system(f"draw {node}")  # clean: the nodes are the program's own
    return {}


@app.post("/names")
def names():
    waiting = []
    heapq.heappush(waiting, (1, request.form["name"]))
    _, name = heapq.heappop(waiting)
    os.system("greet " + name)  # flaw: command-injection
    return {}


@app.post("/parts")
def parts():
    given = {name: request.form[name] for name in ("first", "second")}
    given["third"] = "fixed"
    os.system("use " + given["third"])  # clean: a constant
    os.system("use " + given["first"])  # flaw: command-injection
    return {}


@app.post("/wait")
def wait():
    WAITING.put(request.form["job"])
    return {}


def work():
    for job in iter(WAITING.get, None):
        os.system("run " + job)  # flaw: command-injection


threading.Thread(target=work, daemon=True).start()
