"""Temporary files."""

import os
import tempfile
import uuid
from pathlib import Path
from tempfile import mktemp as temporary


def names():
    return [
        tempfile.mktemp(),  # flaw: insecure-temporary-file
        temporary(suffix=".txt"),  # flaw: insecure-temporary-file
    ]


def files():
    handle, path = tempfile.mkstemp()  # clean: makes the file
    os.close(handle)
    with open("/tmp/report.txt", "w") as file:  # flaw: insecure-temporary-file
        file.write("x")
    for number in range(9):
        name = "/tmp/merge-%d.csv" % number
    with open(name, "wb") as file:  # flaw: insecure-temporary-file
        file.write(b"x")
    Path("/tmp/unpacked.bin").write_bytes(b"x")  # flaw: insecure-temporary-file
    with open(os.path.join("/tmp", "convert_%d.tmp" % number), "wb") as file:  # flaw: insecure-temporary-file
        file.write(b"x")
    with open(f"/tmp/{uuid.uuid4()}.csv", "w") as file:  # clean: nobody can tell the name
        file.write("x")
    with open("/tmp/report.txt", "x") as file:  # clean: made here, or not at all
        file.write("x")
    with open("/tmp/report.txt") as file:  # clean: only read
        file.read()
    with open(os.path.join(tempfile.mkdtemp(), "report.txt"), "w") as file:  # clean: in a folder of one's own
        file.write("x")
    with tempfile.TemporaryDirectory() as folder:  # clean: makes the folder
        return path, folder


def mktemp():
    return "a name of ours"


mktemp()  # clean: the project's own
