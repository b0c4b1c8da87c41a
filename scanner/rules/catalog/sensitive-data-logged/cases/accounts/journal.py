"""A journal."""

import logging


class Journal:
    def __init__(self):
        self.log = logging.getLogger("journal")

    def write(self, what, name, details):
        line = " ".join([what, name, details])
        self.log.info(line)  # flaw: sensitive-data-logged
