"""A wrapper around git, in classes."""

import subprocess

from flask import Blueprint, Flask, current_app, request

bp = Blueprint("git", __name__)


class Command:
    program = "true"

    def __init__(self, *arguments, cwd=None):
        self.arguments = list(arguments)
        self.cwd = cwd

    def __str__(self):
        return " ".join([self.program, *self.arguments])

    def run(self):
        return subprocess.check_output(str(self), shell=True, cwd=self.cwd)  # flaw: command-injection


class Git(Command):
    program = "git"

    @classmethod
    def log(cls, branch):
        return cls("log", "--oneline", branch)

    @staticmethod
    def version():
        return subprocess.check_output("git --version", shell=True)  # clean: a constant

    def safe(self):
        return subprocess.check_output([self.program, *self.arguments])


@bp.get("/log/<path:branch>")
def log(branch):
    return {"log": Git.log(branch).run().decode()}


@bp.get("/version")
def version():
    return {"v": Git.version().decode(), "root": current_app.root_path}


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp, url_prefix="/git")
    return app
