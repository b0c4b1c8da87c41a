"""Works on what is current."""
import os

import state


def perform():
    os.system("ls " + state.current["target"])  # flaw: command-injection
    os.system(f"head -n {state.LIMIT}")  # clean: a number
    os.system("ls " + state.current["own"])  # clean: ours
