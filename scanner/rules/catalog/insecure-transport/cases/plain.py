"""Certificates, protocols and host keys."""

import ssl

import paramiko
import requests
from flask import Flask

app = Flask(__name__)
VERIFY = False


@app.get("/rates")
def rates():
    requests.get("https://rates.example/", verify=False)  # flaw: insecure-transport
    requests.get("https://rates.example/", verify=VERIFY)  # flaw: insecure-transport
    requests.get("https://rates.example/", verify="ca.pem")  # clean: an authority of our own
    requests.get("https://rates.example/")  # clean: verified by default
    session = requests.Session()
    session.verify = False  # flaw: insecure-transport
    return session.get("https://rates.example/").text


ssl._create_unverified_context()  # flaw: insecure-transport
context = ssl.create_default_context()  # clean: checks
context.check_hostname = False  # flaw: insecure-transport
context.verify_mode = ssl.CERT_NONE  # flaw: insecure-transport
context.minimum_version = ssl.TLSVersion.TLSv1  # flaw: insecure-transport
context.minimum_version = ssl.TLSVersion.TLSv1_2  # clean: new enough
context.verify_mode = ssl.CERT_REQUIRED  # clean: checks


def old_context():
    return ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # flaw: insecure-transport


def shell():
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # flaw: insecure-transport
    client.set_missing_host_key_policy(paramiko.RejectPolicy())  # clean: refuses
    return client


def process(items, verify):
    return items if verify else []


process([], verify=False)  # clean: no request
