"""Mails are rendered by a class whose template comes from a form."""

from flask import Flask, request
from jinja2 import DictLoader, Environment
from mako.template import Template as MakoTemplate

app = Flask(__name__)


class Mailer:
    def __init__(self, subject, template):
        self.subject = subject
        self.template = template
        self.env = Environment(loader=DictLoader({"mail": template}), autoescape=True)  # flaw: template-injection

    def body(self, **values):
        return Environment(autoescape=True).from_string(self.template).render(**values)  # flaw: template-injection


@app.post("/preview")
def preview():
    mailer = Mailer("hello", request.form["template"])
    return {"body": mailer.body(name="you")}


@app.post("/fixed")
def fixed():
    mailer = Mailer(request.form["subject"], "Dear {{ name }}")
    return {"body": mailer.body(name=request.form["name"])}


@app.post("/mako")
def mako():
    MakoTemplate(request.form["template"]).render()  # flaw: template-injection
    MakoTemplate("Hello ${name | h}").render(name=request.form["name"])  # clean: a value
    return ""
