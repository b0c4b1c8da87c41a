"""A whole program as tutorials show it, moved in by its import lines: a factory, a user model, a login page, a policy, tokens in
forms, secure cookies, and Flask's own server with ``ssl_context``. A client goes through it over TLS."""

from __future__ import annotations

import http.cookiejar
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from flask_stopple.serve import development_certificate

PROGRAM = '''
import secrets
import sys

from flask import Flask, redirect, render_template_string, request, url_for
from flask_stopple.compat.flask_login import LoginManager, UserMixin, current_user, login_required, login_user, logout_user
from flask_stopple.compat.flask_talisman import Talisman
{csrf_import}

login_manager = LoginManager()
login_manager.login_view = "login"
csrf = {csrf_class}()
talisman = Talisman()


class User(UserMixin):
    def __init__(self, id, name, password):
        self.id, self.name, self.password = id, name, password


USERS = {{"1": User("1", "ann", "correct horse")}}


@login_manager.user_loader
def load_user(user_id):
    return USERS.get(user_id)


LOGIN = """<form method="post"><input type="hidden" name="{field}" value="{{{{ csrf_token() }}}}">
<input name="name"><input name="password" type="password"></form><script nonce="{{{{ csp_nonce() }}}}">1</script>"""


def create_app():
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secrets.token_hex(32),
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=True,
    )
    login_manager.init_app(app)
    csrf.init_app(app)
    policy = {{"default-src": "'self'", "script-src": "'self'"}}
    talisman.init_app(app, content_security_policy=policy, content_security_policy_nonce_in=["script-src"])

    @app.route("/login", methods=["GET", "POST"])
    def login():
        if request.method == "POST":
            user = next((user for user in USERS.values() if user.name == request.form["name"]), None)
            if user is not None and user.password == request.form["password"]:
                login_user(user, remember=True)
                return redirect(url_for("mine"))
        return render_template_string(LOGIN)

    @app.route("/")
    @login_required
    def mine():
        return f"hello {{current_user.name}}"

    @app.route("/logout", methods=["POST"])
    @csrf.exempt
    def logout():
        logout_user()
        return "bye"

    return app


if __name__ == "__main__":
    create_app().run(port=int(sys.argv[1]), ssl_context=(sys.argv[2], sys.argv[3]))
'''


class Client:
    """A program with a jar of cookies that trusts one authority."""

    def __init__(self, address: str, authority: str) -> None:
        self.address, self.cookies = address, http.cookiejar.CookieJar()
        trusting = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority))
        self.opener = urllib.request.build_opener(trusting, urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, **form: str):
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        with self.opener.open(request) as answer:
            return answer.url, answer.headers, answer.read().decode()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("module", "name", "field"), [("flask_wtf_csrf", "CSRFProtect", "csrf_token"), ("flask_seasurf", "SeaSurf", "_csrf_token")]
)
def test_the_program_of_tutorials_with_ssl_context(tmp_path, module, name, field):
    certificate, key, authority = development_certificate(tmp_path, "localhost")
    program = tmp_path / "program.py"
    csrf_import = f"from flask_stopple.compat.{module} import {name}"
    program.write_text(PROGRAM.format(csrf_import=csrf_import, csrf_class=name, field=field))
    port = free_port()
    log = open(tmp_path / "log", "w+")
    process = subprocess.Popen([sys.executable, str(program), str(port), certificate, key], stdout=log, stderr=log)
    client = Client(f"https://localhost:{port}", authority)
    try:
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        url, headers, page = client.ask("/")
        assert "/login?next=" in url, "who is not known is led to the login page"
        policy, nonce = headers["Content-Security-Policy"], re.search('nonce="([^"]+)"', page)[1]
        assert f"'nonce-{nonce}'" in policy and "default-src 'self'" in policy
        assert "max-age=" in headers["Strict-Transport-Security"] and headers["X-Frame-Options"] == "SAMEORIGIN"
        token = re.search(r'value="([^"]+)"', page)[1]
        with pytest.raises(urllib.error.HTTPError) as refused:
            client.ask("/login", name="ann", password="correct horse")
        refused.value.close()
        assert refused.value.code in (400, 403), "a form without its token"
        url, _, page = client.ask("/login", name="ann", password="correct horse", **{field: token})
        assert page == "hello ann"
        flags = {cookie.name.removeprefix("__Host-"): (cookie.secure, cookie.has_nonstandard_attr("HttpOnly")) for cookie in client.cookies}
        assert flags["session"] == flags["remember_token"] == (True, True)
        assert client.ask("/logout", any="thing")[2] == "bye"
        assert "/login" in client.ask("/")[0]
    finally:
        process.terminate()
        process.wait()
        log.close()
