import os


def run_fallback(command):
    os.system(command)  # flaw: command-injection
