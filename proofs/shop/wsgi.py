"""Serves the shop on this machine alone. Never serve it to anybody else."""

from store import create_app

app = create_app()

if __name__ == "__main__":
    app.run(host="127.0.0.1", debug=True)  # flaw: debug-enabled
