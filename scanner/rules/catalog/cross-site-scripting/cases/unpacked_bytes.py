"""Numbers that are unpacked from bytes are numbers, texts are texts."""
import struct

from flask import Flask, request

app = Flask(__name__)


@app.post("/measured")
def measured():
    room, value = struct.unpack(">HI", request.get_data())
    return f"<p>{room}: {value}</p>"  # clean: two numbers


@app.post("/named")
def named():
    room, name = struct.unpack(">H16s", request.get_data())
    return f"<p>{room}: {name.decode()}</p>"  # flaw: cross-site-scripting
