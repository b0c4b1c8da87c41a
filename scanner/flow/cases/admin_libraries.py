"""Views of Flask-AppBuilder and Flask-Admin, and tables of routes."""

import os

from flask import Flask, request
from flask_admin import Admin
from flask_admin import BaseView as AdminView
from flask_admin import expose as admin_expose
from flask_appbuilder import AppBuilder, BaseView, expose

app = Flask(__name__)
admin = Admin(app)
builder = AppBuilder(app)


class Reports(BaseView):
    @expose("/report/<name>")
    def report(self, name):
        os.system(name)  # flaw: command-injection
        return {}

    def helper(self, name):
        os.system(name)  # clean: no view


class Jobs(AdminView):
    @admin_expose("/")
    def index(self):
        os.system(request.args["name"])  # flaw: command-injection
        return {}


builder.add_view(Reports, "Reports")
admin.add_view(Jobs(name="Jobs"))


def shown(name):
    os.system(name)  # flaw: command-injection
    return {}


def listed(name):
    os.system(name)  # flaw: command-injection
    return {}


ROUTES = [("/shown/<name>", shown), ("/listed/<name>", listed)]
for rule, view in ROUTES:
    app.add_url_rule(rule, view_func=view)


@app.route("/one/<name>")
@app.route("/two/<int:name>")
def two_rules(name):
    os.system(f"touch {name}")  # flaw: command-injection
    return {}


@app.template_filter("loud")
def loud(text):
    return text.upper()


@app.cli.command("job")
def job():
    os.system("ls")  # clean: a constant


@app.context_processor
def values():
    return {"name": request.args.get("name")}


@app.after_request
def finish(response):
    os.system(request.headers["X-Name"])  # flaw: command-injection
    return response


@app.teardown_request
def gone(error):
    os.system(request.path)  # flaw: command-injection
