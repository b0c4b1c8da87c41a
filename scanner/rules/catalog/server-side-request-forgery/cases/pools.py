"""A pool of connections goes to its own host, whatever path is asked of it."""
import urllib3
from flask import Flask, request

app = Flask(__name__)
PARTNER = urllib3.HTTPSConnectionPool("partner.example", 443)


@app.get("/partner")
def partner():
    answer = PARTNER.request("GET", request.args["path"])  # clean: the host is the pool's
    return {"status": answer.status}


@app.get("/any")
def any_host():
    pool = urllib3.HTTPSConnectionPool(request.args["host"])  # flaw: server-side-request-forgery
    return {"status": pool.request("GET", "/status").status}


@app.get("/manager")
def manager():
    answer = urllib3.PoolManager().request("GET", request.args["address"])  # flaw: server-side-request-forgery
    return {"status": answer.status}
