"""The whole life of an account in a real browser, in a narrow window, on SQLite and on PostgreSQL; each page is held against what every page has to be.

One test, for it is one life: what a step leaves behind is what the next one finds.
"""

import os
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest
from browser import free_port, wait_for
from flask_stopple import _stopple
from looks import look, order_of_focus
from provider import OpenIDProvider

HERE = Path(__file__).parent

ADDRESS = "ann@members.example"
ADMIN = "chair@members.example"
FIRST, SECOND, OF_ADMIN = "correct horse battery", "purple monkey dishwasher", "gavel on a green table"


class Club:
    """The application, served as one would, and its commands."""

    def __init__(self, database, instance, issuer):
        self.environment = {
            **os.environ,
            "FLASK_DEBUG": "1",
            "MEMBERS_DATABASE": database,
            "MEMBERS_INSTANCE": str(instance),
            "MEMBERS_ISSUER": issuer,
            "MEMBERS_SECRET_KEY": secrets.token_hex(32),
        }
        self.port = free_port()
        self.log = open(instance / "log.txt", "w+")
        self.command("found", ADMIN, said=OF_ADMIN)
        arguments = [*self._flask(), "stopple", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(arguments, cwd=HERE, env=self.environment, stdout=self.log, stderr=self.log)
        wait_for(self.port)

    @property
    def address(self):
        return f"https://localhost:{self.port}"

    @staticmethod
    def _flask():
        return [sys.executable, "-m", "flask", "--app", "members"]

    def command(self, *words, said=None):
        run = subprocess.run([*self._flask(), *words], cwd=HERE, env=self.environment, input=said, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


@pytest.fixture
def provider():
    """Somebody else, where Ann has an account too."""
    provider = OpenIDProvider()
    provider.person = {"sub": "ann", "email": "ann@elsewhere.example", "email_verified": True}
    yield provider
    provider.stop()


@pytest.fixture
def club(database, tmp_path, provider):
    club = Club(database, tmp_path, provider.issuer)
    yield club
    club.stop()


class Person:
    """Somebody with a browser of their own: a telephone's window."""

    def __init__(self, browser, club, language="en"):
        self.club = club
        self.context = browser.new_context(ignore_https_errors=True, viewport={"width": 360, "height": 740}, locale=language)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.troubles = []
        self.page.on("console", lambda said: self.troubles.append(f"{said.text} {said.location['url']}") if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def go(self, path):
        """Goes to a page, which is looked at; returns its status."""
        status = self.page.goto(self.club.address + path).status
        if path.startswith("/account") and status == 200:
            self.look()
        return status

    def look(self):
        """Looks at the page that is there, if it is one of the accounts."""
        if self.path.startswith("/account"):
            look(self.page)
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"form[method=post] [name={name}]", value)

    def press(self, text, then=None):
        """Presses a button and waits for the page that it leads to, or for the one with the address ``then``."""
        with self.page.expect_navigation(url=then):
            self.page.get_by_role("button", name=text, exact=True).first.click()
        return self.look()

    def says(self, text):
        said = self.page.inner_text("main")
        assert text in said, f"{self.page.url} does not say {text!r} but {said!r}"
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.club.address)

    def is_in(self):
        self.go("/members")
        return self.path == "/members"

    def follow_mail(self, subject):
        """Opens the outbox of development, and the link of the newest mail with this subject."""
        self.go("/account/outbox")
        article = self.page.locator("article", has_text=subject).first
        self.page.goto(article.locator("a.link").get_attribute("href"))
        self.look()

    def log_in(self, password, identity=ADDRESS):
        self.go("/account/login")
        self.fill(identity=identity, password=password)
        self.press("Log in")

    def log_out(self):
        self.go("/account/")
        self.press("Log out")
        assert not self.is_in()

    def give_code(self, way, code):
        form = self.page.locator(f"form:has(input[name=way][value={way}])")
        form.locator("[name=code]").fill(code)
        with self.page.expect_navigation():
            form.get_by_role("button").click()
        self.look()

    def set_up_authenticator(self):
        """Types the code that an app with the key of the page would show; returns the key."""
        key = self.page.inner_text("main code").replace(" ", "")
        assert self.page.locator("main svg").is_visible()
        self.fill(code=_stopple.totp_at(key, int(time.time())))
        self.press("Set up")
        return key

    def make_recovery_codes(self):
        self.press("Make new recovery codes")
        codes = self.page.locator("main li code").all_inner_texts()
        assert len(codes) == len(set(codes)) == 10
        return codes

    def add_device(self):
        """A virtual authenticator, as Chromium has it for tests: it knows its owner by a finger, and keeps keys that are found without a name."""
        devices = self.context.new_cdp_session(self.page)
        devices.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        id_ = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
        return lambda: devices.send("WebAuthn.getCredentials", {"authenticatorId": id_})["credentials"]


def test_the_life_of_an_account(browser, club):
    ann, chair, elsewhere = (Person(browser, club) for _ in range(3))

    # -- she registers, and proves her address -----------------------------------------------------------------------
    assert ann.go("/") == 200
    assert not ann.is_in() and ann.path == "/account/login?next=%2Fmembers"
    ann.look()
    assert order_of_focus(ann.page)[:6] == ["#main", "/", "identity", "password", "remember", "Log in"]
    ann.page.get_by_role("link", name="Register").click()
    ann.fill(email=ADDRESS)
    ann.press("Register").says("We have sent you a mail")
    ann.follow_mail("Finish your registration")
    ann.fill(username="ann", password="password")
    ann.page.wait_for_selector(".strength meter:visible")
    ann.look()
    ann.press("Register").says("one of those that are tried first")
    assert ann.page.get_attribute("[name=password]", "aria-invalid") == "true"
    ann.fill(username="ann", password=FIRST)
    ann.press("Register")
    assert ann.page.inner_text("#who") == ADDRESS
    for path in ("", "password", "address", "username", "sessions", "security", "tokens", "delete", "logout", "login/confirm", "passkeys"):
        assert ann.go(f"/account/{path}") == 200, path

    # -- a second factor, codes for the day it is lost, a passkey ----------------------------------------------------
    ann.go("/account/authenticator")
    key = ann.set_up_authenticator()
    ann.says("Now make recovery codes")
    codes = ann.make_recovery_codes()
    devices = ann.add_device()
    ann.go("/account/passkeys")
    ann.page.fill("[data-passkey] [name=name]", "Ann's telephone")
    ann.press("Add a passkey").says("Ann's telephone")
    assert len(devices()) == 1
    ann.go("/account/passkeys")
    ann.says("Ann's telephone")

    # -- with the passkey alone; it goes where she wanted ------------------------------------------------------------
    ann.log_out()
    assert not ann.is_in()
    ann.press("Log in with a passkey")
    assert ann.path == "/members" and devices()[0]["signCount"] > 1

    # -- a sign-in elsewhere, which she links, and which is one factor of two ------------------------------------------
    ann.go("/account/sign-ins")
    ann.press("Link Elsewhere", then="**/account/sign-ins").says("Linked.")
    ann.log_out()
    ann.press("Log in with Elsewhere", then="**/account/second-factor").says("Second step")
    ann.press("Use a passkey")
    assert ann.path == "/members"

    # -- with password and code, which counts once; with a recovery code, which counts once ---------------------------
    ann.log_out()
    ann.log_in(FIRST)
    assert ann.path == "/account/second-factor"
    code = _stopple.totp_at(key, int(time.time()) + 30)
    ann.give_code("totp", code)
    assert ann.is_in()
    elsewhere.log_in(FIRST)
    elsewhere.give_code("totp", code)
    elsewhere.says("This code is not right, or was used already.")
    elsewhere.give_code("recovery", codes[0])
    assert elsewhere.is_in()
    elsewhere.log_out()
    elsewhere.log_in(FIRST)
    elsewhere.give_code("recovery", codes[0])
    elsewhere.says("This code is not right, or was used already.")
    elsewhere.give_code("recovery", codes[1])
    assert elsewhere.is_in()

    # -- she ends the other device's session from hers ---------------------------------------------------------------
    ann.go("/account/sessions")
    ann.says("Chrome, Linux this browser")
    assert ann.page.get_by_role("button", name="Log out there").count() == 1
    ann.press("Log out there").says("That browser is logged out.")
    assert not elsewhere.is_in() and ann.is_in()

    # -- a role is given and withdrawn while she is logged in --------------------------------------------------------
    chair.log_in(OF_ADMIN, ADMIN)
    assert chair.path == "/account/second-factor/set-up", "administrators need a second factor before anything else"
    chair.page.get_by_role("link", name="An authenticator app").click()
    chair.set_up_authenticator()
    chair.make_recovery_codes()
    assert ann.go("/minutes") == 403
    for path in ("admin", "admin/roles", "admin/invite", "admin/events"):
        assert chair.go(f"/account/{path}") == 200, path
    chair.go("/account/admin?search=ann")
    chair.page.get_by_role("link", name=ADDRESS).click()
    chair.page.select_option("[name=role]", "editor")
    chair.says("authn_login_success_recovery_code").says("authn_login_success\t")
    chair.press("Give the role").says("The role was given.")
    assert ann.go("/minutes") == 200
    chair.press("Withdraw editor").says("The role was withdrawn.")
    assert ann.go("/minutes") == 403
    assert ann.go("/account/admin") == 403

    # -- forgotten: a link sets a new password, and ends every session -----------------------------------------------
    elsewhere.go("/account/password/forgot")
    elsewhere.fill(identity="ann")
    elsewhere.press("Send me a link").says("If there is an account")
    elsewhere.follow_mail("Set a new password")
    link = elsewhere.path
    elsewhere.fill(password=SECOND)
    elsewhere.press("Set the password").says("Your password is set.")
    assert not ann.is_in()
    elsewhere.page.goto(club.address + link)
    elsewhere.look().says("This link does not work any more.")
    elsewhere.log_in(FIRST)
    elsewhere.says("The name or the password is wrong.")
    elsewhere.log_in(SECOND)
    assert elsewhere.path == "/account/second-factor", "a mail does not pass the second factor"
    ann.go("/account/login")
    ann.press("Log in with a passkey")
    assert ann.is_in()

    # -- in German ---------------------------------------------------------------------------------------------------
    anna = Person(browser, club, "de-DE")
    for path in ("register", "password/forgot", "sign-in", "link", "login"):
        anna.go(f"/account/{path}")
    anna.says("Passwort vergessen?")
    assert anna.page.get_attribute("html", "lang") == "de"

    # -- she leaves --------------------------------------------------------------------------------------------------
    ann.go("/account/delete")
    ann.fill(password=SECOND)
    ann.press("Delete the account")
    assert ann.path == "/" and not ann.is_in()
    ann.log_in(SECOND)
    ann.says("The name or the password is wrong.")
    assert ADDRESS not in club.command("stopple", "users", "list")

    refused = re.compile(r"the server responded with a status of (400|401|403)|/favicon\.ico$")
    for person in (ann, chair, elsewhere, anna):
        assert [said for said in person.troubles if not refused.search(said)] == [], "the browser complained"
        person.context.close()
