"""Handlers of version 2."""

import os


def search(request_body, page):
    os.system("grep " + request_body["text"])  # flaw: command-injection
    os.system(f"page {page}")  # clean: a number
    return []


def form(command):
    os.system(command)  # flaw: command-injection
    return {}
