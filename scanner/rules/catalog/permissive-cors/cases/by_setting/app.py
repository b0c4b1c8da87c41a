"""The origins stand in the settings."""

from flask import Flask
from flask_cors import CORS

import settings

app = Flask(__name__)
app.config.from_object(settings.Live)
CORS(app, origins=app.config["CORS_ORIGINS"], supports_credentials=True)  # flaw: permissive-cors
CORS(app, origins=app.config["PARTNERS"], supports_credentials=True)  # clean: one of ours
