from os import system as start


def run_starred(command):
    start(command)  # flaw: command-injection


def _run_hidden(command):
    start(command)  # clean: nobody imports it
