"""Policies of objects: in views, templates and queries; fields; what nobody said anything about."""

from __future__ import annotations

import pytest
from flask import jsonify, render_template_string, request
from flask_stopple.accounts.objects import NoPolicy, authorize, authorized, may, policy_for
from library import Library
from sqlalchemy import select


@pytest.fixture
def library():
    library = Library()
    db = library.db

    class Letter(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        owner = db.Column(db.String(40))
        title = db.Column(db.String(40))

    class Secret(db.Model):
        id = db.Column(db.Integer, primary_key=True)

    @policy_for(Letter, query=lambda user, action: Letter.owner == getattr(user, "username", None))
    def letters(user, action, letter):
        if action == "publish":
            return 1  # Truthy, and no `True`.
        if not user.is_authenticated or isinstance(letter, type):
            return user.is_authenticated
        mine = letter.owner == user.username
        return {"title"} if action == "edit" and mine else mine

    library.Letter, library.Secret = Letter, Secret
    app = library.app

    @app.get("/letters/<int:key>/<action>")
    def one(key, action):
        authorize(action, db.session.get(Letter, key), fields=request.args.getlist("field"), hide="hide" in request.args)
        return jsonify(True)

    @app.get("/letters")
    def every():
        return jsonify([letter.id for letter in db.session.scalars(authorized("read", select(Letter)))])

    @app.get("/page/<int:key>")
    def page(key):
        return render_template_string("{% if may('edit', letter) %}edit{% else %}read{% endif %}", letter=db.session.get(Letter, key))

    @app.get("/secrets")
    def secrets():
        return jsonify(len(db.session.scalars(authorized("read", select(Secret))).all()))

    @app.get("/new")
    def new():
        return jsonify(may("create", Letter))

    library.reader("ann")
    library.reader("bob")
    with app.app_context():
        db.create_all()
        db.session.add_all([Letter(id=1, owner="ann"), Letter(id=2, owner="bob"), Letter(id=3, owner="ann")])
        db.session.commit()
    return library


def test_objects_are_opened_by_their_policy_alone(library):
    """ASVS 8.2.2: the number of somebody else's letter opens nothing."""
    ann = library.client("ann")
    assert [ann.get(f"/letters/{key}/read").status_code for key in (1, 2, 3)] == [200, 403, 200]
    assert library.client().get("/letters/1/read").status_code == 401
    assert ann.get("/letters/2/read?hide").status_code == 404


def test_only_true_is_a_yes(library):
    assert library.client("ann").get("/letters/1/publish").status_code == 403


def test_fields_are_judged_one_by_one(library):
    """ASVS 8.2.3."""
    ann = library.client("ann")
    assert ann.get("/letters/1/edit?field=title").status_code == 200
    assert ann.get("/letters/1/edit?field=title&field=owner").status_code == 403


def test_queries_find_what_one_may_see(library):
    assert library.client("ann").get("/letters").json == [1, 3]
    assert library.client("bob").get("/letters").json == [2]
    assert library.client().get("/letters").json == []


def test_templates_and_classes(library):
    ann = library.client("ann")
    assert (ann.get("/page/1").text, ann.get("/page/2").text) == ("edit", "read")
    assert ann.get("/new").json is True and library.client().get("/new").json is False


def test_a_class_without_a_policy_is_an_error_and_no_yes(library):
    library.app.testing = True
    with pytest.raises(NoPolicy):
        library.client("ann").get("/secrets")
    with pytest.raises(ValueError, match="already"):
        policy_for(library.Letter)(lambda user, action, letter: True)
