"""A base class in another module fills records."""

from flask import Flask, request
from records import Account, CarefulAccount

app = Flask(__name__)


@app.post("/accounts")
def accounts():
    account = Account()
    account.fill(request.get_json())  # source(a): http-json
    return {"name": account.name}


@app.post("/careful")
def careful():
    account = CarefulAccount()
    account.fill(request.get_json())
    return {"name": account.name}
