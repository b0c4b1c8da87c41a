"""Handlers whose names follow the addresses."""

import os


def search(filter=None):
    os.system(f"list {filter}")  # flaw: command-injection
    return []


def get(name):
    os.system("ping " + name)  # flaw: command-injection
    return {}
