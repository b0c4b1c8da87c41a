"""Plugins that come with it."""
import subprocess

from .base import Plugin


class Convert(Plugin, name="convert"):
    def perform(self, source, target="out.png", **rest):
        return subprocess.call(f"convert {source} {target}", shell=True)  # flaw: command-injection


class Count(Plugin):
    def perform(self, text="", **rest):
        return subprocess.call(["wc", "-c"], timeout=len(text))  # clean: a number
