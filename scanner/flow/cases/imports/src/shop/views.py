from flask import Blueprint, request

import shop
import shop.runners as runners
from shop import run_again, run_constant, run_starred, tools
from shop.runners import run_inner

from . import html, settings
from .tools.deep import run_deep

try:
    from fastrunner import run_fallback
except ImportError:
    from .fallback import run_fallback

views = Blueprint("views", __name__)


@views.get("/run/<name>")
def run(name):
    run_again(name)
    run_inner(name)
    run_starred(name)
    run_deep(name)
    run_fallback(name)
    run_constant(settings.COMMAND)
    shop.run_constant(settings.TABLE["a"])
    return {}


@views.get("/aliased")
def aliased():
    name = request.args["name"]  # source(a): http-query
    runners.run_aliased(name)  # step(a)
    return {}


@views.get("/late/<name>")
def late(name):
    from .tools import deep

    deep.run_late(name)
    tools.deep.run_late("ls")
    return {}


@views.get("/html/<name>")
def shown(name):
    return "<p>" + html.escape(name) + "</p>"  # flaw: cross-site-scripting
