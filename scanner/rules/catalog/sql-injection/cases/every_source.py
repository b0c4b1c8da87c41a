"""Every part of a request that a visitor writes."""

import sqlite3

from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("x.db", check_same_thread=False)


def run(text):
    db.execute("select '" + text + "'")  # flaw: sql-injection


def own(text):
    db.execute("select '" + text + "'")  # clean: only what is no visitor's text


@app.route("/x/<a>/<int:b>", methods=["PUT"])
def x(a, b):
    run(a)
    own(str(b))
    run(request.args["x"])
    run(request.args.get("x", "d"))
    run(request.args.getlist("x")[0])
    run(request.values["x"])
    run(request.form.get("x"))
    run(request.form.to_dict(flat=False)["x"][0])
    run(request.get_json()["x"])
    run(request.get_json(silent=True).get("x"))
    run(request.json["x"]["y"][0])
    run(request.data.decode())
    run(request.get_data(as_text=True))
    run(request.stream.read().decode())
    run(request.headers["X-Y"])
    run(request.headers.get("X-Y", ""))
    run(request.headers.getlist("X-Y")[0])
    run(request.cookies["x"])
    run(request.files["f"].filename)
    run(request.files["f"].read().decode())
    run(request.files["f"].stream.readline().decode())
    run(request.files["f"].content_type)
    run(request.path)
    run(request.full_path)
    run(request.url)
    run(request.base_url)
    run(request.query_string.decode())
    run(request.host)
    run(request.referrer)
    run(request.user_agent.string)
    run(request.authorization.password)
    run(request.environ["HTTP_X_Y"])
    run(request.environ.get("QUERY_STRING"))
    run(request.view_args["a"])
    run(next(iter(request.args)))
    run(list(request.form.values())[0])
    run(request.access_route[0])
    run(request.mimetype)
    run(request.content_type)
    own(request.endpoint)
    own(str(request.content_length))
    own(str(request.is_secure))
    own(request.blueprint)
    own(request.url_rule.rule)
    return {}
