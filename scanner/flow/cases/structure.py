"""Ways in which Flask and its extensions hand data to functions."""
import os
from flask import Blueprint, Flask, request, views, current_app
from flask.views import MethodView, View
from flask_restful import Api, Resource, reqparse
from flask_restx import Namespace, fields
from flask_socketio import SocketIO, emit
from flask_login import LoginManager
from marshmallow import Schema, fields as ma
from pydantic import BaseModel
from webargs import fields as wf
from webargs.flaskparser import use_args, use_kwargs, parser
from flask_wtf import FlaskForm
from wtforms import StringField, IntegerField
import click

app = Flask(__name__)
bp = Blueprint("bp", __name__, url_prefix="/bp")
api = Api(app)
socketio = SocketIO(app)
login = LoginManager(app)


@bp.route("/x/<name>")
def bx(name):
    os.system(name)  # flaw: command-injection
    return ""


class V(View):
    methods = ["POST"]

    def dispatch_request(self):
        os.system(request.form["x"])  # flaw: command-injection
        return ""


app.add_url_rule("/v", view_func=V.as_view("v"))


class M(MethodView):
    init_every_request = False

    def __init__(self, model):
        self.model = model

    def get(self, key):
        os.system(key)  # flaw: command-injection
        os.system(self.model)  # clean: constant
        return ""


app.add_url_rule("/m/<key>", view_func=M.as_view("m", "ls"))


class R(Resource):
    def get(self, name):
        os.system(name)  # flaw: command-injection
        p = reqparse.RequestParser()
        p.add_argument("cmd", type=str)
        p.add_argument("n", type=int)
        args = p.parse_args()
        os.system(args["cmd"])  # flaw: command-injection
        os.system("x %s" % args["n"])  # clean: number
        return {}


api.add_resource(R, "/r/<name>")


@socketio.on("message")
def on_message(data):
    os.system(data)  # flaw: command-injection


@socketio.on("join")
def on_join(data):
    os.system("join " + data["room"])  # flaw: command-injection


@login.request_loader
def from_request(req):
    os.system(req.headers["X"])  # flaw: command-injection
    return None


@login.user_loader
def load_user(user_id):
    return None


class S(Schema):
    cmd = ma.Str(required=True)
    n = ma.Int()


@app.post("/s")
def s():
    data = S().load(request.get_json())
    os.system(data["cmd"])  # flaw: command-injection
    os.system(f"x {data['n']}")  # clean: number
    return ""


class P(BaseModel):
    cmd: str
    n: int


@app.post("/p")
def p():
    m = P(**request.get_json())
    os.system(m.cmd)  # flaw: command-injection
    os.system(f"x {m.n}")  # clean: number
    m = P.model_validate(request.get_json())
    os.system(m.cmd)  # flaw: command-injection
    os.system(f"x {m.n}")  # clean: number
    return ""


@app.get("/wa")
@use_args({"cmd": wf.Str(), "n": wf.Int()}, location="query")
def wa(args):
    os.system(args["cmd"])  # flaw: command-injection
    os.system(f"x {args['n']}")  # clean: number
    return ""


@app.get("/wk")
@use_kwargs({"cmd": wf.Str(), "n": wf.Int()}, location="query")
def wk(cmd, n):
    os.system(cmd)  # flaw: command-injection
    os.system(f"x {n}")  # clean: number
    return ""


class F(FlaskForm):
    cmd = StringField()
    n = IntegerField()


@app.post("/f")
def f():
    form = F()
    if form.validate_on_submit():
        os.system(form.cmd.data)  # flaw: command-injection
        os.system(form.data["cmd"])  # flaw: command-injection
        os.system(f"x {form.n.data}")  # clean: number
    return ""


def create_app():
    app = Flask(__name__)

    @app.route("/inner")
    def inner():
        os.system(request.args["x"])  # flaw: command-injection
        return ""

    @app.before_request
    def before():
        os.system(request.headers["X-Cmd"])  # flaw: command-injection

    app.register_blueprint(bp)
    return app


def init(app):
    @app.route("/deep", methods=["GET"])
    def deep_get():
        return deep_post()

    @app.route("/deep", methods=["POST"])
    def deep_post():
        os.system(request.values["x"])  # flaw: command-injection
        return ""


@app.cli.command("x")
@click.argument("name")
def cli(name):
    os.system(name)  # clean: who types a command may run it


@app.template_filter("danger")
def danger(value):
    return value


@app.url_value_preprocessor
def pre(endpoint, values):
    os.system(values["lang"])  # flaw: command-injection


@app.route("/lang/<lang>/", defaults={"page": 1})
@app.route("/lang/<lang>/<int:page>")
def lang(lang, page):
    os.system(f"x {page}")  # clean: number
    os.system(lang)  # flaw: command-injection
    return ""
