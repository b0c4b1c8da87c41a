"""Clients whose checks are switched off."""
import ssl
import smtplib
import httpx
import paramiko
import requests
import urllib3
from flask import Flask

app = Flask(__name__)


@app.get("/i1")
def i1():
    requests.get("https://x", verify=False)  # flaw: insecure-transport
    s = requests.Session()
    s.verify = False  # flaw: insecure-transport
    httpx.get("https://x", verify=False)  # flaw: insecure-transport
    httpx.Client(verify=False)  # flaw: insecure-transport
    ctx = ssl._create_unverified_context()  # flaw: insecure-transport
    ctx = ssl.create_default_context()
    ctx.check_hostname = False  # flaw: insecure-transport
    ctx2 = ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # flaw: insecure-transport
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # flaw: insecure-transport
    client.set_missing_host_key_policy(paramiko.RejectPolicy())  # clean: refused
    requests.get("https://x", verify="/etc/ca.pem")  # clean: verified
    options = {"verify": False}
    requests.post("https://x", **options)  # flaw: insecure-transport
    return ""
