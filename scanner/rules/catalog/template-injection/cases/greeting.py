"""Templates that are built, and templates that are filled."""

from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment, Template
from jinja2.sandbox import SandboxedEnvironment

app = Flask(__name__)
env = Environment(autoescape=True)


@app.get("/a")
def a():
    name = request.args.get("name", "you")
    return render_template_string("<h1>Hello %s</h1>" % name)  # flaw: template-injection


@app.get("/b")
def b():
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args["name"])  # clean: a value


@app.get("/c")
def c():
    template = Template("Hello " + request.args["name"], autoescape=True)  # flaw: template-injection
    return template.render()


@app.get("/d")
def d():
    return env.from_string(request.args["t"]).render(user="x")  # flaw: template-injection


@app.get("/e")
def e():
    page = """
    <html><body>{body}</body></html>
    """.format(body=request.args["body"])
    return render_template_string(page)  # flaw: template-injection


@app.get("/f/<page>")
def f(page):
    return render_template(f"pages/{page}.html")  # clean: a name below the templates


@app.errorhandler(404)
def not_found(e):
    return render_template_string(f"<p>No page {request.path}</p>"), 404  # flaw: template-injection


@app.context_processor
def helpers():
    return {"shout": lambda s: s.upper()}


@app.get("/h")
def h():
    base = open("mail.html").read()
    return render_template_string(base.replace("{{ name }}", request.args["name"]))  # flaw: template-injection


@app.get("/i")
def i():
    return SandboxedEnvironment(autoescape=True).from_string("Hi {{ n }}").render(n=request.args["n"])  # clean: a value
