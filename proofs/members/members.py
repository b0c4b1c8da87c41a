"""A club whose members have accounts, with everything that accounts can do. A browser goes through a member's whole life here."""

import os

import click
from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy
from flask_stopple import Stopple, current_user, login_required
from flask_stopple.accounts import Accounts, CredentialColumns, Provider, RoleColumns, SignInColumns, SQLAlchemyUsers, TokenColumns, UserColumns, accounts_of
from flask_stopple.accounts.access import roles_required
from flask_stopple.accounts.stores import now
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The club</title>
<main><h1>{{ heading }}</h1><p id="who">{{ who }}</p><p><a href="{{ url_for('accounts.overview') }}">Account</a></p></main></html>"""


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)

users_roles = db.Table(
    "users_roles",
    db.Column("user_id", db.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    db.Column("role_id", db.ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(db.Model, RoleColumns):
    pass


class User(db.Model, UserColumns):
    roles: Mapped[list[Role]] = db.relationship(secondary=users_roles)


class Credential(db.Model, CredentialColumns):
    user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))


class Token(db.Model, TokenColumns):
    user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))


class SignIn(db.Model, SignInColumns):
    user_id: Mapped[int] = mapped_column(db.ForeignKey("user.id", ondelete="CASCADE"))


def create_app():
    """The club. Where it keeps what it keeps, the environment says."""
    app = Flask(__name__, instance_path=os.environ["MEMBERS_INSTANCE"])
    app.config["SECRET_KEY"] = os.environ["MEMBERS_SECRET_KEY"]
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["MEMBERS_DATABASE"]
    db.init_app(app)
    users = SQLAlchemyUsers(db, User, Role, Credential, Token, SignIn)
    elsewhere = Provider("elsewhere", issuer=os.environ["MEMBERS_ISSUER"], client_id="the-shop", client_secret="a secret of the shop")
    accounts = Accounts(users, mail="outbox", administration=True, site_name="The club", providers=[elsewhere])
    Stopple(app, session="server", accounts=accounts)

    def page(heading):
        who = current_user.email if current_user.is_authenticated else "nobody"
        return render_template_string(PAGE, heading=heading, who=who)

    @app.get("/")
    def front():
        """The front page, for everybody."""
        return page("The club")

    @app.get("/members")
    @login_required
    def members():
        """For members."""
        return page("Members")

    @app.get("/minutes")
    @roles_required("editor")
    def minutes():
        """For editors."""
        return page("Minutes")

    @app.cli.command("found")
    @click.argument("address")
    def found(address):
        """Founds the club: its tables, its roles, and a chair with this address, whose password is read from the standard input."""
        db.create_all()
        roles = {name: Role(name=name) for name in ("admin", "editor")}
        its = accounts_of(app)
        chair = its.users.new_user(email=address, username="chair", password=its.passwords.hash(input()), confirmed_at=now())
        chair.roles = [roles["admin"]]
        db.session.add_all([*roles.values(), chair])
        db.session.commit()

    return app
