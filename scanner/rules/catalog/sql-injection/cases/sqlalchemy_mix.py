"""SQLAlchemy, with text in many places."""

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import asc, desc, func, select, text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///app.db"
db = SQLAlchemy(app)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))
    body = db.Column(db.Text)


@app.get("/posts")
def posts():
    q = request.args.get("q", "")
    found = Post.query.filter(Post.title.ilike(f"%{q}%")).all()  # clean: an expression
    return {"n": [p.title for p in found]}


@app.get("/posts/text")
def posts_text():
    q = request.args.get("q", "")
    found = Post.query.filter(text(f"title = '{q}'")).all()  # flaw: sql-injection
    return {"n": [p.title for p in found]}


@app.get("/posts/text-bound")
def posts_text_bound():
    q = request.args.get("q", "")
    found = db.session.query(Post).filter(text("title = :t")).params(t=q).all()  # clean: bound
    return {"n": [p.title for p in found]}


@app.get("/posts/sorted")
def posts_sorted():
    field = request.args.get("sort", "title")
    column = getattr(Post, field, Post.title)
    direction = desc if request.args.get("dir") == "desc" else asc
    return {"n": [p.title for p in Post.query.order_by(direction(column))]}


@app.get("/posts/sorted-text")
def posts_sorted_text():
    found = Post.query.order_by(text(request.args["sort"] + " DESC")).all()  # flaw: sql-injection
    return {"n": [p.title for p in found]}


@app.get("/posts/count")
def posts_count():
    with db.engine.connect() as conn:
        n = conn.execute(text("SELECT count(*) FROM post WHERE title LIKE '%" + request.args["q"] + "%'")).scalar()  # flaw: sql-injection
    return {"n": n}


@app.get("/posts/select")
def posts_select():
    stmt = select(func.count(Post.id)).where(Post.title == request.args["q"])
    return {"n": db.session.execute(stmt).scalar()}  # clean: an expression


@app.get("/posts/stmt")
def posts_stmt():
    stmt = text("SELECT * FROM post WHERE id = :id").bindparams(id=request.args["id"])
    return {"n": [r.title for r in db.session.execute(stmt)]}  # clean: bound


@app.delete("/posts/<post_id>")
def delete(post_id):
    db.session.execute(text("DELETE FROM post WHERE id = %s" % post_id))  # flaw: sql-injection
    db.session.commit()
    return "", 204


@app.delete("/posts/<int:post_id>/int")
def delete_int(post_id):
    db.session.execute(text("DELETE FROM post WHERE id = %s" % post_id))  # clean: the converter gives a number
    db.session.commit()
    return "", 204
