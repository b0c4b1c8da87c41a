"""Files in a folder."""

import os


class Store:
    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:  # flaw(a): path-traversal
            return file.read()

    def write(self, name, text):
        target = self.path(name)
        with open(target, "w", encoding="utf-8") as file:  # flaw: path-traversal
            file.write(text)
