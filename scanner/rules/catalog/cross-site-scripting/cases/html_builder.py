"""HTML is built by classes."""
from html import escape

from flask import Flask, request

app = Flask(__name__)


class Element:
    def __init__(self, tag, *children, **attributes):
        self.tag, self.children, self.attributes = tag, children, attributes

    def render(self):
        attrs = "".join(f' {k}="{escape(str(v))}"' for k, v in self.attributes.items())
        inner = "".join(c.render() if isinstance(c, Element) else escape(str(c)) for c in self.children)
        return f"<{self.tag}{attrs}>{inner}</{self.tag}>"


class Raw(Element):
    def __init__(self, html):
        super().__init__("raw")
        self.html = html

    def render(self):
        return self.html


@app.get("/a")
def a():
    return Element("p", request.args["q"], title=request.args["t"]).render()  # clean: escaped


@app.get("/b")
def b():
    return Element("p", Raw(request.args["q"])).render()  # flaw: cross-site-scripting


@app.get("/c")
def c():
    rows = "".join(f"<tr><td>{escape(k)}</td><td>{v}</td></tr>" for k, v in request.args.items())
    return f"<table>{rows}</table>"  # flaw: cross-site-scripting


@app.get("/d")
def d():
    rows = "".join("<tr><td>{}</td></tr>".format(escape(v)) for v in request.args.values())
    return "<table>" + rows + "</table>"  # clean: escaped
