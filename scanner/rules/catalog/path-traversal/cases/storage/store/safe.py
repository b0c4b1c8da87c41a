"""The same, and careful."""

from flask import abort
from werkzeug.utils import secure_filename

from . import Store


class SafeStore(Store):
    def path(self, name):
        cleaned = secure_filename(name)
        if not cleaned:
            abort(400)
        return super().path(cleaned)
