"""Sessions in files: the name of the file comes with the cookie."""

import os
import re

from flask import Flask
from flask.sessions import SessionInterface


class Files:
    def __init__(self, folder):
        self.folder = folder

    def read(self, name):
        with open(os.path.join(self.folder, name)) as file:  # flaw: path-traversal
            return file.read()

    def read_checked(self, name):
        if not re.fullmatch(r"[0-9a-f]{32}", name):
            return ""
        with open(os.path.join(self.folder, name)) as file:  # clean: letters of a number alone
            return file.read()


class Sessions(SessionInterface):
    def __init__(self, files):
        self.files = files

    def open_session(self, app, request):
        name = request.cookies.get("session", "")
        return {"old": self.files.read(name), "new": self.files.read_checked(name)}


app = Flask(__name__)
app.session_interface = Sessions(Files("/srv/sessions"))
