"""Templates that are made of what a visitor sends."""

from flask import Flask, current_app, render_template_string, request
from jinja2 import Environment, Template

app = Flask(__name__)


@app.get("/concatenated")
def concatenated():
    name = request.args["name"]  # source(a): http-query
    return render_template_string("<h1>Hello " + name + "</h1>")  # flaw(a): template-injection


@app.get("/formatted")
def formatted():
    page = """
    <h1>Not found</h1>
    <p>%s</p>
    """ % request.args.get("page")
    return render_template_string(page), 404  # flaw: template-injection


@app.errorhandler(404)
def not_found(error):
    page = f"<p>No page {request.path}</p>"
    return render_template_string(page), 404  # flaw: template-injection


@app.post("/template")
def template():
    return Template(request.form["template"]).render(user="Lotte")  # flaw: template-injection


@app.post("/environment")
def environment():
    env = Environment(autoescape=True)
    compiled = env.from_string(request.get_json()["template"])  # flaw: template-injection
    return compiled.render()


@app.post("/of-the-app")
def of_the_app():
    compiled = current_app.jinja_env.from_string(request.form["template"])  # flaw: template-injection
    return compiled.render()


@app.post("/escaped")
def escaped():
    from markupsafe import escape

    # Escaping for HTML leaves braces as they are.
    return render_template_string("<h1>" + str(escape(request.form["title"])) + "</h1>")  # flaw: template-injection


@app.post("/braces")
def braces():
    # `{% ... %}` is a template too.
    title = request.form["title"].replace("{{", "").replace("}}", "")
    return render_template_string("<h1>" + title + "</h1>")  # flaw: template-injection
