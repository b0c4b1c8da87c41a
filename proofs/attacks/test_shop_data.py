"""Attacks on what the shop stores: its database, its files, its objects."""

import base64
import hashlib
import io
import pickle
import random
import time
from pathlib import Path


UNION = "%' union select id, name, password from users where name = 'admin' -- "


def test_sql_injection_shows_the_password_of_the_admin(visitor):
    page = visitor.get("/search", query_string={"q": UNION}).text
    assert hashlib.md5(b"sunshine").hexdigest() in page


def test_sql_injection_fails_where_the_term_is_bound(visitor):
    page = visitor.get("/search/bound", query_string={"q": UNION}).text
    assert hashlib.md5(b"sunshine").hexdigest() not in page


def test_an_order_from_a_table_of_ours_takes_no_sql(visitor):
    answer = visitor.get("/sorted", query_string={"by": "id; drop table products"})
    assert answer.status_code == 200 and "Lamp" in answer.text


def test_a_weak_hash_gives_the_password_back(visitor):
    page = visitor.get("/search", query_string={"q": UNION}).text
    guesses = {hashlib.md5(word.encode()).hexdigest(): word for word in ("123456", "dragon", "sunshine")}
    assert [word for digest, word in guesses.items() if digest in page] == ["sunshine"]


def test_a_path_leaves_the_folder_of_invoices(visitor, folder):
    (folder / "secret.txt").write_text("the books")
    assert visitor.get("/documents/invoice", query_string={"file": "../secret.txt"}).text == "the books"


def test_a_path_that_is_held_against_the_folder_does_not_leave_it(visitor, folder):
    (folder / "secret.txt").write_text("the books")
    (folder / "invoices" / "1.txt").write_text("20 EUR")
    assert visitor.get("/documents/invoice/inside", query_string={"file": "1.txt"}).text == "20 EUR"
    assert visitor.get("/documents/invoice/inside", query_string={"file": "../secret.txt"}).status_code == 404
    assert visitor.get("/documents/invoice/..%2fsecret.txt").status_code == 404


def upload(client, path, name):
    """Sends a file under a name."""
    return client.post(path, data={"picture": (io.BytesIO(b"content"), name)}, content_type="multipart/form-data")


def test_an_upload_leaves_its_folder(visitor, folder):
    upload(visitor, "/documents/picture", "../planted.py")
    assert (folder / "planted.py").read_bytes() == b"content"


def test_a_checked_upload_stays_and_must_be_a_picture(visitor, folder):
    assert upload(visitor, "/documents/picture/checked", "../planted.py").status_code == 400
    upload(visitor, "/documents/picture/checked", "../planted.png")
    assert not (folder / "planted.png").exists()
    assert (folder / "uploads" / "planted.png").exists()


class Mark:
    """Leaves an empty file where it is unpickled: as harmless as code of an attacker can be."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (Path(self.path),)


def test_a_pickled_basket_runs_code(visitor, folder):
    visitor.set_cookie("basket", base64.b64encode(pickle.dumps(Mark(str(folder / "ran")))).decode())
    try:
        visitor.get("/basket/")
    finally:
        assert (folder / "ran").exists()


def test_a_basket_in_json_holds_data(visitor):
    visitor.set_cookie("basket", base64.b64encode(b"[1, 2]").decode())
    assert visitor.get("/basket/json").json == [1, 2]


def test_the_basket_goes_out_where_scripts_and_eavesdroppers_read_it(visitor):
    cookie = visitor.post("/basket/add", data={"product": "1"}).headers["Set-Cookie"]
    assert "HttpOnly" not in cookie and "Secure" not in cookie
    safe = visitor.post("/basket/seen").headers["Set-Cookie"]
    assert "HttpOnly" in safe and "Secure" in safe


def test_xml_reads_a_file_of_the_server(visitor, folder):
    (folder / "secret.txt").write_text("the books")
    document = (
        f'<!DOCTYPE list [<!ENTITY grab SYSTEM "{(folder / "secret.txt").as_uri()}">]>'
        "<list><name>&grab;</name></list>"
    )
    assert visitor.post("/documents/import", data=document).text == "the books"
    assert "the books" not in visitor.post("/documents/import/plain", data=document).text


def test_a_reset_token_is_guessed_from_the_clock(visitor):
    visitor.post("/account/forgotten", data={"name": "admin"})
    now = int(time.time())
    guesses = ["%08d" % random.Random(second).randrange(10**8) for second in range(now - 5, now + 1)]
    answers = [
        visitor.post("/account/reset", data={"token": guess, "password": "mine"}).status_code for guess in guesses
    ]
    assert 200 in answers
    assert visitor.post("/account/login", data={"name": "admin", "password": "mine"}).status_code == 302


def test_a_form_makes_its_sender_an_administrator(alice):
    assert alice.post("/back-office/discount/steps", data={"steps": "[1]"}).status_code == 403
    assert alice.post("/account/profile", data={"email": "a@shop.example", "is_admin": "1"}).status_code == 200
    assert alice.post("/back-office/discount/steps", data={"steps": "[1]"}).status_code == 200


def test_a_form_with_one_field_changes_that_field(alice):
    assert alice.post("/account/email", data={"email": "a@shop.example", "is_admin": "1"}).status_code == 200
    assert alice.post("/back-office/discount/steps", data={"steps": "[1]"}).status_code == 403
