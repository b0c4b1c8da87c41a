import os


def run_deep(command):
    os.system(command)  # flaw: command-injection


def run_late(command):
    os.system(command)  # flaw: command-injection
