"""View classes list their guards; those of a base count for all that derive from it."""

from functools import wraps

from flask import Flask, abort, redirect, render_template, session, url_for
from flask.views import MethodView, View
from flask_login import current_user, login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Member(db.Model):
    """Who may sign in."""

    id = db.Column(db.Integer, primary_key=True)
    active = db.Column(db.Boolean)


def needs(role):
    def decorate(view):
        @wraps(view)
        def inner(*args, **kwargs):
            if current_user.role != role:
                abort(403)
            return view(*args, **kwargs)

        return inner

    return decorate


class Administration(View):
    init_every_request = False
    decorators = [needs("admin"), login_required]


class Members(Administration):
    def dispatch_request(self):  # clean: guarded by its base
        return render_template("members.html", members=Member.query.all())


class Lock(Administration):
    methods = ["POST"]

    def dispatch_request(self, number):  # clean: guarded by its base
        db.get_or_404(Member, number).active = False
        db.session.commit()
        return redirect(url_for("members"))


class Unlock(View):
    methods = ["POST"]

    def dispatch_request(self, number):  # flaw: missing-authentication
        db.get_or_404(Member, number).active = True
        db.session.commit()
        return redirect(url_for("members"))


class Keys(MethodView):
    decorators = [login_required]

    def delete(self, number):  # clean: guarded
        db.session.delete(db.get_or_404(Member, number))
        db.session.commit()
        return "", 204


app.add_url_rule("/admin/members", view_func=Members.as_view("members"))
app.add_url_rule("/admin/members/<int:number>/lock", view_func=Lock.as_view("lock"))
app.add_url_rule("/admin/members/<int:number>/unlock", view_func=Unlock.as_view("unlock"))
app.add_url_rule("/admin/keys/<int:number>", view_func=Keys.as_view("keys"))
