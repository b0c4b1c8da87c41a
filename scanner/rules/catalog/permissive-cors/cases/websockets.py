"""Pages of every site may open a websocket, and the browser sends the cookies with it."""

import os

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
wide = SocketIO(app, cors_allowed_origins="*")  # flaw: permissive-cors
own = SocketIO(app)  # clean: pages of this origin alone
named = SocketIO(app, cors_allowed_origins=["https://shop.example"])  # clean: named
told = SocketIO(app, cors_allowed_origins=os.environ.get("ORIGINS"))  # clean: the operator says
