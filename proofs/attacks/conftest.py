"""A fresh shop for each attack, and the visitors who attack it."""

import sys
from pathlib import Path

import pytest

SHOP = Path(__file__).resolve().parent.parent / "shop"
sys.path.insert(0, str(SHOP))


@pytest.fixture
def folder(tmp_path):
    """The folder in which this test's shop keeps all it has."""
    return tmp_path


@pytest.fixture
def shop(folder):
    """The application, with its data in a folder of its own."""
    from store import create_app

    return create_app({
        "TESTING": True,
        "DATABASE": str(folder / "shop.sqlite3"),
        "UPLOADS": str(folder / "uploads"),
        "INVOICES": str(folder / "invoices"),
    })


@pytest.fixture
def visitor(shop):
    """Somebody who is not signed in."""
    return shop.test_client()


@pytest.fixture
def alice(shop):
    """A customer who is signed in."""
    client = shop.test_client()
    assert client.post("/account/login", data={"name": "alice", "password": "correct horse"}).status_code == 302
    return client


@pytest.fixture
def staff(shop):
    """A member of the staff who is signed in."""
    client = shop.test_client()
    assert client.post("/account/login", data={"name": "admin", "password": "sunshine"}).status_code == 302
    return client
