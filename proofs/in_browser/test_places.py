"""A browser renders templates with hostile values in every place: script runs without the guard, and none with it.

The guard stands here without its policy, which would stop most of this once more: what is shown is the escaping alone.
"""

import secrets

import pytest
from flask import Flask, render_template_string
from flask_stopple import Stopple

RUN = "window.owned=1"

#: A place, and values of which at least one breaks out of it if only HTML text is escaped.
PLACES = [
    ("<a id=a href=\"{{ x }}\">go</a>", [f"javascript:{RUN};void 0", f"java\tscript:{RUN};void 0"]),
    ("<a id=a href={{ x }}>go</a>", [f"javascript:{RUN};void(0)", f"# onclick={RUN}"]),
    ("<a id=a href=\"{{ x[:4] }}{{ x[4:] }}\">go</a>", [f"javascript:{RUN};void 0"]),
    ("<svg width=99 height=99><a id=a xlink:href=\"{{ x }}\"><text y=20>go</text></a></svg>", [f"javascript:{RUN};void 0"]),
    ("<form action=\"{{ x }}\"><button id=a>go</button></form>", [f"javascript:{RUN};void 0"]),
    ("<form><button id=a formaction=\"{{ x }}\">go</button></form>", [f"javascript:{RUN};void 0"]),
    ("<iframe src=\"{{ x }}\"></iframe>", [f"javascript:parent.{RUN}"]),
    ("<iframe srcdoc=\"{{ x }}\"></iframe>", [f"<script>parent.{RUN}</script>"]),
    ("<img src=x title={{ x }}>", [f"a onerror={RUN}"]),
    ("<p {{ x }}>a</p>", [f"onfocus={RUN} autofocus tabindex=1"]),
    ("<{{ x }} src=x onerror=1>", [f"img src=y onerror={RUN} "]),
    ("<button id=a onclick=\"go('{{ x }}')\">go</button>", [f"');{RUN}//", f"\\');{RUN}//"]),
    ("<button id=a onclick=\"go({{ x }})\">go</button>", [RUN]),
    ("<button id=a onclick=go({{ x }})>go</button>", [RUN]),
    ("<button id=a onclick=\"go(`{{ x }}`)\">go</button>", ["${" + RUN + "}"]),
    ("<a id=a href=\"javascript:go('{{ x }}')\">go</a>", [f"');{RUN}//", f"%27);{RUN}//"]),
    ("<script>go({{ x }})</script>", [RUN]),
    ("<script>go('{{ x[0] }}', '{{ x[1:] }}')</script>", [f"\\,{RUN});//"]),
    ("<script>go(`{{ x }}`)</script>", ["${" + RUN + "}"]),
    ("<script>// {{ x }}\n</script>", [f"a\n{RUN}"]),
    ("<script>/* {{ x }} */</script>", [f"*/{RUN}/*"]),
    ("<script>/{{ x }}/.test('')</script>", [f"a/;{RUN};/b"]),
    ("<svg><script>go('{{ x }}')</script></svg>", [f"');{RUN}//"]),
    ("<title>{{ x }}</title><p title='{{ m }}'>a</p>", [f"' onfocus={RUN} autofocus tabindex=1 x='"]),
    ("<p title=\"{{ m }}\">a</p>", [f"\" onfocus={RUN} autofocus tabindex=1 x=\""]),
]


def application(guarded):
    app = Flask(__name__)
    app.config["SECRET_KEY"] = secrets.token_hex(32)
    if guarded:
        Stopple(app, store="memory", csp=False)
    return app


def runs(page, html):
    """Whether the script of a value runs in a page, on its own or by a click."""
    page.goto("about:blank")
    page.set_content("<script>window.go = () => 0</script>" + html)
    for target in page.query_selector_all("#a"):
        target.dispatch_event("click")
    page.wait_for_timeout(60)
    return page.evaluate("window.owned === 1")


@pytest.mark.parametrize(("place", "values"), PLACES, ids=[place for place, _ in PLACES])
def test_script_of_a_value_runs_only_without_the_guard(page, place, values):
    from markupsafe import Markup

    found = {}
    for guarded in (False, True):
        app = application(guarded)
        with app.test_request_context("https://localhost/"):
            pages = [render_template_string(place, x=value, m=Markup(value)) for value in values]
        found[guarded] = [runs(page, html) for html in pages]
    assert any(found[False]), "the attack is real"
    assert not any(found[True])
