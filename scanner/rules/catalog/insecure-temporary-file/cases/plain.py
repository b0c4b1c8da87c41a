"""Temporary files."""

import os
import tempfile
from tempfile import mktemp as temporary


def names():
    return [
        tempfile.mktemp(),  # flaw: insecure-temporary-file
        temporary(suffix=".txt"),  # flaw: insecure-temporary-file
    ]


def files():
    handle, path = tempfile.mkstemp()  # clean: makes the file
    os.close(handle)
    with open("/tmp/report.txt", "w") as file:  # clean: a fixed name, pedantic
        file.write("x")
    with tempfile.TemporaryDirectory() as folder:  # clean: makes the folder
        return path, folder


def mktemp():
    return "a name of ours"


mktemp()  # clean: the project's own
