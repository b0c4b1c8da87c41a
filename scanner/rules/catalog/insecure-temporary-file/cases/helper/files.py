"""Files."""

import tempfile


class Files:
    def new(self):
        return tempfile.mktemp(".txt")  # flaw: insecure-temporary-file
