"""What is sent by a signal reaches the functions that are connected to it; what is queued reaches the thread that waits."""

import os
import queue
import threading

from blinker import Namespace, signal
from flask import Flask, request

app = Flask(__name__)
events = Namespace()
renamed = events.signal("renamed")
removed = events.signal("removed")
moved = signal("moved")


@renamed.connect
def show(sender, label="", **more):
    os.system("echo " + label)  # flaw: command-injection


@removed.connect_via(app)
def forget(sender, number=0):
    os.system("rm /srv/%d" % number)  # clean: a number


class Mirror:
    def on_move(self, sender, target):
        os.system("cp /srv/a " + target)  # flaw: command-injection


mirror = Mirror()
moved.connect(mirror.on_move)


def nobody(sender, label):
    os.system("echo " + label)  # clean: connected to nothing


class Printer(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.waiting = queue.Queue()

    def run(self):
        while True:
            name, copies = self.waiting.get()
            os.system("lp " + name)  # flaw: command-injection
            os.system("lp -n %d" % copies)  # clean: a number


class Once(threading.Thread):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def run(self):
        os.system("touch " + self.path)  # flaw: command-injection


def create_printing_app():
    other = Flask("printing")
    printer = Printer()
    printer.start()

    @other.post("/print")
    def print_():
        printer.waiting.put((request.form["name"], int(request.form["copies"])))
        Once(request.form["path"]).start()
        return ""

    return other


@app.post("/rename")
def rename():
    renamed.send(app, label=request.form["label"])
    events.signal("removed").send(app, number=int(request.form["number"]))
    signal("moved").send(app, target=request.form["target"])
    return ""
