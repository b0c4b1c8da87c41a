"""A library that puts words in other forms leaves letters only in one of them."""

import inflection
from flask import Flask, render_template_string, request

app = Flask(__name__)


def variable(name):
    return inflection.parameterize(name).replace("-", "_")


app.jinja_env.filters["variable"] = variable


@app.get("/layer")
def layer():
    name = request.args["name"]
    render_template_string("<script>var {{ name|variable }} = 1;</script>", name=name)  # clean: letters and hyphens
    render_template_string("<script>var {{ name }} = 1;</script>", name=inflection.parameterize(name))  # clean: letters and hyphens
    return render_template_string("<script>var {{ name }} = 1;</script>", name=inflection.camelize(name))  # flaw: cross-site-scripting
