"""Serves the guarded shop over HTTPS for `cargo xtask demo`: starts it, looks at a page as a browser would, and stays or stops."""

import argparse
import http.client
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
#: Where the shop's instance folder lies, in which the guard keeps the certificate of development.
AUTHORITY = HERE.parent / "shop" / "instance" / "stopple-development" / "authority.pem"
#: What the demo shows of the answer's headers.
SHOWN = ("Content-Security-Policy", "Strict-Transport-Security", "Cross-Origin-Opener-Policy", "X-Frame-Options")
#: Seconds until the server has to answer.
PATIENCE = 60


class Trouble(Exception):
    """The demo cannot go on."""


def free_port(wanted):
    """The wanted port, or any other one if somebody listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Trouble("no port is free")


def visit(server, address):
    """The front page, over TLS that the authority of development vouches for."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Trouble(f"the server ended with {server.returncode}")
        try:
            trusting = ssl.create_default_context(cafile=str(AUTHORITY))
            with urlopen(address, context=trusting, timeout=10) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except (OSError, URLError, http.client.HTTPException):
            time.sleep(0.1)
    raise Trouble(f"{address} did not answer within {PATIENCE} s")


def show(server, address):
    """Says what a visitor gets."""
    status, headers, page = visit(server, address)
    if status != 200 or "<h1>The shop</h1>" not in page:
        raise Trouble(f"{address} answered {status}, and not with the shop's front page")
    print(f"{address} answered {status} over TLS that {AUTHORITY} vouches for, with")
    for name in SHOWN:
        if name not in headers:
            raise Trouble(f"{address} came without {name}")
        print(f"  {name}: {headers[name]}")


def main():
    """Starts, looks, tells; and stays until Ctrl-C if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stay", action="store_true", help="serve until Ctrl-C")
    stay = parser.parse_args().stay
    port = free_port(8443)
    address = f"https://localhost:{port}/"
    command = [sys.executable, "-m", "flask", "--app", str(HERE / "wsgi.py"), "stopple", "serve", "--port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            show(server, address)
            if stay:
                print(f"\nOpen {address} (a browser warns until it trusts that authority). Ctrl-C ends it.", flush=True)
                server.wait()
        except Trouble as trouble:
            log.seek(0)
            sys.exit(f"{trouble}\n{log.read()}".rstrip())
        except KeyboardInterrupt:
            pass
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
