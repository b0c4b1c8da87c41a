"""What one request puts into a cache, another one takes out; what a plugin gives is its own; a slash is no scheme; types that are known in part."""

import pluggy
import regex
from flask import Flask, make_response, render_template_string, request
from flask_caching import Cache
from markupsafe import escape

app = Flask(__name__)
cache = Cache(app)
plugins = pluggy.PluginManager("wiki")


@app.post("/tags")
def tag():
    tags = cache.get("tags") or []
    tags.append(request.form["tag"])
    cache.set("tags", tags[-100:], timeout=0)
    return {}


@app.get("/tags")
def tags():
    return "<br>".join(cache.get("tags") or [])  # flaw: cross-site-scripting


@app.get("/tags/count")
def count():
    return "<b>%s</b>" % (cache.get("visits") or 0)  # clean: nobody fills it


@app.get("/page/<path:page>")
def show(page):
    side = "".join(part for part in plugins.hook.sidebar(page=page) if part)
    return render_template_string("{{ side|safe }}{{ page }}", side=side, page=page)  # clean: the plugin's own


@app.get("/up/<path:page>")
def up(page):
    above = "/" + page if page else None
    return render_template_string('<a href="{{ above }}">up</a>', above=above)  # clean: no scheme


@app.get("/search")
def search():
    word = regex.compile("(" + regex.escape(request.args["q"]) + ")", regex.IGNORECASE)
    return word.sub(r"<b>\1</b>", str(escape("Home")))  # clean: the pattern is not what is shown


@app.get("/refs")
def refs():
    service = request.args.get("service", "")
    answer = make_response("# service=git-%s\n0000" % service)  # clean: no browser takes that type for a page
    answer.headers["Content-Type"] = "application/x-git-%s-advertisement" % service
    return answer


@app.get("/typed")
def typed():
    answer = make_response("<p>%s" % request.args.get("text", ""))  # flaw: cross-site-scripting
    answer.headers["Content-Type"] = "text/%s" % request.args.get("kind", "plain")
    return answer
