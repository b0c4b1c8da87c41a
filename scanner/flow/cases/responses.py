"""What a view gives back, and as what."""

from flask import Flask, Response, jsonify, make_response, render_template_string, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.get("/string")
def string():
    return "<p>" + request.args["name"] + "</p>"  # flaw: cross-site-scripting


@app.get("/status")
def status():
    return request.args["name"], 400  # flaw: cross-site-scripting


@app.get("/plain")
def plain():
    return request.args["name"], 200, {"Content-Type": "text/plain"}  # clean: plain text


@app.get("/dictionary")
def dictionary():
    return {"name": request.args["name"]}  # clean: JSON


@app.get("/list")
def of_list():
    return [request.args["name"]]  # clean: JSON


@app.get("/json")
def of_json():
    return jsonify(name=request.args["name"])  # clean: JSON


@app.get("/made")
def made():
    return make_response(request.args["name"])  # flaw: cross-site-scripting


@app.get("/response")
def response():
    return Response(request.args["name"])  # flaw: cross-site-scripting


@app.get("/typed")
def typed():
    return Response(request.args["name"], mimetype="text/plain")  # clean: plain text


@app.get("/csv")
def csv():
    answer = make_response(request.args["name"])  # clean: no page, as the line below says
    answer.headers["Content-Type"] = "text/csv"
    return answer


@app.get("/template")
def template():
    return render_template_string("<h1>{{ x }}</h1>", x=request.args["name"])  # clean: Flask escapes it


@app.get("/built")
def built():
    return render_template_string("<h1>" + request.args["name"] + "</h1>")  # flaw: template-injection


@app.get("/escaped")
def escaped():
    return f"<p>{escape(request.args['name'])}</p>"  # clean: escaped


@app.get("/markup")
def markup():
    return Markup("<p>{}</p>").format(request.args["name"])  # clean: Markup.format escapes


@app.get("/trusted")
def trusted():
    return Markup("<p>" + request.args["name"] + "</p>")  # flaw: cross-site-scripting


@app.errorhandler(404)
def not_found(error):
    return "<p>no " + request.path + "</p>", 404  # flaw: cross-site-scripting


def unused():
    return request.args["name"]  # clean: no view


@app.get("/streamed")
def streamed():
    def pieces():
        yield "<p>"
        yield request.args["name"]

    return Response(pieces())  # flaw: cross-site-scripting
