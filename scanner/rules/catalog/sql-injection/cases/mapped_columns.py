"""Columns that an annotation alone declares, and rows that are made of whatever is sent."""

from flask import Flask, abort, request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

app = Flask(__name__)
engine = create_engine("sqlite:///views.db")


class Base(DeclarativeBase):
    pass


class View(Base):
    __tablename__ = "view"
    id: Mapped[int] = mapped_column(primary_key=True)
    clause: Mapped[str]
    ordering: Mapped[str | None] = mapped_column()
    most: Mapped[int]


class Panel(Base):
    __tablename__ = "panel"
    id: Mapped[int] = mapped_column(primary_key=True)
    clause_of_panel: Mapped[str]
    rows: Mapped[int]
    owner: Mapped[str]


@app.post("/views")
def save():
    body = request.get_json()
    with Session(engine) as session:
        view = View(clause=str(body.get("clause", "")), ordering=body["ordering"], most=int(body["most"]))
        session.add(view)
        session.commit()
    return "", 204


@app.post("/panels")
def save_panel():
    with Session(engine) as session:
        session.add(Panel(**request.get_json()))
        session.commit()
    return "", 204


@app.get("/views/<int:number>")
def run(number):
    with Session(engine) as session:
        view = session.get(View, number) or abort(404)
        session.execute(text("select name from parts where " + view.clause))  # flaw: sql-injection
        session.execute(text("select name from parts order by " + view.ordering))  # flaw: sql-injection
        session.execute(text(f"select name from parts limit {view.most}"))
        panel = session.get(Panel, number)
        session.execute(text("select name from parts where " + panel.clause_of_panel))  # flaw: sql-injection
        session.execute(text(f"select name from parts limit {panel.rows}"))
    return "", 204
