"""SQLAlchemy: `text`, raw connections and the ORM's doors for SQL."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import Session

app = Flask(__name__)
db = SQLAlchemy(app)
engine = create_engine("sqlite:///shop.db")


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)


@app.get("/text")
def with_text():
    name = request.args["name"]
    rows = db.session.execute(text("SELECT * FROM users WHERE name = '" + name + "'"))  # flaw: sql-injection
    rows = db.session.execute(text("SELECT * FROM users WHERE name = :name"), {"name": name})  # clean: bound
    return {"rows": [list(row) for row in rows]}


@app.get("/engine")
def with_engine():
    name = request.args["name"]
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))  # flaw: sql-injection
        rows = connection.exec_driver_sql("SELECT * FROM users WHERE name = '%s'" % name)  # flaw: sql-injection
        rows = connection.execute(text("SELECT * FROM users WHERE name = :n").bindparams(n=name))  # clean: bound
        return {"rows": [list(row) for row in rows]}


@app.get("/session")
def with_session():
    statement = text("SELECT * FROM users ORDER BY " + request.args["order"])  # flaw: sql-injection
    with Session(engine) as session:
        return {"rows": [list(row) for row in session.execute(statement)]}


@app.get("/orm")
def with_orm():
    name = request.args["name"]
    users = User.query.filter(User.name == name).all()  # clean: an expression
    users = User.query.filter_by(name=name).all()  # clean: an expression
    users = db.session.scalars(select(User).where(User.name.like(f"%{name}%"))).all()  # clean: an expression
    users = db.session.scalars(select(User).where(func.lower(User.name) == name.lower())).all()  # clean: an expression
    users = User.query.filter(text("name = '" + name + "'")).all()  # flaw: sql-injection
    users = User.query.order_by(text(request.args["order"])).all()  # flaw: sql-injection
    return {"users": [user.name for user in users]}


@app.get("/get")
def by_key():
    user = db.session.get(User, request.args["id"])  # clean: the key is bound
    user = db.get_or_404(User, request.args["id"])  # clean: the key is bound
    return {"name": user.name}


@app.post("/new")
def new():
    user = User(name=request.form["name"])  # clean: a value of a column
    db.session.add(user)  # clean: an insert with bound values
    db.session.commit()
    return "", 204
