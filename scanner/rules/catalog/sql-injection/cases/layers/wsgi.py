"""An application in layers: view, service, database, each in a module of its own."""

from shop import create_app

app = create_app()
