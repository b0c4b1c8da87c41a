"""SQLAlchemy's core, with tables and literal columns."""
import sqlalchemy as sa
from flask import Flask, request
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, literal_column, text
from sqlalchemy.orm import Session, declarative_base, sessionmaker

app = Flask(__name__)
engine = create_engine("sqlite://")
meta = MetaData()
users = Table("users", meta, Column("id", Integer), Column("name", String))
SessionLocal = sessionmaker(bind=engine)
Base = declarative_base()


class User(Base):
    __tablename__ = "u"
    id = Column(Integer, primary_key=True)
    name = Column(String)


@app.get("/a")
def a():
    n = request.args["n"]
    with engine.begin() as conn:
        conn.execute(users.select().where(users.c.name == n))  # clean: an expression
        conn.execute(sa.select(literal_column(n)))  # flaw: sql-injection
        conn.execute(users.update().where(users.c.id == n).values(name=n))  # clean: an expression
        conn.execute(users.select().order_by(text(n)))  # flaw: sql-injection
        conn.execute(users.select().where(users.c.name.op("=")(n)))  # clean: an expression
        conn.exec_driver_sql("select '" + n + "'")  # flaw: sql-injection
        conn.execute(text("select * from users where name = :n"), {"n": n})  # clean: bound
    with Session(engine) as session:
        session.query(User).filter_by(name=n).first()  # clean: bound
        session.scalars(sa.select(User).filter(User.name.like("%" + n + "%"))).all()  # clean: an expression
        session.query(User).from_statement(text("select * from u where name = '" + n + "'")).all()  # flaw: sql-injection
    s = SessionLocal()
    s.execute(text("select 1 where '%s'" % n))  # flaw: sql-injection
    s.query(User).having(text(f"count(*) > {n}")).all()  # flaw: sql-injection
    return {}


class Store:
    """Tables that are made here, or were there before; who made the engine is not known."""

    def __init__(self, engine, known):
        self.engine, self.meta = engine, MetaData()
        self.meta.reflect(bind=engine)
        if known:
            self.notes = self.meta.tables["notes"]
        else:
            self.notes = Table("notes", self.meta, Column("id", Integer), Column("text", String))

    def save(self, text, number):
        with self.engine.begin() as conn:
            statement = self.notes.insert() if number is None else self.notes.update().where(self.notes.c.id == number)
            statement = statement.values(text=text)
            conn.execute(statement)  # clean: values of a statement are bound


@app.post("/notes")
def save():
    Store(app.extensions["engine"], app.config["KNOWN"]).save(request.form["text"], None)
    return {}
