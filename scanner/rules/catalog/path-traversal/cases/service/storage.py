"""Where files lie."""

import os


class Storage:
    def __init__(self, root):
        self.root = root

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def read(self, *parts):
        with open(self.path(*parts), "rb") as handle:  # flaw: path-traversal
            return handle.read()

    def checked(self, *parts):
        full = os.path.realpath(self.path(*parts))
        if not self._inside(full):
            raise PermissionError(full)
        return full

    def _inside(self, full):
        return os.path.commonprefix([full, os.path.realpath(self.root) + os.sep]) == os.path.realpath(self.root) + os.sep

    def read_checked(self, *parts):
        with open(self.checked(*parts), "rb") as handle:  # clean: checked
            return handle.read()
