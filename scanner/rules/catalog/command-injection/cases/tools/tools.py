"""Programs."""

import subprocess


class Converter:
    def __init__(self, program):
        self.program = program

    def convert(self, name):
        self._shell(f"{self.program} /tmp/picture /srv/out/{name}")

    def check(self, name):
        subprocess.run([self.program, "--", name], check=True)  # clean: a list

    def _shell(self, line):
        subprocess.run(line, shell=True, check=True)  # flaw(a): command-injection


class Shell:
    def __init__(self):
        self.words = []

    def add(self, *words):
        self.words.extend(words)

    def go(self):
        subprocess.call(" ".join(self.words), shell=True)  # flaw: command-injection
