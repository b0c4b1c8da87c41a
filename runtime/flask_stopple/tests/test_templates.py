"""Templates: each output escaped for its place, fields in forms that post, nonces at scripts; and all else as it was."""

from __future__ import annotations

import json
import re
import traceback
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template, render_template_string
from flask_stopple import Stopple, check
from flask_stopple.extension import state_of
from jinja2 import DictLoader, FileSystemBytecodeCache, TemplateSyntaxError, UndefinedError, nodes
from markupsafe import Markup

#: What an attacker sends: ends of everything, code, URLs that run.
HOSTILE = [
    "javascript:alert(1)",
    " \tjava\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    " onmouseover=alert(1) x",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "');alert(1)//",
    "\");alert(1)//",
    "\\",
    "\\');alert(1)//",
    "${alert(1)}",
    "`+alert(1)+`",
    "alert(1)",
    "*/alert(1)/*",
    "\nalert(1)\n",
    "\u2028alert(1)",
    "%27);alert(1)//",
    "&#39;);alert(1)//",
    "-->",
    "red;} * {display:none} x{",
    "url(https://evil.example/)",
    "script",
    "onclick",
    "",
]


class Page(HTMLParser):
    """Tags with their attributes, and the text of scripts and styles, as a browser has them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.code: list[str] = []
        self._in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_code = tag in ("script", "style")
        if self._in_code:
            self.code.append("")

    def handle_endtag(self, tag):
        self._in_code = False

    def handle_data(self, data):
        if self._in_code:
            self.code[-1] += data


@pytest.fixture
def render(make):
    """Renders a template given as text, in a request of a guarded application."""
    app = make()

    def render(source: str, **values: Any) -> str:
        with app.test_request_context("https://localhost/"):
            return render_template_string(source, **values)

    return render


@pytest.fixture
def plain():
    """The same without a guard."""
    app = Flask("plain")

    def render(source: str, **values: Any) -> str:
        with app.test_request_context("https://localhost/"):
            return render_template_string(source, **values)

    return render


# -- hostile values in every place -----------------------------------------------------------------------------------

#: Places where the value must stay one value of one attribute: the template, the element, the attribute.
ATTRIBUTES = [
    ('<p title="{{ x }}" id="a">', "p", "title"),
    ("<p title='{{ x }}' id='a'>", "p", "title"),
    ("<p title={{ x }} id=a>", "p", "title"),
    ('<a href="{{ x }}" id="a">', "a", "href"),
    ("<a href={{ x }} id=a>", "a", "href"),
    ('<a href="/{{ x }}" id="a">', "a", "href"),
    ('<a xlink:href="{{ x }}" id="a">', "a", "xlink:href"),
    ('<iframe src="{{ x }}" id="a"></iframe>', "iframe", "src"),
    ('<object data="{{ x }}" id="a"></object>', "object", "data"),
    ('<button formaction="{{ x }}" id="a">', "button", "formaction"),
    ('<form action="{{ x }}" id="a">', "form", "action"),
    ('<img src="{{ x }}" id="a">', "img", "src"),
    ('<p style="color: {{ x }}" id="a">', "p", "style"),
    ("<p style={{ x }} id=a>", "p", "style"),
    ('<iframe srcdoc="{{ x }}" id="a"></iframe>', "iframe", "srcdoc"),
    ("<p onclick=\"go('{{ x }}')\" id=\"a\">", "p", "onclick"),
    ('<p onclick="go({{ x }})" id="a">', "p", "onclick"),
    ("<p onclick=go({{ x }}) id=a>", "p", "onclick"),
]


@pytest.mark.parametrize("markup", [False, True])
@pytest.mark.parametrize(("source", "element", "attribute"), ATTRIBUTES)
def test_a_value_stays_in_its_attribute(render, source, element, attribute, markup):
    for value in HOSTILE:
        html = render(source, x=Markup(value) if markup else value)
        page = Page(html)
        assert [tag for tag, _ in page.tags] == [element], (value, html)
        assert set(page.tags[0][1]) == {attribute, "id"}, (value, html)


#: Those of them whose URL is followed or loaded.
FOLLOWED = [
    source
    for source, _, attribute in ATTRIBUTES
    if attribute in ("href", "xlink:href", "src", "data", "formaction", "action") and "<img" not in source and '"/{{' not in source
]


@pytest.mark.parametrize("source", FOLLOWED)
@pytest.mark.parametrize("wrap", [str, Markup, lambda text: Markup(text.replace("s", "&#115;", 1).replace(":", "&colon;", 1))])
def test_urls_that_run_are_stopped(render, source, wrap):
    for value in ("javascript:alert(1)", "JaVaScRiPt:x", " \x01javascript:x", "java\tscript:x", "vbscript:x", "data:text/html,x", "data:image/svg+xml,x"):
        (_, attributes), *_ = Page(render(source, x=wrap(value))).tags
        assert "about:invalid#stopple" in attributes.values(), (value, attributes)


def test_two_outputs_make_no_scheme_together(render):
    assert 'href="javascript%3Aalert(1)"' in render('<a href="{{ a }}{{ b }}">', a="javascript", b=":alert(1)")
    assert 'href="javascript%3Aalert(1)"' in render('<a href="{{ a }}{{ b }}">', a="java", b="script:alert(1)")
    assert 'href="invalid:alert(1)"' in render('<a href="{{ a }}:alert(1)">', a="javascript")
    assert 'href="/%2Fevil.example"' in render('<a href="/{{ a }}">', a="/evil.example")


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("markup", [False, True])
def test_a_value_stays_in_its_string_of_a_script(render, quote, markup):
    for value in HOSTILE:
        html = render("<script>f(%s{{ x }}%s)</script>" % (quote, quote), x=Markup(value) if markup else value)
        page = Page(html)
        assert [tag for tag, _ in page.tags] == ["script"], html
        body = page.code[0]
        # No quote, line break or lone backslash of the value's own.
        assert re.fullmatch(r"f\(%s(?:[^'\"`\\\n\r\u2028\u2029<]|\\.)*%s\)" % (quote, quote), body), (value, body)


def test_a_value_in_code_is_a_value(render):
    for value in [*HOSTILE, 1, -2.5, True, None, [1, "</script>"], {"a": "'"}]:
        body = Page(render("<script>{{ x }}</script>", x=value)).code[0]
        assert json.loads(body) == value, (value, body)
        body = Page(render('<p onclick="{{ x }}">', x=value)).tags[0][1]["onclick"]
        assert json.loads(body) == value, (value, body)
    # Markup is code only where the template says so.
    assert Page(render("<script>{{ x }}</script>", x=Markup("alert(1)"))).code == ['"alert(1)"']
    assert Page(render("<script>{{ x|safe }}</script>", x="alert(1)")).code == ["alert(1)"]
    assert Page(render("<script>{{ x|e }}</script>", x="alert(1)")).code == ['"alert(1)"']


def test_other_places_of_a_script(render):
    for value in HOSTILE:
        body = Page(render("<script>x = `{{ x }}`</script>", x=value)).code[0]
        assert "`" not in body[5:-1] and "${" not in body, body
        body = Page(render("<script>x = /{{ x }}/</script>", x=value)).code[0]
        assert "/" not in body[5:-1] and "\n" not in body and body != "x = //", body
        body = Page(render("<script>/* {{ x }} */</script>", x=value)).code[0]
        assert body.count("*/") == 1, body
        body = Page(render("<script>// {{ x }}\n</script>", x=value)).code[0]
        assert len(re.split("[\n\r\u2028\u2029]", body)) == 2, body
        body = Page(render("<script>chart{{ x }}.go()</script>", x=value)).code[0]
        assert re.fullmatch(r"chart[A-Za-z0-9_$]*\.go\(\)", body), body


def test_a_value_stays_in_its_declaration_of_a_style(render):
    for value in HOSTILE:
        body = Page(render("<style>p { color: {{ x }} }</style>", x=value)).code[0]
        assert body.count("{") == 1 and body.count("}") == 1 and ";" not in body and "url(" not in body, body
        style = Page(render('<p style="{{ x }}">', x=value)).tags[0][1]["style"]
        assert not set(style) & set("{}\"'<") and "url(" not in style, style
    assert render('<p style="{{ x }}">', x="color: red; width: 5px") == '<p style="color: red; width: 5px">'
    assert render("<style nonce=a>{{ x|safe }}</style>", x="a > b {}") == "<style nonce=a>a > b {}</style>"


def test_tags_and_names_of_attributes(render):
    for value in HOSTILE:
        page = Page(render("<{{ x }}>a</{{ x }}>", x=value))
        assert all(re.fullmatch(r"[a-z][a-z0-9.:_-]*", tag) and tag != "script" for tag, _ in page.tags), page.tags
        for source in ("<p {{ x }}>", "<p {{ x }}='1'>", "<p o{{ x }}='1'>", "<p s{{ x }}='1'>"):
            page = Page(render(source, x=value))
            assert [tag for tag, _ in page.tags] == ["p"], (value, page.tags)
            assert not any(name.startswith("on") or name in ("style", "href") for name in page.tags[0][1]), (value, page.tags)
    assert render("<{{ t }}>{{ x }}</{{ t }}>", t="h2", x="a") == "<h2>a</h2>"
    assert render("<option {{ x }}>", x="selected") == "<option selected>"
    assert render("<p{{ x|xmlattr }}>", x={"id": "a", "title": '"'}) == '<p id="a" title="&#34;">'
    assert render("{% for k, v in x.items() %}<a {{ k }}=\"{{ v }}\">{% endfor %}", x={"href": "javascript:x"}) == '<a href="about:invalid#stopple">'


def test_a_document_in_a_frame_shows_text_as_text(render):
    value = "<script>alert(1)</script>"
    shown = Page(render('<iframe srcdoc="{{ x }}"></iframe>', x=value)).tags[0][1]["srcdoc"]
    assert shown == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert Page(render('<iframe srcdoc="{{ x|safe }}"></iframe>', x='<b title="a">')).tags[0][1]["srcdoc"] == '<b title="a">'
    # Without rights of ours it may show anything.
    assert Page(render('<iframe sandbox srcdoc="{{ x }}"></iframe>', x=value)).tags[0][1]["srcdoc"] == value


# -- what keeps its meaning ------------------------------------------------------------------------------------------

HARMLESS = [
    "<p>{{ x }}</p>{{ m }}{{ x|safe }}{{ x|e }}",
    '<p title="{{ x }}" class={{ x }} data-{{ x }}="1" {{ x }}><a href="/{{ x }}?q={{ x }}">{{ x }}</a><h{{ n }}>',
    "<a href=\"{{ url_for('static', filename='a.css') }}\">{{ _('a') if false }}",
    "{% macro f(a, b=2) %}<i title='{{ a }}'>{{ b }}{{ caller() if caller }}</i>{% endmacro %}{{ f(x) }}{% call f(x) %}{{ x }}{% endcall %}",
    "{% set y %}<b>{{ x }}</b>{% endset %}{{ y }}{% filter upper %}{{ x }}{% endfilter %}{% for a in [1, 2] %}{{ loop.index }}{{ a }}{% endfor %}",
    "{%- if x -%} a {%- endif -%}  {{- x -}}  b\n{% raw %}{{ x }}{% endraw %}{# {{ x }} #}{% autoescape false %}<a href='{{ m }}'>{% endautoescape %}",
    "<p style='color: {{ x }}' onclick='f(\"{{ x }}\", {{ n }}, {{ x|tojson }})'>",
    "<img src='{{ x }}'><video poster={{ x }}></video><iframe sandbox srcdoc='{{ x }}'></iframe>",
    "{{ '%s'|format(x) }}{{ x ~ m }}{{ (x, n) }}{{ x.missing }}{{ missing }}",
]


@pytest.mark.parametrize("source", HARMLESS)
def test_a_page_of_harmless_values_is_the_same_as_before(render, plain, source):
    values = {"x": "abc", "n": 3, "m": Markup("<i>a</i>"), "_": str}
    assert render(source, **values) == plain(source, **values)


def test_scripts_of_harmless_values_are_the_same_but_for_the_nonce(render, plain):
    source = "<script>f('{{ x }}', {{ n }}, {{ x|tojson }}, {{ d|tojson }}, {{ b|lower }}, {{ '%.2f'|format(n) }}); a{{ x }} = `{{ x }}`</script>"
    values = {"x": "abc", "n": 3, "d": {"a": ["<"]}, "b": True}
    assert re.sub(r' nonce="[^"]+"', "", render(source, **values)) == plain(source, **values)


def test_lines_of_tracebacks_are_the_authors(make):
    app = make()
    source = "<form method=post>\n<script>\n'{{ x }}'\n</script>\n<a href=\"{{\n x.y.z\n}}\">\n</form>"
    app.jinja_env.loader = DictLoader({"a.html": source, "b.html": "<p>\n\n{{ 1 + }}"})
    with app.test_request_context("https://localhost/"):
        with pytest.raises(TemplateSyntaxError) as refused:
            render_template("b.html")
        assert refused.value.lineno == 3
    plain = Flask("plain")
    plain.jinja_env.loader = app.jinja_env.loader
    lines = []
    for one in (app, plain):
        with one.test_request_context("https://localhost/"), pytest.raises(UndefinedError) as failed:
            render_template("a.html", x="a")
        lines.append([entry.lineno for entry in traceback.extract_tb(failed.value.__traceback__) if entry.filename == "<template>"])
    assert lines[0] == lines[1] and lines[0]


def test_inheritance_says_where_blocks_stand(make):
    app = make()
    app.jinja_env.loader = DictLoader(
        {
            "base.html": "<script>{% block code %}{% endblock %}</script><a href=\"{% block link %}{% endblock %}\">{% block body %}{% endblock %}",
            "middle.html": "{% extends 'base.html' %}{% block body %}<style>{% block css %}{% endblock %}</style>{% endblock %}",
            "page.html": "{% extends 'middle.html' %}{% block code %}{{ x }}{% endblock %}{% block link %}{{ x }}{% endblock %}{% block css %}{{ x }}{% endblock %}",
            "circle.html": "{% extends 'circle.html' %}",
        }
    )
    with app.test_request_context("https://localhost/"):
        html = render_template("page.html", x="javascript:{}")
        with pytest.raises(RecursionError):
            render_template("circle.html")
    assert '>"javascript:{}"</script><a href="about:invalid#stopple">' in html and "javascript:\\00007b\\00007d</style>" in html


def test_includes_imports_and_super(make):
    app = make()
    app.jinja_env.loader = DictLoader(
        {
            "tools.html": "{% macro link(to) %}<a href='{{ to }}'>{{ caller() }}</a>{% endmacro %}{% macro path(x) %}{{ x }}{% endmacro %}",
            "part.html": "<a href='{{ x }}'>",
            "base.html": "{% block a %}<a href='{{ x }}'>{% endblock %}",
            "page.html": "{% extends 'base.html' %}{% import 'tools.html' as t %}{% block a %}{{ super() }}{% include 'part.html' %}"
            "{% call t.link(x) %}<b>{{ y }}</b>{% endcall %}<a href='{{ t.path(x) }}'>{% endblock %}",
        }
    )
    with app.test_request_context("https://localhost/"):
        html = render_template("page.html", x="javascript:x", y="<")
    assert html.count("about:invalid#stopple") == 4 and "javascript" not in html and "<b>&lt;</b>" in html


@pytest.mark.parametrize("newstyle", [False, True])
def test_translations_keep_their_texts(make, newstyle):
    app, asked = make(), []
    app.jinja_env.add_extension("jinja2.ext.i18n")

    def gettext(text: str) -> str:
        asked.append(text)
        return text

    app.jinja_env.install_gettext_callables(gettext, lambda one, many, n: gettext(one if n == 1 else many), newstyle=newstyle)
    with app.test_request_context("https://localhost/"):
        html = render_template_string(
            "{% trans %}<a href='{{ x }}'>{{ y }}</a>{% endtrans %}{% trans z=x %}<a href='{{ z }}'>{% endtrans %}"
            "{% trans n=2, x %}<a href='{{ x }}'>{% pluralize %}{{ n }} <a href='{{ x }}'>{% endtrans %}",
            x="javascript:x",
            y="<",
        )
    assert asked == ["<a href='%(x)s'>%(y)s</a>", "<a href='%(z)s'>", "%(n)s <a href='%(x)s'>"]
    assert html.count("about:invalid#stopple") == 3 and "javascript" not in html and "&lt;</a>" in html and "2 <a" in html


def test_files_that_are_not_escaped_are_left_alone(make):
    app = make()
    source = '<a href="{{ x }}"><form method="post"></form><script>1</script>'
    app.jinja_env.loader = DictLoader({"a.txt": source, "a.xml": source, "a.html": source})
    with app.test_request_context("https://localhost/"):
        for name in ("a.txt", "a.xml"):
            assert render_template(name, x="javascript:x") == source.replace("{{ x }}", "javascript:x")
        assert "javascript" not in render_template("a.html", x="javascript:x")


# -- forms and nonces ------------------------------------------------------------------------------------------------


def fields(html: str) -> int:
    return sum(attributes.get("name") == "csrf_token" for tag, attributes in Page(html).tags if tag == "input")


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("<form method='post'></form>", 1),
        ("<FORM METHOD=POST ACTION='/a'></FORM><form method=post></form>", 2),
        ("<form></form><form method=get></form>", 0),
        ("<form method=post action='https://pay.example/'></form>", 0),
        ("<form method=post action='https://localhost/a'></form>", 0),
        ("<form method=post>{{ csrf_field() }}</form>", 1),
        ("<form method=post><input name=csrf_token value='{{ csrf_token() }}'></form>", 1),
        ("<form method=post>{{ form_field }}</form>", 1),
        ("<form method=post>{{ render(form) }}</form>", 1),
        ("<form method=post>{{ other(form) }}</form>", 1),
        ("<form method='{{ \"post\"|lower }}'></form>", 1),
        ("<form method='{{ method }}'></form>", 1),
        ("<form method='{{ get }}'></form>", 0),
        ("<form method=post action='{{ home }}'></form>", 1),
        ("<form method=post action='{{ ours }}'></form>", 1),
        ("<form method=post action='{{ away }}'></form>", 0),
        ("<form method=post><button formaction='{{ away }}'></form>", 0),
        ("<form {% if method %}method=post{% endif %}></form>", 1),
        ("<form {% if no %}method=post{% endif %}></form>", 0),
        ("{% macro f() %}<form method=post>{{ caller() }}</form>{% endmacro %}{% call f() %}{{ csrf_field() }}{% endcall %}{% call f() %}{% endcall %}", 2),
    ],
)
def test_forms_that_post_home_have_one_field(render, source, count):
    values = {
        "method": "POST",
        "get": "get",
        "home": "/a",
        "ours": "https://localhost/a",
        "away": "https://pay.example/",
        "form_field": Markup("<input name=csrf_token value=1>"),
        "render": lambda form: Markup("<input name='csrf_token'>"),
        "other": lambda form: Markup("<input name='q'>"),
        "form": 1,
    }
    assert fields(render(source, **values)) == count


def test_a_field_that_was_put_there_is_believed(make):
    app = make()

    @app.get("/form")
    def form():
        return render_template_string("<form method=post action=/></form>")

    client = app.test_client()
    page = client.get("/form", base_url="https://localhost")
    token = re.search('name="csrf_token" value="([^"]+)"', page.text).group(1)
    assert client.post("/", base_url="https://localhost", data={"csrf_token": token}).status_code == 200
    assert client.post("/", base_url="https://localhost").status_code == 400


def test_the_field_is_that_of_compat_where_its_tokens_are_checked():
    from flask_stopple.compat.flask_wtf_csrf import CSRFProtect, validate_csrf

    app = Flask("moving")
    app.config.update(SECRET_KEY="k" * 8 + "0123456789abcdefABCDEF!?xyzuvw98", STOPPLE_SECRET_KEY_CHECK="off")
    CSRFProtect(app)
    Stopple(app, store="memory")
    with app.test_request_context("https://localhost/"):
        html = render_template_string("<form method=post></form>")
        (_, attributes), *_ = [tag for tag in Page(html).tags if tag[0] == "input"]
        validate_csrf(attributes["value"])


def test_nonces_stand_at_what_the_template_wrote(make):
    app = make()

    @app.get("/page")
    def page():
        return render_template_string(
            "<script>1</script><style>p {}</style><script src=/a.js></script><link rel=stylesheet href=/a.css>"
            "<script src='{{ x }}'></script><script nonce='{{ csp_nonce() }}'>2</script>{{ y|safe }}",
            x="https://evil.example/x.js",
            y="<script>alert(1)</script>",
        )

    answer = app.test_client().get("/page", base_url="https://localhost")
    nonce = re.search("'nonce-([^']+)'", answer.headers["Content-Security-Policy"]).group(1)
    found = [attributes.get("nonce") for _, attributes in Page(answer.text).tags]
    # A variable that chooses whose code runs gets none, and neither does what came in.
    assert found == [nonce, nonce, nonce, nonce, None, nonce, None]


def test_outside_of_a_request_nothing_is_added(make):
    app = make()
    with app.app_context():
        assert render_template_string("<form method=post></form><script>1</script>") == "<form method=post></form><script>1</script>"
    app.secret_key = None
    with app.test_request_context("https://localhost/"):
        assert render_template_string("<form method=post></form>") == "<form method=post></form>"


# -- the setting -----------------------------------------------------------------------------------------------------

LINK = '<a href="{{ x }}">'


def test_it_is_switched_off_as_a_whole_or_for_one_template(make):
    for setting, guarded in ((True, {"a.html", "b.html"}), (False, set()), (["a.html"], {"b.html"})):
        app = make(templates=setting)
        app.jinja_env.loader = DictLoader({"a.html": LINK, "b.html": LINK})
        with app.test_request_context("https://localhost/"):
            assert {name for name in ("a.html", "b.html") if "about:" in render_template(name, x="javascript:x")} == guarded
            Stopple.change(app, templates=True)
            assert "about:" in render_template("a.html", x="javascript:x")
    app = make(templates=["a.html"])
    said = check.examine(app, state_of(app)).loosened
    assert "templates: a.html is left alone" in said
    app = make(templates=False)
    assert any(line.startswith("templates is off") for line in check.examine(app, state_of(app)).loosened)


def test_it_sleeps_under_compat():
    from flask_stopple.compat.flask_talisman import Talisman

    app = Flask("moving")
    Talisman(app)
    with app.test_request_context("https://localhost/"):
        assert "javascript:x" in render_template_string(LINK, x="javascript:x")


def test_templates_that_were_compiled_before_are_compiled_anew():
    app = Flask("late")
    app.jinja_env.loader = DictLoader({"a.html": LINK})
    with app.test_request_context("https://localhost/"):
        assert "javascript:x" in render_template("a.html", x="javascript:x")
        Stopple(app, store="memory")
        assert "about:" in render_template("a.html", x="javascript:x")


def test_delimiters_of_ones_own_are_said(make, caplog):
    app = make()
    app.jinja_env.variable_start_string, app.jinja_env.variable_end_string = "[[", "]]"
    with app.test_request_context("https://localhost/"):
        assert render_template_string('<a href="[[ x ]]">', x="javascript:x") == '<a href="javascript:x">'
    assert "is not guarded" in caplog.text
    assert any("delimiters" in line for line in check.examine(app, state_of(app)).loosened)


def test_code_that_was_cached_without_the_guard_is_not_taken(make, tmp_path):
    loader = DictLoader({"a.html": "{% extends 'b.html' %}{% block c %}{{ x }}{% endblock %}", "b.html": "{% block c %}{% endblock %}"})

    def rendered(app: Flask) -> str:
        app.jinja_env.loader = loader
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))
        with app.test_request_context("https://localhost/"):
            return render_template("a.html", x="javascript:x")

    assert rendered(Flask("plain")) == "javascript:x"
    # The parent has changed, and the child stands in a link now.
    loader.mapping["b.html"] = "<a href='{% block c %}{% endblock %}'>"
    assert rendered(Flask("plain")) == "<a href='javascript:x'>"
    assert rendered(make()) == "<a href='about:invalid#stopple'>"
    assert rendered(make(templates=False)) == "<a href='javascript:x'>"
    app = make()
    assert rendered(app) == "<a href='about:invalid#stopple'>"
    assert app.jinja_env.overlay(trim_blocks=True).bytecode_cache is not None


# -- every template that lies in this house --------------------------------------------------------------------------

HOUSE = Path(__file__).parents[3]
FILES = sorted(
    file
    for folder in ("scanner", "proofs", "runtime/flask_stopple/src")
    for file in (HOUSE / folder).rglob("*.html")
    if "templates" in file.parts or "cases" in file.parts
)


def printed(tree: Any) -> int:
    return sum(not isinstance(part, nodes.TemplateData) for output in tree.find_all(nodes.Output) for part in output.nodes)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_every_template_of_the_house_compiles_under_guard(make, file):
    environment = make().jinja_env
    for extension in ("i18n", "do", "loopcontrols"):
        environment.add_extension(f"jinja2.ext.{extension}")
    source = file.read_text()
    plain = Flask("plain").jinja_env.overlay(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])
    try:
        before = plain.parse(source)
    except TemplateSyntaxError:
        pytest.skip("Jinja does not read it without the guard either")
    for used in before.find_all(nodes.Filter):
        # An application's own, which it would have put there.
        environment.filters.setdefault(used.name, str)
    guarded = environment.preprocess(source, file.name)
    added = guarded.count("''|__stopple_")
    assert guarded.count("\n") == source.count("\n")
    assert printed(environment.parse(source, file.name)) == printed(before) + added
    environment.compile(guarded, file.name, defer_init=True)
