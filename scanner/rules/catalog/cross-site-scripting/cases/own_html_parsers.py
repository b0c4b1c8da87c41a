"""Classes that derive from Python's parser of HTML: what they keep of a text decides whether the rest is safe."""

import html
from html.parser import HTMLParser

from flask import Flask, request
from markupsafe import Markup, escape

app = Flask(__name__)


class Words(HTMLParser):
    """The text without its tags, but what was written as `&lt;` is a sign again."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)

    def text(self):
        return "".join(self.found)


class Strict(HTMLParser):
    KEPT = {"p", "b", "em"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        if tag in self.KEPT:
            self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag):
        if tag in self.KEPT:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        self.parts.append(str(escape(data)))

    @classmethod
    def cleaned(cls, text):
        parser = cls()
        parser.feed(text)
        parser.close()
        return "".join(parser.parts)


class Loose(Strict):
    KEPT = Strict.KEPT | {"a", "img"}

    def handle_starttag(self, tag, attrs):
        if tag in self.KEPT:
            given = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
            self.parts.append(f"<{tag}{given}>")


class Whole(Strict):
    def handle_starttag(self, tag, attrs):
        if tag not in ("script", "style"):
            self.parts.append(self.get_starttag_text())


class Counter(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = 0

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links += 1


@app.post("/words")
def words():
    parser = Words()
    parser.feed(html.escape(request.form["text"]))
    return parser.text()  # flaw: cross-site-scripting


@app.post("/shown")
def shown():
    parser = Words()
    parser.feed(request.form["text"])
    return escape(parser.text())  # clean: escaped afterwards


@app.post("/strict")
def strict():
    return Markup(Strict.cleaned(request.form["text"]))  # clean: known tags, escaped words


@app.post("/loose")
def loose():
    return Markup(Loose.cleaned(request.form["text"]))  # flaw: cross-site-scripting


@app.post("/whole")
def whole():
    return Markup(Whole.cleaned(request.form["text"]))  # flaw: cross-site-scripting


@app.post("/links")
def links():
    parser = Counter()
    parser.feed(request.form["text"])
    return f"{parser.links} links"  # clean: a number
