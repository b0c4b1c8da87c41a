"""Constant templates that show what a visitor sends."""

from string import Template as PlainTemplate

from flask import Flask, render_template, render_template_string, request
from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

app = Flask(__name__)
PAGE = "<h1>{{ title }}</h1><p>{{ user.name }}</p>"


@app.get("/variable")
def variable():
    return render_template_string(PAGE, title=request.args["title"])  # clean: a variable of the template


@app.get("/mapping")
def mapping():
    values = {"title": request.args["title"], "user": {"name": request.args["name"]}}
    return render_template_string(PAGE, **values)  # clean: variables of the template


@app.get("/all")
def everything():
    return render_template_string("<p>{{ request.args.q }}</p>", args=request.args)  # clean: a constant


@app.get("/file")
def file():
    return render_template("page.html", title=request.args["title"])  # clean: a file of ours


@app.get("/compiled")
def compiled():
    return Template("Hello {{ name }}", autoescape=True).render(name=request.args["name"])  # clean: a constant


@app.get("/theme")
def theme():
    name = "dark" if request.args.get("theme") == "dark" else "light"
    return render_template_string("<body class='" + name + "'>{{ q }}</body>", q=request.args.get("q"))  # clean: one of two constants


@app.get("/number")
def number():
    width = int(request.args["width"])
    return render_template_string("<hr width=%d>" % width)  # clean: a number


@app.post("/plain")
def plain():
    return {"text": PlainTemplate(request.form["text"]).safe_substitute(name="Lotte")}  # clean: no code in it


@app.post("/sandboxed")
def sandboxed():
    env = SandboxedEnvironment(autoescape=True)
    return env.from_string(request.form["text"]).render(name="Lotte")  # clean: sandboxed
