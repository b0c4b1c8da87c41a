"""What the address of a view says, read through the request: its converters hold there too."""

from flask import Blueprint, Flask, render_template_string, request
from flask.views import View

app = Flask(__name__)
pages = Blueprint("pages", __name__, url_prefix="/<lang>")


class Base(View):
    def __init__(self):
        self.node = request.view_args["node"]


class Report(Base):
    def dispatch_request(self, **kwargs):
        return render_template_string("<script>var node = {{ node }};</script>", node=self.node)  # clean: it is a number


app.add_url_rule("/<int:node>/report/", view_func=Report.as_view("report"))


class Named(Base):
    def dispatch_request(self, **kwargs):
        return render_template_string("<script>var node = {{ node }};</script>", node=self.node)  # flaw: cross-site-scripting


app.add_url_rule("/<node>/named/", view_func=Named.as_view("named"))


def from_address(name):
    return (request.view_args or {}).get(name)


@app.get("/number/<int:item>")
def number(item):
    return f"<p>{from_address('item')}</p>"  # clean: it is a number


@app.get("/word/<item>")
def word(item):
    return f"<p>{from_address('item')}</p>"  # flaw: cross-site-scripting


@pages.get("/page/<int:number>")
def page(number, lang):
    return f"<p>{request.view_args['number']}</p>"  # clean: it is a number


@pages.get("/language/<int:number>")
def language(number, lang):
    return f"<p>{request.view_args['lang']}</p>"  # flaw: cross-site-scripting


app.register_blueprint(pages)


@app.errorhandler(404)
def missing(error):
    return f"<p>no {request.view_args['item']}</p>", 404  # flaw: cross-site-scripting
