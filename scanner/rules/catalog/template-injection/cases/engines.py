"""Engines side by side, built templates and passed data."""
from flask import Flask, request, render_template_string, render_template
from jinja2 import Template, Environment
from jinja2.sandbox import SandboxedEnvironment
from mako.template import Template as Mako
import string

app = Flask(__name__)


@app.route("/t1")
def t1():
    return render_template_string("<h1>Hello " + request.args["n"] + "</h1>")  # flaw: template-injection


@app.route("/t2")
def t2():
    return Template("Hello " + request.args["n"]).render()  # flaw: template-injection


@app.route("/t3")
def t3():
    return Environment().from_string(request.args["t"]).render()  # flaw: template-injection


@app.route("/t4")
def t4():
    return SandboxedEnvironment().from_string(request.args["t"]).render()  # clean: sandbox


@app.route("/t5")
def t5():
    return Mako(request.args["t"]).render()  # flaw: template-injection


@app.route("/t6")
def t6():
    return Mako("hello ${n}").render(n=request.args["n"])  # clean: data


@app.route("/t7")
def t7():
    tpl = """<p>%s</p>""" % request.args["n"]
    return render_template_string(tpl, x=1)  # flaw: template-injection


@app.route("/t8")
def t8():
    return render_template_string("<p>{{ n }}</p>", n=request.args["n"])  # clean: data


@app.errorhandler(404)
def t9(e):
    return render_template_string("<p>" + request.url + " missing</p>"), 404  # flaw: template-injection


@app.route("/t10")
def t10():
    return app.jinja_env.from_string("x" + request.args["n"]).render()  # flaw: template-injection
