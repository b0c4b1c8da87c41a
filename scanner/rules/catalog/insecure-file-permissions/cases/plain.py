"""Permissions."""

import os
import stat
from pathlib import Path

OPEN = 0o777


def permissions(path):
    os.chmod(path, 0o777)  # flaw: insecure-file-permissions
    os.chmod(path, OPEN)  # flaw: insecure-file-permissions
    os.chmod(path, mode=0o666)  # flaw: insecure-file-permissions
    os.chmod(path, 0o640)  # clean: owner and group
    os.chmod(path, 0o1777)  # clean: as the system's own folder
    Path(path).chmod(0o755)  # clean: only the owner writes
    Path(path).chmod(stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO)  # flaw: insecure-file-permissions
    os.chmod(path, os.stat(path).st_mode & ~stat.S_IWOTH)  # clean: takes the right away


def made_later():
    os.umask(0)  # flaw: insecure-file-permissions
