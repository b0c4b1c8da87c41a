"""Feeds are read by a thread pool."""
from concurrent.futures import ThreadPoolExecutor, as_completed

from flask import Flask, jsonify, request

from .reader import FeedReader

app = Flask(__name__)


@app.post("/feeds")
def feeds():
    reader = FeedReader(timeout=3)
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(reader.read, url) for url in request.json["urls"]]
        return jsonify([f.result() for f in as_completed(futures)])


@app.get("/own")
def own():
    reader = FeedReader(timeout=3)
    with ThreadPoolExecutor() as pool:
        return jsonify(list(pool.map(reader.read_own, ["a", "b"])))
