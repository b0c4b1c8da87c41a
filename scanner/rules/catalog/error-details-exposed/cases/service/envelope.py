"""Envelopes around answers."""

import traceback


class Envelope:
    def __init__(self, details=True):
        self.details = details
        self.error = None

    def fail(self):
        self.error = traceback.format_exc() if self.details else "failed"

    def as_dict(self):
        return {"error": self.error}
