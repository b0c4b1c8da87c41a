"""A request that is made first and sent then: its body is no address."""
from urllib.request import Request, urlopen

from flask import Flask, request

app = Flask(__name__)


@app.post("/forward")
def forward():
    made = Request("https://api.partner.example/orders", data=request.get_data())
    return {"status": urlopen(made).status}  # clean: the address is ours


@app.post("/anywhere")
def anywhere():
    made = Request(request.args["to"], data=b"ping")  # flaw: server-side-request-forgery
    return {"status": urlopen(made).status}
