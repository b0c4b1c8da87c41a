"""Templates in strings: where a variable stands decides."""

from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.get("/unquoted")
def unquoted():
    return render_template_string("<input value={{ q }}>", q=request.args["q"])  # flaw: cross-site-scripting


@app.get("/quoted")
def quoted():
    return render_template_string('<input value="{{ q }}">', q=request.args["q"])  # clean: quoted and escaped


@app.get("/off")
def off():
    page = "{% autoescape false %}<p>{{ q }}</p>{% endautoescape %}"
    return render_template_string(page, q=request.args["q"])  # flaw: cross-site-scripting


@app.get("/script")
def script():
    return render_template_string("<script>var q = '{{ q }}';</script>", q=request.args["q"])  # clean: quotes are escaped, and nothing stands behind it


@app.get("/tojson")
def tojson():
    return render_template_string("<script>var q = {{ q|tojson }};</script>", q=request.args["q"])  # clean: tojson


@app.get("/address")
def address():
    return render_template_string('<a href="{{ url }}">there</a>', url=request.args["url"])  # flaw: cross-site-scripting


@app.get("/address-part")
def address_part():
    return render_template_string('<a href="/users/{{ name }}">there</a>', name=request.args["name"])  # clean: a path of ours


@app.get("/handler")
def handler():
    return render_template_string('<b onclick="go(\'{{ q }}\')">go</b>', q=request.args["q"])  # flaw: cross-site-scripting


@app.get("/constant")
def constant():
    return render_template_string("<p>{{ q|safe }}</p>", q="<b>ours</b>")  # clean: ours


@app.get("/own-address")
def own_address():
    return render_template_string('<a href="{{ request.url }}">{{ request.path }}</a>')  # clean: never `javascript:`


@app.get("/other-address")
def other_address():
    target = request.args["next"]
    return render_template_string('<a href="{{ target }}">go</a>', target=target)  # flaw: cross-site-scripting


@app.get("/own-address/script")
def own_address_in_script():
    return render_template_string("<a onclick=\"go('{{ request.url }}')\">go</a>")  # flaw: cross-site-scripting
