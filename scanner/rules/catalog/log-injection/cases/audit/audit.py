"""An audit log."""

import logging


class Audit:
    def __init__(self, name):
        self.logger = logging.getLogger(name)

    def note(self, what, details):
        self._write("%s: %s" % (what, details))

    def _write(self, line):
        self.logger.info(line)  # flaw(a): log-injection
