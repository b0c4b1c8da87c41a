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
