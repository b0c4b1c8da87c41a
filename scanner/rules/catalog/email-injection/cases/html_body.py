"""HTML of a mail."""

# options: pedantic

from flask import Flask, render_template_string, request
from flask_mail import Mail, Message
from markupsafe import escape

app = Flask(__name__)
mail = Mail(app)


@app.post("/invite")
def invite():
    text = Message("Invitation", recipients=["a@example.com"], html="<p>" + request.form["text"] + "</p>")  # flaw: email-injection
    mail.send(text)
    return "", 204


@app.post("/attribute")
def attribute():
    text = Message("Invitation", recipients=["a@example.com"])
    text.html = f"<p>{request.form['text']}</p>"  # flaw: email-injection
    mail.send(text)
    return "", 204


@app.post("/rendered")
def rendered():
    text = Message("Invitation", recipients=["a@example.com"])
    text.html = render_template_string("<p>{{ text }}</p>", text=request.form["text"])  # clean: Jinja escapes
    mail.send(text)
    return "", 204


@app.post("/escaped")
def escaped():
    text = Message("Invitation", recipients=["a@example.com"])
    text.html = f"<p>{escape(request.form['text'])}</p>"  # clean: escaped
    mail.send(text)
    return "", 204
