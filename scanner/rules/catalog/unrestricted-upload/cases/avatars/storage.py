"""Keeps uploads."""

import os

from flask import abort
from werkzeug.utils import secure_filename


class Storage:
    def __init__(self, folder):
        self.folder = folder

    def check(self, name):
        return name

    def keep(self, upload):
        name = self.check(secure_filename(upload.filename))
        upload.save(os.path.join(self.folder, name))  # flaw: unrestricted-upload
        return name


class CheckedStorage(Storage):
    extensions = ("png", "webp")

    def check(self, name):
        if name.rsplit(".", 1)[-1] not in self.extensions:
            abort(415)
        return name
