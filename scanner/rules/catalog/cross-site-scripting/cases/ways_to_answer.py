"""Ways to answer, declared as pages or as something else."""
import html
import json
from flask import Flask, request, make_response, Response, render_template_string, jsonify, session
from markupsafe import Markup, escape
from jinja2 import Template, Environment, select_autoescape
import bleach

app = Flask(__name__)
COMMENTS = []


@app.route("/x1")
def x1():
    return "<h1>" + request.args.get("name", "") + "</h1>"  # flaw: cross-site-scripting


@app.route("/x2")
def x2():
    return f"<h1>{escape(request.args['name'])}</h1>"  # clean: escaped


@app.route("/x3")
def x3():
    return render_template_string("<h1>{{ name }}</h1>", name=request.args["name"])  # clean: escaped by jinja


@app.route("/x4")
def x4():
    return render_template_string("<h1>{{ name|safe }}</h1>", name=request.args["name"])  # flaw: cross-site-scripting


@app.route("/x5")
def x5():
    resp = make_response("<p>%s</p>" % request.args["q"])  # flaw: cross-site-scripting
    return resp


@app.route("/x6")
def x6():
    resp = make_response(request.args["q"])  # clean: text
    resp.headers["Content-Type"] = "text/plain"
    return resp


@app.route("/x7")
def x7():
    resp = make_response(request.args["q"])  # clean: text
    resp.mimetype = "text/plain"
    return resp


@app.route("/x8")
def x8():
    return Response(request.args["q"], mimetype="text/plain")  # clean: text


@app.route("/x9")
def x9():
    return Response("<b>" + request.args["q"], content_type="text/html")  # flaw: cross-site-scripting


@app.route("/x10")
def x10():
    return jsonify(q=request.args["q"])  # clean: json


@app.route("/x11")
def x11():
    return json.dumps({"q": request.args["q"]})  # flaw: cross-site-scripting


@app.route("/x12")
def x12():
    return Template("<b>{{ q }}</b>").render(q=request.args["q"])  # flaw: cross-site-scripting


@app.route("/x13")
def x13():
    env = Environment(autoescape=True)
    return env.from_string("<b>{{ q }}</b>").render(q=request.args["q"])  # clean: escaped


@app.route("/x14")
def x14():
    env = Environment()
    return env.from_string("<b>{{ q }}</b>").render(q=request.args["q"])  # flaw: cross-site-scripting


@app.route("/x15")
def x15():
    return Markup("<b>" + request.args["q"] + "</b>")  # flaw: cross-site-scripting


@app.route("/x16")
def x16():
    return Markup("<b>{}</b>").format(request.args["q"])  # clean: escaped by format


@app.route("/x17")
def x17():
    return Markup("<b>%s</b>") % request.args["q"]  # clean: escaped


@app.route("/x18")
def x18():
    return html.escape(request.args["q"])  # clean: escaped


@app.route("/x19")
def x19():
    return bleach.clean(request.args["q"])  # clean: cleaned


@app.post("/x20")
def x20():
    COMMENTS.append(request.form["c"])
    return "ok"


@app.get("/x21")
def x21():
    return render_template_string("{% for c in comments %}<p>{{ c|safe }}</p>{% endfor %}", comments=COMMENTS)  # flaw: cross-site-scripting


@app.get("/x22")
def x22():
    n = int(request.args["n"])
    return f"<p>{n}</p>"  # clean: number


@app.get("/x23")
def x23():
    return "<p>" + html.unescape(html.escape(request.args["q"])) + "</p>"  # flaw: cross-site-scripting


@app.get("/x24/<name>")
def x24(name):
    return "Hello %s" % name  # flaw: cross-site-scripting


@app.get("/x25/<uuid:key>")
def x25(key):
    return "Hello %s" % key  # clean: uuid


@app.get("/x26")
def x26():
    name = request.args.get("name")
    if name in ("a", "b"):
        return f"<b>{name}</b>"  # clean: list
    return "unknown " + name, 404  # flaw: cross-site-scripting


@app.get("/x27")
def x27():
    RESPONSE = ""
    RESPONSE += "The value is "
    RESPONSE += request.args["q"]
    return RESPONSE  # flaw: cross-site-scripting


@app.get("/x28")
def x28():
    values = ["a", request.args["q"], "b"]
    return "Parameter: {1} and {0}".format(*values)  # flaw: cross-site-scripting


@app.get("/x29")
def x29():
    values = ["a", request.args["q"], "b"]
    return "Parameter: {2} and {0}".format(*values)  # clean: the others


@app.get("/x30")
def x30():
    otherarg = "static text"
    return f"bar is '{otherarg.replace('a', '&lt;')}'"  # clean: constant


@app.errorhandler(404)
def missing(e):
    return "<p>Page not found: " + request.path + "</p>", 404  # flaw: cross-site-scripting


@app.get("/x31")
def x31():
    def generate():
        yield "<ul>"
        for item in request.args.getlist("i"):
            yield "<li>" + item + "</li>"
        yield "</ul>"
    return Response(generate())  # flaw: cross-site-scripting


@app.get("/x32")
def x32():
    resp = Response()
    resp.set_data("<b>" + request.args["q"])  # flaw: cross-site-scripting
    return resp


@app.get("/x33")
def x33():
    resp = make_response()
    resp.data = "<b>" + request.args["q"]  # flaw: cross-site-scripting
    return resp


@app.get("/x34")
def x34():
    return render_template_string("<a href={{ u }}>x</a>", u=request.args["u"])  # flaw: cross-site-scripting


@app.get("/x36")
def x36():
    return render_template_string("<script>var x = {{ u|tojson }};</script>", u=request.args["u"])  # clean: tojson


@app.get("/x37")
def x37():
    items = "".join(f"<li>{escape(i)}</li>" for i in request.args.getlist("i"))
    return f"<ul>{items}</ul>"  # clean: escaped


@app.get("/x38")
def x38():
    q = request.args["q"].replace("<", "&lt;").replace(">", "&gt;")
    return "<p>" + q + "</p>"  # clean: replaced


@app.get("/x39")
def x39():
    q = request.args["q"].replace("<script>", "")
    return "<p>" + q + "</p>"  # flaw: cross-site-scripting


@app.post("/made-json")
def made_json():
    response = Response(mimetype="application/json")
    response.data = json.dumps({"name": request.form["name"]})  # clean: declared when it was made
    return response


@app.post("/made-html")
def made_html():
    response = Response(content_type="text/html; charset=utf-8")
    response.set_data(json.dumps({"name": request.form["name"]}))  # flaw: cross-site-scripting
    return response


def described(name):
    return {"Content-Type": "application/json"}, '{"name": "%s"}' % name


def shown(name):
    return {"Content-Type": "text/html"}, "<p>%s" % name


@app.get("/replaced-headers")
def replaced_headers():
    headers, text = described(request.args["name"])
    response = make_response(text)  # clean: the headers that take the place of its own say JSON
    response.headers = headers
    return response


@app.get("/replaced-by-html")
def replaced_by_html():
    headers, text = shown(request.args["name"])
    response = make_response(text)  # flaw: cross-site-scripting
    response.headers = headers
    return response
