"""Drivers side by side, and what is bound, listed or a number."""
import sqlite3
import psycopg
import psycopg2
import pymysql
import MySQLdb
import mysql.connector
from psycopg2 import sql
from flask import Flask, request, g, current_app
from sqlalchemy import text, create_engine, select, func, literal_column, Table, MetaData, column, desc, and_
from sqlalchemy.orm import Session, sessionmaker
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///x.db"
db = SQLAlchemy(app)
engine = create_engine("sqlite:///x.db")
SessionLocal = sessionmaker(bind=engine)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@app.route("/s1")
def s1():
    cur = get_db().cursor()
    cur.execute("SELECT * FROM t WHERE a='%s'" % request.args.get("a"))  # flaw: sql-injection
    cur.execute("SELECT * FROM t WHERE a=?", (request.args.get("a"),))  # clean: bound
    cur.executemany("INSERT INTO t VALUES (?)", [(v,) for v in request.args.getlist("v")])  # clean: bound
    cur.executescript("DELETE FROM t WHERE a='" + request.args["a"] + "'")  # flaw: sql-injection
    return ""


@app.route("/s2")
def s2():
    with psycopg.connect("dbname=x") as conn:
        with conn.cursor() as cur:
            cur.execute(f"SELECT * FROM t WHERE a='{request.args['a']}'")  # flaw: sql-injection
            cur.execute("SELECT * FROM t WHERE a=%s", [request.args["a"]])  # clean: bound
    conn = psycopg2.connect("dbname=x")
    cur = conn.cursor()
    cur.execute("SELECT * FROM t WHERE a='{}'".format(request.args["a"]))  # flaw: sql-injection
    cur.execute(sql.SQL("SELECT * FROM {} WHERE a=%s").format(sql.Identifier(request.args["t"])), (request.args["a"],))  # clean: identifier
    cur.execute(sql.SQL("SELECT * FROM " + request.args["t"]))  # flaw: sql-injection
    return ""


@app.route("/s3/<name>")
def s3(name):
    conn = pymysql.connect(host="h", user="u", password=app.config["P"], database="d")
    try:
        with conn.cursor() as cursor:
            query = "SELECT * FROM t WHERE a = '" + name + "'"
            cursor.execute(query)  # flaw: sql-injection
            cursor.execute("SELECT * FROM t WHERE a = %s", (name,))  # clean: bound
    finally:
        conn.close()
    cnx = mysql.connector.connect(host="h")
    c = cnx.cursor(dictionary=True)
    c.execute("SELECT * FROM t WHERE a = %(a)s" % {"a": name})  # flaw: sql-injection
    c.execute("SELECT * FROM t WHERE a = %(a)s", {"a": name})  # clean: bound
    m = MySQLdb.connect("h")
    mc = m.cursor()
    mc.execute("SELECT * FROM t WHERE a = '%s'" % m.escape_string(name).decode())  # clean: escaped
    return ""


@app.route("/s4")
def s4():
    name = request.args["name"]
    db.session.execute(text(f"SELECT * FROM users WHERE name='{name}'"))  # flaw: sql-injection
    db.session.execute(text("SELECT * FROM users WHERE name=:n"), {"n": name})  # clean: bound
    db.session.execute(text("SELECT * FROM users WHERE name=:n").bindparams(n=name))  # clean: bound
    User.query.filter(text("name = '" + name + "'")).all()  # flaw: sql-injection
    User.query.filter_by(name=name).first()  # clean: orm
    User.query.filter(User.name == name).all()  # clean: orm
    User.query.filter(User.name.like(f"%{name}%")).all()  # clean: orm
    User.query.order_by(text(request.args["sort"])).all()  # flaw: sql-injection
    User.query.order_by(getattr(User, request.args["sort"])).all()  # clean: attribute
    db.session.query(User).filter(User.name.in_(request.args.getlist("n"))).all()  # clean: orm
    db.session.scalars(select(User).where(User.name == name))  # clean: orm
    db.session.scalars(select(User).where(text("name='%s'" % name)))  # flaw: sql-injection
    db.session.scalars(select(literal_column(name)))  # flaw: sql-injection
    with engine.connect() as conn:
        conn.execute(text("DELETE FROM x WHERE y = " + name))  # flaw: sql-injection
        conn.exec_driver_sql("DELETE FROM x WHERE y = " + name)  # flaw: sql-injection
    with Session(engine) as session:
        session.execute(text("DELETE FROM x WHERE y = " + name))  # flaw: sql-injection
    with SessionLocal() as session:
        session.execute(text("DELETE FROM x WHERE y = " + name))  # flaw: sql-injection
    return ""


ALLOWED = {"name", "id"}


@app.route("/s5")
def s5():
    sort = request.args.get("sort", "name")
    if sort not in ALLOWED:
        sort = "name"
    get_db().execute(f"SELECT * FROM users ORDER BY {sort}")  # clean: allow list
    direction = "DESC" if request.args.get("dir") == "desc" else "ASC"
    get_db().execute("SELECT * FROM users ORDER BY name " + direction)  # clean: constants
    limit = request.args.get("limit", 10, type=int)
    get_db().execute(f"SELECT * FROM users LIMIT {limit}")  # clean: number
    page = int(request.args.get("page", "1"))
    get_db().execute("SELECT * FROM users LIMIT 10 OFFSET %d" % (page * 10))  # clean: number
    ids = [int(i) for i in request.args.getlist("id")]
    get_db().execute("SELECT * FROM users WHERE id IN (%s)" % ",".join(map(str, ids)))  # clean: numbers
    raw = request.args.getlist("id")
    get_db().execute("SELECT * FROM users WHERE id IN (%s)" % ",".join(raw))  # flaw: sql-injection
    marks = ",".join("?" * len(raw))
    get_db().execute(f"SELECT * FROM users WHERE id IN ({marks})", raw)  # clean: bound
    marks = ",".join(["?" for _ in raw])
    get_db().execute(f"SELECT * FROM users WHERE id IN ({marks})", raw)  # clean: bound
    return ""


@app.route("/s6")
def s6():
    clauses, params = [], []
    for key in ("name", "city"):
        value = request.args.get(key)
        if value:
            clauses.append(f"{key} = ?")
            params.append(value)
    query = "SELECT * FROM t"
    if clauses:
        query += " WHERE " + " AND ".join(clauses)
    get_db().execute(query, params)  # clean: bound
    clauses = []
    for key, value in request.args.items():
        clauses.append(f"{key} = '{value}'")
    get_db().execute("SELECT * FROM t WHERE " + " AND ".join(clauses))  # flaw: sql-injection
    return ""


@app.route("/s7")
def s7():
    filters = {k: v for k, v in request.args.items() if k in ALLOWED}
    where = " AND ".join(f"{k} = :{k}" for k in filters)
    get_db().execute("SELECT * FROM t WHERE " + where, filters)  # clean: keys on the list
    return ""


@app.route("/s8/<int:number>")
def s8(number):
    get_db().execute(f"SELECT * FROM t WHERE id = {number}")  # clean: number
    return ""


@app.route("/s9", methods=["POST"])
def s9():
    data = request.get_json(force=True)
    user, pw = data["user"], data["pw"]
    row = get_db().execute(f"SELECT * FROM u WHERE user = '{user}' AND pw = '{pw}'").fetchone()  # flaw: sql-injection
    if row is None:
        return "", 401
    username = row["user"]
    return {"u": username}


class Repo:
    table = "users"

    def __init__(self, conn):
        self.conn = conn

    def find(self, where, args=()):
        return self.conn.execute(f"SELECT * FROM {self.table} WHERE {where}", args).fetchall()  # flaw: sql-injection

    def by_name(self, name):
        return self.find("name = ?", (name,))

    def by_raw(self, raw):
        return self.find(f"name = '{raw}'")


@app.route("/s10")
def s10():
    repo = Repo(get_db())
    repo.by_name(request.args["n"])
    repo.by_raw(request.args["n"])
    return ""


@app.route("/s11")
def s11():
    escaped = request.args["q"].replace("'", "''")
    get_db().execute(f"SELECT * FROM t WHERE a='{escaped}'")  # clean: SQLite knows no other way out of a text
    import uuid
    key = uuid.UUID(request.args["key"])
    get_db().execute(f"SELECT * FROM t WHERE a='{key}'")  # clean: uuid
    from datetime import datetime
    day = datetime.strptime(request.args["day"], "%Y-%m-%d")
    get_db().execute(f"SELECT * FROM t WHERE a='{day:%Y-%m-%d}'")  # clean: date
    get_db().execute(f"SELECT * FROM t WHERE a='{day.isoformat()}'")  # clean: date
    price = float(request.args["p"])
    get_db().execute(f"SELECT * FROM t WHERE a > {price:.2f}")  # clean: number
    flag = bool(request.args.get("f"))
    get_db().execute(f"SELECT * FROM t WHERE a = {flag}")  # clean: bool
    n = len(request.args["q"])
    get_db().execute(f"SELECT * FROM t WHERE a = {n}")  # clean: number
    import hashlib
    h = hashlib.sha256(request.args["q"].encode()).hexdigest()
    get_db().execute(f"SELECT * FROM t WHERE a = '{h}'")  # clean: hex
    return ""
