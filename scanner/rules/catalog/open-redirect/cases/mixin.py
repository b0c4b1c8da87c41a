"""A mixin for views that redirect when they are done."""

from flask import Flask, redirect, request
from flask.views import MethodView

app = Flask(__name__)


class RedirectMixin:
    default = "/"
    parameter = "next"

    def target(self):
        return request.values.get(self.parameter, self.default)

    def done(self):
        return redirect(self.target())  # flaw: open-redirect


class Fixed(RedirectMixin, MethodView):
    def target(self):
        return self.default

    def get(self):
        return redirect(super().default)  # clean: a constant


class Free(RedirectMixin, MethodView):
    def get(self):
        return self.done()


app.add_url_rule("/fixed", view_func=Fixed.as_view("fixed"))
app.add_url_rule("/free", view_func=Free.as_view("free"))
