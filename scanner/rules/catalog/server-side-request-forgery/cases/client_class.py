"""A client of an API, built with what a visitor says."""

import requests
from flask import Flask, request

app = Flask(__name__)


class Api:
    def __init__(self, base, token=None):
        self.base = base.rstrip("/")
        self.session = requests.Session()
        if token:
            self.session.headers.update({"Authorization": f"Bearer {token}"})

    def _url(self, *parts):
        return "/".join([self.base, *map(str, parts)])

    def get(self, *parts, **params):
        return self.session.get(self._url(*parts), params=params, timeout=5).json()  # flaw: server-side-request-forgery

    def post(self, path, **body):
        return self.session.post(f"{self.base}/{path}", json=body, timeout=5).json()  # clean: only our own base is used with it


@app.get("/proxy")
def proxy():
    return {"n": len(Api(request.headers["X-Target"]).get("status"))}


@app.get("/own/<name>")
def own(name):
    api = Api("https://api.example.com", token=request.headers.get("X-Token"))
    api.post("users/" + name, name=name)
    return {"n": len(api.get("users", name, q=request.args.get("q")))}
