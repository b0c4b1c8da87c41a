"""``flask stopple serve``: the application over TLS, with Granian."""

from __future__ import annotations

import os
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

import click

if TYPE_CHECKING:
    from flask.cli import ScriptInfo

#: What a child process needs to load the application as `flask` did.
_APP = "STOPPLE_SERVE_APP"


def load() -> Any:
    """The application, loaded as ``flask --app`` would. Called in Granian's workers."""
    from flask.cli import ScriptInfo

    return ScriptInfo(app_import_path=os.environ.get(_APP) or None).load_app()


def run(
    info: ScriptInfo,
    host: str,
    port: int,
    redirect_port: Optional[int],
    cert: Optional[str],
    key: Optional[str],
    workers: int,
) -> None:
    """Serves until it is stopped."""
    try:
        from granian import Granian
        from granian.constants import HTTPModes, Interfaces
    except ImportError:
        raise click.ClickException("`serve` needs Granian: pip install 'flask-stopple[serve]'") from None
    if (cert is None) != (key is None):
        raise click.UsageError("--cert and --key belong together")
    # What is wrong with the application is said here, once, and not by each worker.
    app = info.load_app()
    if "stopple" not in app.extensions:
        raise click.ClickException("this application has no Stopple: call Stopple(app)")
    app.extensions["stopple"].build()
    if info.app_import_path:
        os.environ[_APP] = info.app_import_path
    if cert is None or key is None:
        cert, key, authority = development_certificate(Path(app.instance_path), host)
        click.echo(f"A certificate for development. Browsers trust it once they trust {authority}")
    if redirect_port is not None:
        _redirect(host, redirect_port, port)
        click.echo(f"http://{host}:{redirect_port} redirects to HTTPS")
    click.echo(f"https://{host}:{port}")
    server = Granian(
        "flask_stopple.serve:load",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.auto,
        ssl_cert=Path(cert),
        ssl_key=Path(key),
        workers=workers,
    )
    server.serve()


def development_certificate(folder: Path, host: str) -> tuple[str, str, str]:
    """A certificate for localhost and this address from an authority of our own, kept in the instance folder: certificate,
    key and authority. The authority's key is thrown away, so nobody can make another certificate that one's browser trusts."""
    try:
        import trustme
    except ImportError:
        raise click.ClickException(
            "a development certificate needs trustme: pip install 'flask-stopple[serve]'; or give --cert and --key"
        ) from None
    place = folder / "stopple-development"
    names = sorted({"localhost", "127.0.0.1", "::1", *([] if host in ("0.0.0.0", "::") else [host])})
    paths = [place / name for name in ("certificate.pem", "key.pem", "authority.pem")]
    mark = place / "names.txt"
    if not (all(path.exists() for path in paths) and mark.exists() and mark.read_text() == "\n".join(names)):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority = trustme.CA(organization_name="Stopple development")
        certificate = authority.issue_cert(*names)
        paths[0].write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
        with open(os.open(paths[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(certificate.private_key_pem.bytes())
        authority.cert_pem.write_to_path(paths[2])
        mark.write_text("\n".join(names))
    certificate_path, key_path, authority_path = (str(path) for path in paths)
    return certificate_path, key_path, authority_path


def _redirect(host: str, port: int, https_port: int) -> None:
    """Answers plain requests of one port with a redirect to where HTTPS is served."""

    class Redirect(BaseHTTPRequestHandler):
        server_version, sys_version = "stopple", ""

        def answer(self) -> None:
            # The name is the one that we serve, not the one that the client says.
            name = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host
            path = self.path if self.path.startswith("/") else "/"
            self.send_response(308)
            self.send_header("Location", f"https://{name}:{https_port}{path}")
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

        def log_message(self, format: str, *args: Any) -> None:
            pass

    socketserver.TCPServer.allow_reuse_address = True
    server = ThreadingHTTPServer((host, port), Redirect)
    threading.Thread(target=server.serve_forever, daemon=True, name="redirect").start()
