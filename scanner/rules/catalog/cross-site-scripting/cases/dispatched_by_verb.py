"""The verb of a request chooses among the methods that are called as verbs are, and no other."""

from flask import Flask, request
from flask.views import View

app = Flask(__name__)


class ByVerb(View):
    methods = ["GET", "POST"]

    def dispatch_request(self, **given):
        answer = getattr(self, request.method.lower(), None)
        if answer is None:
            answer = self.get
        return answer(request.args["q"])

    def get(self, text):
        return {"length": len(text)}

    def decorate(self, text):
        return f"<b>{text}</b>"  # clean: no verb is called so


class Loud(View):
    methods = ["GET", "POST"]

    def dispatch_request(self, **given):
        answer = getattr(self, request.method.lower())
        return answer(request.args["q"])  # flaw: cross-site-scripting

    def get(self, text):
        return f"<b>{text}</b>"


class ByWord(View):
    def dispatch_request(self, **given):
        return getattr(self, request.args["do"])(request.args["q"])  # flaw: cross-site-scripting

    def shout(self, text):
        return f"<b>{text}</b>"


app.add_url_rule("/verb", view_func=ByVerb.as_view("verb"))
app.add_url_rule("/loud", view_func=Loud.as_view("loud"))
app.add_url_rule("/word", view_func=ByWord.as_view("word"))
