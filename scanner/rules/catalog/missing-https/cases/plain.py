"""Nothing speaks of HTTPS."""

from flask import Flask

app = Flask(__name__)  # flaw: missing-https
