"""A link whose scheme was looked at is no script, whatever else it holds."""

from flask import Flask, render_template_string, request

app = Flask(__name__)
WEB = ("https://", "http://")


@app.template_filter()
def outward(link):
    return link if (link or "").strip().lower().startswith(WEB) else "#"


@app.template_filter()
def secured(link):
    if link and link.startswith("https://"):
        return link
    return ""


@app.template_filter()
def inward(link):
    return link if link.startswith(("https://", "/")) else "/"


@app.template_filter()
def not_script(link):
    return "#" if link.lower().startswith("javascript:") else link


@app.get("/outward")
def show_outward():
    return render_template_string("<a href='{{ link|outward }}'>", link=request.args["link"])  # clean: a web address


@app.get("/secured")
def show_secured():
    return render_template_string("<a href='{{ link|secured }}'>", link=request.args["link"])  # clean: a web address


@app.get("/inward")
def show_inward():
    return render_template_string("<a href='{{ link|inward }}'>", link=request.args["link"])  # clean: a web address or a path


@app.get("/not_script")
def show_not_script():
    return render_template_string("<a href='{{ link|not_script }}'>", link=request.args["link"])  # flaw: cross-site-scripting


@app.get("/written")
def written():
    link = request.args["link"]
    if link.startswith(WEB):
        return f"<a href='{link}'>out</a>"  # flaw: cross-site-scripting
    return ""
