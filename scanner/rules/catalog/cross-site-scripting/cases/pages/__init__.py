"""Pages from templates in a folder."""

from flask import Flask

from .views import bp


def create_app():
    app = Flask(__name__)
    app.register_blueprint(bp)

    @app.template_filter("nl2br")
    def nl2br(text):
        return text.replace("\n", "<br>")

    return app
